"""One parser for all pages makes of each what a parser of its own makes."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from cto_portfolio.engines import markdown_addresses, mkdocs_parser
from cto_portfolio.engines.mkdocs_parser import Parser
from cto_portfolio.text import markdown_extension

TESTS = Path(__file__).parent.parent
ODD = (
    "",
    "# Title\n\n## Same\n\n## Same\n\nA note[^1].\n\n[^1]: Noted.\n\n*[API]: Yes\n\n[a]: b.md",
    "The API, [a], [^1] and ## Same\n\n## Same\n\n<a id='x'></a>\n\n[there](#x)",
    '=== "One"\n\n    Text\n\n=== "Two"\n\n    ```python linenums="1"\n    a = 1\n    ```\n',
    '!!! note\n    Unended\n\n<div markdown="1">\n*Unended*',
    "- [ ] task\n\n```python\nb = 2\n```\n\n| a |\n| - |\n| b |",
    "```",
)


@pytest.fixture(scope="module")
def config() -> MkDocsConfig:
    """Read the settings of the portfolio that tests build, with our extensions."""
    read: MkDocsConfig = load_config(str(TESTS / "mkdocs.yml"))
    read.plugins._current_plugin = None  # noqa: SLF001 - as while a hook runs
    read.markdown_extensions += [markdown_extension.NAME, markdown_addresses.NAME]
    return read


def _pages(config: MkDocsConfig) -> tuple[Files, list[Page]]:
    texts = [path.read_text("utf-8") for path in sorted((TESTS / "portfolio").rglob("*.md"))]
    files, made = Files([]), []
    for number, text in enumerate([*ODD, *texts, *ODD]):
        file = File.generated(config, f"entries/{number}.md", content=text)
        files.append(file)
        made.append(Page(None, file, config))
        made[-1].markdown = text
    return files, made


def _of(page: Page) -> list[Any]:
    linked = {to.src_uri: led for to, led in (page.links_to_anchors or {}).items()}
    toc = [(item.id, item.title, item.level) for item in page.toc]
    return [page.content, toc, page.title, page.present_anchor_ids, linked]


def test_each_page_is_what_the_engine_makes_of_it(config: MkDocsConfig) -> None:
    parser = Parser(config)
    (files, ours), (others, theirs) = _pages(config), _pages(config)

    for page in ours:
        parser.render(page, config, files)
    for page in theirs:
        page.render(config, others)

    assert parser.is_one_for_all
    assert [_of(page) for page in ours] == [_of(page) for page in theirs]


@pytest.mark.parametrize(
    "settings",
    [
        {"markdown_extensions": ["somebody.elses"], "mdx_configs": {}},
        {"markdown_extensions": ["footnotes"], "mdx_configs": {"footnotes": {"UNIQUE_IDS": True}}},
    ],
)
def test_the_engine_renders_what_may_not_begin_anew(settings: dict[str, Any]) -> None:
    page = SimpleNamespace(markdown=None)

    with pytest.raises(RuntimeError, match="markdown"):
        Parser(SimpleNamespace(**settings)).render(page, SimpleNamespace(**settings), Files([]))  # type: ignore[arg-type]


def test_the_engine_still_has_the_steps_that_this_rests_on() -> None:
    assert [name for name in mkdocs_parser._STEPS if not hasattr(pages, name)] == []  # noqa: SLF001
