"""`cto-portfolio links`, against hosts of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from click.testing import CliRunner, Result

from cto_portfolio.cli import lychee, main
from tests.support import project
from tests.support.project import entry


@dataclass
class Host:
    """A host that answers with the status that is asked for."""

    url: str
    asked: list[str] = field(default_factory=list)
    """The paths, in order."""
    agents: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    """Answer `/404` with 404, `/301` with the way to `/200`, and `/slow` not at all."""
    is_over = Event()
    found = Host(url="")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            found.agents.add(self.headers["User-Agent"])
            status = self.path.strip("/").partition("?")[0]
            if status == "slow":
                is_over.wait(30)
                return
            self.send_response(int(status))
            if status == "301":
                self.send_header("Location", "/200")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever).start()
        found.url = f"http://127.0.0.1:{server.server_port}/"
        yield found
        is_over.set()
        server.shutdown()


@pytest.fixture(autouse=True)
def _in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 21 September 2026


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["links", *arguments])


def proof(*urls: str) -> list[dict[str, str]]:
    return [{"title": "Report", "url": url} for url in urls]


def test_says_which_links_of_published_entries_are_broken_and_where(
    tmp_path: Path, host: Host
) -> None:
    """Asks for nothing of what is hidden or known to be gone, and again only for what was bad."""
    gone = {"title": "Gone", "url": f"{host.url}404?gone", "gone": "2026-01-01"}
    files = {
        "entries/good.md": entry(
            links=[*proof(f"{host.url}200?a=1&b='c'", f"{host.url}301"), gone]
        ),
        "entries/bad.md": entry(
            "talk",
            event="Conf",
            video=f"{host.url}404?video",
            links=proof(f"{host.url}410", "mailto:ada@example.com", "https://example.com/"),
        ),
        "entries/unlisted.md": entry(visibility="unlisted", links=proof(f"{host.url}410")),
        "entries/private.md": entry(visibility="private", links=proof(f"{host.url}200?private")),
        "entries/draft.md": entry(draft=True, links=proof(f"{host.url}200?draft")),
    }
    project.draw(tmp_path, files)

    first = run()
    asked = set(host.asked)
    host.asked.clear()
    second = run("--format", "json")

    bad = "portfolio/entries/bad.md"
    unlisted = "portfolio/entries/unlisted.md"
    write = "write 'gone: 2026-09-21' below it"
    leave = "mend the address, or, if it is gone for good,"
    assert (first.exit_code, second.exit_code) == (1, 1)
    assert first.stdout.splitlines() == [
        f"{bad}:6: broken-link: '{host.url}404?video' answers 404; {leave} take it out",
        f"{bad}:9: broken-link: '{host.url}410' answers 410; {leave} {write}",
        f"{bad}:13: unchecked-link: 'https://example.com/' is an example, and was not asked for",
        f"{unlisted}:8: broken-link: '{host.url}410' answers 410; {leave} {write}",
    ]
    assert first.stderr.splitlines() == ["Asking for 5 addresses …", "6 links, 3 broken."]
    assert asked == {"/200?a=1&b=%27c%27", "/301", "/200", "/404?video", "/410"}
    assert set(host.asked) == {"/404?video", "/410"}
    assert all("cto-portfolio" in agent for agent in host.agents)
    report = json.loads(second.stdout)
    assert (report["errors"], len(report["notices"])) == (3, 1)


def test_tells_refusals_silence_and_disturbances_apart(tmp_path: Path, host: Host) -> None:
    good = f"{host.url}200"
    bare = host.url.replace("http:", "https:")
    urls = [
        good,
        f"{host.url}403",
        f"{host.url}500",
        f"{host.url}slow",
        bare,
        "http://127.0.0.1:1/",
    ]

    answers = lychee.ask(urls, tmp_path, seconds=1)

    assert [url for url, answer in answers.items() if answer.is_good] == [good]
    assert [answers[url].status for url in urls] == [200, 403, 500, None, None, None]
    assert answers[f"{host.url}slow"].reason == "nothing within 1 second"
    assert all(answers[url].reason for url in urls[3:])


def test_what_may_pass_is_said_otherwise_than_what_is_gone(tmp_path: Path, host: Host) -> None:
    project.draw(tmp_path, {"entries/a.md": entry(links=proof(f"{host.url}403"))})
    refused = run()
    project.draw(tmp_path, {"entries/a.md": entry(links=proof(f"{host.url}500"))})
    disturbed = run("--format", "github")

    assert refused.exit_code == 0
    assert "answers 403 to programs; open it yourself" in refused.stdout
    assert disturbed.exit_code == 1
    assert disturbed.stdout.startswith(
        "::error file=portfolio/entries/a.md,line=7,title=unreachable-link::"
    )
    assert "answers 500; try again another day" in disturbed.stdout


def test_without_links_nobody_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    project.draw(tmp_path, {"entries/a.md": entry()})

    assert (run().exit_code, run().stderr) == (0, "0 links, none broken.\n")


def test_without_lychee_one_line_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    project.draw(tmp_path, {"entries/a.md": entry(links=proof("https://example.org/"))})

    found = run()

    assert found.exit_code == 1
    assert found.stderr.splitlines()[-1] == (
        "Error: to check links, install lychee: pip install 'cto-portfolio[links]'"
    )


def test_what_is_refused_is_told_to_no_host(tmp_path: Path, host: Host) -> None:
    files = {
        "entries/a.md": entry(links=proof(f"{host.url}200?zanzibarbank")),
        "confidential.yml": "terms: [Zanzibarbank]\n",
    }
    project.draw(tmp_path, files)
    host.asked.clear()

    assert run().exit_code == 1
    assert host.asked == []
