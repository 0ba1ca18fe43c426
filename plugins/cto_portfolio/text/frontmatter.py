"""Front matter: the YAML block on top of a Markdown file, with the line of every key.

Parsed here and not by the engine, because MkDocs publishes a block that is not valid YAML as
body text and lets the last of two equal keys win.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar

import yaml

from cto_portfolio.text import characters, odd_structure, yaml_nodes
from cto_portfolio.text.lines import Lines
from cto_portfolio.text.yaml_nodes import Cut, Tidy

Key: TypeAlias = yaml_nodes.Key
_T = TypeVar("_T")

MAX_CHARACTERS = 65_536
"""Longer blocks are refused unread: no person writes 64 KiB of front matter."""
MAX_DEPTH = 12
"""Deepest nesting; an entry needs five. Unbounded nesting would exhaust the stack."""

MAX_DIGITS = 100
"""Longer numbers cannot be meant, and Python takes long over them or refuses to print them."""
_TAG = "tag:yaml.org,2002:"
_TEXT = f"{_TAG}str"
_MERGE = f"{_TAG}merge"
_LITERAL = re.compile(r"(?i:true|false)|[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+")
"""What stands for a yes or no, or for a number."""
_LITERAL_TAGS = frozenset({f"{_TAG}bool", f"{_TAG}int", f"{_TAG}float"})
_A_TAB = "\t"
_TAB = re.compile(r" *(?:- *)*\t")
_CUT = re.compile(r"[^#\"']*[^\s#\"'][ \t]+#")
"""A line with a comment behind something that no quotes stand in."""

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

    Only `true` and `false`, plain numbers, dates and nothing at all are more than text: `no`,
    `12:30`, `0120`, `1_000` and `1e3` are what was written. Keys always are. What is wrong with
    keys and numbers is noted, so that all of it is said in one run.
    """

    def __init__(self, block: str, first_line: int = 1) -> None:
        super().__init__(block)
        self.first_line = first_line
        self.faults: list[FrontMatterError] = []

    def tag(self, plain: str) -> str:
        """Return what a value without quotes stands for."""
        return self.resolve(yaml.ScalarNode, plain, (True, False))

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        """Take for a yes or no, or for a number, only what everybody does."""
        if kind is yaml.ScalarNode and value and value[0] not in self.yaml_implicit_resolvers:
            return _TEXT  # as for most: nothing else begins so
        tag = str(super().resolve(kind, value, implicit))
        is_literal = tag not in _LITERAL_TAGS or _LITERAL.fullmatch(value or "")
        return tag if is_literal else _TEXT

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
        """Return a number, unless it is endless."""
        if len(node.value) > MAX_DIGITS:
            message = f"a number of {len(node.value):,} characters; put quotes around it"
            self.faults.append(FrontMatterError("bad-value", self._line(node), message))
            return node.value
        return self.construct_or_keep(node)

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line


_Loader.add_constructor(f"{_TAG}timestamp", _Loader.construct_or_keep)
_Loader.add_constructor(f"{_TAG}int", _Loader.construct_number)
_Loader.add_constructor(f"{_TAG}float", _Loader.construct_number)
_Loader.add_constructor(f"{_TAG}value", _Loader.construct_scalar)
_Loader.add_constructor(_MERGE, _Loader.construct_scalar)


