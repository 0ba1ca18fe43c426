"""Paper: which pictures need a light ground where the page is dark, and which have one that glares.

A diagram is often drawn in black on nothing. Pictures that suit both grounds, or are drawn in
light colours, stay as they are, and so do photographs.
"""

import enum
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from cto_portfolio.text import svg
from cto_portfolio.text.colors import luminance, parsed

_FIRST_OF_SVG = re.compile(rb"\s*(?:\xef\xbb\xbf)?<|\xff\xfe|\xfe\xff")
_LARGEST = 40_000_000
"""Pixels; more are not looked at."""
_SEEN_THROUGH, _BLACK = 0.2, 0.02
"""Shares: of a picture that is not there, and of what is there that is dark."""
_DARK, _LIGHT = 0.35, 0.6
_OPAQUE = 128
_ADAPTS = re.compile(rb"prefers-color-scheme|color-scheme:\s*(?:light\s+dark|dark\s+light)")
_COLORED = re.compile(
    r"(?:fill|stroke|color)[\"']?\s*[:=]\s*[\"']?(?P<value>#\w+|[a-z]+(?:\([^)]*\))?)",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*(?P<value>[^;]+)")
_UNDRAWN = frozenset(
    [
        *("clipPath", "defs", "desc", "filter", "linearGradient", "marker", "mask", "metadata"),
        *("pattern", "radialGradient", "style", "symbol", "title"),
    ]
)
_SHAPES = frozenset({"circle", "ellipse", "path", "polygon", "rect", "text"})
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
_STEP = re.compile(r"(?P<command>[A-Za-z])(?P<numbers>[^A-Za-z]*)")
_WHOLE = 0.95
"""The share of a picture that a ground covers at least, from side to side."""

Size = tuple[float, float]


class Paper(enum.StrEnum):
    """What a picture needs on a dark page; the value is written behind its address."""

    BELOW = "on-paper"
    """A light ground, since it is dark on nothing."""
    WITHIN = "is-paper"
    """A little less light, since its own ground is as bright as paper."""


def needed(content: bytes) -> Paper | None:
    """Return what a picture needs on a dark page, if anything."""
    if _FIRST_OF_SVG.match(content):
        drawing = svg.bare(content)
        return _of_drawing(drawing) if drawing else None
    return _of_pixels(content)


def _of_pixels(content: bytes) -> Paper | None:
    # Imported here alone: most pictures are photographs in JPEG.
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    if content.startswith(b"\xff\xd8"):
        return None
    try:
        with Image.open(io.BytesIO(content)) as image:
            if not image.has_transparency_data or image.width * image.height > _LARGEST:
                return None
            gray, alpha = image.convert("RGBA").convert("LA").split()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    shown = alpha.point(lambda value: 255 if value >= _OPAQUE else 0)
    counts = gray.histogram(mask=shown)
    total = sum(counts)
    is_seen_through = 1 - total / (gray.width * gray.height) >= _SEEN_THROUGH
    is_dark = sum(counts[: round(_DARK * 255)]) >= _BLACK * total > 0
    return Paper.BELOW if is_seen_through and is_dark else None


def _of_drawing(drawing: bytes) -> Paper | None:
    if _ADAPTS.search(drawing):
        return None
    try:
        root = ET.fromstring(drawing)  # noqa: S314 - written by us, without entities
    except ET.ParseError:
        return None
    ground = _ground(root)
    if ground is not None:
        return Paper.WITHIN if ground > _LIGHT else None
    text = drawing.decode()
    colors = [color for each in _COLORED.finditer(text) if (color := parsed(each["value"]))]
    is_dark = any(luminance(color) < _DARK for color in colors) or _has_uncolored(root)
    return Paper.BELOW if is_dark else None


def _ground(root: Element) -> float | None:
    """Return how light the ground is that a drawing has itself, if it has one."""
    behind = _BACKGROUND.search(root.get("style", ""))
    color = parsed(behind["value"].strip()) if behind else None
    if color:
        return luminance(color)
    first = next(_shapes(root), None)
    whole = _size_of_root(root)
    if first is None or whole is None:
        return None
    element, fill = first
    size = _size(element, whole)
    color = parsed(fill)
    if size is None or color is None:
        return None
    is_whole = size[0] >= _WHOLE * whole[0] and size[1] >= _WHOLE * whole[1]
    return luminance(color) if is_whole else None


def _has_uncolored(root: Element) -> bool:
    """Whether something is drawn of which nothing says the colour: it is black."""
    styled = any(_local(element) == "style" for element in root.iter())
    return not styled and any(fill == "black" for _, fill in _shapes(root))


def _shapes(element: Element, fill: str = "black") -> Iterator[tuple[Element, str]]:
    """Yield what is drawn, each with what it is filled with."""
    fill = _of(element, "fill") or fill
    if _local(element) in _SHAPES:
        yield element, fill
    for child in element:
        if _local(child) not in _UNDRAWN:
            yield from _shapes(child, fill)


def _of(element: Element, name: str) -> str | None:
    styled = re.search(rf"(?:^|[;\s]){name}\s*:\s*([^;]+)", element.get("style", ""))
    return styled[1].strip() if styled else element.get(name)


def _size_of_root(root: Element) -> Size | None:
    numbers = _NUMBER.findall(root.get("viewBox", "")) or [
        *("0", "0"),
        *_NUMBER.findall(f"{root.get('width', '')} {root.get('height', '')}"),
    ]
    return (float(numbers[2]), float(numbers[3])) if len(numbers) == len("xywh") else None


def _size(shape: Element, whole: Size) -> Size | None:
    name = _local(shape)
    if name == "rect":
        return (_side(shape, "width", whole[0]), _side(shape, "height", whole[1]))
    if name == "polygon":
        numbers = [float(number) for number in _NUMBER.findall(shape.get("points", ""))]
        return _extent(numbers[::2], numbers[1::2])
    return _of_path(shape.get("d", "")) if name == "path" else None


def _side(shape: Element, name: str, whole: float) -> float:
    value = shape.get(name, "0")
    number = _NUMBER.match(value)
    side = float(number[0]) if number else 0
    return side / 100 * whole if value.endswith("%") else side


def _of_path(path: str) -> Size | None:
    """Return the size of what is drawn in straight lines, as grounds are."""
    x = y = 0.0
    across, down = [], []
    for step in _STEP.finditer(path):
        numbers = [float(number) for number in _NUMBER.findall(step["numbers"])]
        command = step["command"]
        if command.upper() not in "MLHVZ":
            return None
        for pair in _pairs(command, numbers, x, y):
            x, y = pair
            across.append(x)
            down.append(y)
    return _extent(across, down)


def _pairs(command: str, numbers: list[float], x: float, y: float) -> Iterator[tuple[float, float]]:
    is_relative = command.islower()
    if command.upper() == "H":
        steps = [(number, 0.0 if is_relative else y) for number in numbers]
    elif command.upper() == "V":
        steps = [(0.0 if is_relative else x, number) for number in numbers]
    else:
        steps = list(zip(numbers[::2], numbers[1::2], strict=False))
    for right, below in steps:
        x, y = (x + right, y + below) if is_relative else (right, below)
        yield x, y


def _extent(across: list[float], down: list[float]) -> Size | None:
    if not across or not down:
        return None
    return max(across) - min(across), max(down) - min(down)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
