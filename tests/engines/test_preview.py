"""`mkdocs serve` shows its author what is not published; the site around it, and builds, do not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.support import photo, preview, project
from tests.support.preview import Served
from tests.support.project import entry

CANARY = "Quillfeather"
"""In all that is hidden, and in nothing else."""
PASSAGE = "<!-- private -->\nGossamer said so.\n<!-- /private -->\n"

FILES: dict[str, str | bytes] = {
    "profile.yml": "name: Ada Example\n",
    "about.md": "# About\n\nMore in [my notes](notes/pay.md).\n",
    "entries/open.md": entry(evidence=["trends/process"], tags=["Deploys"])
    + "\nSee [what comes next](later.md).\n",
    "entries/later.md": entry(
        title=f"{CANARY} later",
        draft=True,
        tags=[CANARY],
        evidence=["trust/respect"],
        links=[{"title": "Slides", "url": "quillfeather.pdf"}],
    )
    + f"\nSee [the story](told.md), [the start](open.md), [pay](../notes/pay.md).\n\n{PASSAGE}",
    "entries/quillfeather.pdf": b"%PDF-1.4 nothing",
    "entries/told.md": entry(title=f"{CANARY} told", visibility="private"),
    "entries/drafts/idea.md": entry(
        "article", title=f"{CANARY} idea", image="quillfeather.png", alt="A board."
    ),
    "entries/drafts/quillfeather.png": photo.png(),
    "entries/by-bo.md": entry(
        "recommendation", {"from": {"name": "Bo", "relation": "report"}}, title=f"{CANARY} by Bo"
    ),
    "entries/soon.md": entry("talk", title=f"{CANARY} soon", event="Days", date="2999-05-06"),
    "entries/broken.md": entry("talk", title=f"{CANARY} broken", evnt="Days"),
    "notes/.meta.yml": "visibility: private\n",
    "notes/pay.md": f"---\ntags: [{CANARY}]\n---\n\n# {CANARY} pay\n",
    "private/plan.md": f"# {CANARY} plan\n",
    "wip/left-out.md": f"# {CANARY} left out\n",
    "timeline.md": f"---\nvisibility: private\n---\n\n# {CANARY} of my own\n",
}
MARKS = {
    "entries/later/": "Draft:</strong> nobody else sees this page; 1 private passage left out.",
    "entries/told/": "Private:</strong> nobody else sees this page.",
    "entries/drafts/idea/": "Draft:</strong> nobody else sees this page.",
    "entries/by-bo/": "No consent yet:</strong> nobody else sees this page until it says",
    "entries/soon/": "From 6 May 2999 on:</strong> nobody else sees this page before.",
    "entries/broken/": "Withheld:</strong> readers get no page of this file until",
    "notes/pay/": "Private:</strong> nobody else sees this page.",
    "private/plan/": "Private:</strong> nobody else sees this page.",
    "wip/left-out/": "Draft:</strong> nobody else sees this page while &#39;draft_docs&#39;",
}
BESIDE = ("entries/quillfeather.pdf", "entries/drafts/quillfeather.png")
LISTS = (
    *("", "work/", "about/", "timeline/", "coverage/", "topics/", "brief/", "entries/open/"),
    *("areas/trends/", "search/search_index.json", "sitemap.xml", "feed.xml", "feed.json"),
    *("work/feed.xml", "resume.json", "llms.txt", "robots.txt", "404.html"),
)


@dataclass(frozen=True)
class Seen:
    """What a preview has answered, and what a build has made afterwards."""

    pages: dict[str, bytes]
    log: str
    built: dict[str, bytes]


@pytest.fixture(scope="module", params=["mkdocs", "properdocs"])
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Preview one portfolio in all ways of not being published; then build it, cache and all."""
    root = project.draw(
        tmp_path_factory.mktemp("previewed"), FILES, config={"draft_docs": "wip/\n"}
    )
    asked = (*MARKS, *BESIDE, *LISTS, "review/", "profile.yml", "notes/.meta.yml")
    with preview.served(root, engine=request.param) as site:
        pages = {name: site.content(name) for name in asked}
        log = site.log.read_text("utf-8")
    project.build(root, engine=request.param)
    made = (root / "site", root / ".cache")
    built = {f"{one.name}/{k}": v for one in made for k, v in project.bytes_of(one).items()}
    return Seen(pages=pages, log=log, built=built)


