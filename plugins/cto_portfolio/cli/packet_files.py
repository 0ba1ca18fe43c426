"""The desk at which one packet is worked on: its file, what it stands for, and where it will be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cto_portfolio.cli import conventions
from cto_portfolio.content import files, sources
from cto_portfolio.content.packets import packet_file, snapshots
from cto_portfolio.problems import PortfolioError

if TYPE_CHECKING:
    from cto_portfolio.content.packets.packet import Packet
    from cto_portfolio.publishing.settings import Settings
    from cto_portfolio.site.site import Site


@dataclass(frozen=True, kw_only=True, slots=True)
class PacketFiles:
    """Where a packet lies, whatever state it is in."""

    config_file: Path
    chosen: Settings
    name: str

    @property
    def path(self) -> Path:
        """Of the packet's own file."""
        return files.on_disk(
            self.chosen.docs_dir, sources.PACKETS / f"{self.name}{packet_file.SUFFIX}"
        )

    @property
    def frozen(self) -> Path:
        """Of what it was frozen as."""
        return files.on_disk(self.chosen.docs_dir, snapshots.frozen_path(self.name))

    @property
    def sealed(self) -> Path:
        """Of what was sealed of it."""
        return files.on_disk(self.chosen.docs_dir, snapshots.sealed_path(self.name))


def read(desk: PacketFiles) -> tuple[Packet, Site]:
    """Read the packet as it now lies on the disk, and what it is made from.

    Raises:
        PortfolioError: with all of its problems, if it has errors.
    """
    site = conventions.release(desk.chosen).site
    for one in site.portfolio.packets:
        if one.name == desk.name:
            return one, site
    about = {desk.path.name, desk.frozen.name, desk.sealed.name}
    problems = (one for one in site.portfolio.problems if one.path.name in about)
    raise PortfolioError("\n".join(map(str, conventions.shown(list(problems), desk.chosen))))


def link(packet: Packet, chosen: Settings) -> str:
    """Return the address of a packet's page.

    Raises:
        PortfolioError: if nobody has said where the site will be.
    """
    if chosen.address is None:
        message = f"the link needs the site's address; set 'site_url' in '{chosen.path}'"
        raise PortfolioError(message)
    return f"{chosen.address}{packet.path.parent}/"


def say(text: str) -> None:
    """Say something beside what was asked for."""
    click.echo(text, err=True)
