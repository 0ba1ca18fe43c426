"""Talks and résumés that nobody of this project wrote: what is right of each, by family."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from cto_portfolio.importing import formats, original, plan
from cto_portfolio.importing.plan import Destination, ImportPlan

CORPUS = Path(__file__).parents[3] / "shared/corpus"
TODAY = dt.date(2026, 11, 21)
PYVIDEO = sorted((CORPUS / "talks/pyvideo+data").rglob("*.json"))
RESUMES = [
    path for path in sorted((CORPUS / "resumes").rglob("*.json")) if path.name != "schema.json"
]


def _plan(path: Path, tmp_path: Path) -> tuple[str, ImportPlan]:
    with original.opened(path) as opened:
        source, _ = next(iter(formats.recognised(opened)))
        destination = Destination(docs_dir=tmp_path, brought={})
        return source.name, plan.make(source.read(opened, TODAY), opened, source.name, destination)


def _talks(path: Path, tmp_path: Path) -> list[tuple[str, str, str]]:
    """Return kind, title and date of each."""
    name, made = _plan(path, tmp_path)
    assert name in {"talks", "pyvideo"}
    assert not made.refused
    metas = (planned.incoming.meta for planned in made.planned)
    return [
        (meta["kind"], str(meta["title"]), meta["date"].iso if "date" in meta else "")
        for meta in metas
    ]


def _share(found: list[bool]) -> float:
    return sum(found) / len(found)


def test_records_of_pyvideo_are_right(tmp_path: Path) -> None:
    right = []
    for path in PYVIDEO:
        record = json.loads(path.read_text(encoding="utf-8"))
        expected = [("talk", " ".join(record["title"].split()), record["recorded"])]
        right.append(_talks(path, tmp_path) == expected)

    assert _share(right) >= 0.97


def _expected(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the mappings of a list that have a title, as a reader finds them."""
    if isinstance(value, list):
        for item in value:
            yield from _expected(item)
    elif isinstance(value, dict):
        versions = value.get("versions")
        if isinstance(versions, list):
            yield from ({**value, **version} for version in versions)
        elif {"title", "Title", "name"} & value.keys():
            yield value
        else:
            for inner in value.values():
                yield from _expected(inner)


@pytest.mark.parametrize(
    "name",
    [
        *("MeFoDy+mefody.dev/src/data/talks.json", "mdlayher+talks/talks.json"),
        "philhawksworth+hawksworx.com/src/site/_data/old-speaking.json",
        "philhawksworth+hawksworx.com/src/site/_data/speaking-legacy.json",
        "benjystanton+benjystanton.github.io/src/_data/speaking.yml",
        "brikis98+yevgeniy-brikman-homepage/_data/speaking.yml",
    ],
)
def test_lists_of_talks_are_whole(name: str, tmp_path: Path) -> None:
    text = (CORPUS / "talks" / name).read_text(encoding="utf-8")
    loaded = json.loads(text) if name.endswith(".json") else next(yaml.safe_load_all(text))
    titles = [
        " ".join(str(one.get("title") or one.get("Title") or one.get("name")).split())
        for one in _expected(loaded)
    ]

    found = _talks(CORPUS / "talks" / name, tmp_path)

    assert sorted(title for _, title, _ in found) == sorted(titles)
    assert {kind for kind, _, _ in found} == {"talk"}
    assert _share([bool(date) for _, _, date in found]) >= 0.97


@pytest.mark.parametrize("path", RESUMES, ids=lambda path: path.name)
def test_nothing_of_a_resume_is_lost(path: Path, tmp_path: Path) -> None:
    name, made = _plan(path, tmp_path)
    said = "\n".join(_texts(made))

    assert name == "jsonresume"
    value = json.loads(path.read_text(encoding="utf-8"))
    for text in _strings(value):
        assert _plain(text) in _plain(said), text
    highlights = [line for job in value.get("work", ()) for line in job.get("highlights", ())]
    kinds = [planned.incoming.meta.get("kind") for planned in made.planned]
    assert kinds.count("achievement") >= len(highlights)


def _texts(made: ImportPlan) -> Iterator[str]:
    for planned in made.planned:
        yield planned.text
        yield from (left_out.quotation for left_out in planned.incoming.account.dropped)
        yield from (kept.source for kept in planned.incoming.account.kept)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _plain(text: str) -> str:
    """Return letters and digits alone: quotes, line ends and marks may be written otherwise."""
    return re.sub(r"[\W_]+", "", text.casefold())
