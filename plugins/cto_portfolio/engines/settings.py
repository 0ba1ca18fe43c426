"""Settings as an engine would have them: `mkdocs.yml`, read without starting one."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
import yaml_env_tag
from pathspec import GitIgnoreSpec

from cto_portfolio import links
from cto_portfolio.engines import configuration, validation_levels
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import publish_patterns, theme_files
from cto_portfolio.publishing.addressed_files import named_in
from cto_portfolio.publishing.options import PluginOptions
from cto_portfolio.publishing.settings import EMPTY, PLUGIN, Settings, Validation
from cto_portfolio.text import frontmatter, yaml_files
from cto_portfolio.text.dialect import Dialect
from cto_portfolio.text.frontmatter import Document, FrontMatterError, Key

ALWAYS_EXCLUDED = (".*", "/templates/")
"""As MkDocs has it, before `exclude_docs` is looked at."""
_OF_ENGINES = "enabled"
"""What engines let authors write below any plugin."""
_LOADED = ("extra_css", "extra_javascript")
SAID = ("site_name", "site_description", "site_author", "copyright", "extra", "nav")
"""What stands on every page, in one place or another."""
THEME = "cto-portfolio"
"""Ours, as `theme` names it. Any other has ours before it, but for those that cannot."""
_WITHOUT_PLACE = frozenset({"readthedocs"})
"""Themes with files of their own on every site, and nothing that a portfolio can be shown with."""
LISTED_TWICE = f"'{PLUGIN}' is listed twice in 'plugins'; keep one"
_MOST = 10_000
"""More keys and values are not read: nobody writes as many options."""
_DEEPEST = 3
"""How deep the keys of options go."""


def load(config_file: Path) -> Settings:
    """Read the settings.

    Raises:
        PortfolioError: if there is no such file, or with everything wrong with our options in it.
    """
    path = _found(config_file)
    root = configuration.load(path)
    document, place = _document(root, path)
    _refuse_theme(root)
    options, problems = yaml_files.validate(PluginOptions, document, place, is_private=True)
    if options is None:
        raise PortfolioError("\n".join(map(str, problems)))
    docs_dir = path.parent / _text(root, "docs_dir", "docs")
    site_dir = path.parent / _text(root, "site_dir", "site")
    theme_dirs = theme_files.folders(_custom_dir(root, path.parent))
    return Settings(
        path=PurePosixPath(path.as_posix()),
        options_path=place,
        name=_text(root, "site_name") or "Portfolio",
        address=_address(root),
        root=path.parent,
        docs_dir=docs_dir,
        docs_dir_place=_place(root, "docs_dir"),
        excluded=_excluded(root),
        published=(docs_dir, site_dir, *theme_dirs),
        site_dir=site_dir,
        site_dir_place=_place(root, "site_dir"),
        theme_dirs=theme_dirs,
        has_directory_urls=_flag(root, "use_directory_urls"),
        frameworks=options.frameworks,
        published_frameworks=options.publish_frameworks,
        publish=options.publish,
        navigation=options.navigation or {},
        shows_gaps=options.show_gaps,
        lead=options.lead,
        timezone=options.timezone,
        redacts=options.redact,
        named=tuple(named(*_of_site(root))),
        nav=_nav(root),
        nav_places=dict(_nav_places(root)),
        not_in_nav=GitIgnoreSpec.from_lines(_patterns(root, "not_in_nav")),
        validation=_validation(root),
        plugins=_plugins(root),
        is_strict=_flag(root, "strict", usual=False),
        said=tuple(said(_values(root, *SAID))),
        loads=tuple(loads(_of_site(root)[0])),
        dialect=_dialect(root),
        options=document,
        look=below("look", document),
        thresholds=below("thresholds", document),
    )


class _EngineLoader(yaml.UnsafeLoader):
    """Reads what engines read: options of extensions may be functions, by `!!python/name`."""


configuration.refuse_impossible(_EngineLoader)
_EngineLoader.add_multi_constructor("!", lambda *_: None)
_EngineLoader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_EngineLoader.add_constructor("!relative", lambda _, node: str(node.value))


def _dialect(root: yaml.MappingNode) -> Dialect:
    """Return how the engine that reads a configuration renders Markdown."""
    node = configuration.value_of(root, "markdown_extensions")
    asked = (configuration.values(node, _EngineLoader) if node else None) or []
    if not isinstance(asked, dict | list):
        raise configuration.at(node or root, "wrong-type", "'markdown_extensions' takes a list")
    pairs = asked.items() if isinstance(asked, dict) else map(_pair, asked)
    options = {str(name): values or {} for name, values in pairs}
    plugins = configuration.value_of(root, "plugins")
    listed = configuration.values(plugins, _EngineLoader) if plugins else None
    return Dialect(extensions=tuple(options), options=options, plugins=tuple(_listed_names(listed)))


def _listed_names(listed: Any) -> Iterator[str]:  # noqa: ANN401 - any YAML may stand there
    """Yield what plugins are called, in whichever form they are listed."""
    for plugin in listed if isinstance(listed, dict | list) else ():
        yield from map(str, plugin if isinstance(plugin, dict) else [plugin])


def _pair(listed: Any) -> tuple[str, Any]:  # noqa: ANN401 - any YAML may stand there
    if isinstance(listed, dict) and listed:
        return next(iter(listed.items()))
    return str(listed), {}


def _of_site(root: yaml.MappingNode) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what names files: keys of the configuration, and of its theme."""
    theme = configuration.value_of(root, "theme")
    return _values(root, *_LOADED, "extra"), _values(theme, "logo", "favicon")


