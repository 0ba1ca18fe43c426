"""The portfolio: files in, values out; whatever is wrong with them is a problem, no exception.

Ids and paths are looked up here, once, and here it is decided which files may reach the site.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import frontmatter, links, plan, planfile, site, sources, validation
from cto_portfolio.entries import Entry, Visibility
from cto_portfolio.frameworks import Framework
from cto_portfolio.frontmatter import Document, FrontMatterError
from cto_portfolio.kinds import KINDS
from cto_portfolio.plan import Plan
from cto_portfolio.problems import Problem, Severity, near_file
from cto_portfolio.profile import FILE_NAME as PROFILE
from cto_portfolio.profile import Profile
from cto_portfolio.sources import ENTRIES, Authored, Files, Source
from cto_portfolio.validation import Fault

_CONFIGURATION = frozenset({".yml", ".yaml"})
"""Never published, not even when linked: profile, plan, packets."""
_DATA = frozenset([".csv", ".db", ".env", ".ini", ".json", ".sqlite", ".toml", ".tsv"])
"""Published only where a public page links to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Portfolio:
    """Everything an author has written, and what is wrong with it."""

    framework: Framework
    profile: Profile | None
    plan: Plan | None
    """None where there is none, or it has errors; never a part of the site."""
    entries: tuple[Entry, ...]
    """Those that could be understood, in the order of their paths."""
    authored: tuple[Authored, ...]
    predecessors: Mapping[PurePosixPath, PurePosixPath]
    """Which entry each entry supersedes, by path."""
    hidden: frozenset[PurePosixPath]
    """The files that must not reach the site in any form."""
    problems: tuple[Problem, ...]

    @property
    def published(self) -> tuple[Entry, ...]:
        """The entries that have a page."""
        return tuple(one for one in self.entries if one.visibility is not Visibility.PRIVATE)

    @property
    def listed(self) -> tuple[Entry, ...]:
        """The entries that lists, counts and the search may know of."""
        return tuple(one for one in self.entries if one.visibility is Visibility.PUBLIC)


def parse(files: Files, framework: Framework) -> Portfolio:
    """Return the portfolio that some files make, with everything that is wrong with them."""
    reserved = site.generated_paths(framework, KINDS.values())
    profile, problems = _profile(files)
    markdown = [
        sources.read(path, files, framework) for path in sorted(files) if path.suffix == ".md"
    ]
    problems += [problem for source in markdown for problem in source.problems]
    problems += _collisions(files, reserved)
    planned, found = _plan(files, framework, markdown)
    problems += found
    predecessors, lost = _predecessors(markdown)
    problems += lost
    withheld = {problem.path for problem in problems if problem.is_error}
    understood = [source for source in markdown if source.path not in withheld]
    hidden = _hidden(files, markdown, withheld, profile)
    known = {*files, *reserved} - {site.REVIEW}  # which readers never see
    for source in markdown:
        problems += _lost_references(source, known, hidden)
    return Portfolio(
        framework=framework,
        profile=profile,
        plan=planned,
        entries=tuple(source.entry for source in understood if source.entry),
        authored=tuple(source.authored for source in understood if source.authored),
        predecessors=predecessors,
        hidden=hidden,
        problems=tuple(sorted(set(problems))),
    )


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
    found = [*problems, *sources.doubled(document, path)]
    return (None if found else profile), found


def _plan(
    files: Files, framework: Framework, markdown: Iterable[Source]
) -> tuple[Plan | None, tuple[Problem, ...]]:
    content = files.get(PurePosixPath(planfile.FILE_NAME))
    if content is None:
        return None, ()
    known = [source.path for source in markdown if source.path.is_relative_to(ENTRIES)]
    return plan.parse(content, framework, known)


def _collisions(files: Files, reserved: Iterable[PurePosixPath]) -> Iterator[Problem]:
    """Yield the files that would be published at one address, or at one of the site's own."""
    built = {links.address(path): path for path in reserved}
    by_address: dict[str, list[PurePosixPath]] = {}
    for path in sorted(files):
        if path.suffix in {".md", ".html"}:
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


def _hidden(
    files: Files,
    markdown: Sequence[Source],
    withheld: set[PurePosixPath],
    profile: Profile | None,
) -> frozenset[PurePosixPath]:
    """Decide what must not reach the site: hidden pages, and every file that only they use.

    Below `entries` a file needs a published page that uses it; what nobody is seen to use might
    belong to a private entry. Elsewhere, such as in `assets`, a file needs only not to be theirs.
    """
    published = {
        source.path for source in markdown if source.path not in withheld and _is_published(source)
    }
    used: set[PurePosixPath] = set()
    used_by_hidden: set[PurePosixPath] = set()
    for source in markdown:
        (used if source.path in published else used_by_hidden).update(source.files)
    if profile and profile.photo:
        used |= {links.resolve(profile.photo, source=PurePosixPath(PROFILE)) or PurePosixPath()}

    def is_hidden(path: PurePosixPath) -> bool:
        if path.suffix == ".md":
            return path not in published
        if path in withheld or path.suffix.lower() in _CONFIGURATION:
            return True
        if path.suffix.lower() in _DATA or path.is_relative_to(ENTRIES):
            return path not in used
        return path in used_by_hidden and path not in used

    return frozenset(path for path in files if is_hidden(path))


def _is_published(source: Source) -> bool:
    if source.entry:
        return source.entry.visibility is not Visibility.PRIVATE
    return source.authored is not None and not source.authored.is_private


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
        elif path.suffix == ".md" and path in hidden and source.path not in hidden:
            message = f"'{one.url}' is not published; the link will lead nowhere"
            yield source.at(one, "hidden-link", message, Severity.WARNING)
