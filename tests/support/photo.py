"""Photographs as cameras and editors leave them, with all that readers should not see."""

import io
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

CANARY = b"canary"
TURNED = 6
"""The image is to be shown turned by a quarter."""
_SIZE = (16, 8)
_XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">canary</x:xmpmeta>'


def drawn(shade: int = 0) -> Image.Image:
    """Return an image of which no two corners are alike."""
    image = Image.new("RGB", _SIZE, (shade, 120, 80))
    ImageDraw.Draw(image).rectangle((0, 0, 5, 3), fill=(240, 30, shade))
    return image


def profile() -> bytes:
    """Return a colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(*, canary: bytes = CANARY) -> bytes:
    """Return what a camera writes: which way up, by whom, with what, when and where."""
    found = Image.Exif()
    found[0x0112] = TURNED
    for tag in (0x010E, 0x010F, 0x0131, 0x013B, 0x8298):
        found[tag] = canary.decode()
    found.get_ifd(0x8769)[0x9286] = canary
    found.get_ifd(0x8825).update({1: "N", 2: (52.0, 22.0, 1.0), 29: canary.decode()})
    return found.tobytes()


def jpeg(*, canary: bytes = CANARY, progressive: bool = False) -> bytes:
    """Return a JPEG with Exif, XMP, IPTC, a thumbnail, a comment and a film behind its end."""
    out = io.BytesIO()
    drawn().save(
        out,
        "JPEG",
        exif=exif(canary=canary),
        icc_profile=profile(),
        comment=canary,
        progressive=progressive,
        restart_marker_blocks=1,
    )
    made = out.getvalue()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(canary)) + canary
    xmp = b"http://ns.adobe.com/xap/1.0/\0" + _XMP.replace(CANARY, canary)
    thumbnail = b"JFXX\0\x10" + canary
    another = b"FPXR\0" + canary
    parts = [(0xED, iptc), (0xE1, xmp), (0xE0, thumbnail), (0xE2, another), (0xEB, canary)]
    added = b"".join(struct.pack(">BBH", 0xFF, one, len(said) + 2) + said for one, said in parts)
    at = 4 + struct.unpack(">H", made[4:6])[0]
    return made[:at] + added + made[at:] + b"\0\0\0\x18ftypmp42" + canary


def png(*, frames: int = 1) -> bytes:
    """Return a PNG with texts of all three sorts, a time, Exif, and something behind its end."""
    out = io.BytesIO()
    texts = PngInfo()
    texts.add_text("Author", CANARY.decode())
    texts.add_text("Comment", CANARY.decode(), zip=True)
    texts.add_itxt("XML:com.adobe.xmp", _XMP.decode())
    texts.add(b"tIME", struct.pack(">HBBBBB", 2026, 5, 4, 3, 2, 1))
    texts.add(b"caNy", CANARY)
    drawn().save(
        out,
        "PNG",
        pnginfo=texts,
        exif=exif(),
        icc_profile=profile(),
        save_all=frames > 1,
        append_images=[drawn(90 * number) for number in range(1, frames)],
    )
    return out.getvalue() + CANARY


def gif() -> bytes:
    """Return an animated GIF with comments, XMP, and something behind its end."""
    out = io.BytesIO()
    drawn().save(
        out,
        "GIF",
        save_all=True,
        append_images=[drawn(90)],
        loop=3,
        comment=CANARY,
        duration=[70, 140],
    )
    made = out.getvalue()
    head = 13 + (3 << (made[10] & 7) + 1)
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes([len(_XMP)]) + _XMP + b"\0"
    return made[:head] + xmp + made[head:] + CANARY


def webp(*, frames: int = 1) -> bytes:
    """Return a WebP with Exif, XMP, an unknown chunk, and something behind its end."""
    out = io.BytesIO()
    drawn().save(
        out,
        "WEBP",
        lossless=True,
        exif=exif(),
        xmp=_XMP,
        icc_profile=profile(),
        save_all=frames > 1,
        append_images=[drawn(90 * number) for number in range(1, frames)],
    )
    body = out.getvalue()[8:] + struct.pack("<4sI", b"CANY", len(CANARY)) + CANARY
    return b"RIFF" + struct.pack("<I", len(body)) + body + CANARY


def says(content: bytes) -> bytes:
    """Return what a PNG says with its compressed texts unpacked, and anything else as it is."""
    if not content.startswith(b"\x89PNG"):
        return content
    unpacked = b""
    position = 8
    while position < len(content) - 12:
        (length,) = struct.unpack(">I", content[position : position + 4])
        name = content[position + 4 : position + 8]
        if name == b"zTXt":
            packed = content[position + 8 : position + 8 + length]
            unpacked += zlib.decompress(packed.partition(b"\0")[2][1:])
        position += length + 12
    return content + unpacked
