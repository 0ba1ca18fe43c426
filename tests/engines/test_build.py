"""Whole builds, for what only they can show."""

import csv
import gzip
import os
import re
from pathlib import Path

import pytest
import yaml

from cto_portfolio.coverage import matrix
from cto_portfolio.engines import settings
from cto_portfolio.publishing import release
from tests.support import photo, project
from tests.support.project import entry

CORPUS = project.SHARED / "corpus"
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir() and not os.environ.get("CI"),
    reason=f"the real documents are not there: {CORPUS}",
)

TRADEOFF = {
    "decision": "Queue",
    "criteria": [{"name": "Cost", "weight": 2}],
    "options": [{"name": "Queue", "scores": {"Cost": 4}}, {"name": "Bus", "scores": {"Cost": 1}}],
}
ONE_OF_EACH = {
    "entries/deploys.md": entry(evidence=["trends/process"], tags=["speed"]),
    "entries/queue.md": entry("architecture-tradeoff", TRADEOFF, title="Queue or bus"),
    "entries/keynote.md": entry("talk", title="On queues", event="Example Days"),
    "entries/essay.md": entry("article", title="On writing"),
    "entries/from-bo.md": entry(
        "recommendation", {"from": {"name": "Bo Example", "relation": "report"}}, consent=True
    ),
    "profile.yml": "name: Ada Example\nheadline: Engineer\n",
}


def test_one_of_each_kind_builds_strictly_with_both_sorts_of_url(tmp_path: Path) -> None:
    for directory_urls in (True, False):
        root = tmp_path / str(directory_urls)
        root.mkdir()
        project.draw(root, ONE_OF_EACH, config={"use_directory_urls": directory_urls})

        built = project.build(root, "--strict")

        assert built.returncode == 0, built.stderr
        page = "queue/index.html" if directory_urls else "queue.html"
        assert "Queue or bus" in (root / "site/entries" / page).read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    project.draw(tmp_path, ONE_OF_EACH)

    project.build(tmp_path)
    first = project.bytes_of(tmp_path / "site")
    project.build(tmp_path)

    assert first == project.bytes_of(tmp_path / "site")


def test_a_portfolio_without_entries_builds_strictly(tmp_path: Path) -> None:
    project.draw(tmp_path, {})

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
    assert "Ada Example" in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_a_failed_build_leaves_the_last_good_site(tmp_path: Path) -> None:
    project.draw(tmp_path, ONE_OF_EACH)
    project.build(tmp_path, "--strict")
    (tmp_path / "site/.nojekyll").touch()
    good = project.bytes_of(tmp_path / "site")
    (tmp_path / "portfolio/entries/deploys.md").write_text("oh no", encoding="utf-8")

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 1
    assert "portfolio/entries/deploys.md:1: no-front-matter:" in built.stderr
    assert project.bytes_of(tmp_path / "site") == good
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".cache",
        "mkdocs.yml",
        "portfolio",
        "site",
    ]


def test_what_the_author_put_into_the_site_folder_stays(tmp_path: Path) -> None:
    project.draw(tmp_path, ONE_OF_EACH)
    project.build(tmp_path)
    (tmp_path / "site/.git").write_text("gitdir: elsewhere", encoding="utf-8")
    (tmp_path / "site/gone.html").touch()

    project.build(tmp_path)

    assert (tmp_path / "site/.git").read_text(encoding="utf-8") == "gitdir: elsewhere"
    assert not (tmp_path / "site/gone.html").exists()


def test_a_framework_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    project.draw(tmp_path, ONE_OF_EACH, options={"frameworks": ["five-aeras"]})

    built = project.build(tmp_path)

    assert built.returncode == 1
    assert "no framework 'five-aeras'; did you mean 'five-areas'?" in built.stderr
    assert "Traceback" not in built.stderr


