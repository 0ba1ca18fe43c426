"""`cto-portfolio packet`: a page for one reader, its link, and what goes with it."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cto_portfolio import links
from cto_portfolio.authoring import handouts, packets, passphrases, sealing
from cto_portfolio.cli import conventions, packet_changes, packet_files, packet_outputs, printing
from cto_portfolio.cli.packet_files import PacketFiles
from cto_portfolio.engines import packet_secrets, settings
from cto_portfolio.problems import PortfolioError
from cto_portfolio.reports import packets as report
from cto_portfolio.site.packets import contents

if TYPE_CHECKING:
    from cto_portfolio.content.packets.packet import Packet
    from cto_portfolio.publishing.settings import Settings

_HOW_TO_BEGIN = "There is no packet yet; begin one: cto-portfolio packet acme --for 'Acme'"
_FILE = click.Path(dir_okay=False, path_type=Path)


def _changes(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, (_, about) in reversed([*packet_changes.CHANGES.items()]):
        command = click.option(f"--{name}", is_flag=True, help=about)(command)
    return command


@click.command()
@conventions.config_option
@click.argument("name", required=False)
@click.option(
    "--for", "reader", metavar="READER", help="Begin the packet, for this company or person."
)
@click.option(
    "--qr", type=_FILE, metavar="FILE", help="Write the link as a QR code (.svg or .png)."
)
@click.option(
    "--pdf", type=_FILE, metavar="FILE", help="Write the page as a PDF of at most two sheets."
)
@printing.paper_option
@click.option(
    "--copy", type=_FILE, metavar="FILE", help="Write your own copy of the page, with your notes."
)
@_changes
@click.option(
    "--passphrase-file", type=_FILE, metavar="FILE", help="Read the passphrase from this file."
)
@click.option("--weak", is_flag=True, help="Take a passphrase that others can guess.")
@click.option(
    "--link-key", is_flag=True, help="Print a link that opens a protected page by itself."
)
@click.pass_obj
@conventions.says_what_is_wrong
def packet(  # noqa: PLR0913 - each is an option of the command
    given: str | None,
    config_file: Path,
    *,
    name: str | None,
    reader: str | None,
    qr: Path | None,
    pdf: Path | None,
    paper: str | None,
    copy: Path | None,
    passphrase_file: Path | None,
    weak: bool,
    link_key: bool,
    **changes: bool,
) -> None:
    """Print the link to a page made for one reader; without a NAME, list all of them.

    What it shows stands in packets/NAME.yml. A passphrase is asked for, unless --passphrase-file
    or CTO_PORTFOLIO_PASSPHRASE gives it. SOURCE_DATE_EPOCH, if set, says what day it is.
    """
    chosen = settings.load(config_file)
    if name is None:
        _list_all(chosen)
        return
    desk = _desk(config_file, chosen, name)
    asked = functools.partial(_passphrase, passphrase_file, given, chosen)
    _refuse_contradictions([one for one, is_asked in changes.items() if is_asked], pdf, paper)
    if weak and not changes["protect"]:
        raise click.UsageError("'--weak' is for a new passphrase; add '--protect'")
    packet_changes.begin(desk, reader)
    for change, is_asked in changes.items():
        if is_asked:
            act, _ = packet_changes.CHANGES[change]
            act(desk, functools.partial(_new_passphrase, asked, is_weak=weak))
    found, site = packet_files.read(desk)
    if found.is_revoked:
        return
    _say_what_lacks(found, contents.build(found, site), chosen)
    link = packet_files.link(found, chosen)
    if link_key:
        link += _fragment(found, asked(is_new=False))
    click.echo(link)
    packet_outputs.terminal_code(link)
    if qr:
        packet_outputs.write_code(link, qr, desk)
    if pdf:
        packet_outputs.write_pdf(found, pdf, paper or printing.PAPERS[0], desk)
    if copy:
        packet_outputs.write_copy(found, copy, desk)


def _list_all(chosen: Settings) -> None:
    read = conventions.read(chosen)
    conventions.echo_lines(report.as_text(read.packets, _link(chosen), conventions.today(chosen)))
    if not read.packets:
        click.echo(_HOW_TO_BEGIN, err=True)
    conventions.say_what_is_withheld(read)


def _desk(config_file: Path, chosen: Settings, name: str) -> PacketFiles:
    if not packets.is_name(name):
        message = f"'{name}' cannot be a file's name; use small letters, digits and hyphens"
        raise click.BadParameter(message, param_hint="NAME")
    return PacketFiles(config_file=config_file, chosen=chosen, name=links.composed(name))


def _refuse_contradictions(changes: list[str], pdf: Path | None, paper: str | None) -> None:
    if len(changes) > 1:
        raise click.UsageError(f"one change at a time: --{changes[0]} or --{changes[1]}")
    if paper and pdf is None:
        raise click.UsageError("'--paper' is for the PDF; add '--pdf'")


def _link(chosen: Settings) -> Callable[[Packet], str]:
    return lambda one: packet_files.link(one, chosen)


def _passphrase(file: Path | None, given: str | None, chosen: Settings, *, is_new: bool) -> str:
    if file is not None:
        handouts.refuse_published(file, chosen.published)
        return _decoded(_content(file), f"'{file}'")
    if given:
        return _decoded(os.fsencode(given), packet_secrets.PASSPHRASE)
    said: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True)
    return said


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise PortfolioError(f"cannot read '{file}': {error.strerror}") from error


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise PortfolioError(f"{name} holds no text in UTF-8; write the passphrase anew") from error


def _new_passphrase(asked: Callable[..., str], guessable: Iterable[str], *, is_weak: bool) -> str:
    passphrase = asked(is_new=True)
    if not is_weak:
        passphrases.refuse_weak(passphrase, guessable)
    return passphrase


def _fragment(found: Packet, passphrase: str) -> str:
    if not found.is_protected or found.sealed is None:
        raise PortfolioError("'--link-key' is for protected pages; '--protect' makes it one")
    packet_files.say("Whoever has this link has the content; without what follows '#' nobody has.")
    return f"#key={sealing.link_key(found.sealed, passphrase)}"


def _say_what_lacks(found: Packet, shown: contents.Contents, chosen: Settings) -> None:
    if found.is_over(conventions.today(chosen)):
        packet_files.say("Its last day has passed, so no build contains it; see 'expires'.")
    for question in () if found.frozen else shown.unanswered:
        packet_files.say(f"No entry answers it yet, so it is left out: {question}")
