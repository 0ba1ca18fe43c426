"""Imports that wait: a module of ours is loaded when something in it is first asked for.

This is for the command alone, which is used all day and needs little of what there is each time.
Programs that import the package, such as engines, get its modules at once. Later versions of Python
can do this by themselves (PEP 810).
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

_OURS = "cto_portfolio."
_LATE = frozenset({"__doc__", "__dict__"})
"""Attributes that every module has from its beginning, and that are not right before it runs."""
_loading = threading.RLock()


def begin() -> None:
    """Have all modules of ours wait that are imported from now on."""
    sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds our modules as Python does, and has their code wait."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module of ours is; others are found as ever."""
        if not fullname.startswith(_OURS):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader:
            spec.loader = cast("Loader", _Waiter(spec.loader))  # to be one costs 0.02 s
        return spec


class _Waiter:
    """Loads nothing yet."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave it to Python, as its own loaders do."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Have the module run its code by itself later."""
        assert module.__spec__  # noqa: S101 - it comes from the finder
        module.__spec__.loader = module.__loader__ = self._loader
        module.__class__ = _Waiting


class _Waiting(ModuleType):
    """A module of which the code has not run yet."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - of any type
        own = object.__getattribute__(self, "__dict__")
        if name in own and name not in _LATE:
            return own[name]
        if _is_module(f"{own['__name__']}.{name}", own.get("__path__")):
            return importlib.import_module(f"{own['__name__']}.{name}")
        _run(self, own["__spec__"].loader)
        return getattr(self, name)


class _Running(ModuleType):
    """A module of which the code is running: other threads wait for its end."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - of any type
        with _loading:
            return ModuleType.__getattribute__(self, name)  # which it may be by now


def _is_module(name: str, path: Sequence[str] | None) -> bool:
    return path is not None and PathFinder.find_spec(name, path) is not None


def _run(module: ModuleType, loader: Loader) -> None:
    with _loading:
        is_waiting = type(module) is _Waiting
        if not is_waiting:
            return  # another thread was first
        module.__class__ = _Running
        try:
            loader.exec_module(module)
        except BaseException:
            module.__class__ = _Waiting
            raise
        module.__class__ = ModuleType
