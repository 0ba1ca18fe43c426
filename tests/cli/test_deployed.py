"""A deployed site: what its host drops, changes or adds is said in words that help."""

import re
import time
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cto_portfolio.cli import main
from cto_portfolio.cli.deployed import check_deployed
from cto_portfolio.engines import settings
from cto_portfolio.problems import PortfolioError, Severity
from cto_portfolio.publishing import headers
from tests.support import project, sample
from tests.support.project import entry

PAGE = '<meta http-equiv="Content-Security-Policy" content="{0}"><title>{0}</title>\n'
SENT = headers.values("default-src 'none'")
SITE = {
    "index.html": PAGE.format("home"),
    "talks/index.html": PAGE.format("talks"),
    "old/index.html": '<meta http-equiv="refresh" content="0; url=../talks/">',
    "404.html": PAGE.format("nothing here"),
    "entries/façade.txt": "outside",
    "assets/_fonts.css": "a {}",
    "feed.json": "{}",
    "logo.svg": "<svg/>",
    ".well-known/security.txt": "Contact: mailto:ada@example.com",
    "sitemap.xml": "<urlset/>",
    **{str(made.path): made.content.decode() for made in headers.build("default-src 'none'")},
}


class Host(sample.StaticHost):
    """Does everything right, and remembers what it was asked for."""

    extensions_map = {  # noqa: RUF012 - as it is declared
        **sample.StaticHost.extensions_map,
        ".json": "application/feed+json",
        ".xml": "text/xml",
        ".html": "text/html;charset=utf-8",
    }
    agents: set[str] = set()  # noqa: RUF012 - of all hosts

    def do_GET(self) -> None:  # noqa: N802 (the name is inherited)
        self.agents.add(self.headers["User-Agent"])
        super().do_GET()

    def end_headers(self) -> None:
        for name, value in self.sent().items():
            self.send_header(name, value)
        super().end_headers()

    def sent(self) -> Mapping[str, str]:
        """Return the headers of every answer."""
        return SENT

    def redirect(self, to: str) -> None:
        """Send the reader elsewhere."""
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        super().end_headers()


class DropsHidden(Host):
    """Publishes nothing that begins with a dot or an underscore, as Jekyll does."""

    def do_GET(self) -> None:  # noqa: N802 (the name is inherited)
        if "/." in self.path or "/_" in self.path:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()


class WrongTypes(Host):
    """Knows neither types nor letters."""

    extensions_map = {  # noqa: RUF012 - as it is declared
        **Host.extensions_map,
        ".svg": "text/plain",
        ".css": "",
        ".html": "text/html; charset=ISO-8859-1",
    }


class AlwaysThere(Host):
    """Shows the home page for whatever is not there."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        del code, message, explain
        self.path = "/"
        self.do_GET()


class OwnErrorPage(Host):
    """Says in its own words that something is not there."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        del message, explain
        self.send_response(code)
        self.end_headers()
        self.wfile.write(b"Nothing here. Visit our partners!")


class AddsScript(Host):
    """Counts visitors, without asking."""

    def copyfile(self, source, outputfile) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        outputfile.write(source.read() + b"<script src=/beacon.js></script>")

    def send_header(self, keyword: str, value: str) -> None:
        if keyword.lower() != "content-length":
            super().send_header(keyword, value)


class NoHeaders(Host):
    """Cannot send headers, as GitHub Pages."""

    def sent(self) -> Mapping[str, str]:
        return {}


class OtherHeaders(Host):
    """Sends headers of its own choice."""

    def sent(self) -> Mapping[str, str]:
        kept = {name: value for name, value in SENT.items() if name != "Referrer-Policy"}
        return {**kept, "X-Content-Type-Options": "sniff"}


class Moved(Host):
    """Leads to another address."""

    def do_GET(self) -> None:  # noqa: N802 (the name is inherited)
        self.redirect(f"https://www.example.org{self.path}")


class MovesSome(Host):
    """Redirects within the site, to another one, and in a circle."""

    def do_GET(self) -> None:  # noqa: N802 (the name is inherited)
        if self.path == "/old/":
            self.redirect("/talks/")
        elif self.path == "/logo.svg":
            self.redirect("https://cdn.example.org/logo.svg")
        elif self.path == "/feed.json":
            self.redirect("/feed.json")
        else:
            super().do_GET()


class Slow(Host):
    """Takes longer than anybody waits."""

    def do_GET(self) -> None:  # noqa: N802 (the name is inherited)
        if self.path != "/":
            time.sleep(0.6)
        super().do_GET()


class Silent(Host):
    """Hangs up."""

    def do_GET(self) -> None:  # noqa: N802 (the name is inherited)
        if self.path == "/":
            super().do_GET()
        self.close_connection = True


class Busy(Host):
    """Wants no more requests."""

    def do_GET(self) -> None:  # noqa: N802 (the name is inherited)
        self.send_response(HTTPStatus.TOO_MANY_REQUESTS)
        self.end_headers()


