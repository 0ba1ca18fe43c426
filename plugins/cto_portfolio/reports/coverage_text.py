"""The coverage for a terminal: what to see to first on top, every requirement with its entries.

It knows no terminal: how wide the text may be, and whether it may be coloured, is passed in. A
status is said by a word and a mark; colour only repeats it.
"""

import io
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from cto_portfolio import wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.coverage.changes import Changes
from cto_portfolio.coverage.evidence import Evidence
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import Area, Status
from cto_portfolio.reports import coverage as words
from cto_portfolio.reports import nearest
from cto_portfolio.reports.coverage import MARKS, Report

MIN_WIDTH = 60
_WIDE = 140
"""From here on everything about a requirement fits on one line."""
_FACTS = len("Sep 2026, measured and corroborated")
_AGED = len("  Sep 2026  23 months, stale")
_MOST_FIRST = 6
_MOST_ENTRIES = 6
_MOST_BEARERS = 5
_MOST_NEW = 10
_STYLES = {
    Status.GAP: "bold red",
    Status.THIN: "yellow",
    Status.COVERED: "green",
    Status.STRONG: "bold green",
}


def build(report: Report, *, width: int, is_styled: bool) -> str:
    """Return the report in lines that are no longer than `width`; below 60 they would not read."""
    width = max(width, MIN_WIDTH)
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=is_styled,
        color_system="standard" if is_styled else None,
        legacy_windows=False,
        _environ={},
    )
    page = _Page(report=report, console=console, width=width)
    lines = [line for block in page.blocks() for line in (*block, Text())]
    with console.capture() as captured:
        for line in lines[:-1]:
            line.rstrip()
            console.print(line, no_wrap=True, overflow="ellipsis", highlight=False)
    return captured.get().rstrip("\n")


