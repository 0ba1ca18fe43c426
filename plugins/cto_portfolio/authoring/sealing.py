"""Sealing: a page's content encrypted, so that only a passphrase opens it in a reader's browser.

AES-256-GCM under a key that PBKDF2 makes of the passphrase; the page's address and the format are
bound to it, so that it opens nowhere else and in no other way. Salt and initialization vectors are
drawn anew for every sealing; because what was sealed is kept in a file, builds need no passphrase
and give the same bytes. `theme/assets/portfolio/lock.js` is the other side of it.
"""

import base64
import hashlib
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cto_portfolio.authoring import passphrases
from cto_portfolio.content.packets.consents import Consent
from cto_portfolio.content.packets.snapshots import FORMAT, Sealed
from cto_portfolio.problems import PortfolioError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ROUNDS = 600_000
"""Of PBKDF2-HMAC-SHA256, as OWASP asks for: a second or less in a phone's browser."""

_SALT = 16
_IV = 12
_KEY = 32
_BLOCK = 4096
"""Pages are filled up to a multiple of it, so that their length tells little of what they hold."""


def seal(html: str, passphrase: str, *, address: str, holds: Iterable[Consent] = ()) -> Sealed:
    """Encrypt a page's content, to be opened at its address and nowhere else.

    `holds` is what other people say in it; it is kept beside what is encrypted.

    Raises:
        PortfolioError: if there is no passphrase, or the library is not installed.
    """
    if not passphrases.normal(passphrase):
        raise PortfolioError("the passphrase is empty")
    salt, iv, check_iv = (secrets.token_bytes(size) for size in (_SALT, _IV, _IV))
    cipher = _cipher(_key(passphrase, salt, ROUNDS))
    content = html.encode()
    filled = content + b"\n" * (-len(content) % _BLOCK)
    return Sealed(
        format=FORMAT,
        address=address,
        consents=tuple(holds),
        rounds=ROUNDS,
        salt=_text(salt),
        iv=_text(iv),
        text=_text(cipher.encrypt(iv, filled, _bound(FORMAT, address))),
        check_iv=_text(check_iv),
        check=_text(cipher.encrypt(check_iv, b"", _bound(FORMAT))),
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
        _cipher(key).decrypt(iv, check, _bound(sealed.format))
    except InvalidTag as error:
        raise PortfolioError("this is not the passphrase with which the page was sealed") from error
    except ValueError as error:
        raise PortfolioError("what was sealed is damaged; use --protect again") from error
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def _bound(number: int, address: str = "") -> bytes:
    """Return what is authenticated with a text, and not encrypted; lock.js does the same."""
    return f"cto-portfolio packet {number} {address}".encode()


def _key(passphrase: str, salt: bytes, rounds: int) -> bytes:
    words = passphrases.normal(passphrase).encode()
    return hashlib.pbkdf2_hmac("sha256", words, salt, rounds, dklen=_KEY)


def _cipher(key: bytes) -> "AESGCM":
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise PortfolioError(passphrases.INSTALL) from error
    return AESGCM(key)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
