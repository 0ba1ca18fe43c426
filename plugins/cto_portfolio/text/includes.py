"""Includes: the lines of a page by which extensions and plugins bring in text from other files.

Those are pymdownx.snippets, markdown-include, include-markdown, macros and table-reader. Whether
one of them is there does not matter: what counts is that such a line names a file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

_SNIPPET = re.compile(
    r"^[ \t>]*-+8<-+[ \t]+(?P<quote>[\"'])(?P<target>[^\n]+?)(?P=quote)", re.MULTILINE
)
_SNIPPETS = re.compile(
    r"^(?P<indent>[ \t]*)-+8<-+[ \t]*\n(?P<targets>.*?)^(?P=indent)-+8<-+[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_LINE = re.compile(r"^[ \t]*(?P<target>[^;\s][^\n]*?)[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"\{(?P<mark>[%{!])(?P<inside>[^}]*)\}")
_QUOTED = re.compile(r"(?P<quote>[\"'])(?P<target>[^\"'\n]+)(?P=quote)")
_SECTION = re.compile(r"(?::[\w-]*){1,3}$")
"""Behind a snippet's name: a section, or the lines from and to."""


@dataclass(frozen=True, slots=True)
class Include:
    """A file that a page brings in."""

    target: str
    """As the page names it; it may be a pattern."""
    line: int
    """Counted from 1 within the body."""

    def is_of(self, path: PurePosixPath) -> bool:
        """Whether it names a file: from whichever folder, since every plugin has its own."""
        parts = [part for part in PurePosixPath(self.target).parts if part not in {"..", ".", "/"}]
        if not parts:
            return False
        named = PurePosixPath(*parts)
        if path.match(str(named)):
            return True
        return named.parts[-len(path.parts) :] == path.parts


def find(body: str) -> Iterator[Include]:
    """Yield the includes of a body, those in code, too: snippets are brought in there."""
    if "8<" in body:
        yield from _snippets(body)
    if "{" in body:
        yield from _tags(body)


def _snippets(body: str) -> Iterator[Include]:
    for match in _SNIPPET.finditer(body):
        yield _snippet(match["target"], body, match.start("target"))
    for block in _SNIPPETS.finditer(body):
        for match in _LINE.finditer(body, block.start("targets"), block.end("targets")):
            yield _snippet(match["target"], body, match.start("target"))


def _snippet(target: str, body: str, start: int) -> Include:
    return _include(_SECTION.sub("", target), body, start)


def _tags(body: str) -> Iterator[Include]:
    for tag in _TAG.finditer(body):
        if tag["mark"] == "!":
            yield _include(tag["inside"].strip("! \t"), body, tag.start())
            continue
        for match in _QUOTED.finditer(body, tag.start("inside"), tag.end("inside")):
            yield _include(match["target"], body, match.start())


def _include(target: str, body: str, start: int) -> Include:
    return Include(target=target, line=body.count("\n", 0, start) + 1)
