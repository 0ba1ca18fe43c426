"""Pages of a built site: ours are sealed and all there, and none is of what is hidden."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.addresses import REVIEW
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.verification.case import Case

_SEAL = re.compile(rb"""<meta\s+name=["']?generator["']?\s+content=["']?cto-portfolio\b""")
"""What the theme prints on pages whose front matter comes from us, and on no other."""


def check(case: Case) -> Iterator[Problem]:
    """Yield pages that are missing, that we have not made, or that must not be there."""
    found: dict[str, list[PurePosixPath]] = {}
    for output in case.outputs:
        if output.suffix in {".html", ".htm"}:
            found.setdefault(links.address(output), []).append(output)
    yield from _unsealed(case, found)
    yield from _hidden(case, found)


def _unsealed(case: Case, found: dict[str, list[PurePosixPath]]) -> Iterator[Problem]:
    made = {links.address(path): path for path in case.release.pages if case.release.is_made(path)}
    unsealed = [
        output
        for address in made
        for output in found.get(address, ())
        if not _SEAL.search(case.read(output))
    ]
    sealed = sum(len(found.get(address, ())) for address in made) - len(unsealed)
    if not sealed:
        message = "no page was made by cto-portfolio: the engine that built this site ignored it"
        yield case.problem(PurePosixPath("index.html"), "not-ours", message)
        return
    for output in unsealed:
        message = "was not made by cto-portfolio; another engine has written over the page"
        yield case.problem(output, "not-ours", message)
    for address, path in made.items():
        if address not in found:
            message = f"the page of '{case.shown(path)}' is missing; the site is not of these files"
            yield case.problem(PurePosixPath(address, "index.html"), "missing-page", message)


def _hidden(case: Case, found: dict[str, list[PurePosixPath]]) -> Iterator[Problem]:
    public = {links.address(path) for path in case.release.pages}
    sources = [*(path for path in case.hidden if path.suffix == ".md"), REVIEW]
    hidden = {links.address(path): path for path in sources}
    for address in hidden.keys() - public:
        for output in found.get(address, ()):
            message = f"is the page of '{case.shown(hidden[address])}', which is not published"
            if hidden[address] == REVIEW:
                message = "is your own review, which only 'serve' shows, to you"
            yield case.problem(output, "hidden-page", message)
