"""What is gathered of one record of a source, key by key, and what becomes of each."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cto_portfolio.content import hiding_keys
from cto_portfolio.importing import entry_text, values
from cto_portfolio.importing.incoming import (
    Account,
    FillIn,
    Guess,
    Kept,
    LeftOut,
    Remark,
    Translated,
)

_MOST_NOTES = 10_000


@dataclass(kw_only=True, slots=True)
class Gathering:
    """A record whose keys are taken one after the other; what is over goes into the notes."""

    values: Mapping[str, Any]
    line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)
    meta: dict[str, Any] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    guessed: list[Guess] = field(default_factory=list)
    dropped: list[LeftOut] = field(default_factory=list)
    fill_in: list[FillIn] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    over: list[str] = field(default_factory=list)
    """What goes into the notes beside whole keys."""

    def all(self, names: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """Yield the keys that say something and have one of some names, in the order of those."""
        folded = {key: folded_key(key) for key in self.values}
        for name in names:
            for key, plain in folded.items():
                if plain == name and key not in self.used and not is_empty(self.values[key]):
                    yield key, self.values[key]

    def text(self, names: Iterable[str]) -> tuple[str, str]:
        """Return the first of these keys that holds text, and what it says on one line."""
        for key, value in self.all(names):
            is_plain = isinstance(value, str | int | float) and not isinstance(value, bool)
            if is_plain and (text := values.text_of(value)):
                return key, text
        return "", ""

    def keep(self, ours: str, value: object, key: str) -> None:
        """Take a value over."""
        self.meta[ours] = value
        self.kept.append(Kept(key=ours, source=f"{key}: {values.written(self.values[key])}"))
        self.used.add(key)

    def keep_text(self, ours: str, names: Iterable[str]) -> str:
        """Take over the first text that there is; return it."""
        key, text = self.text(names)
        if text:
            self.keep(ours, text, key)
        return text

    def guess(self, ours: str, value: object, reason: str) -> None:
        """Take a value that the source does not say in so many words."""
        self.meta[ours] = value
        self.guessed.append(Guess(key=ours, reason=reason))

    def drop(self, key: str, reason: str = "") -> None:
        """Leave a key out, and quote it."""
        quotation = values.written(self.values[key]) + (f" ({reason})" if reason else "")
        self.dropped.append(
            LeftOut(what=key, quotation=quotation, line=self.lines.get(key, self.line))
        )
        self.used.add(key)

    def fill(self, key: str, hint: str) -> None:
        """Ask the author for a key."""
        self.fill_in.append(FillIn(key=key, hint=hint))

    def hide(self, today: dt.date) -> None:
        """Make a draft of what a key of any tool may be meant to hide."""
        for key, value in self.values.items():
            is_ours = key in hiding_keys.NEVER_EMPTY
            may_hide = is_ours or hiding_keys.may_hide({key: value})
            if key in self.used or is_empty(value) or not may_hide:
                continue
            said = f"{key}: {values.written(value)}"
            if not hiding_keys.is_public(key.lower(), value, today=today):
                self.guess("draft", True, f"'{said}' may hide it")  # noqa: FBT003 - its value
            elif not is_ours:
                continue
            self.kept.append(Kept(key="draft", source=said))
            self.used.add(key)

    def rest_as_notes(self) -> None:
        """Put what nothing has taken into the notes, and what is too long for them aside."""
        for key, value in self.values.items():
            if key in self.used or is_empty(value):
                continue
            text = f"{key}: {values.written(value)}"
            if sum(map(len, self.over)) + len(text) > _MOST_NOTES:
                self.drop(key, "too long for notes")
            else:
                self.over.append(text)
                self.used.add(key)
                self.kept.append(Kept(key="notes", source=text))
        if self.over:
            self.meta["notes"] = "\n".join(["From the source:", *self.over])

    def account_with(self, changed: tuple[Translated, ...] = ()) -> Account:
        """Return what became of everything; `changed` is what was translated of the body."""
        return Account(
            changed=changed,
            kept=tuple(self.kept),
            guessed=tuple(self.guessed),
            dropped=tuple(self.dropped),
            remarks=tuple(self.remarks),
            fill_in=tuple(self.fill_in),
        )


def folded_key(key: object) -> str:
    """Return a key without capitals, spaces and signs: `eventUrl` and `event_url` are one."""
    return re.sub(r"[\W_]", "", str(key).casefold())


def is_empty(value: object) -> bool:
    """Whether a value says nothing."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | dict | tuple) and not value)


def words(value: object) -> list[str] | None:
    """Return the words of a list, or of a text that separates them by commas."""
    parts = re.split(r"[,;\n]", value) if isinstance(value, str) else value
    if not isinstance(parts, list) or any(isinstance(part, dict | list) for part in parts):
        return None
    found = [entry_text.one_line(values.written(part)).strip(" #") for part in parts]
    return [word for word in found if word]
