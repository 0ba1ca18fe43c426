"""The adapter for engines that run no plugins, such as Zensical: the finished site, as files.

They get what the adapter for MkDocs puts in place while it builds: pages as Markdown, what is
published beside them, what the theme makes in the author's colours, and a configuration.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import jinja2

from cto_portfolio import writing
from cto_portfolio.content.addresses import HOME
from cto_portfolio.engines.zensical import configuration, mirror
from cto_portfolio.engines.zensical.configuration import DOCS, MARK
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import headers, policy
from cto_portfolio.publishing.confidential import redaction, terms
from cto_portfolio.publishing.confidential.gate import Gate
from cto_portfolio.publishing.publication import Publication
from cto_portfolio.publishing.rendering import Renderer
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.site import look, pages, site_files
from cto_portfolio.site.feeds import feed
from cto_portfolio.site.feeds import files as feeds
from cto_portfolio.site.look import Look
from cto_portfolio.site.site import Site
from cto_portfolio.site.site_files import SiteFile
from cto_portfolio.site.social_cards.cache import Cache
from cto_portfolio.site.social_cards.card import Colors
from cto_portfolio.site.view import View

CONFIGURATION = "zensical.yml"


def stage(publication: Publication, settings: Settings, folder: Path) -> Path:
    """Write a site to a folder of its own, and return where its configuration is.

    Raises:
        PortfolioError: if the folder is somebody else's or published, there is no theme,
            something confidential would be published, or something cannot be read or written.
    """
    _refuse(folder, settings)
    root = configuration.load(settings)
    chosen = look.parse(settings.look, settings.path)
    site = publication.site
    header = _policy(settings, site)
    extra: Mapping[str, View] = {
        "look": chosen.view,
        "policy": header,
        "homepage": site.url_for(HOME).removesuffix("/"),
    }
    nav = pages.nav(site.portfolio, publication.pages)
    text = configuration.build(root, settings, folder=folder, extra=extra, nav=nav)
    contents = dict(_beside(publication, settings, chosen))
    contents |= {made.path: made.content for made in headers.build(header)}
    contents |= {path: source.encode() for path, source in publication.pages.items()}
    leaks = Gate.of(publication.site, publication.beside, settings).problems(
        contents.items(), folder / DOCS
    )
    if leaks:
        raise PortfolioError("\n".join(map(str, leaks)))
    writing.replace(folder / CONFIGURATION, text, makes_folder=True)
    mirror.update(folder / DOCS, contents)
    return folder / CONFIGURATION


def _beside(
    publication: Publication, settings: Settings, chosen: Look
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield what is no page; the author's own last, which goes before ours of that name."""
    site = publication.site
    templates = _templates(settings, site)
    config = {"site_name": settings.name, "extra": {"look": chosen.view}}
    for name in sorted(look.TEMPLATES):  # which Zensical would publish as they are
        yield PurePosixPath(name), templates.get_template(name).render(config=config).encode()
    cards = {path: page.card for path, page in publication.built.items() if page.card}
    drawn = site_files.pictures(cards, Colors.of(chosen), Cache.of(site, settings.root))
    followed = _feeds(publication, settings, templates)
    for made in (*site_files.build(site), *drawn, *followed):
        yield made.path, made.content
    redacted = terms.load(settings.docs_dir) if settings.redacts else terms.Terms()
    for path in publication.beside:
        if (content := publication.content(path, settings.docs_dir)) is not None:
            yield path, redaction.of_file(path, content, redacted)


def _policy(settings: Settings, site: Site) -> str:
    inline = _templates(settings, site).get_template(policy.INLINE)
    return policy.build(inline.render())


def _feeds(
    publication: Publication, settings: Settings, templates: jinja2.Environment
) -> Iterator[SiteFile]:
    found = tuple(feed.build(publication.site))
    renderer = Renderer(publication, settings)
    template = templates.get_template("partials/feed-entry.html")
    rendered: dict[PurePosixPath, str] = {}
    for path in dict.fromkeys(item.path for one in found for item in one.items):
        page = {"meta": publication.built[path].meta, "content": renderer.render(path)}
        rendered[path] = template.render(page=page)
    yield from feeds.build(found, rendered)


def _templates(settings: Settings, site: Site) -> jinja2.Environment:
    if settings.theme_dir is None:
        message = f"'{settings.path}' names no theme; set 'custom_dir' below 'theme'"
        raise PortfolioError(message)
    loader = jinja2.FileSystemLoader(settings.theme_dir)
    environment = jinja2.Environment(loader=loader, autoescape=False)  # noqa: S701 - as engines do
    environment.filters["url"] = lambda url: site.absolute(url) or url
    return environment


def _refuse(folder: Path, settings: Settings) -> None:
    for published in settings.published:
        if folder.resolve().is_relative_to(published.resolve()):
            message = f"'{folder}' is below '{published}', which is published; choose another"
            raise PortfolioError(message)
    if (folder / DOCS).exists() and not _is_ours(folder / CONFIGURATION):
        message = f"'{folder / DOCS}' was not written by this command; choose another folder"
        raise PortfolioError(message)


def _is_ours(path: Path) -> bool:
    return path.is_file() and path.read_bytes().startswith(MARK.encode())
