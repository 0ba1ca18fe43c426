"""Keys of the author's own pages at which an engine, or a plugin of it, would stop.

Such a page would take the whole site with it, so nothing leaves until it is mended.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from cto_portfolio.content.portfolio import Portfolio
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.text import frontmatter, validation
from cto_portfolio.text.validation import Fault

_TAGS = "tags"
"""The plugin, and the key that it reads."""


def problems(written: Portfolio, settings: Settings) -> Iterator[Problem]:
    """Yield what would stop an engine at pages that are published."""
    for page in written.author_pages:
        if page.head and not page.is_private:
            document = frontmatter.parse(page.head)
            faults = (*_of_tags(document.meta, settings), *_of_template(document.meta, settings))
            for fault in faults:
                yield validation.place(fault, document, page.path)


def _of_tags(meta: Mapping[str, object], settings: Settings) -> Iterator[Fault]:
    tags = meta.get(_TAGS)
    if _TAGS not in settings.plugins or not tags:
        return
    if not isinstance(tags, list) or not all(isinstance(tag, str | int | float) for tag in tags):
        message = "the plugin 'tags' takes a list of words, such as [hiring, teams]"
        yield Fault((_TAGS,), "wrong-type", message)


def _of_template(meta: Mapping[str, object], settings: Settings) -> Iterator[Fault]:
    folders = (*settings.theme_dirs, *settings.template_dirs)
    if settings.validation is None or not settings.template_dirs:
        return  # plugins bring templates of their own
    name = meta.get("template")
    if isinstance(name, str) and not any(_holds(folder, name) for folder in folders):
        message = (
            f"there is no template '{name}'; mend the name, or put a file of that name into the"
            " theme's 'custom_dir'"
        )
        yield Fault(("template",), "missing-template", message)


def _holds(folder: Path, name: str) -> bool:
    return "\0" not in name and (folder / name).is_file()
