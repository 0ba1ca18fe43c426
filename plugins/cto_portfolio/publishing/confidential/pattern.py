"""Patterns: how a confidential name is found, however it is written.

RE2 searches in time that grows with the text alone, whatever an author's own expression looks like.
"""

import functools
import re
from collections.abc import Sequence

import re2

from cto_portfolio.publishing.confidential import folding
from cto_portfolio.publishing.confidential.names import Name, NameWord

_ANYWHERE = 6
"""Names with as many letters are found within longer words, too: `Fernbankers`."""
_JOINED = 4
"""And with as many where capitals or digits set them apart: `HaldenLogo2`."""
_MEMORY = 64 << 20
"""What RE2 may use to stay fast."""
_SHORT = 100
"""Letters up to which any name can be looked for."""
_COMMON = re.compile(
    r"(?i)a|an|and|are|as|at|be|by|class|content|div|for|from|has|head|html|href|id|in|is|it|lang|"
    r"li|link|meta|nav|not|of|on|or|our|section|span|src|style|svg|that|the|this|title|to|ul|was|"
    r"we|were|with|xml|you"
)
"""Words that every page is made of."""
_TRIVIAL = b"abcxyzABCXYZ019 -<>/\n"
_TAGS = r"(?:<[^<>]*>)*"
"""Markup within a name: to skip it here costs nothing, and to take it out of every page a lot."""
_WITHIN = (
    r"(?:<[^<>]*>|&(?:amp;)*(?:lt;[^<>&]*&(?:amp;)*gt|[#a-z0-9]+);"
    r"|\\u003c[^<>]*?\\u003e|\\u[0-9a-f]{4})*"
)
"""The same where markup has not been decoded."""
_AROUND_ENCODED = rf"(?:[\s.,'’_/()\pZ\p{{Pd}}]|{_WITHIN[:-1]}){{0,4}}"
_NO_DIGIT_BEFORE, _NO_DIGIT_AFTER = r"(?:^|[^\pN])", r"(?:$|[^\pN])"
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?:^|[^\pL\pN])", r"(?:$|[^\pL\pN])"


def of(match: str, *, is_pattern: bool) -> str:
    """Return the regular expression for folded texts."""
    return f"(?i:{folding.fold(match).decode()})" if is_pattern else _of_name(Name.of(match))


def torn(match: str, *, is_pattern: bool) -> str | None:
    """Return what finds a name in texts in which spaces may stand within words; None: nothing does.

    Whole words alone count there: `line art` is not `Linear`.
    """
    name = Name.of(match)
    if is_pattern or name.length < _JOINED:
        return None
    pieces = r"\s*".join(name.pieces)
    return rf"{_NO_LETTER_BEFORE}((?i:{pieces})){_NO_LETTER_AFTER}"


def sign(match: str, *, is_pattern: bool) -> str | None:
    """Return what finds the longest word of a name in bytes in which no letter is encoded.

    None: such a text must be read in full.
    """
    words = [part for part in Name.of(match).parts if isinstance(part, NameWord)]
    longest = max(words, key=lambda word: word.length, default=None)
    if is_pattern or longest is None or not "".join(longest.pieces).isascii():
        return None
    within = _AROUND_ENCODED if longest.is_number else _WITHIN
    return f"(?i:{within.join(longest.letters[longest.country :])})"


@functools.lru_cache(maxsize=1024)
def compiled(expression: str) -> "re2._Regexp[bytes]":
    """Return what finds an expression, as long as can be.

    Raises:
        re2.error: if it is not in the syntax of RE2.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    options.longest_match = True  # of `(m|million)`, all of what is to be said differently
    return re2.compile(expression.encode(), options)


def search(expression: str, text: str) -> bool:
    """Whether an expression is found in a text."""
    return compiled(expression).search(folding.fold(text)) is not None


def why_not(match: str, *, is_pattern: bool) -> str | None:
    """Return what is wrong with a term, if it cannot be looked for, or would be everywhere."""
    return _why_no_pattern(match) if is_pattern else _why_no_name(match)


def _why_no_name(match: str) -> str | None:
    if sum(letter.isalnum() for letter in match) <= 1:
        return "it has fewer than two letters or digits; write more of it"
    if _COMMON.fullmatch(match):
        return (
            f"every page holds '{match}'; if it is a name, write 'pattern: true'"
            f" and match '(?-i)\\b{match.capitalize()}\\b', which minds capitals"
        )
    if len(match) > _SHORT and not _can_be_found(of(match, is_pattern=False)):
        return "it has too many words or numbers; write less of it"
    return None


def _can_be_found(expression: str) -> bool:
    try:
        compiled(expression)
    except re2.error:
        return False
    return True


def _why_no_pattern(match: str) -> str | None:
    try:
        found = compiled(of(match, is_pattern=True))
    except re2.error as error:
        said = error.args[0] if error.args else ""
        reason = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"it is no regular expression of RE2: {reason}; mend it"
    if found.search(b"") or any(found.fullmatch(bytes([one])) for one in _TRIVIAL):
        return "it matches nothing at all, or any single character; say more of what it is"
    return None


def _of_name(name: Name) -> str:
    """The name itself is the one group that is found, without what stands around it."""
    pieces = name.pieces
    if any(edge.is_number for edge in name.edges):
        first, last = name.edges
        before = _NO_DIGIT_BEFORE if first.is_number else ""
        after = _NO_DIGIT_AFTER if last.is_number else ""
        return f"{before}({_joined(pieces)}){after}"
    is_ascii = all(
        "".join(part.letters).isascii() for part in name.parts if isinstance(part, NameWord)
    )
    if name.length >= _ANYWHERE or not is_ascii:
        return f"({_joined(pieces)})"
    if name.length >= _JOINED:
        return _apart(pieces)
    return rf"{_NO_LETTER_BEFORE}({_joined(pieces)}){_NO_LETTER_AFTER}"


def _joined(pieces: Sequence[str]) -> str:
    """Return letters, and the gaps between words, with markup let in anywhere."""
    return f"(?i:{_TAGS.join(pieces)})"


def _apart(pieces: Sequence[str]) -> str:
    """Find it also where digits, or a change from small to capital letters, set it apart."""
    first, *rest = pieces
    *most, last = rest
    upper, lower = first.upper() + _TAGS, _TAGS + last.lower()
    start, end = r"(?:^|[^\pL])", r"(?i:e?s)?(?:$|[^\pL])"
    return "|".join(
        (
            f"{start}({_joined(pieces)}){end}",
            rf"\p{{Ll}}({upper}{_joined(rest)}){end}",
            rf"{start}({_joined([first, *most])}{lower})\p{{Lu}}",
            rf"\p{{Ll}}({upper}{_joined(most)}{lower})\p{{Lu}}",
        )
    )
