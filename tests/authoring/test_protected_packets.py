"""Protected packets: whoever has the passphrase has the page, and nobody else a word of it."""

import base64
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import Result
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Request, Route, expect

from tests.support import browser, project, sample, validator
from tests.support.packets import (
    FOR_NOBODY,
    FOR_THEM_ALONE,
    KEY,
    LINK,
    built,
    files,
    page_of,
    run,
    uncompressed,
)

PASSPHRASE = "correct horse battery"  # noqa: S105 - of a page that is made up
LEFT_OVER = "CTO_PORTFOLIO_OPENED_PACKET"
HOOK = """
import os, pathlib, sys
place = pathlib.Path(__file__).with_name("seen.txt")
with place.open("a", encoding="utf-8") as file:
    print("LOOKED", dict(os.environ), sys.argv, file=file)
"""


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seal a packet, and build the site without the passphrase; a hook looks round both times."""
    root = tmp_path_factory.mktemp("protected")
    (root / "hook.py").write_text(HOOK, encoding="utf-8")
    project.draw(root, files(), config={"hooks": ["hook.py"]})
    sealed = subprocess.run(
        [sample.command("cto-portfolio"), "packet", "acme", "--protect"],
        cwd=root,
        env={**sample.ENVIRONMENT, "CTO_PORTFOLIO_PASSPHRASE": PASSPHRASE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (sealed.returncode, sealed.stdout) == (0, f"{LINK}\n"), sealed.stderr
    done = project.build(root, "--strict", **{LEFT_OVER: KEY})
    assert done.returncode == 0, done.stderr
    return root


def attributes(page: str) -> dict[str, str]:
    """Return what the form of a locked page holds."""
    return dict(re.findall(r'data-([a-z-]+)="([^"]*)"', page.partition("<form")[2]))


def test_without_the_passphrase_nothing_of_it_is_in_the_output(protected: Path) -> None:
    site = project.bytes_of(protected / "site")
    page = page_of(site)

    for path, content in uncompressed(site):
        for one in (*FOR_THEM_ALONE, *FOR_NOBODY, PASSPHRASE):
            if one != KEY:
                assert one.encode() not in content, path
    assert "<title>Opens with a passphrase · Ada Example</title>" in page
    assert 'content="noindex"' in page


def test_plugins_and_hooks_find_neither_the_passphrase_nor_which_packet_is_opened(
    protected: Path,
) -> None:
    sealing, building = (protected / "seen.txt").read_text("utf-8").strip().split("\n")

    assert sealing.startswith("LOOKED")
    assert not [secret for secret in (PASSPHRASE, KEY) if secret in sealing]
    assert PASSPHRASE not in building


def test_the_files_of_what_was_sealed_are_for_their_owner_alone(protected: Path) -> None:
    for path in (protected / "portfolio/packets").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path


def test_what_was_sealed_is_aes_gcm_under_a_key_of_pbkdf2(protected: Path) -> None:
    """Opened here without the product: by its own parameters and another implementation."""
    found = attributes(page_of(project.bytes_of(protected / "site")))
    salt, iv, text = (base64.b64decode(found[name]) for name in ("salt", "iv", "text"))
    assert int(found["rounds"]) >= 600_000
    assert (len(salt), len(iv)) == (16, 12)

    kdf = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=int(found["rounds"]))
    bound = f"cto-portfolio packet 1 for/{KEY}/".encode()
    html = AESGCM(kdf.derive(PASSPHRASE.encode())).decrypt(iv, text, bound).decode()

    for words in FOR_THEM_ALONE:
        assert (words in html) is (words != KEY), words
    assert "data:image/svg+xml;base64," in html
    assert len(text) % 4096 == 16


def test_builds_of_a_sealed_page_give_the_same_bytes_and_another_sealing_others(
    protected: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(protected, tmp_path / "again"))
    before = project.bytes_of(root / "site")
    assert built(root) == before

    file = root / "passphrase"
    file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    arguments = ["-f", str(root / "mkdocs.yml"), "--passphrase-file", str(file)]
    assert run("acme", "--protect", *arguments).exit_code == 0

    anew, old = attributes(page_of(built(root))), attributes(page_of(before))
    assert not [
        name for name in ("salt", "iv", "text", "check", "check-iv") if anew[name] == old[name]
    ]


def test_a_sealed_page_ends_with_the_consent_of_those_who_are_quoted_in_it(
    protected: Path, tmp_path: Path
) -> None:
    """Without the passphrase: what is sealed cannot be looked into, and says whose words it is."""
    root = Path(shutil.copytree(protected, tmp_path / "withdrawn"))
    bo = root / "portfolio/entries/from-bo.md"
    bo.write_text(bo.read_text("utf-8").replace("consent: true", "consent: false"), "utf-8")

    done = project.build(root)

    assert "no-consent: 'entries/from-bo.md' holds words whose author no longer" in done.stderr
    assert "the packet is withheld until you run 'cto-portfolio packet acme --prot" in done.stderr
    assert not (root / "site/for").exists()
    kept = (root / "portfolio/packets/acme.sealed.json").read_text("utf-8")
    assert not [words for words in ("Bo Example", "A word from Bo", "a seventh") if words in kept]


def test_a_revoked_packet_stops_no_build_whatever_was_kept_of_it(
    protected: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(protected, tmp_path / "revoked"))
    bo = root / "portfolio/entries/from-bo.md"
    bo.write_text(bo.read_text("utf-8").replace("consent: true", "consent: false"), "utf-8")
    packet = root / "portfolio/packets/acme.yml"
    packet.write_text(packet.read_text("utf-8") + "revoked: true\n", "utf-8")

    done = project.build(root, "--strict")

    assert done.returncode == 0, done.stderr
    assert "no longer agrees to show them; it is revoked, so nothing of it is shown" in done.stderr
    assert not (root / "site/for").exists()


def test_a_page_that_ought_to_be_locked_and_is_not_sealed_is_not_built(tmp_path: Path) -> None:
    project.draw(tmp_path, files(protected=True))

    done = project.build(tmp_path)

    assert "not-sealed: it has not been sealed" in done.stderr
    assert not (tmp_path / "site/for").exists()


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("hunter2", "this is a very common password"),
        ("aaaaaaaaaaaaaaaa", 'repeats like "aaa" are easy to guess'),
        ("Acme Robotics 2026", "easy to guess; take four or five words"),
        ("Tr0ub4dor&3", "take four or five words"),
    ],
)
def test_a_passphrase_that_can_be_guessed_is_refused_and_why(
    author_folder: Path, passphrase: str, said: str
) -> None:
    project.draw(author_folder, files())

    refused = run("acme", "--protect", said=f"{passphrase}\n" * 2)

    assert refused.exit_code == 1
    assert said in refused.stderr
    assert "'--weak' if it does not matter" in refused.stderr
    assert passphrase not in refused.output
    assert not list((author_folder / "portfolio/packets").glob("*.json"))
    assert "protected" not in (author_folder / "portfolio/packets/acme.yml").read_text("utf-8")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_passphrase_that_cannot_be_read_is_said(
    author_folder: Path, content: bytes | None
) -> None:
    project.draw(author_folder, files())
    if content is not None:
        Path("words").write_bytes(content)

    refused = run("acme", "--protect", "--passphrase-file", "words")

    assert refused.exit_code == 1
    assert "'words'" in refused.stderr


def test_a_passphrase_is_asked_for_twice(author_folder: Path) -> None:
    project.draw(author_folder, files())

    unlike = run("acme", "--protect", said=f"{PASSPHRASE}\nanother one\n\n")
    empty = run("acme", "--protect", "--weak", "--passphrase-file", "/dev/null")

    assert (unlike.exit_code, empty.exit_code) == (1, 1)
    assert "the passphrase is empty" in empty.stderr
    assert not list((author_folder / "portfolio/packets").glob("*.json"))


def test_without_the_library_it_says_how_to_get_it(
    author_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.draw(author_folder, files())
    monkeypatch.setitem(sys.modules, "zxcvbn", None)

    result = run("acme", "--protect", said=f"{PASSPHRASE}\n" * 2)

    assert result.exit_code == 1
    assert "pip install 'cto-portfolio[protect]'" in result.stderr


def link_with_key(root: Path, passphrase: str) -> Result:
    return run("acme", "--link-key", "-f", str(root / "mkdocs.yml"), said=f"{passphrase}\n")


def test_a_link_with_the_key_needs_the_passphrase(protected: Path) -> None:
    result = link_with_key(protected, "another passphrase")

    assert result.exit_code == 1
    assert "not the passphrase" in result.stderr


@pytest.fixture(scope="module")
def locked(protected: Path) -> Iterator[str]:
    """Serve the site with the locked page; give the page's address."""
    with sample.served(protected / "site") as url:
        yield f"{url}for/{KEY}/"


