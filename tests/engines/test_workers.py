"""Workers: what they do in advance is what is done without them, whatever happens to one."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from cto_portfolio.engines import workers
from cto_portfolio.engines.workers import Workers
from tests.support import project, sample
from tests.support.project import entry

pytestmark = pytest.mark.skipif(workers.cores() < 2, reason="a machine of one core has no workers")
PATIENCE = 60


def _of_process(number: int) -> tuple[int, int]:
    return number, os.getpid()


def _failing() -> object:
    raise ValueError


def _ending() -> object:
    os.kill(os.getpid(), signal.SIGKILL)
    return None


def _begun(first: list[workers.Task], others: list[workers.Task]) -> Workers:
    begun = Workers.begin(first, others)
    assert begun
    return begun


def test_each_task_is_done_and_its_result_is_found() -> None:
    tasks = [partial(_of_process, number) for number in range(5000)]
    begun = _begun([partial(_of_process, -1)], list(tasks))

    results = [begun.result(number) or tasks[number]() for number in range(len(tasks))]
    first = list(begun.finish())
    begun.end()

    numbers = [result[0] for result in [*results, *first] if isinstance(result, tuple)]
    assert numbers == [*range(len(tasks)), -1]


def test_what_fails_is_left_to_whoever_asks_for_it() -> None:
    begun = _begun([_failing], [_failing])

    assert begun.result(0) is None
    assert list(begun.finish()) == [None]
    begun.end()


def test_what_a_worker_leaves_undone_is_left_to_whoever_asks_for_it() -> None:
    parent = os.getpid()
    mine = [lambda: _ending() if os.getpid() != parent else "done" for _ in range(8)]
    begun = _begun([], mine)

    results = [begun.result(number) for number in range(len(mine))]
    begun.end()

    assert set(results) <= {None, "done"}


def _portfolio(root: Path) -> Path:
    """Draw a portfolio that is large enough for workers, with something to say of some pages."""
    files = {
        f"entries/e{number:02}.md": entry(title=f"Thing {number}")
        + f"\n## What *it* took\n\nAs [before](e{(number + 1) % 48:02}.md#{number}), 'so'.\n"
        + ("\nAs [nowhere](nowhere).\n" if number % 12 == 0 else "")
        for number in range(48)
    }
    return project.draw(root, files)


def _built(root: Path, core: int | None = None) -> subprocess.CompletedProcess[str]:
    """Build without a store; on one core, if it is given."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, before if core is None else {core})
    try:
        return project.build(root, CTO_PORTFOLIO_CACHE="off")
    finally:
        os.sched_setaffinity(0, before)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, dict[str, bytes]]:
    """Build a portfolio on one core: its folder, what was said, and the site."""
    root = _portfolio(tmp_path_factory.mktemp("portfolio"))
    built = _built(root, core=min(os.sched_getaffinity(0)))
    return root, _said(built), project.bytes_of(root / "site")


def _said(built: subprocess.CompletedProcess[str]) -> str:
    lines = built.stderr.splitlines()
    return "\n".join(line for line in lines if not re.search(r" seconds|to directory", line))


def test_a_site_and_what_is_said_of_it_are_the_same_with_workers(
    alone: tuple[Path, str, dict[str, bytes]],
) -> None:
    root, said, site = alone

    assert _said(_built(root)) == said
    assert project.bytes_of(root / "site") == site
    assert "nowhere" in said


@pytest.fixture
def building(
    alone: tuple[Path, str, dict[str, bytes]],
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Build until there is a worker, which is given, too."""
    root, _, _ = alone
    command = [sample.command("mkdocs"), "build", "--quiet"]
    process = subprocess.Popen(
        command, cwd=root, env={**project.ENVIRONMENT, "CTO_PORTFOLIO_CACHE": "off"}
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    end = time.monotonic() + PATIENCE
    worker = ""
    while not worker and time.monotonic() < end:
        worker = children.read_text().strip()
        time.sleep(0.01)
    yield process, int(worker.split()[0])
    process.kill()
    process.wait()


def test_a_worker_that_is_killed_changes_nothing(
    alone: tuple[Path, str, dict[str, bytes]], building: tuple[subprocess.Popen[bytes], int]
) -> None:
    root, _, site = alone
    process, worker = building

    os.kill(worker, signal.SIGKILL)

    assert process.wait(PATIENCE) == 0
    assert project.bytes_of(root / "site") == site


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_a_worker_ends_with_its_build(
    building: tuple[subprocess.Popen[bytes], int], ending: signal.Signals
) -> None:
    process, worker = building

    process.send_signal(ending)

    process.wait(PATIENCE)
    end = time.monotonic() + PATIENCE
    while _runs(worker) and time.monotonic() < end:
        time.sleep(0.02)
    assert not _runs(worker)


def _runs(process: int) -> bool:
    """Whether a process is there, and has not ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}