class _Page:
    """The blocks of a report, each a few lines; between them stands an empty one."""

    def __init__(self, *, report: Report, console: Console, width: int) -> None:
        self._report = report
        self._console = console
        self._width = width
        self._ids = max((cell_len(row.requirement.id) for row in report.rows), default=0)
        marked = [_path(one) for row in report.rows for one in row.evidence]
        titles = [one.entry.meta.title for row in report.rows for one in row.evidence]
        self._titles = max(map(cell_len, titles), default=0)
        self._paths = min(max(map(cell_len, marked), default=0), 44 if width < _WIDE else 64)

    def blocks(self) -> Iterator[list[Text]]:
        report = self._report
        yield self._summary()
        if report.shortfalls:
            yield self._first()
        if report.changes:
            yield self._changes(report.changes)
        for area in report.areas:
            yield self._area(area)
        if report.concentrations:
            yield self._concentrations()
        if report.ahead:
            yield self._ahead()
        yield self._end()

    def _summary(self) -> list[Text]:
        report = self._report
        headline = f"CTO coverage on {wording.date(report.today)}: {words.headline(report)}"
        names = max((cell_len(area.name) for area in report.areas), default=0)
        lines = [*self._wrapped(headline, style="bold"), Text()]
        for area in report.areas:
            rows = report.of_area(area)
            covered = sum(row.is_covered for row in rows)
            line = Text(f"  {_padded(area.name, names)}  {covered:>2} of {len(rows):<2} covered  ")
            for row in rows:
                line.append(MARKS[row.status], _STYLES[row.status])
            lines.append(line)
        return lines

    def _first(self) -> list[Text]:
        found = words.first(self._report)
        lines = [Text("See to first", "bold")]
        for one in found[:_MOST_FIRST]:
            lines.append(
                Text.assemble(
                    (f"  {MARKS[one.row.status]} ", _STYLES[one.row.status]),
                    _shown(one.row.requirement.id),
                    f": {one.lack}" if one.row.is_gap else f": {one.lack}, {one.reason}",
                )
            )
            lines += self._wrapped(wording.sentence(one.remedy), lead="      ")
        if len(found) > _MOST_FIRST:
            lines.append(Text(f"  and {len(found) - _MOST_FIRST} more, marked > below"))
        return lines

    def _changes(self, changes: Changes) -> list[Text]:
        before, after = (
            wording.number(round(one, 1)) for one in (changes.share_before, changes.share_after)
        )
        title = f"Since {wording.date(changes.since)}: {before}% covered then, {after}% now"
        lines = [Text(title, "bold")]
        for one in changes.requirements:
            lines += self._wrapped(f"{one.after.requirement.id}: {words.turned(one)}", indent=2)
        if not changes.requirements:
            lines.append(Text("  No requirement has changed."))
        lines.append(Text(f"  {wording.count(len(changes.entries), 'new entry', 'new entries')}"))
        lines += [self._dated(entry) for entry in changes.entries[:_MOST_NEW]]
        if len(changes.entries) > _MOST_NEW:
            lines.append(Text(f"    and {len(changes.entries) - _MOST_NEW} before them"))
        return lines

    def _area(self, area: Area) -> list[Text]:
        rows = self._report.of_area(area)
        covered = sum(row.is_covered for row in rows)
        title = Text(area.name, "bold")
        title.append(
            f": {covered} of {len(rows)} covered; expects {area.expects}, "
            f"fresh for {wording.count(area.fresh_months, 'month')}",
            "not bold",
        )
        return [title, *(line for row in rows for line in self._requirement(row))]

    def _requirement(self, row: Row) -> Iterator[Text]:
        yield from self._standing(row)
        for one in self._report.lacked_by(row):
            yield from self._wrapped(f"{one.lack}: {one.reason}; {one.remedy}", lead="    > ")
        for near in self._report.near.get(row.requirement.id, ()):
            yield from self._wrapped(f"nearest: {nearest.place(near)}", lead="    ~ ")
            yield from self._wrapped(nearest.command(near), lead="      ")
        for evidence in row.evidence[:_MOST_ENTRIES]:
            yield from self._entry(evidence)
        if len(row.evidence) > _MOST_ENTRIES:
            yield Text(f"    and {len(row.evidence) - _MOST_ENTRIES} older; --format json has all")

    def _standing(self, row: Row) -> Iterator[Text]:
        """Yield status, age, strength and channel: on one line where there is room."""
        style = _STYLES[row.status]
        name = _padded(row.requirement.id, self._ids)
        status = (f"{row.status.value:7}", style)
        line = Text.assemble((f"{MARKS[row.status]} ", style), name, "  ", status)
        if row.newest is None:
            yield line
            return
        newest = row.newest.span.latest.short_name
        age = f"{words.age(row, self._report.today)}{', stale' if row.is_stale else ''}"
        strength, channels = words.strength(row), words.channels(row)
        if self._width >= _WIDE:
            yield line.append(f"  {newest}  {age:16}  {strength:25}  {channels}")
        elif cell_len(line.plain) + _AGED <= self._width:
            yield line.append(f"  {newest}  {age}")
            yield from self._wrapped(f"{strength}; {channels}", indent=4)
        else:
            yield line
            yield from self._wrapped(f"{newest}, {age}; {strength}; {channels}", indent=4)

    def _entry(self, evidence: Evidence) -> Iterator[Text]:
        """Yield the path, which is never cut, and the title beside or below it."""
        path, title = _path(evidence), _shown(evidence.entry.meta.title)
        if self._width >= _WIDE:
            facts = f"{evidence.entry.span.latest.short_name}, {words.evidence_strength(evidence)}"
            left = self._width - self._paths - _FACTS - 8
            title = f"{_fitted(title, min(left, self._titles))}  {facts}"
        if cell_len(path) <= self._paths:
            yield Text(f"    {_padded(path, self._paths)}  ", "dim").append(title, "not dim")
        else:
            yield from self._wrapped(path, indent=4)
            yield Text(f"      {title}")

    def _dated(self, entry: Entry) -> Text:
        path = _padded(f"{_shown(str(entry.path))}{words.mark(entry)}", self._paths)
        return Text(f"    {entry.span.latest.iso:10}  {path}  {_shown(entry.meta.title)}")

    def _concentrations(self) -> list[Text]:
        lines = [Text("Concentration", "bold")]
        for one in self._report.concentrations[:_MOST_BEARERS]:
            lines += self._wrapped(words.concentrated(one, self._report), lead="  ! ")
        return lines

    def _ahead(self) -> list[Text]:
        lines = [Text("Not counted yet: dated in the future", "bold")]
        return [*lines, *(self._dated(entry) for entry in self._report.ahead)]

    def _end(self) -> list[Text]:
        legend = ", ".join(f"{mark} {status.value}" for status, mark in MARKS.items())
        rows = self._report.rows
        said = f"{wording.count(len(rows), 'requirement')}: {words.total(rows)}"
        said = f"{said}; {words.share(rows)} covered."
        return [Text(legend, "dim"), *self._wrapped(said, style="bold")]

    def _wrapped(
        self, text: str, *, indent: int = 0, lead: str = "", style: str = ""
    ) -> Sequence[Text]:
        """Return text in lines; those after the first stand below its first word."""
        start = lead or " " * indent
        room = self._width - len(start) - (2 if lead == "" and indent else 0)
        wrapped = Text(_shown(text), style).wrap(self._console, room)
        hang = " " * (len(start) + (2 if lead == "" and indent else 0))
        return [
            Text.assemble(start if index == 0 else hang, line) for index, line in enumerate(wrapped)
        ]


def _path(evidence: Evidence) -> str:
    return f"{_shown(str(evidence.entry.path))}{words.marks(evidence)}"


def _shown(text: str) -> str:
    """Return text without what a terminal would obey; file names may hold anything."""
    return "".join(one if one.isprintable() else "?" for one in text)


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - cell_len(text))


def _fitted(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return _padded(text, width)
    return _padded(f"{set_cell_size(text, width - 1).rstrip()}…", width)