@pytest.fixture
def visit(chromium: Chromium, locked: str) -> Iterator[browser.Visit]:
    """Open the locked page, and close it when the test is over."""
    with browser.windows(chromium, locked) as windows, browser.visits(windows) as visits:
        yield visits


@browser.light_and_dark
@browser.phone_and_desktop
def test_the_page_is_accessible_locked_and_opened(
    width: int, *, dark: bool, visit: browser.Visit, axe: str
) -> None:
    page = visit("", width=width, dark=dark)
    assert browser.violations(page, axe) == []
    assert browser.sideways(page, browser.SMALLEST) == []

    page.get_by_label("Passphrase", exact=True).fill("wrong")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("This is not the passphrase"))
    assert browser.violations(page, axe) == []

    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("For Acme Robotics")
    page.set_viewport_size({"width": width, "height": browser.HEIGHT})
    assert browser.violations(page, axe) == []
    assert browser.sideways(page, browser.SMALLEST) == []


def test_it_opens_by_keyboard_and_the_reader_stands_at_its_beginning(visit: browser.Visit) -> None:
    page = visit("")
    page.get_by_label("Passphrase", exact=True).focus()

    page.keyboard.type("wrong")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_have_text(re.compile("This is not the passphrase"))
    expect(page.get_by_label("Passphrase", exact=True)).to_be_focused()
    expect(page.get_by_label("Passphrase", exact=True)).to_have_attribute("aria-invalid", "true")

    page.keyboard.type(f" {PASSPHRASE} ")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page).to_have_title("For Acme Robotics")
    expect(page.get_by_alt_text("A line at Larkspur")).to_be_visible()


