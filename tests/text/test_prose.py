"""What the core sees in a Markdown body, held against what Python-Markdown makes of it."""

import html
import os
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from cto_portfolio.text import frontmatter, prose
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.frontmatter import FrontMatterError
from tests.support import project

EXTENSIONS = (
    *("admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"),
    *("pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed"),
    "cto_portfolio.text.markdown_extension",
)


class _Addresses(HTMLParser):
    """Collects the addresses that a page links to or shows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found |= {value.strip() for name, value in attrs if name in {"href", "src"} and value}


def _published(body: str) -> set[str]:
    addresses = _Addresses()
    addresses.feed(markdown.markdown(body, extensions=EXTENSIONS))
    return {one for one in addresses.found if not one.startswith(("#fn", "http", "mailto:"))}


def _body(path: Path) -> str:
    text = frontmatter.decode(path.read_text(encoding="utf-8", errors="replace"))
    try:
        return frontmatter.parse(text).body
    except FrontMatterError:
        return text


@pytest.mark.skipif(
    not project.SHARED.is_dir() and not os.environ.get("CI"),
    reason="the real documents are not there",
)
def test_no_address_of_a_real_document_is_overlooked() -> None:
    """What is overlooked would be published although it is hidden."""
    paths = [
        path
        for folder in ("adr", "posts", "entries")
        for path in sorted((project.SHARED / "corpus" / folder).rglob("*.m*"))
    ]
    assert len(paths) > 200
    for path in paths:
        body = _body(path)
        seen = {html.unescape(one.url).replace("\\_", "_") for one in prose.references(body)}

        assert _published(body) - seen == set(), path


@pytest.mark.parametrize(
    ("body", "addresses"),
    [
        ("[a](b.md)", ["b.md"]),
        ("[a](<b c.md>)", ["b c.md"]),
        ("[a](b c.md)", ["b c.md"]),
        ('[a](b.md "a title")', ["b.md"]),
        ("[a](b_(c).md)", ["b_(c).md"]),
        ("[![a](b.png)](c.md)", ["b.png", "c.md"]),
        ("[a][b]\n\n[b]: c.md", ["c.md"]),
        ("![a](b.png){ width=10 }", ["b.png"]),
        ("<a href=b.md>", ["b.md"]),
        ('<video src="a.mp4" poster="b.png">', ["a.mp4", "b.png"]),
        ('<img srcset="a.png 1x, b.png 2x">', ["a.png", "b.png"]),
        ('<img alt="a > b" src="c.png">', ["c.png"]),
        ("`[a](b.md)`", []),
        ("```\n[a](b.md)\n```", []),
        ("- ```\n  [a](b.md)\n  ```\n\n[c](d.md)", ["d.md"]),
        ("<!-- [a](b.md) -->", []),
        ("a `tick\n\n[b](c.md)\n\nand `another", ["c.md"]),
        ("[^1]: a footnote", []),
        ("[a]()", []),
    ],
)
def test_addresses(body: str, addresses: list[str]) -> None:
    assert [one.url for one in prose.references(body)] == addresses


def test_an_address_comes_with_its_line() -> None:
    (found,) = prose.references("One.\n\nTwo\n[three](four.md).")

    assert found.line == 4


def test_addresses_are_replaced_where_they_stand() -> None:
    body = "[a](b.md), [c](d.md), <a href='b.md'>e</a>"

    mended = prose.with_address(
        body, [one for one in prose.references(body) if one.url == "b.md"], "#"
    )

    assert mended == "[a](#), [c](d.md), <a href='#'>e</a>"


@pytest.mark.parametrize(
    ("body", "below"),
    [
        ("# The title\n\nText.", "Text."),
        ("# 1. *The* Title! { #anchor }\n\nText.", "Text."),
        ("The title\n=========\n\nText.", "Text."),
        ("Text.\n\n## More", "Text.\n\n## More"),
        ("# Why C#\n\n## F# ##", "## Why C#\n\n### F#"),
        ("#42 began it.\n\n# Another", "#42 began it.\n\n## Another"),
        ("# Another\n\n## More", "## Another\n\n### More"),
        ("# The title\n\n## A\n\n# B\n\n###### C", "### A\n\n## B\n\n###### C"),
        ("Text.\n\n```\n# a comment\n```", "Text.\n\n```\n# a comment\n```"),
        ("Text.\n\n# The title", "Text.\n\n## The title"),
        ('<h1 align="center">Hi</h1>\n\n`<h1>`', '<h2 align="center">Hi</h2>\n\n`<h1>`'),
        ("Say:\n\n    <h1>Hi</h1>\n\n</H1 >", "Say:\n\n    <h1>Hi</h1>\n\n</h2 >"),
    ],
)
def test_a_body_keeps_below_the_title_of_its_page(body: str, below: str) -> None:
    title = "1. The title" if "1." in body else "The title"

    assert prose.below_title(body, title) == below


@pytest.mark.parametrize(
    ("body", "paragraph"),
    [
        ("# Title\n\nStatus: done\n\nWe cut it to a *seventh*.", "We cut it to a seventh."),
        ("Draft\n\n- a list\n\n| a | b |", "Draft"),
        ("![x](y.png)\n\nA [link](z.md) and `code`[^1].\n\n[^1]: A note.", "A link and code."),
        ("```\nNo prose. None.\n```\n\nProse here.", "Prose here."),
        ("在编写系统时我们做了决定。", "在编写系统时我们做了决定。"),
        ("<b>Not</b> &lt;this&gt; first.\n\nA **bold** start.", "Not <this> first."),
        ("", ""),
    ],
)
def test_the_first_paragraph_is_the_first_that_reads_as_a_sentence(
    body: str, paragraph: str
) -> None:
    assert prose.first_paragraph(body, Dialect(extensions=EXTENSIONS).html) == paragraph


def test_reading_takes_at_least_a_minute_and_leaves_out_code() -> None:
    assert prose.reading_minutes("word " * 50) == 1
    assert prose.reading_minutes("word " * 1100) == 5
    assert prose.reading_minutes("字" * 780) == 3
    assert prose.reading_minutes("```\n" + "word " * 1100 + "\n```") == 1
