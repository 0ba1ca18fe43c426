"""Thumbnails: pictures of entries in the sizes in which lists show them, made while building."""

import functools
import hashlib
import io
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypedDict

from cto_portfolio import links
from cto_portfolio.content.entry import Entry
from cto_portfolio.site.pages import cards
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import ImageView

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (320, 640)
"""In pixels: of the place on a page, and twice that for dense screens."""
_FOLDER = PurePosixPath("assets/portfolio/pictures")
_QUALITY = 80
_SCALED = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp"})
"""Endings of what is made smaller; drawings have any size, and others may move."""


class SourceSizeView(TypedDict):
    """A picture in one width."""

    url: str
    width: str


class ThumbnailView(ImageView):
    """A picture as lists show it; `url` is the author's own file."""

    sources: list[SourceSizeView]
    """The smaller ones; none where the picture is shown as it is."""


def of(entry: Entry, site: Site) -> ThumbnailView | None:
    """Return what a list shows of the picture of an entry."""
    image = cards.image(entry, site)
    if image is None:
        return None
    sources: list[SourceSizeView] = [
        {"url": str(path), "width": str(width)}
        for width, path in zip(WIDTHS, files([entry], site), strict=False)
    ]
    return {**image, "sources": sources}


def files(entries: Iterable[Entry], site: Site) -> Mapping[PurePosixPath, bytes]:
    """Return the smaller pictures of some entries, by where they lie in the site."""
    made: dict[PurePosixPath, bytes] = {}
    for content in filter(None, (_content(entry, site) for entry in entries)):
        name = hashlib.sha256(content).hexdigest()[:16]
        for width, scaled in zip(WIDTHS, _scaled(content), strict=False):
            made[_FOLDER / f"{name}-{width}.webp"] = scaled
    return made


def _content(entry: Entry, site: Site) -> bytes | None:
    """Return the picture of an entry, if it can be made smaller."""
    target = entry.meta.image
    path = None if not target or links.is_external(target) else _path(target, entry)
    return site.read(path) if path and path.suffix.lower() in _SCALED else None


def _path(target: str, entry: Entry) -> PurePosixPath | None:
    return links.resolve(target, source=entry.path)


@functools.lru_cache(maxsize=8)
def _scaled(content: bytes) -> tuple[bytes, ...]:
    """Return a picture in each width, none where it is damaged, too large, or moves.

    Nothing that a camera has written beside the picture is in them.
    """
    # Imported here alone: a site without pictures needs no Pillow.
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(content)) as image:
            if getattr(image, "is_animated", False) or image.width < WIDTHS[-1]:
                return ()
            image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))  # decodes no more of a photograph
            upright = ImageOps.exif_transpose(image)
            return tuple(_webp(upright, width) for width in WIDTHS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ()


def _webp(image: "Image", width: int) -> bytes:
    kept = image.convert("RGBA" if image.has_transparency_data else "RGB")
    scaled = kept.resize((width, max(1, round(kept.height * width / kept.width))))
    written = io.BytesIO()
    scaled.save(written, "WEBP", quality=_QUALITY, icc_profile=image.info.get("icc_profile"))
    return written.getvalue()
