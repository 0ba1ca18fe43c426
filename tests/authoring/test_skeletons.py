"""What a new entry explains: once its prompts are answered, it is well."""

import datetime as dt
import re
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

from cto_portfolio import dates, frameworks
from cto_portfolio.authoring import skeletons
from cto_portfolio.content.entry import Kind
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.problems import Severity
from cto_portfolio.publishing.release import release
from cto_portfolio.publishing.settings import Settings

TODAY = dt.date(2026, 11, 21)
BESIDE = {
    "diagram.svg": "<svg/>",
    "slide-1.png": "",
    "slides.pdf": "",
    "talk.vtt": "WEBVTT\n",
    "older.md": "---\nkind: architecture-tradeoff\ntitle: Older\ndate: 2020\n---\n\nWe chose.\n",
}
"""What the examples in skeletons name."""
OPTIONAL_KEY = re.compile(r"^( *)# ( *(?:- )?[a-z_]+:.*)$", re.MULTILINE)
IN_WORDS = {"decision": "PostgreSQL, for its cost"}
"""Answers that must fit others."""


def begun(kind: Kind, written: str = "2026-05") -> str:
    span = dates.span(written)
    assert span
    return skeletons.build(
        skeletons.Draft(kind=kind, title="On queues", span=span), frameworks.load()
    )


def answered(text: str, *, consent: bool = True) -> str:
    """Answer each prompt, as somebody would who thinks of nothing."""
    _, head, body = text.split("---\n", 2)
    meta = _answer(yaml.safe_load(head), "")
    assert isinstance(meta, dict)
    meta = {key: value for key, value in meta.items() if key != "draft"}
    if "consent" in meta:
        meta["consent"] = consent
    asked = re.sub(r"^(## .*)$", r"\1\n\nAnswered.", body, flags=re.MULTILINE)
    said = re.sub(r"^[A-Z].*\.$", "Answered.", asked, flags=re.MULTILINE)
    return f"---\n{yaml.safe_dump(meta, sort_keys=False)}---\n{said}"


def _answer(value: object, key: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(value, dict):
        return {name: _answer(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_answer(item, key) for item in value]
    if value == "https://":
        return "https://example.com/"
    is_asked = value is None or (isinstance(value, str) and value.endswith("?"))
    return IN_WORDS.get(key, "Answered.") if is_asked else value


def problems(text: str) -> list[str]:
    """Return what a strict build stops at."""
    files = {"entries/a.md": text, **{f"entries/{name}": one for name, one in BESIDE.items()}}
    found = release(
        {PurePosixPath(path): content for path, content in files.items()},
        Settings(address="https://ada.example.com/"),
        today=TODAY,
    )
    return [str(one) for one in found.problems if one.severity is not Severity.NOTICE]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_a_new_entry_is_well_before_it_is_answered(kind: Kind) -> None:
    assert problems(begun(kind)) == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
@pytest.mark.parametrize("written", ["2026-05-04", "2026", "2024-03 to present"])
def test_answered_it_may_be_published(kind: Kind, written: str) -> None:
    assert problems(answered(begun(kind, written))) == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_so_may_one_with_every_key_that_it_explains(kind: Kind) -> None:
    text = OPTIONAL_KEY.sub(r"\1\2", begun(kind))

    assert "links:" in text.split("# links:")[0]
    assert problems(answered(text)) == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_published_with_its_prompts_it_stops_a_strict_build(kind: Kind) -> None:
    finished = re.sub(r"^draft: true.*\n", "", begun(kind), flags=re.MULTILINE)
    prompts = [line for line in kind.questions.splitlines() if line]

    found = problems(finished)

    assert len(found) >= len(prompts)
    assert all("unanswered" in one for one in found)
    assert all(any(prompt.lstrip("# ") in one for one in found) for prompt in prompts)
