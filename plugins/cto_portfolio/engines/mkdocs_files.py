"""The files of a Release among those of MkDocs."""

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as EnginePage

from cto_portfolio import links
from cto_portfolio.content import addresses
from cto_portfolio.content.files import Content, LazyFiles
from cto_portfolio.problems import Problem
from cto_portfolio.publishing import theme_files
from cto_portfolio.publishing.release import Release
from cto_portfolio.site.pages import Page
from cto_portfolio.site.site_files import SiteFile
from cto_portfolio.text import images

if TYPE_CHECKING:
    from cto_portfolio.engines.preview import Apart

Placed: TypeAlias = Mapping[str, File]
"""The files whose content is ours, by the path that the engine knows them by."""


def compose_names(files: Files, config: MkDocsConfig) -> None:
    """Give files the names that they have in the site, where a disk takes letters apart.

    Plugins read files anew under the names of the disk, so this is done before and after them.
    """
    for file in _authored(files, config):
        name = links.composed(file.src_uri)
        if name == file.src_uri:
            continue
        files.remove(file)
        if files.get_file_from_path(name) is None:
            files.append(_renamed(file, name))


def of_portfolio(files: Files, config: MkDocsConfig) -> LazyFiles:
    """Return the portfolio's files, those that other plugins have made among them."""
    by_path = {PurePosixPath(file.src_uri): file for file in _authored(files, config)}

    def read(path: PurePosixPath) -> Content:
        return _held(by_path[path])

    return LazyFiles(by_path, read)


def generated(files: Files, config: MkDocsConfig) -> Iterator[str]:
    """Yield the paths of what other plugins have made."""
    yield from (file.src_uri for file in _authored(files, config) if file.abs_src_path is None)


def late(files: Files, ours: Container[str], config: MkDocsConfig) -> dict[PurePosixPath, str]:
    """Return the pages that other plugins have added to ours, which are given by their names."""
    return {
        PurePosixPath(file.src_uri): file.content_string
        for file in _authored(files, config)
        if file.is_documentation_page() and file.src_uri not in ours
    }


def place(release: Release, files: Files, config: MkDocsConfig) -> None:
    """Leave of the portfolio what leaves, as it leaves, and nothing else."""
    for path, page in release.pages.items():
        file = put(page, files, config, source=path)
        if addresses.is_named(path):  # no author could foresee them all in a navigation
            file.inclusion = InclusionLevel.NOT_IN_NAV
    beside = set(release.beside)
    pages = {str(links.page_path(path)) for path in release.pages}
    for file in _authored(files, config):
        path = PurePosixPath(file.src_uri)
        if path in beside:
            _publish(file, path, release)
        elif file.src_uri not in pages and not _is_for_plugins(file):
            files.remove(file)
    for file in list(files):
        if not _is_authored(file, config) and not theme_files.leaves(PurePosixPath(file.src_uri)):
            files.remove(file)


def placed(release: Release, made: Iterable[str], files: Files) -> Placed:
    """Return the files whose content is ours, as they are now, for `restore`."""
    pages = (str(links.page_path(path)) for path in release.pages)
    beside = (str(path) for path in release.beside if _is_changed(path, release))
    found = ((name, files.src_uris.get(name)) for name in (*pages, *made, *beside))
    return {name: file for name, file in found if file}


def restore(release: Release, files: Files, placed: Placed) -> Iterator[Problem]:
    """Give back what other plugins have read from the disk anew, and with it what is private.

    What a plugin has written into a page is lost, and said.
    """
    sources = {str(links.page_path(path)): path for path in release.pages}
    for name, ours in placed.items():
        file = files.src_uris.get(name)
        if file is None or file is ours:
            continue
        content, held = ours.content_bytes, _held(file)
        path = sources.get(name)
        if path and held not in {None, content, _on_disk(ours)}:
            message = "another plugin changes it when it has been read; this change is left out"
            yield Problem(path=path, line=1, code="late-change", message=message)
        file.content_bytes = content
        file.abs_src_path = ours.abs_src_path
        file.edit_uri = ours.edit_uri
        file.generated_by = ours.generated_by


def put(
    page: Page, files: Files, config: MkDocsConfig, *, source: PurePosixPath | None = None
) -> File:
    """Put a page in place; what is made of an author's file stays that file to other plugins."""
    content = _content(page)
    name = str(links.page_path(page.path))
    written = files.get_file_from_path(str(source or page.path))
    if written is None:
        file = _generated(name, content, config)
    elif written.src_uri == name:
        give(written, content)
        return written
    else:
        files.remove(written)
        file = _renamed(written, name)
        give(file, content)
    files.append(file)
    return file


