"""Mutated inputs: every file that an author writes, 100,000 times damaged, gives no traceback."""

import multiprocessing
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from random import Random
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from cto_portfolio import frameworks
from cto_portfolio.cli import main
from cto_portfolio.coverage import matrix
from cto_portfolio.engines import settings
from cto_portfolio.frameworks import vocabulary
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing.confidential import terms
from cto_portfolio.publishing.release import Release, release
from cto_portfolio.publishing.settings import Settings
from tests.attack import mutations
from tests.attack.outcome import Outcome
from tests.content.test_any_file import GOOD
from tests.support import project

TRIES = 100_000
_SLOW = 10.0
"""Seconds of the processor that nothing so small may take."""
_MORE = {
    "entries/b.md": project.entry("article", where="A Blog", url="https://blog.example.com/"),
    "entries/.meta.yml": "visibility: public\n",
    "assets/a.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n",
    "assets/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>',
}
COMMANDS = (
    *(("check", "--hints"), ("check", "--format", "json"), ("coverage",), ("plan",), ("brief",)),
    *(("suggest", "entries/a.md"), ("prepare",), ("packet",), ("stage",)),
)
"""Those that read what an author has written, and need no network."""
FILES: Mapping[str, str] = {**GOOD, **_MORE}
"""One good portfolio, of every file that an author may write."""
_TERMS = """terms:
- Osprey
- match: Zürich-Wiese
  replace: a bank
- {match: 'a\\d+', pattern: true}
"""
_FRAMEWORK = """areas:
- {id: ours, name: Ours, summary: What we do, stance: Calm, weight: 2}
requirements:
- {id: tea, area: ours, name: Tea, asks: Do you drink tea?, implied_by: [{kind: talk}]}
statuses:
- {status: thin, any: [{entries: 1}]}
vocabulary:
- requirement: ours/tea
  cues:
  - {says: [tea*], weight: 1.5}
"""
_CONFIG = """site_name: Ada Example
site_url: https://ada.example.com/
site_description: Work
copyright: Ada
docs_dir: portfolio
use_directory_urls: true
theme:
  name: cto-portfolio
  logo: assets/a.svg
nav:
- Home: index.md
- About: about.md
exclude_docs: |
  drafts/
extra_css:
- a.css
extra:
  social:
  - {link: https://social.example.com/, icon: x}
markdown_extensions:
- attr_list
- toc: {permalink: true}
- pymdownx.superfences
plugins:
- search
- cto-portfolio:
    frameworks: [five-areas]
    publish_frameworks: [tour-of-duty]
    show_gaps: false
    redact: false
    publish: ["*.pdf"]
    look: {accent: "#0b5358", type_scale: 1.2}
    thresholds: {overall: 10}
"""


@dataclass(frozen=True)
class _Job:
    attack: str
    seed: int
    tries: int


def run(tries: int = TRIES) -> Iterator[Outcome]:
    """Yield what has come of damaged files, by kind of file."""
    shares = {"portfolio": 0.75, "config": 0.1, "terms": 0.07, "framework": 0.05, "commands": 0.03}
    with multiprocessing.get_context("spawn").Pool() as pool:
        for attack, share in shares.items():
            step = max(1, round(tries * share / 100))
            jobs = [_Job(attack, seed, step) for seed in range(100)]
            found = [line for lines in pool.imap_unordered(_attempt, jobs) for line in lines]
            yield Outcome(f"damaged files: {attack}", step * 100, tuple(_distinct(found)))


def attempt(attack: str, seed: int, tries: int) -> list[str]:
    """Try one kind of damage and return a line for each input that was not held off."""
    return _attempt(_Job(attack, seed, tries))


def _attempt(job: _Job) -> list[str]:
    found: list[str] = []
    for number in range(job.tries):
        random = Random(f"{job.attack} {job.seed} {number}")  # noqa: S311 - to be tried again
        found += _ATTACKS[job.attack](random, f"{job.seed}/{number}")
    return found


def _distinct(lines: Sequence[str]) -> Iterable[str]:
    """Return the first of all lines that end in the same place of the code."""
    return {line.partition(": ")[2]: line for line in reversed(lines)}.values()