def test_requirements_of_ones_own_are_on_the_site(tmp_path: Path) -> None:
    files = {**ONE_OF_EACH, "entries/safe.md": entry(evidence=["security/breaches"])}
    project.draw(tmp_path, files, options={"frameworks": ["five-areas", "ours.yml"]})
    (tmp_path / "ours.yml").write_text(
        "areas:\n- {id: security, name: Security, summary: keeping it safe, stance: Told.}\n"
        "requirements:\n- {id: breaches, area: security, name: Breaches, asks: Had none.}\n",
        encoding="utf-8",
    )

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
    assert "Breaches" in (tmp_path / "site/areas/security/index.html").read_text(encoding="utf-8")


def test_gaps_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    project.draw(tmp_path, ONE_OF_EACH)
    project.build(tmp_path)
    page = tmp_path / "site/coverage/index.html"
    without = page.read_text(encoding="utf-8")
    project.draw(tmp_path, ONE_OF_EACH, options={"show_gaps": True})
    project.build(tmp_path)

    assert "Active listening" not in without
    assert "Active listening" in page.read_text(encoding="utf-8")


def test_another_framework_gets_a_page_when_asked_for(tmp_path: Path) -> None:
    """With public evidence alone, and with gaps only where gaps are shown."""
    files = {
        **ONE_OF_EACH,
        "entries/secret.md": entry(
            title="Quillfeather", visibility="private", evidence=["talent/hire-talent"]
        ),
    }
    page = tmp_path / "site/frameworks/tour-of-duty/index.html"
    project.draw(tmp_path, files)
    project.build(tmp_path, "--strict")
    assert not page.exists()
    project.draw(tmp_path, files, options={"publish_frameworks": ["tour-of-duty"]})

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
    text = (tmp_path / "site/coverage/index.html").read_text(encoding="utf-8")
    assert '<a href="../frameworks/tour-of-duty/">Tour of Duty</a>' in text
    text = page.read_text(encoding="utf-8")
    assert '<a href="../../entries/deploys/">Deploys in six minutes</a>' in text
    assert "Organizational development" in text
    assert "Cross-functional collaboration" not in text
    assert "Nothing published yet" not in text
    assert "% asked" not in text
    assert "Quillfeather" not in text
    options = {"publish_frameworks": ["tour-of-duty"], "show_gaps": True}
    project.draw(tmp_path, files, options=options)
    project.build(tmp_path, "--strict")
    with_gaps = page.read_text(encoding="utf-8")
    assert "Cross-functional collaboration" in with_gaps
    assert "30% asked" in with_gaps
    assert "Quillfeather" not in with_gaps


def test_another_framework_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    project.draw(tmp_path, ONE_OF_EACH, options={"publish_frameworks": ["tour-of-dutty"]})

    built = project.build(tmp_path)

    assert built.returncode == 1
    assert "no framework 'tour-of-dutty'; did you mean 'tour-of-duty'?" in built.stderr
    assert "Traceback" not in built.stderr


def test_what_the_engine_leaves_out_stays_out(tmp_path: Path) -> None:
    files = {**ONE_OF_EACH, "entries/later.md": entry(title="Canarylater")}
    for option in ("exclude_docs", "draft_docs"):
        root = tmp_path / option
        root.mkdir()
        project.draw(root, files, config={option: "entries/later.md\n"})

        built = project.build(root, "--strict")

        assert built.returncode == 0, built.stderr
        assert _with_word(root / "site", "canarylater") == []


def test_an_unlisted_entry_has_a_page_and_is_named_nowhere_else(tmp_path: Path) -> None:
    files = {
        **ONE_OF_EACH,
        "entries/canaryname.md": entry(
            title="Canarytitle",
            visibility="unlisted",
            tags=["canarytag"],
            evidence=[{"requirement": "trends/process", "claim": "canaryclaim"}],
        ),
    }
    project.draw(tmp_path, files)

    project.build(tmp_path, "--strict")

    assert _with_word(tmp_path / "site", "canary") == ["entries/canaryname/index.html"]
    page = (tmp_path / "site/entries/canaryname/index.html").read_text(encoding="utf-8")
    assert re.search(r'<meta name="robots" content="noindex', page)


