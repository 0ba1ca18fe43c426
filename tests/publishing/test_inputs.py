"""A sample of `make fuzz`: damaged files give values and messages, never a traceback."""

import pytest

from tests.attack import inputs


@pytest.mark.parametrize(
    ("attack", "tries"),
    [("portfolio", 40), ("config", 60), ("terms", 200), ("framework", 60), ("commands", 4)],
)
def test_damaged_files_give_values_or_messages(attack: str, tries: int) -> None:
    assert inputs.attempt(attack, seed=13, tries=tries) == []
