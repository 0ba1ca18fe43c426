"""What becomes of sources: each file in `cases/` is a sentence, some files, and what is expected.

`source` are the files that an author has elsewhere; a text that begins with `base64:` stands for
bytes. `expected` holds what they are taken for, the entries, the report, and what `check` has
against the entries. `pytest --update-golden` rewrites it.
"""

import base64
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from cto_portfolio.importing import formats, original, plan
from cto_portfolio.importing.plan import Destination
from cto_portfolio.publishing.release import release
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.reports import imports as report
from tests.support import project

CASES = sorted(Path(__file__).with_name("cases").glob("*.yml"))
_BYTES = "base64:"


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _draw(root: Path, source: dict[str, str]) -> None:
    for name, text in source.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        is_bytes = text.startswith(_BYTES)
        path.write_bytes(base64.b64decode(text[len(_BYTES) :]) if is_bytes else text.encode())


def _becomes(root: Path, docs_dir: Path) -> dict[str, Any]:
    with original.opened(root) as opened:
        source, recognition = next(formats.recognised(opened))
        destination = Destination(docs_dir=docs_dir, visibility=source.visibility, brought={})
        made = plan.make(source.read(opened, project.TODAY), opened, source.name, destination)
    texts: dict[PurePosixPath, str | bytes | None] = {
        planned.path: planned.text for planned in made.planned
    }
    files = {path: None for planned in made.planned for path in planned.beside}
    found = release({**texts, **files}, Settings(), today=project.TODAY)
    lines = f"{report.plan_text(made)}\n{report.account_text(made)}"
    return {
        "taken_for": f"{source.name}, because {recognition.reason}",
        "report": [line for line in lines.split("\n") if line],
        "entries": {str(path): text for path, text in texts.items()},
        "problems": [f"{problem.severity}: {problem}" for problem in found.problems],
        **({"beside": sorted(map(str, files))} if files else {}),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_becomes_what_is_expected(case: Path, tmp_path: Path, *, update_golden: bool) -> None:
    content = yaml.safe_load(case.read_text(encoding="utf-8"))
    root = tmp_path / "source"
    _draw(root, content["source"])
    actual = _becomes(root, tmp_path / "portfolio")
    if update_golden:
        golden = {"source": content["source"], "expected": actual}
        text = yaml.dump(golden, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=96)
        case.write_text(text, encoding="utf-8")

    assert content.get("expected") == actual
