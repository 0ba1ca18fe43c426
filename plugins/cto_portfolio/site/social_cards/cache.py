"""The cache: pictures of cards as they were drawn before, by all that went into them."""

import contextlib
import dataclasses
import functools
import hashlib
import json
import tempfile
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Self

import PIL

from cto_portfolio.site.site import Site
from cto_portfolio.site.social_cards.card import Card, Colors
from cto_portfolio.site.social_cards.letters import FONTS

FOLDER = Path(".cache/cto-portfolio/cards")
"""Where caches lie, from the folder of `mkdocs.yml`."""
_SUFFIX = ".card"
_THEN = "-"
_DIGEST = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Cache:
    """A folder of pictures; one that is broken or cannot be kept is drawn again."""

    folder: Path
    used: set[str] = field(default_factory=set)
    """The names of the files asked for so far."""

    @classmethod
    def of(cls, site: Site, root: Path) -> Self:
        """Return the cache of a site; a preview has another address, and so another cache."""
        name = hashlib.sha256((site.address or "").encode()).hexdigest()[:12]
        return cls(folder=root / FOLDER / name)

    def picture(self, card: Card, colors: Colors) -> bytes:
        """Return a card as a PNG file."""
        name = _name(card, colors)
        self.used.add(name)
        return self._kept(name) or self._drawn(name, card, colors)

    def tidy(self) -> None:
        """Remove what nobody has asked for: cards of entries that are no longer public, too.

        The caches of other addresses, such as that of a preview, keep what they have of the rest.
        """
        said = {name.partition(_THEN)[0] for name in self.used}
        with contextlib.suppress(OSError):
            for path in self.folder.parent.glob(f"*/*{_SUFFIX}"):
                is_own = path.parent == self.folder
                if path.name not in self.used and (
                    is_own or path.name.partition(_THEN)[0] not in said
                ):
                    path.unlink(missing_ok=True)

    def _kept(self, name: str) -> bytes | None:
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            return None
        digest, picture = content[:_DIGEST], content[_DIGEST:]
        return picture if hashlib.sha256(picture).digest() == digest else None

    def _drawn(self, name: str, card: Card, colors: Colors) -> bytes:
        # Imported here alone: with every card kept, Pillow is not needed.
        from cto_portfolio.site.social_cards import drawing  # noqa: PLC0415

        picture = drawing.draw(card, colors)
        with contextlib.suppress(OSError):  # where nobody may write, a build is only slower
            self._keep(name, hashlib.sha256(picture).digest() + picture)
        return picture

    def _keep(self, name: str, content: bytes) -> None:
        """Write a file whole or not at all; what can be drawn again need not wait for the disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, suffix=_SUFFIX, delete=False) as file:
            file.write(content)
        Path(file.name).replace(self.folder / name)


def _name(card: Card, colors: Colors) -> str:
    """Return a digest of what a card says at any address, then of all that went into it."""
    anywhere = dataclasses.replace(card, host="")
    return f"{_digest(anywhere)[:16]}{_THEN}{_digest(card, colors, made_by=_maker())}{_SUFFIX}"


def _digest(*parts: Card | Colors, made_by: bytes = b"") -> str:
    said = json.dumps([dataclasses.asdict(part) for part in parts], sort_keys=True)
    return hashlib.sha256(made_by + said.encode()).hexdigest()


@functools.cache
def _maker() -> bytes:
    """Return what stands for all that draws: the library, the fonts and this package."""
    made_by = hashlib.sha256(PIL.__version__.encode())
    for folder in (FONTS, resources.files(__package__)):
        for file in sorted(folder.iterdir(), key=lambda one: one.name):
            if file.name.endswith((".ttf", ".txt", ".py")):
                made_by.update(file.read_bytes())
    return made_by.digest()
