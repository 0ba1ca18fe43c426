"""From nothing to a site that can be published, typed as a person does; `pytest -s` shows times."""

from pathlib import Path

from bench import walk


def test_a_person_comes_from_nothing_to_a_site_that_can_be_published(tmp_path: Path) -> None:
    print(f"\n{walk.report(walk.walk(tmp_path))}")  # noqa: T201 - reported, not asserted

    site = tmp_path / "me" / "site"
    assert "Ada Example" in (site / "index.html").read_text("utf-8")
    assert (site / "entries" / "deploys-in-six-minutes" / "index.html").is_file()
    assert (tmp_path / "me" / ".github" / "workflows" / "publish.yml").is_file()
