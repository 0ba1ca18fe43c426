"""The configuration of an engine: `mkdocs.yml` with what it inherits, as YAML nodes.

As in MkDocs, what a file says goes before what it inherits, mappings are merged deeply and lists
replaced. Every node knows the file and the line it comes from, so that mistakes can be placed.
"""

import os
from collections.abc import Hashable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
import yaml_env_tag

from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import frontmatter

INHERIT = "INHERIT"
_TAG = "tag:yaml.org,2002:"
NULL = f"{_TAG}null"


class _Loader(yaml.SafeLoader):
    """Reads `!ENV`, and past all other tags that engines give a meaning to.

    Keys are the text that was written; of equal ones the last counts, as it does for engines.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's own
        if not isinstance(node, yaml.MappingNode):
            message = "expected 'key: value' lines"
            raise yaml.MarkedYAMLError(problem=message, problem_mark=node.start_mark)
        self.flatten_mapping(node)
        return {_text_of(key): self.construct_object(value, deep=deep) for key, value in node.value}


def refuse_impossible(loader: type[yaml.SafeLoader | yaml.UnsafeLoader]) -> None:
    """Have a loader place what Python cannot hold or print, such as a day that there is not."""
    for kind in ("timestamp", "int", "float"):
        loader.add_constructor(f"{_TAG}{kind}", _possible)
    loader.add_constructor(f"{_TAG}str", _text)


def _possible(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Any:  # noqa: ANN401 - any value
    try:
        if len(node.value) > frontmatter.MAX_DIGITS:
            raise _impossible(node)
        return yaml.SafeLoader.yaml_constructors[node.tag](loader, node)
    except (ValueError, OverflowError) as error:
        raise _impossible(node) from error


def _impossible(node: yaml.ScalarNode) -> yaml.MarkedYAMLError:
    shown = f"{node.value[:40]}…" if len(node.value) > 40 else node.value  # noqa: PLR2004
    message = f"'{shown}' is no date or number that there is; put quotes around it"
    return yaml.MarkedYAMLError(problem=message, problem_mark=node.start_mark)


def _text(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    if frontmatter.has_half_of_character(node.value):
        message = "an escape stands for no character"
        raise yaml.MarkedYAMLError(problem=message, problem_mark=node.start_mark)
    return str(loader.construct_scalar(node))


_Loader.add_multi_constructor("", lambda *_: None)
_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
refuse_impossible(_Loader)


def load(config_file: Path) -> yaml.MappingNode:
    """Return the configuration, with what it inherits merged into it.

    Raises:
        PortfolioError: with the place, if one of the files cannot be read.
    """
    return _load(config_file, ())


def values(node: yaml.Node, loader: type[yaml.SafeLoader | yaml.UnsafeLoader] | None = None) -> Any:  # noqa: ANN401 - any YAML may stand there
    """Return what a node stands for, to a loader that knows more tags if need be.

    Raises:
        PortfolioError: with the place, if it stands for nothing that there is.
    """
    try:
        return (loader or _Loader)("").construct_document(node)
    except yaml.MarkedYAMLError as error:
        raise _broken(error) from error
    except RecursionError as error:
        raise at(node, "broken-yaml", "nested too deep") from error


def items(node: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Yield the keys and values of a mapping; nothing for any other node."""
    if isinstance(node, yaml.MappingNode):
        yield from node.value


