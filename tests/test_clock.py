"""The author's day: where it is said, and what is told of it."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mkdocs.config.base import load_config

from cto_portfolio import clock
from cto_portfolio.cli import main
from cto_portfolio.engines import mkdocs_settings
from cto_portfolio.engines.mkdocs_settings import PluginConfig
from cto_portfolio.problems import PortfolioError
from tests.support import project
from tests.support.project import entry

LATE = "1795809600"
"""27 November 2026, 20:00 UTC: the 28th in Auckland."""


@pytest.fixture(autouse=True)
def _late(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATE)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize(
    ("timezone", "day"),
    [(None, 27), ("Pacific/Auckland", 28), ("America/Los_Angeles", 27), ("UTC", 27)],
)
def test_the_day_is_that_of_the_zone(timezone: str | None, day: int) -> None:
    assert clock.today(timezone) == dt.date(2026, 11, day)


@pytest.mark.parametrize("epoch", ["soon", "1.5", "9" * 30])
def test_a_time_that_is_none_is_said(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    with pytest.raises(PortfolioError, match="no number of seconds"):
        clock.today("Europe/Berlin")


def test_without_a_zone_it_is_that_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("TZ", "Pacific/Auckland")

    assert clock.place(None) == "Pacific/Auckland"
    assert clock.place("Europe/Berlin") == "Europe/Berlin"


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("europe/berlin", "did you mean 'Europe/Berlin'?"),
        ("Berlin", "did you mean 'Europe/Berlin'?"),
        ("new york", "did you mean 'America/New_York'?"),
        ("Europe/Berlim", "did you mean 'Europe/Berlin'?"),
        ("+02:00", "write it as Europe/Berlin"),
        ("Europe", "did you mean"),
    ],
)
def test_the_nearest_zone_is_named(written: str, instead: str) -> None:
    assert instead in (clock.why_unknown(written) or "")


@pytest.mark.parametrize("timezone", ["Pacific/Auckland", None])
def test_commands_have_the_day_of_the_author(timezone: str | None, tmp_path: Path) -> None:
    options = {"timezone": timezone} if timezone else {}
    project.draw(tmp_path, {"entries/a.md": entry("article", date="2026-11-28")}, options=options)

    written = Path(run("new", "article", "Written now").stdout.strip())
    checked = run("check").output

    assert f"date: 2026-11-{28 if timezone else 27}" in written.read_text(encoding="utf-8")
    waits = "is not published before 2026-11-28 (it is 2026-11-27 in UTC)"
    assert (waits in checked) is (timezone is None)


def test_a_day_to_come_names_the_zone(tmp_path: Path) -> None:
    project.draw(tmp_path, {}, options={"timezone": "America/Los_Angeles"})

    told = run("new", "article", "To come", "--date", "2026-11-28").stderr
    asked = run("coverage", "--since", "2026-11-28").stderr

    assert "(it is 2026-11-27 in America/Los_Angeles)" in told
    assert "it is 2026-11-27 in America/Los_Angeles" in asked


def test_an_engine_reads_the_same_zone(tmp_path: Path) -> None:
    project.draw(tmp_path, {}, options={"timezone": "Berlin"})
    options = PluginConfig()
    options.load_dict({"timezone": "Berlin"})
    options.validate()

    with pytest.raises(PortfolioError) as raised:
        mkdocs_settings.of(load_config(str(tmp_path / "mkdocs.yml")), options)

    assert "bad-value: 'timezone': 'Berlin' is no time zone" in str(raised.value)
