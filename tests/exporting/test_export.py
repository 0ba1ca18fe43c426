"""What `export` writes: nothing that is hidden, and what comes in again is the same."""

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from cto_portfolio.authoring import schemas
from cto_portfolio.cli import main
from cto_portfolio.frameworks import load as load_framework

SHARED = Path(__file__).parents[3] / "shared"
ENTRIES = {
    "plain.md": """\
---
kind: article
title: "Plain: “words”"
date: 2024-03
summary: A sentence.
notes: HIDDEN-notes
tags: [ops, "a, b"]
---

See [the secret](secret.md) and [the other](queue.md).

<!-- private -->
HIDDEN-passage
<!-- /private -->
""",
    "secret.md": (
        "---\nkind: article\ntitle: HIDDEN-secret\ndate: 2024\nvisibility: private\n---\nx\n"
    ),
    "draft.md": "---\nkind: article\ntitle: HIDDEN-draft\ndate: 2024\ndraft: true\n---\nx\n",
    "unlisted.md": (
        "---\nkind: article\ntitle: HIDDEN-unlisted\ndate: 2024\nvisibility: unlisted\n---\nx\n"
    ),
    "future.md": "---\nkind: article\ntitle: HIDDEN-future\ndate: 2190-01-01\n---\nx\n",
    "private/folder.md": "---\nkind: article\ntitle: HIDDEN-folder\ndate: 2024\n---\nx\n",
    "queue.md": """\
---
kind: architecture-tradeoff
title: A queue in the database
date: 2023-05-02
status: superseded by [secret](newer.md)
supersedes: [older.md]
decision: PostgreSQL
criteria:
  - name: Cost
    weight: 3
options:
  - name: PostgreSQL
    scores: {Cost: 4.5}
    summary: One thing less to run.
  - name: Kafka
    scores: {Cost: 2}
with: [Ann Lee]
---

Why we did it.
""",
    "newer.md": """\
---
kind: architecture-tradeoff
title: HIDDEN-newer
date: 2024-01
visibility: private
---

x
""",
    "older.md": """\
---
kind: architecture-tradeoff
title: HIDDEN-older
date: 2020
draft: true
---

x
""",
    "words.md": """\
---
kind: recommendation
title: HIDDEN-words
date: 2024
from:
  name: HIDDEN-person
  relation: peer
---

HIDDEN-quote
""",
}


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("portfolio")
    (root / "mkdocs.yml").write_text(
        "site_name: Ines\ndocs_dir: portfolio\nplugins: [cto-portfolio]\n", encoding="utf-8"
    )
    _write(root / "portfolio/entries", ENTRIES)
    (root / "portfolio/profile.yml").write_text("name: Ines Duarte\n", encoding="utf-8")
    return root


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _run(root: Path, *arguments: str, code: int = 0) -> str:
    command = [arguments[0], "-f", str(root / "mkdocs.yml"), *arguments[1:]]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == code, result.output
    return result.stdout


def _texts(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in _files(folder))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_is_public_holds_nothing_that_is_hidden(portfolio: Path, tmp_path: Path) -> None:
    texts = [_run(portfolio, "export", "json"), _run(portfolio, "export", "resume")]
    for form in ("markdown", "madr"):
        _run(portfolio, "export", form, "--to", str(tmp_path / form))
        texts.append(_texts(tmp_path / form))
        assert all("secret" not in path.name for path in _files(tmp_path / form))

    found = "\n".join(texts)
    assert "A queue in the database" in found
    assert "HIDDEN" not in found
    assert "secret.md" not in found
    assert "newer.md" not in found
    assert "older.md" not in found


def test_all_leaves_with_private_alone(portfolio: Path, tmp_path: Path) -> None:
    text = _run(portfolio, "export", "json", "--private")
    _run(portfolio, "export", "markdown", "--private", "--to", str(tmp_path / "all"))

    for found in (text, _texts(tmp_path / "all")):
        for name in (
            "notes",
            "passage",
            "secret",
            "draft",
            "unlisted",
            "future",
            "folder",
            "quote",
        ):
            assert f"HIDDEN-{name}" in found
    hidden = json.loads(text)["entries"]
    folder = next(one for one in hidden if one["path"] == "entries/private/folder.md")
    assert folder["front_matter"]["visibility"] == "private"


def test_other_generators_see_a_draft_in_what_is_hidden(portfolio: Path, tmp_path: Path) -> None:
    _run(portfolio, "export", "markdown", "--private", "--to", str(tmp_path / "all"))

    for path in _files(tmp_path / "all"):
        text = path.read_text(encoding="utf-8")
        is_public = path.stem in {"plain", "queue", "future"}
        assert ("\ndraft: true\n" in text) == (not is_public), path
        assert "\ndate: 2" in text


@pytest.mark.parametrize("flags", [(), ("--private",)])
def test_json_is_as_its_schema_says(portfolio: Path, flags: tuple[str, ...]) -> None:
    schema = json.loads(schemas.text("export", load_framework()))

    jsonschema.validate(json.loads(_run(portfolio, "export", "json", *flags)), schema)


