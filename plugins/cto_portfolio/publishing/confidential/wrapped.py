"""Wrapped texts: formats that break lines or encode letters, such as mail, calendars and RTF."""

import email
import quopri
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

SIGNS = (
    r"\{\\rtf",
    r"BEGIN:V(?:CALENDAR|CARD|EVENT|TODO|JOURNAL)",
    r"(?:Content-Transfer-Encoding|MIME-Version)\s*:",
    r"=\?[\w-]+\?[bq]\?",
)
"""What finds them, for RE2."""

_MAIL = re.compile(rb"(?im)^(?:content-transfer-encoding|mime-version)\s*:")
_HEADER = re.compile(rb"(?m)^[A-Za-z][\w-]*:[ \t]")
_MESSAGE = re.compile(rb"(?m)^From .*\r?\n")
_NEAR = 1 << 16
"""Bytes in which a file says what it is."""
_FOLD = re.compile(rb"\r?\n[ \t]|=\r?\n")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_RTF = re.compile(
    rb"\\'(?P<hex>[0-9a-fA-F]{2})|\\u(?P<code>-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|\?)?"
    rb"|\\(?P<break>par|line|tab|cell|row|sect|page)\b ?|\\(?P<sign>[~_-])|\\(?P<kept>[\\{}])"
    rb"|\\[a-zA-Z]+(?:-?\d+)? ?|\\\*|[{}\r\n]"
)


def texts(content: bytes) -> Iterator[str | bytes]:
    """Yield what such a file says, and what is packed into it; nothing of others."""
    if content.lstrip().startswith(b"{\\rtf"):
        page = _CODE_PAGE.search(content)
        yield _in_charset(_RTF.sub(_of_rtf, content), f"cp{int(page[1])}" if page else "cp1252")
    if b"BEGIN:V" in content[:_NEAR].upper():
        unfolded = _FOLD.sub(b"", content)
        yield unfolded.decode("utf-8", "replace")
        yield quopri.decodestring(unfolded).decode("utf-8", "replace")
        yield quopri.decodestring(unfolded).decode("cp1252", "replace")
    if b":" in content[:_NEAR] and _MAIL.search(content):
        for message in _MESSAGE.split(content):
            if header := _HEADER.search(message):
                yield from _of_mail(email.message_from_bytes(message[header.start() :]))


def _of_mail(message: Message) -> Iterator[str | bytes]:
    for part in message.walk():
        yield "\n".join(_header(value) for value in part.values())
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield payload
            yield _in_charset(payload, part.get_content_charset() or "")


def _header(value: object) -> str:
    unfolded = " ".join(str(value).split())
    try:
        return f"{unfolded}\n{make_header(decode_header(unfolded))}"
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return unfolded


def _in_charset(payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset, "replace") if charset else ""
    except (LookupError, UnicodeError):
        return ""


def _of_rtf(found: re.Match[bytes]) -> bytes:
    if octet := found["hex"]:
        return bytes.fromhex(octet.decode())
    if code := found["code"]:
        return b"&#%d;" % (int(code) % 0x10000)
    if found["break"] or found["sign"] == b"~":
        return b"\n" if found["break"] else b" "
    return found["kept"] or (b"-" if found["sign"] == b"_" else b"")
