"""What is left of other tools is named with its line and the way out; what only looks so is not."""

import pytest

from cto_portfolio.text import foreign_syntax
from cto_portfolio.text.dialect import Dialect

BARE = Dialect()


def messages(body: str, dialect: Dialect = BARE) -> list[str]:
    names = (*dialect.extensions, *dialect.plugins)
    found = foreign_syntax.find(body, dialect.html, names)
    return [f"{leftover.line}: {leftover.message}" for leftover in found]


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        ("{% include figure.html src='a.png' %}", "'![what it shows](picture.png)'"),
        ("{% include note.html %}", "put in the text"),
        ("{%- include note.html width='100%' -%}", "put in the text"),
        ("{% render 'a.liquid',\n  b: 1 %}", "put in the text"),
        ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", "two lines of '```'"),
        ("See [a]({% post_url 2015-01-01-a %}) and {% post_url b %}.", "'[words](file.md)'"),
        ("{{ page.title }}", "write what it stands for"),
        ("{{ '/a/' | relative_url }}", "write what it stands for"),
        ('{{< figure src="a.png" >}}', "'![what it shows](picture.png)'"),
        ("{{< youtube dQw4w9WgXcQ >}}", "'[words](address)'"),
        ('{{< ref "a.md" >}}', "'[words](file.md)'"),
        ("{{% note %}}\na\n{{% /note %}}", "'> [!NOTE]'"),
        ("![[a b.png|200]]", "'![what it shows](a b.png)'"),
        ("![[A note]]", "'[words](note.md)'"),
        ("[[A note]]", "'[A note](A note.md)'"),
        ("[[a-note|words]]", "'[words](a-note.md)'"),
        ("[[a-note#part]]", "'[a-note](a-note.md#part)'"),
        ("a %%to do%% b", "'<!-- private -->'"),
        ("import Tabs from '@theme/Tabs';", "remove it"),
        ('import "./a.css"', "remove it"),
        ("export const a = 1", "remove it"),
        (":::note\na\n:::", "'> [!NOTE]'"),
        ("::: {.callout-tip}\na\n:::", "'> [!NOTE]'"),
        ("/// note\na\n///", "'> [!NOTE]'"),
        ('=== "A tab"\n\n    a', "headings of the tabs"),
        ("press ++ctrl+alt+del++", "<kbd>"),
        ("a ==marked word== b", "<mark>"),
        ("a :material-check: b", "':rocket:'"),
        ("a {++added++} b", "take the change over"),
        ("{:toc}", "remove it"),
        ("The cost is $O(n_1 * n_2)$.", "in words"),
        ("for $n$ people", "in words"),
        ("$$\n\\sum_{i=1}^n i\n$$", "in words"),
        ("so \\\\(x^2\\\\) grows", "in words"),
        ("{code:java}\na\n{code}", "'```'"),
        ("h2. A heading", "'#'"),
        ("[gallery ids=1,2]", "picture.png"),
        (".. note:: a", "as Markdown"),
        ("##Why", "'## Why'"),
        ("#Getting started", "'# Getting started'"),
    ],
)
def test_is_said_with_its_line_and_what_to_write(body: str, advice: str) -> None:
    first = messages(f"One.\n\n{body}\n")[0]

    assert first.startswith("3: '")
    assert advice in first


@pytest.mark.parametrize(
    "body",
    [
        "It costs $5 and $10, US$5–US$10, $1M/$2M; ($5=€4, $6=€5).",
        "Put $HOME/bin before $PATH; $a and b_c$ is no sentence of maths.",
        "Pay $$$, or $$ for two.",
        "C++ and C++; i++ or ++i; a == b and c == d; 50%% and 20%%.",
        "Rows [[1, 2], [3, 4]] and [[1]](a.md), [[a]](b.md), if [[ -f a ]].",
        "[[a]\n\n[a]: b.md",
        "At 10:30:00, in std::vector::iterator, {curly}, {a: b}.",
        "import the data from 'there', and export const of what was said.",
        "#42 began it. #golang\n\n#rust and #go",
        "# A\n\n## C# and ####\n\n#######",
        "${{ secrets.TOKEN }}",
        "`{{ a }}`, `[[b]]`, ``{% c %}`` and `$x_1$`",
        "```liquid\n{% include a.html %}\n{{ b }}\n```",
        "- a\n\n  ```\n  {{ b }}\n  ```",
        "text\n\n    {{ a }}\n    $x_1$\n\n    [[b]]\n\nmore",
        "<!-- {{ a }} [[b]] -->",
        "<pre>{{ a }}</pre>",
        "[a]: data:image/png;base64,aa++a++bb==cc==",
        ":rocket: and :+1:",
        "!!! note\n    a\n\n> [!NOTE]\n> b",
        "A paragraph.\n{: .lead }",
        "export default\n========",
    ],
)
def test_what_only_looks_so_is_not_said(body: str) -> None:
    assert messages(body) == []


@pytest.mark.parametrize(
    ("body", "dialect"),
    [
        ('=== "A"\n\n    a', Dialect(extensions=("pymdownx.tabbed",))),
        ("++ctrl++", Dialect(extensions=("pymdownx.keys",))),
        ("==a==", Dialect(extensions=("pymdownx.mark",))),
        ("$x_1$ and \\(x_1\\)", Dialect(extensions=("pymdownx.arithmatex",))),
        ("[[A note]]", Dialect(extensions=("wikilinks",))),
        ("{++a++}", Dialect(extensions=("pymdownx.critic",))),
        ("/// note\na\n///", Dialect(extensions=("pymdownx.blocks.admonition",))),
        ("{{ a }} {% set b = 1 %}", Dialect(plugins=("search", "macros"))),
        ("{% include 'a.md' %}", Dialect(plugins=("include-markdown",))),
        ("[[a]] ![[b]]", Dialect(plugins=("obsidian-bridge",))),
    ],
)
def test_what_an_extension_or_a_plugin_reads_is_not_said(body: str, dialect: Dialect) -> None:
    assert messages(body)
    assert messages(body, dialect) == []


def test_of_one_kind_the_first_ten_are_said() -> None:
    found = messages("{{ a }}\n\n" * 15)

    assert len(found) == 10
    assert found[-1].endswith("(5 more below)")
