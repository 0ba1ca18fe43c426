"""The packets of a portfolio as text for a terminal."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from cto_portfolio import wording
from cto_portfolio.packets.packet import Packet


def as_text(packets: Iterable[Packet], link: Callable[[Packet], str], today: dt.date) -> str:
    """Return each packet with for whom it is, how it stands, and its link."""
    return "\n".join(
        f"{one.name}: for {one.reader}; {', '.join(_states(one, today))}\n  {link(one)}"
        for one in packets
    )


def _states(packet: Packet, today: dt.date) -> Iterator[str]:
    if packet.is_revoked:
        yield "revoked"
    elif packet.is_over(today):
        yield "over"
    elif packet.is_protected:
        yield "opens with a passphrase"
    else:
        yield "open to whoever has the link"
    if packet.expires:
        yield f"until {wording.date(packet.expires)}"
    if packet.frozen:
        yield "frozen"
