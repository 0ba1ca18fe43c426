"""`cto-portfolio serve`: one command for whoever has no other, at a port that is free."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result

from cto_portfolio.cli import main
from tests.support import project, sample, terminal
from tests.support.project import entry

FILES = {"index.md": "# Ada\n", "entries/deploys.md": entry(evidence=["trends/process"])}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["serve", *arguments])


@contextmanager
def taken() -> Iterator[int]:
    """Listen at a port of this machine."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_serves_at_the_next_port_says_so_and_ends_well(tmp_path: Path) -> None:
    with taken() as port:
        project.draw(tmp_path, FILES, config={"dev_addr": f"127.0.0.1:{port}"})
        command = [sample.command("cto-portfolio"), "serve"]
        with terminal.opened(command, tmp_path, project.ENVIRONMENT) as screen:
            screen.until(f"Port {port} is in use; taking ")
            screen.until(" in a moment; stop with Ctrl+C.")
            screen.until("Serving on http://127.0.0.1:")
            screen.until("\n")
            url = screen.output.rpartition("Serving on ")[2].split()[0]
            with urlopen(url) as response:  # noqa: S310 (http)
                assert b"<h1" in response.read()
            screen.type(terminal.INTERRUPT)

            assert screen.wait() == 0
    assert "Traceback" not in screen.output


def test_a_port_that_was_asked_for_is_not_replaced(author_folder: Path) -> None:
    project.draw(author_folder, FILES)
    with taken() as port:
        result = run("-a", f"127.0.0.1:{port}")

    assert result.exit_code == 1
    assert f"port {port} of 127.0.0.1 is in use; try -a 127.0.0.1:" in result.stderr


@pytest.mark.parametrize(
    "address",
    *[["8000", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "portfolio:80", "", "127.0.0.1:²"]],
)
def test_an_address_that_is_none_is_refused(author_folder: Path, address: str) -> None:
    project.draw(author_folder, FILES)

    result = run("-a", address)

    assert result.exit_code == 2
    assert "is no address; write one such as 127.0.0.1:8000" in result.stderr


def test_an_address_of_another_machine_is_refused(author_folder: Path) -> None:
    project.draw(author_folder, FILES)

    result = run("-a", "192.0.2.1:8000")

    assert result.exit_code == 1
    assert "cannot serve at 192.0.2.1:8000: " in result.stderr


def test_an_address_in_the_configuration_that_is_none_is_said(author_folder: Path) -> None:
    project.draw(author_folder, FILES, config={"dev_addr": "everywhere"})

    result = run()

    assert result.exit_code == 1
    assert "'dev_addr: everywhere' in 'mkdocs.yml' is no address" in result.stderr


def test_says_how_to_begin_where_there_is_no_configuration(author_folder: Path) -> None:
    del author_folder
    result = run()

    assert result.exit_code == 1
    assert "begin with 'cto-portfolio init'" in result.stderr


def test_says_that_nothing_is_reviewed_where_the_plugin_does_not_run(author_folder: Path) -> None:
    project.draw(author_folder, FILES, config={"plugins": ["search"]})

    result = run("-a", "192.0.2.1:8000")

    assert "This is the site without 'cto-portfolio'" in result.stderr
