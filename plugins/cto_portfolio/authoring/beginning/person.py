"""Who begins a portfolio: their answers, folded and checked, before they enter any file."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from cto_portfolio import links
from cto_portfolio.problems import PortfolioError

MAX_LINE = 300
"""Characters of an answer. More is a paragraph, and breaks the head of every page."""

_TITLES = {
    "bsky.app": "Bluesky",
    "codeberg.org": "Codeberg",
    "dev.to": "DEV",
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "linkedin.com": "LinkedIn",
    "mastodon.social": "Mastodon",
    "medium.com": "Medium",
    "orcid.org": "ORCID",
    "scholar.google.com": "Google Scholar",
    "speakerdeck.com": "Speaker Deck",
    "stackoverflow.com": "Stack Overflow",
    "x.com": "X",
    "xing.com": "XING",
    "youtube.com": "YouTube",
}
_BARE_HOST = re.compile(r"[^\s/:@]+\.[^\s/:@.]{2,}(/\S*)?")
"""What people type of an address: `github.com/ada`."""
_BARE_MAIL = re.compile(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonalLink:
    """Where else somebody can be found."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """What is known of the author at the beginning."""

    name: str
    headline: str | None = None
    looking_for: str | None = None
    links: tuple[PersonalLink, ...] = ()
    site_url: str | None = None
    """Where the site will be, with a slash at its end."""


def line(said: str) -> str:
    """Return an answer that can stand on every page.

    Raises:
        PortfolioError: if it is too long, or no text in UTF-8.
    """
    if len(said) > MAX_LINE:
        raise PortfolioError(f"{len(said)} characters are too many; say it in {MAX_LINE}")
    try:
        said.encode()
    except UnicodeEncodeError:
        raise PortfolioError("is not text in UTF-8; type it again") from None
    return said


def link(said: str) -> PersonalLink:
    """Return a link with a title that follows from its address.

    Raises:
        PortfolioError: if it is no whole address.
    """
    url = f"mailto:{said}" if _BARE_MAIL.fullmatch(said) else _whole(said)
    if reason := links.why_unsafe(url):
        raise PortfolioError(f"'{said}': {reason}")
    if not links.is_external(url):
        raise PortfolioError(f"'{said}' is no address; write it as https://example.com/page")
    host = links.host(url)
    return PersonalLink(title=_TITLES.get(host, host) or "Email", url=line(url))


def site_url(said: str) -> str:
    """Return the address of a site.

    Raises:
        PortfolioError: if a site cannot be there.
    """
    url = _whole(said)
    if links.scheme(url) not in links.WEB_SCHEMES or links.why_unsafe(url):
        raise PortfolioError(f"'{said}' is no address; write it as https://example.com/")
    if urlsplit(url).query or urlsplit(url).fragment:
        raise PortfolioError(f"'{said}': leave out what stands behind '?' or '#'")
    return f"{line(url).rstrip('/')}/"


def _whole(said: str) -> str:
    return f"https://{said}" if _BARE_HOST.fullmatch(said) else said
