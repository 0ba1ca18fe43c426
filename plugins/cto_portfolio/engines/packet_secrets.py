"""What a process knows of packets, and nothing that it runs may find: a key, a passphrase."""

import os
from contextvars import ContextVar

OPENED: ContextVar[str | None] = ContextVar("opened", default=None)
"""The key of the packet that this process builds for its author alone. No setting opens one, so
that none that is left behind can."""
PASSPHRASE = "CTO_PORTFOLIO_PASSPHRASE"  # noqa: S105 - its name, and not the secret
"""Names the environment variable that may hold the passphrase."""


def take_passphrase() -> str | None:
    """Return the passphrase of the environment, and leave none there for plugins and hooks."""
    return os.environ.pop(PASSPHRASE, None)
