"""A post of any tool as an article: which of its keys say what a key of ours says."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio import dates, links
from cto_portfolio.content import hiding_keys
from cto_portfolio.content.entry import MAX_SUMMARY
from cto_portfolio.importing import entry_text, headings, offers, when
from cto_portfolio.importing.heads import Head
from cto_portfolio.importing.incoming import (
    Account,
    FillIn,
    Guess,
    Incoming,
    Kept,
    LeftOut,
    RefusedError,
    Remark,
    Translated,
)
from cto_portfolio.importing.values import text_of, written
from cto_portfolio.periods import PartialDate

_TITLE = ("title", "name", "headline")
_DATE = (
    *("date", "publishedat", "publisheddate", "datepublished", "pubdate", "publishdate"),
    *("publishedon", "published", "created", "createdat", "datecreated", "day"),
)
_UPDATED = (
    *("updated", "lastmod", "modified", "lastmodifiedat", "modifiedtime", "dateupdated"),
    *("updatedat", "lastupdated", "updateddate", "lastmodified", "moddate", "dateupdate"),
)
_SUMMARY = ("summary", "description", "excerpt", "abstract", "hook", "lead", "subtitle", "subhead")
_TAGS = ("tags", "tag", "categories", "category", "keywords", "topics")
_CANONICAL = ("canonicalurl", "canonical", "originalurl", "externalurl", "canonicallink")
_IMAGE = (
    *("image", "coverimage", "cover", "featuredimage", "featureimage", "hero", "heroimage"),
    *("banner", "thumbnail", "mainimage", "ogimage", "socialimage", "teaser"),
)
_ALT = ("imagealt", "coverimagealt", "coveralt", "alt", "herotext", "heroalt", "imagealttext")
_ALIASES = ("aliases", "alias", "redirectfrom", "redirects", "oldurls")
_OF_LOOKS = frozenset(
    [
        *("layout", "css", "js", "template", "type", "comments", "commentid", "toc", "math"),
        *("permalink", "url", "slug", "path", "weight", "sidebar", "menu", "nav", "navorder"),
        *("hidetoc", "showtoc", "mathjax", "katex", "sitemap", "eleventyexcludefromcollections"),
        *("readtime", "readingtime", "bloggerid", "bloggerorigurl", "share", "pin", "markup"),
    ]
)
"""What says how another tool shows a page, or where."""
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|<%.*%>|\{%.*%\}")
_PLAINLY_PUBLIC = frozenset({"draft", "published", "visibility", "status"})
_SEPARATORS = re.compile(r"\s*[,;]\s*|\n")
_SENTENCE = re.compile(r".{20,}?[.!?…](?=\s|$)")
_DATE_IN_NAME = re.compile(r"^(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})[-_ ]+(?P<rest>.+)$")
_MOST_NOTES = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Ways:
    """What a tool does in its own way."""

    addresses: Sequence[str] = ()
    """Where readers find the post."""
    address_reason: str = ""
    """Why that is thought to be so; empty where the post says it itself."""
    roots: Sequence[PurePosixPath] = (PurePosixPath(),)
    site: str | None = None
    is_draft: str = ""
    """Why it is a draft, where its place says so."""
    stem: str = ""
    """The name of the post's file where it is not that of its own, without a date."""
    ignored: frozenset[str] = frozenset()
    """More keys that only say how the tool shows a page."""
    other_dates: Sequence[object] = ()
    """What other posts have for a date; they say which number is the day."""
    title_of_place: str = ""
    """What the path says of its title."""
    has_title_in_body: bool = True
    """Whether a heading of the first level on top is the title."""


