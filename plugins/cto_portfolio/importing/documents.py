"""Documents of an original: which files are texts, what others call them, and configuration."""

import contextlib
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.importing.incoming import Incoming, Refusal, RefusedError
from cto_portfolio.importing.original import Original
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError

ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")
"""Of files in Markdown."""
_MOST_SAMPLE = 20_000
_MOST_CONFIGURATION = 200_000


def names(paths: Iterable[PurePosixPath]) -> Mapping[str, PurePosixPath]:
    """Return documents by all that others may call them by: paths and names without endings."""
    found: dict[str, PurePosixPath] = {}
    for path in sorted(paths):
        bare = path.parent if path.stem in {"index", "_index"} else path.with_suffix("")
        for count in range(len(bare.parts)):
            found.setdefault("/".join(bare.parts[count:]).casefold(), path)
    return found


def each(
    paths: Iterable[PurePosixPath], build: Callable[[PurePosixPath], Incoming | Refusal | None]
) -> Iterator[Incoming | Refusal]:
    """Yield what is built of each document; one that cannot be read keeps no other from it."""
    for path in paths:
        try:
            document = build(path)
        except RefusedError as error:
            yield error.of(path)
        else:
            if document is not None:
                yield document


def samples(original: Original, *endings: str, most: int = 12) -> Iterator[str]:
    """Yield the beginnings of some documents, for those who look at their form."""
    for path in original.below(*endings)[:most]:
        with contextlib.suppress(RefusedError):
            yield original.text(path)[:_MOST_SAMPLE]


def configuration(original: Original, path: PurePosixPath) -> Mapping[str, Any]:
    """Return what a site's configuration says; nothing where it cannot be read."""
    try:
        text = original.text(path, most=_MOST_CONFIGURATION)
        found = _load(text, path.suffix)
    except (RefusedError, FrontMatterError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _load(text: str, suffix: str) -> object:
    if suffix == ".toml":
        return tomllib.loads(text)
    if suffix == ".json":
        return json.loads(text)
    return frontmatter.load(text).meta