def test_nothing_is_written_over(portfolio: Path, tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("mine", encoding="utf-8")

    _run(portfolio, "export", "markdown", "--to", str(tmp_path), code=1)
    _run(portfolio, "export", "json", "--to", str(tmp_path / "there.txt"), code=1)
    _run(portfolio, "export", "markdown", code=2)
    _run(portfolio, "export", "resume", "--private", code=2)

    assert _texts(tmp_path) == "mine"


def test_confidential_words_stop_an_export(portfolio: Path, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    _write(root / "portfolio/entries", ENTRIES)
    (root / "mkdocs.yml").write_text((portfolio / "mkdocs.yml").read_text(encoding="utf-8"))
    (root / "portfolio/confidential.yml").write_text("terms: [Kafka]\n", encoding="utf-8")

    result = CliRunner().invoke(main, ["export", "-f", str(root / "mkdocs.yml"), "json"])

    assert result.exit_code == 1
    assert "Kafka" not in result.stdout


WORDS = (
    *("plain", "“quoted”", "# hash", "- dash", "key: value", "'", '"', "é", "日本", "🎉", "null"),
    *("2024", "true", "{{ x }}", "*em*", "[a](b.md)", "\\", "100%", "@at", "`code`", "…", "|"),
)


def _line(random_: random.Random) -> str:
    return " ".join(random_.choice(WORDS) for _ in range(random_.randint(1, 6))) + " word"


def _entries(random_: random.Random) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number in range(40):
        kind = random_.choice(
            ["achievement", "architecture-tradeoff", "talk", "article", "recommendation"]
        )
        yield f"entry-{number}.md", dict(_meta(kind, random_))


def _meta(kind: str, random_: random.Random) -> Iterator[tuple[str, Any]]:
    yield from (("kind", kind), ("title", _line(random_)))
    yield random_.choice(
        [("date", "2024-03-05"), ("date", "2024"), ("period", "2021-03 to present")]
    )
    if random_.random() < 0.5:
        yield from (("summary", _line(random_)), ("tags", [_line(random_), _line(random_)]))
    if random_.random() < 0.3:
        yield random_.choice([("draft", True), ("visibility", "private"), ("notes", "a\n\nb: c")])
    yield "links", [{"title": _line(random_), "url": "https://example.com/a?b=c#d"}]
    yield "evidence", [{"requirement": "communication/blog", "claim": _line(random_)}]
    yield from _OF_KINDS[kind](random_).items()


_OF_KINDS: Mapping[str, Any] = {
    "achievement": lambda random_: {
        "metrics": [{"name": _line(random_), "before": 41, "after": 6.5, "unit": "min"}]
    },
    "architecture-tradeoff": lambda random_: {
        "status": random_.choice(["accepted", "superseded by ADR-0005"]),
        "criteria": [{"name": "Cost", "weight": 2}],
        "options": [{"name": _line(random_), "scores": {"Cost": 1}, "summary": _line(random_)}],
    },
    "talk": lambda random_: {"event": _line(random_), "minutes": 30, "language": "de"},
    "article": lambda random_: {
        "series": _line(random_),
        "call": {"claim": _line(random_), "check_by": "2030", "wrong_if": _line(random_)},
    },
    "recommendation": lambda random_: {
        "from": {"name": _line(random_), "relation": "peer"},
        "consent": random_.random() < 0.5,
    },
}


def _portfolio(root: Path, entries: Mapping[str, str]) -> Path:
    _write(root, {"mkdocs.yml": "site_name: I\ndocs_dir: portfolio\nplugins: [cto-portfolio]\n"})
    _write(root / "portfolio/entries", entries)
    (root / "portfolio").mkdir(exist_ok=True)
    return root


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_what_goes_out_and_comes_in_again_is_the_same(form: str, tmp_path: Path) -> None:
    random_ = random.Random(18)  # noqa: S311 - the same entries each time
    texts = {
        name: f"---\n{json.dumps(meta, ensure_ascii=False)}\n---\n\n{_line(random_)}\n\n* a\n"
        for name, meta in _entries(random_)
    }
    first = _portfolio(tmp_path / "first", texts)
    second = _portfolio(tmp_path / "second", {})
    target = tmp_path / ("out.json" if form == "json" else "out")

    before = _run(first, "export", "json", "--private")
    _run(first, "export", form, "--private", "--to", str(target))
    _run(second, "import", str(target), "--yes")

    assert len(json.loads(before)["entries"]) == len(texts)
    assert json.loads(_run(second, "export", "json", "--private")) == json.loads(before)


def test_the_sample_comes_in_again_with_its_files(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["init", "--sample", str(tmp_path / "sample")])
    second = _portfolio(tmp_path / "second", {})

    _run(tmp_path / "sample", "export", "markdown", "--to", str(tmp_path / "out"))
    _run(second, "import", str(tmp_path / "out"), "--yes")

    before = json.loads(_run(tmp_path / "sample", "export", "json"))["entries"]
    after = json.loads(_run(second, "export", "json"))["entries"]
    titles = [[entry["front_matter"]["title"] for entry in entries] for entries in (before, after)]
    assert sorted(titles[0]) == sorted(titles[1])


def test_decisions_that_came_in_go_out_with_the_same_meaning(tmp_path: Path) -> None:
    first, second = (_portfolio(tmp_path / name, {}) for name in ("first", "second"))

    _import(first, SHARED / "corpus/adr/microsoft+semantic-kernel")
    _run(first, "export", "madr", "--private", "--to", str(tmp_path / "out"))
    _import(second, tmp_path / "out")

    before, after = (_decisions(root) for root in (first, second))
    assert before
    assert after == before


def _import(root: Path, source: Path) -> None:
    command = [
        "import",
        "-f",
        str(root / "mkdocs.yml"),
        str(source),
        "--from",
        "decisions",
        "--yes",
    ]
    CliRunner().invoke(main, command)


def _decisions(root: Path) -> dict[str, Any]:
    entries = json.loads(_run(root, "export", "json", "--private"))["entries"]
    return {
        PurePosixPath(entry["path"]).name: (entry["front_matter"], entry["body"])
        for entry in entries
    }
