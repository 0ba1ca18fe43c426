"""Shipped files: what of a site lies in our theme, byte for byte, and so tells of nobody."""

import functools
from collections.abc import Mapping
from pathlib import PurePosixPath

from cto_portfolio.publishing import theme_files
from cto_portfolio.publishing.verification.outputs import Output


def holds(output: Output) -> bool:
    """Whether a file of a site is one of ours, under the name that we have given it."""
    return _contents().get(output.path) == output.content


@functools.cache
def _contents() -> Mapping[PurePosixPath, bytes]:
    folder = theme_files.shipped()
    files = (path for path in folder.rglob("*") if path.is_file())
    by_path = {PurePosixPath(path.relative_to(folder).as_posix()): path for path in files}
    return {path: file.read_bytes() for path, file in by_path.items() if theme_files.leaves(path)}
