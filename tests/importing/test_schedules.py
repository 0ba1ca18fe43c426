"""Of a conference's schedule only the author's own talks come in, if it names the author."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cto_portfolio.cli import main


def _session(title: str, *speakers: str) -> dict[str, object]:
    return {
        "title": title,
        "startsAt": "2025-05-01T10:00:00",
        "isServiceSession": False,
        "speakers": [{"name": name} for name in speakers],
    }


SCHEDULE = {
    "sessions": [
        _session("Deploys nobody notices", "Ines Duarte", "Ann Lee"),
        _session("What a rewrite costs", "Ann Lee"),
        _session("Lightning talks"),
    ]
}


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ines Duarte", {"deploys-nobody-notices", "lightning-talks"}),
        ("Bo Else", {"deploys-nobody-notices", "lightning-talks", "what-a-rewrite-costs"}),
    ],
)
def test_talks_of_others_stay_out(author: str, expected: set[str], tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: I\ndocs_dir: portfolio\nplugins: [cto-portfolio]\n", encoding="utf-8"
    )
    (tmp_path / "portfolio").mkdir()
    (tmp_path / "portfolio/profile.yml").write_text(f"name: {author}\n", encoding="utf-8")
    (tmp_path / "all.json").write_text(json.dumps(SCHEDULE), encoding="utf-8")

    result = CliRunner().invoke(
        main,
        ["import", "-f", str(tmp_path / "mkdocs.yml"), str(tmp_path / "all.json"), "--yes"],
    )

    assert result.exit_code == 0, result.output
    assert {path.stem for path in (tmp_path / "portfolio/entries").iterdir()} == expected
    assert ("Ann Lee gave it, and not you" in result.output) == (author == "Ines Duarte")
