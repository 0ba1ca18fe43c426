"""Sealing: a page's content encrypted, so that only a passphrase opens it in a reader's browser.

AES-256-GCM under a key that PBKDF2 makes of the passphrase. Salt and initialization vectors are
drawn anew for every sealing; because what was sealed is kept in a file, builds need no passphrase
and give the same bytes. `theme/assets/portfolio/lock.js` is the other side of it.
"""

import base64
import hashlib
import secrets
import unicodedata
from typing import TYPE_CHECKING

from cto_portfolio.content.packets.snapshots import Sealed
from cto_portfolio.problems import PortfolioError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ROUNDS = 600_000
"""Of PBKDF2-HMAC-SHA256, as OWASP asks for: a second or less in a phone's browser."""
MIN_LENGTH = 12
"""Characters. Whoever has the page can guess without end, so that a short one is none."""

_SALT = 16
_IV = 12
_KEY = 32
_BLOCK = 4096
"""Pages are filled up to a multiple of it, so that their length tells little of what they hold."""


def seal(html: str, passphrase: str) -> Sealed:
    """Encrypt a page's content.

    Raises:
        PortfolioError: if the passphrase is too short, or the library is not installed.
    """
    if len(_normal(passphrase)) < MIN_LENGTH:
        message = f"the passphrase is too short: take {MIN_LENGTH} characters or more, such as"
        raise PortfolioError(
            f"{message} four or five words that have nothing to do with each other"
        )
    salt, iv, check_iv = (secrets.token_bytes(size) for size in (_SALT, _IV, _IV))
    cipher = _cipher(_key(passphrase, salt, ROUNDS))
    content = html.encode()
    filled = content + b"\n" * (-len(content) % _BLOCK)
    return Sealed(
        rounds=ROUNDS,
        salt=_text(salt),
        iv=_text(iv),
        text=_text(cipher.encrypt(iv, filled, None)),
        check_iv=_text(check_iv),
        check=_text(cipher.encrypt(check_iv, b"", None)),
    )


def link_key(sealed: Sealed, passphrase: str) -> str:
    """Return what opens a sealed page behind `#key=`: who has such a link has the content.

    Raises:
        PortfolioError: if it is not the passphrase.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - an extra

    key = _key(passphrase, base64.b64decode(sealed.salt), sealed.rounds)
    iv, check = (base64.b64decode(one) for one in (sealed.check_iv, sealed.check))
    try:
        _cipher(key).decrypt(iv, check, None)
    except InvalidTag as error:
        raise PortfolioError("this is not the passphrase with which the page was sealed") from error
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def _normal(passphrase: str) -> str:
    """Return a passphrase as it is however it was typed or pasted; lock.js does the same."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def _key(passphrase: str, salt: bytes, rounds: int) -> bytes:
    words = _normal(passphrase).encode()
    return hashlib.pbkdf2_hmac("sha256", words, salt, rounds, dklen=_KEY)


def _cipher(key: bytes) -> "AESGCM":
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - an extra
    except ImportError as error:
        message = (
            "to protect a page, install the library for it: pip install 'cto-portfolio[protect]'"
        )
        raise PortfolioError(message) from error
    return AESGCM(key)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
