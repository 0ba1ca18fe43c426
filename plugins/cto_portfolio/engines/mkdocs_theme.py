"""The theme that comes with the plugin, as MkDocs and ProperDocs find it."""

from types import SimpleNamespace

from mkdocs.config.defaults import MkDocsConfig

from cto_portfolio.engines import settings
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import theme_files

PACKAGE = SimpleNamespace(__file__=str(theme_files.shipped() / "mkdocs_theme.yml"))
"""What the entry point leads to: engines ask it for its file, and take the folder for the theme's.

The folder is no package of Python, which it could not be in a checkout, too."""
_USUAL = "mkdocs"
"""What engines take where an author names no theme."""


def put(config: MkDocsConfig) -> None:
    """Have pages made of our templates: after the author's own, before those of any other theme.

    An author who names no theme gets ours alone.

    Raises:
        PortfolioError: if the author has named one that shows no portfolio.
    """
    theme = config.theme
    if problem := settings.problem_of_theme(theme.name):
        raise PortfolioError(problem)
    if theme.name == _USUAL:
        config.theme = type(theme)(name=settings.THEME, custom_dir=theme.custom_dir)
    put_first(config)


def put_first(config: MkDocsConfig) -> None:
    """Put our templates before those of others: plugins bring some that list all they see."""
    theme = config.theme
    first = [*([theme.custom_dir] if theme.custom_dir else []), str(theme_files.shipped())]
    theme.dirs[:] = [*first, *(folder for folder in theme.dirs if folder not in first)]
