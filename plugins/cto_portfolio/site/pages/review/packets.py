"""The pages for one reader each, with how they stand: their addresses are in no other list."""

import shlex
from typing import TypedDict

from cto_portfolio import wording
from cto_portfolio.content.packets.packet import Packet
from cto_portfolio.content.sources import PACKETS
from cto_portfolio.site.pages.review.review import Review, SectionView


class PacketStandingView(TypedDict):
    """A page for one reader, and how it stands."""

    reader: str
    url: str | None
    standing: str
    path: str
    command: str


class PacketsView(SectionView):
    """The section as `partials/packets.html` reads it."""

    packets: list[PacketStandingView]


def build(review: Review) -> PacketsView:
    """Return the section, in the order of the files' names."""
    packets = review.site.portfolio.packets
    return {
        "id": "packets",
        "title": "Pages for one reader",
        "count": str(len(packets)),
        "packets": [_packet(packet, review) for packet in packets],
    }


def _packet(packet: Packet, review: Review) -> PacketStandingView:
    is_shown = packet.is_shown(review.today)
    return {
        "reader": packet.reader,
        "url": review.site.url_for(packet.path) if is_shown else None,
        "standing": wording.sentence(", ".join(packet.standing(review.today))),
        "path": str(review.folder / PACKETS / f"{packet.name}.yml"),
        "command": shlex.join(["cto-portfolio", "packet", packet.name]),
    }
