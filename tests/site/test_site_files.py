"""The files that programs read beside the pages: who, what, and where to begin."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import markdown
import pytest

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.site import site_files
from cto_portfolio.site.site import Site
from tests.engines.test_build import CORPUS, ONE_OF_EACH, needs_corpus
from tests.support import project
from tests.support.project import entry

RESUME_SCHEMA = CORPUS / "resumes/jsonresume+resume-schema/schema.json"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

PROFILE = """\
name: Ada Example
headline: I make slow things fast
summary: Nine years of queues.
location: Rotterdam
email: ada@example.com
photo: ada.jpg
alt: Ada
links:
  - {title: Code, url: https://code.example.com/ada}
  - {title: Mail, url: "mailto:ada@example.org"}
tours:
  - {organization: Acme, title: Engineer, from: 2019-01, to: 2020-12}
  - organization: Bolt
    title: CTO
    from: 2024-02
    mission: Get parcels out by noon.
    success_criteria: [Half of them by ten, No overtime]
    result: Out by eleven.
"""
FILES = {
    "profile.yml": PROFILE,
    "ada.jpg": "",
    "entries/deploys.md": entry(
        organization="Bolt",
        metrics=[{"name": "Time to production", "before": 41, "after": 6, "unit": "min"}],
        evidence=["trends/process"],
    ),
    "entries/queue.md": entry(
        "architecture-tradeoff",
        {
            "decision": "Queue",
            "options": [{"name": "Queue"}, {"name": "Bus"}],
            "period": {"from": "2021-03", "to": "2021-05"},
        },
        title="Queue or bus",
        date=None,
        role="Lead",
        tags=["queues"],
    ).replace("date: null\n", ""),
    "entries/keynote.md": entry("talk", title="On [queues]", event="Example Days"),
    "entries/essay.md": entry("article", title="On writing", canonical="https://b.example/essay"),
    "entries/from-bo.md": entry(
        "recommendation",
        {"from": {"name": "Bo Example", "title": "Engineer", "relation": "report"}},
        consent=True,
    )
    + "\n> She **listens**,\n> and asks.\n",
}


def _made(
    files: Mapping[str, str], *, address: str | None = "https://a.example/"
) -> dict[str, str]:
    parsed = portfolio.parse(
        {PurePosixPath(path): text for path, text in files.items()},
        frameworks.load(),
        today=project.TODAY,
    )
    assert [str(problem) for problem in parsed.problems if problem.is_error] == []
    site = Site(portfolio=parsed, name="Site", url_for=str, address=address)
    return {str(one.path): one.content.decode() for one in site_files.build(site)}


def _resume(files: Mapping[str, str], **options: str | None) -> dict[str, Any]:
    resume: dict[str, Any] = json.loads(_made(files, **options)["resume.json"])
    return resume


def test_a_resume_says_who_and_what_came_of_each_tour() -> None:
    resume = _resume(FILES)

    assert resume["basics"] == {
        "name": "Ada Example",
        "label": "I make slow things fast",
        "image": "https://a.example/ada.jpg",
        "email": "ada@example.com",
        "url": "https://a.example/",
        "summary": "Nine years of queues.",
        "location": {"address": "Rotterdam"},
        "profiles": [{"network": "Code", "url": "https://code.example.com/ada"}],
    }
    assert resume["work"] == [
        {
            "name": "Bolt",
            "position": "CTO",
            "startDate": "2024-02",
            "summary": "Get parcels out by noon. Success meant: Half of them by ten; No overtime.",
            "highlights": [
                "Out by eleven.",
                "Deploys in six minutes. Time to production: from 41 min to 6 min (−85%)",
            ],
        },
        {"name": "Acme", "position": "Engineer", "startDate": "2019-01", "endDate": "2020-12"},
    ]
    assert resume["skills"] == [
        {"name": "Communication", "keywords": ["Architecture", "Blog", "Speaking"]},
        {"name": "Trends", "keywords": ["Process"]},
    ]


def test_a_resume_holds_what_belongs_to_no_tour_what_was_published_and_who_vouches() -> None:
    resume = _resume(FILES)

    assert resume["projects"] == [
        {
            "name": "Queue or bus",
            "description": "We cut the time to production to a seventh.",
            "highlights": ["Chose “Queue” over “Bus”"],
            "keywords": ["queues"],
            "startDate": "2021-03",
            "endDate": "2021-05",
            "url": "https://a.example/entries/queue.md",
            "roles": ["Lead"],
            "type": "decision",
        }
    ]
    assert [(one["name"], one["publisher"], one["url"]) for one in resume["publications"]] == [
        ("On writing", "b.example", "https://b.example/essay"),
        ("On [queues]", "Example Days", "https://a.example/entries/keynote.md"),
    ]
    assert resume["references"] == [
        {
            "name": "Bo Example, Engineer",
            "reference": "We cut the time to production to a seventh.\n\nShe listens, and asks.",
        }
    ]


def test_without_an_address_a_resume_holds_none_and_without_a_profile_there_is_none() -> None:
    assert "https://a.example" not in json.dumps(_resume(FILES, address=None))
    assert "resume.json" not in _made({"entries/a.md": entry()})


EVIDENCE_SCHEMA = (
    Path(frameworks.__file__).parents[1] / "authoring" / "data" / "evidence.schema.json"
)
UNPUBLISHED = {
    "entries/draft.md": entry(title="Hidden", draft=True, evidence=["trust/respect"]),
    "entries/private.md": entry(title="Hidden", visibility="private", evidence=["trust/respect"]),
    "entries/quiet.md": entry(title="Hidden", visibility="unlisted", evidence=["trust/respect"]),
}


@pytest.mark.parametrize("address", ["https://a.example/", None])
def test_evidence_is_there_as_data_that_a_schema_describes(address: str | None) -> None:
    claim = {"requirement": "trends/tools", "claim": "Cut it to a seventh."}
    files = {**FILES, **UNPUBLISHED, "entries/tools.md": entry(title="T", evidence=[claim])}

    content = json.loads(_made(files, address=address)["evidence.json"])

    schema = json.loads(EVIDENCE_SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(content)
    assert (content["person"], content["address"]) == ("Ada Example", address)
    by_title = {one["title"]: one for one in content["evidence"]}
    assert "Hidden" not in by_title
    assert by_title["T"] == {
        "requirement": "trends/tools",
        "asks": by_title["T"]["asks"],
        "claim": "Cut it to a seventh.",
        "declared": True,
        "strength": "claimed",
        "sentence": "We cut the time to production to a seventh.",
        "title": "T",
        "kind": "achievement",
        "date": "2026-05-04",
        "address": f"{address or ''}entries/tools.md",
        "markdown": f"{address or ''}entries/tools/index.md",
    }
    assert not by_title["On [queues]"]["declared"]


def _markdown(files: Mapping[str, str], *, address: str | None = None) -> dict[str, str]:
    parsed = portfolio.parse(
        {PurePosixPath(path): text for path, text in files.items()},
        frameworks.load(),
        today=project.TODAY,
    )
    site = Site(portfolio=parsed, name="Site", url_for=str, address=address)
    return {str(one.path): one.content.decode() for one in site_files.markdown(site)}


def test_public_entries_are_there_as_markdown_with_what_their_page_says() -> None:
    texts = _markdown({**FILES, **UNPUBLISHED})

    names = ("deploys", "essay", "from-bo", "keynote", "queue")
    assert sorted(texts) == [f"entries/{name}/index.md" for name in names]
    deploys = texts["entries/deploys/index.md"]
    assert deploys.startswith("# Deploys in six minutes\n\n")
    assert "- Time to production: from 41 min to 6 min" in deploys
    assert "Evidence for:\n\n- Process\n" in deploys


def test_links_in_markdown_lead_on_from_where_it_lies() -> None:
    body = (
        "\nSee [it](b/index.md#end), [us](https://b.example/), [up](#top), ![P](p.svg)\n"
        "<!-- Quillfeather -->\n<!-- private -->Quillfeather<!-- /private -->\n"
    )
    files = {
        "entries/a.md": entry(notes="Quillfeather") + body,
        "entries/b/index.md": entry(title="B"),
        "entries/p.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }

    relative = _markdown(files)["entries/a/index.md"]
    whole = _markdown(files, address="https://a.example/")["entries/a/index.md"]

    assert "[it](../../entries/b/index.md#end), [us](https://b.example/), [up](#top)" in relative
    assert "![P](../../entries/p.svg)" in relative
    assert "[it](https://a.example/entries/b/index.md#end)" in whole
    assert "Quillfeather" not in relative


def test_a_text_that_speaks_of_an_unlisted_entry_is_not_made() -> None:
    speaking = entry(title="Speaks") + "\nSee [this](quiet.md).\n"
    files = {"profile.yml": PROFILE, "ada.jpg": "", **UNPUBLISHED, "entries/speaks.md": speaking}

    assert _markdown(files) == {}
    assert "(https://a.example/entries/speaks.md)" in _made(files)["llms.txt"]
    [trace] = json.loads(
        _made({**files, "entries/speaks.md": entry(evidence=["trust/respect"]) + "\nquiet.md\n"})[
            "evidence.json"
        ]
    )["evidence"]
    assert trace["markdown"]


@needs_corpus
@pytest.mark.parametrize("address", ["https://a.example/", None])
def test_a_resume_is_valid_by_the_official_schema(address: str | None, sample_site: Path) -> None:
    schema = json.loads(RESUME_SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    known = set(schema["properties"])
    odd = {**FILES, "entries/odd.md": entry("article", title='</a> "x" \\', date="0999-01-01")}
    sparse = {"profile.yml": "name: Ada\n"}
    published = json.loads((sample_site / "resume.json").read_text(encoding="utf-8"))

    for resume in (published, *(_resume(one, address=address) for one in (FILES, odd, sparse))):
        validator.validate(resume)
        assert set(resume) <= known


def test_llms_txt_is_a_heading_a_quotation_and_lists_of_links() -> None:
    text = _made(FILES)["llms.txt"]
    shown = markdown.markdown(text)

    assert text.startswith(
        "# Ada Example\n\n> I make slow things fast\n\nNine years of queues.\n\n"
    )
    assert re.findall("^## (.*)", text, re.MULTILINE) == [
        *("What there is evidence for", "Work", "Decisions", "Talks", "Writing"),
        *("Recommendations", "Optional"),
    ]
    for line in text.partition("## ")[2].splitlines():
        assert re.fullmatch(r"|#*.*[a-zA-Z]|- \[.+\]\(https://a\.example/\S+\): \S.*", line), line
    assert '<a href="https://a.example/entries/keynote/index.md">On [queues]</a>' in shown
    assert "We cut the time to production to a seventh. (Example Days, 4 May 2026)" in text


def test_llms_txt_is_short_and_says_where_the_rest_is() -> None:
    many = {f"entries/{number}.md": entry(title=f"No {number}") for number in range(51)}

    text = _made(many)["llms.txt"]

    assert text.count("/entries/") == 50
    assert "- [Work](https://a.example/work.md): all 51 achievements" in text


def test_robots_may_read_all_and_are_told_where_to_begin() -> None:
    assert _made({})["robots.txt"] == (
        "User-agent: *\nAllow: /\n\nSitemap: https://a.example/sitemap.xml\n"
    )
    assert "Sitemap" not in _made({}, address=None)["robots.txt"]


def test_a_page_was_changed_when_the_newest_entry_on_it_was(tmp_path: Path) -> None:
    dates = {
        "deploys": {"date": "2024-05-04", "updated": "2026-01-02", "tags": ["speed"]},
        "releases": {"date": "2025-05-04", "evidence": ["trends/process"]},
    }
    entries = {f"entries/{name}.md": entry("achievement", meta) for name, meta in dates.items()}
    unlisted = entry("talk", event="Days", date="2026-08-01", visibility="unlisted")
    files = {**entries, "entries/talk.md": unlisted, "about.md": "# About\n"}
    project.draw(tmp_path, files)

    project.build(tmp_path)

    assert _sitemap(tmp_path / "site") == {
        "": "2026-01-02",
        "about/": None,
        "brief/": "2026-01-02",
        "areas/trends/": "2025-05-04",
        "coverage/": "2026-01-02",
        "entries/deploys/": "2026-01-02",
        "entries/releases/": "2025-05-04",
        "timeline/": "2026-01-02",
        "topics/": "2026-01-02",
        "topics/speed/": "2026-01-02",
        "work/": "2026-01-02",
    }


def test_the_sitemap_of_the_sample_is_what_its_standard_asks_for(sample_site: Path) -> None:
    found = _sitemap(sample_site)

    assert len(found) > 20
    assert all(dt.date.fromisoformat(day) for day in found.values() if day)
    assert [path for path, day in found.items() if day is None] == ["about/"]
    for path in found:
        assert (sample_site / path / "index.html").is_file()


def test_well_known_files_are_published_and_those_of_the_site_folder_stay(tmp_path: Path) -> None:
    project.draw(tmp_path, {**ONE_OF_EACH, ".secret/key.txt": "1"})
    project.build(tmp_path)
    challenge = tmp_path / "site/.well-known/acme-challenge/token"
    challenge.parent.mkdir(parents=True)
    challenge.write_text("token", encoding="utf-8")

    project.build(tmp_path, "--strict")

    assert challenge.read_text(encoding="utf-8") == "token"
    project.draw(tmp_path, {".well-known/security.txt": "Contact: x", ".well-known/a.json": "{}"})
    assert project.build(tmp_path, "--strict").returncode == 0
    site = project.bytes_of(tmp_path / "site")
    assert site[".well-known/security.txt"] == b"Contact: x"
    assert site[".well-known/a.json"] == b"{}"
    assert not [name for name in site if "secret" in name]


def _sitemap(site: Path) -> dict[str, str | None]:
    """Return the day of each page, after a look at what the protocol prescribes."""
    root = ET.fromstring((site / "sitemap.xml").read_bytes())  # noqa: S314 - built a moment ago
    assert root.tag == f"{SITEMAP}urlset"
    found: dict[str, str | None] = {}
    for url in root:
        assert url.tag == f"{SITEMAP}url"
        assert [one.tag.removeprefix(SITEMAP) for one in url] in (["loc"], ["loc", "lastmod"])
        address = url.findtext(f"{SITEMAP}loc") or ""
        assert address not in found
        assert len(address) < 2048
        path = re.sub(r"^https://[^/]+/", "", address)
        found[path] = url.findtext(f"{SITEMAP}lastmod")
    return found
