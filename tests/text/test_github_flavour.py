"""Markdown as people write it for GitHub, and what every engine makes of it here."""

import re

import pytest

from cto_portfolio.text.dialect import Dialect

BARE = Dialect()
LISTED = Dialect(
    extensions=(
        *("admonition", "attr_list", "def_list", "footnotes", "md_in_html", "smarty"),
        *("pymdownx.betterem", "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed"),
        *("pymdownx.highlight", "pymdownx.tasklist", "pymdownx.tilde"),
    ),
    options={
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tasklist": {"custom_checkbox": True},
    },
)
"""As somebody's `mkdocs.yml` has listed them for years."""

NOTE = '<div class="admonition note"><p class="admonition-title">Note</p>'
RENDERED = [
    # Lists
    ("We did:\n- a\n- b", "<p>We did:</p><ul><li>a</li><li>b</li></ul>"),
    ("We did:\n1. a\n2. b", "<p>We did:</p><ol><li>a</li><li>b</li></ol>"),
    ("It began in\n1986. It was cold.", "<p>It began in 1986. It was cold.</p>"),
    ("- a\n  - b\n    - c\n- d", "<li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li>"),
    ("- a\n    - b\n        - c", "<li>a<ul><li>b<ul><li>c</li></ul></li></ul></li>"),
    ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    ("10. a\n    - b", '<ol start="10"><li>a<ul><li>b</li></ul></li></ol>'),
    ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
    ("1. a\n\ntext\n\n2. b", '<p>text</p><ol start="2"><li>b</li></ol>'),
    ("1. a\n- b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
    ("- a\n  goes on\n- b", "<ul><li>a goes on</li><li>b</li></ul>"),
    ("- a\n  - b\ngoes on", "<li>a<ul><li>b goes on</li></ul></li>"),
    ("- a\n\n  more\n- b", "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>"),
    ("- a\n\n    more", "<li><p>a</p><p>more</p></li>"),
    ("- a\n\n        code", "<pre><code>code</code></pre>"),
    ("- a\n  > b", "<li><p>a</p><blockquote><p>b</p></blockquote></li>"),
    ("- > a\n  > b\n- c", "<ul><li><blockquote><p>a b</p></blockquote></li><li>c</li></ul>"),
    ("- a\n-\n- b", "<ul><li>a</li><li></li><li>b</li></ul>"),
    ("- a\n\n***\n\n- b", "<ul><li>a</li></ul><hr><ul><li>b</li></ul>"),
    ("> said:\n> - a\n>   - b", "<p>said:</p><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"),
    ("> - a\n\n- b", "<blockquote><ul><li>a</li></ul></blockquote><ul><li>b</li></ul>"),
    ("    - a\n      - b", "<pre><code>- a - b</code></pre>"),
    ("> a\n\n> b", "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>"),
    ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
    # Code in fences
    ("- a\n  ```\n  - b\n  ```\n- c", "<code>- b</code></pre></div></li><li><p>c</p></li></ul>"),
    ("1. ```\n   a\n   ```", "<ol><li><div><pre><code>a</code></pre></div></li></ol>"),
    ("```\n- a\n  - b\n> [!NOTE]\n```", "<code>- a - b &gt; [!NOTE]</code>"),
    ("```\na\n````", "<code>a</code>"),
    ("```js {1,3} title=a.js showLineNumbers\na\n```", ">a</code></pre>"),
    ("  ```\n  a\n  ```", "<code>a</code>"),
    # Tables
    ("a\n| b |\n|---|\n| c |", "<p>a</p><table><thead><tr><th>b</th>"),
    ("- a\n  | b |\n  |---|\n  | c |", "<li><p>a</p><table><thead><tr><th>b</th>"),
    # Headings
    ("## Why C#", "<h2>Why C#</h2>"),
    ("## C# and F# ##", "<h2>C# and F#</h2>"),
    ("## a \\##", "<h2>a ##</h2>"),
    ("  ## a", "<h2>a</h2>"),
    ("#42 began it", "<p>#42 began it</p>"),
    ("a\n# b\nc", "<p>a</p><h1>b</h1><p>c</p>"),
    # In a sentence
    ("See https://a.example/b_(c), now", '<a href="https://a.example/b_(c)">https://a'),
    ("(https://a.example/b)", '(<a href="https://a.example/b">https://a.example/b</a>)'),
    ("www.a.example.", '<a href="http://www.a.example">www.a.example</a>.'),
    ("[https://a.example](b.md)", '<p><a href="b.md">https://a.example</a></p>'),
    ("`https://a.example`", "<p><code>https://a.example</code></p>"),
    ("~~old~~ new", "<del>old</del> new"),
    ("one\\\ntwo", "one<br>two"),
    ("costs \\$5", "costs $5"),
    (":rocket: `:rocket:`", "🚀 <code>:rocket:</code>"),
    ("a:b:c at 10:30:00, :nothing:", "a:b:c at 10:30:00, :nothing:"),
    ("a[^1]\n\n[^1]: b", '<a class="footnote-ref" href="#fn:1">1</a>'),
    # Callouts
    ("> [!NOTE]\n> a\n> b", f"{NOTE}<p>a b</p></div>"),
    ("> [!note]\n>\n> a\n\nb", f"{NOTE}<p>a</p></div><p>b</p>"),
    ("a\n> [!NOTE]\n> b\nc", f"<p>a</p>{NOTE}<p>b c</p></div>"),
    ("> [!NOTE]\n> - a\n>   - b", f"{NOTE}<ul><li>a<ul><li>b</li></ul></li></ul></div>"),
    ("> [!NOTE]\n> ```\n> a\n> ```", f"{NOTE}<div><pre><code>a</code></pre></div></div>"),
    ("- a\n\n  > [!NOTE]\n  > b", f"<li><p>a</p>{NOTE}<p>b</p></div></li>"),
    ("> [!WARNING]\n> a", '<div class="admonition warning"><p class="admonition-title">Warning'),
    ('> [!tip] A "b" *c*\n> d', " <em>c</em></p><p>d</p></div>"),
    ("> [!info]- A\n> b", '<details class="info"><summary>A</summary><p>b</p></details>'),
    ("> [!info]+ A\n> b", '<details class="info" open="open"><summary>A</summary>'),
    ("> [a](b.md)", '<blockquote><p><a href="b.md">a</a></p></blockquote>'),
    # HTML
    (
        "<details>\n<summary>a</summary>\n\n- b\n  - *c*\n\n</details>",
        "<details><summary>a</summary><ul><li>b<ul><li><em>c</em></li></ul></li></ul></details>",
    ),
    ("<details>\n<summary>a</summary>\n*b*\n</details>", "<summary>a</summary>*b*</details>"),
    ('<div class="x">\n\n## a\n\n</div>', '<div class="x"><h2>a</h2></div>'),
    ("<pre>\n- a\n\n  - b\n</pre>", "<pre>- a - b</pre>"),
    ("<!--\n- a\n\n  - b\n-->\n\nc", "<p>c</p>"),
]


def _html(dialect: Dialect, written: str) -> str:
    """Return the HTML without what this product adds to any page, and white space folded."""
    html = re.sub(r'<div class="scroll"[^>]*>', "", dialect.html(written))
    html = re.sub(r' (?:id|rel|tabindex)="[^"]*"| class="(?:highlight|task)[^"]*"', "", html)
    html = re.sub(r"</?span[^>]*>", "", html)
    html = re.sub(r"\s*\n\s*(?=<)|(?<=>)\s*\n\s*", "", html)
    return " ".join(html.split())


@pytest.mark.parametrize("dialect", [BARE, LISTED], ids=["nothing listed", "much listed"])
@pytest.mark.parametrize(("written", "expected"), RENDERED)
def test_reads_as_on_github(written: str, expected: str, dialect: Dialect) -> None:
    assert expected in _html(dialect, written)


def test_what_the_author_has_configured_stays() -> None:
    task = "- [x] done"
    shortened = Dialect(
        extensions=("pymdownx.magiclink",), options={"pymdownx.magiclink": {"hide_protocol": True}}
    )

    assert ">a.example/b</a>" in shortened.html("https://a.example/b")
    assert "<label" in LISTED.html(task)
    assert "<label" not in BARE.html(task)
    assert 'type="checkbox"' in BARE.html(task)


def test_lists_are_read_as_an_extension_for_lists_says_if_there_is_one() -> None:
    assert 'type="a"' in Dialect(extensions=("pymdownx.fancylists",)).html("a. b\nc. d")


@pytest.mark.parametrize("written", ["> " * 500 + "a", "- " * 500 + "a", "1. " * 500 + "a"])
def test_what_nobody_nests_so_deep_is_rendered_all_the_same(written: str) -> None:
    assert "a" in BARE.html(written)
