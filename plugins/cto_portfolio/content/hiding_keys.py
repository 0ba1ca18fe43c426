"""Hiding keys: what people write in front matter to hide a page, beside the keys that do it here.

Other tools have other words for it, and every word can be misspelt. What is read over would publish
what it was to hide; so it is named, with what to write instead. A word that plainly says that the
page is public passes, and so does whatever has nothing to do with it.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cto_portfolio import dates
from cto_portfolio.text.frontmatter import Key
from cto_portfolio.text.validation import Fault

OWN = ("visibility", "draft", "publish", "date")
"""The keys that decide here."""
NEVER_EMPTY = frozenset({"visibility", "draft", "publish"})
"""Those of them that must say something: left empty, they may be meant to hide."""

_LEFT = "put it at the left margin, as a key of the page"
_VISIBILITY = "write 'visibility: private', or take it out"
_DRAFT = "write 'draft: true', or take it out"
_START = "write 'date': what is dated in the future is published on its day"
_END = "nothing goes offline by itself; write 'visibility: private' when the time has come"

_YES = frozenset({"true", "yes", "on", "y", "1", "public", "everyone", "everybody", "all", "open"})
_NO = frozenset({"false", "no", "off", "n", "0", "none"})
_NOISE = frozenset(
    [
        *("is", "page", "post", "article", "entry", "note", "doc", "document", "content", "site"),
        *("mode", "level", "flag", "status", "state"),
    ]
)
"""Words around the one that counts, as in `is_draft` or `page_visibility`."""
_FREE = frozenset(
    [
        *("title", "subtitle", "description", "summary", "tag", "tags", "category", "categories"),
        *("keyword", "keywords", "icon", "template", "slug", "name", "alt", "series"),
    ]
)
"""Keys whose values are words for readers, or names of things."""
_OTHER_WORDS = frozenset(
    [
        *(
            "craft",
            "drift",
            "graft",
            "data",
            "rate",
            "gate",
            "late",
            "privacy",
            "primate",
            "pirate",
        ),
        *("publisher", "publishers", "publication", "publications", "polish", "public"),
        *("published", "publishon", "publishat", "update", "updated"),
    ]
)
"""No near misses of a key, although they are one or two letters away from it."""
_HIDDEN = frozenset(
    [
        *("private", "draft", "drafts", "unpublished", "unlisted", "wip", "confidential", "secret"),
        *("in progress", "work in progress", "not public", "not published", "only me", "me only"),
        *("privat", "privé", "privado", "privato", "entwurf", "brouillon", "borrador", "bozza"),
    ]
)
"""Values that say, wherever they stand alone, that something is not for readers."""
_UNFINISHED = frozenset(
    [
        *("hidden", "invisible", "internal", "restricted", "embargoed", "scheduled", "pending"),
        *("unfinished", "incomplete", "todo", *_HIDDEN),
    ]
)
"""Values that say so of a page's status."""
_WITHIN_TEXT = re.compile(r"\b(visibility *: *(?:private|unlisted)|(?:draft|private) *: *true)\b")
_FOR_NOBODY = frozenset(
    [
        *("private", "hidden", "unlisted", "secret", "confidential", "invisible", "internal"),
        *("restricted", "public", "publish", "published", "me", "privat", "privé", "privado"),
    ]
)
"""Values after which nothing is left to do."""
_PHRASE = re.compile(
    r"\bin progress\b|\b(?:in|for|under|needs) review\b|\bto be published\b"
    r"|\b(?:not|don t|dont|never)\b.*\b(?:public|publish|published|ready|done|finished)\b"
)

_Passes = Callable[[object, dt.date], bool]
"""Whether a value says on a day that the page is public, or nothing of it."""


def faults(meta: Mapping[Any, Any], *, today: dt.date) -> Iterator[Fault]:
    """Yield the keys that hide nothing here, although they may be meant to."""
    for key, value in meta.items():
        if not isinstance(key, str) or key in OWN:
            continue
        if advice := instead(key, value, today=today):
            yield _fault((key,), value, advice)
        else:
            yield from _within(value, (key,))


def may_hide(meta: Mapping[Any, Any]) -> bool:
    """Whether a key of a part of front matter, however deep, may be meant to hide a page."""
    return any(_may_hide(key, value, is_outer=True) for key, value in meta.items())