class _EnginesLoader(_Loader):
    """Reads values as engines do, for what is handed on to them."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: object) -> str:
        """Take `no` for false; but `12:30` is no number to anybody."""
        tag = super(_Loader, self).resolve(kind, value, implicit)
        is_text = value and ":" in value and tag in _LITERAL_TAGS
        return _TEXT if is_text else str(tag)


class _Later(Mapping[Key, _T]):
    """Something about every key, worked out when first asked for: when one is wrong."""

    def __init__(self, work_out: Callable[[], dict[Key, _T]]) -> None:
        self._work_out = work_out

    @functools.cached_property
    def _found(self) -> dict[Key, _T]:
        return self._work_out()

    def __getitem__(self, key: Key) -> _T:
        return self._found[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A file taken apart. What its author left empty is not among its values."""

    meta: Mapping[str, Any]
    """Plain YAML values; the one place where their types are not known."""
    body: str = ""
    body_line: int = 1
    """The line of the file on which the body's first line stands."""
    lines: Mapping[Key, int]
    faults: tuple[FrontMatterError, ...] = ()
    """What is wrong with the block although it could be read: keys that stand there twice."""
    written: Mapping[Key, str] = field(default_factory=dict)
    """Single values as they were written, such as `1.10` and `True`."""
    left_empty: Mapping[Key, str] = field(default_factory=dict)
    """The keys without a value, and what stands there all the same, such as `null`."""
    cuts: tuple[tuple[Key, Cut], ...] = ()
    """The values that a comment follows; their lines are those of the file."""

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
    block, body = _split(text)
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return replace(load(block, first_line=2), body=body, body_line=body_line)


def _split(text: str) -> tuple[str, str]:
    """Return the block on top of a text, and what is below it."""
    opening = _OPENING.match(text)
    if opening is None:
        raise FrontMatterError("no-front-matter", 1, _why_no_block(text))
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise _unclosed(text)
    return text[opening.end() : closing.start()], text[closing.end() :].removeprefix("\n")


def load(block: str, *, first_line: int = 1) -> Document:
    """Read a YAML mapping safely; what is wrong with it although it can be read is a fault.

    Raises:
        FrontMatterError: with lines counted so that the block begins on `first_line`.
    """
    _refuse_unreadable(block, first_line)
    invisible = tuple(_invisible(block, first_line))
    block, node, odd = _understood(_BREAKS.sub(" ", block), first_line)
    loader = _Loader("", first_line)
    tidy = Tidy(block=block, resolve=loader.tag)
    if node and not tidy.clean(node) and not isinstance(node, yaml.MappingNode):
        node = None
    meta = _values(loader, node, first_line)
    unseen = tuple(_unseen(line + first_line, character) for line, character in tidy.unseen)
    return Document(
        meta=meta,
        lines=_Later(lambda: _lines(tidy, node, first_line)),
        faults=(*loader.faults, *invisible, *odd, *unseen),
        written=_Later(lambda: dict(yaml_nodes.written(node)) if node else {}),
        left_empty={key: word for key, (_, word) in tidy.empty.items()},
        cuts=tuple((key, replace(cut, line=cut.line + first_line)) for key, cut in tidy.cuts),
    )


def as_engines_read(text: str) -> Mapping[str, Any]:
    """Return the front matter of a text that `parse` has taken, with values as engines have them.

    It is handed on to them, and to other plugins: there `no` is no text, and what is left empty is
    there.
    """
    if not has_block(text):
        return {}
    block, _ = _split(text)
    meta: Mapping[str, Any] = _EnginesLoader(_BREAKS.sub(" ", block)).get_single_data() or {}
    return meta


def _refuse_unreadable(block: str, first_line: int) -> None:
    if len(block) > MAX_CHARACTERS:
        message = f"{len(block):,} characters of YAML; at most {MAX_CHARACTERS:,} are read"
        raise FrontMatterError("front-matter-too-large", first_line, message)
    if found := _FORBIDDEN.search(block):
        line = block.count("\n", 0, found.start()) + first_line
        message = f"it holds the control character U+{ord(found[0]):04X}; remove it"
        raise FrontMatterError("broken-yaml", line, message)


def _understood(
    block: str, first_line: int
) -> tuple[str, yaml.Node | None, tuple[FrontMatterError, ...]]:
    """Return a block and its nodes, and what of its structure had to be read as it was meant."""
    node, error = None, None
    try:
        node = _composed(block, first_line)
    except (yaml.YAMLError, ValueError) as broken:
        error = broken
    is_mapping = node is None or isinstance(node, yaml.MappingNode)
    is_plain = block.isascii()  # and no odd character is
    if error is None and is_mapping and not (node and not is_plain and yaml_nodes.is_odd(node)):
        return block, node, ()
    meant, oddities = odd_structure.as_meant(block)
    if oddities:
        faults = tuple(
            FrontMatterError("odd-character", oddity.line + first_line, oddity.message)
            for oddity in oddities
        )
        try:
            return meant, _composed(meant, first_line), faults
        except (yaml.YAMLError, ValueError):
            raise faults[0] from error
    if error:
        raise _broken(error, block, first_line) from error
    return block, node, ()


