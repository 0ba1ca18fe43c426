"""Encoded runs: files and words that stand within a text as Base64, or as hexadecimal digits.

What encodes plain words is told by its letters: of four in a row, three have bits that are always
the same. So words and addresses are hardly ever taken for something encoded.
"""

import base64
import binascii
import re
from collections.abc import Iterator

_QUAD = "[A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z0-9+/_-]"
_LETTERS = rf"(?:{_QUAD}){{4,}}|(?:{_QUAD}){{2,}}[A-Za-z0-9+/_-]{{1,12}}(?:{_QUAD}){{2,}}"
_PACKED = r"(?:H4sI|UEsD|eJ[wxyz]|JVBER|iVBOR|0M8R4|QlpoO|/Td6W|XQAA)[A-Za-z0-9+/_-]{12,}"
_TAIL, _THIRD, _FOURTH = "[I-LYZabo-r4-7]", "[CGKOSWaeimquy26+]", "[DHLPTXbfjnrvz37/]"
_OTHER = (
    rf"(?:[w-z0-3]{_TAIL}{_FOURTH}[C-Za-f][g-v][A-Za-z0-9+/]{{3}}){{2,}}"
    rf"|(?:[4-7]{_TAIL}{_THIRD}[A-Za-z0-9+/]){{3,}}|(?:[g-v][Oeu+]{_THIRD}[A-Za-z0-9+/]){{3,}}"
    rf"|(?:[g-v]{_TAIL}{_FOURTH}[g-v]){{3,}}"
)
"""Letters that have two bytes each, and those that have three, wherever the first one begins."""
_HEX = r"(?:[2-7][0-9A-Fa-f]){10,}|(?:[2-7][0-9A-Fa-f]){4,}[c-fC-F][0-9A-Fa-f][89abAB][0-9A-Fa-f]"
SIGNS = (f"(?-i:{_LETTERS})", f"(?-i:{_PACKED})", f"(?-i:{_OTHER})", f"(?-i:{_HEX})")
"""What finds them, for RE2."""

_ANY = re.compile(f"{_LETTERS}|{_PACKED}|{_OTHER}")
_ALPHABET = "[A-Za-z0-9+/_-]"
_END = r'(?:\\r|\\n|[\r\n])+[ \t"]*'
_RUN = re.compile(
    rf'{_ALPHABET}{{16,}}(?:(?:",\s*")?{_END}{_ALPHABET}{{16,}})*(?:{_END}{_ALPHABET}{{2,}})?'
)
_DATA = re.compile(r"data:[\w.+/;=-]*;base64,([A-Za-z0-9+/=\s]+)")
_HEXES = re.compile(rf"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{{2}})*?(?:{_HEX})[0-9A-Fa-f]*")
_NO_LETTER = re.compile(rf"\\[rn]|[^{_ALPHABET[1:]}")


def certain(text: str) -> Iterator[bytes]:
    """Yield what `data:` addresses hold."""
    if ";base64," in text:
        yield from (_of_base64("".join(found.split())) for found in _DATA.findall(text))


def likely(text: str) -> Iterator[bytes]:
    """Yield what else may be something encoded, and may be none."""
    for run in _RUN.finditer(text):
        letters = _NO_LETTER.sub("", run[0])
        if found := _ANY.search(letters):
            yield _of_base64(letters)
            if found.start():
                yield _of_base64(letters[found.start() :])
    for found in _HEXES.finditer(text):
        yield bytes.fromhex(found[0][: len(found[0]) // 2 * 2])


def _of_base64(letters: str) -> bytes:
    known = letters.rstrip("=").replace("-", "+").replace("_", "/")
    whole = known[: -1 if len(known) % 4 == 1 else None]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except (binascii.Error, ValueError):
        return b""
