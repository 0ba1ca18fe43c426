"""Front matter: the YAML block on top of a Markdown file, with the line of every key.

Parsed here and not by the engine, because MkDocs publishes a block that is not valid YAML as
body text and lets the last of two equal keys win.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from cto_portfolio.text.lines import Lines

Key = tuple[str | int, ...]
"""Where a value stands, e.g. `("evidence", 0, "claim")`."""

MAX_CHARACTERS = 65_536
"""Longer blocks are refused unread: no person writes 64 KiB of front matter."""
MAX_DEPTH = 12
"""Deepest nesting; an entry needs five. Unbounded nesting would exhaust the stack."""

MAX_DIGITS = 100
"""Longer numbers cannot be meant, and Python takes long over them or refuses to print them."""
_MERGE = "tag:yaml.org,2002:merge"

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_SUSPECT = re.compile(r"[&*!]|\\[uU]|^ {12}|(?:[-?:][ \t]+){12}", re.MULTILINE)
"""What anchors, aliases, tags and escapes begin with, and ways to nest without brackets."""
_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What YAML 1.1 takes for the end of a line, and editors do not."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORBIDDEN = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.1 calls not printable."""


class FrontMatterError(Exception):
    """Front matter that cannot be understood; the file must not be published."""

    def __init__(self, code: str, line: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.message = message


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's safe loader, but for what YAML 1.1 makes of words that mean something else.

    Keys are the text that was written: `on`, `1` and `2026-01-02` are not turned into values. What
    is wrong with keys and numbers is noted, so that all of it is said in one run.
    """

    def __init__(self, block: str, first_line: int = 1) -> None:
        super().__init__(block)
        self.first_line = first_line
        self.faults: list[FrontMatterError] = []

    def construct_mapping(self, node: yaml.MappingNode, *, deep: bool = False) -> dict[str, Any]:
        """Compare the keys before the last of two equal ones wins."""
        seen: dict[str, int] = {}
        values: dict[str, Any] = {}
        for name, value in node.value:
            line = self._line(name)
            if not isinstance(name, yaml.ScalarNode):
                raise FrontMatterError("broken-yaml", line, _hint("a key must be plain text"))
            if name.tag == _MERGE:
                message = "the merge key '<<' is not read; write its keys out"
                raise FrontMatterError("unsafe-yaml", line, message)
            if name.value in seen:
                message = f"'{name.value}' stands on line {seen[name.value]} already; keep one"
                self.faults.append(FrontMatterError("duplicate-key", line, message))
            seen[name.value] = line
            values[name.value] = self.construct_object(value, deep=deep)
        return values

    def construct_or_keep(self, node: yaml.ScalarNode) -> object:
        """Return `2024-13-45` as it was written, for the author to be told about with its line."""
        try:
            return yaml.SafeLoader.yaml_constructors[node.tag](self, node)
        except (ValueError, OverflowError):
            return node.value

    def construct_number(self, node: yaml.ScalarNode) -> object:
        """Return a number; `12:30` is none, although YAML 1.1 takes it for 750."""
        if ":" in node.value:
            return node.value
        if len(node.value) > MAX_DIGITS:
            message = f"a number of {len(node.value):,} characters; put quotes around it"
            self.faults.append(FrontMatterError("bad-value", self._line(node), message))
            return node.value
        return self.construct_or_keep(node)

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_or_keep)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_number)
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.construct_number)
_Loader.add_constructor("tag:yaml.org,2002:value", _Loader.construct_scalar)
_Loader.add_constructor(_MERGE, _Loader.construct_scalar)


class _Lines(Mapping[Key, int]):
    """The line of every key and item, worked out when first asked for: when one is wrong."""

    def __init__(self, block: str, first_line: int) -> None:
        self._block = block
        self._first_line = first_line

    @functools.cached_property
    def _found(self) -> dict[Key, int]:
        node = yaml.compose(self._block, Loader=_Loader)
        return {} if node is None else dict(_lines(node, (), self._first_line))

    def __getitem__(self, key: Key) -> int:
        return self._found[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A file taken apart."""

    meta: Mapping[str, Any]
    """Plain YAML values; the one place where their types are not known."""
    body: str
    body_line: int
    """The line of the file on which the body's first line stands."""
    lines: Mapping[Key, int]
    faults: tuple[FrontMatterError, ...] = ()
    """What is wrong with the block although it could be read: keys that stand there twice."""

    def line(self, key: Key) -> int:
        """Return the line of a key, or of the nearest thing around it that is there."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


def decode(content: bytes | str) -> str:
    """Return the text of a file with plain line ends and no byte-order mark.

    Raises:
        FrontMatterError: `not-utf-8`, with the line of the first bad byte.
    """
    try:
        text = content.decode("utf-8") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        message = f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"
        raise FrontMatterError("not-utf-8", line, message) from error
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def has_block(text: str) -> bool:
    """Whether the text begins with front matter, well formed or not."""
    return bool(_OPENING.match(text))


def parse(text: str) -> Document:
    """Take a decoded text apart; unlike MkDocs, refuse what cannot be read.

    Raises:
        FrontMatterError: with a code that says which of the rules was broken.
    """
    if not text.strip():
        raise FrontMatterError(
            "empty-file", 1, "the file is empty; start it with front matter between '---' lines"
        )
    opening = _OPENING.match(text)
    if opening is None:
        raise FrontMatterError("no-front-matter", 1, _why_no_block(text))
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        message = "the front matter is never closed; put a line '---' below its last key"
        raise FrontMatterError("unclosed-front-matter", 1, message)
    block = text[opening.end() : closing.start()]
    meta, lines, faults = load(block, first_line=2)
    body = text[closing.end() :].removeprefix("\n")
    return Document(
        meta=meta,
        body=body,
        body_line=text.count("\n", 0, len(text) - len(body)) + 1,
        lines=lines,
        faults=faults,
    )


def load(
    block: str, *, first_line: int = 1
) -> tuple[dict[str, Any], Mapping[Key, int], tuple[FrontMatterError, ...]]:
    """Read a YAML mapping safely: its values, the line of every key and item, doubled keys.

    Raises:
        FrontMatterError: with lines counted so that the block begins on `first_line`.
    """
    if len(block) > MAX_CHARACTERS:
        message = f"{len(block):,} characters of YAML; at most {MAX_CHARACTERS:,} are read"
        raise FrontMatterError("front-matter-too-large", first_line, message)
    if found := _FORBIDDEN.search(block):
        line = block.count("\n", 0, found.start()) + first_line
        message = f"it holds the control character U+{ord(found[0]):04X}; remove it"
        raise FrontMatterError("broken-yaml", line, message)
    invisible = tuple(_invisible(block, first_line))
    block = _BREAKS.sub(" ", block)
    try:
        if _may_harm(block):
            _refuse_dangerous(block, first_line)
        loader = _Loader(block, first_line)
        try:
            meta = loader.get_single_data()
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError) as error:
        raise _broken(error, first_line, block.rstrip().count("\n") + first_line) from error
    if meta is None:
        meta = {}
    if not isinstance(meta, dict):
        message = f"expected 'key: value' lines, found {type_name(meta)}"
        raise FrontMatterError("broken-yaml", first_line, message)
    return meta, _Lines(block, first_line), (*loader.faults, *invisible)


def _invisible(block: str, first_line: int) -> Iterator[FrontMatterError]:
    lines = Lines(block)
    for match in _BREAKS.finditer(block):
        line = lines.at(match.start()) + first_line - 1
        message = f"holds the invisible character U+{ord(match[0]):04X}; remove it"
        yield FrontMatterError("bad-value", line, message)


def type_name(value: object) -> str:
    """Say in an author's words what a YAML value is."""
    if isinstance(value, bool):
        return f"the yes/no value '{str(value).lower()}'"
    if isinstance(value, int | float):
        is_long = isinstance(value, int) and abs(value) >= 10**MAX_DIGITS
        return "a number that is too long" if is_long else f"the number {value}"
    names = {type(None): "nothing", str: "text", list: "a list", dict: "'key: value' lines"}
    return names.get(type(value), f"the date {value}")


def has_half_of_character(text: str) -> bool:
    """Whether a text holds what no file can: half of a character."""
    return _SURROGATE.search(text) is not None


def _why_no_block(text: str) -> str:
    if re.match(r"\s+---", text):
        return "'---' must stand on the very first line; remove what is above it"
    if text.startswith("+++"):
        return "the front matter is TOML; write it as YAML between '---' lines"
    return "no front matter; put the entry's keys between two lines '---' at the top"


def _may_harm(block: str) -> bool:
    """Whether a closer look is due: it costs as much as reading the block."""
    openings = block.count("[") + block.count("{")
    return openings > MAX_DEPTH or _SUSPECT.search(block) is not None


def _refuse_dangerous(block: str, first_line: int) -> None:
    depth = 0
    for event in yaml.parse(block, Loader=_Loader):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = "anchors (&) and aliases (*) are not read; write the value out"
            raise FrontMatterError("unsafe-yaml", line, message)
        if tag := getattr(event, "tag", None):
            short = str(tag).replace("tag:yaml.org,2002:", "!!")
            message = f"the tag '{short}' is not read; write a plain value"
            raise FrontMatterError("unsafe-yaml", line, message)
        if isinstance(event, yaml.ScalarEvent) and has_half_of_character(event.value):
            raise FrontMatterError("broken-yaml", line, "an escape stands for no character")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                message = f"nested more than {MAX_DEPTH} levels deep"
                raise FrontMatterError("unsafe-yaml", line, message)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _lines(node: yaml.Node, key: Key, first_line: int) -> Iterator[tuple[Key, int]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield (*key, name.value), name.start_mark.line + first_line
            yield from _lines(value, (*key, name.value), first_line)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*key, index), value.start_mark.line + first_line
            yield from _lines(value, (*key, index), first_line)


def _broken(
    error: yaml.YAMLError | ValueError, first_line: int, last_line: int
) -> FrontMatterError:
    mark = getattr(error, "problem_mark", None)
    line = first_line if mark is None else min(mark.line + first_line, last_line)
    return FrontMatterError("broken-yaml", line, _hint(getattr(error, "problem", str(error))))


def _hint(said: str) -> str:
    return f"not valid YAML: {said}; put quotes around text that holds ': ', '#' or braces"
