"""Styles that load nothing: what is left of CSS when only what is known may stay.

The tokens are those of CSS Syntax Level 3, so that escapes and comments hide nothing, and what is
kept is written anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import (
    AtKeywordToken,
    AtRule,
    Comment,
    CurlyBracketsBlock,
    Declaration,
    FunctionBlock,
    Node,
    ParenthesesBlock,
    ParseError,
    QualifiedRule,
    SquareBracketsBlock,
    StringToken,
    URLToken,
    WhitespaceToken,
)

from cto_portfolio import links

_FUNCTIONS = frozenset(
    [
        *("attr", "calc", "clamp", "env", "max", "min", "var"),
        *("color", "color-mix", "hsl", "hsla", "hwb", "lab", "lch", "light-dark", "oklab", "oklch"),
        *("rgb", "rgba", "linear-gradient", "radial-gradient", "conic-gradient"),
        *("repeating-linear-gradient", "repeating-radial-gradient"),
        *("blur", "brightness", "contrast", "drop-shadow", "grayscale", "hue-rotate", "invert"),
        *("opacity", "saturate", "sepia", "matrix", "matrix3d", "perspective", "rotate"),
        *("rotate3d", "rotatex", "rotatey", "rotatez", "scale", "scale3d", "scalex", "scaley"),
        *("scalez", "skew", "skewx", "skewy", "translate", "translate3d", "translatex"),
        *("translatey", "translatez", "cubic-bezier", "linear", "steps", "circle", "ellipse"),
        *("inset", "path", "polygon", "ray", "rect", "shape", "xywh", "counter", "counters"),
        *("abs", "acos", "asin", "atan", "atan2", "cos", "exp", "hypot", "log", "mod", "pow"),
        *("rem", "round", "sign", "sin", "sqrt", "tan", "fit-content", "minmax", "repeat"),
        *("format", "local", "tech"),
    ]
)
"""None of them loads anything; `url` is looked into."""
_WITH_RULES = frozenset({"media", "supports", "layer", "container"})
_WITH_KEYFRAMES = frozenset({"keyframes", "-webkit-keyframes"})
_PICTURES = ("data:image/",)
_FONTS = ("data:font/", "data:application/font", "data:application/x-font", "data:application/vnd")
_LOADING = frozenset({"cross-fade", "element", "image", "image-set", "src", "url"})
_IDLE = frozenset({"charset", "namespace"})
"""Rules that say something of the sheet alone."""
_BRACKETS = (ParenthesesBlock, SquareBracketsBlock, CurlyBracketsBlock)
_DEEPEST = 50
"""Levels of brackets; nobody writes as many, and Python has no endless stack."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """What is left out of a style."""

    name: str
    """Of the property or the rule."""
    loads: bool = True
    """Whether it could load a file; else it is merely not known."""
    font: str = ""
    """The name of a font that lies elsewhere, where that is all."""
    is_of_icons: bool = False
    """Whether it is the sheet of Font Awesome."""

    @property
    def reason(self) -> str:
        """Why it is left out."""
        return "which could load another file" if self.loads else "which is not known to be safe"


def loads_nothing(value: str) -> bool:
    """Whether a value of a property or of an attribute can be shown without loading a file."""
    return _is_harmless(tinycss2.parse_component_value_list(value, skip_comments=True))


def of_attribute(text: str) -> tuple[str, tuple[Dropped, ...]]:
    """Return the declarations of a `style` attribute that may stay, and what may not."""
    dropped: list[Dropped] = []
    found = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    return _declarations(found, dropped), tuple(dropped)


def of_sheet(text: str) -> tuple[str, tuple[Dropped, ...]]:
    """Return the rules of a stylesheet that may stay, and what may not."""
    dropped: list[Dropped] = []
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return _of_rules(rules, dropped), tuple(dropped)


def _of_rules(rules: Iterable[Node], dropped: list[Dropped]) -> str:
    return "\n".join(written for rule in rules if (written := _of_rule(rule, dropped)))


def _of_rule(rule: Node, dropped: list[Dropped]) -> str:
    if isinstance(rule, QualifiedRule) and _is_plain(rule.prelude):
        return _block(tinycss2.serialize(rule.prelude), _declarations(_in(rule), dropped))
    if isinstance(rule, AtRule) and rule.content is not None and _is_plain(rule.prelude):
        name = rule.lower_at_keyword
        opening = f"@{name}{tinycss2.serialize(rule.prelude)}"
        if name in _WITH_RULES | _WITH_KEYFRAMES:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            return _block(opening, _of_rules(inner, dropped))
        if name == "font-face":
            return _font(opening, _in(rule), dropped)
    dropped += _as_dropped(rule)
    return ""


def _in(rule: QualifiedRule | AtRule) -> Sequence[Node]:
    tokens = rule.content or ()
    return tinycss2.parse_blocks_contents(tokens, skip_comments=True, skip_whitespace=True)


def _font(opening: str, found: Sequence[Node], dropped: list[Dropped]) -> str:
    """Return a font that is within, whole; of one that is not, no part is of use."""
    lost: list[Dropped] = []
    kept = _declarations(found, lost, loads=_FONTS)
    if not any(each.name == "src" for each in lost):
        dropped += lost
        return _block(opening, kept)
    names = [
        tinycss2.serialize(each.value).strip().strip("\"'")
        for each in found
        if isinstance(each, Declaration) and each.lower_name == "font-family"
    ]
    dropped.append(Dropped(name="src", font=names[0] if names else ""))
    return ""


def _block(prelude: str, content: str) -> str:
    return f"{prelude.strip()} {{ {content} }}"


def _declarations(
    found: Iterable[Node], dropped: list[Dropped], *, loads: tuple[str, ...] = _PICTURES
) -> str:
    kept = []
    for each in found:
        if isinstance(each, Declaration) and _is_harmless(each.value, loads):
            kept.append(f"{each.serialize()};")
        else:
            dropped += _as_dropped(each)
    return " ".join(kept)


def _is_plain(tokens: Iterable[Node], depth: int = 0) -> bool:
    """Whether tokens can be written anew; selectors and conditions load nothing."""
    return depth < _DEEPEST and all(
        not isinstance(token, ParseError) and _is_plain(_within(token), depth + 1)
        for token in tokens
    )


def _within(token: Node) -> Sequence[Node]:
    if isinstance(token, FunctionBlock):
        return token.arguments
    return token.content if isinstance(token, _BRACKETS) else ()


def _is_harmless(
    tokens: Iterable[Node], loads: tuple[str, ...] = _PICTURES, depth: int = 0
) -> bool:
    return depth < _DEEPEST and all(_is_harmless_token(token, loads, depth) for token in tokens)


def _is_harmless_token(token: Node, loads: tuple[str, ...], depth: int) -> bool:
    if isinstance(token, URLToken):
        return _is_within(token.value, loads)
    if isinstance(token, FunctionBlock) and token.lower_name == "url":
        return _is_quoted_url(token.arguments, loads)
    if isinstance(token, FunctionBlock):
        return token.lower_name in _FUNCTIONS and _is_harmless(token.arguments, loads, depth + 1)
    if isinstance(token, _BRACKETS):
        return _is_harmless(token.content, loads, depth + 1)
    return not isinstance(token, ParseError | AtKeywordToken)


def _is_quoted_url(arguments: Iterable[Node], loads: tuple[str, ...]) -> bool:
    given = [each for each in arguments if not isinstance(each, WhitespaceToken | Comment)]
    return (
        len(given) == 1 and isinstance(given[0], StringToken) and _is_within(given[0].value, loads)
    )


def _is_within(address: str, loads: tuple[str, ...]) -> bool:
    """Whether an address leads to a part of the same file, or holds all that it shows."""
    written = links.as_seen(address)
    return written.startswith("#") or written.lower().startswith(loads)


def _as_dropped(node: Node) -> Iterator[Dropped]:
    """Yield what is lost with a node; browsers leave out by themselves what cannot be parsed."""
    if isinstance(node, Declaration):
        yield Dropped(name=node.lower_name, loads=_may_load(node.value))
    elif isinstance(node, AtRule) and node.lower_at_keyword == "import":
        is_of_icons = "awesome" in tinycss2.serialize(node.prelude)
        yield Dropped(name="@import", is_of_icons=is_of_icons)
    elif isinstance(node, AtRule):
        if node.lower_at_keyword not in _IDLE:
            yield Dropped(name=f"@{node.lower_at_keyword}", loads=_may_load(node.content or ()))
    elif isinstance(node, QualifiedRule):
        yield Dropped(name="a rule", loads=_may_load(node.content))


def _may_load(tokens: Iterable[Node], depth: int = 0) -> bool:
    """Whether an address stands anywhere in a value, or would, were it not nested so deeply."""
    return depth >= _DEEPEST or any(
        isinstance(token, URLToken)
        or (isinstance(token, FunctionBlock) and token.lower_name in _LOADING)
        or _may_load(_within(token), depth + 1)
        for token in tokens
    )