def place_apart(
    apart: "Apart", files: Files, config: MkDocsConfig, *, before: Mapping[str, File]
) -> None:
    """Put in place what only the author sees; `before` are the files before `place`.

    To the engine it is a draft, so nothing lists it.
    """
    for page in apart.pages:
        written = before.get(str(page.path))
        if written and files.get_file_from_path(written.src_uri) is None:
            files.append(written)
        file = put(page, files, config)
        _set_apart(file, apart.folder)
        EnginePage(None, file, config)
    for path in apart.beside:
        file = before[str(path)]
        _hold(file, apart.content(path))
        _set_apart(file, apart.folder)
        files.append(file)


def _set_apart(file: File, folder: Path) -> None:
    file.inclusion = InclusionLevel.DRAFT
    file.dest_dir = str(folder)
    file.abs_dest_path = str(folder / file.dest_uri)


def put_beside(made: SiteFile, files: Files, config: MkDocsConfig) -> bool:
    """Put a file of ours in place, unless another has that name."""
    is_free = files.get_file_from_path(str(made.path)) is None
    if is_free:
        files.append(_generated(str(made.path), made.content, config))
    return is_free


def give(file: File, content: str) -> None:
    """Give a file another content, and leave it the place that it has on the disk."""
    path = file.abs_src_path
    file.content_string = content
    file.abs_src_path = path


def nav(release: Release, files: Files) -> Iterator[Mapping[str, str]]:
    """Yield the navigation where the author names none; the engine misses no other page in it."""
    names = {str(links.page_path(item.path)): item.title for item in release.nav.bar}
    for file in files.documentation_pages():
        if file.src_uri not in names:
            file.inclusion = InclusionLevel.NOT_IN_NAV
    shown = {file.src_uri for file in files.documentation_pages(inclusion=InclusionLevel.is_in_nav)}
    for name, title in names.items():
        if name in shown:
            yield {title: name}


def _renamed(file: File, name: str) -> File:
    """Return a file under another name, which lies where it lies."""
    renamed = File(name, file.src_dir, file.dest_dir, file.use_directory_urls)
    renamed.inclusion = file.inclusion
    if file.abs_src_path is None:
        renamed.content_bytes = file.content_bytes
    renamed.abs_src_path = file.abs_src_path
    renamed.edit_uri = file.edit_uri
    renamed.generated_by = file.generated_by
    return renamed


def _held(file: File) -> bytes | None:
    """Return what a file holds by now; None where it cannot be read, or reading would not end."""
    place = Path(file.abs_src_path or "")
    if file.abs_src_path and place.exists() and not place.is_file():
        return None
    try:
        return file.content_bytes
    except OSError:
        return None


def _on_disk(file: File) -> bytes | None:
    path = Path(file.abs_src_path or "")
    return path.read_bytes() if path.is_file() else None


def _content(page: Page) -> str:
    # Without front matter MkDocs would take lines such as "Date: today" for some.
    return f"---\ntitle: ''\n---\n\n{page.body}" if page.meta else page.body


def _generated(name: str, content: str | bytes, config: MkDocsConfig) -> File:
    """Return a file of ours; plugins such as rss and static-i18n ask every file for its place."""
    file = File.generated(config, name, content=content)
    file.abs_src_path = str(Path(config.docs_dir, name))
    return file


def _publish(file: File, path: PurePosixPath, release: Release) -> None:
    file.inclusion = InclusionLevel.INCLUDED
    if _is_changed(path, release):
        _hold(file, release.content(path))


def _hold(file: File, content: bytes) -> None:
    """Do for a file that is no page what `give` does."""
    path = file.abs_src_path
    file.content_bytes = content
    file.abs_src_path = path


def _is_changed(path: PurePosixPath, release: Release) -> bool:
    """Whether a file leaves otherwise than it lies there."""
    return images.is_image(path) or release.settings.redacts


def _is_for_plugins(file: File) -> bool:
    """Whether engines leave a file out themselves, and plugins may read it, such as `.nav.yml`."""
    return file.inclusion is InclusionLevel.EXCLUDED and not file.is_documentation_page()


def _authored(files: Files, config: MkDocsConfig) -> list[File]:
    """Return the files of the portfolio, as opposed to those of the theme."""
    return [file for file in files if _is_authored(file, config)]


def _is_authored(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir not in config.theme.dirs
