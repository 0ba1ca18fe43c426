"""What is hidden is in no page, whatever hides it, and however things come together."""

import datetime as dt
import functools
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from cto_portfolio import frameworks
from cto_portfolio.cli import main
from cto_portfolio.content import portfolio
from cto_portfolio.content.files import Content
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.publishing.release import release
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.site import site_files
from tests.support import photo, project
from tests.support.project import TODAY, entry

FOLDERS = ("", "2026/", "private/", "Private/2026/", "private-matters/", "_Drafts/")
KIND_KEYS: dict[str, dict[str, object]] = {
    "achievement": {"metrics": [{"name": "Minutes", "after": 6}]},
    "architecture-tradeoff": {"decision": "Queues"},
    "talk": {"event": "Operability Days"},
    "article": {"series": "Queues"},
    "recommendation": {"from": {"name": "Bo", "relation": "peer"}},
}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """An entry that hides or does not, for one reason or several."""

    name: str
    """Also its canary: no other file says it."""
    kind: str
    folder: str
    keys: dict[str, object]
    day: dt.date
    aside: bool
    """Whether a passage of its body is private."""
    broken: bool

    @property
    def path(self) -> PurePosixPath:
        return PurePosixPath(f"entries/{self.folder}{self.name}.md")

    @property
    def is_published(self) -> bool:
        """Worked out anew, from what the README says."""
        return not (
            self.broken
            or self.keys.get("visibility") == "private"
            or self.keys.get("draft")
            or (self.kind == "recommendation" and self.keys.get("consent") is not True)
            or (self.day > TODAY and self.keys.get("publish") != "now")
            or {"private", "_drafts"} & {*self.folder.casefold().split("/")}
        )

    @property
    def is_listed(self) -> bool:
        return self.is_published and self.keys.get("visibility") != "unlisted"

    @property
    def text(self) -> str:
        head = {
            "kind": self.kind,
            "title": f"{self.name} title",
            "date": self.day,
            "tags": [f"{self.name} tag"],
            "organization": f"{self.name} organization",
            "notes": f"{self.name}-never",
            "image": f"{self.name}.png",
            "alt": f"{self.name} alt",
            "links": [{"title": "Before", "url": f"{self.name}.pdf"}],
            "evidence": [{"requirement": "trust/respect", "claim": f"{self.name} claim"}],
            **KIND_KEYS[self.kind],
            **self.keys,
            **({"oops": 1} if self.broken else {}),
        }
        aside = f"<!-- private -->{self.name}-never ![]({self.name}-never.png)<!-- /private -->"
        block = yaml.safe_dump(head, sort_keys=False)
        return f"---\n{block}---\n\n{self.name} body. {aside if self.aside else ''} The end.\n"


@st.composite
def portfolios(draw: st.DrawFn) -> list[Drawn]:
    """Draw some entries that hide for any reasons."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        keys: dict[str, object] = {
            "visibility": draw(st.sampled_from(["public", "public", "unlisted", "private"])),
            "draft": draw(st.booleans()) and draw(st.booleans()),
            "featured": draw(st.booleans()),
        }
        if draw(st.booleans()):
            keys["publish"] = draw(st.sampled_from(["on-date", "now"]))
        if kind == "recommendation":
            keys["consent"] = draw(st.booleans())
        found.append(
            Drawn(
                name=f"canary{number}x",
                kind=kind,
                folder=draw(st.sampled_from(FOLDERS)),
                keys=keys,
                day=TODAY + dt.timedelta(days=draw(st.integers(-400, 60))),
                aside=draw(st.booleans()),
                broken=draw(st.integers(0, 9)) == 0,
            )
        )
    return found


@settings(max_examples=200, deadline=None)
@given(drawn=portfolios(), shows_gaps=st.booleans())
def test_what_is_hidden_is_in_nothing_that_is_built(
    drawn: list[Drawn], *, shows_gaps: bool
) -> None:
    """And what is public is: each entry links to all the others, hidden or not."""
    files: dict[PurePosixPath, Content] = {one.path: linked(one, drawn) for one in drawn}
    for one in drawn:
        for name in (f"{one.name}.png", f"{one.name}.pdf", f"{one.name}-never.png"):
            files[one.path.with_name(name)] = None
    chosen = Settings(
        name="Ada Example",
        address="https://ada.example.com/",
        shows_gaps=shows_gaps,
        published_frameworks=("career-timeline",),
    )
    found = release(files, chosen, today=TODAY)

    built = {str(path): found.text(path) for path in found.pages}
    built |= {str(made.path): made.content.decode() for made in site_files.build(found.site)}

    everything = "\n".join([*built, *built.values()])
    elsewhere = "\n".join(text for path, text in built.items() if "canary" not in path)
    assert "-never" not in everything
    for one in drawn:
        assert (one.name in everything) == one.is_published, one
        assert (one.name in elsewhere) == one.is_listed, one
        beside = {one.path.with_name(f"{one.name}.{end}") for end in ("png", "pdf")}
        assert beside.isdisjoint(found.hidden) == one.is_published
        assert one.path.with_name(f"{one.name}-never.png") in found.hidden


def linked(one: Drawn, drawn: list[Drawn]) -> str:
    """Return an entry that links to all others that are hidden."""
    up = "../" * (len(one.path.parts) - 2)
    others = (other for other in drawn if not other.is_published and other != one)
    links = " ".join(f"[that]({up}{other.path.relative_to('entries')})" for other in others)
    return f"{one.text}\n{links}\n"


@functools.cache
def framework() -> frameworks.Framework:
    return frameworks.load()


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Draw a portfolio with links in it, and what they lead to outside."""
    root = tmp_path / "project"
    root.mkdir()
    project.draw(
        root,
        {
            "entries/open.md": entry(title="Open") + "\n![here](../assets/inside.svg)\n",
            "entries/private/real.md": entry(title="Canary private"),
            "private/canary.svg": "<svg><title>canary</title></svg>",
            ".well-known/security.txt": "Contact: mailto:ada@example.com",
            "assets/drawing.svg": "<svg><title>fine</title></svg>",
        },
    )
    secrets = tmp_path / "canary"
    secrets.mkdir()
    (secrets / "page.md").write_text("# Canary page\n", encoding="utf-8")
    (secrets / "entry.md").write_text(entry(title="Canary entry"), encoding="utf-8")
    (secrets / "photo.png").write_bytes(photo.png())
    for place, target in {
        "entries/leads-out.md": secrets / "entry.md",
        "leads-out.md": secrets / "page.md",
        "leads-out.png": secrets / "photo.png",
        "entries/folder": secrets,
        "leads-nowhere.png": Path("nowhere.png"),
        "leads-in.svg": Path("private/canary.svg"),
        "entries/leads-in.md": Path("private/real.md"),
        "assets/inside.svg": Path("drawing.svg"),
        "profile.yml": Path("/dev/zero"),
        ".well-known/keys.txt": secrets / "page.md",
    }.items():
        (root / "portfolio" / place).symlink_to(target)
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    return root


