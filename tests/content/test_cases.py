"""What a portfolio yields: each file in `cases/` is a sentence, some files, and what is expected.

`files` is the very argument of `portfolio.parse` (null: the file is only there). `expected` holds
the problems and notices, the evidence by requirement with its status, the entries with a page and
in lists, the files that must not reach the site, and the redirects and packets, if there are any.
`pytest --update-golden` rewrites it.
"""

import datetime as dt
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from cto_portfolio.coverage import matrix
from cto_portfolio.publishing.release import release
from cto_portfolio.publishing.settings import Settings

CASES = sorted(Path(__file__).with_name("cases").glob("*.yml"))
TODAY = dt.date(2026, 11, 21)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _yields(files: dict[str, str | bytes | None]) -> dict[str, Any]:
    found = release(
        {PurePosixPath(path): content for path, content in files.items()},
        Settings(address="https://ada.example.com/"),
        today=TODAY,
    )
    parsed = found.portfolio
    redirects = {str(one.path): one.url for one in found.redirects}
    rows = matrix.measure(parsed.entries, parsed.framework, today=TODAY).rows
    return {
        "problems": [
            f"{problem.severity}: {problem}" for problem in (*found.problems, *found.notices)
        ],
        "coverage": {row.requirement.id: _evidence(row) for row in rows if not row.is_gap},
        "published": [str(entry.path) for entry in parsed.published],
        "listed": [str(entry.path) for entry in parsed.listed],
        "hidden": list(map(str, found.hidden)),
        **({"redirects": redirects} if redirects else {}),
        **({"packets": [one.name for one in parsed.packets]} if parsed.packets else {}),
    }


def _evidence(row: matrix.Row) -> str:
    entries = ", ".join(
        f"{one.entry.path.stem}{' (implied)' if one.is_implied else ''}" for one in row.evidence
    )
    stale = ", stale" if row.is_stale else ""
    channels = "+".join(row.channels)
    return f"{row.status}{stale}, {row.strength}, {channels}: {entries}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_yields_what_is_expected(case: Path, *, update_golden: bool) -> None:
    content = yaml.safe_load(case.read_text(encoding="utf-8"))
    actual = _yields(content["files"])
    if update_golden:
        golden = {"files": content["files"], "expected": actual}
        text = yaml.dump(golden, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=96)
        case.write_text(text, encoding="utf-8")

    assert content["expected"] == actual
