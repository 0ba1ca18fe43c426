"""The cache: pictures of cards as they were drawn before, by all that went into them."""

import dataclasses
import functools
import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Self

import PIL

from cto_portfolio.site.site import Site
from cto_portfolio.site.social_cards.card import Card, Colors
from cto_portfolio.site.social_cards.letters import FONTS
from cto_portfolio.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Cache:
    """A store of pictures; one that is broken or cannot be kept is drawn again."""

    store: Store

    @classmethod
    def of(cls, site: Site, root: Path) -> Self:
        """Return the cache of a site; a preview has another address, and so another cache."""
        return cls(store=Store.of(root, "card", site.address))

    def picture(self, card: Card, colors: Colors) -> "Picture":
        """Return the picture of a card, as it is kept."""
        # A card tells what it tells at any address, too.
        told = _digest(dataclasses.replace(card, host=""))
        name = self.store.name(told, _digest(card, colors, made_by=_maker()))
        kept = self.store.read(name) or None
        return Picture(card=card, colors=colors, kept=kept, _store=self.store, _name=name)

    def tidy(self) -> None:
        """Remove what nobody has asked for: cards of entries that are no longer public, too."""
        self.store.tidy()


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A card that is kept, or can be drawn: by another process, too."""

    card: Card
    colors: Colors
    kept: bytes | None
    """A PNG file; None unless it was drawn before."""
    _store: Store
    _name: str

    def drawn(self) -> bytes:
        """Return the file, and keep it for next time."""
        if self.kept:
            return self.kept
        # Imported here alone: with every card kept, Pillow is not needed.
        from cto_portfolio.site.social_cards import drawing  # noqa: PLC0415

        drawn = drawing.draw(self.card, self.colors)
        self._store.keep(self._name, drawn)
        return drawn


def _digest(*parts: Card | Colors, made_by: bytes = b"") -> bytes:
    said = json.dumps([dataclasses.asdict(part) for part in parts], sort_keys=True)
    return hashlib.sha256(made_by + said.encode()).digest()


@functools.cache
def _maker() -> bytes:
    """Return what stands for all that draws: the library, the fonts and this package."""
    made_by = hashlib.sha256(PIL.__version__.encode())
    for folder in (FONTS, resources.files(__package__)):
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            if file.name.endswith((".ttf", ".txt", ".py")):
                made_by.update(file.read_bytes())
    return made_by.digest()