HIDDEN: dict[str, str | bytes] = {
    "entries/canary-a.md": entry(
        "achievement",
        {"with": ["Canary colleague"]},
        title="Canary title",
        visibility="private",
        summary="Canary summary",
        tags=["canary-tag"],
        organization="Canary organization",
        role="Canary role",
        business_value="Canary value",
        notes="Canary notes",
        image="canary-image.svg",
        alt="Canary alt",
        evidence=[{"requirement": "trust/respect", "claim": "Canary claim"}],
        links=[{"title": "Canary link", "url": "https://canary.example.com/"}],
        metrics=[{"name": "Canary metric", "after": 1}],
    )
    + "\nCanary body ![](../assets/canary-asset.svg)\n",
    "entries/canary-image.svg": "<svg><title>canary</title></svg>",
    "entries/canary-beside.txt": "canary",
    "entries/canary-folder/index.md": entry(title="Canary draft", draft=True),
    "entries/canary-folder/canary.png": b"canary",
    "entries/canary-from.md": entry(
        "recommendation", {"from": {"name": "Canary", "relation": "peer"}}, title="Canary praise"
    ),
    "entries/canary-broken.md": "---\ntitle: Canary: broken\nvisibility: private\n---\n\nCanary\n",
    "entries/canary-late.md": "\n---\ntitle: Canary late\nvisibility: private\n---\n\nCanary\n",
    "entries/canary-open.md": "---\ntitle: Canary\nvisibility: private\n---",
    "entries/canary-double.md": entry(title="Canary", visibility="private").replace(
        "---\n\n", "visibility: public\n---\n\n"
    ),
    "entries/public.md": entry(title="Public", notes="Canary notes")
    + "\nSee [this](canary-a.md) and <a href='canary-folder/index.md'>that</a>.\n",
    "about.md": "# About\n\nSee [this](entries/canary-a.md).\n"
    "\n<!-- private -->\nCanary ![](assets/canary-aside.svg)\n<!-- /private -->\n",
    "colophon.md": "Built by hand. <!-- private -->Canary<!-- /private -->\n",
    "index.md": "Hello. <!--PRIVATE--> Canary <!-- / private --> I build teams.\n",
    "entries/canary-soon.md": entry(title="Canary soon", date="2027-01-01", tags=["canary-soon"]),
    "entries/private/canary.md": entry(title="Canary", tags=["canary-folder"]),
    "entries/private/canary.svg": "<svg><title>canary</title></svg>",
    "Private/canary.md": "# Canary page\n",
    "Private/canary.csv": "canary",
    "entries/canary-unclosed.md": entry(title="Canary") + "\n<!-- private -->\nCanary\n",
    "entries/aside.md": entry(title="Aside", links=[{"title": "Before", "url": "canary-a.md"}])
    + "\n<!-- private -->\nCanary [file](canary-aside.txt)\n<!-- /private -->\n"
    + "\nSee [it](&#99;anary-a.md), [it](../Private/canary.csv) and [it](private/canary.md).\n",
    "entries/canary-aside.txt": "canary",
    "entries/told.md": entry(
        "talk",
        title="Told",
        event="Operability Days",
        slides="private/canary.pdf",
        video="private/canary.mp4",
        transcript="private/canary.txt",
        image="private/canary.svg",
        alt="A hall",
    ),
    "entries/private/canary.pdf": "canary",
    "entries/private/canary.mp4": "canary",
    "entries/private/canary.txt": "Canary.",
    "entries/photo.md": entry(title="Photo", image="photo.jpg", alt="Us"),
    "entries/photo.jpg": photo.jpeg(),
    "assets/canary-aside.svg": "<svg><title>canary</title></svg>",
    "canary-page.md": "---\ntitle: Canary page\ndraft: true\n---\n\nCanary\n",
    "assets/canary-asset.svg": "<svg><title>canary</title></svg>",
    "plan.yml": "canary: plan\n",
    "packets/canary.yml": "canary: packet\n",
    "canary.json": '{"canary": 1}',
}


