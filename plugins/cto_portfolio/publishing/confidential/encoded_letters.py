"""Encoded letters: what hides letters and digits from a search of bytes.

Punctuation is encoded everywhere, letters hardly ever: most files need not be decoded at all.
"""

import functools
import html.entities
import re
from collections.abc import Iterator

import re2

_DECIMAL = r"&(?:amp;)*#0*(?:4[89]|5[0-7]|6[5-9]|[78][0-9]|90|9[7-9]|[1-9][0-9]{2,})"
_HEX = r"&(?:amp;)*#x0*(?:3[0-9]|[46][1-9a-f]|[57][0-9a]|[89a-f][0-9a-f]|[1-9a-f][0-9a-f]{2,})"
_PERCENT = r"%(?:25|3[0-9]|[46][1-9a-f]|[57][0-9a]|[c-f][0-9a-f])"
_ESCAPE = (
    r"\\(?:u00|x)(?:3[0-9]|[46][1-9a-f]|[57][0-9a]|[a-f])"
    r"|\\u(?:0[1-9a-f]|[13-9a-f]|2[1-9a-f])|\\u\{"
)


@functools.cache
def expression() -> "re2._Regexp[bytes]":
    """Return what finds them in a text in UTF-8."""
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    several = "".join(_folded_to_several())
    named = "|".join(sorted(_named_letters()))
    parts = (
        _DECIMAL,
        _HEX,
        _PERCENT,
        _ESCAPE,
        f"[{several}]",
        f"&(?:amp;)*(?:{named})\\b",
    )
    return re2.compile("|".join(parts).encode(), options)


def _folded_to_several() -> Iterator[str]:
    """Yield the letters that become several without their case, but for the one of German."""
    for start, end in ((0xE0, 0x600), (0x1E90, 0x2000), (0xFB00, 0xFB20)):
        letters = map(chr, range(start, end))
        yield from (one for one in letters if len(one.casefold()) > 1 and one != "ẞ")


def _named_letters() -> Iterator[str]:
    """Yield the names by which HTML knows letters."""
    for name, text in html.entities.html5.items():
        if any(one.isalnum() for one in text):
            yield re.escape(name.removesuffix(";"))
