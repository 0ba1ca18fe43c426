"""Data files whose names are nearly right: profile, plan and packets are read by name."""

import difflib
from collections.abc import Iterator
from pathlib import PurePosixPath

from cto_portfolio.content.files import Files
from cto_portfolio.content.packets import packet, packet_file, snapshots
from cto_portfolio.content.plan_file import FILE_NAME as PLAN
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.content.sources import PACKETS
from cto_portfolio.problems import Problem
from cto_portfolio.text import file_names

_READ = (PROFILE, PLAN)
"""Directly in the portfolio's folder."""
_CLOSENESS = 0.85
"""`packet` and `pakets` are nearly the folder's name; `packages` is not."""


def problems(files: Files) -> Iterator[Problem]:
    """Yield the files that an author takes for data of the portfolio, and nothing reads."""
    yield from file_names.misnamed([path.name for path in files if len(path.parts) == 1], _READ)
    for name in sorted(set(_READ) & {path.parts[0] for path in files if len(path.parts) > 1}):
        message = "is a folder; put the file in its place"
        yield Problem(path=PurePosixPath(name), line=1, code="unreadable-file", message=message)
    for path in sorted(files):
        meant = _packet_meant(path)
        if meant:
            yield file_names.problem(path, meant, is_there=meant in files)


def _packet_meant(path: PurePosixPath) -> PurePosixPath | None:
    """Return what a file in the folder of packets, or in one nearly called so, should be called."""
    if not _is_nearly_packets(path.parts[0]) or len(path.parts) == 1:
        return None
    if packet.is_packet(path) or snapshots.is_snapshot(path) or file_names.is_backup(path.name):
        return None
    name = path.with_suffix("").name
    if path.suffix.casefold() == ".json":
        kinds = difflib.get_close_matches(PurePosixPath(name).suffix.casefold(), snapshots.KINDS)
        return PACKETS / f"{PurePosixPath(name).stem}{kinds[0]}.json" if kinds else None
    stem = file_names.yaml_stem(path.name)
    return PACKETS / f"{stem}{packet_file.SUFFIX}" if stem else None


def _is_nearly_packets(folder: str) -> bool:
    return bool(difflib.get_close_matches(folder.casefold(), [PACKETS.name], 1, _CLOSENESS))
