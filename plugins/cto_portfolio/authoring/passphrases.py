"""Passphrases: whether one can be guessed, since whoever has a sealed page may try for ever."""

import unicodedata
from collections.abc import Iterable

from cto_portfolio.problems import PortfolioError

INSTALL = "to protect a page, install the libraries for it: pip install 'cto-portfolio[protect]'"

_MIN_GUESSES = 10**13
"""With the rounds of `sealing`, one graphics card tries 15,000 in a second: 20 years for all."""
_ESTIMATED = 72
"""Characters that are looked at; more of them only add to it, and take long to estimate."""
_ADVICE = (
    "take four or five words that have nothing to do with each other, or '--weak' if it does not"
    " matter"
)


def normal(passphrase: str) -> str:
    """Return a passphrase as it is however it was typed or pasted; lock.js does the same."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def refuse_weak(passphrase: str, guessable: Iterable[str]) -> None:
    """Refuse a passphrase that can be guessed in less than years, and say why.

    `guessable` are words that come to mind to whoever guesses, such as the reader's name.

    Raises:
        PortfolioError: if it is one, or if the library is not installed.
    """
    try:
        from zxcvbn import zxcvbn  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise PortfolioError(INSTALL) from error
    words = [word for phrase in guessable for word in (phrase, *phrase.split())]
    estimate = zxcvbn(normal(passphrase)[:_ESTIMATED], user_inputs=words)
    if estimate["guesses"] < _MIN_GUESSES:
        reason = estimate["feedback"]["warning"].rstrip(".")
        because = f": {reason[0].lower()}{reason[1:]}" if reason else ""
        raise PortfolioError(f"this passphrase is easy to guess{because}; {_ADVICE}")