def _may_hide(key: object, value: object, *, is_outer: bool) -> bool:
    if isinstance(key, str) and key != "date":
        if key in OWN and not is_outer:
            return True
        if key not in OWN and instead(key, value, today=dt.date.min):
            return True
    if isinstance(value, dict):
        return any(_may_hide(name, inner, is_outer=False) for name, inner in value.items())
    if isinstance(value, list | tuple):
        return any(_may_hide(None, item, is_outer=False) for item in value)
    return isinstance(value, str) and bool(_WITHIN_TEXT.search(value))


def instead(key: str, value: object, *, today: dt.date) -> str | None:
    """Return what to write in place of a key that seems to hide; None if it may stand."""
    whole, core = _folded(key), _core(key)
    own = _nearest(whole, OWN)
    if own == "date" and whole != own and not _is_to_come(value, today):
        own = None
    if own:
        return f"did you mean '{own}'?"
    word = core if core in _SENSES else whole if whole in _SENSES else _nearest(core, _MISSPELT)
    if word:
        passes, advice = _SENSES[word]
        return None if passes(value, today) else advice or _advice(*_texts(value))
    text = _text(value)
    return _advice(text) if whole not in _FREE and text in _HIDDEN else None


def is_public(key: str, value: object, *, today: dt.date) -> bool:
    """Whether a key, one of our own or not, plainly leaves a page public."""
    if key in OWN:
        return _SENSES[key][0](value, today)
    return not instead(key, value, today=today)


def _fault(key: Key, value: object, advice: str) -> Fault:
    is_plain = _text(value) in _YES | _NO | _UNFINISHED  # anything else might be a secret
    text = str(value).lower() if isinstance(value, bool) else value
    written = f"{key[-1]}: {text}" if is_plain else key[-1]
    return Fault(key, "unclear-visibility", f"'{written}' hides nothing here; {advice}")


def _within(value: object, key: Key) -> Iterator[Fault]:
    """Yield keys that would hide at the left margin, and stand below another."""
    if isinstance(value, str):
        if found := _WITHIN_TEXT.search(value):
            message = f"'{found[1]}' is a part of this text, and hides nothing; {_LEFT}"
            yield Fault(key, "unclear-visibility", message)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _within(item, (*key, index))
    elif isinstance(value, dict):
        for name, inner in value.items():
            advice = _advice_below(_folded(str(name)), _text(inner))
            if advice:
                yield _fault((*key, name), inner, advice)
            else:
                yield from _within(inner, (*key, name))


def _advice_below(name: str, text: str) -> str | None:
    match name:
        case "visibility":
            hides = text in {"private", "unlisted"}
        case "draft" | "private":
            hides = text in _YES
        case "published":
            hides = text in _NO
        case _:
            return _VISIBILITY if name == "render" and text == "never" else None
    return _LEFT if hides else None


def _is_no(value: object, _: dt.date) -> bool:
    return _text(value) in _NO or _text(value) == "public"


def _is_not_yes(value: object, _: dt.date) -> bool:
    return _text(value) not in _YES


def _is_not_no(value: object, _: dt.date) -> bool:
    return _text(value) not in _NO


def _is_out(value: object, today: dt.date) -> bool:
    meant = dates.partial(value)
    return meant.first <= today if meant else _text(value) in _YES


def _is_over(value: object, today: dt.date) -> bool:
    meant = dates.partial(value)
    return meant.last <= today if meant else _text(value) in _NO


def _is_for_all(value: object, _: dt.date) -> bool:
    return _text(value) in {"public", "visible"}


def _is_finished(value: object, _: dt.date) -> bool:
    return not any(_is_unfinished(text) for text in _texts(value))


def _is_unfinished(text: str) -> bool:
    near = (_nearest(word, _UNFINISHED, most=1) for word in text.split())
    return bool(_PHRASE.search(text)) or any(near)


def _never(_: object, __: dt.date) -> bool:
    return False


