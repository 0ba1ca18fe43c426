"""Skeletons: new entries, dated and commented, for an author to fill in."""

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cto_portfolio import writing
from cto_portfolio.content.entry import Kind, KindRole
from cto_portfolio.content.sources import ENTRIES
from cto_portfolio.frameworks import Framework
from cto_portfolio.periods import Span
from cto_portfolio.problems import PortfolioError

_WIDTH = 96
_MAX_NAMESAKES = 1000
_MAX_NAME = 240
"""Bytes; file systems allow 255, and an ending and a number follow."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What is known of an entry when it is begun."""

    kind: Kind
    title: str
    span: Span
    """When it was."""
    summary: str | None = None
    organization: str | None = None
    evidence: tuple[str, ...] = ()
    """Ids of requirements."""
    notes: str | None = None
    is_private: bool = False


def build(draft: Draft, framework: Framework) -> str:
    """Return the text of a new entry: a draft until its author says otherwise."""
    prompts = draft.kind.prompts
    given = ""
    if draft.organization:
        prompts = re.sub(r"^# organization:.*\n", "", prompts, flags=re.MULTILINE)
        given = f"organization: {_quoted(draft.organization)}\n"
    return f"""\
---
kind: {draft.kind.id}
title: {_quoted(draft.title)}
{_span(draft.span)}
draft: true                # not published, and counted nowhere, while this line stands
{_summary(draft)}
{_visibility(draft)}
# tags: []
{given}{prompts}# links:                   # proof: what others can look up
#   - title:
#     url: https://
# image: diagram.svg       # a file beside this one
# alt:                     # what the image shows
{_notes(draft)}
{_evidence(draft)}
{_known(framework)}
---

{draft.kind.questions}"""


def write(text: str, title: str, docs_dir: Path, *, behind: Iterable[str] = ()) -> Path:
    """Write a new entry below the portfolio's folder and return where; never over a file.

    Where the name is taken, the first of `behind` is put behind it that makes it free.

    Raises:
        PortfolioError: if there is a file of that name, or the folder cannot be written to.
    """
    if not docs_dir.is_dir():
        message = (
            f"there is no folder '{docs_dir}'; go to where mkdocs.yml lies, or name it with -f"
        )
        raise PortfolioError(message)
    name = slug(title)
    for free in (name, *(f"{name}-{more}" for more in behind)):
        path = docs_dir / ENTRIES / f"{free}.md"
        if (path.with_suffix("") / "index.md").exists():  # it has the same address
            continue
        try:
            writing.create(path, text)
        except FileExistsError:
            continue
        return path
    message = f"'{path}' is there already; choose another title, or edit it"
    raise PortfolioError(message)


def numbers() -> Iterator[str]:
    """Yield what tells files of one title apart: `2`, `3` and so on."""
    return map(str, range(2, _MAX_NAMESAKES))


def occasions(draft: Draft) -> Iterator[str]:
    """Yield the same of what is given more than once under one title: its year, or its day."""
    if draft.kind.role is KindRole.TALK:
        year, day = str(draft.span.day.year), draft.span.moment.iso
        yield from dict.fromkeys((year, day))
        yield from (f"{day}-{number}" for number in numbers())


def slug(title: str) -> str:
    """Return a file name for a title: letters and digits of any script, no accents on Latin."""
    decomposed = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(one for one in decomposed if not unicodedata.combining(one))
    recomposed = unicodedata.normalize("NFC", bare)
    words = re.sub(r"[^\w]+|_+", "-", recomposed).strip("-")
    cut = words[:80].encode()[:_MAX_NAME].decode(errors="ignore")
    return cut.rstrip("-") or "entry"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _span(span: Span) -> str:
    """Return when it was, with the other ways to say so."""
    key, others = "date", "2026-03 or 2026; or period: 2024-03 to 2025-06, or to present"
    if not span.is_single:
        key, others = "period", "2024-03 to present; or date: 2026-03-14, 2026-03 or 2026"
    return f"{f'{key}: {span.written}':<26} # or {others}"


def _summary(draft: Draft) -> str:
    if draft.summary:
        return f"summary: {_quoted(draft.summary)}"
    return "summary:                   # one sentence; else the first paragraph is taken"


def _notes(draft: Draft) -> str:
    if draft.notes:
        return f"notes: {_quoted(draft.notes)}"
    return "# notes:                   # for yourself; never published"


def _visibility(draft: Draft) -> str:
    if draft.is_private:
        return "visibility: private        # for the interview; or public, unlisted"
    others = "unlisted (only by its address), private (for the interview)"
    return f"# visibility: public       # or {others}"


def _evidence(draft: Draft) -> str:
    """Return the requirements it shows; or how to say so, in comments."""
    if draft.evidence:
        items = (f"  - requirement: {one}\n    # claim:" for one in draft.evidence)
        return "\n".join(["evidence:                  # what it shows, and in what way", *items])
    return """\
# evidence:                # what it shows, and in what way
#   - requirement: communication/architecture
#     claim:"""


def _known(framework: Framework) -> str:
    """Return every id there is, as comment lines."""
    lines: list[str] = ["# Requirements:"]
    for area in framework.areas:
        ids = ", ".join(requirement.id for requirement in area.requirements)
        lines += textwrap.wrap(
            ids, _WIDTH, initial_indent="#   ", subsequent_indent="#   ", break_on_hyphens=False
        )
    return "\n".join(lines)
