"""What a profile that is there already gets of one that comes in: the keys that it lacks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cto_portfolio.importing import entry_text, values
from cto_portfolio.importing.incoming import LeftOut
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError


@dataclass(frozen=True, kw_only=True, slots=True)
class Addition:
    """A profile with what was added to it."""

    text: str
    left_out: tuple[LeftOut, ...]
    """What the author has written otherwise; that stays."""


def of(there: bytes, meta: Mapping[str, Any]) -> Addition:
    """Return a profile with the keys that it lacks behind all that its author has written."""
    try:
        text = frontmatter.decode(there)
        own = frontmatter.load(text).meta
    except FrontMatterError as error:
        message = f"profile.yml cannot be read (line {error.line}); mend it, and run this again"
        return Addition(text="", left_out=(LeftOut(what="profile.yml", quotation=message),))
    lacking = {key: value for key, value in meta.items() if key not in own}
    kept = text if text.endswith("\n") or not text else f"{text}\n"
    added = "".join(f"{line}\n" for line in entry_text.lines_of(lacking))
    between = "\n" if added and kept.strip() else ""
    return Addition(
        text=f"{kept}{between}{added}" if added else text, left_out=(*_left_out(own, meta),)
    )


def _left_out(own: Mapping[str, Any], meta: Mapping[str, Any]) -> Iterator[LeftOut]:
    for key in own.keys() & meta.keys():
        if isinstance(meta[key], list):
            known = {_identity(item) for item in own[key]} if isinstance(own[key], list) else set()
            for item in meta[key]:
                if _identity(item) not in known:
                    yield LeftOut(what=key, quotation=f"{values.written(item)} (add it yourself)")
        elif values.text_of(own[key]) != values.text_of(meta[key]):
            quotation = f"{values.written(meta[key])} (yours stays: {values.written(own[key])})"
            yield LeftOut(what=key, quotation=quotation)


def _identity(item: object) -> tuple[str, ...]:
    """Say what makes a tour or a link the same, whatever else is written about it."""
    if not isinstance(item, Mapping):
        return (str(item),)
    names = ("url",) if "url" in item else ("organization", "title")
    return tuple(str(item.get(name, "")).casefold().rstrip("/") for name in names)