class WithSources(Host):
    """Publishes more than the site."""

    def do_GET(self) -> None:  # noqa: N802 (the name is inherited)
        if self.path in {"/.git/HEAD", "/mkdocs.yml"}:
            self.path = "/"
        super().do_GET()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay a site beside its configuration, as a build leaves it."""
    root = project.draw(tmp_path_factory.mktemp("deployed"), {"entries/deploys.md": entry()})
    for name, text in SITE.items():
        path = root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def check(root: Path, host: type[Host], *, folder: str = "site") -> list[str]:
    """Return what is said of a site, each with the name of the file alone."""
    chosen = settings.load(root / "mkdocs.yml")
    with sample.served(root / folder, host) as url:
        problems = check_deployed(chosen, url, seconds=0.3)
    return [str(problem).removeprefix(f"{root}/site/") for problem in problems]


def test_a_host_that_does_everything_right_is_left_alone(root: Path) -> None:
    assert check(root, Host) == []
    assert {agent.partition(" ")[0] for agent in Host.agents} == {"cto-portfolio"}


def test_files_that_are_dropped_are_named_with_the_way_out(root: Path) -> None:
    dot, underscore = check(root, DropsHidden)

    assert dot.startswith(".well-known/security.txt:1: dropped-file: the host answers 404")
    assert "include-hidden-files: true" in dot
    assert underscore.startswith("assets/_fonts.css:1: dropped-file: ")
    assert ".nojekyll" in underscore


def test_types_that_browsers_refuse_are_named(root: Path) -> None:
    assert [said.partition(";")[0] for said in check(root, WrongTypes)] == [
        "index.html:1: wrong-type: the host calls its letters 'ISO-8859-1', and they are UTF-8",
        "assets/_fonts.css:1: wrong-type: the host calls it '', so browsers may refuse it",
        "logo.svg:1: wrong-type: the host calls it 'text/plain', so browsers may refuse it",
    ]


def test_the_same_of_many_files_is_said_once(root: Path) -> None:
    assert "(and of 2 more files)" in check(root, WrongTypes)[0]


def test_what_is_not_there_must_answer_404(root: Path) -> None:
    (said,) = check(root, AlwaysThere)

    assert said.startswith("404.html:1: no-404: the host answers 200 for a page that is not there")
    assert "not_found_handling: 404-page" in said


def test_the_error_page_of_the_site_must_be_shown(root: Path) -> None:
    (said,) = check(root, OwnErrorPage)

    assert said.startswith("404.html:1: other-404: the host shows a page of its own")


def test_a_script_that_is_added_is_named(root: Path) -> None:
    said = check(root, AddsScript)

    assert said[0].startswith("index.html:1: added-script: the host adds a script")
    assert [line for line in said if "changed-file" in line]


def test_a_host_that_sends_no_headers_is_no_error(root: Path) -> None:
    (said,) = check(root, NoHeaders)
    assert said.startswith("_headers:1: no-headers: ")

    chosen = settings.load(root / "mkdocs.yml")
    with sample.served(root / "site", NoHeaders) as url:
        assert check_deployed(chosen, url)[0].severity is Severity.NOTICE


def test_headers_that_differ_are_said_with_what_is_wanted(root: Path) -> None:
    assert [said.partition("the host should send ")[2] for said in check(root, OtherHeaders)] == [
        "'Referrer-Policy: strict-origin-when-cross-origin' and leaves it out",
        "'X-Content-Type-Options: nosniff' and sends 'X-Content-Type-Options: sniff'",
    ]


def test_redirects_are_followed_within_the_site_alone(root: Path) -> None:
    assert [said.partition(";")[0] for said in check(root, MovesSome)] == [
        "feed.json:1: no-answer: the host does not answer: it leads round in a circle",
        "logo.svg:1: other-site: the host leads to another site, 'cdn.example.org'",
    ]


def test_sources_that_everybody_can_read_are_an_error(root: Path) -> None:
    assert [said.partition(" it on the host")[0] for said in check(root, WithSources)] == [
        ".git/HEAD:1: published-source: everybody can read",
    ]


def test_without_a_built_site_the_pages_of_the_portfolio_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.draw(tmp_path, {"entries/deploys.md": entry(), "entries/draft.md": entry(draft=True)})
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text("Bought by somebody else")

    said = check(tmp_path, Host, folder="public")

    assert any(line.startswith("index.html:1: no-policy: ") for line in said)
    (dropped,) = [line for line in said if "dropped-file" in line]
    assert "more files)" in dropped
    assert "draft" not in "".join(said)
    assert "run 'cto-portfolio build'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "words"),
    [
        (Moved, "leads to 'https://www.example.org/'; check that address"),
        (Slow, "the host did not answer 5 times"),
        (Silent, "the host did not answer 5 times"),
        (Busy, "answers 429; is the site deployed, and public?"),
    ],
)
def test_a_host_that_does_not_answer_is_left_in_peace(
    root: Path, host: type[Host], words: str
) -> None:
    with pytest.raises(PortfolioError, match=re.escape(words)):
        check(root, host)


def test_a_host_that_is_not_there_is_said(root: Path) -> None:
    chosen = settings.load(root / "mkdocs.yml")
    with pytest.raises(PortfolioError, match="does not answer: Connection refused"):
        check_deployed(chosen, "http://127.0.0.1:9/")


@pytest.mark.parametrize(("host", "code"), [(Host, 0), (NoHeaders, 0), (AlwaysThere, 1)])
def test_the_command_fails_for_what_the_host_must_mend(
    root: Path, host: type[Host], code: int
) -> None:
    with sample.served(root / "site", host) as url:
        result = CliRunner().invoke(
            main, ["deploy", "--check", url, "-f", str(root / "mkdocs.yml")]
        )

    assert result.exit_code == code
    assert ("shows the site as it should be" in result.stdout) == (code == 0)


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.com", "ftp://example.com/", "file:///etc/passwd", "https://", "http://[::1"),
        *(
            "https://ada:secret@example.com/",
            "https://example.com:port/",
            f"https://{'a' * 64}.com",
        ),
    ],
)
def test_an_address_that_is_none_is_a_wrong_use(root: Path, url: str) -> None:
    chosen = settings.load(root / "mkdocs.yml")
    with pytest.raises(click.UsageError, match="is no address of a site"):
        check_deployed(chosen, url)
