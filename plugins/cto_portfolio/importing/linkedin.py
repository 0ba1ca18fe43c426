"""LinkedIn's export: tables, of which names and columns change with the years and the language."""

import csv
import datetime as dt
import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio import wording
from cto_portfolio.importing import career, documents, exported, hypertext, values
from cto_portfolio.importing.career import Career
from cto_portfolio.importing.gathering import folded_key
from cto_portfolio.importing.incoming import Incoming, LeftOut, Refusal, RefusedError
from cto_portfolio.importing.linkedin_words import COLUMNS, FILES, OF_OTHERS
from cto_portfolio.importing.original import MOST_BYTES, Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_CONTENT, Recognition, SourceFormat

_ENDINGS = (".csv", ".tsv")
_DELIMITERS = ",\t;"
_MOST_PREAMBLE = 8
_MOST_ROWS = 100_000
_MARKS = frozenset({"positions", "profile", "recommendations", "connections", "others"})
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_MOST_MONTHS = 12
_POINT = re.compile(r"(?:^|\n)[ \t]*[•●▪‣◦*–-][ \t]+|[ \t]*[•●▪‣◦][ \t]+")
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>|<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(r"href=\"(https://[^\"]*linkedin\.com/pulse/[^\"]+)\"")
_DATED = re.compile(
    r"<p[^>]*class=\"(?P<sort>created|published)\"[^>]*>[^<]*?(?P<day>\d{4}-\d{2}-\d{2})[^<]*</p>",
    re.IGNORECASE,
)
_BODY = re.compile(r"<body[^>]*>(.*?)(?:</body>|\Z)", re.DOTALL | re.IGNORECASE)

_Row = Mapping[str, str]


def _recognise(original: Original) -> Recognition | None:
    for path in original.below(*_ENDINGS):
        if _sort(path) in _MARKS:
            return Recognition(certainty=BY_CONTENT, reason=f"it has a '{path.name}'")
    return None


def _sort(path: PurePosixPath) -> str:
    """Say what a file of the export holds, by its name in any language."""
    name = folded_key(re.sub(r"[_ -]*\d{5,}$", "", path.stem))
    return FILES.get(name, "")


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    refused: list[Refusal] = []
    tables: dict[str, list[tuple[PurePosixPath, list[_Row]]]] = {}
    left_out: list[LeftOut] = []
    for path in original.below(*_ENDINGS):
        try:
            rows = [*_rows(original.text(path, most=MOST_BYTES))]
        except RefusedError as error:
            refused.append(error.of(path))
            continue
        tables.setdefault(_sort(path), []).append((path, rows))
    if not tables and not refused:
        message = "no table is in it; name the folder or the zip that LinkedIn has sent"
        yield Refusal(origin=PurePosixPath(original.name), message=message)
    yield from career.incoming(_career(tables, left_out))
    yield from _articles(original, today)
    yield from refused


def _rows(text: str) -> Iterator[_Row]:
    """Yield the rows of a table by our names of its columns, whatever stands above it."""
    lines = text.split("\n")
    start = _header(lines)
    sample = lines[start] if start < len(lines) else ""
    delimiter = max(_DELIMITERS, key=sample.count)
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO("\n".join(lines[start:])), delimiter=delimiter, strict=False)
    try:
        names = [_column(name) for name in next(reader, [])]
        for cells in itertools.islice(reader, _MOST_ROWS):
            row = dict(zip(names, cells, strict=False))
            over = [cell for cell in cells[len(names) :] if cell.strip()]
            row |= {"more": ", ".join(over)} if over else {}
            if any(cell.strip() for cell in row.values()):
                yield {key: cell.strip() for key, cell in row.items() if cell.strip()}
    except csv.Error as error:
        raise RefusedError(f"the table cannot be read: {error}", line=start + 1) from error


def _header(lines: Sequence[str]) -> int:
    """Return the line of the columns' names: notes may stand above it, with an empty line."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for number in range(first, min(first + _MOST_PREAMBLE, len(lines))):
        cells = [cell.strip(' "') for cell in re.split(r"[,\t;]", lines[number])]
        known = [cell for cell in cells if folded_key(cell) in COLUMNS]
        if known and len(known) * 2 >= len([cell for cell in cells if cell]):
            return number
    return first


def _date(value: str | None) -> str | None:
    """Return a date of the export, in which the month comes first, with no time behind it."""
    match = _US_DATE.match(value or "")
    if match is None:
        return value
    month, day, year = (int(part) for part in match.groups())
    if month > _MOST_MONTHS:
        month, day = day, month
    return f"{year + 2000 if year < 100 else year}-{month:02}-{day:02}"  # noqa: PLR2004 - of two digits


def _column(name: str) -> str:
    return COLUMNS.get(folded_key(name), name.strip())


def _career(
    tables: Mapping[str, Sequence[tuple[PurePosixPath, list[_Row]]]], left_out: list[LeftOut]
) -> Career:
    def rows(sort: str) -> list[_Row]:
        return [row for _, part in tables.get(sort, ()) for row in part]

    named = [path for sort in ("profile", "positions") for path, _ in tables.get(sort, ())]
    others = [path for parts in tables.values() for path, _ in parts]
    visible = [row for row in rows("recommendations") if _is_visible(row)]
    left_out += _hidden(rows("recommendations"))
    for sort, parts in tables.items():
        if sort not in {"profile", "positions", "recommendations", "projects", "publications"}:
            left_out += (said for path, part in parts for said in _named(path, part, sort))
    return Career(
        origin=(named or others or [PurePosixPath("Profile.csv")])[0],
        basics=_basics(rows("profile")),
        work=[*map(_position, rows("positions"))],
        projects=[*map(_project, rows("projects"))],
        publications=[*map(_publication, rows("publications"))],
        references=[*map(_reference, visible)],
        left_out=left_out,
    )


def _is_visible(row: _Row) -> bool:
    return row.get("status", "").casefold() in {"visible", "sichtbar", "visibile", "visível"}


def _hidden(rows: Sequence[_Row]) -> Iterator[LeftOut]:
    """Yield the recommendations that their people, or the author, do not show."""
    for row in rows:
        if not _is_visible(row):
            status = row.get("status") or "without a status"
            quotation = f"{status}: {values.written(row)}"
            yield LeftOut(what="recommendation that is not visible", quotation=quotation)


def _named(path: PurePosixPath, rows: Sequence[_Row], sort: str) -> Iterator[LeftOut]:
    """Yield what a table has for which there is no place; other people's are only counted."""
    if sort in OF_OTHERS:
        yield LeftOut(
            what=path.name, quotation=f"{wording.count(len(rows), 'row')} about other people"
        )
        return
    if rows:
        yield LeftOut(what=path.name, quotation=" | ".join(map(values.written, rows)))


