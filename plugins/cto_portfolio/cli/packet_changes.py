"""What `cto-portfolio packet` changes: a new file, its key, what is kept beside it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from cto_portfolio import writing
from cto_portfolio.authoring import packets, sealing
from cto_portfolio.cli import engine, packet_files
from cto_portfolio.content.packets import consents, packet_file, snapshots
from cto_portfolio.problems import PortfolioError, near_miss
from cto_portfolio.site.pages import packet as page

if TYPE_CHECKING:
    from cto_portfolio.cli.packet_files import PacketFiles
    from cto_portfolio.content.packets.consents import Consent
    from cto_portfolio.site.site import Site

_CONTENT = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)

Passphrase = Callable[[Iterable[str]], str]
"""Asks for it, when it is needed; words that come to mind to everybody make a weak one."""

_OWN = 0o600
"""Of a packet's files: nobody else on the computer may read them."""


def begin(desk: PacketFiles, reader: str | None) -> None:
    """Write the packet's file if there is none, and its key if that is missing.

    Raises:
        PortfolioError: if it is not said for whom a new one is.
    """
    if desk.path.exists():
        if reader:
            raise click.UsageError(f"'{desk.path}' says already for whom it is; change 'for' there")
        text = desk.path.read_bytes().decode("utf-8", "replace")
        if packets.value_of(text, "key") is None:
            _write(desk, {"key": packets.new_key()})
    elif reader is None:
        names = [one.stem for one in desk.path.parent.glob(f"*{packet_file.SUFFIX}")]
        guess = near_miss(desk.name, names)
        message = f"there is no packet '{desk.name}'{guess or '.'} To begin it, add --for READER"
        raise PortfolioError(message)
    else:
        writing.create(desk.path, packets.new_file(desk.name, reader), mode=_OWN)
        packet_files.say(f"Wrote {desk.path}. Say in it what to show.")


def freeze(desk: PacketFiles, _: Passphrase) -> None:
    """Write down what it shows now, which it shows from now on."""
    packet, site = packet_files.read(desk)
    if packet.frozen:
        packet_files.say("It is frozen already; use --thaw first, then --freeze again.")
        return
    shown = page.freeze(packet, site)
    kept = replace(shown, consents=_consents(shown.entries, site))
    writing.replace(desk.frozen, snapshots.as_text(asdict(kept)), mode=_OWN)
    packet_files.say("Frozen: the page stays as it is now, even if entries change.")
    _remind_to_seal(desk)


def thaw(desk: PacketFiles, _: Passphrase) -> None:
    """Let it show the entries as they are."""
    desk.frozen.unlink(missing_ok=True)
    packet_files.say("Thawed: the page follows its file and the entries again.")
    _remind_to_seal(desk)


def rotate(desk: PacketFiles, _: Passphrase) -> None:
    """Give it another address."""
    _write(desk, {"key": packets.new_key(), "revoked": None})
    packet_files.say(
        "The old link stops working with the next build: build and publish the site now."
    )
    if desk.sealed.exists():
        packet_files.say("What was sealed opens at the old one only; use --protect again first.")


def revoke(desk: PacketFiles, _: Passphrase) -> None:
    """Take the page away."""
    _write(desk, {"revoked": "true"})
    packet_files.say("The next build leaves the page out: build and publish the site now.")


def protect(desk: PacketFiles, passphrase: Passphrase) -> None:
    """Encrypt what it shows now, and have nothing else of it published."""
    packet, site = packet_files.read(desk)
    words = passphrase([packet.reader, packet.name, site.name])
    shown = packet.frozen or page.freeze(packet, site)
    with tempfile.TemporaryDirectory(prefix="cto-portfolio-") as folder:
        built_site = engine.built(desk.config_file, Path(folder, "site"), packet.key)
        built = (built_site / packet.path.with_suffix(".html")).read_text(encoding="utf-8")
    content = _CONTENT.search(built)
    if content is None:
        raise PortfolioError("the theme builds pages without a 'main', which is what is sealed")
    sealed = sealing.seal(
        content[1].strip(),
        words,
        address=packet.address,
        holds=_consents(shown.entries, site),
    )
    _write(desk, {"protected": "true"})
    writing.replace(desk.sealed, snapshots.as_text(asdict(sealed)), mode=_OWN)
    packet_files.say(
        "Sealed as it is now; after changes, use --protect again. Builds need no passphrase."
    )
    if not packet.is_protected:
        packet_files.say(
            "If it was published without a passphrase before, --rotate gives it a new address."
        )


CHANGES: Mapping[str, tuple[Callable[[PacketFiles, Passphrase], None], str]] = {
    "freeze": (freeze, "Keep showing what the page shows now, even if entries change."),
    "thaw": (thaw, "Undo --freeze: show the entries as they are."),
    "protect": (protect, "Seal what the page shows now; it opens with a passphrase only."),
    "rotate": (
        rotate,
        "Give the page a new address; the old link stops working, a revoked page comes back.",
    ),
    "revoke": (revoke, "Remove the page with the next build."),
}
"""By the name of their flag, with what the help says of them."""


def _write(desk: PacketFiles, values: Mapping[str, str | None]) -> None:
    content = desk.path.read_bytes()
    text = content.decode("utf-8", "replace")
    for key, value in values.items():
        text = packets.with_value(text, key, value)
    writing.replace(desk.path, text, mode=_OWN, expected=content)


def _consents(paths: Iterable[PurePosixPath], site: Site) -> tuple[Consent, ...]:
    entries = {entry.path: entry for entry in site.portfolio.entries}
    return consents.of(entries[path] for path in paths if path in entries)


def _remind_to_seal(desk: PacketFiles) -> None:
    if desk.sealed.exists():
        packet_files.say("The sealed page has not changed; use --protect to seal it again.")
