"""The colours of diagrams: those of the site, on light and on dark ground.

A library of diagrams computes with colours, and knows none that has a value for either ground. So
each is given to it as one that nobody else uses, and that one is exchanged for a token of the
theme.
"""

import colorsys
from collections.abc import Mapping

from cto_portfolio.text import colors

_PAGE, _SURFACE, _SUNKEN = "page", "surface", "sunken"
_INK, _QUIET, _LINE, _EDGE = "ink", "quiet", "line", "edge"
_ACCENT, _STRONG, _SOFT, _ON = "accent", "accent-strong", "accent-soft", "on-accent"
_SERIES = 8
"""Grounds of what is told apart; after them they begin again."""

_TOKENS = (
    *(_PAGE, _SURFACE, _SUNKEN, _INK, _QUIET, _LINE, _EDGE, _ACCENT, _STRONG, _SOFT, _ON),
    *("good", "good-soft", "warn", "warn-soft", "bad", "bad-soft"),
)


def _stand_in(number: int) -> str:
    return f"#a1b{number:03x}"


_STAND_INS = {token: _stand_in(number) for number, token in enumerate(_TOKENS)}
_SOFT_SERIES = [_stand_in(0x100 + number) for number in range(_SERIES)]
_STRONG_SERIES = [_stand_in(0x200 + number) for number in range(_SERIES)]
_SHOWN: Mapping[str, str] = {
    **{stand_in: f"var(--color-{token})" for token, stand_in in _STAND_INS.items()},
    **{one: f"var(--diagram-{number})" for number, one in enumerate(_SOFT_SERIES, start=1)},
    **{
        one: f"var(--diagram-{number}-strong)" for number, one in enumerate(_STRONG_SERIES, start=1)
    },
}

