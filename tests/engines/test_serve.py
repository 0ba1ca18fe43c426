"""`mkdocs serve` shows what an author changes, withholds what turns private, and has a review."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import photo, preview, project, sample
from tests.support.preview import Served
from tests.support.project import entry

NOTE = """---
kind: article
title: Why we stopped estimating in days
date: 2024-05-06
summary: Ranges were honest, and easier to agree on.
{more}---

Estimates in days were read as promises.
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a copy of the sample with live reload."""
    with preview.served(sample.copy(tmp_path_factory.mktemp("served"))) as site:
        yield site


def test_an_edit_is_shown(served: Served) -> None:
    talk = sample.first_public("talk")
    with served.entry(str(talk.path)).open("a", encoding="utf-8") as file:
        file.write("\nThe recording was watched by four hundred people.\n")
    served.until(lambda: "watched by four hundred people" in served.text(talk.url))


def test_a_new_entry_is_shown_and_listed(served: Served) -> None:
    served.entry("new-note.md").write_text(NOTE.format(more=""), encoding="utf-8")
    served.until(lambda: served.status("entries/new-note/") == 200)
    assert "Why we stopped estimating in days" in served.text("writing/")


def test_a_deleted_entry_is_gone_and_no_longer_listed(served: Served) -> None:
    served.entry("old-note.md").write_text(NOTE.format(more=""), encoding="utf-8")
    served.until(lambda: served.status("entries/old-note/") == 200)
    served.entry("old-note.md").unlink()
    served.until(lambda: served.status("entries/old-note/") == 404)
    assert "entries/old-note/" not in served.text("writing/")


def test_an_entry_turned_private_is_marked_and_gone_from_lists_and_search(served: Served) -> None:
    note = served.entry("told-note.md")
    note.write_text(NOTE.format(more=""), encoding="utf-8")
    served.until(lambda: served.status("entries/told-note/") == 200)
    assert "entries/told-note/" in served.text("search/search_index.json")
    note.write_text(NOTE.format(more="visibility: private\n"), encoding="utf-8")
    served.until(lambda: "Private:</strong>" in served.text("entries/told-note/"))
    for page in ("", "writing/", "timeline/", "coverage/", "search/search_index.json"):
        assert "told-note" not in served.text(page)


def test_an_entry_moved_into_a_private_folder_takes_its_image_along(served: Served) -> None:
    head = "image: boardroom.png\nalt: A board.\n"
    note = served.entry("boardroom/index.md")
    note.parent.mkdir()
    note.with_name("boardroom.png").write_bytes(photo.png())
    note.write_text(NOTE.format(more=head), encoding="utf-8")
    served.until(lambda: served.status("entries/boardroom/boardroom.png") == 200)
    assert photo.CANARY not in photo.says(served.content("entries/boardroom/boardroom.png"))
    (served.entry("private")).mkdir()
    note.parent.rename(served.entry("private/boardroom"))
    served.until(lambda: served.status("entries/boardroom/boardroom.png") == 404)
    assert served.status("entries/boardroom/") == 404
    assert "Private:</strong>" in served.text("entries/private/boardroom/")
    image = served.content("entries/private/boardroom/boardroom.png")
    assert photo.CANARY not in photo.says(image)
    for page in ("", "writing/", "timeline/", "coverage/", "search/search_index.json"):
        assert "boardroom" not in served.text(page)


def test_a_passage_turned_private_is_gone_from_page_and_search(served: Served) -> None:
    note = served.entry("passage.md")
    text = NOTE.format(more="") + "\n{}Quillfeather asked for it.{}\n"
    note.write_text(text.format("", ""), encoding="utf-8")
    served.until(lambda: "Quillfeather" in served.text("entries/passage/"))
    note.write_text(text.format("<!-- private -->", "<!-- /private -->"), encoding="utf-8")
    served.until(lambda: "Quillfeather" not in served.text("entries/passage/"))
    assert served.status("entries/passage/") == 200
    assert "Quillfeather" not in served.text("search/search_index.json")


def test_the_review_says_when_what_awaits_its_date_appears(served: Served) -> None:
    note = NOTE.format(more="").replace("2024-05-06", "2999-05-06")
    served.entry("announced.md").write_text(note, encoding="utf-8")
    served.until(lambda: "portfolio/entries/announced.md" in served.text("review/"))
    assert "From 6 May 2999 on</span> Article, counted nowhere yet" in served.text("review/")
    assert "From 6 May 2999 on:</strong>" in served.text("entries/announced/")


def test_the_review_is_linked_from_every_page_and_found_by_no_search(served: Served) -> None:
    assert served.status("review/") == 200
    for page in ("", "about/", "coverage/", sample.first_public("talk").url):
        assert '<aside class="author-bar"' in served.text(page)
        assert served.text(page).count("review/") == 1  # the bar's, and none in the navigation
    for listing in ("search/search_index.json", "sitemap.xml"):
        assert "review/" not in served.text(listing)
    assert '<meta name="robots" content="noindex">' in served.text("review/")


def test_evidence_that_is_added_closes_its_gap_in_the_review(served: Served) -> None:
    gap = '<td class="matrix__status" data-value="Gap">'
    before = row(served, "trust--respect")
    assert gap in before
    note = NOTE.format(more="evidence: [trust/respect]\n")
    served.entry("juniors-first.md").write_text(note, encoding="utf-8")
    served.until(lambda: gap not in row(served, "trust--respect"))
    assert "portfolio/entries/juniors-first.md" in row(served, "trust--respect")


def test_a_broken_entry_is_among_the_problems_of_the_review_until_it_is_mended(
    served: Served,
) -> None:
    place = "portfolio/entries/typo.md:2"
    typo = served.entry("typo.md")
    typo.write_text(NOTE.format(more="").replace("article", "artikle"), encoding="utf-8")
    served.until(lambda: place in served.text("review/"))
    assert "did you mean &#39;article&#39;?" in served.text("review/")
    typo.write_text(NOTE.format(more=""), encoding="utf-8")
    served.until(lambda: place not in served.text("review/"))


def test_a_new_draft_is_shown_in_the_review_and_nowhere_else(served: Served) -> None:
    path = "portfolio/entries/unfinished.md"
    note = NOTE.format(more="draft: true\n").replace("estimating", "guessing")
    served.entry("unfinished.md").write_text(note, encoding="utf-8")
    served.until(lambda: path in served.text("review/"))
    for page in ("", "writing/", "timeline/", "search/search_index.json"):
        assert "Why we stopped guessing" not in served.text(page)


def test_a_suggestion_is_shown_in_the_review_until_it_is_accepted(served: Served) -> None:
    path = "portfolio/entries/mentoring.md"
    command = f"cto-portfolio suggest {path} --accept talent/coach-and-mentor"
    says = "\nI mentor two juniors weekly. Coaching and mentoring is most of my job.\n"
    served.entry("mentoring.md").write_text(NOTE.format(more="") + says, encoding="utf-8")
    served.until(lambda: command in served.text("review/"))
    accepted = NOTE.format(more="evidence: [talent/coach-and-mentor]\n")
    served.entry("mentoring.md").write_text(accepted + says, encoding="utf-8")
    served.until(lambda: command not in served.text("review/"))
    assert path in row(served, "talent--coach-and-mentor")


def test_words_that_cannot_be_read_are_said_with_their_place(tmp_path: Path) -> None:
    """An author's own vocabulary is data beside the framework, and may be mistaken."""
    project.draw(tmp_path, {}, options={"frameworks": ["five-areas", "own.yml"]})
    (tmp_path / "own.yml").write_text(
        "framework: {id: own, name: Own}\nvocabulary:\n  - {requirement: no/such, cues: []}\n",
        encoding="utf-8",
    )

    ended = subprocess.run(
        [sample.command("mkdocs"), "serve", "--dev-addr", "127.0.0.1:0"],
        cwd=tmp_path,
        env=sample.ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=preview.DEADLINE,
    )

    assert ended.returncode == 1
    assert "own.yml:3: " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_dirty_preview_of_properdocs_is_whole_and_holds_nothing_that_turned_private(
    tmp_path: Path,
) -> None:
    """Engines then leave pages as they were, and index only those that they build."""
    project.draw(
        tmp_path, {"entries/note.md": NOTE.format(more=""), "entries/other.md": entry(title="One")}
    )
    with preview.served(tmp_path, "--dirty", engine="properdocs") as site:
        assert site.status("entries/note/") == 200
        private = NOTE.format(more="visibility: private\n")
        site.entry("note.md").write_text(private, encoding="utf-8")
        site.until(lambda: "Private:</strong>" in site.text("entries/note/"))
        assert "portfolio/entries/note.md" in site.text("review/")
        assert "entries/note/" not in site.text("search/search_index.json")
        assert "entries/other/" in site.text("search/search_index.json")


def row(served: Served, requirement: str) -> str:
    """Return what the review says in the row of a requirement."""
    return served.text("review/").partition(f'id="{requirement}"')[2].partition("</tr>")[0]