def _values(node: yaml.Node | None, *keys: str) -> dict[str, Any]:
    nodes = {key: configuration.value_of(node, key) for key in keys}
    return {key: configuration.values(inner) for key, inner in nodes.items() if inner}


def _nav(root: yaml.MappingNode) -> Any:  # noqa: ANN401 - any YAML may stand there
    node = configuration.value_of(root, "nav")
    return configuration.values(node) if node else None


def _nav_places(root: yaml.MappingNode) -> Iterator[tuple[str, tuple[PurePosixPath, int]]]:
    """Yield where each text of the navigation is written, itself at last: the last counts."""
    for key, node in configuration.items(root):
        if key.value == "nav":
            for scalar in (*reversed(list(configuration.scalars(node))), key):
                yield scalar.value, configuration.place(scalar)


def nav_places(config_file: Path) -> Mapping[str, tuple[PurePosixPath, int]]:
    """Return where what stands in the navigation is written; nothing where no file can be read."""
    try:
        return dict(_nav_places(configuration.load(config_file)))
    except PortfolioError:
        return {}


def _place(root: yaml.MappingNode, name: str) -> tuple[PurePosixPath, int] | None:
    """Return where a key is written."""
    keys = (key for key, _ in configuration.items(root) if key.value == name)
    return next((configuration.place(key) for key in keys), None)


def _plugins(root: yaml.MappingNode) -> tuple[str, ...]:
    plugins = configuration.value_of(root, "plugins")
    listed = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    names = (name for one in listed if one for name in _names(one))
    return tuple(name.rpartition("/")[2] for name in names)


def _validation(root: yaml.MappingNode) -> Validation | None:
    written = _values(root, "hooks", "validation")
    if not validation_levels.is_foreseeable(_plugins(root), written.get("hooks")):
        return None
    return validation_levels.of(written.get("validation"))


