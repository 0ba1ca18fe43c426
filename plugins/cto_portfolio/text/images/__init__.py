"""Bare images: the same pixels without what cameras and editors write beside them.

Places, names, dates, comments, thumbnails and whatever a file holds behind its end go. Colour
profiles stay, and so does the orientation. No pixel is decoded, so none is lost.
"""

import codecs
from pathlib import PurePosixPath

from cto_portfolio.text import svg
from cto_portfolio.text.images import gif, jpeg, png, webp
from cto_portfolio.text.images.damage import DamageError

_BY_FIRST_BYTES = (
    (b"\xff\xd8\xff", jpeg.bare),
    (b"\x89PNG\r\n\x1a\n", png.bare),
    (b"GIF87a", gif.bare),
    (b"GIF89a", gif.bare),
    (b"RIFF", webp.bare),
    *(
        (first, svg.bare)
        for first in (b"<", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ),
)
_READ = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".gif", ".webp", ".svg"})
DRAWN = frozenset({".png", ".apng", ".gif", ".webp", ".svg"})
"""Endings of what may have no ground of its own."""
_UNREAD = frozenset(
    [".avif", ".heic", ".heif", ".jxl", ".jp2", ".j2k", ".psd", ".tif", ".tiff", ".dng", ".raw"]
)
"""They hold the same, and most browsers do not show them."""


def is_image(path: PurePosixPath) -> bool:
    """Whether a file is, by its name, an image that may tell more than it shows."""
    return path.suffix.lower() in _READ | _UNREAD


def without_metadata(content: bytes) -> bytes | None:
    """Return an image without its metadata; None if it cannot be read through to its end."""
    for first, bare in _BY_FIRST_BYTES:
        if content.startswith(first):
            try:
                return bare(content)
            except DamageError:
                return None
    return None
