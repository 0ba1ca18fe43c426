"""Settings: what `mkdocs.yml` says of the portfolio, read without starting an engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pathspec import GitIgnoreSpec

from cto_portfolio.frameworks import FIVE_AREAS
from cto_portfolio.problems import PortfolioError

PLUGIN = "cto-portfolio"
_ALWAYS_EXCLUDED = (".*", "/templates/")
"""As MkDocs has it, before `exclude_docs` is looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Where the portfolio lies, what of it counts, and what it is held against."""

    root: Path
    """The folder of `mkdocs.yml`, from which the paths in it are meant."""
    docs_dir: Path
    excluded: GitIgnoreSpec
    """What the engine leaves out of the site, relative to `docs_dir`."""
    frameworks: tuple[str, ...]


class _Loader(yaml.SafeLoader):
    """Reads past the tags that engines give a meaning to, such as `!ENV`."""


_Loader.add_multi_constructor("", lambda *_: None)


def load(config_file: Path) -> Settings:
    """Read the settings.

    Raises:
        PortfolioError: if there is no such file, or it is not what `mkdocs.yml` must be.
    """
    try:
        config = yaml.load(config_file.read_bytes(), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        message = f"cannot read '{config_file}'; go to where it lies, or name it with -f"
        raise PortfolioError(message) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        message = f"{config_file}:{line}: broken-yaml: {getattr(error, 'problem', error)}"
        raise PortfolioError(message) from error
    if not isinstance(config, dict):
        message = f"{config_file}:1: broken-yaml: expected 'key: value' lines"
        raise PortfolioError(message)
    options = dict(_options(config.get("plugins")))
    frameworks = options.get("frameworks", [FIVE_AREAS])
    left_out = (str(config.get(key) or "") for key in ("exclude_docs", "draft_docs"))
    return Settings(
        root=config_file.parent,
        docs_dir=config_file.parent / str(config.get("docs_dir", "docs")),
        excluded=GitIgnoreSpec.from_lines(
            [*_ALWAYS_EXCLUDED, *(line for text in left_out for line in text.splitlines())]
        ),
        frameworks=tuple(map(str, frameworks if isinstance(frameworks, list) else [frameworks])),
    )


def _options(plugins: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any YAML may stand there
    """Yield our options from either of the forms that `plugins` may take."""
    for one in plugins if isinstance(plugins, list) else [plugins]:
        options = one.get(PLUGIN) if isinstance(one, dict) else None
        yield from options.items() if isinstance(options, dict) else ()
