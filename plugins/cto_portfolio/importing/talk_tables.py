"""Talks in Markdown: rows of tables, and entries of lists below headings."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cto_portfolio.importing import headings, when
from cto_portfolio.importing.data_records import DataRecord
from cto_portfolio.importing.gathering import folded_key
from cto_portfolio.importing.talk_keys import DATE, EVENT, TITLE

_ROW = re.compile(r"^[ \t]*\|?(?P<cells>.*\|.*?)\|?[ \t]*$")
_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]*-{2,}[ \t:|-]*\|?[ \t]*$")
_CELL = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<text>.+?)[ \t]*#*[ \t]*$")
_BULLET = re.compile(r"^[-*+][ \t]+(?P<text>.+)$")
_LABELLED = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?(?P<key>[^\W\d_][\w /-]{1,24}?)(?:\*\*|__)?[ \t]*"
    r":(?:\*\*|__)?[ \t]+(?P<value>\S.*)$"
)
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<url>[^()\s]+(?:\([^()\s]*\))?)\)")
_LINK_BEHIND = re.compile(
    r"\s*[|·•,;(\[]*\s*\[[^\[\]]{1,20}\]\([^()\s]+\)[)\]]*(?=[\s|·•,;()\[]*(?:\[|$))"
)
"""A link behind all that a line says, such as `[slides](…)`."""
_PARTED = re.compile(r"\s+[–—-]\s+|\s*[|·•]\s*|,\s+|\s+(?:at|@|bei|auf|chez|em)\s+")
_PAGE = "Page of the talk"
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_PARENTHESES = re.compile(r"\(([^()]*(?:19|20)\d\d[^()]*)\)")


def is_list(body: str) -> bool:
    """Whether a text holds several talks, and is not about one."""
    lines = body.split("\n")
    return bool(_tables(lines)) or len([*_sections(lines)]) > 1 or len([*_bullets(body)]) > 1


def records(text: str) -> Iterator[DataRecord]:
    """Yield the talks of a text."""
    lines = text.split("\n")
    tables = _tables(lines)
    found = [record for start, end in tables for record in _of_table(lines, start, end)]
    if not tables:
        found = [*_sections(lines)] or [*_bullets(text)]
    over = _not_taken(lines, tables, {record.line for record in found})
    for record in found:
        yield replace(record, around={"the rest of the file": over} if over else {})


def _not_taken(lines: list[str], tables: list[tuple[int, int]], taken: set[int]) -> str:
    """Return what stands beside the talks: above the first one, and between bullets."""
    in_tables = {number for start, end in tables for number in range(start, end)}
    kept = []
    is_below = False
    for number, line in enumerate(lines):
        heading = _HEADING.match(line)
        is_below = number + 1 in taken or (is_below and not heading)
        is_year = heading and _YEAR.fullmatch(heading["text"].strip())
        in_section = is_below and not in_tables and not _has_bullets(lines, taken)
        if not (number in in_tables or number + 1 in taken or is_year or in_section):
            kept.append(line)
    return "\n".join(kept).strip()


def _has_bullets(lines: list[str], taken: set[int]) -> bool:
    return any(_BULLET.match(lines[number - 1]) for number in taken)


def _tables(lines: list[str]) -> list[tuple[int, int]]:
    """Return where tables begin and end: their heads name a title, or an event and a date."""
    found = []
    for number in range(1, len(lines)):
        if _RULE.match(lines[number]) and _ROW.match(lines[number - 1]):
            names = {folded_key(headings.plain(cell)) for cell in _cells(lines[number - 1])}
            end = number + 1
            while end < len(lines) and _ROW.match(lines[end]):
                end += 1
            if names & {*TITLE} or (names & {*EVENT} and names & {*DATE}):
                found.append((number - 1, end))
    return found


def _cells(line: str) -> list[str]:
    row = line.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [cell.strip().replace("\\|", "|") for cell in _CELL.split(row)]


def _of_table(lines: list[str], start: int, end: int) -> Iterator[DataRecord]:
    keys = [
        headings.plain(cell) or f"column {number}"
        for number, cell in enumerate(_cells(lines[start]), 1)
    ]
    path = _path_above(lines, start)
    for number in range(start + 2, end):
        cells = _cells(lines[number])
        values: dict[str, Any] = {}
        for key, cell in zip(keys, cells, strict=False):
            values |= _of_cell(key, cell)
        over = [cell for cell in cells[len(keys) :] if cell]
        values |= {"more": ", ".join(over)} if over else {}
        if values:
            yield DataRecord(values=values, path=path, line=number + 1)


def _of_cell(key: str, cell: str) -> Mapping[str, Any]:
    found = [*_LINK.finditer(cell)]
    if not found:
        return {key: headings.plain(cell)} if cell else {}
    pairs = [{"title": match["text"], "url": match["url"]} for match in found]
    rest = _LINK.sub("", cell).strip(" ,·|/–—-")
    name = folded_key(key)
    if name in EVENT:
        return {key: headings.plain(cell), "event url": pairs[0]["url"], f"{key} links": pairs[1:]}
    if name in {*TITLE, *DATE}:
        page = {"title": _PAGE, "url": pairs[0]["url"]}
        return {key: headings.plain(cell), "related": [page, *pairs[1:]]}
    if len(pairs) == 1 and not rest:
        return {key: pairs[0]["url"]}
    return {"links": pairs, **({f"{key}": headings.plain(rest)} if rest else {})}


def _path_above(lines: list[str], start: int) -> tuple[str, ...]:
    above = (_HEADING.match(line) for line in lines[:start])
    years = [match["text"] for match in above if match and _YEAR.fullmatch(match["text"].strip())]
    return (years[-1],) if years else ()


def _sections(lines: list[str]) -> Iterator[DataRecord]:
    """Yield the talks that have headings of their own, with lines that say more below them."""
    starts = [number for number, line in enumerate(lines) if _HEADING.match(line)]
    year = ""
    for start, end in itertools.pairwise([*starts, len(lines)]):
        heading = _HEADING.match(lines[start])
        text = heading["text"] if heading else ""
        if _YEAR.fullmatch(text.strip()):
            year = text.strip()
            continue
        values = _of_section(text, lines[start + 1 : end])
        if values:
            yield DataRecord(values=values, path=(year,) if year else (), line=start + 1)


def _of_section(title: str, lines: list[str]) -> Mapping[str, Any] | None:
    labelled = [(line, _LABELLED.match(line)) for line in lines]
    values: dict[str, Any] = {"title": headings.plain(title)}
    if link := _LINK.search(title):
        values["related"] = [{"title": _PAGE, "url": link["url"]}]
    prose = []
    for line, match in labelled:
        if match and folded_key(match["key"]) not in values:
            values |= _of_cell(match["key"], match["value"].strip())
        elif dated := _of_line(line):
            values |= {key: value for key, value in dated.items() if key not in values}
        else:
            prose.append(line)
    names = {folded_key(key) for key in values}
    if not names & {*DATE}:
        return None
    text = "\n".join(prose).strip()
    return {**values, **({"text": text} if text else {})}


def _of_line(line: str) -> Mapping[str, Any]:
    """Return what a line says that is nothing but event, place and date."""
    bare = line.strip().strip("*_").strip()
    if not bare or len(bare) > 150 or not _YEAR.search(bare):  # noqa: PLR2004 - a line, no paragraph
        return {}
    return _parted(bare)


def _bullets(text: str) -> Iterator[DataRecord]:
    year = ""
    for number, line in enumerate(text.split("\n"), start=1):
        heading, bullet = _HEADING.match(line), _BULLET.match(line)
        if heading:
            years = _YEAR.fullmatch(heading["text"].strip())
            year = years[0] if years else ""
        if not bullet:
            continue
        values = _of_bullet(bullet["text"], has_year=bool(year))
        if values:
            yield DataRecord(values=values, path=(year,) if year else (), line=number)


def _of_bullet(text: str, *, has_year: bool) -> Mapping[str, Any]:
    linked = [{"title": match["text"], "url": match["url"]} for match in _LINK.finditer(text)]
    plain = headings.plain(_LINK_BEHIND.sub("", text))
    values = dict(_parted(plain, needs_date=not has_year))
    if values and linked:
        first = linked[0]
        is_title = first["title"] and headings.plain(first["title"]) in values.get("title", "")
        page = {"title": _PAGE, "url": first["url"]}
        values["links"] = [page, *linked[1:]] if is_title else linked
    return values


def _parted(text: str, *, needs_date: bool = True) -> Mapping[str, Any]:
    """Return title, event and date of a line that says them one after the other."""
    found = _IN_PARENTHESES.search(text)
    rest = text.replace(found[0], " ") if found else text
    parts = [part.strip(' "“”*_') for part in _PARTED.split(rest)]
    parts = [part for part in parts if part]
    dates = {part: date for part in parts if _YEAR.search(part) and (date := when.read(part))}
    in_them = when.read(found[1].split(",")[-1]) if found else None
    if needs_date and not dates and in_them is None:
        return {}
    words = [part for part in parts if part not in dates]
    values: dict[str, Any] = {
        "date": next(iter(dates), found[1].split(",")[-1].strip() if found else "")
    }
    if words:
        values["title"] = words[0]
    if words[1:]:
        values["event"] = words[1]
    if words[2:]:
        values["more"] = ", ".join(words[2:])
    return {key: value for key, value in values.items() if value}
