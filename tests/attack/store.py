"""Attack the store: change a portfolio at random, and hold each build against a clean one.

Two folders hold the same project. One keeps its `.cache`, the other has it removed before each
build. What both make must have the same bytes, and what they say the same lines. Of what was hidden
or is gone, nothing may be left in what is kept.
"""

import datetime as dt
import io
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.attack.outcome import Outcome
from tests.support import forks, photo, project

SEEDS, STEPS = 12, 60
"""Of the long form."""
ENTRIES = 12
_DAMAGED = "is damaged, and is made anew"
_OF_THIS_BUILD = re.compile(r"(?m)^.*(?:to directory: .*|built in .*)\n")
_DAY = dt.datetime(2026, 9, 21, tzinfo=dt.UTC)


def run() -> Iterable[Outcome]:
    """Yield what became of long walks."""
    broken: list[str] = []
    for seed in range(SEEDS):
        with tempfile.TemporaryDirectory() as folder:
            broken += walk(Path(folder), seed=seed, steps=STEPS)
    yield Outcome("store: rebuilds beside clean builds", SEEDS * STEPS, tuple(broken))


def walk(folder: Path, *, seed: int, steps: int, engine: str = "mkdocs") -> list[str]:
    """Change a portfolio again and again; return what was not as in a clean build."""
    walked = _Walk(
        random=random.Random(seed),  # noqa: S311 - to be the same again
        kept=folder / "kept",
        clean=folder / "clean",
    )
    walked.begin()
    broken = [f"seed {seed}, at the beginning: {fault}" for fault in walked.compare(engine)]
    for number in range(steps):
        changes = [walked.change() for _ in range(walked.random.randint(1, 2))]
        told = f"seed {seed}, step {number} ({', '.join(changes)})"
        broken += [f"{told}: {fault}" for fault in walked.compare(engine)]
    return broken if walked.taken else [*broken, f"seed {seed}: nothing was kept"]


