"""Offers: what a post may be instead of an article, by its own words; its author decides."""

import re
from collections.abc import Iterator

from cto_portfolio.importing import decision_record
from cto_portfolio.importing.incoming import Remark

_TALK = re.compile(
    r"(?:originally |first )?(?:given|presented|delivered) as (?:a|the) (?:\w+ )?"
    r"(?:talk|presentation|keynote)[^.\n]{0,80}"
    r"|(?:slides|video|recording) (?:of|from|for) (?:my|this|the) (?:talk|keynote|presentation)"
    r"|(?:this|a) (?:is a )?transcript of (?:my|a|the) (?:talk|keynote)"
    r"|I (?:gave|presented|delivered) (?:a|this|my) (?:talk|keynote|presentation)[^.\n]{0,80}",
    re.IGNORECASE,
)
_LOOKED_AT = 3_000
"""Characters: a post that is a talk says so on top."""


def made(body: str, first_line: int) -> Iterator[Remark]:
    """Yield what a body may be, with the line that says so."""
    if match := _TALK.search(body[:_LOOKED_AT]):
        line = first_line + body.count("\n", 0, match.start())
        words = " ".join(match[0].split())
        message = f"'{words}': if it is a talk, write 'kind: talk' and its 'event'"
        yield Remark(line=line, message=message)
    if decision_record.looks_like_one(body):
        message = "it has the sections of a decision record; '--from decisions' reads it as one"
        yield Remark(line=first_line, message=message)
