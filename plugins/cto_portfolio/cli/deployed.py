"""A deployed site, asked for page by page, and what its host makes of it."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import click

from cto_portfolio import progress, wording
from cto_portfolio.cli import conventions
from cto_portfolio.problems import PortfolioError, Problem
from cto_portfolio.publishing import deployed

if TYPE_CHECKING:
    from cto_portfolio.publishing.deployed import Expected, HostAnswer
    from cto_portfolio.publishing.settings import Settings

_AGENT = "cto-portfolio (checks a site for its owner)"
_AT_ONCE = 4
_FAILURES = 5
"""After so many requests without an answer, no more are sent."""
_REDIRECTS = 3
_BYTES = 100_000_000
_PIECE = 65536
_BUSY = frozenset({429, 503})


def check_deployed(chosen: Settings, url: str, *, seconds: float = 20.0) -> list[Problem]:
    """Return what the host of a deployed site drops, changes or adds.

    It is compared with the site that was built here, or else with what a build would make; an
    answer may take so many `seconds`.

    Raises:
        UsageError: if `url` is no address of a site.
        PortfolioError: if there is no site, or its host does not answer.
    """
    root = _root(url)
    expected = _expected(chosen)
    asked = [*expected.files, deployed.MISSING, *deployed.SOURCES]
    host = _Host(root=root, seconds=seconds)
    home = asked[0]
    answers = {home: _home(host, home)}
    progress.begin("Asking the host", len(asked))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for path, answer in zip(asked[1:], pool.map(host.ask, asked[1:]), strict=True):
            answers[path] = answer
            progress.advance()
    _say_what_is_left_out(expected)
    return deployed.problems(expected, answers)


def _expected(chosen: Settings) -> Expected:
    if (chosen.site_dir / "index.html").is_file():
        return deployed.built(chosen.site_dir)
    click.echo(
        f"There is no site in '{chosen.site_dir}' to compare with; run 'cto-portfolio build' to"
        " have what is in each file compared, too.",
        err=True,
    )
    return deployed.unbuilt(conventions.release(chosen))


def _say_what_is_left_out(expected: Expected) -> None:
    if expected.left_out:
        said = wording.count(len(expected.files), "file")
        click.echo(f"Asked for {said}, and not for {expected.left_out:,} more.", err=True)


def _root(url: str) -> str:
    """Return the address of a site with a slash at its end.

    Raises:
        UsageError: if it is none.
    """
    message = f"'{url}' is no address of a site; write one such as https://ada.example.com/"
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise click.UsageError(message) from error
    if not host or parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        raise click.UsageError(message)
    host = f"[{host}]" if ":" in host else host
    path = quote(parts.path.rstrip("/"), safe="/%~:@!$&'()*+,;=")
    return urlunsplit((parts.scheme, f"{host}{port}", f"{path}/", "", ""))


def _home(host: _Host, path: PurePosixPath) -> HostAnswer:
    """Ask for the home page, without which there is no site to ask about.

    Raises:
        PortfolioError: if it is not there.
    """
    answer = host.ask(path)
    if answer.failure:
        message = f"'{host.root}' does not answer: {answer.failure}; check the address"
        raise PortfolioError(message)
    if answer.leads_to:
        message = f"'{host.root}' leads to '{answer.leads_to}'; check that address"
        raise PortfolioError(message)
    if answer.status != http.HTTPStatus.OK:
        message = f"'{host.root}' answers {answer.status}; is the site deployed, and public?"
        raise PortfolioError(message)
    return answer


class _AsItIs(urllib.request.HTTPErrorProcessor):
    """Leaves it to us what a status means, and whether a redirect is followed."""

    def http_response(
        self, request: urllib.request.Request, response: http.client.HTTPResponse
    ) -> http.client.HTTPResponse:
        """Return whatever is the answer."""
        del request
        return response

    https_response = http_response


_opener = urllib.request.build_opener(_AsItIs)


@dataclass(slots=True)
class _Host:
    """Where a site is deployed; asked by several threads."""

    root: str
    seconds: float
    """How long an answer may take."""
    failures: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, path: PurePosixPath) -> HostAnswer:
        """Ask for a file, and where the host sends us on within the site, there.

        Raises:
            PortfolioError: if the host has not answered too often.
        """
        if self.failures >= _FAILURES:
            message = f"the host did not answer {_FAILURES} times, so no more was asked; try later"
            raise PortfolioError(message)
        address = self.root + deployed.url(path)
        for step in range(_REDIRECTS + 1):
            answer = _answer(address, self.seconds)
            if answer.leads_to and self._is_within(answer.leads_to):
                address = answer.leads_to
                continue
            if answer.failure or answer.status in _BUSY:
                with self._lock:
                    self.failures += 1
            return replace(answer, is_redirected=step > 0)
        return deployed.HostAnswer(failure="it leads round in a circle")

    def _is_within(self, address: str) -> bool:
        """Whether an address is one of the site's; it may be the safe one of the same host."""
        site, other = urlsplit(self.root), urlsplit(address)
        return (
            other.scheme in {site.scheme, "https"}
            and other.hostname == site.hostname
            and other.path.startswith(site.path)
        )


def _answer(address: str, seconds: float) -> HostAnswer:
    # `_root` and `_is_within` let http and https through alone.
    request = urllib.request.Request(address, headers={"User-Agent": _AGENT})  # noqa: S310
    try:
        with _opener.open(request, timeout=seconds) as response:
            return _read(response, address, until=time.monotonic() + seconds)
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        return deployed.HostAnswer(failure=_failure(reason, seconds))


def _failure(reason: object, seconds: float) -> str:
    if isinstance(reason, TimeoutError):
        return f"it takes longer than {seconds:g} seconds"
    return getattr(reason, "strerror", None) or str(reason) or type(reason).__name__


def _read(response: http.client.HTTPResponse, address: str, *, until: float) -> HostAnswer:
    sent = response.headers
    is_redirect = http.HTTPStatus.MULTIPLE_CHOICES <= response.status < http.HTTPStatus.BAD_REQUEST
    return deployed.HostAnswer(
        status=response.status,
        headers={name.lower(): ", ".join(sent.get_all(name, [])) for name in sent},
        body=_body(response, until),
        leads_to=urljoin(address, sent.get("location", "")) if is_redirect else "",
    )


def _body(response: IO[bytes], until: float) -> bytes:
    """Read it, for as long as a host may take; one that sends a letter a second is too slow.

    Raises:
        TimeoutError: if it takes longer.
    """
    pieces, size = [], 0
    while size < _BYTES and (piece := response.read(_PIECE)):
        pieces.append(piece)
        size += len(piece)
        if time.monotonic() > until:
            raise TimeoutError
    return b"".join(pieces)
