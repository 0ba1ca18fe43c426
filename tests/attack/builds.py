"""Builds that run at once and builds that are killed: the site is whole at every moment."""

import random
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from tests.attack.outcome import Outcome
from tests.support import preview, project

PAIRS = 24
KILLS = 100
BESIDE_SERVE = 6
ENTRIES = 12
_TITLES = ("Deploys in six minutes", "Deploys in five minutes")


def run() -> Iterable[Outcome]:
    """Yield what came of each way."""
    with TemporaryDirectory() as folder:
        project.draw(Path(folder), _files())
        site = _Site(root=Path(folder))
        site.learn()
        yield site.attacked("two builds at once, each file polled", PAIRS, _pair)
        yield site.attacked("one of two builds at once killed", PAIRS, _killed_pair)
        yield site.attacked("builds killed (kill -9)", KILLS, _killed)
        with preview.served(Path(folder)) as served:

            def beside_serve(site: "_Site", chance: random.Random) -> Iterator[str]:
                yield from _pair(site, chance)
                if served.status("") != 200:
                    yield "the preview is gone"

            yield site.attacked("two builds beside serve", BESIDE_SERVE, beside_serve)


@dataclass(kw_only=True)
class _Site:
    """A portfolio of which one entry changes, and the whole sites that it can make."""

    root: Path
    turn: int = 0
    whole: list[Mapping[str, bytes]] = field(default_factory=list)
    takes: float = 0
    """Seconds that a build takes."""

    def change(self) -> None:
        """Give the entry its other title."""
        self.turn += 1
        title = _TITLES[self.turn % 2]
        text = project.entry(title=title)
        (self.root / "portfolio/entries/deploys.md").write_text(text, encoding="utf-8")

    def learn(self) -> None:
        """Build each of the sites once, alone."""
        for _ in _TITLES:
            began = time.monotonic()
            assert project.build(self.root).returncode == 0
            self.takes = time.monotonic() - began
            self.whole.append(project.bytes_of(self.root / "site"))
            self.change()

    @property
    def wanted(self) -> Mapping[str, bytes]:
        """What the portfolio makes as it is now."""
        return self.whole[self.turn % 2]

    def attacked(self, name: str, times: int, attack: "_Attack") -> Outcome:
        """Attack so often, and say what broke; afterwards a build must tidy up."""
        chance = random.Random(name)  # noqa: S311 - the same moments in every run
        broken = []
        for number in range(times):
            self.change()
            with self._polled() as missed:
                wrong = [*attack(self, chance)]
            wrong += sorted(missed)[:3]
            if project.bytes_of(self.root / "site") not in self.whole:
                wrong.append("the site is not whole")
            if wrong:
                broken.append(f"turn {number}: {'; '.join(wrong)}")
        if project.build(self.root).returncode or [*self.root.glob(".site*")]:
            broken.append("the next build does not tidy up")
        return Outcome(name=name, tried=times, broken=tuple(broken))

    @contextmanager
    def _polled(self) -> Iterator[set[str]]:
        """Read every file again and again, and collect those that are away or half."""
        missed: set[str] = set()
        is_over = Event()
        thread = Thread(target=self._poll, args=(missed, is_over))
        thread.start()
        try:
            yield missed
        finally:
            is_over.set()
            thread.join()

    def _poll(self, missed: set[str], is_over: Event) -> None:
        while not is_over.is_set():
            for path in self.whole[0]:
                try:
                    content = (self.root / "site" / path).read_bytes()
                except OSError as error:
                    missed.add(f"'{path}' was away: {error.strerror}")
                    continue
                if content not in {whole[path] for whole in self.whole}:
                    missed.add(f"'{path}' was of no whole site")


_Attack = Callable[[_Site, random.Random], Iterator[str]]


def _pair(site: _Site, _: random.Random) -> Iterator[str]:
    both = [project.building(site.root) for _ in range(2)]
    codes = [build.wait() for build in both]
    if codes != [0, 0]:
        yield f"the exit codes are {codes}"
    if project.bytes_of(site.root / "site") != site.wanted:
        yield "the site is not that of the portfolio"


def _killed_pair(site: _Site, chance: random.Random) -> Iterator[str]:
    """Kill the one, which may write or wait; the other must not mind."""
    doomed, spared = project.building(site.root), project.building(site.root)
    time.sleep(chance.uniform(site.takes / 2, site.takes * 2))
    doomed.send_signal(signal.SIGKILL)
    doomed.wait()
    if code := spared.wait():
        yield f"the exit code is {code}"
    if project.bytes_of(site.root / "site") != site.wanted:
        yield "the site is not that of the portfolio"


def _killed(site: _Site, chance: random.Random) -> Iterator[str]:
    """Kill a build at any moment, above all at its end."""
    build = project.building(site.root)
    time.sleep(chance.uniform(site.takes / 2, site.takes * 1.1))
    build.send_signal(signal.SIGKILL)
    build.wait()
    yield from ()


def _files() -> dict[str, str | bytes]:
    return {
        "entries/deploys.md": project.entry(title=_TITLES[0]),
        **{
            f"entries/entry-{number}.md": project.entry(title=f"Entry {number}")
            for number in range(ENTRIES)
        },
    }
