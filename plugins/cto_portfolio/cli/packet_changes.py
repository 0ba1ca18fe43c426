"""What `cto-portfolio packet` changes: a new file, its key, what is kept beside it."""

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import click

from cto_portfolio import writing
from cto_portfolio.cli import engine, packet_desk
from cto_portfolio.cli.packet_desk import Desk
from cto_portfolio.packets import authoring, kept, sealing
from cto_portfolio.packets.packet import OPENED
from cto_portfolio.packets.packetfile import SUFFIX
from cto_portfolio.pages import packet as page
from cto_portfolio.problems import PortfolioError, near_miss

_CONTENT = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)

Passphrase = Callable[[], str]
"""Asks for it, when it is needed."""


def begin(desk: Desk, reader: str | None) -> None:
    """Write the packet's file if there is none, and its key if that is missing.

    Raises:
        PortfolioError: if it is not said for whom a new one is.
    """
    if desk.path.exists():
        if reader:
            raise click.UsageError(f"'{desk.path}' says already for whom it is; change it there")
        text = desk.path.read_bytes().decode("utf-8", "replace")
        if authoring.value_of(text, "key") is None:
            _write(desk, {"key": authoring.new_key()})
    elif reader is None:
        names = [one.stem for one in desk.path.parent.glob(f"*{SUFFIX}")]
        guess = near_miss(desk.name, names)
        message = f"there is no packet '{desk.name}'{guess or ''}; to begin it, say --for whom"
        raise PortfolioError(message)
    else:
        writing.create(desk.path, authoring.new_file(desk.name, reader))
        packet_desk.say(f"Wrote {desk.path}: say there what to show.")


def freeze(desk: Desk, _: Passphrase) -> None:
    """Write down what it shows now, which it shows from now on."""
    packet, site = packet_desk.read(desk)
    if packet.frozen:
        packet_desk.say("It is frozen already; --thaw it first, to freeze what it would show now.")
        return
    shown = page.freeze(packet, site)
    entries = [str(path) for path in shown.entries]
    text = kept.as_text({"packet": shown.packet, "body": shown.body, "entries": entries})
    writing.replace(desk.frozen, text)
    packet_desk.say("Frozen: it shows this from now on, whatever becomes of the entries.")
    _remind_to_seal(desk)


def thaw(desk: Desk, _: Passphrase) -> None:
    """Let it show the entries as they are."""
    desk.frozen.unlink(missing_ok=True)
    packet_desk.say("It follows its file and the entries again.")
    _remind_to_seal(desk)


def rotate(desk: Desk, _: Passphrase) -> None:
    """Give it another address."""
    _write(desk, {"key": authoring.new_key(), "revoked": None})
    packet_desk.say("The old link is dead with the next build: build and publish the site now.")


def revoke(desk: Desk, _: Passphrase) -> None:
    """Take the page away."""
    _write(desk, {"revoked": "true"})
    packet_desk.say("The page is gone with the next build: build and publish the site now.")


def protect(desk: Desk, passphrase: Passphrase) -> None:
    """Encrypt what it shows now, and have nothing else of it published."""
    packet, _ = packet_desk.read(desk)
    words = passphrase()
    with tempfile.TemporaryDirectory(prefix="cto-portfolio-") as folder:
        site = engine.built(desk.config_file, Path(folder, "site"), {OPENED: packet.key})
        built = (site / packet.path.with_suffix(".html")).read_text(encoding="utf-8")
    content = _CONTENT.search(built)
    if content is None:
        raise PortfolioError("the theme builds pages without a 'main', which is what is sealed")
    text = kept.as_text(asdict(sealing.seal(content[1].strip(), words)))
    _write(desk, {"protected": "true"})
    writing.replace(desk.sealed, text)
    packet_desk.say("Sealed as it is now: after changes, do this again. Builds need no passphrase.")
    if not packet.is_protected:
        packet_desk.say("If it was published without before, --rotate gives it a new address.")


CHANGES: Mapping[str, tuple[Callable[[Desk, Passphrase], None], str]] = {
    "freeze": (freeze, "Keep showing what it shows now, whatever becomes of the entries."),
    "thaw": (thaw, "Show the entries as they are again."),
    "protect": (protect, "Have it open with a passphrase only: seal what it shows now."),
    "rotate": (rotate, "Give it a new address; the old link is dead, a revoked page is back."),
    "revoke": (revoke, "Take the page away with the next build."),
}
"""By the name of their flag, with what the help says of them."""


def _write(desk: Desk, values: Mapping[str, str | None]) -> None:
    content = desk.path.read_bytes()
    text = content.decode("utf-8", "replace")
    for key, value in values.items():
        text = authoring.with_value(text, key, value)
    writing.replace(desk.path, text, expected=content)


def _remind_to_seal(desk: Desk) -> None:
    if desk.sealed.exists():
        packet_desk.say("What was sealed is as it was; --protect seals it anew.")
