"""Colours of CSS, as far as drawings name them."""

import colorsys
import re

Rgb = tuple[float, float, float]
"""Each from 0 to 1."""

_COLOR = re.compile(r"(?P<hex>#[0-9a-f]{3,8})|(?P<kind>rgb|hsl)a?\((?P<numbers>[^()]*)\)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NAMES = {
    "black": "#000000",
    "white": "#ffffff",
    "grey": "#808080",
    "gray": "#808080",
    "silver": "#c0c0c0",
    "lightgrey": "#d3d3d3",
    "lightgray": "#d3d3d3",
    "navy": "#000080",
    "red": "#ff0000",
    "blue": "#0000ff",
    "green": "#008000",
    "maroon": "#800000",
    "purple": "#800080",
    "teal": "#008080",
    "brown": "#a52a2a",
    "darkblue": "#00008b",
    "yellow": "#ffff00",
    "currentcolor": "#000000",
}
"""Those that drawings are full of; in a picture nothing gives another current colour."""
_CHANNELS = 3


def parsed(value: str) -> Rgb | None:
    """Return a colour; None if it is none, or one that shows nothing."""
    value = value.strip().lower()
    color = _COLOR.fullmatch(_NAMES.get(value, value))
    if not color:
        return None
    if color["hex"]:
        return from_hex(color["hex"])
    numbers = [float(number) for number in _NUMBER.findall(color["numbers"])][:_CHANNELS]
    if len(numbers) < _CHANNELS:
        return None
    if color["kind"] == "rgb":
        return (numbers[0] / 255, numbers[1] / 255, numbers[2] / 255)
    hue, saturation, lightness = numbers
    return colorsys.hls_to_rgb(hue % 360 / 360, lightness / 100, saturation / 100)


def from_hex(value: str) -> Rgb:
    """Return a colour that is written as `#rgb`, `#rrggbb` or either with how opaque it is."""
    digits = value[1:]
    if len(digits) < len("rrggbb"):
        digits = "".join(digit * 2 for digit in digits)
    return (int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:6], 16) / 255)


def luminance(color: Rgb) -> float:
    """Return how light a colour looks, as a share of white."""
    red, green, blue = color
    return 0.299 * red + 0.587 * green + 0.114 * blue
