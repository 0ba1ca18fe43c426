"""The package's modules, read as text: what they import, and what they define."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support import sample

PACKAGE = sample.PROJECT / "plugins/cto_portfolio"
MODULES = sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    """Return the dotted name of a module."""
    dotted = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    return dotted.removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names a module imports, within functions and for types alone, too."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def classes(path: Path) -> Iterator[str]:
    """Yield the names of a module's classes."""
    return (node.name for node in ast.walk(_tree(path)) if isinstance(node, ast.ClassDef))


def texts(path: Path) -> Iterator[str]:
    """Yield the string literals of a module."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
