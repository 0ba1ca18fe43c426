"""What is in a file cannot be told, and so it must not leave."""


class UnreadableError(Exception):
    """What is in a file cannot be told; the message says why."""


class DamagedError(UnreadableError):
    """It begins as files of a format do and goes on otherwise: perhaps it is none of them."""
