"""A career as résumés tell it: tours in the profile, and an entry for all that was done and said.

What is read here has the keys of JSON Resume 1.0, whatever the source calls them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio import dates, links
from cto_portfolio.authoring import skeletons
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.importing import entry_text, values, when
from cto_portfolio.importing.gathering import Gathering, is_empty
from cto_portfolio.importing.incoming import Guess, Incoming, LeftOut, Refusal
from cto_portfolio.periods import PartialDate, Span

_MOST_TITLE = 100
_BRACKETS = re.compile("\\s*[(\uff08][^()\uff08\uff09]*[)\uff09]\\s*$")
_PRESENT = re.compile(
    r"present|current|now|today|ongoing|heute|jetzt|aktuell|aujourd.hui|actuel\w*|presente|actual\w*"
    r"|atual\w*|oggi|attuale|nu|heden|至今|现在|現在"
    r"|(?:по )?настоящее время|günümüz|obecnie",
    re.IGNORECASE,
)
_AMOUNT = r"[$€£¥]?\d[\d.,]*(?:[kKMB]\b|x\b)?\+?"
_UNIT = (
    r"(?:\s?(?:%|(?:percent|million|billion|hours?|days?|weeks?|months?|minutes?|seconds?|min|ms"
    r"|users?|people|engineers?|customers?|requests?)\b))"
)
_FIGURE = re.compile(
    rf"(?:from\s+)?{_AMOUNT}{_UNIT}?(?:\s+(?:to|→|->)\s+{_AMOUNT}{_UNIT}?)?", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Career:
    """What a source tells of one person."""

    origin: PurePosixPath
    """The file that the profile is made of."""
    basics: Mapping[str, Any] = field(default_factory=dict)
    work: Sequence[Mapping[str, Any]] = ()
    volunteer: Sequence[Mapping[str, Any]] = ()
    projects: Sequence[Mapping[str, Any]] = ()
    publications: Sequence[Mapping[str, Any]] = ()
    references: Sequence[Mapping[str, Any]] = ()
    left_out: Sequence[LeftOut] = ()
    """What has no place in a portfolio."""


def incoming(career: Career) -> Iterator[Incoming | Refusal]:
    """Yield the profile, then the entries; without a profile, what has no place by itself."""
    left_out = [*career.left_out]
    entries = [*_entries(career, left_out)]
    profile = _profile(career, left_out)
    if profile.meta:
        yield profile
    else:
        yield from (_without_place(said, career) for said in profile.account.dropped)
    yield from _told_apart(entries)


def _without_place(said: LeftOut, career: Career) -> Refusal:
    message = f"{said.what} has no place in a portfolio: {said.quotation}"
    return Refusal(origin=career.origin, message=message, is_fault=False)


def _told_apart(documents: Sequence[Incoming]) -> Iterator[Incoming]:
    """Yield documents with parts of their own, where several say the same."""
    seen: dict[str, int] = {}
    for document in documents:
        number = seen[document.id] = seen.get(document.id, 0) + 1
        part = f"{document.part}/{number}" if number > 1 else document.part
        yield replace(document, part=part)


def _entries(career: Career, left_out: list[LeftOut]) -> Iterator[Incoming]:
    for position in career.work:
        for highlight in _texts(position.get("highlights")):
            yield _achievement(career, highlight, position)
    for position in career.volunteer:
        yield from _volunteer(career, position, left_out)
    for project in career.projects:
        yield from _project(career, project)
    for publication in career.publications:
        yield _article(career, publication)
    for reference in career.references:
        yield _recommendation(career, reference)


def _volunteer(
    career: Career, position: Mapping[str, Any], left_out: list[LeftOut]
) -> Iterator[Incoming]:
    highlights = _texts(position.get("highlights"))
    for highlight in highlights:
        yield _achievement(career, highlight, {**position, "name": position.get("organization")})
    said = {key: value for key, value in position.items() if key != "highlights"}
    own = {"organization", "position", "startDate", "endDate"}
    if not highlights or any(not is_empty(said[key]) for key in said.keys() - own):
        left_out.append(LeftOut(what="volunteer", quotation=values.written(said)))


def _project(career: Career, project: Mapping[str, Any]) -> Iterator[Incoming]:
    highlights = _texts(project.get("highlights"))
    name, description = text(project.get("name")), text_of_lines(project.get("description"))
    roles = [*_texts(project.get("roles"))]
    around = {**project, "name": project.get("entity"), "position": ", ".join(roles)}
    if not highlights:
        yield _achievement(career, name or description, around, below=description)
        return
    for highlight in highlights:
        below = f"{name}: {description}" if name and description else name or description
        yield _achievement(career, highlight, around, below=below)


def _achievement(
    career: Career, sentence: str, around: Mapping[str, Any], *, below: str = ""
) -> Incoming:
    """Return a draft of one sentence; its figures are offered, and not taken for facts."""
    found = Gathering(values=around, meta={"kind": "achievement"})
    _sentence_as_title(found, sentence)
    _period(found, around)
    found.meta["draft"] = True
    for ours, theirs in (("organization", "name"), ("role", "position")):
        if value := text(around.get(theirs)):
            found.keep(ours, value, theirs)
    if tags := _texts(around.get("keywords")):
        found.keep("tags", tags, "keywords")
    url = text(around.get("url"))
    if below and links.host(url):
        found.keep("links", [{"title": links.host(url), "url": url}], "url")
    if figures := figures_in(sentence):
        hint = f"figures in the sentence: {'; '.join(figures)}"
        found.fill("metrics", f"{hint} (name, before, after, unit, source)")
    if below:
        found.used |= {"highlights", "description", "startDate", "endDate", "date", "roles"}
        found.rest_as_notes()
    body = [sentence if len(sentence) > len(found.meta["title"]) + 1 else ""]
    body.append(below if below != sentence else "")
    return _document(career.origin, found, "\n\n".join(filter(None, body)))


def _document(origin: PurePosixPath, found: Gathering, body: str) -> Incoming:
    meta = found.meta
    where = text(meta.get("organization"))
    names = [str(meta["kind"]), str(meta["title"]), where]
    return Incoming(
        origin=origin,
        part="/".join(skeletons.slug(name) for name in names if name),
        meta=meta,
        body=body,
        stem=skeletons.slug(str(meta["title"])),
        account=found.account_with(),
    )


def _sentence_as_title(found: Gathering, sentence: str) -> None:
    title = entry_text.one_line(_plain(sentence)).rstrip(".;,")
    if len(title) > _MOST_TITLE:
        title = title[:_MOST_TITLE].rsplit(" ", 1)[0].rstrip(".;,:–—-( ")
        found.guess("title", f"{title}…", "the beginning of the sentence")
    else:
        found.meta["title"] = title


def _plain(sentence: str) -> str:
    return re.sub(r"<[^<>]+>|\*\*|\[([^\[\]]*)\]\([^()]*\)", r"\1", sentence)


def figures_in(sentence: str) -> list[str]:
    """Return the figures of a sentence, but for years."""
    found = (match[0].strip(" .,") for match in _FIGURE.finditer(sentence))
    return [*dict.fromkeys(figure for figure in found if not _YEAR.fullmatch(figure))]


def _period(found: Gathering, around: Mapping[str, Any]) -> None:
    span = span_of(around)
    if span is None:
        found.fill("date", "when it was, or a 'period'")
    elif span.is_single:
        found.guess("date", span.start, "the time of the position")
    else:
        found.guess("period", span, "the time of the position")


def span_of(around: Mapping[str, Any]) -> Span | None:
    """Return from when to when something was, as far as its beginning is known."""
    start = date_of(around.get("startDate"))
    end_text = around.get("endDate")
    end = date_of(end_text)
    if start is None:
        single = date_of(around.get("date")) or end
        return Span(start=single, end=single) if single else None
    is_open = is_empty(end_text) or _is_present(end_text)
    if end and end.last < start.first:
        return Span(start=start, end=start)
    return Span(start=start, end=end) if end or is_open else Span(start=start, end=start)


def date_of(value: object) -> PartialDate | None:
    """Return a date, also where something stands behind it in brackets."""
    return when.read(_BRACKETS.sub("", value) if isinstance(value, str) else value)


def _is_present(value: object) -> bool:
    plain = _BRACKETS.sub("", str(value)).strip()
    return dates.is_present(plain) or bool(_PRESENT.fullmatch(plain))


def _article(career: Career, publication: Mapping[str, Any]) -> Incoming:
    found = Gathering(values=publication, meta={"kind": "article"})
    found.keep_text("title", ("name", "title"))
    found.meta.setdefault("title", "Untitled")
    key, date = next(
        ((key, day) for key in ("releaseDate", "date") if (day := date_of(publication.get(key)))),
        ("", None),
    )
    if date:
        found.keep("date", date, key)
    else:
        found.fill("date", "when it was published")
    url = text(publication.get("url"))
    if links.host(url) and not links.why_unsafe(url):
        found.keep("canonical", url, "url")
    body = text_of_lines(publication.get("summary"))
    found.used.add("summary")
    found.rest_as_notes()
    found.guess("draft", True, "its text is elsewhere")  # noqa: FBT003 - the value of the key
    return _document(career.origin, found, body)


def _recommendation(career: Career, reference: Mapping[str, Any]) -> Incoming:
    """Return somebody's words, which wait for that person's consent."""
    found = Gathering(values=reference, meta={"kind": "recommendation"})
    name = text(reference.get("name")) or "Somebody"
    found.meta["title"] = f"Recommendation by {name}"
    date = date_of(reference.get("date"))
    if date:
        found.keep("date", date, "date")
    else:
        found.fill("date", "when it was given")
    person = {"name": name, "title": text(reference.get("title"))}
    person["organization"] = text(reference.get("organization"))
    found.meta["from"] = {key: value for key, value in person.items() if value}
    found.meta["consent"] = False
    if source := text(reference.get("source")):
        found.meta["source"] = source
    found.fill("relation", "below 'from': report, manager, peer, executive or customer")
    found.used |= {"name", "title", "organization", "source", "reference"}
    found.over.append(f"Ask before you set 'consent': “{_question(name, reference)}”")
    found.rest_as_notes()
    return _document(career.origin, found, text_of_lines(reference.get("reference")))


def _question(name: str, reference: Mapping[str, Any]) -> str:
    first = name.split(maxsplit=1)[0]
    where = text(reference.get("source"))
    given = f" that you gave me on {where}" if where else " that you wrote"
    return (
        f"Hi {first}, may I publish the recommendation{given} in my portfolio, "
        "word for word, with your name, title and company?"
    )


def _profile(career: Career, left_out: Sequence[LeftOut]) -> Incoming:
    found = Gathering(values=career.basics, dropped=[*left_out])
    if not found.keep_text("name", ("name",)):
        found.fill("name", "your name")
    found.keep_text("headline", ("label",))
    if summary := text_of_lines(career.basics.get("summary")):
        found.keep("summary", summary, "summary")
    _location(found)
    if email := text(career.basics.get("email")):
        found.fill("email", f"{email}: published as it stands, if you write it here")
        found.used.add("email")
    if image := text(career.basics.get("image")):
        found.fill("photo", f"{image}: put a copy beside this file; it needs 'alt', too")
        found.used.add("image")
    _links(found)
    tours = [tour for position in career.work if (tour := _tour(position, found))]
    if tours:
        found.meta["tours"] = sorted(tours, key=lambda tour: tour["from"].first)
    for key, value in career.basics.items():
        if key not in found.used and not is_empty(value):
            found.drop(key)
    return Incoming(
        origin=career.origin,
        part="profile",
        meta=found.meta,
        stem="profile",
        at=PurePosixPath(PROFILE),
        account=found.account_with(),
    )


def _location(found: Gathering) -> None:
    """Keep town and country; streets and numbers are for nobody else."""
    value = found.values.get("location")
    if isinstance(value, str) and text(value):
        found.keep("location", text(value), "location")
    elif isinstance(value, Mapping):
        names = [text(value.get(key)) for key in ("city", "region", "countryCode", "country")]
        if place := ", ".join(dict.fromkeys(filter(None, names))):
            found.keep("location", place, "location")


def _links(found: Gathering) -> None:
    kept = []
    url = text(found.values.get("url"))
    if links.host(url) and not links.why_unsafe(url):
        kept.append({"title": links.host(url), "url": url})
        found.used.add("url")
    profiles = found.values.get("profiles")
    for profile in profiles if isinstance(profiles, list) else ():
        address = text(profile.get("url")) if isinstance(profile, Mapping) else ""
        if links.host(address) and not links.why_unsafe(address):
            title = text(profile.get("network")) or links.host(address)
            kept.append({"title": title, "url": address})
            is_said = not text(profile.get("username")) or profile["username"] in address
        else:
            is_said = False
        if not is_said:
            found.dropped.append(LeftOut(what="profiles", quotation=values.written(profile)))
    found.used.add("profiles")
    if kept:
        found.meta["links"] = kept


def _tour(position: Mapping[str, Any], found: Gathering) -> dict[str, Any] | None:
    organization, title = text(position.get("name")), text(position.get("position"))
    span = span_of(position)
    said = {key: value for key, value in position.items() if key != "highlights"}
    if not (organization and title and span):
        reason = "a tour needs an organization, a title and the date on which it began"
        quotation = f"{values.written(said)} ({reason})"
        found.dropped.append(LeftOut(what="work", quotation=quotation))
        return None
    tour: dict[str, Any] = {"organization": organization, "title": title, "from": span.start}
    end = date_of(position.get("endDate"))
    if end and end.last >= span.start.first:
        tour["to"] = end
    elif not is_empty(position.get("endDate")) and not _is_present(position["endDate"]):
        quotation = f"{organization}: {position['endDate']} (no date; without one, it goes on)"
        found.dropped.append(LeftOut(what="work, endDate", quotation=quotation))
    if mission := text(position.get("summary") or position.get("description")):
        tour["mission"] = mission
        reason = f"'mission' at {organization} is the summary of the position"
        found.guessed.append(Guess(key="tours", reason=reason))
    own = {"name", "position", "startDate", "endDate", "highlights"}
    own.add("summary" if text(position.get("summary")) else "description")
    for key in position.keys() - own:
        if not is_empty(position[key]):
            quotation = f"{organization}: {values.written(position[key])}"
            found.dropped.append(LeftOut(what=f"work, {key}", quotation=quotation))
    return tour


def text(value: object) -> str:
    """Return a value on one line; nothing for a list or a mapping."""
    return values.text_of(value).strip() if isinstance(value, str | int | float) else ""


def text_of_lines(value: object) -> str:
    """Return a text with its lines."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [line for item in value if (line := text(item))] if isinstance(value, list) else []
