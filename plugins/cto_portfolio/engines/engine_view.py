"""Settings as the engine sees them: with all that it, and a build, have against them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cto_portfolio.engines import settings
from cto_portfolio.problems import PortfolioError, Problem, Severity
from cto_portfolio.publishing import swap
from cto_portfolio.publishing.settings import PLUGIN, Settings
from cto_portfolio.publishing.theme_files import shipped
from cto_portfolio.text.dialect import Dialect

_DIALECT = "markdown_extensions"


def of(chosen: Settings) -> Settings:
    """Return settings that hold what would be said when their site is built.

    Where MkDocs cannot use the extensions of Markdown, the rest is looked at without them.
    """
    # Imported here alone: commands that ask nothing of an engine do without.
    from cto_portfolio.engines import mkdocs_loader  # noqa: PLC0415

    place = tuple(_of_place(chosen))
    unrun = tuple(_of_plugin(chosen))
    verdict = mkdocs_loader.ask(Path(chosen.path), None if place else chosen.site_dir)
    problems = (*verdict.problems, *place, *unrun)
    if not verdict.refused:
        return replace(chosen, problems=problems, template_dirs=verdict.template_dirs)
    dialect = Dialect() if _DIALECT in verdict.refused else chosen.dialect
    return replace(chosen, problems=problems, dialect=dialect, validation=None)


def _of_place(chosen: Settings) -> Iterator[Problem]:
    """Yield why no site can be where it is to be built, if none can."""
    own = (folder for folder in chosen.theme_dirs if folder != shipped())
    try:
        swap.refuse(chosen.site_dir, (chosen.docs_dir, Path(chosen.path), *own))
    except PortfolioError as error:
        path, line = chosen.site_dir_place or (chosen.path, 1)
        yield Problem(path=path, line=line, code="bad-site-dir", message=str(error))


def _of_plugin(chosen: Settings) -> Iterator[Problem]:
    """Yield that an engine would publish everything, where it does not run the plugin."""
    if not settings.runs_plugin(Path(chosen.path)):
        message = (
            f"'{PLUGIN}' is not among 'plugins', so MkDocs would publish all that lies in the"
            " portfolio's folder; add it"
        )
        yield Problem(
            path=chosen.path,
            line=1,
            code="plugin-not-run",
            message=message,
            severity=Severity.NOTICE,
        )
