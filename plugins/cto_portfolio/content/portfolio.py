"""The portfolio: files in, values out; whatever is wrong with them is a problem, no exception.

Ids and paths are looked up here, once, and here it is decided which files may reach the site.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content import (
    addresses,
    folder_defaults,
    plan,
    plan_file,
    sources,
    symlinks,
    unsafe,
    visibility,
)
from cto_portfolio.content.addresses import REVIEW
from cto_portfolio.content.author_pages import AuthorPage
from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.content.packets import packet
from cto_portfolio.content.packets.packet import Packet
from cto_portfolio.content.plan import Plan
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.content.profile import Profile
from cto_portfolio.content.sources import ENTRIES, PACKETS, Files, Source
from cto_portfolio.content.symlinks import Linked
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import Problem, Severity, near_file
from cto_portfolio.text import frontmatter, validation
from cto_portfolio.text.frontmatter import Document, FrontMatterError
from cto_portfolio.text.validation import AuthoredT, Fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Portfolio:
    """Everything an author has written, and what is wrong with it."""

    framework: Framework
    profile: Profile | None
    plan: Plan | None
    """None where there is none, or it has errors; never a part of the site."""
    entries: tuple[Entry, ...]
    """Those that could be understood, in the order of their paths."""
    author_pages: tuple[AuthorPage, ...]
    predecessors: Mapping[PurePosixPath, PurePosixPath]
    """Which entry each entry supersedes, by path."""
    hidden: frozenset[PurePosixPath]
    """The files that must not reach the site in any form."""
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()
    """What is as it should be, and the author should know of."""
    packets: tuple[Packet, ...] = ()
    """Pages for one reader each, those that are over or revoked among them."""

    @property
    def published(self) -> tuple[Entry, ...]:
        """The entries that have a page."""
        return tuple(one for one in self.entries if one.visibility is not Visibility.PRIVATE)

    @property
    def listed(self) -> tuple[Entry, ...]:
        """The entries that lists, counts and the search may know of."""
        return tuple(one for one in self.entries if one.visibility is Visibility.PUBLIC)


def parse(
    files: Files, framework: Framework, *, today: dt.date, linked: Linked | None = None
) -> Portfolio:
    """Return the portfolio that some files make, with everything that is wrong with them.

    `today` decides what is still to come, and so not published yet; `linked` are those of the
    files that are reached through symbolic links.
    """
    reserved = addresses.of_pages(framework)
    strays = symlinks.strays(files, linked or {})
    everything, files = files, _without(files, strays)
    problems = list(symlinks.problems(strays, linked or {}))
    profile, found = _profile(files)
    problems += found
    defaults, found_in_folders = folder_defaults.parse(everything, today=today)
    problems += found_in_folders
    markdown = [
        sources.read(path, files, framework, defaults, today=today)
        for path in sorted(files)
        if links.is_page(path) and not path.is_relative_to(PACKETS)
    ]
    problems += [problem for source in markdown for problem in source.problems]
    problems += unsafe.problems(files, markdown)
    problems += _collisions(files, reserved)
    planned, lost = _plan(files, framework, markdown)
    problems += lost
    predecessors, astray = _predecessors(markdown)
    problems += astray
    hidden = visibility.hidden(files, markdown, _withheld(problems), profile)
    problems += visibility.unreadable_images(files, hidden)
    withheld = _withheld(problems)
    hidden |= strays | withheld.intersection(files)
    hidden |= {path for path, target in (linked or {}).items() if target in hidden}
    known = {*everything, *reserved, *addresses.of_files(framework)} - {
        REVIEW
    }  # which readers never see
    for source in markdown:
        problems += _lost_references(source, known, hidden)
        problems += _hidden_addresses(source, hidden)
    understood = [source for source in markdown if source.path not in withheld]
    entries = tuple(_entry(source.entry, hidden) for source in understood if source.entry)
    written = (one.path for one in markdown if one.path.is_relative_to(ENTRIES))
    packets, wrong = packet.parse(files, framework, entries, written)
    problems += wrong
    return Portfolio(
        framework=framework,
        profile=profile and _shown(profile, PurePosixPath(PROFILE), hidden),
        plan=planned,
        entries=entries,
        author_pages=tuple(source.author_page for source in understood if source.author_page),
        predecessors=predecessors,
        hidden=hidden,
        problems=tuple(sorted({one for one in problems if one.severity is not Severity.NOTICE})),
        notices=tuple(sorted({one for one in problems if one.severity is Severity.NOTICE})),
        packets=packets,
    )


def _entry(entry: Entry, hidden: frozenset[PurePosixPath]) -> Entry:
    """Return an entry that names no hidden file on top, unless it is hidden itself."""
    if entry.path in hidden:
        return entry
    meta = _shown(entry.meta, entry.path, hidden)
    return replace(entry, meta=meta, appendix=entry.appendix if meta.appendix else "")


def _shown(meta: AuthoredT, path: PurePosixPath, hidden: frozenset[PurePosixPath]) -> AuthoredT:
    def is_lost(url: str) -> bool:
        return not links.is_external(url) and links.resolve(url, source=path) in hidden

    if not any(is_lost(url) for _, url in validation.addresses(meta)):
        return meta
    shown = validation.without_addresses(meta, is_lost)
    assert shown  # noqa: S101 - neither entries nor profiles need an address of a file
    return shown


def _without(files: Files, strays: frozenset[PurePosixPath]) -> Files:
    return {path: files[path] for path in files if path not in strays} if strays else files


def _withheld(problems: Iterable[Problem]) -> set[PurePosixPath]:
    return {problem.path for problem in problems if problem.is_error}


def _profile(files: Files) -> tuple[Profile | None, list[Problem]]:
    path = PurePosixPath(PROFILE)
    if path not in files:
        return None, []
    try:
        meta, lines, faults = frontmatter.load(frontmatter.decode(files[path] or ""))
    except FrontMatterError as error:
        return None, [Problem(path=path, line=error.line, code=error.code, message=error.message)]
    document = Document(meta=meta, body="", body_line=1, lines=lines, faults=faults)
    profile, problems = validation.validate(
        Profile,
        document,
        path,
        lambda said: (
            *said.faults(),
            *sources.missing_files(validation.addresses(said), path, files),
        ),
    )
    found = [
        *problems,
        *sources.doubled(document, path),
        *sources.marked_values(document, path),
    ]
    return (None if found else profile), found


def _plan(
    files: Files, framework: Framework, markdown: Iterable[Source]
) -> tuple[Plan | None, tuple[Problem, ...]]:
    content = files.get(PurePosixPath(plan_file.FILE_NAME))
    if content is None:
        return None, ()
    known = [source.path for source in markdown if source.path.is_relative_to(ENTRIES)]
    return plan.parse(content, framework, known)


def _collisions(files: Files, reserved: Iterable[PurePosixPath]) -> Iterator[Problem]:
    """Yield the files that would be published at one address, or at one of the site's own."""
    built = {links.address(path): path for path in reserved}
    by_address: dict[str, list[PurePosixPath]] = {}
    for path in sorted(files):
        if links.is_page(path) or path.suffix == ".html":
            by_address.setdefault(links.address(path), []).append(path)
    for address, paths in by_address.items():
        for path in paths:
            others = [str(other) for other in paths if other != path]
            if address in built:
                message = f"the site builds its own page '{built[address].stem}' here; rename it"
                yield Problem(path=path, line=1, code="page-collision", message=message)
            elif others:
                message = f"has the same URL as {' and '.join(others)}; rename one of them"
                yield Problem(path=path, line=1, code="duplicate-url", message=message)


