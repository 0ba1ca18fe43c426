"""The look: colours, type scale and portrait shape, from a palette of ours and an author's wishes.

```yaml
look:
  palette: harbour     # or graphite, brick
  accent: "#0b5358"
  type_scale: 1.2
  portrait: round      # or square, arch
```

Every colour has a value on light ground and one on dark ground. Whatever accent is asked for, text
in it keeps the contrast of WCAG 2.2, success criterion 1.4.3, on either ground: it is made darker
or lighter as far as that needs.
"""

import colorsys
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import PurePosixPath
from typing import Literal, TypedDict

import yaml

from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import yaml_files
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.validation import Authored, Fault, HexColor, Number

TEMPLATES = frozenset({"assets/portfolio.css", "assets/favicon.svg"})
"""Templates of the theme that are no pages, in these colours: its stylesheets in one, and its
icon."""

MIN_CONTRAST = 4.5
"""Of text on its ground, by WCAG 2.2, 1.4.3."""
MIN_SCALE, MAX_SCALE = 1.1, 1.35
"""Below, headings cannot be told from text; above, they do not fit a phone."""
_ROOM = 0.3
"""More than the least, since text also stands on grounds a little darker than the page."""
_STEP = 0.01


class ColorView(TypedDict):
    """A colour on either ground."""

    light: str
    dark: str


class TokenView(ColorView):
    """A colour, and the name of its token."""

    name: str


class LookView(TypedDict):
    """What stylesheets and page heads read, as `config.extra.look`."""

    colors: list[TokenView]
    page: ColorView
    accent: ColorView
    on_accent: ColorView
    type_scale: str
    portrait: str


@dataclass(frozen=True, slots=True)
class Color:
    """A colour as it is on light and on dark ground, each `#rrggbb`."""

    light: str
    dark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What the theme is set to."""

    colors: Mapping[str, Color]
    """By the name of their token, such as `accent-soft`."""
    type_scale: float
    """By how much each size of type is larger than the one before."""
    portrait: str

    @property
    def view(self) -> LookView:
        """What stylesheets and page heads read."""
        return {
            "colors": [
                {"name": name, "light": color.light, "dark": color.dark}
                for name, color in self.colors.items()
            ],
            "page": _pair(self.colors["page"]),
            "accent": _pair(self.colors["accent"]),
            "on_accent": _pair(self.colors["on-accent"]),
            "type_scale": f"{self.type_scale:g}",
            "portrait": self.portrait,
        }


def _pair(color: Color) -> ColorView:
    return {"light": color.light, "dark": color.dark}


class LookMeta(Authored):
    """What may stand below `look`."""

    palette: Literal["harbour", "graphite", "brick"] = "harbour"
    """The colours."""
    accent: HexColor | None = None
    """The colour of links and marks, in place of the palette's, as in "#0b5358"."""
    type_scale: Number = 1.22
    """By how much each size of type is larger than the one before, from 1.1 to 1.35."""
    portrait: Literal["round", "square", "arch"] = "square"
    """The shape of the portrait."""


def parse(document: Document, path: PurePosixPath) -> Look:
    """Return the look that the options of the plugin ask for.

    Raises:
        PortfolioError: with everything that is wrong with them.
    """
    meta, problems = yaml_files.validate(LookMeta, document, path, _faults, is_private=True)
    if meta is None or problems:
        raise PortfolioError("\n".join(map(str, problems)))
    colors = _palette(meta.palette)
    if meta.accent:
        colors = {**colors, **_accents(meta.accent.lower(), colors)}
    return Look(colors=colors, type_scale=meta.type_scale, portrait=meta.portrait)


def _faults(meta: LookMeta) -> Iterator[Fault]:
    if not MIN_SCALE <= meta.type_scale <= MAX_SCALE:
        message = f"expected a number from {MIN_SCALE} to {MAX_SCALE}"
        yield Fault(("type_scale",), "bad-value", message)


@functools.cache
def _palette(name: str) -> Mapping[str, Color]:
    text = resources.files(__package__).joinpath("looks", f"{name}.yml").read_text("utf-8")
    return {token: Color(*pair) for token, pair in yaml.safe_load(text)["colors"].items()}


def _accents(accent: str, colors: Mapping[str, Color]) -> dict[str, Color]:
    """Return the four accents made from one colour."""
    page, sunken = colors["page"], colors["sunken"]
    soft = Color(_mixed(accent, page.light, 0.1), _mixed(accent, page.dark, 0.25))
    light = _readable(accent, _lowest(sunken.light, soft.light), step=-_STEP)
    dark = _readable(accent, _highest(sunken.dark, soft.dark), step=_STEP)
    return {
        "accent": Color(light, dark),
        "accent-strong": Color(_mixed(light, "#000000", 0.75), _mixed(dark, "#ffffff", 0.6)),
        "accent-soft": soft,
        "on-accent": Color("#ffffff", _mixed(dark, "#000000", 0.15)),
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = (_linear(part) for part in _rgb(color))
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own constant


def _lowest(*colors: str) -> str:
    return min(colors, key=_luminance)


def _highest(*colors: str) -> str:
    return max(colors, key=_luminance)


def _readable(color: str, ground: str, *, step: float) -> str:
    """Return the colour, darker or lighter by as many steps as it takes to read it on a ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(color))
    end = 0.0 if step < 0 else 1.0
    while contrast(color, ground) < MIN_CONTRAST + _ROOM and lightness != end:
        lightness = min(1.0, max(0.0, lightness + step))
        color = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return color


def _mixed(color: str, other: str, share: float) -> str:
    """Return a mixture with `share` of the first colour."""
    pairs = zip(_rgb(color), _rgb(other), strict=True)
    return _hex(tuple(share * one + (1 - share) * two for one, two in pairs))


def _rgb(color: str) -> tuple[float, ...]:
    return tuple(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