@pytest.mark.parametrize("page", MARKS)
def test_what_is_not_published_has_a_page_that_says_so(seen: Seen, page: str) -> None:
    text = seen.pages[page].decode()

    assert MARKS[page] in text
    assert f'<code class="path">portfolio/{page.removesuffix("/")}.md</code>' in text
    assert '<meta name="robots" content="noindex">' in text
    assert "Gossamer" not in text


def test_it_looks_as_it_would_once_published_with_the_files_beside_it(seen: Seen) -> None:
    later = seen.pages["entries/later/"].decode()

    assert f"{CANARY} later</h1>" in later
    for target in ("../told/", "../open/", "../../notes/pay/", "../quillfeather.pdf"):
        assert f'href="{target}"' in later
    assert seen.pages["entries/quillfeather.pdf"] == FILES["entries/quillfeather.pdf"]
    assert "quillfeather.png" in seen.pages["entries/drafts/idea/"].decode()
    assert photo.CANARY not in photo.says(seen.pages["entries/drafts/quillfeather.png"])


def test_nothing_on_it_leads_nowhere(seen: Seen) -> None:
    """No listed entry is about trust, so there is no page of that area."""
    assert "areas/trust" not in seen.pages["entries/later/"].decode()
    assert 'href="../../talks/"' not in seen.pages["entries/soon/"].decode()


def test_a_file_with_errors_shows_them_in_its_place(seen: Seen) -> None:
    broken = seen.pages["entries/broken/"].decode()

    assert "portfolio/entries/broken.md:5" in broken
    assert "no key &#39;evnt&#39;; did you mean &#39;event&#39;?" in broken


@pytest.mark.parametrize("page", LISTS)
def test_the_site_around_it_knows_nothing_of_it(seen: Seen, page: str) -> None:
    text = re.sub(
        r'<aside class="author-bar".*?</aside>', "", seen.pages[page].decode(), flags=re.DOTALL
    )

    assert text
    assert CANARY.casefold() not in text.casefold()
    for address in (*MARKS, "review/"):
        assert address not in text


def test_the_review_leads_to_all_of_it(seen: Seen) -> None:
    review = seen.pages["review/"].decode()

    for page in MARKS:
        assert f'href="../{page}"' in review


def test_the_site_is_verified_without_it(seen: Seen) -> None:
    assert "ERROR" not in seen.log
    assert "no build: http://" in seen.log


def test_what_the_author_may_not_call_his_own_is_the_sites(seen: Seen) -> None:
    assert CANARY not in seen.pages["timeline/"].decode()
    assert seen.pages["profile.yml"] == seen.pages["notes/.meta.yml"] == b""


def test_a_build_after_it_holds_no_trace(seen: Seen) -> None:
    """Neither the site, nor what is kept between builds; there the bar of public pages is empty."""
    assert "site/entries/open/index.html" in seen.built
    said = re.search(rb">Review</a> ([^<]+)</p></aside>", seen.pages["entries/later/"])
    assert said
    for name, content in seen.built.items():
        assert CANARY.casefold() not in name.casefold()
        assert CANARY.casefold().encode() not in content.lower(), name
        assert b"author-bar" not in content or name.startswith(("site/assets/", ".cache/"))
        assert said[1] not in content, name
    assert [name for page in MARKS for name in seen.built if f"/{page}" in name] == []


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Preview a portfolio of two drafts, without directory URLs."""
    files = {"entries/note.md": entry(draft=True), "entries/other.md": entry(draft=True)}
    root = project.draw(
        tmp_path_factory.mktemp("edited"), files, config={"use_directory_urls": False}
    )
    with preview.served(root, "--dirty") as site:
        yield site


def test_an_edit_of_a_draft_is_shown(served: Served) -> None:
    note = served.entry("note.md")
    note.write_text(note.read_text("utf-8") + "\nA hundred engineers.\n", encoding="utf-8")
    served.until(lambda: "A hundred engineers" in served.text("entries/note.html"))
    assert "Draft:</strong>" in served.text("entries/other.html")


def test_a_draft_that_is_done_loses_its_mark_and_is_listed(served: Served) -> None:
    served.entry("other.md").write_text(entry(), encoding="utf-8")
    served.until(lambda: "entries/other.html" in served.text("work.html"))
    assert "Draft:</strong>" not in served.text("entries/other.html")


def test_a_draft_that_is_deleted_is_gone(served: Served) -> None:
    served.entry("gone.md").write_text(entry(draft=True), encoding="utf-8")
    served.until(lambda: served.status("entries/gone.html") == 200)
    served.entry("gone.md").unlink()
    served.until(lambda: served.status("entries/gone.html") == 404)
