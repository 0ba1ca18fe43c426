"""Decision records: MADR 1 to 4, Nygard's form, adr-tools, and house styles in any language."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio import dates
from cto_portfolio.importing import (
    decision_facts,
    decision_options,
    decision_record,
    documents,
    entry_text,
    heads,
    when,
)
from cto_portfolio.importing.decision_facts import DecisionStanding
from cto_portfolio.importing.decision_record import DecisionRecord, RecordFact
from cto_portfolio.importing.decision_words import SECTIONS, folded
from cto_portfolio.importing.heads import Head
from cto_portfolio.importing.incoming import (
    Account,
    FillIn,
    Guess,
    Incoming,
    Kept,
    LeftOut,
    Refusal,
    RefusedError,
    Remark,
)
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.source_format import BY_CONTENT, Recognition, SourceFormat
from cto_portfolio.importing.values import written
from cto_portfolio.periods import PartialDate
from cto_portfolio.text import prose

_NUMBER = re.compile(
    r"^(?:[A-Za-z]+[-_])*?(?:ADR[-_]?)?(?:[A-Za-z]+[-_])*?0*(\d{1,5})(?=[-_. ]|$)", re.IGNORECASE
)
_DATE_IN_NAME = re.compile(r"^((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?=[-_])")
_NOT_RECORDS = re.compile(
    r"(?:[A-Za-z]*[-_]?(?:ADR[-_])?\d*[-_ ])?(?:ADR[-_ ])?(?:template|modele|vorlage|plantilla)"
    r"(?:[-_ ](?:adr|madr|nygard|minimal|full|bare|short|long))*|readme|index|adr|toc",
    re.IGNORECASE,
)
_FROM_THE_SOURCE = "From the source:"
_ENOUGH = 0.6
_MOST_SAMPLES = 60
_OF_LOOKS = frozenset(
    {"parent", "nav_order", "layout", "grand_parent", "permalink", "has_children"}
)


def _recognise(original: Original) -> Recognition | None:
    paths = [path for path in original.below(*documents.ENDINGS) if not _is_apart(path)]
    texts = list(documents.samples(original, *documents.ENDINGS, most=_MOST_SAMPLES))
    records = sum(map(decision_record.looks_like_one, texts))
    in_folder = sum(_is_in_folder(path) for path in paths[:_MOST_SAMPLES])
    if not texts or not records:
        return None
    if records >= _ENOUGH * len(texts) or (in_folder >= _ENOUGH * len(paths) and records > 0):
        reason = f"{records} of {len(texts)} documents have the sections of decision records"
        return Recognition(certainty=BY_CONTENT, reason=reason)
    return None


def _is_apart(path: PurePosixPath) -> bool:
    """Whether a file lies among records and is none."""
    return bool(_NOT_RECORDS.fullmatch(path.stem))


def _is_in_folder(path: PurePosixPath) -> bool:
    folders = {re.sub(r"[\W_]", "", name.casefold()) for name in path.parts[:-1]}
    return bool(folders & {"adr", "adrs", "decisions", "architecturedecisions", "decisionrecords"})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Records:
    """What is known of all records of an original while one is read."""

    find: Callable[[PurePosixPath, str], str | None]
    """Return the address of a record that another one names."""
    dates: Sequence[object]


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    del today  # a decision is not published by its date
    paths = original.below(*documents.ENDINGS)
    parsed: dict[PurePosixPath, tuple[Head, DecisionRecord]] = {}
    refused: dict[PurePosixPath, Refusal] = {}
    for path in paths:
        try:
            parsed[path] = _parsed(original, path)
        except RefusedError as error:
            refused[path] = error.of(path)
    records = _Records(find=_finder(parsed), dates=_dates(record for _, record in parsed.values()))
    for path in paths:
        yield refused[path] if path in refused else _incoming(path, *parsed[path], records)


def _parsed(original: Original, path: PurePosixPath) -> tuple[Head, DecisionRecord]:
    if _is_apart(path) and path != original.chosen:
        message = "it is a template or a list of records, by its name; name it to bring it in"
        raise RefusedError(message, is_fault=False)
    head = heads.parse(original.text(path))
    match = _NUMBER.match(path.stem)
    return head, decision_record.parse(head, number=match[1] if match else "")


def _dates(records: Iterator[DecisionRecord]) -> list[object]:
    return [record.facts["date"].text for record in records if "date" in record.facts]


def _finder(
    parsed: Mapping[PurePosixPath, object],
) -> Callable[[PurePosixPath, str], str | None]:
    """Return what finds a record by a path from another one, by its name or by its number."""
    by_name = documents.names(parsed)
    by_number: dict[str, list[PurePosixPath]] = {}
    for path in parsed:
        if match := _NUMBER.match(path.stem):
            by_number.setdefault(match[1], []).append(path)

    def find(at: PurePosixPath, name: str) -> str | None:
        bare = name.partition("#")[0].strip()
        number = re.fullmatch(r"(?:ADR|RFC)?[-_ #]*0*(\d+)", bare, re.IGNORECASE)
        if number:
            same = [path for path in by_number.get(number[1], []) if path != at]
            beside = [path for path in same if path.parent == at.parent] or same
            return f"/{beside[0]}" if len(beside) == 1 else None
        stem = re.sub(r"\.(?:md|markdown)$", "", bare.rpartition("/")[2])
        path = by_name.get(stem.casefold())
        return f"/{path}" if path and path != at else None

    return find


@dataclass(kw_only=True, slots=True)
class _Gathering:
    """What is found of a record."""

    meta: dict[str, Any]
    kept: list[Kept] = field(default_factory=list)
    guessed: list[Guess] = field(default_factory=list)
    fill_in: list[FillIn] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cuts: list[tuple[str, RecordFact]] = field(default_factory=list)
    """What goes from the body, because a key says all of it."""

    def keep(self, key: str, fact: RecordFact, *, is_whole: bool = True) -> None:
        """Say that a key holds what a fact says."""
        if is_whole and fact.end:
            self.cuts.append((key, fact))
        else:
            self.kept.append(Kept(key=key, source=fact.source))

    def cut_from(self, body: str) -> str:
        """Return a body without what keys say now; what stood together is quoted together."""
        pieces: list[tuple[int, int, str]] = []
        keys: list[str] = []
        for key, fact in sorted(self.cuts, key=lambda cut: cut[1].start):
            if pieces and fact.start <= pieces[-1][1]:
                start, end, _ = pieces.pop()
                pieces.append((start, max(end, fact.end), ""))
                keys[-1] = f"{keys[-1]}, {key}"
            else:
                pieces.append((fact.start, fact.end, ""))
                keys.append(key)
        for key, (start, end, _) in zip(keys, pieces, strict=True):
            first = body.rfind("\n\n", 0, start) + 1
            last = body.find("\n\n", max(end - 1, 0))
            quotation = body[first : last if last >= 0 else len(body)].strip()
            self.kept.append(Kept(key=key, source=quotation))
        return re.sub(r"\n{3,}", "\n\n", prose.spliced(body, pieces)) if pieces else body


def _incoming(
    path: PurePosixPath, head: Head, record: DecisionRecord, records: _Records
) -> Incoming:
    found = _Gathering(meta={"kind": "architecture-tradeoff"})
    _title(found, path, record)
    standing = _standing(path, record, records)
    _date(found, path, record, records, standing)
    _status(found, record, standing)
    _choice(found, record)
    _lineage(found, path, record, records, standing)
    _people(found, record)
    dropped = _rest(found, head, record)
    body = found.cut_from(record.body)
    if found.notes:
        found.meta["notes"] = "\n".join([_FROM_THE_SOURCE, *found.notes])
    return Incoming(
        origin=path,
        meta=found.meta,
        body=body,
        stem=path.stem,
        account=Account(
            kept=tuple(found.kept),
            guessed=tuple(found.guessed),
            fill_in=tuple(found.fill_in),
            dropped=tuple(dropped),
            remarks=tuple(_remarks(head, record)),
        ),
    )


def _remarks(head: Head, record: DecisionRecord) -> Iterator[Remark]:
    yield from head.remarks
    if not any(record.about("decision", "context", "options")):
        message = "it has no section on context, options or decision; is it a decision record?"
        yield Remark(line=1, message=message)


def _title(found: _Gathering, path: PurePosixPath, record: DecisionRecord) -> None:
    if record.title:
        found.meta["title"] = record.title
        found.kept += filter(None, [record.kept_title])
        return
    stem = re.sub(r"[-_]+", " ", _NUMBER.sub("", _DATE_IN_NAME.sub("", path.stem))).strip()
    found.meta["title"] = (stem[:1].upper() + stem[1:]) or path.stem
    found.guessed.append(Guess(key="title", reason="made of the file's name"))


def _standing(
    path: PurePosixPath, record: DecisionRecord, records: _Records
) -> DecisionStanding | None:
    fact = record.facts.get("status")
    if fact is None:
        return None
    return decision_facts.standing(fact.text, lambda name: records.find(path, name))


def _date(
    found: _Gathering,
    path: PurePosixPath,
    record: DecisionRecord,
    records: _Records,
    standing: DecisionStanding | None,
) -> None:
    fact = record.facts.get("date")
    date, reason = decision_facts.date(fact.text, records.dates) if fact else (None, "")
    if fact and date:
        found.meta["date"] = date
        found.keep("date", fact, is_whole=bool(reason or when.read(fact.text)))
        if reason:
            found.guessed.append(Guess(key="date", reason=f"'{fact.text}': {reason}"))
        return
    for guessed, why in _dates_elsewhere(path, record, records, standing):
        if guessed:
            found.meta["date"] = guessed
            found.guessed.append(Guess(key="date", reason=why))
            return
    said = f"'{fact.text}' {dates.advice(fact.text)}" if fact else "the source has none"
    hint = f"{said}; when was it decided? {dates.FORMS}" if not fact else said
    found.fill_in.append(FillIn(key="date", hint=entry_text.one_line(hint)))


def _dates_elsewhere(
    path: PurePosixPath,
    record: DecisionRecord,
    records: _Records,
    standing: DecisionStanding | None,
) -> Iterator[tuple[PartialDate | None, str]]:
    yield (standing.date if standing else None), "it stands beside the status"
    if match := _DATE_IN_NAME.match(path.stem):
        yield dates.partial("-".join(match.groups())), f"made of the file's name '{path.name}'"
    for section in record.about("history"):
        for text, _ in decision_options.bullets(section.text):
            date, _reason = decision_facts.date(text, records.dates)
            yield date, f"the first line of '{section.heading}'"


def _status(found: _Gathering, record: DecisionRecord, standing: DecisionStanding | None) -> None:
    fact = record.facts.get("status")
    if fact is None or standing is None:
        return
    if not standing.word:
        found.notes.append(f"status: {fact.text}")
        found.kept.append(Kept(key="notes", source=fact.source))
        hint = f"proposed, accepted, rejected, deprecated or superseded; '{fact.text}' says none"
        found.fill_in.append(FillIn(key="status", hint=entry_text.one_line(hint)[:200]))
        return
    links = ", ".join(f"[{_words(address)}]({address})" for address in standing.successors)
    found.meta["status"] = f"superseded by {links}" if links else standing.word
    if standing.is_exact:
        found.keep("status", fact)
        return
    text = entry_text.one_line(fact.text)
    found.kept.append(Kept(key="status", source=fact.source))
    if folded(text) != standing.word:
        found.notes.append(f"status: {text}")
        found.guessed.append(Guess(key="status", reason=f"the record says '{text}'"))


def _words(address: str) -> str:
    return PurePosixPath(address).stem


def _choice(found: _Gathering, record: DecisionRecord) -> None:
    options = decision_options.options(record)
    decision = decision_options.choice(record, options)
    if decision:
        found.meta["decision"] = decision
    elif options and any(record.about("decision")):
        hint = "the name of the chosen option; the text names none of them word for word"
        found.fill_in.append(FillIn(key="decision", hint=hint))
    if drivers := decision_options.drivers(record):
        found.meta["criteria"] = [{"name": entry_text.one_line(name)} for name in drivers]
        hint = "give each of the criteria a 'weight', and each option 'scores' by them"
        found.fill_in.append(FillIn(key="criteria", hint=hint))
    if options:
        found.meta["options"] = [
            {"name": option.name, **({"summary": option.summary} if option.summary else {})}
            for option in options
        ]


def _lineage(
    found: _Gathering,
    path: PurePosixPath,
    record: DecisionRecord,
    records: _Records,
    standing: DecisionStanding | None,
) -> None:
    def find(name: str) -> str | None:
        return records.find(path, name)

    older = list(standing.predecessors if standing else ())
    if fact := record.facts.get("supersedes"):
        older += decision_facts.named(fact.text, find)
        found.keep("supersedes", fact)
    if older:
        found.meta["supersedes"] = list(dict.fromkeys(older))
    if fact := record.facts.get("superseded"):
        newer = decision_facts.named(fact.text, find)
        found.keep("status", fact)
        if newer and "superseded by" not in str(found.meta.get("status", "")):
            links = ", ".join(f"[{_words(address)}]({address})" for address in newer)
            found.meta["status"] = f"superseded by {links}"


def _people(found: _Gathering, record: DecisionRecord) -> None:
    for about in ("deciders", "consulted", "informed"):
        fact = record.facts.get(about)
        names = decision_facts.people(fact.text) if fact else []
        if not fact or not names:
            continue
        if about == "deciders":
            found.meta["with"] = names
            found.keep("with", fact)
        else:
            found.notes.append(f"{about}: {', '.join(names)}")
            found.keep("notes", fact)


def _rest(found: _Gathering, head: Head, record: DecisionRecord) -> list[LeftOut]:
    """Put the other keys into the notes, but for what only says how a page is shown."""
    dropped = []
    for key, value in head.meta.items():
        text = written(value)
        is_fact = SECTIONS.get(folded(key.replace("-", " ").replace("_", " "))) in record.facts
        if not text or is_fact:
            continue
        if key in {"tags", "categories"} and isinstance(value, list):
            found.meta["tags"] = [entry_text.one_line(written(one)) for one in value if one]
            found.kept.append(Kept(key="tags", source=f"{key}: {text}"))
        elif key in _OF_LOOKS:
            dropped.append(LeftOut(what=key, quotation=text, line=head.line(key)))
        elif key == "notes":
            found.notes += [line for line in text.split("\n") if line != _FROM_THE_SOURCE]
            found.kept.append(Kept(key="notes", source=f"{key}: {text}"))
        elif key != "title" or text != record.title:
            found.notes.append(f"{key}: {text}")
            found.kept.append(Kept(key="notes", source=found.notes[-1]))
    return dropped


FORMAT = SourceFormat(
    name="decisions",
    title="decision records",
    recognise=_recognise,
    read=_read,
    visibility="private",
)
