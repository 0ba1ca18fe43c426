"""`cto-portfolio serve`: the portfolio as its author looks at it while writing."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import os
import socket
from dataclasses import dataclass, replace
from pathlib import Path

import click

from cto_portfolio.cli import conventions, engine
from cto_portfolio.engines import settings
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing import settings as site_settings

_TRIED = 100
"""So many ports after the usual one are looked at."""
_LAST = 65535
_NO_PLUGIN = (
    "This is the site without '{}': no entry is shown as one, and there is no review; add it to"
    " 'plugins' in mkdocs.yml."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Address:
    """Where a server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class _AddressType(click.ParamType[_Address]):
    """`HOST:PORT`, with a host that engines take."""

    name = "host:port"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> _Address:
        try:
            return _parsed(str(value))
        except ValueError:
            self.fail(f"'{value}' is no address; write one such as 127.0.0.1:8000", param, ctx)


@click.command()
@conventions.config_option
@click.option(
    "-a",
    "--dev-addr",
    "wanted",
    type=_AddressType(),
    metavar="HOST:PORT",
    help="Where to serve, instead of 'dev_addr' in mkdocs.yml (127.0.0.1:8000 if not set).",
)
@click.option("-o", "--open", "is_opened", is_flag=True, help="Open the site in a browser.")
@conventions.no_cache_option
@conventions.says_what_is_wrong
def serve(config_file: Path, wanted: _Address | None, *, is_opened: bool) -> None:
    """Build the site and serve it to yourself; every edit is built anew, and the page reloads.

    Problems are shown and stop nothing. Drafts can be looked at, and the page 'review' says what
    to write next; neither is ever in the site that 'build' makes. Stop with Ctrl+C.
    """
    chosen = settings.load(config_file)
    conventions.today(chosen)
    if not settings.runs_plugin(config_file):
        click.echo(_NO_PLUGIN.format(site_settings.PLUGIN), err=True)
    address = _asked_for(wanted) if wanted else _usual(config_file)
    click.echo(f"The site will be at {_url(address)} in a moment; stop with Ctrl+C.", err=True)
    flags = ["--open"] if is_opened else []
    with contextlib.suppress(KeyboardInterrupt, click.Abort):
        engine.run("serve", "--config-file", str(chosen.path), "--dev-addr", str(address), *flags)


def _parsed(text: str) -> _Address:
    """Read an address as engines do.

    Raises:
        ValueError: if it is none.
    """
    host, _, port = text.rpartition(":")
    if host != "localhost":
        host = str(ipaddress.ip_address(host.removeprefix("[").removesuffix("]")))
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= _LAST):
        raise ValueError(port)
    return _Address(host=host, port=int(port))


def _url(address: _Address) -> str:
    """Return what a browser can open: "any address" is none."""
    host = ipaddress.ip_address(address.host) if address.host != "localhost" else None
    if host and host.is_unspecified:
        address = replace(address, host="localhost")
    return f"http://{address}/"


def _asked_for(address: _Address) -> _Address:
    """Return the address that the author names, which no other replaces."""
    if _is_free(address):
        return address
    free = _next_free(address)
    way_out = f"; try -a {free}" if free else ""
    raise PortfolioError(f"port {address.port} of {address.host} is in use{way_out}")


def _usual(config_file: Path) -> _Address:
    """Return the address of the configuration, or the next one that is free."""
    text = settings.served_at(config_file)
    try:
        address = _parsed(text)
    except ValueError as error:
        message = f"'dev_addr: {text}' in '{config_file}' is no address; write 127.0.0.1:8000"
        raise PortfolioError(message) from error
    free = address if _is_free(address) else _next_free(address)
    if free is None:
        raise PortfolioError(f"no port from {address.port} on is free; name one with -a")
    if free != address:
        click.echo(f"Port {address.port} is in use; taking {free.port}.", err=True)
    return free


def _next_free(address: _Address) -> _Address | None:
    last = min(address.port + _TRIED, _LAST)
    others = (replace(address, port=port) for port in range(address.port + 1, last + 1))
    return next((other for other in others if _is_free(other)), None)


def _is_free(address: _Address) -> bool:
    """Whether nobody listens there.

    Raises:
        PortfolioError: if nobody could, as on a port that is kept for the system.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":  # elsewhere it would take a port from whoever listens
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            message = f"cannot serve at {address}: {error.strerror}; name another with -a"
            raise PortfolioError(message) from error
    return True
