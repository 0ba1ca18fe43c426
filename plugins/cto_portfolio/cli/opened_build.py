"""The engine in a process of its own, which opens one packet for its author.

Standard input says which: what environments and arguments hold, other processes can see.
"""

from __future__ import annotations

import sys

from cto_portfolio.cli import engine
from cto_portfolio.engines import packet_secrets


def main() -> None:
    """Run the engine with the arguments of this process."""
    packet_secrets.OPENED.set(sys.stdin.read() or None)
    engine.run(*sys.argv[1:], ends_process=True)


if __name__ == "__main__":
    main()