def _basics(rows: Sequence[_Row]) -> Mapping[str, Any]:
    row = rows[0] if rows else {}
    own = {"first name", "last name", "headline", "summary", "geo location", "websites", "twitter"}
    name = f"{row.get('first name', '')} {row.get('last name', '')}".strip()
    return {
        **{key: value for key, value in row.items() if key not in own},
        "name": name,
        "label": row.get("headline"),
        "summary": row.get("summary"),
        "location": row.get("geo location"),
        "profiles": [*_websites(row)],
    }


def _websites(row: _Row) -> Iterator[Mapping[str, str]]:
    """Yield addresses of a cell such as `[PORTFOLIO:https://…,BLOG:https://…]`."""
    for match in re.finditer(r"(?:(\w+):)?(https?://[^\s,\]]+)", row.get("websites", "")):
        yield {"network": (match[1] or "").capitalize(), "url": match[2]}
    for handle in re.findall(r"\w{2,}", row.get("twitter", "")):
        yield {"network": "X", "url": f"https://x.com/{handle}"}


def _position(row: _Row) -> Mapping[str, Any]:
    prose, highlights = parted(row.get("description", ""))
    return {
        "name": row.get("company") or row.get("organization"),
        "position": row.get("title"),
        "location": row.get("location"),
        "startDate": _date(row.get("start")),
        "endDate": _date(row.get("end")),
        "summary": prose,
        "highlights": highlights,
        **_others(row, {"company", "title", "location", "start", "end", "description"}),
    }


def parted(description: str) -> tuple[str, list[str]]:
    """Return what a description says in sentences, and what it says in points."""
    parts = [part.strip() for part in _POINT.split(description)]
    begins_with_point = bool(_POINT.match(description.lstrip()))
    prose = "" if begins_with_point else parts[0]
    return prose, [part for part in (parts if begins_with_point else parts[1:]) if part]


def _project(row: _Row) -> Mapping[str, Any]:
    return {
        "name": row.get("title"),
        "description": row.get("description"),
        "url": row.get("url"),
        "startDate": _date(row.get("start")),
        "endDate": _date(row.get("end") or row.get("start")),
    }


def _publication(row: _Row) -> Mapping[str, Any]:
    own = {"name", "title", "date", "description", "url"}
    return {
        "name": row.get("name") or row.get("title"),
        "releaseDate": _date(row.get("date")),
        "url": row.get("url"),
        "summary": row.get("description"),
        **_others(row, own),
    }


def _reference(row: _Row) -> Mapping[str, Any]:
    name = f"{row.get('first name', '')} {row.get('last name', '')}".strip()
    return {
        "name": name,
        "title": row.get("title"),
        "organization": row.get("company"),
        "date": _date(row.get("created")),
        "reference": row.get("text"),
        "source": "LinkedIn",
        **_others(
            row, {"first name", "last name", "title", "company", "created", "text", "status"}
        ),
    }


def _others(row: _Row, own: set[str]) -> Mapping[str, str]:
    return {key: value for key, value in row.items() if key not in own}


def _articles(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    paths = [
        path
        for path in original.below(".html", ".htm")
        if any("article" in folded_key(name) for name in path.parts[:-1])
    ]

    yield from documents.each(paths, lambda path: _article(path, original.text(path), today))


def _article(path: PurePosixPath, text: str, today: dt.date) -> Incoming:
    title, body = _TITLE.search(text), _BODY.search(text)
    days = {match["sort"].lower(): match["day"] for match in _DATED.finditer(text)}
    address = _ADDRESS.search(text)
    meta = {
        "title": hypertext.plain(next(filter(None, title.groups()), "")) if title else None,
        "date": days.get("published", days.get("created")),
        "canonical_url": address[1] if address else None,
    }
    html = _DATED.sub("", _HEADING.sub("", body[1] if body else text, count=1))
    is_unpublished = bool(days) and "published" not in days
    ways = Ways(
        has_title_in_body=False,
        is_draft="the export says when it was begun, and not when it was published"
        if is_unpublished
        else "",
    )
    return exported.article(path, "", meta, today=today, html=html, ways=ways)


FORMAT = SourceFormat(name="linkedin", title="LinkedIn's export", recognise=_recognise, read=_read)