STRAYS = (
    *(
        ".well-known/keys.txt",
        "entries/folder",
        "entries/leads-in.md",
        "entries/leads-out.md",
        "leads-in.svg",
    ),
    *("leads-nowhere.png", "leads-out.md", "leads-out.png", "profile.yml"),
)


def test_links_that_lead_out_or_into_what_is_private_are_refused(outside: Path) -> None:
    built = project.build(outside)

    assert built.returncode == 0, built.stderr
    for place in STRAYS:
        assert f"portfolio/{place}:1: stray-link: " in built.stderr
    site = project.bytes_of(outside / "site")
    assert [path for path, content in site.items() if b"anary" in content + path.encode()] == []
    assert {"assets/inside.svg", ".well-known/security.txt"} <= set(site)


def test_check_refuses_the_same_links(outside: Path) -> None:  # noqa: ARG001 - is the folder
    said = run("check").stdout.splitlines()

    refused = [line.partition(":1: stray-link:")[0] for line in said if "stray-link" in line]
    assert refused == [f"portfolio/{place}" for place in STRAYS]


def test_check_says_what_awaits_its_date_and_is_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    project.draw(tmp_path, {"entries/talk.md": entry(date="2026-09-22")})

    result = run("check", "--strict")

    assert result.exit_code == 0
    assert result.stdout.startswith("portfolio/entries/talk.md:4: awaits-its-date: is not pub")


def test_what_awaits_its_date_is_published_on_the_day(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/talk.md": entry(date="2026-09-22")})
    page = tmp_path / "site/entries/talk/index.html"

    early = project.build(tmp_path, "--strict")
    assert early.returncode == 0, early.stderr
    assert "entries/talk.md:4: awaits-its-date" in early.stderr
    assert not page.exists()
    project.build(tmp_path, "--strict", SOURCE_DATE_EPOCH=str(1790000000 + 86400))
    assert page.exists()


def test_images_reach_the_site_bare(tmp_path: Path) -> None:
    project.draw(
        tmp_path,
        {
            "entries/team/index.md": entry(image="team.jpg", alt="Us")
            + "\n![](x.webp)![](../../assets/torn.png)![](../../assets/scan.tiff)\n",
            "entries/team/team.jpg": photo.jpeg(),
            "entries/team/x.webp": photo.webp(),
            "assets/unused.PNG": photo.png(),
            "assets/torn.png": photo.png()[:200],
            "assets/scan.tiff": b"II*\0canary",
        },
    )

    built = project.build(tmp_path)

    site = project.bytes_of(tmp_path / "site")
    assert {"entries/team/team.jpg", "entries/team/x.webp"} <= set(site)
    assert [path for path, content in site.items() if photo.CANARY in photo.says(content)] == []
    for place in ("assets/torn.png", "assets/scan.tiff"):
        assert place not in site
        assert f"portfolio/{place}:1: unreadable-image: " in built.stderr


def test_private_passages_are_told_in_the_preparation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = entry(evidence=["body-of-work/iterate-and-scale"], notes="Be brief.")
    aside = "\n<!-- private -->\nQuillfeather paid.\n<!-- /private -->\n"
    project.draw(tmp_path, {"entries/scaled.md": text + aside})

    assert "Notes: Be brief.\n       Quillfeather paid.\n" in run("prepare").stdout
    assert run("prepare", "--html", str(tmp_path / "notes.html")).exit_code == 0
    assert "Quillfeather paid." in (tmp_path / "notes.html").read_text(encoding="utf-8")


def test_lines_are_those_of_the_file_below_private_passages() -> None:
    body = "One.\n\n<!-- private -->\nAcme.\n\nMore.\n<!-- /private -->\n\nWe lost [it](gone.md).\n"
    path = PurePosixPath("entries/deploys.md")
    text = entry().replace("We cut the time to production to a seventh.\n", body)

    parsed = portfolio.parse({path: text}, framework(), today=TODAY)

    (problem,) = parsed.problems
    assert text.splitlines()[problem.line - 1] == "We lost [it](gone.md)."
    assert "Acme" not in parsed.entries[0].body


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))
