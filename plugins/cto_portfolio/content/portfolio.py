"""The portfolio: files in, values out; whatever is wrong with them is a problem, no exception.

Ids and paths are looked up here, once, and here it is decided which files may reach the site.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.clock import Today
from cto_portfolio.content import (
    addresses,
    aliases,
    completion,
    diagrams,
    folder_defaults,
    groups,
    included,
    lineage,
    misnamed,
    plan,
    plan_file,
    source_memory,
    sources,
    symlinks,
    unrendered,
    unsafe,
)
from cto_portfolio.content.addresses import REVIEW
from cto_portfolio.content.aliases import Alias
from cto_portfolio.content.author_pages import AuthorPage
from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.content.files import Files
from cto_portfolio.content.folder_defaults import FolderDefaults
from cto_portfolio.content.included import Elsewhere, Included
from cto_portfolio.content.lineage import Predecessors
from cto_portfolio.content.lost_links import Lost
from cto_portfolio.content.missing_files import KnownFiles
from cto_portfolio.content.packets import packet
from cto_portfolio.content.packets.packet import Packet
from cto_portfolio.content.plan import Plan
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.content.profile import Profile
from cto_portfolio.content.source_memory import ReadSource
from cto_portfolio.content.sources import ENTRIES, PACKETS, Source
from cto_portfolio.content.symlinks import Linked
from cto_portfolio.content.visibility import Rule
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import Problem, Severity, near_file
from cto_portfolio.text import validation, yaml_files
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.validation import Fault

_MOST_COMPARED = 50_000
"""Names that dead links are held against, all in all: each of them against all that there are."""


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
    predecessors: Predecessors
    """Which entries each entry supersedes, by path."""
    lost: Lost
    """What is not published even if something uses it: hidden pages, and what only we read."""
    used_by_hidden: frozenset[PurePosixPath]
    """The files that hidden pages and private passages use."""
    problems: tuple[Problem, ...]
    brought_in: Mapping[PurePosixPath, tuple[tuple[PurePosixPath, str], ...]] = field(
        default_factory=dict
    )
    """By the path of a published page, the text that it brings in of other files."""
    brought_everywhere: tuple[str, ...] = ()
    """What is wrong with the files that the engine brings into every page."""
    notices: tuple[Problem, ...] = ()
    """What is as it should be, and the author should know of."""
    packets: tuple[Packet, ...] = ()
    """Pages for one reader each, those that are over or revoked among them."""
    aliases: tuple[Alias, ...] = ()
    """The addresses at which published pages were found before."""

    @property
    def published(self) -> tuple[Entry, ...]:
        """The entries that have a page."""
        return tuple(one for one in self.entries if one.visibility is not Visibility.PRIVATE)

    @property
    def listed(self) -> tuple[Entry, ...]:
        """The entries that lists, counts and the search may know of."""
        return tuple(one for one in self.entries if one.visibility is Visibility.PUBLIC)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """What the files say, each understood before it is known which of them are published."""

    sources: tuple[Source, ...]
    profile: Profile | None
    plan: Plan | None
    predecessors: Predecessors
    problems: tuple[Problem, ...]


def parse(  # noqa: PLR0913 - each is another thing that lies beside the files
    files: Files,
    framework: Framework,
    *,
    today: dt.date,
    zone: str = "UTC",
    linked: Linked | None = None,
    lost: Lost | None = None,
    elsewhere: Elsewhere | None = None,
    understand: ReadSource = source_memory.read,
) -> Portfolio:
    """Return the portfolio that some files make, with everything that is wrong with them.

    `today` decides what is still to come, and so not published yet, and `zone` says where it is
    that day; `linked` are those of the files that are reached through symbolic links. `lost` says
    how the addresses of what is not published are known, and what is not beside these files;
    `elsewhere` gives what pages may bring in that is none of them. `understand` reads one Markdown
    file.
    """
    strays = symlinks.strays(files, linked or {})
    everything, files = files, _without(files, strays)
    now = Today(day=today, zone=zone)
    defaults, amiss = folder_defaults.parse(everything, today=today)
    known_lost, elsewhere = lost or Lost(), elsewhere or Elsewhere()
    read = _read(files, framework, defaults, known_lost.dialect, today=now, understand=understand)
    written = read.sources
    moved, unusable = aliases.read(written, known_lost.address)
    problems = [
        *symlinks.problems(strays, linked or {}),
        *amiss,
        *read.problems,
        *unusable,
        *aliases.collisions(moved, files, framework),
    ]
    brought_in = Included(
        files=files,
        by_path={source.path: source for source in written},
        understand=lambda path, text: _understood(path, text, framework, defaults, today=now),
        find=elsewhere.find,
    )
    rule = Rule(files=files, sources=written, strays=strays, linked=linked or {})
    completed = completion.complete(
        written,
        {problem.path for problem in problems if problem.withholds},
        never=rule.never,
        find=lambda paths: replace(known_lost, paths=known_lost.paths | paths),
        included=brought_in,
    )
    problems += completed.problems
    brought = {
        source.path: texts
        for source in written
        if source.path not in completed.lost.paths
        and (texts := tuple(brought_in.texts(source, completed.lost)))
    }
    pages = {source.path for source in written}
    beside = {pair for texts in brought.values() for pair in texts if pair[0] not in pages}
    problems += unsafe.brought_in(beside, known_lost.dialect)
    # What readers never see is no target for a link.
    ours = (addresses.HOME, *addresses.of_pages(framework), *addresses.of_files(framework))
    known = {*everything, *ours, *_of_groups(completed.entries)}
    known_files = KnownFiles(paths=known - {REVIEW})
    guesses: dict[str, str] = {}
    for source in written:
        problems += _dead_links(source, known_files, guesses)
    own = (source.path for source in written if source.path.is_relative_to(ENTRIES))
    packets, wrong = packet.parse(files, framework, completed.entries, own)
    problems += wrong
    return Portfolio(
        framework=framework,
        profile=read.profile
        and completion.without_lost(read.profile, PurePosixPath(PROFILE), completed.lost),
        plan=read.plan,
        entries=completed.entries,
        author_pages=completed.author_pages,
        predecessors=read.predecessors,
        lost=completed.lost,
        brought_in=brought,
        brought_everywhere=tuple(
            message
            for name in elsewhere.everywhere
            for message in brought_in.refusals(name, completed.lost)
        ),
        used_by_hidden=frozenset(_used_by_hidden(written, completed.lost)),
        problems=tuple(sorted({one for one in problems if one.severity is not Severity.NOTICE})),
        notices=tuple(sorted({one for one in problems if one.severity is Severity.NOTICE})),
        packets=packets,
        aliases=tuple(one for one in moved if one.page not in completed.lost.paths),
    )


def _read(  # noqa: PLR0913 - each is another thing that lies beside the files
    files: Files,
    framework: Framework,
    defaults: FolderDefaults,
    dialect: Dialect,
    *,
    today: Today,
    understand: ReadSource,
) -> _Read:
    written = tuple(
        understand(path, files, framework, defaults, today)
        for path in sorted(files)
        if links.is_page(path) and not path.is_relative_to(PACKETS)
    )
    profile, of_profile = _profile(files)
    planned, of_plan = _plan(files, framework, written)
    predecessors, astray = lineage.read(written)
    problems = (
        *misnamed.problems(files),
        *of_profile,
        *(problem for source in written for problem in source.problems),
        *unsafe.problems(files, written, dialect),
        *unrendered.problems(written, dialect),
        *diagrams.problems(written),
        *_collisions(files, addresses.of_pages(framework)),
        *of_plan,
        *astray,
    )
    return _Read(
        sources=written,
        profile=profile,
        plan=planned,
        predecessors=predecessors,
        problems=problems,
    )


def _understood(
    path: PurePosixPath,
    text: str,
    framework: Framework,
    defaults: FolderDefaults,
    *,
    today: Today,
) -> Source:
    """Return a file from outside of the portfolio that a page brings in."""
    if links.is_page(path):
        return sources.read(path, {path: text}, framework, defaults, today=today)
    return included.as_text(path, text)


def _used_by_hidden(written: Iterable[Source], lost: Lost) -> Iterator[PurePosixPath]:
    for source in written:
        yield from source.files if source.path in lost.paths else source.private_files


def _without(files: Files, strays: frozenset[PurePosixPath]) -> Files:
    return {path: files[path] for path in files if path not in strays} if strays else files


def _profile(files: Files) -> tuple[Profile | None, tuple[Problem, ...]]:
    path = PurePosixPath(PROFILE)
    if path not in files:
        return None, ()

    def faults(profile: Profile) -> Iterator[Fault]:
        yield from profile.faults()
        yield from sources.missing_files(validation.addresses(profile), path, files)

    return yaml_files.load(Profile, files[path], path, faults)


def _plan(
    files: Files, framework: Framework, markdown: Iterable[Source]
) -> tuple[Plan | None, tuple[Problem, ...]]:
    if plan_file.PATH not in files:
        return None, ()
    known = [source.path for source in markdown if source.path.is_relative_to(ENTRIES)]
    return plan.parse(files[plan_file.PATH], framework, known)


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
            elif addresses.is_named(path):
                message = f"the site builds its own pages in '{path.parts[0]}/'; move it elsewhere"
                yield Problem(path=path, line=1, code="page-collision", message=message)
            elif others:
                message = f"has the same URL as {' and '.join(others)}; rename one of them"
                yield Problem(path=path, line=1, code="duplicate-url", message=message)


def _of_groups(entries: Iterable[Entry]) -> Iterator[PurePosixPath]:
    """Yield the paths of the pages that are called after what listed entries say."""
    listed = [entry for entry in entries if entry.visibility is Visibility.PUBLIC]
    for group in (*groups.topics(listed).values(), *groups.series(listed).values()):
        yield group.path


def _dead_links(source: Source, known: KnownFiles, guesses: dict[str, str]) -> Iterator[Problem]:
    """Yield the links of a body that lead nowhere; what may be meant is said of the first ones."""
    for reference in source.references:
        if links.is_external(reference.url) or reference.url.startswith(("#", "?")):
            continue
        path = links.resolve(reference.url, source=source.path)
        if path in known.paths:
            continue
        code = "missing-image" if reference.is_image else "dead-link"
        near = _near(path.name, known, guesses) if path else ", it lies outside of the portfolio"
        advice = known.advice(reference.url, source.path) or near
        message = f"there is no file '{reference.url}'{advice or '; mend the path, or take it out'}"
        yield source.at(reference, code, message, Severity.WARNING)


def _near(name: str, known: KnownFiles, guesses: dict[str, str]) -> str:
    if name not in guesses and len(guesses) * len(known.paths) < _MOST_COMPARED:
        guesses[name] = near_file(name, [path.name for path in known.paths])
    return guesses.get(name, "")
