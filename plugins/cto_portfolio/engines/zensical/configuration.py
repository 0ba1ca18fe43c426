"""The configuration of a staged site: that of the author, for engines that run no plugin of ours.

It is changed as YAML, not as values, so that tags such as `!ENV` and `!!python/name` stay what they
are. It stands alone, with what it inherits: engines merge lists differently.
"""

import os
from pathlib import Path

import yaml
from yaml.representer import SafeRepresenter

from cto_portfolio import links
from cto_portfolio.content import addresses
from cto_portfolio.content.addresses import HOME
from cto_portfolio.engines import markdown_addresses
from cto_portfolio.publishing.release import Release
from cto_portfolio.publishing.settings import PLUGIN
from cto_portfolio.text import markdown_extension

MARK = "# Written by 'cto-portfolio stage'; change mkdocs.yml instead.\n"
"""The first line, by which a staged folder is known."""
DOCS = "docs"
THEME = "theme"
_LANGUAGE = "en"
"""Of a theme whose author names none."""
_SEARCH = {"search", "/search", "material/search"}
_MAPPING = "tag:yaml.org,2002:map"
_DROPPED = ("watch", "draft_docs")
"""The folder holds only what is published, and is watched as a whole."""


def build(root: yaml.MappingNode, release: Release, *, folder: Path, policy: str) -> str:
    """Return the configuration as it will stand in a folder.

    `root` is the author's, and is changed. The author's own `nav` and `extra.homepage` go first.
    """
    _drop(root, *_DROPPED)
    _put(root, "docs_dir", DOCS)
    _put(root, "site_dir", "site")
    _put(root, "exclude_docs", "!.well-known/")
    _point_to_hooks(root, folder, release.settings.root)
    _encode_addresses(root)
    _leave_out_plugin(root)
    _put_theme(root)
    for name in (markdown_extension.NAME, markdown_addresses.NAME):
        _add_extension(root, name)
    _put_nav(root, release)
    _put_extra(root, release, policy)
    return MARK + yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True)


def language(root: yaml.MappingNode) -> str:
    """Return the language of a site."""
    theme = _value(root, "theme")
    named = _value(theme, "language") if isinstance(theme, yaml.MappingNode) else None
    return str(named.value) if named else _LANGUAGE


def _put_nav(root: yaml.MappingNode, release: Release) -> None:
    if release.navigation.items:
        _put(root, "nav", release.navigation.items)
        _put(root, "not_in_nav", _left_out(root))
    else:
        bar = [{item.title: str(links.page_path(item.path))} for item in release.nav.bar]
        _put(root, "nav", bar)
        _put(root, "not_in_nav", "*")


def _left_out(root: yaml.MappingNode) -> str:
    """Return what the author leaves out of a navigation, and what nobody could foresee in it."""
    own = _value(root, "not_in_nav")
    written = [str(own.value).rstrip("\n")] if isinstance(own, yaml.ScalarNode) else []
    return "\n".join([*written, *addresses.NAMED_PAGES])


def _put_extra(root: yaml.MappingNode, release: Release, policy: str) -> None:
    own = _value(root, "extra")
    values = own if isinstance(own, yaml.MappingNode) else yaml.MappingNode(_MAPPING, [])
    for name, value in {**release.extra, "policy": policy}.items():
        _put(values, name, value)
    if not _value(values, "homepage"):
        _put(values, "homepage", release.site.url_for(HOME).removesuffix("/"))
    _put(root, "extra", values)


def _put_theme(root: yaml.MappingNode) -> None:
    """Have engines look for templates in the staged folder.

    And nowhere else, unless plugins may bring pages of their own: the theme below, of which ours
    needs nothing, would be published with scripts and styles.
    """
    theme = _theme(root)
    _put(root, "theme", theme)
    _put(theme, "custom_dir", THEME)
    name = _value(theme, "name")
    plugins = [name for plugin in _plugins(root) for name in _names(plugin)]
    is_material = name is not None and name.value == "material"
    if not is_material or _SEARCH.issuperset(plugins):
        _put(theme, "name", None)
        _put(theme, "static_templates", ["404.html"])
        _put(theme, "search_index_only", value=True)  # as in the theme that has a name
        if not _value(theme, "language"):
            _put(theme, "language", _LANGUAGE)
        for node in _plugins(root) if is_material else ():
            _rename(node, "search", "material/search")  # which the name of the theme stood for


def _theme(root: yaml.MappingNode) -> yaml.MappingNode:
    """Return the theme in its long form: authors may give its name alone, or no theme."""
    theme = _value(root, "theme")
    if isinstance(theme, yaml.MappingNode):
        return theme
    pairs = [(_node("name"), theme)] if isinstance(theme, yaml.ScalarNode) else []
    return yaml.MappingNode(_MAPPING, pairs)


def _plugins(root: yaml.MappingNode) -> list[yaml.Node]:
    """Return what names a plugin, in whichever form they are listed."""
    plugins = _value(root, "plugins")
    if isinstance(plugins, yaml.MappingNode):
        return [plugins]
    return plugins.value if isinstance(plugins, yaml.SequenceNode) else []


def _rename(node: yaml.Node, old: str, new: str) -> None:
    if isinstance(node, yaml.MappingNode):
        node.value = [(_node(new) if key.value == old else key, at) for key, at in node.value]
    elif node.value == old:
        node.value = new


def _encode_addresses(root: yaml.MappingNode) -> None:
    """Have pages load the author's styles and scripts by addresses, whatever those are called."""
    lists = (_value(root, key) for key in ("extra_css", "extra_javascript"))
    items = (item for node in lists if isinstance(node, yaml.SequenceNode) for item in node.value)
    for item in items:
        node = _value(item, "path") if isinstance(item, yaml.MappingNode) else item
        if isinstance(node, yaml.ScalarNode):
            node.value = links.encoded(node.value)


def _leave_out_plugin(root: yaml.MappingNode) -> None:
    plugins = _value(root, "plugins")
    if isinstance(plugins, yaml.SequenceNode):
        plugins.value = [one for one in plugins.value if PLUGIN not in _names(one)]
    elif isinstance(plugins, yaml.MappingNode):
        _drop(plugins, PLUGIN)


def _add_extension(root: yaml.MappingNode, name: str) -> None:
    extensions = _value(root, "markdown_extensions")
    if isinstance(extensions, yaml.MappingNode):
        if not _value(extensions, name):
            _put(extensions, name, {})
    elif isinstance(extensions, yaml.SequenceNode):
        if not any(name in _names(one) for one in extensions.value):
            extensions.value.append(_node(name))
    else:
        _put(root, "markdown_extensions", [name])


def _point_to_hooks(root: yaml.MappingNode, folder: Path, config_root: Path) -> None:
    hooks = _value(root, "hooks")
    if isinstance(hooks, yaml.SequenceNode):
        hooks.value = [_node(_from(folder, config_root / one.value)) for one in hooks.value]


def _from(folder: Path, path: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _names(node: yaml.Node) -> list[str]:
    """Return what an item of a list is called: `search`, or `search: {…}`."""
    if isinstance(node, yaml.MappingNode):
        return [key.value for key, _ in node.value]
    return [node.value]


def _value(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in node.value if key.value == name), None)


def _put(node: yaml.MappingNode, name: str, value: object) -> None:
    _drop(node, name)
    node.value.append((_node(name), value if isinstance(value, yaml.Node) else _node(value)))


def _drop(node: yaml.MappingNode, *names: str) -> None:
    node.value = [(key, value) for key, value in node.value if key.value not in names]


def _node(value: object) -> yaml.Node:
    return SafeRepresenter().represent_data(value)
