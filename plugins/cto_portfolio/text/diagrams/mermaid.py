"""Mermaid: has a library draw a diagram, without a browser, a network, a clock or a script.

The library is an extra, and loaded only for those who have a diagram.
"""

import functools
import hashlib
import json
from typing import TYPE_CHECKING

from cto_portfolio.text.diagrams import tints

if TYPE_CHECKING:
    from merman import MermanEngine, MermanError

EXTRA = "cto-portfolio[diagrams]"

_LONGEST = 50_000
"""Characters, as in Mermaid itself."""
_MILLISECONDS = 2_000
_MOST = 10_000
"""Elements of a picture, which a page can still show."""
_FIXED = (
    *(
        "secure",
        "securityLevel",
        "startOnLoad",
        "maxTextSize",
        "maxEdges",
        "suppressErrorRendering",
    ),
    *("theme", "themeVariables", "themeCSS", "darkMode", "look", "handDrawnSeed"),
    *("fontFamily", "altFontFamily", "htmlLabels", "deterministicIds", "deterministicIDSeed"),
)
"""What a diagram cannot say of itself: its looks are the site's."""


class UndrawnError(Exception):
    """A diagram that cannot be drawn."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        """Of the diagram, counted from 1."""


def name(source: str) -> str:
    """Return what the ids in the drawing of a diagram begin with."""
    return f"diagram-{hashlib.sha256(source.encode()).hexdigest()[:10]}"


def drawn(source: str) -> str:
    """Return the SVG of a diagram, as the library draws it.

    Raises:
        UndrawnError: if it cannot be drawn, and why.
    """
    if len(source) > _LONGEST:
        raise UndrawnError(f"it has more than {_LONGEST:,} characters; draw several")
    engine = _engine()
    from merman import MermanError, MermanOperationControl, MermanOperationRequestV4  # noqa: PLC0415

    request = MermanOperationRequestV4(
        operation_id="svg",
        source=source,
        uri=None,
        options_json=json.dumps({"svg": {"diagram_id": name(source)}}),
        control=MermanOperationControl(timeout_ms=_MILLISECONDS),
    )
    try:
        svg: bytes = engine.execute(request).data
    except MermanError.Binding as error:
        raise _undrawn(error, source) from error
    return svg.decode()


def _undrawn(error: "MermanError.Binding", source: str) -> UndrawnError:
    if error.resource or error.cancellation:
        return UndrawnError("it is too large, or takes too long; draw several smaller ones")
    if error.capability_id:
        return UndrawnError(f"it needs '{error.capability_id}', which cannot be drawn; do without")
    span = error.diagnostic.span if error.diagnostic else None
    line = source.encode()[: span.start].count(b"\n") + 1 if span else 1
    reason = error.message.partition("): ")[2] or error.message
    return UndrawnError(f"Mermaid does not understand it ({reason}); mend it", line)


@functools.cache
def _engine() -> "MermanEngine":
    try:
        import cssselect2  # noqa: F401, PLC0415 - comes with it, and is used behind it
        import merman  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise UndrawnError(f"what draws it is not there; install '{EXTRA}'") from error
    options = {
        "version": 2,
        "resources": {"profile": "interactive", "limits": {"max_svg_elements": _MOST}},
        "svg": {"pipeline": "resvg-safe"},
        "site_config": {
            "theme": "base",
            "look": "classic",
            "fontFamily": "arial,sans-serif",
            "secure": _FIXED,
            "themeVariables": tints.THEME,
        },
    }
    return merman.MermanEngine(options_json=json.dumps(options), services=None)
