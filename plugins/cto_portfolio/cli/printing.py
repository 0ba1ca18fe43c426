"""PDFs, as commands make them: of which paper, and never in the place of an author's file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cto_portfolio.cli import browser
from cto_portfolio.problems import PortfolioError

PAPERS = ("a4", "letter")
_STYLES = Path("assets/portfolio.css")


def paper_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--paper`."""
    return click.option(
        "--paper", type=click.Choice(PAPERS), help="Paper size of the PDF (default: a4)."
    )(command)


def refuse(pdf: Path) -> None:
    """Stop before the work if its result could not be kept, or would cost the author a file.

    Raises:
        PortfolioError: if so.
    """
    if not pdf.absolute().parent.is_dir():
        raise PortfolioError(f"cannot write '{pdf}': there is no folder '{pdf.parent}'")
    if pdf.exists() and (not pdf.is_file() or browser.MARK not in pdf.read_bytes()):
        message = f"'{pdf}' was not written by this command; choose another name, or move it"
        raise PortfolioError(message)


def add_styles(site: Path, styles: str) -> None:
    """Add to the styles of a site that was built to be printed."""
    with (site / _STYLES).open("a", encoding="utf-8") as file:
        file.write(f"\n{styles}\n")
