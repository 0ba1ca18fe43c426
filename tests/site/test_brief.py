"""The brief: one sheet of paper, whatever the portfolio holds, and nothing private on it."""

import io
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from cto_portfolio.cli import main
from cto_portfolio.site import qr_code
from tests.support import project, sample
from tests.support.project import entry

PAPERS = {"A4": (595, 842), "Letter": (612, 792)}
"""In points."""
DESKTOP_SIZE: ViewportSize = {"width": 1440, "height": 900}
SENTENCE = "Every owner of a service could release it alone and watch what the customers saw. "
CLAUSE = "every owner of a service could release it alone and watch what the customers saw, and "
LONG: Mapping[str, Callable[[int], str]] = {
    "sentences": lambda length: (SENTENCE * 20)[:length].strip(),
    "one sentence": lambda length: (CLAUSE * 20)[:length].strip(),
    "wide letters": lambda length: ("MWM@W MMW " * 200)[:length].strip(),
    "capitals": lambda length: SENTENCE.upper()[: min(length, 44)].strip(),
    "little": lambda length: SENTENCE[: min(length, 40)].strip(),
    "one word": lambda length: "M" * length,
    "ideographs": lambda length: ("台帳を作り直し、締めの作業を二日に縮めた。" * 60)[:length],
    "joined letters": lambda length: ("منصة دفع موثوقة تعمل كل يوم " * 60)[:length].strip(),
}
"""Texts that authors may write, as long as they like."""


def overfull(text: Callable[[int], str]) -> dict[str, str]:
    """Return a portfolio with more of everything than a page holds, and longer."""
    tour = {"from": "2017-09", "to": "2018-12", "result": text(800)}
    author = {"name": text(60), "title": text(90), "organization": text(90), "relation": "peer"}
    profile = {
        "name": text(150),
        "headline": text(300),
        "summary": text(900),
        "looking_for": text(600),
        "location": text(200),
        "email": f"{'a' * 60}@example.com",
        "tours": [{"organization": text(150), "title": text(150), **tour}] * 7,
    }
    metric = {"name": text(120), "before": 123456789, "after": 98765.25, "unit": text(40)}
    options = [{"name": f"{text(100)}{letter}"} for letter in "ABC"]
    files = {"profile.yml": json.dumps(profile, ensure_ascii=False)}
    for number in range(8):
        head = {"title": f"{text(200)}{number}", "summary": text(190), "featured": True}
        kinds = {
            "achievement": entry(metrics=[metric], **head),
            "tradeoff": entry(
                "architecture-tradeoff", decision=options[0]["name"], options=options, **head
            ),
            "talk": entry("talk", event=text(150), location=text(150), **head),
            "voucher": entry("recommendation", {"from": author}, consent=True, **head) + text(900),
        }
        files |= {f"entries/{kind}-{number}.md": made for kind, made in kinds.items()}
    return files