def test_it_opens_at_no_other_address(protected: Path, chromium: Chromium, tmp_path: Path) -> None:
    """Whoever keeps the file elsewhere has the passphrase refused, and the reader is told why."""
    site = Path(shutil.copytree(protected / "site", tmp_path / "site"))
    moved = site / f"for/{KEY[::-1]}"
    (site / f"for/{KEY}").rename(moved)
    page = chromium.new_page()
    page.goto((moved / "index.html").as_uri())

    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_have_text(re.compile("changed or moved on its way"))
    page.close()


def test_what_is_typed_stays_in_the_browser(visit: browser.Visit, locked: str) -> None:
    page = visit("")
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - is given attributes

    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("For Acme Robotics")
    expect(page).to_have_url(locked)
    assert {urlsplit(one.url).netloc for one in asked} <= {urlsplit(locked).netloc, ""}
    assert {one.method for one in asked} <= {"GET"}
    assert not [one.url for one in asked if "correct" in one.url]


def test_a_link_with_the_key_opens_by_itself(protected: Path, visit: browser.Visit) -> None:
    link = link_with_key(protected, PASSPHRASE).stdout.strip()
    assert link.startswith(f"{LINK}#key=")

    page = visit(f"#{link.partition('#')[2]}")

    expect(page.get_by_role("heading", level=1)).to_have_text("For Acme Robotics")


def test_a_link_with_another_key_says_so(visit: browser.Visit) -> None:
    page = visit(f"#key={'A' * 43}")

    expect(page.get_by_role("alert")).to_have_text(re.compile("does not fit any more"))


@pytest.mark.parametrize(
    ("name", "said"),
    [("text", "has been damaged, changed or moved"), ("salt", "This is not the passphrase")],
)
def test_what_was_changed_on_its_way_does_not_open(
    visit: browser.Visit, name: str, said: str
) -> None:
    page = visit("")
    page.locator(".lock__form").evaluate(
        "(form, name) => { const old = form.dataset[name];"
        " form.dataset[name] = (old[0] === 'A' ? 'B' : 'A') + old.slice(1) }",
        name,
    )

    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_have_text(re.compile(said))


def test_it_opens_where_only_files_of_the_site_may_run(chromium: Chromium, locked: str) -> None:
    page = chromium.new_page()
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"

    def strictly(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    page.route(locked, strictly)
    page.goto(locked)

    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("For Acme Robotics")
    picture = page.get_by_alt_text("A line at Larkspur")
    expect(picture).to_have_js_property("naturalWidth", 9)
    page.close()


def test_it_opens_from_a_file_too(protected: Path, chromium: Chromium) -> None:
    page = chromium.new_page()
    page.goto((protected / f"site/for/{KEY}/index.html").as_uri())

    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("For Acme Robotics")
    page.close()


def test_the_locked_page_is_valid(protected: Path) -> None:
    assert validator.errors([protected / f"site/for/{KEY}/index.html"], protected) == []


def test_without_javascript_it_says_what_it_needs(visit: browser.Visit) -> None:
    page = visit("", javascript=False)

    expect(page.get_by_text("Opening it needs JavaScript")).to_be_visible()
    expect(page.get_by_label("Passphrase", exact=True)).to_be_hidden()
