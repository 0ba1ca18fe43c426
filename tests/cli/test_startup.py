"""What commands load: those that are used all day do without what they do not need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import project
from tests.support.project import entry

RUN = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
sys.argv[0] = "cto-portfolio"
from cto_portfolio.__main__ import main
main()
"""
OF_VALUES = {"pydantic", "yaml", "pathspec"}
OF_PAGES = {"PIL", "cryptography", "jinja2", "markdown", "mkdocs", "pygments", "pymdownx", "pypdf"}
OF_OTHERS = {"nh3", "re2", "rich", "segno", "tinycss2"}
COMPLETE = {"_CTO_PORTFOLIO_COMPLETE": "bash_complete", "COMP_CWORD": "2"}


def loaded(folder: Path, *arguments: str, **variables: str) -> set[str]:
    """Return the packages that a command has loaded by its end."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("--version",)])
def test_help_loads_nothing_that_reads_or_builds(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert not loaded(tmp_path, *arguments) & (OF_VALUES | OF_PAGES | OF_OTHERS)


@pytest.mark.parametrize("line", ["cto-portfolio x ch", "cto-portfolio check --f"])
def test_completion_loads_nothing_that_reads_or_builds(tmp_path: Path, line: str) -> None:
    found = loaded(tmp_path, COMP_WORDS=line, **COMPLETE)

    assert not found & (OF_VALUES | OF_PAGES | OF_OTHERS)


@pytest.mark.parametrize("arguments", [("coverage",), ("new", "talk", "On leaving well")])
def test_what_only_reads_loads_nothing_that_builds(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    project.draw(tmp_path, {"entries/deploys.md": entry(summary="It went live.")})

    assert not loaded(tmp_path, *arguments) & OF_PAGES


IN_THREADS = """
import threading
from cto_portfolio import waiting_imports
waiting_imports.begin()
from cto_portfolio import dates
assert type(dates).__name__ == "_Waiting"
from cto_portfolio.content import kinds
found = []
threads = [threading.Thread(target=lambda: found.append(kinds.KINDS)) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
from cto_portfolio.content.kinds import KINDS, talk
assert len(found) == 8 and all(one is KINDS for one in found)
assert kinds.talk is talk and talk.KIND is KINDS["talk"]
assert kinds.__doc__ and "KINDS" in vars(kinds)
"""


def test_a_module_that_waits_is_loaded_once_and_whole() -> None:
    subprocess.run([sys.executable, "-c", IN_THREADS], check=True)
