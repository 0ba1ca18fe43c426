"""An address that was once public goes on leading to its page, and is named nowhere else."""

import datetime as dt
import re
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin

import pytest

from cto_portfolio.publishing.release import Release, release
from cto_portfolio.publishing.settings import Settings
from tests.support import project, sample
from tests.support.project import entry

ADDRESS = "https://ada.example.com/portfolio/"
OLD = {
    "old/talk/": "entries/deploys/",
    "2020/03/talk.html": "entries/deploys/",
    "entries/deploys.html": "entries/deploys/",
    "known/to/some/": "entries/told/",
    "welcome.html": "",
    "who/": "about/",
}
FILES: Mapping[str, str] = {
    "entries/deploys.md": entry(
        title="Deploys & <b>more</b>",
        aliases=["old/talk/", "/2020/03/talk.html", "entries/deploys.html"],
    ),
    "entries/told.md": entry(visibility="unlisted", aliases=["known/to/some"]),
    "about.md": "---\naliases: [who/]\n---\n\nI build teams.\n",
    "index.md": "---\naliases: [welcome.html]\n---\n\nHello.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build strictly, which also says that the site may be published."""
    root = tmp_path_factory.mktemp("moved")
    project.draw(root, FILES, config={"site_url": ADDRESS})
    built = project.build(root, "--strict")
    assert built.returncode == 0, built.stderr
    return root / "site"


def page(site: Path, url: str) -> str:
    return (site / (f"{url}index.html" if url.endswith("/") else url)).read_text("utf-8")


def released(files: Mapping[str, str], *, has_directory_urls: bool = True) -> Release:
    settings = Settings(address=ADDRESS, has_directory_urls=has_directory_urls)
    by_path = {PurePosixPath(name): text for name, text in files.items()}
    return release(by_path, settings, today=dt.date(2026, 11, 21))


@pytest.mark.parametrize(("old", "new"), OLD.items())
def test_every_old_address_leads_to_the_page(site: Path, old: str, new: str) -> None:
    text = page(site, old)
    refresh = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', text)
    link = re.search(r'<a href="([^"]*)"', text)

    assert refresh
    assert link
    assert urljoin(ADDRESS + old, refresh[1]) == ADDRESS + new
    assert urljoin(ADDRESS + old, link[1]) == ADDRESS + new
    assert f'<link rel="canonical" href="{ADDRESS}{new}">' in text


def test_what_leads_there_has_no_script_and_is_not_to_be_found(site: Path) -> None:
    text = page(site, "old/talk/")

    assert "<script" not in text
    assert '<meta name="robots" content="noindex">' in text
    assert 'http-equiv="Content-Security-Policy"' in text
    assert "Deploys &amp; &lt;b&gt;more&lt;/b&gt;" in text


def test_no_list_knows_of_old_addresses(site: Path) -> None:
    """Sitemap, search, feeds, pages: nothing but the file for servers, which holds no unlisted."""
    names = ("old/talk", "2020/03", "known/to", "welcome.html", "who/")
    naming = {
        name
        for name, content in project.bytes_of(site).items()
        if any(old.encode() in content for old in names)
    }

    assert naming == {"_redirects", "nginx-redirects.conf"}
    assert "told" not in (site / "_redirects").read_text("utf-8")


def test_servers_are_told_to_redirect_for_good(site: Path) -> None:
    lines = (site / "_redirects").read_text("utf-8").splitlines()
    nginx = (site / "nginx-redirects.conf").read_text("utf-8").splitlines()
    listed = {old: new for old, new in OLD.items() if "known" not in old}

    assert sorted(lines) == sorted(
        f"/portfolio/{old} /portfolio/{new} 301" for old, new in listed.items()
    )
    assert sorted(nginx) == sorted(
        f'location = "/portfolio/{old}" {{ return 301 "/portfolio/{new}"; }}'
        for old, new in listed.items()
    )


def test_without_aliases_there_is_no_file_for_servers() -> None:
    made = {one.path for one in released({"entries/deploys.md": entry()}).made("")}

    assert PurePosixPath("_headers") in made
    assert PurePosixPath("_redirects") not in made


def test_redirects_of_the_authors_own_stay() -> None:
    files = {**FILES, "_redirects": "/a /b 302\n"}
    made = {str(one.path) for one in released(files).made("")}

    assert "_redirects" not in made
    assert {"old/talk/index.html", "nginx-redirects.conf"} <= made


def test_addresses_stay_when_they_are_made_in_another_way() -> None:
    """A page that is an alias of itself is one page; the name of a source is its address."""
    files = {"entries/deploys.md": entry(aliases=["entries/deploys/", "entries/earlier.md"])}
    folders = {str(one.path): one.url for one in released(files).redirects}
    flat = {str(one.path): one.url for one in released(files, has_directory_urls=False).redirects}

    assert folders == {"entries/earlier/index.html": "entries/deploys/"}
    assert flat == {
        "entries/deploys/index.html": "entries/deploys.html",
        "entries/earlier.html": "entries/deploys.html",
    }


def test_what_is_confidential_may_stand_in_no_alias(tmp_path: Path) -> None:
    files = {
        "entries/deploys.md": entry(aliases=["blog/zanzi%62arbank/"]),
        "about.md": "---\naliases: [zanzibarbank/]\n---\n\nMe.\n",
        "confidential.yml": "terms: [Zanzibarbank]\n",
    }
    project.draw(tmp_path, files)

    found = sample.run("cto-portfolio", "check", cwd=tmp_path).stdout

    assert "portfolio/entries/deploys.md:6: confidential" in found
    assert "portfolio/about.md:2: confidential" in found


def test_a_redirect_that_something_has_written_over_is_found(site: Path, tmp_path: Path) -> None:
    spoilt = shutil.copytree(site, tmp_path / "spoilt")
    (spoilt / "old/talk/index.html").write_text("<p>Something else</p>")

    said = sample.run("cto-portfolio", "verify", str(spoilt), cwd=site.parent)

    assert said.returncode == 1
    assert "spoilt/old/talk/index.html:1: not-ours" in said.stdout
