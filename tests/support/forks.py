"""Builds that need no start: each is a process of its own, forked from one with all modules loaded.

To load them takes longer than to build a small site. An engine has two such processes, which take
turns: the order of sets differs between them, so that two builds which are compared show whether
their bytes rest on it.

This file is also what those processes run.
"""

import importlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ENGINES = ("mkdocs", "properdocs")
_LOADED = (
    "PIL.PngImagePlugin",
    "cto_portfolio.engines.mkdocs",
    "cto_portfolio.engines.mkdocs_theme",
    "cto_portfolio.publishing.confidential.pdf",
    "cto_portfolio.site.social_cards.drawing",
    "markdown.extensions.attr_list",
    "markdown.extensions.fenced_code",
    "markdown.extensions.md_in_html",
    "markdown.extensions.tables",
    "markdown.extensions.toc",
)
"""What builds need beside the engine, which knows itself by the names of MkDocs."""


def run(
    engine: str,
    *arguments: str,
    cwd: Path,
    env: Mapping[str, str],
    variables: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command of an engine as if it had been typed.

    `env` is the same for all; `variables` are for this one alone, and nothing may have read them
    when modules are loaded.
    """
    with tempfile.TemporaryDirectory() as folder:
        outputs = [f"{folder}/stdout", f"{folder}/stderr"]
        code = _next_origin(engine, env).run(
            [dict(variables or {}), str(cwd), *outputs, *arguments]
        )
        texts = [Path(path).read_text("utf-8") for path in outputs]
    return subprocess.CompletedProcess([engine, *arguments], code, *texts)


def end() -> None:
    """End what others are forked from."""
    for origin in itertools.chain.from_iterable(_begun.values()):
        origin.end()


class _Origin:
    """The process that others are forked from."""

    def __init__(self, engine: str, env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__, engine],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, request: list[object]) -> int:
        """Have a request answered by a fork, and return its exit code."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(request), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def end(self) -> None:
        """Ask nothing more of it, so that it ends."""
        self._process.communicate()


_begun: dict[str, tuple[_Origin, _Origin]] = {}
_turns = itertools.cycle((0, 1))


def _next_origin(engine: str, env: Mapping[str, str]) -> _Origin:
    if engine not in _begun:
        _begun[engine] = (_Origin(engine, env), _Origin(engine, env))
    return _begun[engine][next(_turns)]


def _answer(engine: str) -> None:
    """Fork for each line that comes in, and say how it ended; in a fork, become the engine."""
    main = importlib.import_module(f"{engine}.__main__").cli
    for name in (f"{engine}.commands.build", f"{engine}.contrib.search", *_LOADED):
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _begin(engine, *json.loads(line))
            main()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _begin(
    engine: str, variables: dict[str, str], cwd: str, stdout: str, stderr: str, *arguments: str
) -> None:
    """Make of this fork what a shell makes of a process."""
    os.environ.update(variables)
    os.chdir(cwd)
    for stream, path in enumerate((os.devnull, stdout, stderr)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT), stream)
    sys.argv = [str(Path(sys.executable).with_name(engine)), *arguments]


if __name__ == "__main__":
    _answer(sys.argv[1])
