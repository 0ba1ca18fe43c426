"""What templates read: shown text, never a value that they would have to work on."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

View: TypeAlias = "str | bool | Sequence[View] | Mapping[str, View] | None"
"""Plain YAML and JSON, so that every engine can pass it on."""
