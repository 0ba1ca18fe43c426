"""What authors write, as Python-Markdown gives it back with the portfolio's extension."""

import re

import markdown
import pytest

EXTENSIONS = ["tables", "pymdownx.superfences", "cto_portfolio.text.markdown_extension"]
TABLE = "| Option | Cost |\n| --- | ---: |\n| Queue | 4 |\n"


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


@pytest.mark.parametrize("text", [TABLE, "<table>\n<tr><td>Queue</td></tr>\n</table>"])
def test_a_table_scrolls_in_itself_and_by_keyboard(text: str) -> None:
    found = rendered(text)

    assert found.startswith('<div class="scroll" role="region" aria-label="Table" tabindex="0">')
    assert found.endswith("</table></div>")


def test_columns_are_aligned_by_a_class() -> None:
    found = rendered(TABLE)

    assert '<td class="align-right">4</td>' in found
    assert "style=" not in found


@pytest.mark.parametrize("text", ["    code", "```python\ncode = 1\n```"])
def test_code_can_be_scrolled_by_keyboard(text: str) -> None:
    assert rendered(text).count('<pre tabindex="0">') == 1


def test_what_only_speaks_of_markup_is_left_alone() -> None:
    assert rendered("Use `<table>` and `<pre>`.") == (
        "<p>Use <code>&lt;table&gt;</code> and <code>&lt;pre&gt;</code>.</p>"
    )


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ('<p onclick="go()">x</p>', "<p>x</p>"),
        ("<div/style=top:0/onload=go()>x</div>", "<div>x</div>"),
        ("a <script>go()</script> b", "<p>a  b</p>"),
        ("<p>x</p>\n<style>p { top: 0 }</style>", "<p>x</p>"),
        ("<script>go()", ""),
        ("<form action=/x><b>x</b></form>", "<b>x</b>"),
        ('<iframe src="slides.pdf"></iframe>', '<iframe src="slides.pdf"></iframe>'),
        ('<iframe src="https://example.net/"></iframe>', ""),
        ("<meta http-equiv=refresh content=0>", ""),
        ("[x](java&#115;cript:go())", "<p><a>x</a></p>"),
        ("![x](data:image/png;base64,eA==)", '<img alt="x" src="data:image/png;base64,eA=="'),
        ("`<script>`", "<p><code>&lt;script&gt;</code></p>"),
        ('<b title="a &amp; b" style="top: 0">x</b>', '<b title="a &amp; b">x</b>'),
    ],
)
def test_what_acts_by_itself_is_left_out(written: str, published: str) -> None:
    assert published in rendered(written)
    assert not re.search(r"go\(\)|style=|<form|<meta|example\.net", rendered(written))


@pytest.mark.parametrize(
    ("written", "rel"),
    [
        ("[x](https://example.net/)", "noopener"),
        ('<a href="//example.net" rel="me">x</a>', "me noopener"),
        ("[x](../about.md)", None),
        ("<ada@example.com>", None),
    ],
)
def test_links_to_other_sites_give_no_hold_of_the_page(written: str, rel: str | None) -> None:
    found = re.search(r'rel="([^"]*)"', rendered(written))
    assert (found[1] if found else None) == rel
