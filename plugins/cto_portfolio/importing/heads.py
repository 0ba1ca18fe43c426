"""The head of a document: front matter in YAML, TOML or JSON, or metadata lines as of Pelican."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cto_portfolio.importing.incoming import RefusedError, Remark
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError

_TOML = re.compile(
    r"\A\+\+\+[ \t]*\n(?P<block>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_JSON = re.compile(
    r"\A(?:;;;|---json)[ \t]*\n(?P<block>.*?)^(?:;;;|---)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_YAML = re.compile(
    r"\A(?:\s*\n)?---+[ \t]*(?:yaml)?[ \t]*\n(?P<block>.*?)^(?:---+|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9_ -]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*)$")
_KEY = re.compile(r"^[ \t\"']*(?P<key>[\w-]+)[\"']?[ \t]*[:=]", re.MULTILINE)
_TABS = re.compile(r"(?<=[-:])[ \t]*\t[ \t]*")
_MOST_LINES = 40
_TEMPLATE = re.compile(
    r"^([ \t]*(?:- +)?(?:[\w-]+:)?[ \t]+)(\{\{[^\n]*|[`@%][^\n]*)$", re.MULTILINE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """A document taken apart."""

    meta: Mapping[str, Any]
    body: str
    body_line: int = 1
    """The line of the file on which the body's first line stands."""
    lines: Mapping[str, int]
    """The line of each key, as far as it can be told."""
    form: str = ""
    """`yaml`, `toml`, `json`, `lines`; empty if there is no head."""
    remarks: tuple[Remark, ...] = ()
    block: str = ""
    """The head as it was written."""

    def line(self, key: str) -> int:
        """Return the line on which a key stands."""
        return self.lines.get(key, 1)


def parse(text: str, *, may_be_lines: bool = False) -> Head:
    """Take a document apart; `may_be_lines` if lines `Key: value` on top are a head, too.

    Raises:
        RefusedError: if there is a head that cannot be understood; with its line.
    """
    for pattern, form, load in ((_TOML, "toml", _toml), (_JSON, "json", _json)):
        if match := pattern.match(text):
            return _head(text, match.end(), match["block"], form, load(match["block"]))
    if text.startswith("{") and (found := _bare_json(text)):
        meta, end = found
        return _head(text, end, text[:end], "json", meta)
    if match := _YAML.match(text):
        return _yaml(text, match)
    if may_be_lines and (lines := _metadata_lines(text)):
        meta, end = lines
        return _head(text, end, text[:end], "lines", meta)
    return Head(meta={}, body=text, lines={})


def _head(text: str, end: int, block: str, form: str, meta: Mapping[str, Any]) -> Head:
    lines: dict[str, int] = {}
    for match in _KEY.finditer(text, 0, end):
        lines.setdefault(match["key"], text.count("\n", 0, match.start("key")) + 1)
    return Head(
        meta=meta,
        body=text[end:],
        body_line=text.count("\n", 0, end) + 1,
        lines=lines,
        form=form,
        block=block,
    )


def _toml(block: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) + 1 if found else 1
        raise RefusedError(f"its TOML cannot be read: {error}; mend it", line=line) from error


def _json(block: str) -> Mapping[str, Any]:
    try:
        meta = json.loads(block)
    except json.JSONDecodeError as error:
        message = f"its JSON cannot be read: {error.msg}; mend it"
        raise RefusedError(message, line=error.lineno + 1) from error
    except (RecursionError, ValueError) as error:
        raise RefusedError(
            "its JSON cannot be read; it is nested too deeply, or too large"
        ) from error
    if not isinstance(meta, dict):
        raise RefusedError("its head holds no keys; write 'key: value' lines")
    return meta


def _bare_json(text: str) -> tuple[Mapping[str, Any], int] | None:
    """Return the object with which a text begins, as Hugo takes it, and where it ends."""
    try:
        meta, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return (meta, end) if isinstance(meta, dict) else None


def _yaml(text: str, match: re.Match[str]) -> Head:
    first = text.count("\n", 0, match.start("block")) + 1
    block, remarks = match["block"], []
    try:
        document = frontmatter.load(block, first_line=first)
    except FrontMatterError as error:
        mended = _TEMPLATE.sub(_in_quotes, _TABS.sub(" ", block))
        if mended == block or error.code != "broken-yaml":
            raise RefusedError(error.message, line=error.line) from error
        try:
            document = frontmatter.load(mended, first_line=first)
        except FrontMatterError:
            raise RefusedError(error.message, line=error.line) from error
        remarks.append(Remark(line=error.line, message=f"read as it was meant: {error.message}"))
    remarks += (Remark(line=fault.line, message=fault.message) for fault in document.faults)
    lines = {str(key[0]): line for key, line in document.lines.items() if len(key) == 1}
    return Head(
        meta=document.meta,
        body=text[match.end() :],
        body_line=text.count("\n", 0, match.end()) + 1,
        lines=lines,
        form="yaml",
        remarks=tuple(remarks),
        block=block,
    )


def _in_quotes(match: re.Match[str]) -> str:
    return match[1] + json.dumps(match[2], ensure_ascii=False)


def _metadata_lines(text: str) -> tuple[Mapping[str, Any], int] | None:
    """Return the lines `Key: value` on top of a text, and where the body begins.

    What is indented goes on; the first empty line is the end.
    """
    meta: dict[str, str] = {}
    key = ""
    end = 0
    for line in _first_lines(text):
        match = _LINE.match(line.rstrip("\n"))
        if not line.strip():
            break
        if match:
            key = match["key"].strip()
            meta[key] = (match["value"] or "").strip()
        elif key and line.startswith(("    ", "\t")):
            meta[key] = f"{meta[key]}\n{line.strip()}".strip()
        else:
            return None
        end += len(line)
    return (meta, end) if meta and any(meta.values()) else None


def _first_lines(text: str) -> Iterator[str]:
    at = 0
    for _ in range(_MOST_LINES):
        end = text.find("\n", at) + 1 or len(text)
        if at >= len(text):
            return
        yield text[at:end]
        at = end
