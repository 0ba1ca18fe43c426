"""The text of an entry that came in: its keys in order, comments to fill in, and the body."""

import datetime as dt
import functools
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from cto_portfolio.importing.incoming import Incoming
from cto_portfolio.periods import PartialDate, Span
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError

_PLAIN = re.compile(r"[^\W_][\w ./()–—’-]*")
"""What may stand without quotes, unless YAML takes it for something else."""
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What no text needs, and no entry may hold."""
_COMMENT_AT = 26


def build(incoming: Incoming) -> str:
    """Return the whole text of a file."""
    head = head_of(incoming)
    body = clean(incoming.body).strip("\n")
    return head if incoming.at is not None else f"{head}\n{body}\n"


def head_of(incoming: Incoming) -> str:
    """Return the front matter alone; of a data file, that is all."""
    head = "\n".join([*_mapping(incoming.meta), *_prompts(incoming)])
    return f"{head}\n" if incoming.at is not None else f"---\n{head}\n---\n"


def lines_of(meta: Mapping[str, object]) -> Iterator[str]:
    """Yield the lines of some keys."""
    return _mapping(meta)


def clean(text: str) -> str:
    """Return a text without characters that no file of the portfolio may hold."""
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(clean(re.sub("[\u0085\u2028\u2029]", " ", text)).split())


def _prompts(incoming: Incoming) -> Iterator[str]:
    for gap in incoming.account.fill_in:
        if gap.key not in incoming.meta:
            shown = f"# {gap.key}: {gap.address}".rstrip()
            yield f"{shown:<{_COMMENT_AT}} # {gap.hint}"


def _mapping(meta: Mapping[str, object], indent: str = "") -> Iterator[str]:
    for key, value in meta.items():
        yield from _item(f"{indent}{_scalar(key)}:", value, indent)


def _item(before: str, value: object, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield before if value else f"{before} {{}}"
        yield from _mapping(value, f"{indent}  ")
    elif isinstance(value, str) and "\n" in value.strip():
        yield from _block(before, value, indent)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _list(before, value, indent)
    else:
        yield f"{before} {_scalar(value)}"


def _list(before: str, values: Sequence[object], indent: str) -> Iterator[str]:
    if not any(isinstance(value, Mapping) for value in values):
        yield f"{before} [{', '.join(map(_scalar, values))}]"
        return
    yield before
    for value in values:
        if not isinstance(value, Mapping):
            yield f"{indent}  - {_scalar(value)}"
            continue
        lines = list(_mapping(value, f"{indent}    "))
        yield f"{indent}  - {lines[0].lstrip()}"
        yield from lines[1:]


def _block(before: str, text: str, indent: str) -> Iterator[str]:
    yield f"{before} |-"
    for line in clean(text).strip().split("\n"):
        yield f"{indent}  {line.rstrip()}" if line.strip() else ""


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, PartialDate | Span):
        return value.written
    if isinstance(value, int | float | dt.date):
        return str(value)
    text = one_line(str(value))
    return text if _is_plain(text) else _quoted(text)


@functools.lru_cache(maxsize=4096)
def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or text != text.strip():
        return False
    try:
        return frontmatter.load(f"key: {text}").meta.get("key") == text
    except FrontMatterError:
        return False


def _quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
