"""Sample data for templates, made from the types that say what they read.

A field that is added to one of them is in every sample at once, with hostile text in it.
"""

from collections.abc import Callable, Iterator, Mapping
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints, is_typeddict


class Sample(dict[str, object]):
    """A view as a template gets it, told from other mappings."""


def full(view: object, text: str) -> Sample:
    """Return a view with everything there, and in each of its lists all that may stand there."""
    return Sample({name: _full(kind, text) for name, kind in get_type_hints(view).items()})


def sparse(view: object, text: str) -> Sample:
    """Return a view of which only what is required is there."""
    return Sample({name: _sparse(kind, text) for name, kind in get_type_hints(view).items()})


def variants(view: object, text: str) -> Iterator[Sample]:
    """Yield a view full, sparse, and full with one of its choices, however deep, made otherwise."""
    whole = full(view, text)
    yield whole
    yield sparse(view, text)
    for name, kind in get_type_hints(view).items():
        yield from (Sample({**whole, name: other}) for other in _others(kind, text))


def returned(build: Callable[..., object]) -> object:
    """Return the view that a function builds."""
    return get_type_hints(build)["return"]


def _others(kind: object, text: str) -> Iterator[object]:
    """Yield what may stand in a field beside what is there when all of it is."""
    kind = _present(kind)
    if kind is bool:
        yield False
    elif get_origin(kind) is Literal:
        yield from get_args(kind)[1:]
    elif is_typeddict(kind):
        _, *others = variants(kind, text)
        yield from others


def _present(kind: object) -> object:
    """Return the type of a field that may be None when it is not."""
    if get_origin(kind) not in {Union, UnionType}:
        return kind
    (present,) = (part for part in get_args(kind) if part is not NoneType)
    return present


def _full(kind: object, text: str) -> object:
    kind = _present(kind)
    if get_origin(kind) is list:
        (part,) = get_args(kind)
        return [*variants(part, text)] if is_typeddict(part) else [text, text]
    if get_origin(kind) is Mapping or is_typeddict(kind):
        return full(kind, text) if is_typeddict(kind) else {"headline": text, "keywords": [text]}
    return True if kind is bool else _sparse(kind, text)


def _sparse(kind: object, text: str) -> object:
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        assert NoneType in get_args(kind), f"a template cannot tell apart what is in {kind}"
        return None
    if origin is list:
        return []
    if origin is Literal:
        return get_args(kind)[0]
    if is_typeddict(kind):
        return sparse(kind, text)
    assert kind in {str, bool}, f"no engine passes on {kind} as it is"
    return text if kind is str else False
