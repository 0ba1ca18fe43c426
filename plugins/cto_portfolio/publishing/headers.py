"""What a web server should say with every file: the site's policy, and what only headers can say.

Not Strict-Transport-Security: it binds a whole domain, for a year, to what one site on it wants.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from cto_portfolio.site.site_files import SiteFile

NETLIFY = "_headers"
"""Netlify, Cloudflare Pages and others read it by itself."""
NGINX = "nginx-headers.conf"
"""To be named by `include` in the `server` block."""

NAMES = (NETLIFY, NGINX)

_REFUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")


def build(policy: str) -> Iterator[SiteFile]:
    """Yield what tells servers to send with every file the policy that pages have in themselves."""
    headers = values(policy)
    netlify = ["/*", *(f"  {name}: {value}" for name, value in headers.items())]
    nginx = [f'add_header {name} "{value}" always;' for name, value in headers.items()]
    for name, lines in ((NETLIFY, netlify), (NGINX, nginx)):
        yield SiteFile(path=PurePosixPath(name), content="\n".join([*lines, ""]).encode())


def values(policy: str) -> dict[str, str]:
    """Return the headers by their names."""
    return {
        # Slides stand in a frame on the page of their talk.
        "Content-Security-Policy": f"{policy}; frame-ancestors 'self'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{one}=()" for one in _REFUSED),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }


def of_all(text: str) -> dict[str, str]:
    """Return the headers that a `_headers` file asks for with every file of a site."""
    asked: dict[str, str] = {}
    place = ""
    for line in text.splitlines():
        name, colon, value = line.strip().partition(":")
        if line[:1].strip():
            place = line.strip()
        elif colon and place == "/*":
            asked[name] = " ".join(value.split())
    return asked
