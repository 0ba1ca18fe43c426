"""Reading the parts of an image, none of which may be cut off."""


class DamageError(Exception):
    """The file is not what its first bytes say, or is cut off."""


def cut(content: bytes, start: int, length: int) -> bytes:
    """Return some bytes of a file.

    Raises:
        DamageError: if they are not all there.
    """
    found = content[start : start + length]
    if length < 0 or len(found) < length:
        raise DamageError
    return found
