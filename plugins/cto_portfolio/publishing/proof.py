"""Proof: the addresses on other sites that published entries name, and whether they answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.publishing.release import Release
from cto_portfolio.text import validation

_REFUSES_PROGRAMS = frozenset({401, 403, 407, 429, 451, 999})
"""What hosts answer to those who are not asked for, whether a page is there or not."""
_GONE = range(400, 500)


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """An address that a published entry names, with its place."""

    path: PurePosixPath
    """As the author would type it."""
    line: int
    url: str
    can_be_gone: bool
    """Whether the author can say there that it is gone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What came of asking for an address."""

    is_good: bool = False
    was_asked: bool = True
    status: int | None = None
    """That of HTTP; None where nobody has answered."""
    reason: str = ""
    """Why nobody has, in the words of whoever has asked."""


def named(release: Release) -> Iterator[Proof]:
    """Yield the web addresses in the front matter of published entries, but for those gone.

    Private entries are passed over: the hosts that they name would learn of them.
    """
    for entry in release.portfolio.published:
        gone = {("links", index) for index, link in enumerate(entry.meta.links) if link.gone}
        for key, url in validation.addresses(entry.meta):
            if links.host(url) and key[:2] not in gone:
                yield Proof(
                    path=release.folder / entry.path,
                    line=entry.lines.get(key) or entry.lines.get(key[:1], 1),
                    url=url,
                    can_be_gone=key[0] == "links",
                )


def problems(proofs: Iterable[Proof], answers: Mapping[str, Reply], day: str) -> list[Problem]:
    """Return what is wrong with each place that names an address, and notices of what is unknown.

    `day` is written where something is gone.
    """
    found = (_problem(proof, answers[proof.url], day) for proof in proofs)
    return sorted(problem for problem in found if problem)


def _problem(proof: Proof, answer: Reply, day: str) -> Problem | None:
    if answer.is_good:
        return None
    if not answer.was_asked:
        message = f"'{proof.url}' is an example, and was not asked for"
        return _at(proof, "unchecked-link", message, Severity.NOTICE)
    if answer.status in _REFUSES_PROGRAMS:
        message = f"'{proof.url}' answers {answer.status} to programs; open it yourself"
        return _at(proof, "unchecked-link", message, Severity.NOTICE)
    if answer.status in _GONE:
        leave = f"write 'gone: {day}' below it" if proof.can_be_gone else "take it out"
        message = (
            f"'{proof.url}' answers {answer.status}; mend the address, "
            f"or, if it is gone for good, {leave}"
        )
        return _at(proof, "broken-link", message)
    what = f"answers {answer.status}" if answer.status else f"does not answer ({answer.reason})"
    message = f"'{proof.url}' {what}; try again another day, and mend the address if it stays so"
    return _at(proof, "unreachable-link", message)


def _at(proof: Proof, code: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(path=proof.path, line=proof.line, code=code, message=message, severity=severity)