def test_what_is_hidden_leaves_no_trace(tmp_path: Path) -> None:
    """Every byte and every name of the output is searched, packed files unpacked."""
    project.draw(tmp_path, {**ONE_OF_EACH, **HIDDEN})

    built = project.build(tmp_path)

    assert built.returncode == 0, built.stderr
    assert _with_word(tmp_path / "site", "canary") == []
    assert (tmp_path / "site/entries/public/index.html").exists()


HOSTILE = '</title></script><script>alert(1)</script><b onclick="alert(2)">&"\'`*_[x](y){{ 7*7 }}'


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    line = {"organization": HOSTILE, "role": HOSTILE, "business_value": HOSTILE, "tags": [HOSTILE]}
    evidence = [{"requirement": "trends/process", "claim": HOSTILE}]
    links = [{"title": HOSTILE, "url": 'https://example.com/?"><script>alert(3)</script>'}]
    common = {"title": HOSTILE, **line, "evidence": evidence, "links": links, "with": [HOSTILE]}
    metric = {"name": HOSTILE, "before": 2, "after": 1, "unit": HOSTILE, "source": HOSTILE}
    options = [{"name": HOSTILE, "scores": {HOSTILE: 1}, "summary": HOSTILE}]
    outcome = {"date": "2026-06-01", "verdict": HOSTILE, "learnt": HOSTILE}
    call = {"claim": HOSTILE, "check_by": "2027-01-01", "wrong_if": HOSTILE}
    author = {"name": HOSTILE, "title": HOSTILE, "organization": HOSTILE, "relation": "peer"}
    files = {
        "entries/a.md": entry("achievement", common, metrics=[metric]),
        "entries/b.md": entry(
            "architecture-tradeoff",
            common,
            decision=HOSTILE,
            criteria=[{"name": HOSTILE, "weight": 1}],
            options=options,
            outcome=outcome,
        ),
        "entries/c.md": entry("talk", common, event=HOSTILE, location=HOSTILE),
        "entries/d.md": entry("article", common, series=HOSTILE, call=call),
        "entries/e.md": entry(
            "recommendation", {**common, "from": author}, consent=True, source=HOSTILE
        ),
        "profile.yml": yaml.safe_dump(
            {
                "name": HOSTILE,
                "headline": HOSTILE,
                "summary": HOSTILE,
                "location": HOSTILE,
                "links": links,
                "tours": [{"organization": HOSTILE, "title": HOSTILE, "from": "2020-01"}],
            }
        ),
    }
    project.draw(tmp_path, files)

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > len(files)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script>alert" not in text, page
        assert "<b onclick" not in text, page
        assert ">49<" not in text, page


