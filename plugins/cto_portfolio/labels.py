"""The words of the site that are not an author's: all of them stand in `labels.yml`."""

import functools
from collections.abc import Mapping
from importlib import resources

import yaml


@functools.cache
def every() -> Mapping[str, str]:
    """Return all labels by their keys, as templates read them: `config.extra.labels`."""
    text = resources.files(__package__).joinpath("labels.yml").read_text("utf-8")
    return dict(yaml.safe_load(text))


def of(key: str, **values: object) -> str:
    """Return a label with what stands in its gaps."""
    return every()[key].format(**values)
