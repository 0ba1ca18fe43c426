"""Includes: the lines of a page by which extensions and plugins bring in text from other files.

Those are pymdownx.snippets, markdown-include, include-markdown, macros and table-reader. Whether
one of them is there does not matter: what counts is that such a line names a file.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.text import markers
from cto_portfolio.text.lines import Lines

_SNIPPET = re.compile(
    r"^[ \t>]*-+8<-+[ \t]+(?P<quote>[\"'])(?P<target>[^\n]+?)(?P=quote)", re.MULTILINE
)
_SNIPPETS = re.compile(r"[ \t]*-+8<-+[ \t]*")
"""The line before the names of several, each on a line of its own, and the line behind them."""
_LINE = re.compile(r"^[ \t]*(?P<target>[^\n]*?)[ \t\r]*$", re.MULTILINE)
_TAG = re.compile(r"\{(?P<mark>[%{!])(?P<inside>[^}]*)\}")
_QUOTED = re.compile(r"(?P<quote>[\"'])(?P<target>[^\"'\n]+)(?P=quote)")
_SECTION = re.compile(r"(?::[\w,-]*)+$")
"""Behind a snippet's name: a section, or the lines from and to."""
_PATTERN = re.compile(r"[*?\[]")
_BOUND = re.compile(r"\b(?:start|end)\s*=")
"""Of include-markdown: from where on, and up to where."""


@dataclass(frozen=True, slots=True)
class Include:
    """A file that a page brings in."""

    target: str
    """As the page names it; it may be a pattern."""
    line: int
    """Counted from 1 within the body."""
    is_partial: bool = False
    """Whether it brings in some lines or a section, in which a marker may be missing."""
    is_in_code: bool = False
    """Whether it stands in a block of code, where markers are text."""

    @property
    def keeps_markers(self) -> bool:
        """Whether markers of private passages in the file mean there what they mean in it."""
        return not self.is_partial and not self.is_in_code

    def is_of(self, path: PurePosixPath) -> bool:
        """Whether it names a file: from whichever folder, since every plugin has its own.

        Case is folded, because some disks do not tell `Plan.md` from `plan.md`.
        """
        parts = _parts(self.target)
        if not parts:
            return False
        if not _PATTERN.search(parts[-1]) and parts[-1] != path.name.casefold():
            return False  # most are no more alike, and there may be thousands of each
        named, path = PurePosixPath(*parts), PurePosixPath(str(path).casefold())
        if path.match(str(named)):
            return True
        return named.parts[-len(path.parts) :] == path.parts


@functools.lru_cache(maxsize=4096)
def _parts(target: str) -> tuple[str, ...]:
    """Return the names of a path, without those that only lead up or to the root."""
    path = PurePosixPath(links.composed(target).casefold().replace("\\", "/"))
    return tuple(part for part in path.parts if part not in {"..", ".", "/"})


def find(body: str) -> Iterator[Include]:
    """Yield the includes of a body, those in code, too: snippets are brought in there."""
    found = [*(_snippets(body) if "8<" in body else ()), *(_tags(body) if "{" in body else ())]
    code = markers.blocks_of_code(body) if found else []
    lines = Lines(body)
    for target, start, is_partial in found:
        yield Include(
            target=target,
            line=lines.at(start),
            is_partial=is_partial,
            is_in_code=markers.is_within(start, code),
        )


def snippet(name: str) -> Include:
    """Return what a name brings in that stands on no page, but in the options of snippets."""
    target = _SECTION.sub("", name)
    return Include(target=target, line=1, is_partial=target != name)


def _snippets(body: str) -> Iterator[tuple[str, int, bool]]:
    for match in _SNIPPET.finditer(body):
        yield _snippet(match)
    is_within = False
    for match in _LINE.finditer(body):
        if _SNIPPETS.fullmatch(match[0].rstrip()):
            is_within = not is_within
        elif is_within and match["target"] and not match["target"].startswith(";"):
            yield _snippet(match)


def _snippet(match: re.Match[str]) -> tuple[str, int, bool]:
    target = _SECTION.sub("", match["target"].strip())
    return target, match.start("target"), target != match["target"].strip()


def _tags(body: str) -> Iterator[tuple[str, int, bool]]:
    for tag in _TAG.finditer(body, 0, body.rfind("}") + 1):  # behind the last, none is closed
        if tag["mark"] == "!":
            yield tag["inside"].strip("! \t"), tag.start(), False
            continue
        is_partial = bool(_BOUND.search(tag["inside"]))
        for match in _QUOTED.finditer(body, tag.start("inside"), tag.end("inside")):
            yield match["target"], match.start(), is_partial
