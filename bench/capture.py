"""A hook for MkDocs that writes down what our build gives to the engine, for plain Material.

It runs in one extra build that is not measured. What it writes to the folder `pages` beside the
configuration: every page's Markdown, as the engine sees it once our plugin is done, under its
title; every other file of the portfolio; and the navigation.
"""

from pathlib import Path
from typing import Any, cast

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Write a page, with its title for all front matter."""
    del files
    head = yaml.safe_dump({"title": page.title, "description": page.meta.get("description", "")})
    _write(config, page.file.src_uri, f"---\n{head}---\n\n{markdown}".encode())


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
    """Write the navigation, and what is not a page."""
    for file in files.media_files():
        if file.src_dir == config.docs_dir and file.inclusion != InclusionLevel.EXCLUDED:
            _write(config, file.src_uri, file.content_bytes)
    _write(config, "../nav.yml", yaml.safe_dump([_item(item) for item in nav.items]).encode())


def _item(item: StructureItem) -> dict[str, Any]:
    if isinstance(item, Section):
        return {item.title: [_item(child) for child in item.children]}
    if isinstance(item, Link):
        return {item.title or "": item.url}
    return {str(item.title): cast("Page", item).file.src_uri}


def _write(config: MkDocsConfig, uri: str, content: bytes) -> None:
    path = Path(config.config_file_path).resolve().parent / "pages" / uri
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
