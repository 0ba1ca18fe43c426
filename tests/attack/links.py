"""Symbolic links of every shape in every place: each gives an answer, and none a traceback."""

import multiprocessing
import os
import resource
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from cto_portfolio.cli import main
from tests.attack.outcome import Outcome
from tests.support import project

SECONDS = 5
"""Of processor time; a second is promised on a machine of its own."""
_HANGS = 60
"""Seconds after which nothing will come any more, however busy a machine is."""
PLACES = (
    *("entries/link.md", "entries/link", "entries", "link.md", "index.md", "link", "link.png"),
    *("entries/.meta.yml", "profile.yml", "plan.yml", "confidential.yml", "packets"),
    *("packets/link.yml", "packets/link.md", ".well-known/security.txt", ".nojekyll", "private"),
    *("../mkdocs.yml", "../.cache", "../.build", "../requirements.txt", ".git", "drafts", "."),
)
TARGETS = {
    **{f"to {target}": target for target in (".", "..", "../..", "/", "nowhere", "entries/a.md")},
    **{f"to {target}": target for target in ("/dev/zero", "/dev/full", "/dev/tty", "/proc/self")},
    **{f"to {target}": target for target in ("/proc/self/fd/0", "../outside", "../outside/x.md")},
    **{f"to {target}": target for target in ("private/b.md", "a.md", "../pipe", "a.md/", "pair")},
    "to itself": "{name}",
    "to a name that is too long": "x" * 300,
    "to a path that is too long": "x/" * 2000,
    "to a chain of links": "chain0",
    "to bytes that are no text": b"\xff\xfe",
}
_CHAIN = 60


def run() -> Iterable[Outcome]:
    """Yield what came of each command."""
    yield _outcome("symbolic links under check", "check")
    yield _outcome("symbolic links under stage", "stage")


def _outcome(name: str, command: str) -> Outcome:
    broken = [line for place, shape in _all() for line in _tried(place, shape, command)]
    return Outcome(name=name, tried=len(PLACES) * len(TARGETS), broken=tuple(broken))


def _all() -> Iterator[tuple[str, str]]:
    yield from ((place, shape) for place in PLACES for shape in TARGETS)


def _tried(place: str, shape: str, command: str) -> Iterator[str]:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        began = _processor_time()
        _draw(Path(folder), place, TARGETS[shape])
        run = multiprocessing.get_context("fork").Process(target=_command, args=(folder, command))
        run.start()
        run.join(_HANGS)
        if run.exitcode is None:
            run.kill()
            run.join()
            yield f"'{place}' {shape}: no answer after {_HANGS} s"
        elif (taken := _processor_time() - began) > SECONDS:
            yield f"'{place}' {shape}: an answer after {taken:.0f} s of processor time"
        elif run.exitcode not in {0, 1}:
            yield f"'{place}' {shape}: a traceback ({run.exitcode})"


def _processor_time() -> float:
    """Return the seconds that all children which have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _command(folder: str, command: str) -> None:
    """Exit with 2 if it had no answer but an exception."""
    os.chdir(folder)
    result = CliRunner().invoke(main, [command])
    is_answer = result.exception is None or isinstance(result.exception, SystemExit)
    is_foreseen = "was not foreseen" not in result.output
    os._exit(min(result.exit_code, 1) if is_answer and is_foreseen else 2)


def _draw(root: Path, place: str, target: str | bytes) -> None:
    outside = root / "outside"
    outside.mkdir()
    (outside / "x.md").write_text("# Out\n")
    os.mkfifo(root / "pipe")
    drawn = project.draw(root, {"a.md": "# A\n", "private/b.md": "# B\n"}) / "portfolio"
    for number in range(_CHAIN):
        (drawn / f"chain{number}").symlink_to(f"chain{number + 1}")
    (drawn / "pair").symlink_to("riap")
    (drawn / "riap").symlink_to("pair")
    path = Path(os.path.normpath(drawn / place))
    path.parent.mkdir(parents=True, exist_ok=True)
    _make_room(path)
    wanted = target.format(name=path.name) if isinstance(target, str) else os.fsdecode(target)
    path.symlink_to(wanted)


def _make_room(path: Path) -> None:
    """Move away what stands where a link is to be."""
    if os.path.lexists(path):
        path.rename(path.with_name(f"{path.name}.was"))
