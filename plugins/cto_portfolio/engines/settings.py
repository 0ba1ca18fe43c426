"""Settings as an engine would have them: `mkdocs.yml`, read without starting one."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
import yaml_env_tag
from pathspec import GitIgnoreSpec

from cto_portfolio.frameworks import FIVE_AREAS
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing.addressed_files import named_in
from cto_portfolio.publishing.settings import PLUGIN, Settings
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.frontmatter import Document, Key

ALWAYS_EXCLUDED = (".*", "/templates/")
"""As MkDocs has it, before `exclude_docs` is looked at."""


class _Loader(yaml.SafeLoader):
    """Reads `!ENV`, and past all other tags that engines give a meaning to."""


_Loader.add_multi_constructor("", lambda *_: None)
_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)


def load(config_file: Path) -> Settings:
    """Read the settings.

    Raises:
        PortfolioError: if there is no such file, or it is not what `mkdocs.yml` must be.
    """
    config, root = _read(config_file)
    options = dict(_options(config.get("plugins")))
    left_out = (str(config.get(key) or "") for key in ("exclude_docs", "draft_docs"))
    docs_dir, site_dir = (
        config_file.parent / str(config.get(key, usual))
        for key, usual in (("docs_dir", "docs"), ("site_dir", "site"))
    )
    theme_dir = _theme_dir(config, config_file.parent)
    return Settings(
        path=PurePosixPath(config_file.as_posix()),
        name=str(config.get("site_name") or "Portfolio"),
        address=address(config.get("site_url")),
        root=config_file.parent,
        docs_dir=docs_dir,
        excluded=GitIgnoreSpec.from_lines(
            [*ALWAYS_EXCLUDED, *(line for text in left_out for line in text.splitlines())]
        ),
        published=tuple(one for one in (docs_dir, site_dir, theme_dir) if one),
        site_dir=site_dir,
        theme_dir=theme_dir,
        has_directory_urls=config.get("use_directory_urls") is not False,
        frameworks=_names(options.get("frameworks", [FIVE_AREAS])),
        published_frameworks=_names(options.get("publish_frameworks") or []),
        shows_gaps=options.get("show_gaps") is True,
        redacts=options.get("redact") is True,
        publish=_names(options.get("publish") or []),
        named=tuple(named(config, config.get("theme"))),
        nav=config.get("nav"),
        loads=tuple(loads(config)),
        dialect=_dialect(config_file),
        look=_asked("look", options, root, config_file),
        thresholds=_asked("thresholds", options, root, config_file),
    )


def _asked(option: str, options: dict[str, Any], root: yaml.Node, config_file: Path) -> Document:
    """Return what stands below one option of the plugin."""
    lines = dict(_lines_of(option, root))
    asked = options.get(option) or {}
    if not isinstance(asked, dict):
        message = (
            f"{config_file}:{lines.get((), 1)}: wrong-type: '{option}' takes 'key: value' lines"
        )
        raise PortfolioError(message)
    return Document(meta=asked, body="", body_line=1, lines=lines)


def _names(asked: Any) -> tuple[str, ...]:  # noqa: ANN401 - any YAML may stand there
    return tuple(map(str, asked if isinstance(asked, list) else [asked]))


def _theme_dir(config: dict[str, Any], root: Path) -> Path | None:
    theme = config.get("theme")
    found = theme.get("custom_dir") if isinstance(theme, dict) else None
    return root / str(found) if found else None


def address(site_url: object) -> str | None:
    """Return where the site will be, with a slash at its end, from `site_url`."""
    return f"{str(site_url).removesuffix('/')}/" if site_url else None


class _EngineLoader(yaml.UnsafeLoader):
    """Reads what engines read: options of extensions may be functions, by `!!python/name`."""


_EngineLoader.add_multi_constructor("!", lambda *_: None)
_EngineLoader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)


def _dialect(config_file: Path) -> Dialect:
    """Return how the engine that reads a configuration renders Markdown."""
    config = yaml.load(config_file.read_bytes(), _EngineLoader)  # noqa: S506 - as engines do
    asked = config.get("markdown_extensions") or []
    pairs = asked.items() if isinstance(asked, dict) else map(_pair, asked)
    options = {str(name): values or {} for name, values in pairs}
    return Dialect(extensions=tuple(options), options=options)


def _pair(listed: Any) -> tuple[str, Any]:  # noqa: ANN401 - any YAML may stand there
    if isinstance(listed, dict):
        return next(iter(listed.items()))
    return str(listed), {}


def loads(config: Mapping[str, Any]) -> Iterator[str]:
    """Yield the stylesheets and scripts that a configuration has every page load."""
    for key in ("extra_css", "extra_javascript"):
        for listed in config.get(key) or ():
            path = listed.get("path") if isinstance(listed, dict) else listed
            yield str(path)


def named(config: Mapping[str, Any], theme: object) -> Iterator[str]:
    """Yield what a configuration names that may be a file of the portfolio."""
    yield from loads(config)
    yield from named_in(config.get("extra"))
    if isinstance(theme, Mapping):
        yield from named_in([theme[name] for name in ("logo", "favicon") if name in theme])


def option_lines(config_file: Path, option: str) -> dict[Key, int]:
    """Return the lines of what stands below one option of the plugin, if the file can be read."""
    try:
        node = _Loader(config_file.read_bytes()).get_single_node()
    except (OSError, yaml.YAMLError):
        return {}
    return dict(_lines_of(option, node)) if node else {}


def _read(config_file: Path) -> tuple[dict[str, Any], yaml.Node]:
    """Return the values of the file, and the nodes they were made from."""
    try:
        loader = _Loader(config_file.read_bytes())
        node = loader.get_single_node()
        config = loader.construct_document(node) if node else None
    except OSError as error:
        message = f"cannot read '{config_file}'; go to where it lies, or name it with -f"
        raise PortfolioError(message) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        message = f"{config_file}:{line}: broken-yaml: {getattr(error, 'problem', error)}"
        raise PortfolioError(message) from error
    if node is None or not isinstance(config, dict):
        message = f"{config_file}:1: broken-yaml: expected 'key: value' lines"
        raise PortfolioError(message)
    return config, node


def _lines_of(option: str, root: yaml.Node) -> Iterator[tuple[Key, int]]:
    for _, plugins in _items(root, "plugins"):
        for one in plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]:
            for _, options in _items(one, PLUGIN):
                for line, asked in _items(options, option):
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