def _predecessors(
    markdown: Iterable[Source],
) -> tuple[dict[PurePosixPath, PurePosixPath], list[Problem]]:
    """Return which entry each supersedes, and what is wrong with what they say of it."""
    known = {source.path: source for source in markdown if source.path.is_relative_to(ENTRIES)}
    found: dict[PurePosixPath, PurePosixPath] = {}
    problems: list[Problem] = []
    for path, source in known.items():
        name = source.entry.meta.predecessor if source.entry else None
        if name is None:
            continue
        target = links.resolve(name, source=path)
        if target is None or target not in known:
            guess = near_file(name, [one.name for one in known])
            message = f"there is no entry '{name}'{guess or '; write the path of its file'}"
            fault = Fault(("supersedes",), "unknown-entry", message)
            problems.append(_placed(fault, source))
        else:
            found[path] = target
    for path in [path for path in found if _leads_back(path, found)]:
        message = "this goes round in a circle; the newer entry supersedes the older"
        fault = Fault(("supersedes",), "supersedes-circle", message)
        problems.append(_placed(fault, known[path]))
    return found, problems


def _placed(fault: Fault, source: Source) -> Problem:
    assert source.document  # noqa: S101 - where there is an entry, there was front matter
    return validation.place(fault, source.document, source.path)


def _leads_back(path: PurePosixPath, found: Mapping[PurePosixPath, PurePosixPath]) -> bool:
    seen: set[PurePosixPath] = set()
    at = found.get(path)
    while at is not None and at not in seen:
        if at == path:
            return True
        seen.add(at)
        at = found.get(at)
    return False


def _lost_references(
    source: Source, known: set[PurePosixPath], hidden: frozenset[PurePosixPath]
) -> Iterator[Problem]:
    """Yield the links of a body that lead nowhere, or to what readers may not see."""
    for one in source.references:
        if links.is_external(one.url) or one.url.startswith(("#", "?")):
            continue
        path = links.resolve(one.url, source=source.path)
        if path is None or path not in known:
            code = "missing-image" if one.is_image else "dead-link"
            names = [other.name for other in known] if path else []
            guess = near_file(path.name, names) if path else ", it lies outside of the portfolio"
            message = f"there is no file '{one.url}'{guess or '; mend the path, or take it out'}"
            yield source.at(one, code, message, Severity.WARNING)
        elif path in hidden and source.path not in hidden:
            message = f"'{one.url}' is not published; the link will lead nowhere"
            yield source.at(one, "hidden-link", message, Severity.WARNING)


def _hidden_addresses(source: Source, hidden: frozenset[PurePosixPath]) -> Iterator[Problem]:
    """Yield the addresses in front matter of what readers may not see."""
    if source.path in hidden:
        return
    for key, url in source.addresses:
        if links.resolve(url, source=source.path) in hidden and not links.is_external(url):
            message = f"'{url}' is not published; readers will find nothing there"
            yield _placed(Fault(key, "hidden-link", message, Severity.WARNING), source)
