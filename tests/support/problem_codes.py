"""Which problem codes and variables of the environment the package uses, read from its text."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tests.support.modules import MODULES, PACKAGE

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+|confidential|secret|unanswered")
_NAMES = frozenset({"code", "CODE", "_CODE"})
_NO_PROBLEM = frozenset({"BriefView"})
"""What has something else that is called `code`."""

_TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in MODULES
}


def used() -> Mapping[str, str]:
    """Return each code with a place where a module writes it down."""
    found: dict[str, str] = {}
    positions = _positions()
    for module, tree in _TREES.items():
        for node in ast.walk(tree):
            for value in _values(node, positions):
                for code in _literals(value):
                    found.setdefault(code, f"{module}:{node.lineno}")  # type: ignore[attr-defined]
    return found


def _positions() -> Mapping[str, set[int]]:
    """Return where functions and classes that take a code by position take it, by their names."""
    found: dict[str, set[int]] = defaultdict(set)
    for tree in _TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name not in _NO_PROBLEM:
                fields = [
                    field.target.id
                    for field in node.body
                    if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
                ]
                _add(found[node.name], fields)
                for method in node.body:
                    if isinstance(method, ast.FunctionDef):
                        name = node.name if method.name == "__init__" else method.name
                        _add(found[name], [one.arg for one in method.args.args][1:])
            elif isinstance(node, ast.FunctionDef):
                _add(found[node.name], [one.arg for one in node.args.args])
    return found


def _add(positions: set[int], names: list[str]) -> None:
    if "code" in names and names[0] != "self":
        positions.add(names.index("code"))


def _values(node: ast.AST, positions: Mapping[str, set[int]]) -> Iterator[ast.expr]:
    """Yield what a piece of a module gives as a code."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        yield from (keyword.value for keyword in node.keywords if keyword.arg == "code")
        yield from (node.args[at] for at in positions.get(name, ()) if at < len(node.args))
    elif isinstance(node, ast.Assign) and _NAMES & {getattr(one, "id", "") for one in node.targets}:
        yield node.value
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield from node.value.elts[:1] if _is_pair_of_words(node.value) else ()


def _is_pair_of_words(value: ast.Tuple) -> bool:
    """Whether it looks like a code and its message."""
    kinds = (ast.JoinedStr, ast.Constant)
    return len(value.elts) == 2 and isinstance(value.elts[1], kinds)


def _literals(value: ast.expr) -> Iterator[str]:
    choices = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
    for choice in choices:
        if isinstance(choice, ast.Constant) and _CODE.fullmatch(str(choice.value)):
            yield str(choice.value)
