"""Nothing that is run over a text takes more than its share of time, however evil the text is."""

import pytest

from tests.attack import growth

_LENGTH = 8_000
"""Enough for what is not linear to take long: tens of times longer than all else."""


@pytest.mark.parametrize("name", growth.SCANNERS)
def test_twice_the_text_takes_at_most_2_3_times_as_long(name: str) -> None:
    scan = growth.SCANNERS[name]

    assert [evil for evil in growth.EVIL if not growth.is_linear(scan, evil, _LENGTH)] == []