_BY_TOKEN = {
    _PAGE: ("background", "edgeLabelBackground", "labelBackgroundColor", "relationLabelBackground"),
    _SURFACE: (
        *(
            "mainBkg",
            "nodeBkg",
            "stateBkg",
            "primaryColor",
            "actorBkg",
            "attributeBackgroundColorOdd",
        ),
        *("rowOdd", "compositeTitleBackground", "labelBoxBkgColor", "requirementBackground"),
        *("personBkg", "commitLabelBackground", "innerEndBackground"),
    ),
    _SUNKEN: (
        *("clusterBkg", "compositeBackground", "altBackground", "secondaryColor", "tertiaryColor"),
        *("attributeBackgroundColorEven", "rowEven", "activationBkgColor", "sectionBkgColor"),
        *("excludeBkgColor", "doneTaskBkgColor", "quadrant2Fill", "quadrant4Fill"),
        *("tagLabelBackground",),
    ),
    _INK: (
        *("textColor", "primaryTextColor", "secondaryTextColor", "tertiaryTextColor", "titleColor"),
        *("nodeTextColor", "classText", "noteTextColor", "actorTextColor", "signalTextColor"),
        *("labelTextColor", "loopTextColor", "taskTextColor", "taskTextOutsideColor", "labelColor"),
        *("taskTextLightColor", "taskTextDarkColor", "taskTextClickableColor", "stateLabelColor"),
        *("transitionLabelColor", "pieTitleTextColor", "pieSectionTextColor", "pieLegendTextColor"),
        *("quadrantTitleFill", "quadrantPointTextFill", "quadrantXAxisTextFill", "scaleLabelColor"),
        *("quadrantYAxisTextFill", "requirementTextColor", "relationLabelColor", "tagLabelColor"),
        *("commitLabelColor", "branchLabelColor", "errorTextColor", "archGroupBorderColor"),
        *(f"quadrant{number}TextFill" for number in range(1, 5)),
        *(f"cScaleLabel{number}" for number in range(12)),
    ),
    _QUIET: (
        *("lineColor", "defaultLinkColor", "arrowheadColor", "signalColor", "transitionColor"),
        *("relationColor", "specialStateColor", "archEdgeColor", "archEdgeArrowColor"),
        *("pieStrokeColor", "pieOuterStrokeColor", "doneTaskBorderColor"),
    ),
    _LINE: ("gridColor", "quadrantInternalBorderStrokeFill", "sectionBkgColor2"),
    _EDGE: (
        *("nodeBorder", "clusterBorder", "compositeBorder", "primaryBorderColor", "actorBorder"),
        *("secondaryBorderColor", "tertiaryBorderColor", "actorLineColor", "labelBoxBorderColor"),
        *("activationBorderColor", "personBorder", "quadrantExternalBorderStrokeFill", "border2"),
        *("requirementBorderColor", "tagLabelBorder", "stateBorder"),
    ),
    _ACCENT: ("quadrantPointFill", "taskBorderColor", "activeTaskBorderColor", "todayLineColor"),
    _SOFT: ("taskBkgColor", "quadrant1Fill", "quadrant3Fill"),
    "good-soft": ("activeTaskBkgColor",),
    "warn-soft": ("noteBkgColor",),
    "warn": ("noteBorderColor", "vertLineColor"),
    "bad-soft": ("critBkgColor", "errorBkgColor"),
    "bad": ("critBorderColor",),
    _STRONG: ("sequenceNumberColor",),
}
_TWELVE = range(12)
THEME: dict[str, object] = {
    "useGradient": False,
    "dropShadow": "none",
    **{name: _STAND_INS[token] for token, names in _BY_TOKEN.items() for name in names},
    **{f"cScale{number}": _SOFT_SERIES[number % _SERIES] for number in _TWELVE},
    **{f"cScaleInv{number}": _STRONG_SERIES[number % _SERIES] for number in _TWELVE},
    **{f"cScalePeer{number}": _STRONG_SERIES[number % _SERIES] for number in _TWELVE},
    **{f"pie{number + 1}": _SOFT_SERIES[number % _SERIES] for number in _TWELVE},
    **{f"fillType{number}": _SOFT_SERIES[number] for number in range(_SERIES)},
    **{f"git{number}": _STRONG_SERIES[number] for number in range(_SERIES)},
    **{f"gitInv{number}": _STAND_INS[_PAGE] for number in range(_SERIES)},
    **{f"gitBranchLabel{number}": _STAND_INS[_PAGE] for number in range(_SERIES)},
    **{f"venn{number + 1}": _STRONG_SERIES[number] for number in range(_SERIES)},
    "pieOpacity": "1",
    "altSectionBkgColor": _STAND_INS[_PAGE],
    "xyChart": {
        "backgroundColor": "transparent",
        "plotColorPalette": ",".join(_STRONG_SERIES),
        **dict.fromkeys(
            (
                *("titleColor", "xAxisLabelColor", "xAxisTitleColor", "yAxisLabelColor"),
                *("yAxisTitleColor", "dataLabelColor"),
            ),
            _STAND_INS[_INK],
        ),
        **dict.fromkeys(
            ("xAxisTickColor", "xAxisLineColor", "yAxisTickColor", "yAxisLineColor"),
            _STAND_INS[_QUIET],
        ),
    },
}
"""What the theme `base` of Mermaid is set to."""
PAGE = _SHOWN[_STAND_INS[_PAGE]]
"""The ground on which a diagram stands."""

_DARK, _LIGHT = 0.35, 0.6
_GRAY = 0.08
"""How far red, green and blue are apart in what still is a gray."""
_SAME, _SAME_HUE = 0.002, 0.0001
"""Colours as near as this are one, and hues one that was made lighter or darker."""


def shown(value: str, *, is_of_author: bool) -> str:
    """Return a colour as the theme has it; those that authors chose stay."""
    color = colors.parsed(value)
    if color is None:
        return value
    token = _token(color)
    if token:
        return token
    is_gray = max(color) - min(color) < _GRAY
    if is_of_author or not is_gray or colors.luminance(color) > _LIGHT:
        return value
    return _SHOWN[_STAND_INS[_INK if colors.luminance(color) < _DARK else _QUIET]]


def is_fixed(value: str) -> bool:
    """Whether a colour is the same on light and on dark ground."""
    return colors.parsed(value) is not None


def ink_on(ground: str) -> str:
    """Return the colour in which words can be read on a ground that is always the same."""
    color = colors.parsed(ground)
    return "#1c1b19" if color is None or colors.luminance(color) > _DARK else "#ffffff"


def _token(color: colors.Rgb) -> str | None:
    for stand_in, token in _SHOWN.items():
        own = colors.from_hex(stand_in)
        if max(abs(a - b) for a, b in zip(own, color, strict=True)) < _SAME:
            return token
    hue, _, saturation = colorsys.rgb_to_hls(*color)
    for stand_in, token in _SHOWN.items():
        own_hue, _, own_saturation = colorsys.rgb_to_hls(*colors.from_hex(stand_in))
        if abs(own_hue - hue) < _SAME_HUE and abs(own_saturation - saturation) < _SAME:
            return token
    return None
