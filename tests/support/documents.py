"""The documentation as its readers use it: its links, its commands, what it has them write.

A comment before a block of code says what readers do not see:

- `not run: REASON`: the commands in it need what no test has;
- `file: PATH`: readers have the file by now, with this in it;
- `before: COMMAND`: what must be there before the commands are run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support import sample

PAGES = (
    "README.md",
    *sorted(
        f"docs/{path}"
        for path in (
            path.relative_to(sample.PROJECT / "docs").as_posix()
            for path in (sample.PROJECT / "docs").rglob("*.md")
        )
    ),
)
"""What is written for authors, from the repository's root."""

_BLOCK = re.compile(
    r"^(?P<remarks>(?:<!-- [^\n]+ -->\n)*)```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_REMARK = re.compile(r"<!-- (not run|file|before): (.+) -->")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A block of code, and what is remarked of it."""

    place: str
    language: str
    text: str
    not_run: str = ""
    file: str = ""
    before: str = ""

    @property
    def commands(self) -> tuple[str, ...]:
        """The lines to be typed, without comments."""
        lines = self.text.replace("\\\n", "").splitlines() if self.language == "sh" else ()
        return tuple(filter(None, (re.sub(r"(^|\s)# .*", "", line).strip() for line in lines)))


def text(page: str) -> str:
    """Return what a page says."""
    return (sample.PROJECT / page).read_text(encoding="utf-8")


def blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of code of a page."""
    written = text(page)
    for match in _BLOCK.finditer(written):
        line = written.count("\n", 0, match.start("language")) + 1
        remarks = {kind.replace(" ", "_"): said for kind, said in _REMARK.findall(match["remarks"])}
        yield Block(
            place=f"{page}:{line}", language=match["language"], text=match["text"], **remarks
        )


def links(page: str) -> Iterator[str]:
    """Yield the addresses of a page that lead into the repository."""
    without_code = _INLINE.sub("", _BLOCK.sub("", text(page)))
    yield from (link for link in _LINK.findall(without_code) if not re.match(r"[a-z]+:", link))


def anchors(page: Path) -> set[str]:
    """Return the names that GitHub gives to the headings of a page."""
    headings = _HEADING.findall(_BLOCK.sub("", page.read_text(encoding="utf-8")))
    words = (re.sub(r"[^\w\- ]", "", heading.casefold()) for heading in headings)
    return {heading.replace(" ", "-") for heading in words}


def inline(page: str) -> Iterator[str]:
    """Yield what stands as code within the text of a page."""
    yield from _INLINE.findall(_BLOCK.sub("", text(page)))
