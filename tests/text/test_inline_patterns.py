"""Inline patterns that cannot match are not tried, and what comes out is the same."""

import re
from pathlib import Path

import pytest
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from cto_portfolio.text import inline_patterns, markdown_extension, needed_letters

PORTFOLIO = Path(__file__).parent.parent / "portfolio"
EXTENSIONS = ["smarty", "footnotes", "pymdownx.keys", "pymdownx.caret", "pymdownx.mark"]
SIGNS = (
    "Plain words",
    "`code` and \\*no\\* *yes* __yes__ ^up^ ~~gone~~ ==seen==",
    "[a](b.md) ![c](d.png) [e][f] [^1] <https://example.com> <ada@example.com> & &amp; <b>g</b>",
    "WWW.example.com and http://example.com/a_b_c, ada@example.com :rocket: ++ctrl+k++",
    "\"It's -- isn't it? -- the '90s\"... he said  \nand\\\nwent *on `x* y` [*z* `a`](b.md)*",
    "| `a` | *b* |\n| --- | --- |\n| 'c' | [d](e.md) |",
    "[f]: https://example.com\n[^1]: A *note*",
)
TEXTS = [*SIGNS, "\n\n".join(SIGNS)]


def _parser() -> Markdown:
    return Markdown(extensions=[*EXTENSIONS, markdown_extension.NAME])


def _with_steps_of_markdown(parser: Markdown) -> Markdown:
    for name, priority in (("inline", 20), ("smarty", 6)):
        patterns = parser.treeprocessors[name].inlinePatterns  # type: ignore[attr-defined]
        step = InlineProcessor(parser)
        step.inlinePatterns = patterns
        parser.treeprocessors.register(step, name, priority)
    return parser


def test_the_same_comes_out_as_of_the_steps_of_python_markdown() -> None:
    entries = [path.read_text("utf-8") for path in sorted(PORTFOLIO.rglob("*.md"))]
    for text in [*TEXTS, *entries]:
        expected = _with_steps_of_markdown(_parser()).convert(text)
        assert _parser().convert(text) == expected


def test_python_markdown_still_asks_the_method_that_this_rests_on() -> None:
    assert "_InlineProcessor__handleInline" in vars(InlineProcessor)
    assert "_InlineProcessor__applyPattern" in vars(InlineProcessor)


def test_the_steps_of_others_are_left_alone() -> None:
    class Own(InlineProcessor):
        """A step of somebody else's."""

    parser = Markdown()
    own = Own(parser)
    parser.treeprocessors.register(own, "inline", 20)

    inline_patterns.quicken(parser)

    assert parser.treeprocessors["inline"] is own


@pytest.mark.parametrize(
    ("expression", "flags", "letters"),
    [
        (r"(?<!\!)\[", 0, ("[",)),
        (r"\*|_|\^", 0, ("*", "_", "^")),
        (r"  \n", 0, ("\n",)),
        (r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)`)", 0, ("\\", "`")),
        (r"(?i)<(https?://[^>]*)>", 0, ("<",)),
        (r"a(?:b|#)", re.IGNORECASE, needed_letters.ANY),
        (r"(?i:k)|#", 0, needed_letters.ANY),
        (r"[^<]", 0, needed_letters.ANY),
        (r"(?:<)?x*", 0, needed_letters.ANY),
        (r"(<)|(?P<name>>)", 0, ("<", ">")),
    ],
)
def test_an_expression_needs_one_of_its_rarest_letters(
    expression: str, flags: int, letters: tuple[str, ...]
) -> None:
    assert needed_letters.of(re.compile(expression, flags)) == letters
