"""`cto-portfolio links`: whether the proof that published entries link to is still there."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cto_portfolio import wording
from cto_portfolio.cli import conventions, lychee
from cto_portfolio.engines import settings
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import proof
from cto_portfolio.reports import problems as report

_CACHE = Path(".cache/cto-portfolio/links")
"""From the folder of `mkdocs.yml`."""


@click.command()
@conventions.config_option
@conventions.problem_format_option
@conventions.says_what_is_wrong
def links(config_file: Path, form: str) -> None:
    """Ask other sites whether they still have what published entries link to.

    It uses the network, which builds and 'check' never do. It asks for the web addresses in the
    front matter of published entries, each host slowly, and for nothing of private ones; what has
    answered well is not asked for again within three days. Links with 'gone' are passed over.
    Install what it needs with: pip install 'cto-portfolio[links]'
    """
    chosen = settings.load(config_file)
    release = conventions.release(chosen)
    if release.refusals:
        raise PortfolioError("\n".join(map(str, release.refusals)))
    proofs = tuple(proof.named(release))
    urls = tuple(dict.fromkeys(named.url for named in proofs))
    if urls:
        click.echo(f"Asking for {wording.count(len(urls), 'address', 'addresses')} …", err=True)
    answers = lychee.ask(urls, chosen.root / _CACHE) if urls else {}
    found = proof.problems(proofs, answers, day=release.today.isoformat())
    broken = [problem for problem in found if problem.is_error]
    match form:
        case "json":
            notices = [problem for problem in found if not problem.is_error]
            entries = len(release.portfolio.published)
            click.echo(report.as_json(broken, entries, notices=notices))
        case "github":
            conventions.echo_lines(report.as_github(found))
        case _:
            conventions.echo_lines(report.as_text(found))
            links_said = wording.count(len(proofs), "link")
            click.echo(f"{links_said}, {len(broken) or 'none'} broken.", err=True)
    if broken:
        sys.exit(1)
