"""Python's search for garbage, which is a tenth of a build: nearly all that a build makes stays."""

import gc

_THRESHOLDS = (20_000, 20, 20)
_USUAL = gc.get_threshold()


def search_seldom() -> None:
    """Look for garbage less often, for one build."""
    gc.set_threshold(*_THRESHOLDS)


def leave_out_what_stays() -> None:
    """Search nothing of what is there by now, until `search_as_usual`."""
    gc.freeze()


def search_as_usual() -> None:
    """Go back to what Python does by itself."""
    gc.unfreeze()
    gc.set_threshold(*_USUAL)