@dataclass(kw_only=True, slots=True)
class _Gathering:
    """What is found of a post, key by key."""

    head: Head
    ways: Ways
    meta: dict[str, Any] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    guessed: list[Guess] = field(default_factory=list)
    dropped: list[LeftOut] = field(default_factory=list)
    fill_in: list[FillIn] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def find(self, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
        """Yield the keys of the source that have one of some names, in the order of those."""
        folded = {key: _folded(key) for key in self.head.meta}
        for name in names:
            for key, plain in folded.items():
                if plain == name and not _is_empty(self.head.meta[key]):
                    yield key, self.head.meta[key]

    def keep(self, ours: str, value: object, key: str) -> None:
        """Take a value over."""
        self.meta[ours] = value
        self.kept.append(Kept(key=ours, source=f"{key}: {written(self.head.meta[key])}"))
        self.used.add(key)

    def guess(self, ours: str, value: object, reason: str) -> None:
        """Take a value that the source does not say in so many words."""
        self.meta[ours] = value
        self.guessed.append(Guess(key=ours, reason=reason))

    def drop(self, key: str, reason: str = "") -> None:
        """Leave a key out, and quote it."""
        quotation = written(self.head.meta[key]) + (f" ({reason})" if reason else "")
        self.dropped.append(LeftOut(what=key, quotation=quotation, line=self.head.line(key)))
        self.used.add(key)


def incoming(  # noqa: PLR0913 - a document taken apart, and how its tool sees it
    origin: PurePosixPath,
    head: Head,
    ways: Ways,
    *,
    today: dt.date,
    changed: tuple[Translated, ...] = (),
    part: str = "",
) -> Incoming:
    """Return a post as an article; `head.body` is in Markdown by now."""
    found = _Gathering(head=head, ways=ways, meta={"kind": "article"}, remarks=[*head.remarks])
    body = _title(found, origin)
    _date(found, origin)
    _updated(found)
    _draft(found, today)
    _summary(found, body)
    _tags(found)
    _canonical(found)
    _image(found)
    _aliases(found)
    _rest(found)
    found.remarks += offers.made(body, head.body_line)
    return Incoming(
        origin=origin,
        part=part,
        meta=found.meta,
        body=body,
        stem=ways.stem or _DATE_IN_NAME.sub(r"\g<rest>", stem_of(origin)),
        account=Account(
            kept=tuple(found.kept),
            guessed=tuple(found.guessed),
            dropped=tuple(found.dropped),
            changed=changed,
            remarks=tuple(found.remarks),
            fill_in=tuple(found.fill_in),
        ),
        addresses=tuple(ways.addresses),
        roots=tuple(ways.roots),
        site=ways.site,
    )


def stem_of(origin: PurePosixPath) -> str:
    """Return what a document is called: its folder's name if it is the folder's page."""
    name = origin.name.partition(".")[0] if not origin.stem[:1].isdigit() else origin.stem
    is_index = name.lower() in {"index", "readme", "_index"}
    return origin.parent.name if is_index and origin.parent.name else name or origin.stem


def date_in_name(name: str) -> PartialDate | None:
    """Return the date with which a name begins."""
    match = _DATE_IN_NAME.match(name)
    return dates.partial("-".join(match.group(1, 2, 3))) if match else None


def _folded(key: str) -> str:
    return re.sub(r"[\W_]", "", key.casefold())


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def _title(found: _Gathering, origin: PurePosixPath) -> str:
    """Find the title; return the body without it."""
    body = found.head.body
    heading = headings.first(body) if found.ways.has_title_in_body else None
    for key, value in found.find(_TITLE):
        if not text_of(value):
            continue
        if _PLACEHOLDER.fullmatch(text_of(value)):
            message = f"its title is '{text_of(value)}': it is a template"
            raise RefusedError(message, line=found.head.line(key))
        found.keep("title", text_of(value), key)
        if heading and headings.is_same(heading.text, found.meta["title"]):
            found.kept.append(Kept(key="title", source=heading.written))
            return heading.without(body)
        return body
    if heading:
        found.meta["title"] = text_of(headings.plain(heading.text))
        found.kept.append(Kept(key="title", source=heading.written))
        return heading.without(body)
    stem = found.ways.title_of_place or _DATE_IN_NAME.sub(r"\g<rest>", stem_of(origin))
    title = re.sub(r"[-_\s]+", " ", stem).strip()
    found.guess("title", title[:1].upper() + title[1:], "made of the file's name")
    return body


def _date(found: _Gathering, origin: PurePosixPath) -> None:
    unread = ""
    for key, value in found.find(_DATE):
        if isinstance(value, Mapping):  # as Material for MkDocs has it
            value = value.get("created")  # noqa: PLW2901 - the date within
        if value is None or written(value).casefold() in {"true", "false"}:
            continue
        date, reason = when.read_with(value, found.ways.other_dates)
        if date and not reason:
            found.keep("date", date, key)
            return
        if date:
            found.guess("date", date, f"'{value}': {reason}")
            found.used.add(key)
            return
        unread = unread or f"'{written(value)}' {dates.advice(value)}"
    for path in (str(origin), *found.ways.addresses):
        if place := _date_of_path(PurePosixPath(path)):
            found.guess("date", place, f"made of '{path}'")
            return
    hint = unread or f"the source has none; write it as {dates.FORMS}"
    found.fill_in.append(FillIn(key="date", hint=entry_text.one_line(hint)))


def _date_of_path(origin: PurePosixPath) -> PartialDate | None:
    names = (date_in_name(stem_of(origin)), date_in_name(origin.parent.name))
    in_folders = re.search(r"(?:^|/)((?:19|20)\d\d)/(\d\d)/(?:(\d\d)(?=[/-]))?", str(origin))
    folders = dates.partial("-".join(filter(None, in_folders.groups()))) if in_folders else None
    return next(filter(None, names), None) or folders


def _updated(found: _Gathering) -> None:
    of_date = (inner.get("updated") for _, inner in found.find(_DATE) if isinstance(inner, Mapping))
    for value in filter(None, map(when.read, of_date)):
        found.meta["updated"] = value
    for key, value in found.find(_UPDATED):
        date = when.read(value)
        first = found.meta.get("date")
        if date and "updated" not in found.meta and (not first or date.last >= first.first):
            found.keep("updated", date, key)
        elif date and first and date.iso == first.iso:
            found.used.add(key)


def _draft(found: _Gathering, today: dt.date) -> None:
    """Keep what hides: a draft stays one, and so does what a key of any tool may be meant to."""
    meta = found.head.meta
    for key, value in meta.items():
        is_plain = _folded(key) in _PLAINLY_PUBLIC
        is_ours = key in hiding_keys.NEVER_EMPTY
        may_hide = is_plain or is_ours or hiding_keys.may_hide({key: value})
        if key in found.used or not may_hide:
            continue
        starts = when.read(value) if _folded(key) in _DATE else None
        is_out = starts is not None and starts.first <= today
        if is_out or hiding_keys.is_public(key.lower(), value, today=today):
            if is_plain:
                found.used.add(key)
                found.kept.append(Kept(key="visibility", source=f"{key}: {written(value)}"))
        else:
            found.guess("draft", True, f"'{key}: {written(value)}' may hide it")  # noqa: FBT003
            found.kept.append(Kept(key="draft", source=f"{key}: {written(value)}"))
            found.used.add(key)
    if found.ways.is_draft and "draft" not in found.meta:
        found.guess("draft", True, found.ways.is_draft)  # noqa: FBT003


def _summary(found: _Gathering, body: str) -> None:
    for key, value in found.find(_SUMMARY):
        text = text_of(value)
        if not isinstance(value, str) or "summary" in found.meta or not text:
            continue
        if len(text) <= MAX_SUMMARY:
            found.keep("summary", text, key)
        elif text[:150] in " ".join(body.split()):
            found.drop(key, "stands in the text")
        elif (match := _SENTENCE.match(text)) and len(match[0]) <= MAX_SUMMARY:
            found.guess("summary", match[0], f"the first sentence of '{key}'")


def _tags(found: _Gathering) -> None:
    tags: list[str] = []
    for key, value in found.find(_TAGS):
        words = _words(value, is_spaced=_folded(key) in {"tags", "categories"})
        if words is not None:
            tags += words
            found.keep("tags", [], key)
    unique = {tag.casefold(): tag for tag in reversed(tags) if tag}
    found.meta.pop("tags", None)
    if unique:
        found.meta["tags"] = list(reversed(unique.values()))


def _words(value: object, *, is_spaced: bool) -> list[str] | None:
    """Return the words of a list, or of a text that separates them by commas or spaces."""
    if isinstance(value, str):
        parts = _SEPARATORS.split(value)
        if len(parts) == 1 and is_spaced:
            parts = value.split()
        return [entry_text.one_line(part.strip(" #")) for part in parts if part.strip(" #")]
    if not isinstance(value, list) or any(isinstance(one, dict | list) for one in value):
        return None
    return [entry_text.one_line(written(one)) for one in value if written(one).strip()]


def _canonical(found: _Gathering) -> None:
    for key, value in found.find(_CANONICAL):
        text = written(value).strip()
        is_own = found.ways.site and links.host(text) == links.host(found.ways.site)
        if not is_own and links.host(text) and not links.why_unsafe(text):
            found.keep("canonical", text, key)
            return


def _image(found: _Gathering) -> None:
    for key, value in found.find(_IMAGE):
        source, alt = _picture(value)
        if not source or not re.search(
            r"\.(?:avif|gif|jpe?g|png|svg|webp)$", source, re.IGNORECASE
        ):
            continue
        said = alt or next(
            (text_of(one) for _, one in found.find(_ALT) if isinstance(one, str)), ""
        )
        if said and not links.is_external(source):
            found.keep("image", source, key)
            found.meta["alt"] = said
            found.used |= {name for name, _ in found.find(_ALT)}
        else:
            hint = "say in 'alt' what it shows, and take the '#' away"
            address = entry_text.one_line(source)
            found.fill_in.append(FillIn(key="image", hint=hint, address=address))
            found.kept.append(Kept(key="image", source=f"{key}: {written(value)}"))
            found.used.add(key)
        return


def _picture(value: object) -> tuple[str, str]:
    """Return the address of a picture and what it shows, as a text or as keys of its own."""
    if isinstance(value, Mapping):
        names = {_folded(str(key)): written(inner) for key, inner in value.items()}
        source = next((names[key] for key in ("src", "image", "url", "path") if key in names), "")
        return source.strip(), names.get("alt", names.get("caption", ""))
    return (value.strip(), "") if isinstance(value, str) else ("", "")


def _aliases(found: _Gathering) -> None:
    addresses = [*found.ways.addresses]
    if addresses and found.ways.address_reason:
        found.guessed.append(Guess(key="aliases", reason=found.ways.address_reason))
    for key, value in found.find(_ALIASES):
        written_down = [value] if isinstance(value, str) else value
        if isinstance(written_down, list) and all(isinstance(one, str) for one in written_down):
            addresses += written_down
            found.keep("aliases", [], key)
    found.meta.pop("aliases", None)
    usable = dict.fromkeys(address.strip().lstrip("/") for address in addresses)
    if kept := [address for address in usable if address]:
        found.meta["aliases"] = kept


def _rest(found: _Gathering) -> None:
    """Put what has no place into the notes, but for what only says how a page is shown."""
    notes: list[str] = []
    for key, value in found.head.meta.items():
        if key in found.used:
            continue
        if _is_empty(value):
            found.used.add(key)
        elif _folded(key) in _OF_LOOKS | found.ways.ignored or isinstance(value, bool):
            found.drop(key)
        elif sum(map(len, notes)) + len(written(value)) > _MOST_NOTES:
            found.drop(key, "too long for notes")
        else:
            notes.append(f"{key}: {written(value)}")
            found.kept.append(Kept(key="notes", source=notes[-1]))
    if notes:
        found.meta["notes"] = "\n".join(["From the source:", *notes])