@dataclass(kw_only=True)
class _Walk:
    """A project that changes, and its clean twin."""

    random: random.Random
    kept: Path
    clean: Path
    made: int = 0
    """How many words have been made up."""
    gone: set[str] = field(default_factory=set)
    """The words of which nothing may be left."""
    day: dt.datetime = _DAY
    is_damaged: bool = False
    taken: int = 0
    """How many pages have stayed the same, or would have, from one build to the next."""

    def begin(self) -> None:
        """Draw the project."""
        self.kept.mkdir()
        project.draw(
            self.kept,
            {"profile.yml": "name: Ada Example\nheadline: Calm mornings\n", "about.md": _ABOUT},
            config={
                "markdown_extensions": [
                    *("attr_list", "md_in_html", "tables", "footnotes", "pymdownx.snippets"),
                    {"toc": {"permalink": True}},
                ],
                "validation": {"links": {"anchors": "warn"}},
            },
        )
        (self.kept / "snippet.txt").write_text("A line of another file.\n")
        for _ in range(ENTRIES):
            self.add()

    def compare(self, engine: str) -> Iterator[str]:
        """Build both; yield in what they differ."""
        shutil.rmtree(self.clean / ".cache", ignore_errors=True)
        for path in self.clean.glob("*"):
            if path.name != "site":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        ignored = shutil.ignore_patterns("site", ".cache")
        shutil.copytree(self.kept, self.clean, dirs_exist_ok=True, ignore=ignored)
        before = self._pages()
        first, second = (self._build(engine, root) for root in (self.kept, self.clean))
        said, wanted = (_OF_THIS_BUILD.sub("", built.stderr) for built in (first, second))
        if self.is_damaged:
            said = "".join(line for line in said.splitlines(keepends=True) if _DAMAGED not in line)
        if said != wanted:
            yield f"says {said!r} instead of {wanted!r}"
        yield from _differences(self.kept / "site", self.clean / "site")
        yield from self._left()
        self.taken += len(before & self._pages())
        self.is_damaged = False
        (self.kept / "portfolio/confidential.yml").unlink(missing_ok=True)

    def _pages(self) -> set[str]:
        return {path.name for path in (self.kept / ".cache").rglob("*.page")}

    def _build(self, engine: str, root: Path) -> subprocess.CompletedProcess[str]:
        epoch = str(int(self.day.timestamp()))
        return forks.run(
            engine,
            "build",
            cwd=root,
            env=project.ENVIRONMENT,
            variables={"SOURCE_DATE_EPOCH": epoch},
        )

    def _left(self) -> Iterator[str]:
        """Yield the words that are still kept and are not public, or not again."""
        public = b"".join(project.bytes_of(self.clean / "site").values())
        kept = project.bytes_of(self.kept / ".cache")
        for word in sorted(self.gone):
            if word.encode() not in public:
                names = [name for name, content in kept.items() if word.encode() in content]
                yield from (f"'{word}' is left in {name}" for name in names)

    def change(self) -> str:
        """Change something; return what."""
        change = self.random.choice(_CHANGES)
        change(self)
        return change.__name__

    # What may change. Each leaves a project that somebody may have.

    def edit(self) -> None:
        """Add a sentence, with one thing or another in it."""
        path = self._some()
        if path:
            other = self._some() or path
            said = self.random.choice(
                [
                    "More is to be said.",
                    f"As [before]({other.name}).",
                    f"As [before]({other.name}#the-part), and [here](#the-part).",
                    "As [nowhere](nowhere.md).",
                    "\n## The part\n\nIt is told.",
                    '\n--8<-- "snippet.txt"\n',
                    "A note.[^1]\n\n[^1]: Below.",
                    "```python\nprint(1)\n```",
                    "![The team](team.png)",
                    "<script>alert(1)</script>",
                ]
            )
            path.write_text(f"{path.read_text()}\n{said}\n")

    def retitle(self) -> None:
        """Change what stands on top."""
        self._set(title=f"{self._word()} changed", tags=[self.random.choice("abc")])

    def redate(self) -> None:
        """Change the day; it may be still to come."""
        self._set(date=(_DAY + dt.timedelta(days=self.random.randint(-90, 20))).date().isoformat())

    def show(self) -> None:
        """Give an entry to readers, or to some of them."""
        self._set(visibility=self.random.choice(["public", "public", "unlisted"]))

    def evidence(self) -> None:
        """Change what it shows."""
        names = ("trends/process", "communication/blog", "communication/speaking")
        self._set(evidence=[self.random.choice(names)])

    def hide(self) -> None:
        """Take an entry from readers."""
        if path := self._set(visibility="private"):
            self._is_gone(path)

    def delete(self) -> None:
        """Remove an entry."""
        if path := self._some():
            self._is_gone(path)
            path.unlink()

    def add(self) -> None:
        """Write an entry."""
        word = self._word()
        name = f"entries/{self.random.choice(['', 'team/'])}{word}.md"
        path = self.kept / "portfolio" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        kind = self.random.choice(["achievement", "article"])
        path.write_text(
            project.entry(kind, title=f"About {word}") + f"\nIn {word}, all was well.\n"
        )

    def rename(self) -> None:
        """Give an entry another address."""
        if path := self._some():
            path.rename(path.with_name(f"{self._word()}.md"))

    def keep_private(self) -> None:
        """Take a passage from readers."""
        if path := self._some():
            word = self._word()
            path.write_text(f"{path.read_text()}\n<!-- private -->\n{word}\n<!-- /private -->\n")
            self.gone.add(word)

    def open(self) -> None:
        """Take out a sentence that was public."""
        if path := self._some():
            path.write_text(re.sub(r"In \w+, all was well\.\n", "", path.read_text()))

    def picture(self) -> None:
        """Add, change or remove a picture."""
        path = self.kept / "portfolio/entries/team.png"
        if path.exists() and self.random.random() < 0.5:
            path.unlink()
        else:
            path.write_bytes(_picture(self.random.randint(0, 200)))

    def profile(self) -> None:
        """Change who the author is."""
        path = self.kept / "portfolio/profile.yml"
        path.write_text(f"name: Ada Example\nheadline: Calm {self._word()}\n")

    def page(self) -> None:
        """Change a page of the author's own."""
        path = self.kept / "portfolio/about.md"
        path.write_text(f"# About {self._word()}\n\nSee [an entry]({self._relative()}).\n")

    def option(self) -> None:
        """Change a setting."""
        chosen: Sequence[dict[str, object]] = (
            {"site_name": f"Ada {self._word()}"},
            {"site_url": self.random.choice(["https://ada.example.com/", "https://ada.example/"])},
            {"copyright": self._word()},
            {"use_directory_urls": self.random.random() < 0.7},
            {"nav": self.random.choice([None, ["index.md", "about.md"], [{"About": "about.md"}]])},
            {"plugins": ["search", {"cto-portfolio": {"show_gaps": self.random.random() < 0.5}}]},
            {"plugins": [{"cto-portfolio": {"look": {"accent": "#0b5358"}}}]},
            {"extra": {"word": self._word()}},
            {"theme": {"name": "cto-portfolio", "language": self.random.choice(["en", "de"])}},
        )
        path = self.kept / "mkdocs.yml"
        settings = {**yaml.safe_load(path.read_text()), **self.random.choice(chosen)}
        path.write_text(
            yaml.safe_dump({key: held for key, held in settings.items() if held is not None})
        )

    def template(self) -> None:
        """Put a template of the author's own before one of ours, or take it away."""
        folder = self.kept / "overrides"
        path = self.kept / "mkdocs.yml"
        settings = yaml.safe_load(path.read_text())
        if folder.exists() and self.random.random() < 0.5:
            shutil.rmtree(folder)
            settings["theme"] = "cto-portfolio"
        else:
            (folder / "partials").mkdir(parents=True, exist_ok=True)
            read = self.random.choice(["config.site_name", "page.meta.name", "pages | length"])
            footer = f"<footer>{self._word()} {{{{ {read} }}}}</footer>"
            (folder / "partials/footer.html").write_text(footer)
            settings["theme"] = {"name": "cto-portfolio", "custom_dir": "overrides"}
        path.write_text(yaml.safe_dump(settings))

    def defaults(self) -> None:
        """Say something of a whole folder."""
        path = self.kept / "portfolio/entries/team/.meta.yml"
        path.parent.mkdir(exist_ok=True)
        said = self.random.choice(["visibility: private\n", "tags: [d]\n", ""])
        path.write_text(said)
        if "private" in said:
            for entry in path.parent.glob("*.md"):
                if "visibility:" not in entry.read_text():
                    self._is_gone(entry)

    def confidential(self) -> None:
        """Name what may not be said, for one build."""
        path = self.kept / "portfolio/confidential.yml"
        term = self.random.choice(["Fernbank", "all was well", "Calm"])
        path.write_text(f"terms: [{term}]\n")

    def snippet(self) -> None:
        """Change a file that pages bring in."""
        (self.kept / "snippet.txt").write_text(f"A line of {self._word()}.\n")

    def tomorrow(self) -> None:
        """Let days pass."""
        self.day += dt.timedelta(days=self.random.choice([0.5, 1, 30]))

    def damage(self) -> None:
        """Spoil what is kept."""
        files = sorted(path for path in (self.kept / ".cache").rglob("*") if path.is_file())
        for path in self.random.sample(files, min(3, len(files))):
            content = path.read_bytes()
            path.write_bytes(
                self.random.choice([b"", content[:40], content[:-9], b"{}", content + b"x"])
            )
            self.is_damaged = True

    def _some(self) -> Path | None:
        paths = sorted((self.kept / "portfolio/entries").rglob("*.md"))
        return self.random.choice(paths) if paths else None

    def _relative(self) -> str:
        path = self._some()
        return path.relative_to(self.kept / "portfolio").as_posix() if path else "nowhere.md"

    def _set(self, **more: object) -> Path | None:
        """Change the front matter of an entry."""
        path = self._some()
        if path:
            _, head, body = path.read_text().split("---\n", 2)
            meta = {**yaml.safe_load(head), **more}
            path.write_text(f"---\n{yaml.safe_dump(meta, sort_keys=False)}---\n{body}")
        return path

    def _is_gone(self, path: Path) -> None:
        self.gone.update(re.findall(r"In (\w+), all was well", path.read_text()))

    def _word(self) -> str:
        self.made += 1
        return f"word{self.made:04d}q"


_ABOUT = "# About me\n\nI write.\n"
_CHANGES: tuple[Callable[[_Walk], None], ...] = (
    *(_Walk.edit, _Walk.edit, _Walk.edit, _Walk.retitle, _Walk.redate, _Walk.show, _Walk.evidence),
    *(_Walk.hide, _Walk.delete, _Walk.add, _Walk.rename, _Walk.keep_private, _Walk.open),
    *(_Walk.picture, _Walk.profile, _Walk.page, _Walk.option, _Walk.template, _Walk.defaults),
    *(_Walk.confidential, _Walk.snippet, _Walk.tomorrow, _Walk.damage),
)


def _differences(site: Path, clean: Path) -> Iterator[str]:
    made, wanted = project.bytes_of(site), project.bytes_of(clean)
    for name in sorted(made.keys() | wanted.keys()):
        if made.get(name) != wanted.get(name):
            yield f"{name} differs"


def _picture(shade: int) -> bytes:
    stream = io.BytesIO()
    photo.drawn(shade).save(stream, "PNG")
    return stream.getvalue()
