"""The navigation that an author writes in `mkdocs.yml`, without what is not published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from cto_portfolio import links
from cto_portfolio.content.lost_links import Lost
from cto_portfolio.problems import Problem, Severity

_TOP = PurePosixPath("index.md")
"""From which the paths in a navigation are meant."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Navigation:
    """What is left, and a warning for each line that is not."""

    items: list[Any] | None
    problems: tuple[Problem, ...]


def of(written: Any, lost: Lost, path: PurePosixPath) -> Navigation:  # noqa: ANN401 - any YAML may stand there
    """Return the author's navigation as it is published; `items` is None where there is none.

    `path` is that of the configuration in which it is written.
    """
    if not isinstance(written, list):
        return Navigation(items=None, problems=())
    left_out: list[str] = []
    items = list(_items(written, lost, left_out))
    problems = tuple(
        Problem(
            path=path,
            line=1,
            code="hidden-link",
            message=f"'nav' leads to '{target}', which is not published; the line is left out",
            severity=Severity.WARNING,
        )
        for target in left_out
    )
    return Navigation(items=items, problems=problems)


def _items(written: Sequence[Any], lost: Lost, left_out: list[str]) -> Iterator[Any]:
    for item in written:
        if isinstance(item, str):
            if _is_lost(item, lost):
                left_out.append(item)
            else:
                yield _published(item)
        elif isinstance(item, dict):
            if kept := dict(_named(item, lost, left_out)):
                yield kept
        else:
            yield item


def _named(item: dict[Any, Any], lost: Lost, left_out: list[str]) -> Iterator[tuple[Any, Any]]:
    for title, target in item.items():
        if isinstance(target, str):
            if _is_lost(target, lost):
                left_out.append(target)
            else:
                yield title, _published(target)
        elif isinstance(target, list):
            yield title, list(_items(target, lost, left_out))
        else:
            yield title, target


def _is_lost(target: str, lost: Lost) -> bool:
    """Whether a line leads there: to engines it is the name of a file, or else an address."""
    return lost.holds(target, _TOP) or lost.holds(quote(target), _TOP)


def _published(target: str) -> str:
    """Return the name by which engines know a page, whose file may have another ending."""
    if links.is_external(target):
        return target
    path = links.composed_path(PurePosixPath(target))
    return str(links.page_path(path)) if links.is_page(path) else target
