"""Settings: what `mkdocs.yml` says of the portfolio, read without starting an engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from pathspec import GitIgnoreSpec

from cto_portfolio.frameworks import FIVE_AREAS
from cto_portfolio.frontmatter import Document, Key
from cto_portfolio.problems import PortfolioError

PLUGIN = "cto-portfolio"
_ALWAYS_EXCLUDED = (".*", "/templates/")
"""As MkDocs has it, before `exclude_docs` is looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Where the portfolio lies, what of it counts, and what it is held against."""

    path: PurePosixPath
    """Of `mkdocs.yml`, as the author named it."""
    root: Path
    """The folder of `mkdocs.yml`, from which the paths in it are meant."""
    docs_dir: Path
    excluded: GitIgnoreSpec
    """What the engine leaves out of the site, relative to `docs_dir`."""
    published: tuple[Path, ...]
    """The folders whose files are on the site, or get there with the next build."""
    frameworks: tuple[str, ...]
    thresholds: Document
    """The least coverage asked for, as it was written; `thresholds.parse` reads it."""


class _Loader(yaml.SafeLoader):
    """Reads past the tags that engines give a meaning to, such as `!ENV`."""


_Loader.add_multi_constructor("", lambda *_: None)


def load(config_file: Path) -> Settings:
    """Read the settings.

    Raises:
        PortfolioError: if there is no such file, or it is not what `mkdocs.yml` must be.
    """
    try:
        config, lines = _read(config_file.read_bytes())
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
    asked = options.get("thresholds") or {}
    if not isinstance(asked, dict):
        message = (
            f"{config_file}:{lines.get((), 1)}: wrong-type: 'thresholds' takes 'key: value' lines"
        )
        raise PortfolioError(message)
    frameworks = options.get("frameworks", [FIVE_AREAS])
    left_out = (str(config.get(key) or "") for key in ("exclude_docs", "draft_docs"))
    return Settings(
        path=PurePosixPath(config_file.as_posix()),
        root=config_file.parent,
        docs_dir=config_file.parent / str(config.get("docs_dir", "docs")),
        excluded=GitIgnoreSpec.from_lines(
            [*_ALWAYS_EXCLUDED, *(line for text in left_out for line in text.splitlines())]
        ),
        published=tuple(_published(config, config_file.parent)),
        frameworks=tuple(map(str, frameworks if isinstance(frameworks, list) else [frameworks])),
        thresholds=Document(meta=asked, body="", body_line=1, lines=lines),
    )


def _published(config: dict[str, Any], root: Path) -> Iterator[Path]:
    yield root / str(config.get("docs_dir", "docs"))
    yield root / str(config.get("site_dir", "site"))
    theme = config.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir"):
        yield root / str(theme["custom_dir"])


def _read(content: bytes) -> tuple[Any, dict[Key, int]]:
    """Return the values of the whole file, and the lines of the thresholds in it."""
    loader = _Loader(content)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {}
        return loader.construct_document(node), dict(_lines_of_thresholds(node))
    finally:
        loader.dispose()


def _lines_of_thresholds(root: yaml.Node) -> Iterator[tuple[Key, int]]:
    for _, plugins in _items(root, "plugins"):
        for one in plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]:
            for _, options in _items(one, PLUGIN):
                for line, asked in _items(options, "thresholds"):
                    yield (), line
                    yield from _lines(asked)


def _lines(node: yaml.Node) -> Iterator[tuple[Key, int]]:
    """Yield the lines of keys and of the keys below them; nothing is nested deeper."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        yield (key.value,), key.start_mark.line + 1
        for inner, _ in value.value if isinstance(value, yaml.MappingNode) else ():
            yield (key.value, inner.value), inner.start_mark.line + 1


def _items(node: yaml.Node, name: str) -> Iterator[tuple[int, yaml.Node]]:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == name:
            yield key.start_mark.line + 1, value


def _options(plugins: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any YAML may stand there
    """Yield our options from either of the forms that `plugins` may take."""
    for one in plugins if isinstance(plugins, list) else [plugins]:
        options = one.get(PLUGIN) if isinstance(one, dict) else None
        yield from options.items() if isinstance(options, dict) else ()
