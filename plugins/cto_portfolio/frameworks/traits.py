"""Traits: what kind of text an entry is, sentence by sentence, in words shipped as data."""

import functools
from dataclasses import dataclass
from importlib import resources

import yaml

from cto_portfolio.frameworks import cues
from cto_portfolio.frameworks.cues import Index


@dataclass(frozen=True, kw_only=True)
class Traits:
    """All traits; the index has a group for each."""

    ids: tuple[str, ...]
    means: tuple[str, ...]
    """What a text says or does in which much of it stands."""
    index: Index


@functools.cache
def load() -> Traits:
    """Read the shipped traits."""
    file = resources.files("cto_portfolio.frameworks") / "data" / "traits.yml"
    traits = yaml.safe_load(file.read_text(encoding="utf-8"))["traits"]
    return Traits(
        ids=tuple(trait["id"] for trait in traits),
        means=tuple(trait["means"] for trait in traits),
        index=Index(tuple(tuple(map(cues.pattern, trait["says"])) for trait in traits)),
    )
