"""`robots.txt`: everybody may read everything that is published, and where to begin."""

from cto_portfolio.site.site import Site


def build(site: Site) -> str:
    """Return the file. It names no hidden page: a rule against one would tell where it is."""
    lines = ["User-agent: *", "Allow: /"]
    if sitemap := site.absolute("sitemap.xml"):
        lines += ["", f"Sitemap: {sitemap}"]
    return "\n".join([*lines, ""])