_KINDS: tuple[tuple[_Passes, str, tuple[str, ...]], ...] = (
    (_is_for_all, _VISIBILITY, ("visibility",)),
    (_is_no, _DRAFT, ("draft", "drafts", "wip", "workinprogress", "unfinished", "unpublished")),
    (_is_no, _VISIBILITY, ("private", "privat", "hidden", "unlisted", "secret", "confidential")),
    (_is_no, _VISIBILITY, ("invisible", "nopublish", "donotpublish", "notpublic", "password")),
    (_is_no, _DRAFT, ("entwurf", "brouillon", "borrador", "bozza", "rascunho", "utkast")),
    (_is_no, _VISIBILITY, ("privé", "prive", "privado", "privato", "geheim", "vertraulich")),
    (_is_no, _VISIBILITY, ("onlyme", "nda")),
    (_is_not_yes, _VISIBILITY, ("hide", "exclude", "excluded", "ignore", "ignored", "skip")),
    (_is_not_yes, _VISIBILITY, ("disabled", "internal", "protected", "encrypted", "offline")),
    (_is_not_yes, _VISIBILITY, ("deleted", "headless", "noexport", "sensitive", "restricted")),
    (_is_out, _VISIBILITY, ("public", "published", "listed", "visible", "dgpublish")),
    (_is_not_no, _VISIBILITY, ("enabled", "active", "online", "live", "released", "share")),
    (_is_not_no, _VISIBILITY, ("shared", "show", "render", "export", "publish")),
    (_is_finished, "", ("status", "state", "stage", "access", "audience")),
    (_is_finished, "", ("classification", "sensitivity", "confidentiality", "distribution")),
    (_is_out, _START, ("date", "publisheddate", "publishedon", "publishedat", "pubdate")),
    (_is_over, _START, ("embargo", "embargountil", "embargoed", "scheduled", "scheduledfor")),
    (_never, _START, ("publishdate", "publishon", "publishat", "publishfrom", "publishafter")),
    (_never, _START, ("releasedate", "visiblefrom", "golive", "goeslive", "availablefrom")),
    (_never, _END, ("expirydate", "expirationdate", "expiredate", "expires", "expire", "expiry")),
    (_never, _END, ("unpublishdate", "unpublishon", "publishuntil", "visibleuntil")),
)
_SENSES = {word: (passes, advice) for passes, advice, words in _KINDS for word in words}
"""What lets each word pass, and what to write in its place; empty where the value says it."""
_MISSPELT = (
    *("private", "hidden", "unlisted", "unpublished", "published", "publishdate", "expirydate"),
    *("public", "visible", "visibility", "secret", "confidential", "status", "access"),
)
"""The words of which near misses count: shorter ones are near to too much."""


def _advice(*texts: str) -> str:
    said = {word for text in texts for word in text.split()}
    return _VISIBILITY if said & _FOR_NOBODY else _DRAFT


def _folded(text: str) -> str:
    """Return what a key says as the eye sees it: letters and digits, one width, one case."""
    return "".join(_words(text))


def _core(key: str) -> str:
    words = _words(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", key))
    return "".join(word for word in words if word not in _NOISE) or words[-1] if words else ""


def _words(text: str) -> list[str]:
    seen = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return re.findall(r"[^\W_]+", "".join(seen).casefold())


def _text(value: object) -> str:
    """Return the words of a single value, in one case; nothing for a list or a mapping."""
    if isinstance(value, str | bool | int):
        return " ".join(_words(str(value)))
    return ""


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    else:
        yield _text(value)


def _is_to_come(value: object, today: dt.date) -> bool:
    meant = dates.partial(value)
    return meant is not None and meant.first > today


def _nearest(word: str, names: Iterable[str], most: int = 2) -> str | None:
    """Return the name that a word is meant for: itself, or one or two letters away."""
    if word in _OTHER_WORDS:
        return None
    return next((name for name in names if _is_near(word, name, most)), None)


def _is_near(word: str, name: str, most: int) -> bool:
    allowed = min(most, 2 if len(name) > 6 else 1 if len(name) > 3 else 0)  # noqa: PLR2004
    return abs(len(word) - len(name)) <= allowed and _distance(word, name) <= allowed


def _distance(word: str, name: str) -> int:
    """Return how many letters were left out, put in, changed, or swapped with the next."""
    rows = [list(range(len(name) + 1))]
    for index, letter in enumerate(word):
        row = [index + 1]
        for column, wanted in enumerate(name):
            costs = [row[column] + 1, rows[index][column + 1] + 1]
            costs.append(rows[index][column] + (letter != wanted))
            if index and column and (letter, word[index - 1]) == (name[column - 1], wanted):
                costs.append(rows[index - 1][column - 1] + 1)
            row.append(min(costs))
        rows.append(row)
    return rows[-1][-1]
