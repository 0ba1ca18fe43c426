"""Real documents before and after GitHub's rules: what changes is what GitHub shows otherwise.

The reference is markdown-it, which follows CommonMark and GitHub's tables. A document may only come
nearer to it: no block moves away from it, no word is lost or won, and what becomes a link was an
address before.
"""

import difflib
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from markdown_it import MarkdownIt

from cto_portfolio.text import emoji, frontmatter
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.frontmatter import FrontMatterError
from tests.support import project, sample

EXTENSIONS = (
    *("admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables"),
    *("toc", "pymdownx.betterem", "pymdownx.details", "pymdownx.highlight"),
    *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
)
OPTIONS = {
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.tabbed": {"alternate_style": True},
}
BLOCKS = frozenset(
    ["blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "pre", "table", "ul"]
)
LONGEST = 40_000
ALERT = re.compile(r"^ *> *\[!\w+\]", re.MULTILINE)
ON_FENCE = re.compile(r"^ *(?:```|~~~) ?[\w-]*[ {][^`]*$", re.MULTILINE)
"""Code with more than its language on its fence was no code before, and said so."""
SHORT_NAME = re.compile(emoji.SHORT_NAME)


class _Page(HTMLParser):
    """What a page says and links to, and the blocks it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.text: list[str] = []
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.blocks += [tag] if tag in BLOCKS else []
        self.links |= {value or "" for name, value in attrs if name == "href" and tag == "a"}

    def handle_endtag(self, tag: str) -> None:
        self.blocks += [f"/{tag}"] if tag in {"ul", "ol", "li", "blockquote"} else []

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def words(self) -> list[str]:
        text = SHORT_NAME.sub(lambda match: emoji.sign(match[0]) or match[0], " ".join(self.text))
        return re.findall(r"[^\W\d_]+", text.casefold())


def _bodies() -> list[tuple[Path, str]]:
    corpus = project.SHARED / "corpus"
    roots = (corpus / "adr", corpus / "posts", sample.PROJECT / "tests/portfolio")
    paths = [path for root in roots for path in sorted(root.rglob("*.m*d*"))]
    return [(path, body) for path in paths if len(body := _body(path)) < LONGEST]


def _body(path: Path) -> str:
    text = frontmatter.decode(path.read_text(encoding="utf-8", errors="replace"))
    try:
        body = frontmatter.parse(text).body
    except FrontMatterError:
        body = text
    return body.replace("mermaid", "text")  # what is drawn is no text any more


def _distance(page: _Page, reference: _Page) -> int:
    matcher = difflib.SequenceMatcher(None, reference.blocks, page.blocks, autojunk=False)
    return sum(
        max(end - start, other_end - other_start)
        for kind, start, end, other_start, other_end in matcher.get_opcodes()
        if kind != "equal"
    )


@pytest.mark.skipif(
    not project.SHARED.is_dir() and not os.environ.get("CI"),
    reason="the real documents are not there",
)
def test_real_documents_only_come_nearer_to_what_github_shows() -> None:
    before = markdown.Markdown(extensions=[*EXTENSIONS], extension_configs=OPTIONS)
    after = Dialect(extensions=EXTENSIONS, options=OPTIONS)
    github = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    bodies, nearer = _bodies(), 0
    assert len(bodies) > 200

    for path, body in bodies:
        old, new = _Page(before.reset().convert(body)), _Page(after.as_written(body))
        if ON_FENCE.search(body):
            assert set(new.words) <= set(old.words), path
        else:
            assert new.words == old.words, path
        won = {link.removeprefix("mailto:") for link in new.links - old.links}
        assert all(re.sub("^http://www", "www", link) in body for link in won), (path, won)
        if new.blocks != old.blocks and not ALERT.search(body):
            reference = _Page(github.render(body))
            assert _distance(new, reference) < _distance(old, reference), path
            nearer += 1

    assert nearer > 20, "the comparison compares nothing"
