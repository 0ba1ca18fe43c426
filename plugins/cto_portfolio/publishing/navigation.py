"""The navigation that an author writes in `mkdocs.yml`, without what is not published."""

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from cto_portfolio import links, wording
from cto_portfolio.content.lost_links import Lost
from cto_portfolio.problems import Problem, Severity, near_file
from cto_portfolio.publishing.settings import Settings, Validation

_TOP = PurePosixPath("index.md")
"""From which the paths in a navigation are meant."""
_MOST_NAMED = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Navigation:
    """What is left, and a warning for each line that is not."""

    items: list[Any] | None
    problems: tuple[Problem, ...]


def of(settings: Settings, written: Any, lost: Lost) -> Navigation:  # noqa: ANN401 - any YAML may stand there
    """Return a navigation as it is published; `items` is None where there is none.

    What is `written` may be more than the author's own: other plugins add to it.
    """
    if not isinstance(written, list):
        return Navigation(items=None, problems=())
    left_out: list[str] = []
    items = list(_items(written, lost, left_out))
    problems = tuple(
        _problem(
            settings,
            target,
            "hidden-link",
            f"'nav' leads to '{target}', which is not published; the line is left out",
            Severity.WARNING,
        )
        for target in left_out
    )
    return Navigation(items=items, problems=problems)


def dead_ends(
    settings: Settings, lost: Lost, pages: Collection[str], files: Container[str]
) -> Iterator[Problem]:
    """Yield what an engine would say of the author's navigation.

    `pages` are those that lists may know of, `files` all that leave, by the names that engines know
    them by.
    """
    levels = settings.validation
    if levels is None or not isinstance(settings.nav, list):
        return
    targets = list(dict.fromkeys(_targets(settings.nav)))
    for target in targets:
        if not lost.holds(target, _TOP):
            yield from _of_target(target, settings, levels, files)
    named = {_name(target, levels) for target in targets}
    omitted = [page for page in pages if page not in named and not _is_left_out(page, settings)]
    if omitted and levels.nav_omitted:
        some = ", ".join(omitted[:_MOST_NAMED]) + (", …" if len(omitted) > _MOST_NAMED else "")
        count = wording.count(len(omitted), "page")
        message = f"'nav' has no line for {count}: {some}; add them, or name them in 'not_in_nav'"
        yield _problem(settings, "nav", "omitted-page", message, levels.nav_omitted)


def of_bar(settings: Settings, lost: Lost, pages: Collection[PurePosixPath]) -> Iterator[Problem]:
    """Yield what the option `navigation` names and readers cannot get to.

    A page that is only empty as yet is left out in silence: its line is right.
    """
    known = sorted(map(str, pages))
    for title, target in settings.navigation.items():
        if target in known:
            continue
        is_hidden = lost.holds(target, _TOP)
        why = (
            "which is not published; the line is left out"
            if is_hidden
            else f"and there is no such page{near_file(target, known) or '; mend the path'}"
        )
        yield Problem(
            path=settings.options_path,
            line=settings.options.line(("navigation", title)),
            code="hidden-link" if is_hidden else "dead-link",
            message=f"'navigation' leads to '{target}', {why}",
            severity=Severity.WARNING,
        )


def _of_target(
    target: str, settings: Settings, levels: Validation, files: Container[str]
) -> Iterator[Problem]:
    if links.is_external(target) or _name(target, levels) in files:
        return
    if target.startswith("/") and not levels.nav_is_of_docs:
        if levels.nav_absolute:
            message = (
                f"'nav' leads to '{target}', which is no file here; write a path from 'docs_dir'"
            )
            yield _problem(settings, target, "absolute-link", message, levels.nav_absolute)
    elif levels.nav_not_found:
        message = f"'nav' leads to '{target}', and there is no such page; mend the path"
        yield _problem(settings, target, "dead-link", message, levels.nav_not_found)


def _problem(
    settings: Settings, target: str, code: str, message: str, severity: Severity
) -> Problem:
    path, line = settings.nav_places.get(target, (settings.path, 1))
    return Problem(path=path, line=line, code=code, message=message, severity=severity)


def _is_left_out(page: str, settings: Settings) -> bool:
    return settings.not_in_nav.match_file(page)


def _name(target: str, levels: Validation) -> str:
    """Return the name by which an engine looks for what a line leads to."""
    return _published(target.lstrip("/") if levels.nav_is_of_docs else target)


def _targets(written: object) -> Iterator[str]:
    if isinstance(written, str):
        yield written
    elif isinstance(written, dict | list):
        for inner in written.values() if isinstance(written, dict) else written:
            yield from _targets(inner)


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
