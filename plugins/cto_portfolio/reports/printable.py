"""Text without what a terminal would obey: what others wrote may hold anything."""


def line(text: str) -> str:
    """Return text on one line; what cannot be shown stands as a question mark."""
    return "".join(one if one.isprintable() else "?" for one in " ".join(text.split()))