def said(config: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a configuration says on every page."""
    yield from named_in({key: config.get(key) for key in SAID})


def loads(config: Mapping[str, Any]) -> Iterator[str]:
    """Yield the stylesheets and scripts that a configuration has every page load."""
    for key in _LOADED:
        every = config.get(key)
        for listed in every if isinstance(every, list) else ():
            path = listed.get("path") if isinstance(listed, dict) else listed
            yield str(path)


def named(config: Mapping[str, Any], theme: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a configuration and its theme name that may be a file of the portfolio."""
    yield from loads(config)
    yield from named_in(config.get("extra"))
    yield from named_in([theme[name] for name in ("logo", "favicon") if name in theme])


def problem_of_theme(name: str | None) -> str | None:
    """Say why pages cannot be made with a theme, if they cannot."""
    if name in _WITHOUT_PLACE:
        return f"the theme '{name}' cannot show a portfolio; write 'theme: {THEME}'"
    return None


def _address(root: yaml.MappingNode) -> str | None:
    written = _text(root, "site_url")
    if written and links.is_broken(written):
        message = f"'site_url' is no address: '{written}'; write it as https://example.com/"
        node = configuration.value_of(root, "site_url") or root
        raise configuration.at(node, "bad-value", message)
    return address(written)


def address(site_url: object) -> str | None:
    """Return where the site will be, with a slash at its end, from `site_url`."""
    return f"{str(site_url).removesuffix('/')}/" if site_url else None


def written_options(config_file: Path) -> tuple[Document, PurePosixPath]:
    """Return the plugin's options with their lines, and the file in which they stand.

    There are none where the file cannot be read: an engine may hold a configuration without one.
    """
    try:
        return _document(configuration.load(config_file), config_file)
    except PortfolioError:
        return EMPTY, PurePosixPath(config_file.as_posix())


def runs_plugin(config_file: Path) -> bool:
    """Whether an engine that reads this configuration runs our plugin.

    Raises:
        PortfolioError: if the file cannot be read.
    """
    plugins = _values(configuration.load(_found(config_file)), "plugins").get("plugins")
    listed = plugins if isinstance(plugins, list) else [plugins]
    with_options = [plugin for plugin in listed if isinstance(plugin, dict) and PLUGIN in plugin]
    return PLUGIN in listed or any(
        not isinstance(plugin[PLUGIN], dict) or plugin[PLUGIN].get(_OF_ENGINES) is not False
        for plugin in with_options
    )


def served_at(config_file: Path) -> str:
    """Return the host and port that a preview is served at, `127.0.0.1:8000` if nothing is said.

    Raises:
        PortfolioError: if the file cannot be read.
    """
    return _text(configuration.load(_found(config_file)), "dev_addr", "127.0.0.1:8000")


def _found(config_file: Path) -> Path:
    """Return the file, or the other one that engines look for where it is not."""
    other = config_file.with_suffix(".yaml")
    is_usual = config_file.name == "mkdocs.yml"
    return other if is_usual and not config_file.exists() and other.is_file() else config_file


def _document(root: yaml.MappingNode, path: Path) -> tuple[Document, PurePosixPath]:
    """Return the options of the plugin, and the file in which they stand."""
    node = _options(root)
    if node is None:
        return EMPTY, PurePosixPath(path.as_posix())
    if not isinstance(node, yaml.MappingNode):
        raise configuration.at(node, "wrong-type", f"'{PLUGIN}' takes 'key: value' lines")
    _refuse_endless(node)
    written = configuration.values(node)
    document = Document(
        meta={key: written[key] for key in written if _is_ours(key, written[key])},
        body="",
        body_line=1,
        lines=dict(_lines(node, ())),
        faults=tuple(_doubled(node)),
    )
    return document, PurePosixPath(Path(node.start_mark.name).as_posix())


def _is_ours(key: str, value: object) -> bool:
    return key != _OF_ENGINES and value is not None


def _options(root: yaml.MappingNode) -> yaml.Node | None:
    """Return what stands below our plugin, in either of the forms that `plugins` may take."""
    plugins = configuration.value_of(root, "plugins")
    listed = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    named = [one for one in listed if one and PLUGIN in _names(one)]
    if len(named) > 1:
        raise configuration.at(named[1], "duplicate-key", LISTED_TWICE)
    found = (configuration.value_of(one, PLUGIN) for one in named)
    return next((node for node in found if node and node.tag != configuration.NULL), None)


def _names(node: yaml.Node) -> Sequence[str]:
    """Return the plugins that an item of `plugins` lists."""
    if isinstance(node, yaml.ScalarNode):
        return [str(node.value)]
    return [str(key.value) for key, _ in configuration.items(node)]


def _refuse_endless(node: yaml.Node) -> None:
    """Refuse what names itself, or grows without end when its aliases are written out."""
    pending, count = [node], 0
    while pending:
        inner = pending.pop()
        count += 1
        if count > _MOST:
            raise configuration.at(node, "unsafe-yaml", "these options never end; take out aliases")
        pending += (part for pair in configuration.items(inner) for part in pair)
        pending += inner.value if isinstance(inner, yaml.SequenceNode) else ()


def _lines(node: yaml.Node, key: Key) -> Iterator[tuple[Key, int]]:
    for name, value in configuration.items(node):
        inner = (*key, str(name.value))
        yield inner, configuration.line(name)
        if len(inner) < _DEEPEST:
            yield from _lines(value, inner)
    for index, value in enumerate(node.value if isinstance(node, yaml.SequenceNode) else ()):
        yield (*key, index), configuration.line(value)


def _doubled(node: yaml.Node) -> Iterator[FrontMatterError]:
    seen: dict[str, int] = {}
    for name, value in configuration.items(node):
        line = configuration.line(name)
        if name.value in seen:
            message = f"'{name.value}' stands on line {seen[name.value]} already; keep one"
            yield FrontMatterError("duplicate-key", line, message)
        seen[str(name.value)] = line
        yield from _doubled(value)


def below(option: str, document: Document) -> Document:
    """Return what stands below one option, as a document of its own."""
    lines = {key[1:]: line for key, line in document.lines.items() if key[0] == option}
    meta = document.meta.get(option) or {}
    return Document(meta=meta, body="", body_line=1, lines=lines)


def _text(node: yaml.Node | None, key: str, usual: str = "") -> str:
    """Return the text of a key that engines want one for."""
    found = configuration.value_of(node, key)
    text = configuration.values(found) if found else None
    if found is None or text is None:
        return usual
    if not isinstance(text, str) or "\0" in text:
        message = f"'{key}' takes text, not {frontmatter.type_name(text)}; put it in quotes"
        raise configuration.at(found, "wrong-type", message)
    return text or usual


def _flag(root: yaml.MappingNode, key: str, *, usual: bool = True) -> bool:
    """Return whether a key is on."""
    found = configuration.value_of(root, key)
    flag = configuration.values(found) if found else None
    if found and not isinstance(flag, bool | None):
        message = f"'{key}' takes true or false, not {frontmatter.type_name(flag)}"
        raise configuration.at(found, "wrong-type", message)
    return usual if flag is None else bool(flag)


def _excluded(root: yaml.MappingNode) -> GitIgnoreSpec:
    excluded = (*_patterns(root, "exclude_docs"), *_patterns(root, "draft_docs"))
    return GitIgnoreSpec.from_lines((*ALWAYS_EXCLUDED, *map(links.composed, excluded)))


def _patterns(root: yaml.MappingNode, key: str) -> Sequence[str]:
    """Return the lines of a key that takes patterns."""
    patterns = _text(root, key).splitlines()
    wrong = next((one for one in patterns if not publish_patterns.is_pattern(one)), None)
    if wrong is not None:
        node = configuration.value_of(root, key) or root
        message = f"'{key}': '{wrong}' is no pattern; write it as in .gitignore"
        raise configuration.at(node, "bad-value", message)
    return patterns


def _refuse_theme(root: yaml.MappingNode) -> None:
    theme = configuration.value_of(root, "theme")
    node = configuration.value_of(theme, "name") or theme
    name = node.value if isinstance(node, yaml.ScalarNode) else None
    if node and (problem := problem_of_theme(name)):
        raise configuration.at(node, "wrong-theme", problem)


def _custom_dir(root: yaml.MappingNode, folder: Path) -> Path | None:
    name = _text(configuration.value_of(root, "theme"), "custom_dir")
    return folder / name if name else None