def _composed(block: str, first_line: int) -> yaml.Node | None:
    if _may_harm(block):
        _refuse_dangerous(block, first_line)
    loader = _Loader(block)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


def _values(loader: _Loader, node: yaml.Node | None, first_line: int) -> dict[str, Any]:
    try:
        meta = loader.construct_document(node) if node else {}
    except (yaml.YAMLError, ValueError) as error:
        raise _broken(error, "", first_line) from error
    if not isinstance(meta, dict):
        message = f"expected 'key: value' lines, found {type_name(meta)}"
        raise FrontMatterError("broken-yaml", first_line, message)
    return meta


def _lines(tidy: Tidy, node: yaml.Node | None, first_line: int) -> dict[Key, int]:
    found = dict(yaml_nodes.lines(node)) if node else {}
    found |= {key: line for key, (line, _) in tidy.empty.items()}
    return {key: line + first_line for key, line in found.items()}


def _unseen(line: int, character: str) -> FrontMatterError:
    message = f"{characters.named(character)} stands in a value, where nobody sees it; take it out"
    return FrontMatterError("odd-character", line, message)


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


def _unclosed(text: str) -> FrontMatterError:
    for number, line in enumerate(text.split("\n")[1:], start=2):
        if _is_fence(line):
            return FrontMatterError("unclosed-front-matter", number, _of_fence(line))
    message = "the front matter is never closed; put a line '---' below its last key"
    return FrontMatterError("unclosed-front-matter", 1, message)


def _is_fence(line: str) -> bool:
    """Whether a line is meant to begin or end front matter, in characters that do not."""
    seen = characters.as_meant(line).strip()
    return not line.isascii() and bool(seen) and not seen.strip("-")


def _of_fence(line: str) -> str:
    odd = next(character for character in line if not character.isascii())
    if characters.is_dash(odd):
        return f"this line holds {characters.named(odd)}; write '---' around the front matter"
    return f"this line holds {characters.named(odd)} beside its hyphens; take it out"


def _why_no_block(text: str) -> str:
    first = text.lstrip("\n").partition("\n")[0]
    if _is_fence(first):
        return _of_fence(first)
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


def _broken(error: yaml.YAMLError | ValueError, block: str, first_line: int) -> FrontMatterError:
    """Say why a block cannot be read: the cause that can be seen, else what YAML says."""
    lines = block.rstrip().split("\n")
    mark, context = (getattr(error, f"{name}_mark", None) for name in ("problem", "context"))
    at = min(mark.line if mark else 0, len(lines) - 1)
    first = min(context.line, at) if context else at
    if cause := _cause(lines, at, first):
        line, message = cause
        return FrontMatterError("broken-yaml", line + first_line, message)
    said = getattr(error, "problem", None) or str(error)
    return FrontMatterError("broken-yaml", at + first_line, _hint(said))


def _cause(lines: Sequence[str], at: int, first: int) -> tuple[int, str] | None:
    """Return what people and editors write, and YAML reads otherwise, where it cannot go on."""
    if _TAB.match(lines[at]):
        return at, f"{characters.named(_A_TAB)} stands before the text; type plain spaces instead"
    for line in {at, max(at - 1, 0)}:
        if _is_fence(lines[line]):
            return line, _of_fence(lines[line])
    flows = [first] if re.search(r"[\[{]", lines[first]) else []
    for line in (at, max(at - 1, 0), *flows):
        if _CUT.match(lines[line]):
            message = "'#' after a space begins a comment, so what follows is not read"
            return line, f"{message}; put quotes around the text that holds it"
    if quote := next(filter(characters.is_quote, lines[at]), None):
        message = f"{characters.named(quote)} quotes nothing in YAML; put \" or ' around all of it"
        return at, message
    return None


def _hint(said: str) -> str:
    return f"not valid YAML: {said}; put quotes around text that holds ': ', '#' or braces"
