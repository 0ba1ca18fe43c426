"""What nobody foresaw: said in one line, with the file that it was about and what to do."""

import traceback
from collections.abc import Sequence
from pathlib import Path, PurePath
from types import FrameType

from cto_portfolio import wording

_PACKAGE = Path(__file__).parent
_LONGEST = 160
_NAMES = ("path", "source", "entry", "page", "file")
"""What the code calls a file, or what holds the path of one."""


def message(error: BaseException, *, more: str) -> str:
    """Say what happened and where; `more` is how to be shown all of it."""
    steps = list(traceback.walk_tb(error.__traceback__))
    about = _file([frame for frame, _ in steps])
    frame, line = next((step for step in reversed(steps) if _is_ours(step[0])), steps[-1])
    what = wording.shortened(" ".join(f"{type(error).__name__}: {error}".split()), _LONGEST)
    begun = f"something in '{about}'" if about else "something"
    blame = (
        "This is a fault of cto-portfolio: please report this line."
        if _is_ours(frame)
        else "It went wrong in a package or a hook beside cto-portfolio."
    )
    return (
        f"{begun} was not foreseen ({what}; {_place(frame)}:{line}). {blame} Mend what is unusual"
        f" there, or {more}"
    )


def _is_ours(frame: FrameType) -> bool:
    return Path(frame.f_code.co_filename).is_relative_to(_PACKAGE)


def _place(frame: FrameType) -> str:
    file = Path(frame.f_code.co_filename)
    return str(file.relative_to(_PACKAGE)) if _is_ours(frame) else "/".join(file.parts[-2:])


def _file(frames: Sequence[FrameType]) -> str | None:
    """Return the file that was being looked at, by what the code calls it."""
    for frame in reversed(frames):
        for name in _NAMES:
            value = frame.f_locals.get(name)
            path = getattr(value, "path", value)
            if isinstance(path, PurePath) and path.suffix not in {"", ".py"}:
                return str(path)
            if name in {"page", "file"} and isinstance(uri := getattr(value, "src_uri", None), str):
                return uri
    return None
