"""What MkDocs does page by page, done in advance by workers: Markdown rendered, cards drawn.

The engine still asks every page to render itself, and gets what is there already. What a worker
cannot do in silence, it leaves: then the engine does it, and says what there is to be said.
"""

import contextlib
import copy
import logging
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.structure.toc import TableOfContents

from cto_portfolio.engines import mkdocs_inputs
from cto_portfolio.engines.mkdocs_finished import AskedFiles
from cto_portfolio.engines.mkdocs_parser import Parser
from cto_portfolio.engines.workers import Task, Workers
from cto_portfolio.publishing.finished_pages import Found
from cto_portfolio.site.social_cards.cache import Picture

_WORTH_IT = 40
"""Pages from which on a worker saves more than it takes to begin."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rendered:
    """What the engine knows of a page once it is rendered."""

    html: str
    toc: TableOfContents
    title: str | None
    anchors: set[str]
    linked: Mapping[str, dict[str, str]] | None
    """Parts of pages that it links to, by the names of their files."""
    asked: Mapping[str, Found]


class _AdvancePage(EnginePage):
    """A page that takes what was rendered in advance, if it was rendered of the same text."""

    advance: "Advance"

    def render(self, config: MkDocsConfig, files: Files) -> None:
        rendered = self.advance.rendered(self)
        if rendered is None:
            self.advance.parser.render(self, config, files)
            return
        self.content, self.toc = rendered.html, rendered.toc
        self._title_from_render = rendered.title
        self.present_anchor_ids = rendered.anchors
        if rendered.linked is not None:
            self.links_to_anchors = {
                files.src_uris[name]: parts for name, parts in rendered.linked.items()
            }
        if isinstance(files, AskedFiles) and files.asked is not None:
            files.asked.update(rendered.asked)


class _DrawnFile(File):
    """The file of a card, which whoever draws it writes to its place in the site."""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - as engines call it
        pass


@dataclass(kw_only=True, slots=True)
class Advance:
    """What is done in advance in one build; it changes as the engine asks for it."""

    config: MkDocsConfig
    logger: logging.Logger
    """The engine's own, by which everything is said of a page."""
    parser: Parser
    _cards: list[Task] = field(default_factory=list)
    _bodies: Mapping[str, str] = field(default_factory=dict)
    _numbers: Mapping[str, int] = field(default_factory=dict)
    _workers: Workers | None = None

    @classmethod
    def of(cls, config: MkDocsConfig, logger: logging.Logger) -> "Advance | None":
        """Begin a build; None where other plugins take part in pages, or other threads."""
        is_alone = threading.active_count() == 1  # forks have no other threads
        if not is_alone or not mkdocs_inputs.is_known(config):
            return None
        return cls(config=config, logger=logger, parser=Parser(config))

    def file(self, path: PurePosixPath, picture: Picture) -> File:
        """Return the file of a card that is still to be drawn."""
        file = _DrawnFile.generated(self.config, str(path), content=b"")
        file.abs_src_path = str(Path(self.config.docs_dir, path))
        self._cards.append(partial(_draw, picture, Path(file.abs_dest_path)))
        return file

    def begin(self, files: Files, bodies: Mapping[str, str]) -> None:
        """Begin to draw cards, and to render the pages whose text is known."""
        pages = [
            file.page
            for file in files.documentation_pages()
            if file.page and type(file.page) is EnginePage and file.src_uri in bodies
        ]
        tasks = [partial(self._render, page, bodies[page.file.src_uri], files) for page in pages]
        if len(tasks) >= _WORTH_IT:
            self._workers = Workers.begin(self._cards, tasks)
        self._bodies = bodies
        self._numbers = {page.file.src_uri: number for number, page in enumerate(pages)}
        for page in pages:
            page.__class__ = _AdvancePage
            page.advance = self  # type: ignore[attr-defined]

    def rendered(self, page: EnginePage) -> _Rendered | None:
        """Return what was made of a page in advance; None if the engine is to render it."""
        name = page.file.src_uri
        if self._workers is None or page.markdown != self._bodies.get(name):
            return None
        result = self._workers.result(self._numbers[name])
        return result if isinstance(result, _Rendered) else None

    def finish(self) -> None:
        """Have all cards drawn."""
        drawn = self._workers.finish() if self._workers else (None for _ in self._cards)
        for draw, is_drawn in zip(self._cards, drawn, strict=True):
            if not is_drawn:
                draw()
        self.end()

    def end(self) -> None:
        """Stop what is under way."""
        if self._workers:
            self._workers.end()
            self._workers = None

    def _render(self, page: EnginePage, body: str, files: Files) -> _Rendered | None:
        """Render a page aside; None if there was anything to be said."""
        aside = copy.copy(page)
        aside.__class__ = EnginePage
        aside.markdown = body
        with _silence(self.logger) as said, _asked(files) as asked:
            self.parser.render(aside, self.config, files)
        linked = aside.links_to_anchors
        return (
            None
            if said
            else _Rendered(
                html=aside.content or "",
                toc=aside.toc,
                title=aside._title_from_render,  # noqa: SLF001 - the engine has no other name for it
                anchors=aside.present_anchor_ids or set(),
                linked=None if linked is None else {to.src_uri: led for to, led in linked.items()},
                asked=asked,
            )
        )


def _draw(picture: Picture, place: Path) -> bool:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(picture.drawn())
    return True


class _Heard(logging.Handler):
    """Takes down what is said, and says it to nobody."""

    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())


@contextlib.contextmanager
def _silence(logger: logging.Logger) -> Iterator[list[str]]:
    """Give what is said meanwhile, which nobody hears."""
    said: list[str] = []
    loggers = (logger, logging.getLogger())
    before = [each.handlers for each in loggers]
    for each in loggers:
        each.handlers = [_Heard(said)]
    try:
        yield said
    finally:
        for each, handlers in zip(loggers, before, strict=True):
            each.handlers = handlers


@contextlib.contextmanager
def _asked(files: Files) -> Iterator[Mapping[str, Found]]:
    """Give what is looked up meanwhile, where that is remembered."""
    asked: dict[str, Found] = {}
    if not isinstance(files, AskedFiles):
        yield asked
        return
    before, files.asked = files.asked, asked
    try:
        yield asked
    finally:
        files.asked = before
