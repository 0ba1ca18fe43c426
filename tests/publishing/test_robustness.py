"""No text, however odd, is met with anything but problems and pages."""

import functools
import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.content.files import Files
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.portfolio import Portfolio
from cto_portfolio.site import pages
from cto_portfolio.site.site import Site
from cto_portfolio.text import frontmatter
from tests.support import project

FIXTURES = project.SHARED / "corpus/testing"
KEYS = sorted({name for kind in KINDS.values() for name in kind.model.model_fields})
scalars = st.sampled_from(
    [
        *("", "~", "true", "1", "-1.5", ".nan", "1e400", "2024-01-31", "2024-99-99", "12:30:45"),
        *("text", "'quoted'", '"\\u202e"', '"\\ud800"', "!!binary aGk=", "!!set {a}", "0x1F"),
        *("[]", "{}", "[x]", "[null]", "[[x]]", "{a: b}", "{1: 2}", "? [a]\n: b", "*a", "&a b"),
        *("javascript:1", "trust/respect", "[{requirement: trust/respect, claim: 1}]"),
        *("{from: 2020-01, to: x}", "[{name: a, weight: 1, before: 1, after: null}]", "x.md"),
    ]
)
blocks = st.lists(st.tuples(st.sampled_from([*KEYS, "from", "with", "1", "odd"]), scalars))


def _pages(files: Files) -> tuple[Portfolio, list[pages.Page]]:
    parsed = portfolio.parse(files, _framework(), today=project.TODAY)
    site = Site(portfolio=parsed, name="Ada Example", url_for=str)
    built = list(pages.build(site))
    for page in built:
        assert page.source.encode()
    return parsed, built


@functools.cache
def _framework() -> frameworks.Framework:
    return frameworks.load()


@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from(list(KINDS)), block=blocks, body=st.text(max_size=200))
def test_any_values_of_any_keys(kind: str, block: list[tuple[str, str]], body: str) -> None:
    lines = [f"{key}: {value}" for key, value in block]
    head = "\n".join([f"kind: {kind}", "title: T", "date: 2024-01-31", *lines])
    text = f"---\n{head}\n---\n\n{body}"

    _pages(
        {
            PurePosixPath("entries/a.md"): text,
            PurePosixPath("profile.yml"): "\n".join(lines),
            PurePosixPath("about.md"): text,
        }
    )


@settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    parsed, _ = _pages({PurePosixPath("entries/a.md"): b"---\n" + content})

    assert len(parsed.entries) + len({problem.path for problem in parsed.problems}) > 0


@pytest.mark.skipif(
    not FIXTURES.is_dir() and not os.environ.get("CI"),
    reason=f"the fixtures of other parsers are not there: {FIXTURES}",
)
def test_the_fixtures_of_other_parsers() -> None:
    fixtures = [path for path in sorted(FIXTURES.rglob("*")) if path.is_file()]
    assert len(fixtures) > 400
    for path in fixtures:
        content = path.read_bytes()
        for text in (content, b"---\n" + content + b"\n---\nBody.\n"):
            _pages({PurePosixPath("entries/a.md"): text, PurePosixPath("profile.yml"): text})


def test_front_matter_of_a_megabyte_is_refused_unread() -> None:
    text = "---\nnotes: " + "x" * 1_000_000 + "\n---\n"

    parsed, _ = _pages({PurePosixPath("entries/a.md"): text})

    assert [problem.code for problem in parsed.problems] == ["front-matter-too-large"]
    assert parsed.problems[0].message == (
        f"{1_000_008:,} characters of YAML; at most {frontmatter.MAX_CHARACTERS:,} are read"
    )


def test_aliases_that_would_explode_are_refused_unread() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

    parsed, _ = _pages({PurePosixPath("entries/a.md"): "---\n" + "\n".join(lines) + "\n---\n"})

    assert [problem.code for problem in parsed.problems] == ["unsafe-yaml"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_is_refused(opening: str) -> None:
    parsed, _ = _pages({PurePosixPath("entries/a.md"): "---\n" + opening * 9000 + "\n---\n"})

    assert {problem.code for problem in parsed.problems} <= {"unsafe-yaml", "broken-yaml"}
    assert parsed.entries == ()


def test_pipes_and_links_to_nowhere_that_nothing_uses_stop_no_build(tmp_path: Path) -> None:
    root = project.draw(tmp_path, {"about.md": "# About\n"})
    os.mkfifo(root / "portfolio/pipe.txt")
    (root / "portfolio/loop").symlink_to("loop")
    (root / "portfolio/dangling.txt").symlink_to("nowhere.txt")

    project.build(root)

    assert (root / "site/about/index.html").is_file()
