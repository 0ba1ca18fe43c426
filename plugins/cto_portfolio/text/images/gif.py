"""GIF: a head, then images and extensions, each in blocks of up to 255 bytes."""

from cto_portfolio.text.images.damage import DamageError, cut

_HEAD = 13
_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_LOOP_LENGTH = 5
_PROFILE = b"ICCRGBG1012"


def bare(content: bytes) -> bytes:
    """Return a GIF without comments and metadata."""
    position = _HEAD + _colours(cut(content, 10, 1)[0])
    out = [cut(content, 0, position)]
    while (introducer := cut(content, position, 1)[0]) != _END:
        start = position
        if introducer == _EXTENSION:
            label = cut(content, position + 1, 1)[0]
            position, blocks = _blocks(content, position + 2)
            if _is_kept(label, blocks):
                out.append(content[start:position])
        elif introducer == _IMAGE:
            position += 10 + _colours(cut(content, position + 9, 1)[0])
            cut(content, position, 1)
            position, _ = _blocks(content, position + 1)
            out.append(content[start:position])
        else:
            raise DamageError
    return b"".join([*out, bytes([_END])])


def _colours(packed: int) -> int:
    """Return how many bytes the table takes that a byte of flags announces."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _blocks(content: bytes, position: int) -> tuple[int, list[bytes]]:
    """Return where some blocks end, and what is in each."""
    found: list[bytes] = []
    while size := cut(content, position, 1)[0]:
        found.append(cut(content, position + 1, size))
        position += size + 1
    return position + 1, found


def _is_kept(label: int, blocks: list[bytes]) -> bool:
    if label == _CONTROL:
        return True
    if label != _APPLICATION or not blocks:
        return False
    is_loop = blocks[0] in _LOOPS and sum(map(len, blocks[1:])) <= _LOOP_LENGTH * 2
    return is_loop or blocks[0] == _PROFILE