def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield every name and value below a node that is no empty text, in order."""
    seen: set[int] = set()  # YAML can hold what holds itself
    pending = [node]
    while pending:
        inner = pending.pop()
        if isinstance(inner, yaml.ScalarNode):
            if inner.value:
                yield inner
        elif id(inner) not in seen:
            seen.add(id(inner))
            parts = [part for pair in items(inner) for part in pair]
            parts += inner.value if isinstance(inner, yaml.SequenceNode) else ()
            pending += reversed(parts)


def value_of(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """Return the value of a key; of equal keys the last counts."""
    return next((value for key, value in reversed(list(items(node))) if key.value == name), None)


def at(node: yaml.Node, code: str, message: str) -> PortfolioError:
    """Return an error with the place of a node."""
    return PortfolioError(f"{node.start_mark.name}:{line(node)}: {code}: {message}")


def place(node: yaml.Node) -> tuple[PurePosixPath, int]:
    """Return the file, as its author would type it here, and the line on which a node begins."""
    return PurePosixPath(Path(os.path.relpath(node.start_mark.name)).as_posix()), line(node)


def line(node: yaml.Node) -> int:
    """Return the line of its file on which a node begins."""
    return int(node.start_mark.line) + 1


def _load(path: Path, heirs: tuple[Path, ...]) -> yaml.MappingNode:
    root = _composed(path)
    inherited = value_of(root, INHERIT)
    root.value = [pair for pair in root.value if pair[0].value != INHERIT]
    if inherited is None:
        return root
    name = values(inherited)
    if not isinstance(name, str):
        raise at(inherited, "wrong-type", f"'{INHERIT}' takes the path of a file")
    base = Path(os.path.normpath(path.parent / name))
    known = [*heirs, path]
    if any(os.path.realpath(base) == os.path.realpath(one) for one in known):
        message = f"'{name}' inherits from this file in turn; take one of the two out"
        raise at(inherited, "inherit-circle", message)
    if not base.is_file():
        raise at(inherited, "missing-file", f"there is no file '{base}'; mend the path")
    return _merged(_load(base, (*heirs, path)), root)


def _composed(path: Path) -> yaml.MappingNode:
    try:
        if path.exists() and not path.is_file():  # a device or a pipe may never end
            raise PortfolioError(f"'{path}' is no file; put one in its place, or name one with -f")
        content = path.read_bytes()
    except FileNotFoundError as error:
        message = (
            f"there is no '{path}'; go to where it lies, name it with -f, or begin with"
            " 'cto-portfolio init'"
        )
        raise PortfolioError(message) from error
    except OSError as error:
        message = f"cannot read '{path}': {error.strerror or error}; let it be read by you"
        raise PortfolioError(message) from error
    try:
        loader = _Loader(content)
        loader.name = str(path)
        root = loader.get_single_node()
        _flatten(root, loader, set())
        if root:
            loader.construct_document(root)
    except yaml.reader.ReaderError as error:
        line = content.count(b"\n", 0, error.position) + 1
        message = f"{path}:{line}: broken-yaml: {error.reason}; save the file as UTF-8"
        raise PortfolioError(message) from error
    except yaml.MarkedYAMLError as error:
        raise _broken(error) from error
    except RecursionError as error:
        raise PortfolioError(f"{path}:1: broken-yaml: nested too deep") from error
    if not isinstance(root, yaml.MappingNode):
        raise PortfolioError(f"{path}:1: broken-yaml: expected 'key: value' lines")
    return root


def _flatten(node: yaml.Node | None, loader: _Loader, seen: set[int]) -> None:
    """Put what merge keys (`<<`) stand for in their place, before files are merged."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        loader.flatten_mapping(node)
        for _, value in node.value:
            _flatten(value, loader, seen)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _flatten(value, loader, seen)


def _merged(base: yaml.MappingNode, root: yaml.MappingNode) -> yaml.MappingNode:
    pairs = {_text_of(key): (key, value) for key, value in base.value}
    for key, value in root.value:
        name = _text_of(key)
        inherited = pairs[name][1] if name in pairs else None
        if isinstance(inherited, yaml.MappingNode) and isinstance(value, yaml.MappingNode):
            pairs[name] = (key, _merged(inherited, value))
        else:
            pairs[name] = (key, value)
    return yaml.MappingNode(root.tag, list(pairs.values()), root.start_mark, root.end_mark)


def _text_of(key: yaml.Node) -> str:
    if not isinstance(key, yaml.ScalarNode):
        message = "a key must be plain text"
        raise yaml.MarkedYAMLError(problem=message, problem_mark=key.start_mark)
    if frontmatter.has_half_of_character(key.value):
        message = "an escape stands for no character"
        raise yaml.MarkedYAMLError(problem=message, problem_mark=key.start_mark)
    return str(key.value)


def _broken(error: yaml.MarkedYAMLError) -> PortfolioError:
    mark = error.problem_mark or error.context_mark
    place = f"{mark.name}:{mark.line + 1}: " if mark else ""
    return PortfolioError(f"{place}broken-yaml: {error.problem or error.context}")