def _held(name: str, action: Callable[[], object]) -> Iterator[str]:
    """Yield what is wrong with how an action ends: with anything but a value or a message."""
    begun = time.process_time()
    try:
        action()
    except PortfolioError as error:
        if not str(error).strip():
            yield f"{name}: an error without a message"
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        steps = traceback.extract_tb(error.__traceback__)
        own = [step for step in steps if "cto_portfolio" in step.filename] or steps
        at = f"{Path(own[-1].filename).name}:{own[-1].lineno}"
        yield f"{name}: {type(error).__name__} at {at}: {error!s:.80}"
    if (took := time.process_time() - begun) > _SLOW:
        yield f"{name}: slow ({took:.0f} s)"


def _portfolio(random: Random, name: str) -> Iterator[str]:
    seeds = mutations.seeds()
    everything = [*FILES.values(), *seeds["entry"]]
    files: dict[PurePosixPath, str | bytes | None] = {
        PurePosixPath(path): text for path, text in FILES.items()
    }
    path = random.choice(list(FILES))
    text = random.choice([FILES[path], *_like(path)])
    content: bytes | None = mutations.mutated(random, text, everything)
    if random.random() < 0.02:
        content = None
    files[PurePosixPath(path)] = content
    yield from _held(f"{name} {path}", lambda: look_at(files))


def _like(path: str) -> tuple[str, ...]:
    what = "entry" if path.startswith("entries/") else "page"
    return mutations.seeds().get(what if path.endswith(".md") else path, ())


def look_at(
    files: Mapping[PurePosixPath, str | bytes | None], chosen: Settings | None = None
) -> None:
    """Ask for everything that a release of these files has."""
    chosen = chosen or Settings(address="https://ada.example.com/")
    found = release(files, chosen, today=project.TODAY)
    for problem in (*found.problems, *found.notices):
        content = files.get(problem.path) or b""
        content = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        lines = content.count(b"\n") + content.count(b"\r") + 1
        is_there = problem.path not in files or 1 <= problem.line <= lines
        assert is_there, f"line {problem.line} of {lines}: {problem.code}"
        assert str(problem).encode("utf-8", "backslashreplace")
    _read(found)


def _read(found: Release) -> None:
    for path in found.pages:
        assert found.text(path).encode()
    assert found.look
    assert [found.redirects, found.navigation, found.unlisted, found.hidden, found.extra]
    assert all(feed for feed in found.feeds)
    assert matrix.measure(found.portfolio.entries, found.portfolio.framework, today=found.today)


def _config(random: Random, name: str) -> Iterator[str]:
    config = mutations.mutated(random, _CONFIG, [_CONFIG])
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "portfolio").mkdir()
        (root / "mkdocs.yml").write_bytes(config)
        files = {PurePosixPath("about.md"): "# About\n", PurePosixPath("index.md"): "# Home\n"}

        def read() -> None:
            settings.runs_plugin(root / "mkdocs.yml")
            look_at(files, settings.load(root / "mkdocs.yml"))

        yield from _held(f"{name} mkdocs.yml", read)


def _terms(random: Random, name: str) -> Iterator[str]:
    content = mutations.mutated(random, _TERMS, [_TERMS])
    yield from _held(f"{name} confidential.yml", lambda: terms.parse(content))


def _framework(random: Random, name: str) -> Iterator[str]:
    content = mutations.mutated(random, _FRAMEWORK, [_FRAMEWORK])
    source = {PurePosixPath("ours.yml"): content}
    yield from _held(f"{name} framework", lambda: frameworks.parse(source))
    yield from _held(f"{name} vocabulary", lambda: vocabulary.parse(source, frameworks.load()))


def _commands(random: Random, name: str) -> Iterator[str]:
    """Damage one file on the disk, and have each command that only reads look at it."""
    everything = [*FILES.values(), _CONFIG]
    with TemporaryDirectory() as folder:
        root = Path(folder)
        written = {f"portfolio/{path}": text for path, text in FILES.items()}
        written |= {"mkdocs.yml": _CONFIG, "portfolio/confidential.yml": _TERMS}
        damaged = random.choice(list(written))
        for path, text in written.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            content = mutations.mutated(random, text, everything) if path == damaged else text
            (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
        for command in COMMANDS:
            arguments = [*command, "-f", str(root / "mkdocs.yml")]
            yield from _held(f"{name} {damaged} {command[0]}", lambda: _run(arguments))  # noqa: B023


def _run(arguments: Sequence[str]) -> None:
    result = CliRunner().invoke(main, ["--debug", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception


_ATTACKS: Mapping[str, Callable[[Random, str], Iterator[str]]] = {
    "portfolio": _portfolio,
    "config": _config,
    "terms": _terms,
    "framework": _framework,
    "commands": _commands,
}
