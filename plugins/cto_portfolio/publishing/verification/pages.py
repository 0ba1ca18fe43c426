"""Pages of a built site: ours are sealed and all there, and none is of what is hidden."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.addresses import REVIEW
from cto_portfolio.content.sources import ENTRIES
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.verification.case import Case
from cto_portfolio.publishing.verification.outputs import PAGES, Output

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
"""The endings that one engine or another makes a page of."""
SEAL = re.compile(rb"""<meta\s+name=["']?generator["']?\s+content=["']?cto-portfolio\b""")
"""What the theme prints on pages whose front matter comes from us, and on no other."""
_OURS_ALONE = (str(ENTRIES), "for")
"""The folders in which other plugins make no page out of one of ours, such as a translation."""


class Pages:
    """Finds pages that are missing, that we have not made, or that must not be there."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._outputs: dict[str, list[PurePosixPath]] = {}
        self._sealed: set[PurePosixPath] = set()

    def see(self, output: Output) -> None:
        """Look at a file of the site."""
        if output.is_page:
            self._outputs.setdefault(output.address, []).append(output.path)
            if SEAL.search(output.content):
                self._sealed.add(output.path)

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the pages."""
        release = self._case.release
        made = {_address(one.path): one.page for one in release.redirects}
        made |= {_address(path): path for path in release.pages if release.is_made(path)}
        yield from self._unsealed(made)
        yield from self._hidden()

    def _unsealed(self, made: dict[str, PurePosixPath]) -> Iterator[Problem]:
        ours = [output for address in made for output in self._outputs.get(address, ())]
        if self._sealed.isdisjoint(ours):
            message = (
                "no page was made by cto-portfolio; the engine that built this site ignored it"
            )
            yield self._case.problem(PurePosixPath("index.html"), "not-ours", message)
            return
        for output in ours:
            if output not in self._sealed:
                message = "was not made by cto-portfolio; another engine has written over the page"
                yield self._case.problem(output, "not-ours", message)
        for address, path in made.items():
            if address not in self._outputs:
                source = self._case.shown(path)
                message = f"the page of '{source}' is missing; the site is not of these files"
                page = PurePosixPath(address, "index.html")
                yield self._case.problem(page, "missing-page", message)

    def _hidden(self) -> Iterator[Problem]:
        """Yield the pages of what is hidden, and those that an earlier build has left behind."""
        release = self._case.release
        moved = (redirect.path for redirect in release.redirects)
        public = {_address(path) for path in (*release.pages, *moved)}
        sources = (path for path in self._case.hidden if path.suffix.lower() in MARKDOWN | PAGES)
        hidden = {_address(path): self._case.shown(path) for path in sources}
        for address in self._outputs.keys() - public:
            for output in self._outputs[address]:
                if address in hidden:
                    message = f"is the page of '{hidden[address]}', which is not published"
                elif address == _address(REVIEW):
                    message = "is your own review, which only 'serve' shows, to you"
                elif output in self._sealed and output.parts[0] in _OURS_ALONE:
                    message = "is of an earlier build, and its source is gone; remove the page"
                else:
                    continue
                yield self._case.problem(output, "hidden-page", message)


def _address(path: PurePosixPath) -> str:
    """Return what a page and its source have in common, whatever they end in."""
    ending = path.suffix.lower()
    if ending in PAGES:
        return links.address(path.with_suffix(".html"))
    return links.address(path.with_suffix(".md") if ending in MARKDOWN else path)
