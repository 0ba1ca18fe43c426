"""What becomes of a source: each file in `sources/` is a sentence, files, and what is expected.

`files` lie in a folder that is brought in (or `path` of it). `expected` holds what it is taken for,
the entries, and what is said of each: guessed, dropped, to be filled in, refused.
`pytest --update-golden` rewrites it.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from cto_portfolio.importing import formats, original, plan
from cto_portfolio.importing.plan import Destination
from cto_portfolio.reports import imports as report

CASES = sorted(Path(__file__).with_name("sources").glob("*.yml"))
TODAY = dt.date(2026, 11, 21)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _yields(files: dict[str, str], path: Path, folder: Path) -> dict[str, Any]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    with original.opened(folder / path) as opened:
        source, recognition = next(iter(formats.recognised(opened)))
        made = plan.make(
            source.read(opened, TODAY),
            opened,
            source.name,
            Destination(docs_dir=folder / "portfolio", brought={}),
        )
    return {
        "format": source.name,
        "because": recognition.reason,
        "entries": {str(planned.path): planned.text for planned in made.planned},
        "said": report.account_text(made).split("\n") if made.planned else [],
        "refused": [f"{one.origin}:{one.line}: {one.message}" for one in made.refused],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_becomes_what_is_expected(case: Path, tmp_path: Path, *, update_golden: bool) -> None:
    content = yaml.safe_load(case.read_text(encoding="utf-8"))
    actual = _yields(content["files"], Path(content.get("path", ".")), tmp_path)
    if update_golden:
        golden = {**content, "expected": actual}
        text = yaml.dump(golden, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=96)
        case.write_text(text, encoding="utf-8")

    assert content.get("expected") == actual
