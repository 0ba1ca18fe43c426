"""Packets: one reader has everything that was chosen for them, and nobody else a trace of it."""

import base64
import datetime as dt
import html
import io
import re
import shutil
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from click.testing import CliRunner
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cto_portfolio.cli import main
from tests.support import project, sample, validator
from tests.support.packets import (
    ENTRIES,
    FOR_NOBODY,
    FOR_THEM_ALONE,
    KEY,
    LINK,
    OTHER_STORY,
    STORY,
    built,
    files,
    key_in,
    page_of,
    run,
    uncompressed,
)
from tests.support.project import entry


@pytest.fixture(scope="module")
def open_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Build a site with a packet, once."""
    return built(project.draw(tmp_path_factory.mktemp("open"), files()))


def test_the_page_holds_what_was_chosen_and_private_entries_in_full(
    open_site: dict[str, bytes],
) -> None:
    page = page_of(open_site)

    for words in FOR_THEM_ALONE:
        assert words in page, words
    for words in ("Dear Dana,", "Made it a matter of minutes.", "Queue or bus", "31 January 2027"):
        assert words in page, words
    assert 'href="../../entries/deploys/"' in page
    assert 'href="../../entries/quiet/"' in page
    assert 'href="#story-1"' in page
    assert 'id="story-1"' in page
    assert "<strong>Wintergreen" not in page
    assert 'content="noindex"' in page


def test_the_pictures_of_private_entries_stand_within_the_page(
    open_site: dict[str, bytes],
) -> None:
    assert re.search(r'src="data:image/svg\+xml;base64,[^"]+"', page_of(open_site))
    assert not [path for path in open_site if "line" in path and path.endswith("svg")]


def test_pictures_within_the_page_say_no_more_than_they_show(tmp_path: Path) -> None:
    project.draw(tmp_path, files(entries=["entries/other.md"]))
    folder = tmp_path / "portfolio/entries"
    comment = PngInfo()
    comment.add_text("Author", "Penhaligon")
    Image.new("RGB", (4, 4)).save(folder / "pixel.png", pnginfo=comment)
    (tmp_path / "outside.png").write_bytes((folder / "pixel.png").read_bytes())
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    text = OTHER_STORY + "\n![A pixel](pixel.png) ![A link](link.png)\n"
    (folder / "other.md").write_text(text, encoding="utf-8")

    assert project.build(tmp_path).returncode == 0

    page = page_of(project.bytes_of(tmp_path / "site"))
    pictures = re.findall(r'alt="A (pixel|link)" src="([^"]*)"', page)
    assert [name for name, url in pictures if url.startswith("data:image/png;base64,")] == ["pixel"]
    content = base64.b64decode(dict(pictures)["pixel"].partition(",")[2])
    assert Image.open(io.BytesIO(content)).size == (4, 4)
    assert b"Penhaligon" not in content


def test_stories_keep_their_footnotes_links_and_headings_to_themselves(
    open_site: dict[str, bytes],
) -> None:
    page = page_of(open_site)

    for room in ("In the small room.", "In the large room."):
        assert page.count(room) == 1
    assert '<a href="../../entries/queue/">the queue</a>' in page
    assert '<a href="../../entries/deploys/">another target</a>' in page
    assert '<a href="../../entries/deploys/#end">deploys</a>' in page
    assert '<a href="#">the plan</a>' in page
    assert "# no heading [1]" in re.sub(r"<[^>]+>", "", page)
    assert re.search(r"<h3[^>]*>What I did", page)


def test_answers_lead_to_stories_whatever_the_author_extends_markdown_with(
    tmp_path: Path,
) -> None:
    project.draw(tmp_path, files(), config={"markdown_extensions": []})

    assert project.build(tmp_path).returncode == 0

    assert re.search('<h2 id="story-2">', page_of(project.bytes_of(tmp_path / "site")))


def test_nothing_else_on_the_site_knows_of_it(open_site: dict[str, bytes]) -> None:
    for path, content in uncompressed(open_site):
        if not path.startswith(f"for/{KEY}/"):
            assert not [one for one in FOR_THEM_ALONE if one.encode() in content], path
            assert KEY not in path.removeprefix(f"assets/cards/for/{KEY}/"), path
        assert not [one for one in FOR_NOBODY if one.encode() in content], path


def test_hosts_that_list_folders_list_no_packet(open_site: dict[str, bytes]) -> None:
    for folder in ("for", "assets/cards/for"):
        page = open_site[f"{folder}/index.html"].decode()
        assert "<body></body>" in page
        assert not [one for one in ("Ada", "cto-portfolio", KEY) if one in page]


@pytest.mark.parametrize(
    ("names", "title"), [(None, "Prepared for you"), (True, "For Acme Robotics")]
)
def test_chats_hear_of_the_reader_only_if_the_author_says_so(
    tmp_path: Path, *, names: bool | None, title: str
) -> None:
    page = page_of(built(project.draw(tmp_path, files(name_in_card=names))))
    head = page.partition("</head>")[0]

    assert f'property="og:title" content="{title}"' in head
    assert ("Acme" in head) is bool(names)
    assert f"assets/cards/for/{KEY}/index.png" in head


def test_the_page_and_the_authors_copy_are_valid(author_folder: Path) -> None:
    project.draw(author_folder, files())
    built(author_folder)
    assert run("acme", "--copy", "mine.html").exit_code == 0

    pages = [author_folder / f"site/for/{KEY}/index.html", author_folder / "mine.html"]

    assert validator.errors(pages, author_folder) == []


def test_no_link_from_the_page_tells_its_address(open_site: dict[str, bytes]) -> None:
    assert '<meta name="referrer" content="no-referrer">' in page_of(open_site)


def test_without_questions_of_theirs_those_of_an_interview_are_answered(tmp_path: Path) -> None:
    page = page_of(built(project.draw(tmp_path, files(questions=None, requirements=None))))

    assert "Can this person build and retain a team?" in page
    assert "SplitBody with dignity at Fennimore." in page


def test_a_packet_that_chooses_nothing_shows_the_best_of_what_is_public(tmp_path: Path) -> None:
    project.draw(tmp_path, files(questions=None, requirements=None, entries=None, letter=None))

    page = page_of(built(tmp_path))

    for title in ("Deploys in six minutes", "Queue or bus", "A word from Bo", "Bo Example"):
        assert title in page
    assert "quiet pilot" not in page


def test_the_same_bytes_with_both_sorts_of_address_and_again(
    tmp_path: Path, open_site: dict[str, bytes]
) -> None:
    project.draw(tmp_path, files())
    assert built(tmp_path) == open_site

    project.draw(tmp_path, {}, config={"use_directory_urls": False})

    assert 'href="../../entries/deploys.html"' in page_of(built(tmp_path))


@pytest.mark.parametrize(
    ("expires", "is_there"), [(dt.date(2026, 9, 21), True), (dt.date(2026, 9, 20), False)]
)
def test_after_its_last_day_nothing_is_there(
    tmp_path: Path, expires: dt.date, *, is_there: bool
) -> None:
    """Sites of tests are built on 21 September 2026."""
    site = built(project.draw(tmp_path, files(expires=expires)))

    assert any(path.startswith("for/") for path in site) is is_there
    if not is_there:
        assert not [path for path, content in site.items() if b"Acme" in content]


def test_rotating_gives_another_address_and_revoking_none(author_folder: Path) -> None:
    project.draw(author_folder, files())

    rotated = run("acme", "--rotate")

    key = key_in(author_folder)
    assert key != KEY
    assert re.fullmatch(r"[a-z2-7]{26}", key)
    assert rotated.stdout == f"https://ada.example.com/for/{key}/\n"
    site = built(author_folder)
    assert "Brackenmoor" in page_of(site, key)
    assert f"for/{KEY}/index.html" not in site

    revoked = run("acme", "--revoke")

    assert revoked.stdout == ""
    assert "build and publish the site now" in revoked.stderr
    assert not [path for path in built(author_folder) if path.startswith("for/")]
    assert "revoked" in run().stdout
    assert run("acme", "--rotate").stdout.startswith("https://ada.example.com/for/")


def test_changing_a_packets_file_leaves_the_rest_of_it_alone(author_folder: Path) -> None:
    project.draw(author_folder, files())
    path = author_folder / "portfolio/packets/acme.yml"
    before = f"\ufeff# mine\r\nfor: Acme\r\nkey:   {KEY}  # secret\r\nletter: Hello\r\n"
    path.write_bytes(before.encode())

    assert run("acme", "--rotate").exit_code == 0
    assert run("acme", "--revoke").exit_code == 0

    after = path.read_bytes().decode()
    assert re.sub(r"key: \w+\r\n", f"key:   {KEY}  # secret\r\n", after) == before.replace(
        "\ufeff", "\ufeffrevoked: true\r\n"
    )


def test_a_frozen_packet_shows_what_it_showed(author_folder: Path) -> None:
    project.draw(author_folder, files())
    before = page_of(built(author_folder))
    assert run("acme", "--freeze").exit_code == 0
    assert page_of(built(author_folder)) == before
    portfolio = author_folder / "portfolio"
    (portfolio / "entries/story.md").write_text(STORY.replace("Brackenmoor", "Elsewhere"))
    (portfolio / "entries/deploys.md").write_text(entry(title="Deploys in an hour"))
    (portfolio / "entries/line.svg").unlink()

    assert project.build(author_folder).returncode == 0

    assert page_of(project.bytes_of(author_folder / "site")) == before
    assert "frozen" in run().stdout

    (portfolio / "entries/story.md").write_text(
        STORY.replace("![A line at Larkspur](line.svg)", "")
    )
    assert run("acme", "--thaw").exit_code == 0
    thawed = page_of(built(author_folder))
    assert "Deploys in an hour" in thawed


def test_what_is_frozen_stays_so_until_it_is_thawed(author_folder: Path) -> None:
    project.draw(author_folder, files())
    assert run("acme", "--freeze").exit_code == 0
    kept = (author_folder / "portfolio/packets/acme.frozen.json").read_bytes()
    project.draw(author_folder, {"entries/deploys.md": entry(title="Deploys in an hour")})

    again = run("acme", "--freeze")

    assert "use --thaw first" in again.stderr
    assert (author_folder / "portfolio/packets/acme.frozen.json").read_bytes() == kept


def test_a_frozen_packet_leads_to_no_page_that_is_gone(author_folder: Path) -> None:
    project.draw(author_folder, files())
    assert run("acme", "--freeze").exit_code == 0
    (author_folder / "portfolio/entries/deploys.md").unlink()
    (author_folder / "portfolio/packets/acme.yml").write_text(f"key: {KEY}\nfor: Acme\n")

    assert project.build(author_folder).returncode == 0
    page = page_of(project.bytes_of(author_folder / "site"))

    assert "Made it a matter of minutes." in page
    assert "Brackenmoor" in page
    assert "entries/deploys/" not in page


def test_the_command_begins_a_packet_that_needs_no_change_to_be_built(author_folder: Path) -> None:
    project.draw(author_folder, ENTRIES)

    begun = run("globex-labs", "--for", 'Globex "Labs": all')

    link = begun.stdout.strip()
    assert re.fullmatch(r"https://ada\.example\.com/for/[a-z2-7]{26}/", link)
    assert run("globex-labs").stdout.strip() == link
    key = link.rstrip("/").rpartition("/")[2]
    page = page_of(built(author_folder), key)
    assert "For Globex “Labs”: all" in page
    assert "Ms Example" not in page


def test_the_files_of_a_packet_are_for_their_owner_alone(author_folder: Path) -> None:
    project.draw(author_folder, files())
    folder = author_folder / "portfolio/packets"
    folder.joinpath("acme.yml").chmod(0o644)

    for arguments in (["two", "--for", "Two"], ["acme", "--freeze"], ["acme", "--rotate"]):
        assert run(*arguments).exit_code == 0
    assert run("acme", "--qr", "code.png").exit_code == 0

    written = [*folder.iterdir(), author_folder / "code.png"]
    assert len(written) == 4
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}


def test_two_packets_have_two_addresses(author_folder: Path) -> None:
    project.draw(author_folder, ENTRIES)

    assert run("one", "--for", "One").stdout != run("two", "--for", "Two").stdout


def test_the_command_gives_a_packet_without_a_key_one(author_folder: Path) -> None:
    project.draw(author_folder, files(key=None))

    assert run("acme").stdout == f"https://ada.example.com/for/{key_in(author_folder)}/\n"


def test_the_command_fills_in_an_empty_key(author_folder: Path) -> None:
    project.draw(author_folder, {**ENTRIES, "packets/acme.yml": "key:\nfor: Acme\n"})

    assert run("acme").stdout == f"https://ada.example.com/for/{key_in(author_folder)}/\n"


def test_without_a_name_it_lists_all_packets(author_folder: Path) -> None:
    project.draw(author_folder, files(expires=dt.date(2026, 1, 31)))

    assert run().stdout == f"acme: for Acme Robotics; over, until 31 January 2026\n  {LINK}\n"


def test_it_says_which_questions_have_no_answer(author_folder: Path) -> None:
    project.draw(author_folder, files(questions=[{"question": "What of money?"}]))

    assert "No entry answers it yet, so it is left out: What of money?" in run("acme").stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ["acne"],
            1,
            "there is no packet 'acne'; did you mean 'acme'? To begin it, add --for",
        ),
        (["acme", "--for", "Acme"], 2, "says already for whom it is"),
        (["../acme"], 2, "cannot be a file's name"),
        (["acme", "--freeze", "--thaw"], 2, "one change at a time: --freeze or --thaw"),
        (["acme", "--paper", "a4"], 2, "'--paper' is for the PDF"),
        (["acme", "--weak"], 2, "'--weak' is for a new passphrase"),
        (["acme", "--qr", "code.txt"], 1, "let it end in .svg or .png"),
        (["acme", "--qr", "mkdocs.svg"], 1, "'mkdocs.svg' is there already"),
        (["acme", "--qr", "portfolio/code.svg"], 1, "which is published"),
        (["acme", "--pdf", "site/acme.pdf"], 1, "which is published"),
        (["acme", "--copy", "portfolio/acme.html"], 1, "which is published"),
        (["acme", "--link-key"], 1, "'--link-key' is for protected pages"),
        (["acme", "--protect", "--passphrase-file", "portfolio/p.txt"], 1, "which is published"),
    ],
)
def test_what_cannot_be_done_is_said(
    author_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.setenv("CTO_PORTFOLIO_PASSPHRASE", "correct horse battery")
    project.draw(author_folder, files())
    (author_folder / "mkdocs.svg").touch()

    result = run(*arguments)

    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr


def test_a_letter_that_is_too_long_is_not_cut_in_silence(author_folder: Path) -> None:
    project.draw(author_folder, files(letter="A very long letter. " * 101))

    assert "long-letter: 2019 characters" in run("acme").stderr


def test_a_packet_with_errors_says_them(author_folder: Path) -> None:
    project.draw(author_folder, files(entries=["entries/stori.md"]))

    result = run("acme")

    assert result.exit_code == 1
    assert "portfolio/packets/acme.yml:18: unknown-entry: there is no entry" in result.stderr
    assert "did you mean 'entries/story.md'?" in result.stderr


def test_without_the_sites_address_there_is_no_link(author_folder: Path) -> None:
    project.draw(author_folder, files(), config={"site_url": ""})

    result = run("acme")

    assert result.exit_code == 1
    assert "set 'site_url' in 'mkdocs.yml'" in result.stderr


def test_the_link_is_written_as_a_code_for_cameras(
    author_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.draw(author_folder, files())

    assert run("acme", "--qr", "code.png").exit_code == 0
    assert run("acme", "--qr", "code.svg").exit_code == 0

    found = zxingcpp.read_barcode(Image.open(author_folder / "code.png").convert("L"))
    assert found
    assert found.text == LINK
    assert (author_folder / "code.svg").read_text("utf-8").startswith("<?xml")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "█" in run("acme").stdout


def test_the_authors_own_copy_has_the_notes_and_what_may_be_asked(author_folder: Path) -> None:
    project.draw(author_folder, files())

    assert run("acme", "--copy", "mine.html").exit_code == 0

    text = (author_folder / "mine.html").read_text("utf-8")
    for words in (
        *("Ask for Marshwiggle.", "Never say Thistledown.", "Pendlebury", "Dear Dana,", LINK),
        *("How do you part ways?", "Can this person build and retain a team?"),
    ):
        assert words in text, words
    assert (author_folder / "mine.html").stat().st_mode & 0o077 == 0


def test_a_site_with_packets_may_be_published(author_folder: Path) -> None:
    project.draw(author_folder, files())
    built(author_folder)

    said = CliRunner().invoke(main, ["verify"])

    assert (said.exit_code, said.output.split(":")[0]) == (0, "'site' may be published")


def test_what_one_packet_tells_must_stand_nowhere_else(author_folder: Path) -> None:
    project.draw(author_folder, files())
    built(author_folder)
    page = author_folder / "site/work/index.html"
    page.write_text(page.read_text("utf-8") + "<p>We met at Brackenmoor.", encoding="utf-8")

    said = CliRunner().invoke(main, ["verify"])

    assert said.exit_code == 1
    assert "site/work/index.html:1: hidden-words: holds words of 'portfolio/ent" in said.output


@pytest.mark.parametrize("protected", [False, True], ids=["open", "protected"])
def test_engines_that_run_no_plugins_show_the_same_page(
    author_folder: Path, *, protected: bool
) -> None:
    project.draw(author_folder, files())
    if protected:
        word = "correct horse battery\n"
        assert run("acme", "--protect", said=word * 2).exit_code == 0
    expected = page_of(built(author_folder))

    assert CliRunner().invoke(main, ["stage"]).exit_code == 0
    made = sample.run("zensical", "build", "-f", ".build/zensical.yml", cwd=author_folder)

    assert made.returncode == 0, made.stderr
    page = next(author_folder.glob(f".build/**/for/{KEY}/index.html")).read_text("utf-8")
    assert main_text(page) == main_text(expected)
    assert ("Brackenmoor" in page) is not protected


def main_text(page: str) -> list[str]:
    """Return the words that a page shows between header and footer."""
    content = page.partition("<main")[2].partition("</main>")[0]
    return html.unescape(re.sub(r"<[^>]*>", " ", content)).split()


needs_chromium = pytest.mark.skipif(
    shutil.which("chromium") is None, reason="the command prints with a browser of the system"
)


@needs_chromium
@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_pdf_has_two_pages_and_leads_to_the_site(
    author_folder: Path, paper: str, size: tuple[int, int]
) -> None:
    questions = [
        {"question": f"Question {number}?", "answer": ["entries/story.md", "trends/process"]}
        for number in range(9)
    ]
    project.draw(author_folder, files(questions=questions))

    result = run("acme", "--pdf", "acme.pdf", "--paper", paper)

    assert result.exit_code == 0, result.stderr
    pdf = pypdf.PdfReader(author_folder / "acme.pdf")
    assert len(pdf.pages) == 2
    box = pdf.pages[0].mediabox
    assert (round(box.width), round(box.height)) == pytest.approx(size, abs=1)
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "For Acme Robotics" in text
    assert "ada@example.com" in text
    assert "In the small room." not in text
    links = {
        str(one.get_object()["/A"]["/URI"])
        for page in pdf.pages
        for one in page.annotations or ()
        if "/A" in one.get_object()
    }
    assert {f"{LINK}#story-1", "https://ada.example.com/entries/deploys/"} <= links
    assert not [link for link in links if "127.0.0.1" in link]


@needs_chromium
def test_a_packet_too_long_for_two_pages_is_no_pdf(author_folder: Path) -> None:
    questions = [
        {"question": f"Question {one}?", "answer": ["trends/process"]} for one in range(90)
    ]
    project.draw(author_folder, files(questions=questions))

    result = run("acme", "--pdf", "acme.pdf")

    assert result.exit_code == 1
    assert "shorten the letter, or choose fewer entries" in result.stderr
    assert not (author_folder / "acme.pdf").exists()