def test_a_talks_media_wait_until_a_reader_asks_for_them(tmp_path: Path) -> None:
    """Slides and recording are fetched when they are opened, and nothing comes from elsewhere."""
    beside = {"image": "cover.svg", "alt": "On queues", "transcript": "talk.vtt"}
    files = {
        "entries/here.md": entry(
            "talk", event="Days", slides="slides.pdf", video="talk.mp4", **beside
        ),
        "entries/there.md": entry(
            "talk", event="Days", video="https://video.example.com/1", **beside
        ),
        "entries/talk.vtt": "WEBVTT\n\n00:00.000 --> 00:02.000\nThink of a queue.\n",
        **{f"entries/{name}": "x" for name in ("slides.pdf", "talk.mp4")},
        "entries/cover.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    project.draw(tmp_path, files)

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
    here, there = (
        (tmp_path / f"site/entries/{name}/index.html").read_text(encoding="utf-8")
        for name in ("here", "there")
    )
    assert re.search(r'<video [^>]*preload="none"[^>]* poster="../cover.svg"', here)
    assert re.search(r'<track kind="captions"[^>]* src="../talk.vtt"', here)
    viewer = re.search(r"<details (?![^>]*open).*?</details>", here, re.DOTALL)
    assert viewer
    assert re.search(r'<iframe [^>]*src="../slides.pdf"[^>]* loading="lazy"', viewer[0])
    watch = 'class="event__watch event__watch--poster" href="https://video.example.com/1"'
    assert f'<a {watch} rel="noopener">' in there
    assert not re.search(r'(?:src|poster|data)="(?:https?:)?//', here + there)
    for page in (here, there):
        assert re.search(r"<details [^>]*transcript.*Think of a queue", page, re.DOTALL)
    assert (tmp_path / "site/entries/talk.vtt").exists()


def _with_word(site: Path, word: str) -> list[str]:
    """Return the files of a site that hold a word in any case, or have it in their name."""
    found: list[str] = []
    for name, content in project.bytes_of(site).items():
        unpacked = gzip.decompress(content) if name.endswith(".gz") else content
        if word in name.casefold() or word.encode() in unpacked.lower():
            found.append(name)
    return found


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Build the real documents, once; return the project and what the engine said."""
    root = tmp_path_factory.mktemp("corpus")
    texts = {
        f"entries/{path.name}": path.read_bytes() for path in (CORPUS / "entries").glob("*.md")
    }
    project.draw(root, texts)
    built = project.build(root)
    assert built.returncode == 0, built.stderr
    return root, built.stderr


@needs_corpus
def test_every_real_document_is_on_the_site(corpus: tuple[Path, str]) -> None:
    documents = sorted((CORPUS / "entries").glob("*.md"))

    assert len(documents) == 32
    for document in documents:
        assert (corpus[0] / "site/entries" / document.stem / "index.html").exists()


@needs_corpus
def test_dead_links_of_real_documents_are_reported(corpus: tuple[Path, str]) -> None:
    text = (CORPUS / "entries/adr-adr-015-data-abstraction-model.md").read_text(encoding="utf-8")
    lines = text.splitlines()
    line = next(at for at, one in enumerate(lines, start=1) if "](adr-016-db-migrations.md" in one)

    said = f"portfolio/entries/adr-adr-015-data-abstraction-model.md:{line}: dead-link:"
    assert said in corpus[1]


@needs_corpus
def test_coverage_of_real_documents_is_as_labelled(corpus: tuple[Path, str]) -> None:
    """What was labelled by hand, and what the kinds imply by their rules."""
    with (CORPUS / "entries-labels.csv").open(encoding="utf-8", newline="") as file:
        labels = {row["entry"]: row["requirements"].split(";") for row in csv.DictReader(file)}
    expected: dict[str, set[str]] = {}
    for name, requirements in labels.items():
        text = (CORPUS / "entries" / name).read_text(encoding="utf-8")
        implied = {
            "kind: talk": ["communication/speaking"],
            "video: ": ["communication/visual"],
            "kind: architecture-tradeoff": ["communication/architecture"],
            "kind: article": ["communication/blog"],
        }
        head = text.split("\n---\n")[0].splitlines()
        found = [one for start, some in implied.items() for one in some if _has(head, start)]
        for requirement in filter(None, [*requirements, *found]):
            expected.setdefault(requirement, set()).add(name)
    chosen = settings.load(corpus[0] / "mkdocs.yml")
    parsed = release.load(chosen, today=project.TODAY).portfolio
    today = max(one.date for one in parsed.entries)
    measured = matrix.measure(parsed.entries, parsed.framework, today=today)

    actual = {
        row.requirement.id: {one.entry.path.name for one in row.evidence}
        for row in measured.rows
        if not row.is_gap
    }
    assert actual == expected


def _has(lines: list[str], start: str) -> bool:
    return any(line.startswith(start) for line in lines)
