"""The packets of a portfolio as text for a terminal."""

import datetime as dt
from collections.abc import Callable, Iterable

from cto_portfolio.content.packets.packet import Packet


def as_text(packets: Iterable[Packet], link: Callable[[Packet], str], today: dt.date) -> str:
    """Return each packet with for whom it is, how it stands, and its link."""
    return "\n".join(
        f"{one.name}: for {one.reader}; {', '.join(one.standing(today))}\n  {link(one)}"
        for one in packets
    )
