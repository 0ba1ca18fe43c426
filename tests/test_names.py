"""One name for one thing."""

from collections import Counter

from tests.support import modules


def test_no_two_public_classes_share_a_name() -> None:
    """Whoever meets a name in a message or a signature knows which class is meant."""
    names = Counter(name for path in modules.MODULES for name in modules.classes(path))

    assert not [name for name, amount in names.items() if amount > 1 and name[0] != "_"]
