"""Skeletons: new entries, dated and commented, for an author to fill in."""

import datetime as dt
import json
import re
import textwrap
import unicodedata
from pathlib import Path

from cto_portfolio.entries import Kind
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import PortfolioError
from cto_portfolio.sources import ENTRIES

_WIDTH = 96


def build(kind: Kind, title: str, *, today: dt.date, framework: Framework) -> str:
    """Return the text of a new entry: a draft until its author says otherwise."""
    return f"""\
---
kind: {kind.id}
title: {json.dumps(title, ensure_ascii=False)}
date: {today.isoformat()}
draft: true                # not published, and counted nowhere, while this line stands
summary:                   # one sentence; else the first paragraph is taken
# visibility: public       # or unlisted (only by its address), private (for the interview)
# tags: []
{kind.prompts}# links:                   # proof: what others can look up
#   - title:
#     url: https://
# image: diagram.svg       # a file beside this one
# alt:                     # what the image shows
# notes:                   # for yourself; never published
# evidence:                # what it shows, and in what way
#   - requirement: communication/architecture
#     claim:
{_known(framework)}
---

{kind.questions}"""


def write(text: str, title: str, docs_dir: Path) -> Path:
    """Write a new entry below the portfolio's folder and return where; never over a file.

    Raises:
        PortfolioError: if there is a file of that name, or the folder cannot be written to.
    """
    path = docs_dir / ENTRIES / f"{slug(title)}.md"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        message = f"'{path}' is there already; choose another title, or edit it"
        raise PortfolioError(message) from error
    except OSError as error:
        message = f"cannot write '{path}': {error.strerror}"
        raise PortfolioError(message) from error
    return path


def slug(title: str) -> str:
    """Return a file name for a title: letters and digits of any script, no accents on Latin."""
    decomposed = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(one for one in decomposed if not unicodedata.combining(one))
    recomposed = unicodedata.normalize("NFC", bare)
    words = re.sub(r"[^\w]+|_+", "-", recomposed).strip("-")
    return words[:80].rstrip("-") or "entry"


def _known(framework: Framework) -> str:
    """Return every id there is, as comment lines."""
    lines: list[str] = ["# Requirements:"]
    for area in framework.areas:
        ids = ", ".join(requirement.id for requirement in area.requirements)
        lines += textwrap.wrap(
            ids, _WIDTH, initial_indent="#   ", subsequent_indent="#   ", break_on_hyphens=False
        )
    return "\n".join(lines)
