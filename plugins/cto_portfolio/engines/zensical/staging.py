"""The adapter for engines that run no plugins, such as Zensical: the finished site, as files.

They get what the adapter for MkDocs puts in place while it builds: pages as Markdown, what is
published beside them, what the theme makes in the author's colours, and a configuration.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from pathlib import Path, PurePosixPath

import jinja2
import yaml

from cto_portfolio import links, writing
from cto_portfolio.engines import configuration as configurations
from cto_portfolio.engines.zensical import configuration, mirror
from cto_portfolio.engines.zensical.configuration import DOCS, MARK, THEME
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import locks, policy, rendering, theme_files
from cto_portfolio.publishing.confidential.gate import Gate
from cto_portfolio.publishing.release import Release
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.site import look
from cto_portfolio.site.feeds import files as feeds
from cto_portfolio.site.site_files import SiteFile

CONFIGURATION = "zensical.yml"
_MISREAD = re.compile(r"\?|%[0-9A-Fa-f]{2}")
"""What Zensical takes for a part of an address in the name of a page; in those of files it does
not."""


@contextlib.contextmanager
def alone(folder: Path, on_wait: Callable[[str], object]) -> Iterator[None]:
    """Have a folder for oneself: whoever reads the portfolio last is to be the last to write.

    Raises:
        PortfolioError: if another run takes too long, or nobody can write there.
    """
    place = Path(os.path.realpath(folder))
    if place.is_symlink():
        raise PortfolioError(f"'{folder}' is a link that leads to itself; remove it")
    with contextlib.ExitStack() as stack:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            path = place.with_name(f".{place.name.lstrip('.')}.lock")
            stack.enter_context(locks.held(path, folder, on_wait))
        except (OSError, RecursionError) as error:  # of a thousand folders within each other
            reason = getattr(error, "strerror", None) or error
            message = f"cannot write to '{folder}': {reason}; choose another"
            raise PortfolioError(message) from error
        yield


def stage(release: Release, folder: Path) -> Path:
    """Write a site to a folder of its own, and return where its configuration is.

    Raises:
        PortfolioError: if the folder is somebody else's or published, there is no theme,
            something confidential would be published, or something cannot be read or written.
    """
    settings = release.settings
    _refuse(folder, settings)
    if release.refusals:
        raise PortfolioError("\n".join(map(str, release.refusals)))
    _refuse_names(release)
    root = configurations.load(Path(settings.path))
    header = _policy(release)
    text = configuration.build(root, release, folder=folder, policy=header)
    contents = dict(_beside(release, header))
    contents |= {links.page_path(path): release.text(path).encode() for path in release.pages}
    # What lies in a theme is copied and never rendered, Markdown included.
    markdown = {made.path: made.content for made in release.markdown}
    leaks = Gate.of(release).problems([*contents.items(), *markdown.items()], folder / DOCS)
    if leaks:
        raise PortfolioError("\n".join(map(str, leaks)))
    writing.replace(folder / CONFIGURATION, text, makes_folder=True)
    mirror.update(folder / DOCS, contents)
    mirror.update(folder / THEME, {**markdown, **_of_search(root), **dict(_theme(settings))})
    return folder / CONFIGURATION


def _beside(release: Release, header: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield what is no page; the author's own last, which goes before ours of that name."""
    templates = _templates(release)
    config = {"site_name": release.settings.name, "extra": release.extra}
    for name in sorted(look.TEMPLATES):  # which Zensical would publish as they are
        yield PurePosixPath(name), templates.get_template(name).render(config=config).encode()
    for made in (*release.made(header), *_feeds(release, templates)):
        yield made.path, made.content
    for path, picture in release.pictures():
        yield path, picture.drawn()
    for path in release.beside:
        yield path, release.content(path)


def _theme(settings: Settings) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield what pages are made of, and what they ask for; engines publish all but templates."""
    for folder in reversed(settings.theme_dirs):  # what comes later goes before
        for file in sorted(folder.rglob("*")):
            path = PurePosixPath(file.relative_to(folder).as_posix())
            is_asset = theme_files.leaves(path) and str(path) not in look.TEMPLATES
            if file.is_file() and (theme_files.is_template(path) or is_asset):
                yield path, file.read_bytes()


def _of_search(root: yaml.MappingNode) -> Mapping[PurePosixPath, bytes]:
    """Return the templates that Material's search, under MkDocs, asks a theme for."""
    names = ("language", f"languages/{configuration.language(root)}", "languages/en")
    paths = (PurePosixPath("partials", f"{name}.html") for name in names)
    templates = resources.files("material") / "templates"
    return {
        path: (templates / str(path)).read_bytes()
        for path in paths
        if (templates / str(path)).is_file()
    }


def _policy(release: Release) -> str:
    return policy.build(_templates(release).get_template(policy.INLINE).render())


def _feeds(release: Release, templates: jinja2.Environment) -> Iterator[SiteFile]:
    template = templates.get_template("partials/feed-entry.html")
    rendered: dict[PurePosixPath, str] = {}
    for path in dict.fromkeys(release.followed):
        page = {"meta": release.pages[path].meta, "content": rendering.html(path, release)}
        rendered[path] = template.render(page=page, config={"extra": release.extra})
    yield from feeds.build(release.feeds, rendered)


def _templates(release: Release) -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(release.settings.theme_dirs)
    environment = jinja2.Environment(loader=loader, autoescape=False)  # noqa: S701 - as engines do
    environment.filters["url"] = lambda url: release.site.absolute(url) or url
    return environment


def _refuse(folder: Path, settings: Settings) -> None:
    for published in settings.published:
        if folder.resolve().is_relative_to(published.resolve()):
            message = f"'{folder}' is below '{published}', which is published; choose another"
            raise PortfolioError(message)
    if (folder / DOCS).exists() and not _is_ours(folder / CONFIGURATION):
        message = f"'{folder / DOCS}' was not written by this command; choose another folder"
        raise PortfolioError(message)


def _refuse_names(release: Release) -> None:
    misread = (release.folder / path for path in release.pages if _MISREAD.search(str(path)))
    messages = [
        f"'{path}': Zensical leads nowhere if a page has '?', or '%' and two digits, in its name; "
        "rename it"
        for path in misread
    ]
    if messages:
        raise PortfolioError("\n".join(messages))


def _is_ours(path: Path) -> bool:
    return path.is_file() and path.read_bytes().startswith(MARK.encode())
