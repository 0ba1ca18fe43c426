"""`cto-portfolio brief`: the one page about the author, as text or as a PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from cto_portfolio import writing
from cto_portfolio.cli import browser, conventions, engine, printing
from cto_portfolio.engines import settings
from cto_portfolio.problems import PortfolioError
from cto_portfolio.reports import brief as report
from cto_portfolio.site import brief as briefs


@click.command()
@conventions.config_option
@click.option(
    "--pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    is_flag=False,
    flag_value=Path("brief.pdf"),
    metavar="[FILE]",
    help="Write the site's page 'brief' as a PDF instead (default name: brief.pdf).",
)
@printing.paper_option
@conventions.says_what_is_wrong
def brief(config_file: Path, pdf: Path | None, paper: str | None) -> None:
    """Print who you are, with outcomes, decisions, tours and talks, on one page.

    Of public entries alone, as on the site. The PDF needs Chromium or Google Chrome; CHROME_PATH,
    if set, says where it is.
    """
    if paper and pdf is None:
        raise click.UsageError("'--paper' is for the PDF; add '--pdf'")
    chosen = settings.load(config_file)
    release = conventions.release(chosen)
    site = release.site
    if not briefs.is_made(site):
        message = "there is nothing to say yet: 'cto-portfolio new', or tours in profile.yml"
        raise PortfolioError(message)
    if pdf is None:
        click.echo(report.as_text(briefs.build(site)))
    else:
        _print(config_file, pdf, paper or printing.PAPERS[0])
        click.echo(pdf)
    conventions.say_what_is_withheld(release.portfolio)


def _print(config_file: Path, pdf: Path, paper: str) -> None:
    printing.refuse(pdf)
    found = browser.find()
    with tempfile.TemporaryDirectory(prefix="cto-portfolio-") as folder:
        site = engine.built(config_file, Path(folder, "site"))
        printing.add_styles(site, f"@page brief {{ size: {paper} }}")
        url = "brief/" if (site / "brief/index.html").exists() else "brief.html"
        content = browser.printed(site, url, browser=found, beside=pdf.absolute().parent)
    writing.replace(pdf, content)
