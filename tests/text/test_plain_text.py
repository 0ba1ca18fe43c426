"""What a summary says, held against what the page says."""

import os
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml

from cto_portfolio.text import frontmatter, plain_text, prose
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.frontmatter import FrontMatterError
from tests.support import project, sample


def _of_sample() -> Dialect:
    listed = yaml.safe_load((sample.PROJECT / "mkdocs.yml").read_text("utf-8"))
    asked: list[dict[str, Any]] = [
        name if isinstance(name, dict) else {name: {}} for name in listed["markdown_extensions"]
    ]
    options = {name: values or {} for pair in asked for name, values in pair.items()}
    return Dialect(extensions=tuple(options), options=options)


OF_SAMPLE = _of_sample()
MANY = Dialect(
    extensions=(*OF_SAMPLE.extensions, "pymdownx.emoji", "pymdownx.smartsymbols"),
    options=OF_SAMPLE.options,
)


@pytest.mark.parametrize(
    ("body", "paragraph"),
    [
        (
            "Use `dict[str, Any]`, `__init__` and `*args`.",
            "Use dict[str, Any], __init__ and *args.",
        ),
        ("A `Map<String, Object>` in a `<div>`.", "A Map<String, Object> in a <div>."),
        ("So `a[i][j]` is, and `` a ` b `` too.", "So a[i][j] is, and a ` b too."),
        ('It says `d["key"]`, "so".', 'It says d["key"], “so”.'),
        ("Code holds `&lt;` and `\\*`.", "Code holds &lt; and \\*."),
        ("We saved 2 * 3 * 4 [sic], [1] and a[i].", "We saved 2 * 3 * 4 [sic], [1] and a[i]."),
        ("Not \\*bold\\*, nor \\_this\\_.", "Not *bold*, nor _this_."),
        ("AT&amp;T, 10&nbsp;km, 1 &lt; 2, AT&T.", "AT&T, 10 km, 1 < 2, AT&T."),
        ("See <https://example.com/a_b_c>.", "See https://example.com/a_b_c."),
        ("See [this *thing*](a.md) and [that][x].\n\n[x]: b.md", "See this thing and that."),
        ("A mark[^1].\n\n[^1]: A note.", "A mark."),
        ("Hard  \nbreaks<br>are\nspaces.", "Hard breaks are spaces."),
        ("The H~2~O of 10^6^ m^2^, and 1<sup>st</sup>.", "The H₂O of 10⁶ m², and 1st."),
        ("The HTML of it.\n\n*[HTML]: Hypertext", "The HTML of it."),
        ("Never ~~ever~~ again, ==marked==.", "Never again, marked."),
        ("Press ++ctrl+c++.", "Press Ctrl+C."),
        ("A :rocket: rises (c) 2026 --> on.", "A 🚀 rises © 2026 → on."),
        ("He said <q>yes</q>.", "He said “yes”."),
        ("Words with an ![image](a.png) in it.", "Words with an in it."),
        ("***Both*** at once.", "Both at once."),
        ("<style>\np { x: y. }\n\nq { a: b. }\n</style>\n\nWords.", "Words."),
        ("<script>\nlet a = 1. \n\nb. c\n</script>\n\nWords.", "Words."),
        ("We import taxes here.", "We import taxes here."),
        ("import A from 'a'\n\nWords now.", "Words now."),
        ("Status: done\n\n_It is so._", "It is so."),
        ("<b>Bold</b> begins it.", "Bold begins it."),
        ("Words {.lead} here\n{ .lead }", "Words {.lead} here"),
    ],
)
def test_a_summary_says_what_the_page_says(body: str, paragraph: str) -> None:
    assert prose.first_paragraph(body, MANY.html) == paragraph


def test_whole_text_is_read_paragraph_by_paragraph() -> None:
    body = "## One\n\nTwo `a  b`.\n\n- three\n- four\n\n> five\n\n| a | b |\n|--|--|\n| c | d |"

    said = plain_text.paragraphs(OF_SAMPLE.html(body))

    assert said == ("One", "Two a b.", "three", "four", "five", "a b", "c d")


@pytest.mark.skipif(
    not project.SHARED.is_dir() and not os.environ.get("CI"),
    reason="the real documents are not there",
)
def test_first_paragraphs_of_real_documents_stand_so_on_their_pages() -> None:
    corpus = project.SHARED / "corpus"
    paths = sorted(path for name in ("adr", "posts") for path in (corpus / name).rglob("*.md"))[::3]
    for path in paths:
        body = _body(path)
        first = prose.first_paragraph(body, OF_SAMPLE.html)
        assert _letters(first) in _letters(_shown(OF_SAMPLE.html(body))), path


def _body(path: Path) -> str:
    text = frontmatter.decode(path.read_bytes())
    try:
        return frontmatter.parse(text).body
    except FrontMatterError:
        return text


def _shown(rendered: str) -> str:
    """Return what browsers show, without marks of footnotes."""
    tree = html5lib.parseFragment(rendered, namespaceHTMLElements=False)
    marks = {mark for mark in tree.iter("sup") if mark.get("id", "").startswith("fnref")}
    for mark in marks:
        for inner in mark:
            inner.text = ""
    return "".join(tree.itertext())


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
