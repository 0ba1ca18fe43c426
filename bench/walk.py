"""From nothing to a site ready to be published, typed at a terminal: `python -m bench.walk`.

The figures are what one would wait for, and how many keys one would press; how long a person thinks
is for each to say.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.support import terminal
from tests.support.terminal import Terminal

COMMAND = "cto-portfolio"
KEYS_A_MINUTE = 150
"""What somebody types who is no typist."""
SELF = {
    "Your name": "Ada Example",
    "What you are for": "Engineering leader for teams that ship every day",
    "What you look for": "A company whose releases are a matter of fear",
    "A link to you": "https://github.com/ada-example",
    "Address of the site": "https://ada.example.com/",
}
WORK = {
    "Kind": "1",
    "Title": "Deploys in six minutes",
    "Summary": "We cut the time from merge to production to a seventh.",
    "Organization": "Harbour Lane",
    "Numbers": "9",
}
BODY = """
Every change waited three quarters of an hour, so people saved them up. I had the slow tests named
in public each week, and gave two people a month for the slowest.

Forty minutes became six. Teams now ship nine times a day, and nobody asks who is on call first.
"""


@dataclass(kw_only=True, slots=True)
class Walk:
    """What has been typed so far, and what was waited for."""

    folder: Path
    steps: list[tuple[str, float, int]] = field(default_factory=list)

    def ask(self, *arguments: str, answers: Mapping[str, str]) -> None:
        """Type a command and answer its questions.

        Raises:
            SystemExit: with all that was on the screen, if it fails.
        """
        begun = time.monotonic()
        with self.at(*arguments) as screen:
            if screen.answer(answers):
                sys.exit(screen.output)
            self.add(" ".join((COMMAND, *arguments)), begun, screen.typed)

    def add(self, step: str, begun: float, keys: int) -> None:
        """Remember a step, with the keys of its command."""
        self.steps.append((step, time.monotonic() - begun, keys + len(step) + 1))

    @contextmanager
    def at(self, *arguments: str) -> Iterator[Terminal]:
        """Type a command."""
        command = str(Path(sys.executable).with_name(COMMAND))
        variables = {**os.environ, "TERM": "xterm", "VISUAL": "", "EDITOR": ""}
        with terminal.opened([command, *arguments], self.folder, variables) as screen:
            yield screen


def walk(folder: Path) -> list[tuple[str, float, int]]:
    """Go the whole way below an empty folder; return each step, its seconds, and the keys pressed.

    Raises:
        SystemExit: if something on it fails.
    """
    way = Walk(folder=folder)
    way.ask("init", "me", answers=SELF)
    way.folder /= "me"
    begun = time.monotonic()
    with way.at("serve") as screen:
        screen.until("Serving on ")
        screen.until("\n")
        way.add(f"{COMMAND} serve", begun, 0)
        url = screen.output.rpartition("Serving on ")[2].split()[0]
        way.ask("new", answers=WORK)
        _write(way, f"{url}entries/deploys-in-six-minutes/")
        screen.type(terminal.INTERRUPT)
        if screen.wait():
            sys.exit(screen.output)
    way.ask("build", answers={})
    way.ask("deploy", "github-pages", answers={"[y/n]": "y"})
    way.ask("verify", answers={})
    return way.steps


def _write(way: Walk, url: str) -> None:
    """Write the entry as an editor saves it, and wait until its page shows what was written."""
    (path,) = (way.folder / "portfolio" / "entries").glob("deploys-in-six-minutes.md")
    _, head, _ = path.read_text("utf-8").split("---\n", 2)
    finished = re.sub(r"^draft: true.*\n", "", head, flags=re.MULTILINE)
    begun = time.monotonic()
    path.write_text(f"---\n{finished}---\n{BODY}", "utf-8")
    while "Forty minutes became six" not in _page(url):
        if time.monotonic() - begun > terminal.DEADLINE:
            sys.exit(f"{url} does not show what was written")
        time.sleep(0.1)
    way.add("(the entry, in an editor)", begun, len(BODY))


def _page(url: str) -> str:
    try:
        with urlopen(url, timeout=terminal.DEADLINE) as response:  # noqa: S310 (http)
            return str(response.read().decode())
    except HTTPError as error:
        with error:
            return ""


def report(steps: Sequence[tuple[str, float, int]]) -> str:
    """Return the steps as a table in Markdown."""
    seconds = sum(waited for _, waited, _ in steps)
    keys = sum(typed for *_, typed in steps)
    rows = [f"| `{step}` | {waited:.1f} s | {typed} |" for step, waited, typed in steps]
    minutes = seconds / 60 + keys / KEYS_A_MINUTE
    head = ["| step | waited for | keys |", "| --- | --- | --- |"]
    whole = f"all, {minutes:.1f} minutes at {KEYS_A_MINUTE} keys a minute"
    total = f"| {whole} | {seconds:.1f} s | {keys} |"
    return "\n".join([*head, *rows, total])


def main() -> None:
    """Walk once, in a folder that is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="walk-") as folder:
        print(report(walk(Path(folder))))


if __name__ == "__main__":
    main()
