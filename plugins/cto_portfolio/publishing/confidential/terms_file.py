"""The file `confidential.yml`: what an author may write in it, and what is wrong with it."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import BeforeValidator

from cto_portfolio.publishing.confidential import pattern
from cto_portfolio.text.validation import Authored, Fault, Name

PATH = PurePosixPath("confidential.yml")
EMPTY = Fault(
    ("terms",),
    "no-terms",
    "it names nothing that is confidential; list it below 'terms', or remove the file",
)
_LONGEST = 500
"""Characters of a term: for many more, nothing can look."""
_UNSAFE = frozenset("\"'`:#,[]{}<>&*|\\!@")
"""What could change the meaning of YAML, Markdown or HTML around it."""


def _bare_name(value: object) -> object:
    return {"match": value} if isinstance(value, str) else value


class TermMeta(Authored):
    """A name or a pattern, and what may be said instead."""

    match: Name
    """A name, found however it is written: in capitals, encoded, joined, torn apart by markup."""
    replace: Name | None = None
    """What `redact` publishes in its place, such as a European bank."""
    pattern: bool = False
    """Whether `match` is a regular expression, in the syntax of RE2; letters match in any case."""


class ConfidentialMeta(Authored):
    """What must not be published."""

    terms: tuple[Annotated[TermMeta, BeforeValidator(_bare_name)], ...] = ()
    """Names, each alone or with what to say instead."""
    allow: tuple[Name, ...] = ()
    """What looks like a key or a password and is none, such as one made up for an example."""


def faults(said: ConfidentialMeta) -> Iterator[Fault]:
    """Yield what is wrong with terms that are well formed one by one."""
    for index, term in enumerate(said.terms):
        if len(term.match) > _LONGEST:
            long = f"it has more than {_LONGEST} characters; write the part that gives it away"
            yield Fault(("terms", index, "match"), "bad-term", long)
        elif message := pattern.why_not(term.match, is_pattern=term.pattern):
            yield Fault(("terms", index, "match"), "bad-term", message)
        elif term.replace:
            yield from _faults_of_replacement(index, term, said)


def _faults_of_replacement(index: int, term: TermMeta, said: ConfidentialMeta) -> Iterator[Fault]:
    key = ("terms", index, "replace")
    replacement = term.replace or ""
    if found := sorted(_UNSAFE & set(replacement)) or not replacement[0].isalnum():
        which = " ".join(found) if isinstance(found, list) else replacement[0]
        message = f"begin with a letter or a digit, and leave out: {which}"
        yield Fault(key, "bad-value", message)
        return
    for other in said.terms:
        if pattern.why_not(other.match, is_pattern=other.pattern) is None and pattern.search(
            pattern.of(other.match, is_pattern=other.pattern), replacement
        ):
            message = "the replacement is itself confidential; choose other words"
            yield Fault(key, "bad-value", message)
            return