@pytest.fixture(scope="module", params=LONG)
def overfull_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve an overfull portfolio's site."""
    root = project.draw(tmp_path_factory.mktemp("overfull"), overfull(LONG[request.param]))
    built = project.build(root, "--strict")
    assert built.returncode == 0, built.stderr
    with sample.served(root / "site") as url:
        yield url


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open a window on a dark desktop."""
    opened = chromium.new_page(color_scheme="dark", viewport={"width": 1440, "height": 900})
    yield opened
    opened.close()


def sheet(paper: str) -> ViewportSize:
    """Return what a paper has within the margins of the brief, in pixels."""
    width, height = (round(points * 96 / 72) for points in PAPERS[paper])
    return {"width": width - round(26 * 96 / 25.4), "height": height - round(20 * 96 / 25.4)}


def printed(page: Page, paper: str) -> pypdf.PdfReader:
    """Print a page as browsers do."""
    return pypdf.PdfReader(io.BytesIO(page.pdf(format=paper)))


@pytest.mark.parametrize("paper", PAPERS)
def test_the_samples_brief_is_one_page(page: Page, sample_url: str, paper: str) -> None:
    page.goto(f"{sample_url}brief/")

    pdf = printed(page, paper)

    assert len(pdf.pages) == 1
    text = words(pdf.pages[0].extract_text())
    shown = words(page.locator(".brief").inner_text())
    assert text == shown


@pytest.mark.parametrize("paper", PAPERS)
def test_an_overfull_brief_is_one_page_with_every_line_of_it_on_the_page(
    page: Page, overfull_url: str, paper: str
) -> None:
    page.goto(f"{overfull_url}brief/")
    assert len(printed(page, paper).pages) == 1

    page.emulate_media(media="print")
    page.set_viewport_size(sheet(paper))

    whole = page.locator(".brief").bounding_box()
    assert whole
    for item in [*page.locator(".brief__item").all(), page.locator(".brief__head")]:
        box = item.bounding_box()
        assert box
        assert box["y"] + box["height"] <= whole["y"] + whole["height"]
        assert box["x"] + box["width"] <= whole["x"] + whole["width"] + 1


def test_a_brief_with_less_on_it_is_printed_in_larger_letters(
    author_folder: Path, page: Page, sample_url: str
) -> None:
    def size(url: str) -> float:
        page.goto(f"{url}brief/")
        page.emulate_media(media="print")
        style = page.locator(".brief").evaluate("each => getComputedStyle(each).fontSize")
        return float(str(style).removesuffix("px"))

    project.draw(author_folder, overfull(LONG["one sentence"]))
    assert project.build(author_folder).returncode == 0
    with sample.served(author_folder / "site") as overfull_url:
        assert size(sample_url) > size(overfull_url) >= 9 * 96 / 72


FONTS = ("Liberation Sans", "Liberation Serif", "Noto Sans", "DejaVu Sans", "DejaVu Serif")
"""Narrow ones and wide ones, where they are installed."""
BROKEN_WORDS = r"""() => {
    const broken = [];
    const texts = document.createTreeWalker(document.querySelector(".brief"), NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode()); )
        for (const word of text.data.matchAll(/\p{L}{3,}/gu)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const rows = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
            if (rows.size > 1) broken.push(word[0]);
        }
    return broken;
}"""


def test_the_samples_brief_fits_whatever_the_font_and_ends_no_sentence_early(
    chromium: Browser, sample_url: str
) -> None:
    page = chromium.new_page(bypass_csp=True)
    page.goto(f"{sample_url}brief/")
    assert "…" not in page.locator(".brief").inner_text()
    for font in FONTS:
        page.add_style_tag(content=f"* {{ font-family: '{font}', sans-serif !important }}")
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            for paper in PAPERS:
                page.set_viewport_size(sheet(paper) if media == "print" else DESKTOP_SIZE)
                assert page.evaluate(BROKEN_WORDS) == [], (font, media, paper)
                assert media == "screen" or page.locator(".brief").evaluate(
                    "each => each.scrollHeight <= each.clientHeight + 1"
                ), (font, paper)
    page.close()


def test_an_overfull_brief_does_not_scroll_sideways(page: Page, overfull_url: str) -> None:
    page.goto(f"{overfull_url}brief/")
    page.set_viewport_size({"width": 320, "height": 640})

    assert page.locator(".brief").evaluate("each => each.scrollWidth <= innerWidth")


def test_the_code_leads_to_the_site(page: Page, sample_url: str) -> None:
    """On a dark desktop, too, where cameras expect dark on light."""
    page.goto(f"{sample_url}brief/")
    code = page.get_by_role("img", name="QR code of https://portfolio.example.com/")

    found = zxingcpp.read_barcode(Image.open(io.BytesIO(code.screenshot())), try_invert=False)

    assert found
    assert found.text == "https://portfolio.example.com/"
    assert found.ec_level in {"M", "Q", "H"}


def test_the_code_is_large_enough_on_paper(page: Page, sample_url: str) -> None:
    page.goto(f"{sample_url}brief/")
    page.emulate_media(media="print")

    box = page.locator(".brief__code").bounding_box()

    assert box
    assert box["width"] >= 20 * 96 / 25.4


@pytest.mark.parametrize(
    "address",
    ["https://a.example/", "https://ポートフォリオ.example/", f"https://a.example/{'b' * 180}/"],
)
def test_a_code_holds_the_whole_address(address: str) -> None:
    code = qr_code.encode(address)

    assert code
    assert read(code) == address


def test_an_address_too_long_for_a_camera_has_no_code() -> None:
    assert qr_code.encode(f"https://a.example/{'b' * 200}/") is None


def read(code: qr_code.QrCode) -> str:
    """Decode the squares of a code."""
    image = Image.new("L", (code.size, code.size), 255)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path):
        image.paste(0, (int(x), int(y), int(x) + int(width), int(y) + 1))
    found = zxingcpp.read_barcode(image.resize((code.size * 4, code.size * 4)))
    return found.text if found else ""


def words(text: str) -> list[str]:
    """Return the words of a text in alphabetical order: columns are read in either order.

    Paper has ligatures where the font has them.
    """
    return sorted(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


FILES = {
    "entries/deploys.md": entry(
        metrics=[{"name": "Lead time", "before": 42, "after": 6, "unit": "min"}]
    ),
    "entries/merger.md": entry(title="Quillfeather merger", visibility="private"),
    "entries/quiet.md": entry(title="Brackenmoor pilot", visibility="unlisted"),
    "entries/idea.md": entry(title="Thistledown idea", draft=True),
    "entries/bo.md": entry(
        "recommendation",
        {"from": {"name": "Bo Withheld", "relation": "peer"}},
        title="A word from Bo",
    ),
    "profile.yml": "name: Ada Example\nheadline: Fast, and kept fast\n",
}
HIDDEN = ("Quillfeather", "Brackenmoor", "Thistledown", "Withheld")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["brief", *arguments])


def test_the_command_prints_the_brief_as_text(author_folder: Path) -> None:
    project.draw(author_folder, FILES)

    result = run()

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Ada Example",
        "Fast, and kept fast",
        "https://ada.example.com/",
        "",
        "OUTCOMES",
        "- Deploys in six minutes (2026)",
        "  Lead time: from 42 min to 6 min (−86%)",
    ]


def test_nothing_that_is_not_public_stands_on_the_page(author_folder: Path) -> None:
    project.draw(author_folder, FILES)
    assert project.build(author_folder).returncode == 0

    text = (author_folder / "site/brief/index.html").read_text(encoding="utf-8")

    assert "Deploys in six minutes" in text
    assert not [name for name in HIDDEN if name in text]


def test_the_home_page_and_the_foot_of_pages_lead_to_it(author_folder: Path) -> None:
    project.draw(author_folder, FILES)
    assert project.build(author_folder).returncode == 0

    home = (author_folder / "site/index.html").read_text(encoding="utf-8")

    assert 'href="brief/">One-page summary' in home
    assert '<li><a href="brief/">' in home.partition('<footer class="footer"')[2]


def test_there_is_no_brief_of_nobody(author_folder: Path) -> None:
    project.draw(author_folder, {})
    assert project.build(author_folder).returncode == 0

    assert not (author_folder / "site/brief").exists()
    result = run()
    assert result.exit_code == 1
    assert "there is nothing to say yet" in result.stderr


def test_without_an_address_there_is_no_code_and_no_link_to_nowhere(author_folder: Path) -> None:
    project.draw(author_folder, FILES, config={"site_url": ""})
    assert project.build(author_folder).returncode == 0

    sheet = (author_folder / "site/brief/index.html").read_text(encoding="utf-8")
    sheet = sheet.partition("<article")[2].partition("</article>")[0]

    assert "Deploys in six minutes" in sheet
    assert "<svg" not in sheet
    assert "href" not in sheet
    assert "https" not in run().stdout


needs_chromium = pytest.mark.skipif(
    shutil.which("chromium") is None, reason="the command prints with a browser of the system"
)


@needs_chromium
@pytest.mark.parametrize(("flags", "paper"), [([], "A4"), (["--paper", "letter"], "Letter")])
def test_the_command_writes_one_page_of_the_paper_asked_for(
    author_folder: Path, flags: list[str], paper: str
) -> None:
    project.draw(author_folder, FILES)

    result = run("--pdf", "ada.pdf", *flags)

    assert (result.stdout, result.stderr) == ("ada.pdf\n", "")
    pdf = pypdf.PdfReader(author_folder / "ada.pdf")
    assert len(pdf.pages) == 1
    size = pdf.pages[0].mediabox
    assert (round(size.width), round(size.height)) == pytest.approx(PAPERS[paper], abs=1)
    text = pdf.pages[0].extract_text()
    assert "Deploys in six minutes" in text
    assert not [name for name in HIDDEN if name in text]
    left = {path.name for path in author_folder.iterdir()} - {".cache"}  # the cards of the build
    assert left == {"ada.pdf", "mkdocs.yml", "portfolio"}


@needs_chromium
def test_links_of_the_pdf_lead_to_the_site(author_folder: Path) -> None:
    project.draw(author_folder, FILES)

    run("--pdf")

    annotations = pypdf.PdfReader(author_folder / "brief.pdf").pages[0].annotations or ()
    found = {str(one.get_object()["/A"]["/URI"]) for one in annotations}
    assert found == {"https://ada.example.com/", "https://ada.example.com/entries/deploys/"}


@needs_chromium
def test_the_same_portfolio_gives_the_same_pdf_over_the_last_one(author_folder: Path) -> None:
    project.draw(author_folder, FILES, config={"use_directory_urls": False})
    assert run("--pdf", "one.pdf").exit_code == 0
    assert run("--pdf", "two.pdf").exit_code == 0
    assert run("--pdf", "two.pdf").exit_code == 0

    one, two = (author_folder / name for name in ("one.pdf", "two.pdf"))
    assert one.read_bytes() == two.read_bytes()
    assert "/CreationDate" not in (pypdf.PdfReader(one).metadata or {})


@pytest.mark.parametrize("content", ["Dear Dana", "%PDF-1.7\nsigned by both\n"])
def test_no_file_of_the_authors_is_written_over(author_folder: Path, content: str) -> None:
    project.draw(author_folder, FILES)
    (author_folder / "contract.pdf").write_text(content, encoding="utf-8")

    result = run("--pdf", "contract.pdf")

    assert result.exit_code == 1
    assert "'contract.pdf' was not written by this command" in result.stderr
    assert (author_folder / "contract.pdf").read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        pytest.param(
            {"PATH": "/nowhere"},
            "install Chromium or Google Chrome, or say where it is",
            marks=pytest.mark.skipif(sys.platform == "darwin", reason="it is found without PATH"),
        ),
        ({"CHROME_PATH": "/no/chrome"}, "CHROME_PATH is '/no/chrome', and that is no program"),
        ({"CHROME_PATH": "true"}, "true' made no PDF; name another in CHROME_PATH"),
    ],
)
def test_without_a_browser_it_says_what_to_do(
    author_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: Mapping[str, str],
    said: str,
) -> None:
    project.draw(author_folder, FILES)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    result = run("--pdf")

    assert result.exit_code == 1
    assert said in result.stderr
    assert not (author_folder / "brief.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--paper", "letter"], 2, "'--paper' is for the PDF; add '--pdf'"),
        (["--pdf", "gone/brief.pdf"], 1, "there is no folder 'gone'"),
    ],
)
def test_what_cannot_be_done_is_said(
    author_folder: Path, arguments: list[str], code: int, said: str
) -> None:
    project.draw(author_folder, FILES)

    result = run(*arguments)

    assert result.exit_code == code
    assert said in result.stderr


@needs_chromium
def test_a_site_that_cannot_be_built_is_said(author_folder: Path) -> None:
    project.draw(author_folder, FILES, config={"plugins": ["no-such-plugin"]})

    result = run("--pdf")

    assert result.exit_code == 1
    assert "the site cannot be built: " in result.stderr
