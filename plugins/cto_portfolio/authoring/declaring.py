"""Declaring: requirement ids put into an entry's front matter, every other byte left as it is."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from cto_portfolio import writing
from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError

_KEY = "evidence"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one that reads front matter: the other refuses tabs where this one takes them."""
_CLOSING = ("---", "...")


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """Text that takes the place of some characters: of none, unless a written-out null goes."""

    start: int
    end: int
    text: str

    def applied(self, text: str) -> str:
        """Return the whole text with it."""
        return text[: self.start] + self.text + text[self.end :]


def edit(text: str, ids: Sequence[str]) -> Edit:
    """Return what declares requirements in a file's text, its line ends and mark as they stand.

    Raises:
        FrontMatterError: if it is written in a way into which nothing can safely be put.
    """
    start, end, newline = _block(text)
    root = yaml.compose(text[start:end], Loader=_LOADER)
    if not isinstance(root, yaml.MappingNode) or not root.value:
        raise FrontMatterError("broken-yaml", 1, "the front matter holds no 'key: value' lines")
    found = [value for key, value in root.value if key.value == _KEY]
    if not found:
        made = _new_key(root, end - start, ids, newline=newline)
    elif isinstance(found[0], yaml.SequenceNode):
        made = _longer_list(found[0], text[start:end], ids, newline=newline)
    else:
        made = _first_list(found[0], root, text[start:end], ids=ids, newline=newline)
    moved = Edit(start=made.start + start, end=made.end + start, text=made.text)
    _verify(text, moved.applied(text), ids)
    return moved


def write(path: Path, read: bytes, ids: Sequence[str]) -> None:
    """Declare requirements in a file, whole or not at all; `read` is what it held when read.

    Raises:
        PortfolioError: if it cannot be done; the file is then as it was.
    """
    try:
        text = read.decode("utf-8")
        changed = edit(text, ids).applied(text).encode("utf-8")
    except (FrontMatterError, UnicodeDecodeError, yaml.YAMLError) as error:
        message = f"'{path}' is left as it was: {error}; add the ids below 'evidence' yourself"
        raise PortfolioError(message) from error
    writing.replace(path, changed, expected=read)


def _block(text: str) -> tuple[int, int, str]:
    """Return where the YAML between the two lines begins and ends, and how its lines end."""
    lines = _as_read(text.splitlines(keepends=True))
    start = len(lines[0])
    within = itertools.takewhile(lambda line: line.rstrip(" \t\r\n") not in _CLOSING, lines[1:])
    newline = lines[0][len(lines[0].rstrip("\r\n")) :]
    return start, start + sum(map(len, within)), newline


def _as_read(lines: Sequence[str]) -> list[str]:
    """Put together what only Python splits: a line ends with CR, LF or both, and nothing else."""
    joined: list[str] = []
    for line in lines:
        if joined and not joined[-1].endswith(("\r", "\n")):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _new_key(root: yaml.MappingNode, end: int, ids: Sequence[str], *, newline: str) -> Edit:
    if root.flow_style:
        at = _end_of(root)
        return Edit(start=at, end=at, text=f", {_KEY}: [{', '.join(ids)}]")
    indent = " " * root.value[0][0].start_mark.column
    items = "".join(f"{indent}  - {one}{newline}" for one in ids)
    return Edit(start=end, end=end, text=f"{indent}{_KEY}:{newline}{items}")


def _longer_list(node: yaml.SequenceNode, block: str, ids: Sequence[str], *, newline: str) -> Edit:
    if not node.value:
        at = node.start_mark.index + 1
        return Edit(start=at, end=at, text=", ".join(ids))
    at = _end_of(node)
    if node.flow_style:
        return Edit(start=at, end=at, text="".join(f", {one}" for one in ids))
    at = _line_end(block, at)
    indent = " " * node.start_mark.column
    return Edit(start=at, end=at, text="".join(f"{indent}- {one}{newline}" for one in ids))


def _first_list(
    node: yaml.Node, root: yaml.MappingNode, block: str, *, ids: Sequence[str], newline: str
) -> Edit:
    start, end = node.start_mark.index, node.end_mark.index
    if root.flow_style or start < end:
        return Edit(start=start, end=end, text=f"{'' if start < end else ' '}[{', '.join(ids)}]")
    at = _line_end(block, start)
    indent = " " * (root.value[0][0].start_mark.column + 2)
    return Edit(start=at, end=at, text="".join(f"{indent}- {one}{newline}" for one in ids))


def _end_of(node: yaml.CollectionNode) -> int:
    """Return where the last thing in a block or flow ends; blocks claim what follows them, too."""
    last = node.value[-1]
    inner = last[1] if isinstance(last, tuple) else last
    if isinstance(inner, yaml.CollectionNode) and inner.value and not inner.flow_style:
        return _end_of(inner)
    return int(inner.end_mark.index)


def _line_end(block: str, at: int) -> int:
    """Return where the line goes on that a place is in, unless it begins one."""
    if at and block[at - 1] in "\r\n":
        return at
    while block[at] not in "\r\n":
        at += 1
    return at + (2 if block[at : at + 2] == "\r\n" else 1)


def _verify(before: str, after: str, ids: Sequence[str]) -> None:
    """Raise unless all that an edit changes for a reader is the list of evidence."""
    old, new = (frontmatter.parse(frontmatter.decode(text)) for text in (before, after))
    listed = [*(old.meta.get(_KEY) or []), *ids]
    is_worse = len(new.faults) > len(old.faults)
    if new.body != old.body or is_worse or dict(new.meta) != {**old.meta, _KEY: listed}:
        raise FrontMatterError("broken-yaml", old.line((_KEY,)), "it is written in an unusual way")
