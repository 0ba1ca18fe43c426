"""Evil texts, twice as long: what we run over them takes at most 2.3 times as long, not four times.

It is the processor's time that is compared, and the best of some tries: what is linear is so at
least once, and what is not never is.
"""

import datetime as dt
import gc
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from cto_portfolio.publishing.release import release
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.site.feeds.unstyled import unstyled
from cto_portfolio.text import (
    active_markup,
    alternatives,
    blocks,
    captions,
    foreign_heads,
    foreign_syntax,
    includes,
    nesting,
    private_passages,
    prose,
    references,
)
from cto_portfolio.text.dialect import Dialect
from tests.attack.outcome import Outcome

MOST = 2.3
_TIMES = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
_LENGTH = 60_000
_TRIES = 6
_SHORT = 0.004
"""Seconds below which nothing can be compared, and nothing takes long."""
EVIL = (
    *("<", "<a ", "<a", "</", "<!--", "<!-->", "<!", "<?", "<![CDATA[", '<a href="', "<a href='"),
    *(
        "<a x='y ",
        "<a x=y ",
        "x=",
        "<style>",
        "<style>@import url(",
        "<textarea>",
        "<title>x",
        "<<>>",
    ),
    *(
        "<div>",
        "<p",
        "<table>",
        "<svg>",
        "<!-- private",
        "<!-- private -->\n",
        "<!-- /private -->\n",
    ),
    *("<!-- private --><!-- /private -->", "<!-- private -->\nx\n<!-- /private -->\n[x](y.md)\n"),
    *(
        "[",
        "\\[",
        "](",
        "![",
        "[[a]]",
        "]",
        "[x](",
        "[x](<",
        "[x](a ",
        "[x](a 'b",
        "[x](((",
        "[a](b)[",
    ),
    *(
        "[x]: y\n",
        "[^1]: x\n",
        "[^1]",
        "[x]",
        "[a](b.md)\n",
        "![a](b.png)\n",
        "see [a][b] and [c].\n",
    ),
    *(
        "`",
        "` ``  ",
        "a`",
        "\\`",
        "```\n",
        "~~~~\n",
        "```x\n",
        "*",
        "**_",
        "_",
        " _a",
        "* a *",
        "&",
        "&#",
        "&a ",
        "&eacute; ",
        "&nbsp;",
        "© a ",
    ),
    *(
        "{",
        "{: ",
        "{: #a",
        "{% ",
        "{% include 'x' ",
        '--8<-- "x"\n',
        "--8<--\n",
        "|",
        "|-|-|\n",
        "a|b\n",
    ),
    *(
        ":::",
        "> ",
        "> \n",
        "- ",
        "#",
        "# \n",
        "# x\n",
        "x\n==\n",
        "a\n",
        "\n",
        " ",
        "\t",
        "  \n",
        "(",
        "'",
    ),
    *(
        '"',
        "!",
        "\\",
        ".",
        "a@",
        "www.",
        "http://a ",
        "-->",
        "key: v\n",
        "---\n",
        "word ",
        "字",
        "$$",
        "/*",
    ),
    *("- - ", "> - ", "- a\n", "  - a\n", "1. ", "- ```\n", "> [!NOTE]\n", "> ```\n", "<pre\n"),
    *("<details>\n\n", "<div>\n\na\n", "<div>\n\n", "    a\n\n", "    a\n", "a |\n", "!!! a\n"),
    *("{{< a ", "{{", "{% a", "[[a", "![[a", "$a", "$a_b$", "\\(", "==a", "%%a", "++a", "++a+"),
    *("# a #", ":a", ":::a\n", "{++", "import a", "<img ", "![](", "![]", "<img alt "),
    "We have [a link](https://a.example/b) in a text, and it goes on.\n\n",
)
"""What a text is made of alone, again and again."""
SCANNERS: Mapping[str, Callable[[str], object]] = {
    "references": prose.references,
    "headings": lambda text: [*prose.empty_headings(text, "T")],
    "title": lambda text: prose.below_title(text, "T"),
    "first paragraph": lambda text: prose.first_paragraph(text, Dialect().html),
    "paragraphs": prose.plain_paragraphs,
    "addresses in HTML": lambda text: [*references.addresses_in_html(text)],
    "addresses in styles": lambda text: [*references.addresses_in_css(text)],
    "addresses in pictures": lambda text: [*references.addresses_in_svg(text)],
    "private passages": private_passages.part,
    "marked lines": lambda text: [*private_passages.marked_lines(text)],
    "includes": lambda text: [*includes.find(text)],
    "captions": lambda text: captions.paragraphs(f"{_TIMES}{text}"),
    "feeds": lambda text: unstyled(f"<details>{text}"),
    "foreign heads": foreign_heads.find,
    "foreign syntax": lambda text: foreign_syntax.find(text, str),
    "text alternatives": alternatives.unspoken,
    "blocks as on GitHub": lambda text: blocks.for_python_markdown(text.split("\n")),
    "active markup": lambda text: nesting.too_deep(text) or active_markup.without(text),
}
_HEAD = "---\nkind: achievement\ntitle: T\ndate: 2026-05-04\n---\n\n"
_HIDDEN = _HEAD.replace("title", "visibility: private\ntitle")


def run() -> Iterator[Outcome]:
    """Yield which texts take more than their share, by what is run over them."""
    for name, scan in SCANNERS.items():
        slow = tuple(repr(evil) for evil in EVIL if not is_linear(scan, evil, _LENGTH))
        yield Outcome(f"growth: {name}", len(EVIL), slow)
    slow = tuple(repr(evil) for evil in EVIL if not is_linear(_release, evil, _LENGTH // 2))
    yield Outcome("growth: a whole release", len(EVIL), slow)


def is_linear(scan: Callable[[str], object], evil: str, length: int) -> bool:
    """Whether twice as much of a text takes at most 2.3 times as long."""
    text = evil * max(1, length // len(evil))
    once, twice = [], []
    for _ in range(_TRIES):
        once.append(_seconds(scan, text))
        twice.append(_seconds(scan, text + text))
        if min(twice) < max(_SHORT, MOST * min(once)):
            return True
    return False


def _seconds(scan: Callable[[str], object], text: str) -> float:
    gc.disable()  # collects at odd moments, and longer where more is there
    try:
        begun = time.process_time()
        scan(text)
        return time.process_time() - begun
    finally:
        gc.enable()


def _release(text: str) -> object:
    files = {
        PurePosixPath("entries/a.md"): _HEAD + text,
        PurePosixPath("entries/hidden.md"): _HIDDEN,
        PurePosixPath("about.md"): f"# About\n\n{text}",
    }
    chosen = Settings(address="https://ada.example.com/")
    found = release(files, chosen, today=dt.date(2026, 11, 21))
    return found.problems, [found.text(path) for path in found.pages]
