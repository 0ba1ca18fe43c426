"""Publish patterns: what the option `publish` lets out that nothing else asks for."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from pathspec import GitIgnoreSpec

from cto_portfolio import links
from cto_portfolio.problems import Severity, near_file
from cto_portfolio.text.validation import Fault

OPTION = "publish"

_WILDCARD = re.compile(r"[*?\[]")
_NO_NAME = re.compile(r"(?:\[[^\]]*\]|[*?/.\\\s])*")
"""A pattern that holds no letter of any name."""


def matched(
    patterns: Sequence[str],
    candidates: Collection[PurePosixPath],
    of_hidden: Collection[PurePosixPath],
) -> tuple[frozenset[PurePosixPath], tuple[Fault, ...]]:
    """Return the files that patterns name, and what is wrong with patterns.

    A pattern such as `*.pdf` was written with other files in mind than those that a private page
    uses: each of these has to be named in full.
    """
    faults = {
        number: fault for number, text in _read(patterns) if (fault := _refused(number, text))
    }
    read = [(number, text) for number, text in _read(patterns) if number not in faults]
    spec = GitIgnoreSpec.from_lines(text for _, text in read)
    named_in_full = {text.lstrip("/") for _, text in read}
    found = {path for path in candidates if spec.match_file(str(path))}
    kept_back = {path for path in found & set(of_hidden) if str(path) not in named_in_full}
    for number, text in read:
        if not text.startswith("!") and (fault := _doubt(number, text, candidates, kept_back)):
            faults[number] = fault
    return frozenset(found - kept_back), tuple(faults[number] for number in sorted(faults))


def is_pattern(*lines: str) -> bool:
    """Whether lines can be read as those of a `.gitignore`."""
    try:
        GitIgnoreSpec.from_lines(lines)
    except (ValueError, re.error):
        return False
    return True


def _read(patterns: Sequence[str]) -> Iterator[tuple[int, str]]:
    for number, pattern in enumerate(patterns):
        text = links.composed(pattern.strip())
        if text and not text.startswith("#"):
            yield number, text


def _refused(number: int, text: str) -> Fault | None:
    if not text.startswith("!") and _NO_NAME.fullmatch(text):
        message = (
            f"'{text}' would publish every file, also those that come later; name folders, "
            "endings or files, such as 'downloads/' or '*.pdf'"
        )
        return Fault((OPTION, number), "too-wide", message)
    if not is_pattern(text):
        message = f"'{text}' is no pattern; write it as in .gitignore, such as 'downloads/*.pdf'"
        return Fault((OPTION, number), "bad-value", message)
    return None


def _doubt(
    number: int,
    text: str,
    candidates: Collection[PurePosixPath],
    kept_back: Collection[PurePosixPath],
) -> Fault | None:
    """Return what an author should look at in a pattern, although it is one."""
    spec = GitIgnoreSpec.from_lines([text])
    if kept := sorted(path for path in kept_back if spec.match_file(str(path))):
        message = (
            f"'{text}' also matches '{kept[0]}', which only hidden pages use; it is not "
            "published unless a pattern names it in full"
        )
        return Fault((OPTION, number), "of-hidden", message, Severity.WARNING)
    if any(spec.match_file(str(path)) for path in candidates):
        return None
    names = () if _WILDCARD.search(text) else {path.name for path in candidates}
    near = near_file(PurePosixPath(text).name, names)
    message = f"'{text}' matches no file that could be published{near}"
    return Fault((OPTION, number), "no-match", message, Severity.WARNING)
