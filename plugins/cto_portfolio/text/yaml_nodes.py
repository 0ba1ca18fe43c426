"""YAML as nodes, before it becomes values: what is empty, cut short, or holds what nobody sees."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import yaml

from cto_portfolio.text import characters, odd_structure

Key = tuple[str | int, ...]
"""Where a value stands, e.g. `("evidence", 0, "claim")`."""

_NULL = "tag:yaml.org,2002:null"
_COMMENT = re.compile(r"(?P<gap>[ \t]+)(?P<comment>#.*)")
_ID = re.compile(r"[\x21-\x7e]+")
_ODD_DASH = re.compile(rf"-[{characters.SPACES}{characters.UNSEEN}]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """A plain value that a comment follows on its line, which may be meant to belong to it."""

    line: int
    """Counted from 0 within the block."""
    read: str
    """What is left of the value; nothing where it begins with the comment."""
    comment: str
    is_spaced: bool
    """Whether it looks like a comment: two spaces before its `#`, or nothing, and one after it."""

    @property
    def is_word(self) -> bool:
        """Whether nothing stands between `#` and the next letter, as in `#12` or `C #`."""
        return not self.comment[1:2].isspace()

    @property
    def message(self) -> str:
        """What is read, what is not, and what to write."""
        comment = self.comment if len(self.comment) <= 40 else f"{self.comment[:40]}…"  # noqa: PLR2004
        read = f"only '{self.read}' is read" if self.read else "nothing is read"
        advice = "put quotes around all of it, or, for a comment, two spaces before '# '"
        return f"{read}: '#' after a space begins a comment, here '{comment}'; {advice}"


@dataclass
class Tidy:
    """What a tree of nodes says, once `clean` has gone through it."""

    block: str
    resolve: Callable[[str], str]
    """Gives the tag of a plain value."""
    empty: dict[Key, tuple[int, str]] = field(default_factory=dict)
    """The keys that were left empty, with their lines and what stands there all the same, such as
    `null`; what is within one of them is not named."""
    cuts: list[tuple[Key, Cut]] = field(default_factory=list)
    unseen: list[tuple[int, str]] = field(default_factory=list)
    """Lines, and the character that nobody sees in a value there."""

    def __post_init__(self) -> None:
        """Look for comments only where there can be any."""
        self._lines = self.block.split("\n") if "#" in self.block else []

    def clean(self, node: yaml.Node, key: Key = ()) -> bool:
        """Take out of a node what is empty and what nobody sees; return whether anything is left.

        A key that stands there twice stays, for both to be told of.
        """
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, key)
        if isinstance(node, yaml.SequenceNode):
            kept: list[yaml.Node] = []
            for item in node.value:
                inner = (*key, len(kept))
                if self.clean(item, inner):
                    kept.append(item)
                else:
                    self._forget(inner)
            node.value = kept
        elif isinstance(node, yaml.MappingNode):
            node.value = [*self._pairs(node, key)]
        return bool(node.value)

    def _pairs(self, node: yaml.MappingNode, key: Key) -> Iterator[tuple[yaml.Node, yaml.Node]]:
        names = [name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode)]
        for name, value in node.value:
            is_plain = isinstance(name, yaml.ScalarNode)
            inner = (*key, name.value) if is_plain else key
            if self.clean(value, inner) or not is_plain or names.count(name.value) > 1:
                yield name, value
            else:
                self._forget(inner)
                word = value.value if isinstance(value, yaml.ScalarNode) else ""
                self.empty[inner] = name.start_mark.line, word.strip()

    def _forget(self, key: Key) -> None:
        for inner in [inner for inner in self.empty if inner[: len(key)] == key]:
            del self.empty[inner]

    def _scalar(self, node: yaml.ScalarNode, key: Key) -> bool:
        if not node.value.isascii():
            self._take_out_unseen(node)
        if self._lines and not node.style:
            self._look_behind(node, key)
        return node.tag != _NULL and bool(node.value.strip())

    def _take_out_unseen(self, node: yaml.ScalarNode) -> None:
        """Read an id, a date or a number as it looks; in words such characters may have a use."""
        seen = characters.without_unseen(node.value)
        if seen != node.value and (not seen or _ID.fullmatch(seen)):
            self.unseen.append((node.start_mark.line, characters.first_unseen(node.value)))
        elif "\ufeff" in node.value:
            seen = node.value.replace("\ufeff", "")
            self.unseen.append((node.start_mark.line, "\ufeff"))
        else:
            return
        node.value = seen
        if not node.style:
            node.tag = self.resolve(seen)

    def _look_behind(self, node: yaml.ScalarNode, key: Key) -> None:
        mark = node.end_mark
        line = self._lines[mark.line] if mark.line < len(self._lines) else ""
        if found := _COMMENT.match(line, mark.column):
            is_apart = len(found["gap"]) > 1 or "\t" in found["gap"] or not node.value
            comment = found["comment"].rstrip()
            cut = Cut(
                line=mark.line,
                read=node.value,
                comment=comment,
                is_spaced=is_apart and comment[1:2].isspace(),
            )
            self.cuts.append((key, cut))


def lines(node: yaml.Node, key: Key = ()) -> Iterator[tuple[Key, int]]:
    """Yield the line of every key and item, counted from 0 within the block."""
    for inner, at, value in _children(node, key):
        yield inner, at.start_mark.line
        yield from lines(value, inner)


def written(node: yaml.Node, key: Key = ()) -> Iterator[tuple[Key, str]]:
    """Yield every single value as it was written."""
    for inner, _, value in _children(node, key):
        if isinstance(value, yaml.ScalarNode):
            yield inner, value.value
        yield from written(value, inner)


def is_odd(node: yaml.Node) -> bool:
    """Whether the structure of a block may be another than is meant: see `odd_structure`."""
    if isinstance(node, yaml.ScalarNode):
        return bool(not node.style and _ODD_DASH.match(node.value))
    children = [*_children(node, ())]
    keys = (inner[-1] for inner, _, _ in children)
    is_odd_here = any(isinstance(key, str) and odd_structure.is_odd_key(key) for key in keys)
    return is_odd_here or any(is_odd(value) for _, _, value in children)


def _children(node: yaml.Node, key: Key) -> Iterator[tuple[Key, yaml.Node, yaml.Node]]:
    """Yield what stands within a node: where, the node that gives it its place, and its value."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode):
                yield (*key, name.value), name, value
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*key, index), value, value
