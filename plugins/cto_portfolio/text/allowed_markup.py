"""The elements and attributes that stay in what is published; all others are left out.

None of them runs or loads anything by itself, but for addresses: those have a rule of their own.
"""

HTML = frozenset(
    [
        *(
            "a",
            "abbr",
            "acronym",
            "address",
            "area",
            "article",
            "aside",
            "audio",
            "b",
            "bdi",
            "bdo",
        ),
        *(
            "big",
            "blockquote",
            "br",
            "button",
            "canvas",
            "caption",
            "center",
            "cite",
            "code",
            "col",
        ),
        *("code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "dialog", "div", "dl"),
        *("dt", "em", "fieldset", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4"),
        *(
            "h5",
            "h6",
            "header",
            "hgroup",
            "hr",
            "i",
            "iframe",
            "img",
            "input",
            "ins",
            "kbd",
            "label",
            "legend",
        ),
        *("li", "main", "map", "mark", "menu", "meter", "nav", "ol", "output", "p", "picture"),
        *("pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "search"),
        *("section", "small", "source", "span", "strike", "strong", "sub", "summary", "sup"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "track", "tt", "u", "ul"),
        *("var", "video", "wbr"),
    ]
)
"""Without `select`, which browsers have begun to parse otherwise than the standard did."""

MATHML = frozenset(
    [
        *("annotation", "math", "merror", "mfenced", "mfrac", "mi", "mmultiscripts", "mn", "mo"),
        *("mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt"),
        *("mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder"),
        *("munderover", "semantics"),
    ]
)

SVG = frozenset(
    [
        *("a", "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix"),
        *("feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting"),
        *("feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB"),
        *("feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge", "feMergeNode"),
        *("feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight"),
        *("feTile", "feTurbulence", "filter", "g", "image", "line", "linearGradient", "marker"),
        *("mask", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop"),
        *("svg", "switch", "symbol", "text", "textPath", "title", "tspan", "use", "view"),
    ]
)
SVG_ANIMATION = frozenset({"animate", "animateMotion", "animateTransform", "mpath", "set"})
"""In files alone: they change what is drawn, and no address."""
SVG_LABEL = frozenset(
    [
        *("a", "abbr", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption"),
        *("center", "cite", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em"),
        *("figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "i", "img", "ins", "kbd", "label", "li", "main", "mark", "ol", "p", "pre", "q"),
        *("s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr"),
    ]
)
"""What HTML there may be in a picture: drawing programs write labels so."""

SHOWN = frozenset(
    [
        *("alignment-baseline", "baseline-shift", "clip", "clip-path", "clip-rule", "color"),
        *("color-interpolation", "color-interpolation-filters", "color-rendering", "cursor"),
        *("direction", "display", "dominant-baseline", "fill", "fill-opacity", "fill-rule"),
        *("filter", "flood-color", "flood-opacity", "font", "font-family", "font-size"),
        *("font-size-adjust", "font-stretch", "font-style", "font-variant", "font-weight"),
        *("image-rendering", "isolation", "letter-spacing", "lighting-color", "marker"),
        *("marker-end", "marker-mid", "marker-start", "mask", "mask-type", "mix-blend-mode"),
        *("opacity", "overflow", "paint-order", "pointer-events", "shape-rendering"),
        *("stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity"),
        *("stroke-width", "text-anchor", "text-decoration", "text-overflow", "text-rendering"),
        *("transform", "transform-origin", "unicode-bidi", "vector-effect", "visibility"),
        *("white-space", "word-spacing", "writing-mode"),
    ]
)
"""Properties of CSS that are attributes in SVG; some of them can load."""
_DRAWN = frozenset(
    [
        *("amplitude", "azimuth", "baseFrequency", "bias", "class", "clipPathUnits", "cx", "cy"),
        *("d", "diffuseConstant", "divisor", "dx", "dy", "edgeMode", "elevation", "exponent"),
        *("filterUnits", "fr", "fx", "fy", "gradientTransform", "gradientUnits", "height", "id"),
        *("in", "in2", "intercept", "k1", "k2", "k3", "k4", "kernelMatrix", "kernelUnitLength"),
        *("lang", "lengthAdjust", "limitingConeAngle", "markerHeight", "markerUnits"),
        *("markerWidth", "maskContentUnits", "maskUnits", "media", "method", "mode"),
        *("numOctaves",),
        *("offset", "operator", "order", "orient", "origin", "pathLength", "patternContentUnits"),
        *("patternTransform", "patternUnits", "points", "pointsAtX", "pointsAtY", "pointsAtZ"),
        *("preserveAlpha", "preserveAspectRatio", "primitiveUnits", "r", "radius", "refX", "refY"),
        *("requiredExtensions", "requiredFeatures", "result", "role", "rotate", "rx", "ry"),
        *("scale", "seed", "side", "slope", "spacing", "specularConstant", "specularExponent"),
        *("spreadMethod", "startOffset", "stdDeviation", "stitchTiles", "surfaceScale"),
        *("systemLanguage", "tabindex", "tableValues", "target", "targetX", "targetY"),
        *("textLength", "title", "type", "values", "version", "viewBox", "width", "x", "x1", "x2"),
        *("xChannelSelector", "y", "y1", "y2", "yChannelSelector", "z", "zoomAndPan"),
    ]
)
SVG_ATTRIBUTES = SHOWN | _DRAWN
SVG_ANIMATION_ATTRIBUTES = frozenset(
    [
        *("accumulate", "additive", "attributeType", "begin", "by", "calcMode", "dur", "end"),
        *("fill", "from", "keyPoints", "keySplines", "keyTimes", "max", "min", "path"),
        *("repeatCount", "repeatDur", "restart", "to"),
    ]
)
SVG_LABEL_ATTRIBUTES = frozenset(
    [
        *("align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color"),
        *("colspan", "dir", "face", "height", "id", "lang", "nowrap", "rowspan", "size", "title"),
        *("valign", "width"),
    ]
)

_EVERYWHERE = frozenset(
    [
        *("abbr", "accesskey", "align", "allowfullscreen", "alt", "autocapitalize"),
        *("autocomplete", "autocorrect", "autoplay", "axis", "bgcolor", "border", "cellpadding"),
        *("cellspacing", "char", "charoff", "checked", "class", "clear", "color", "cols"),
        *("colspan", "compact", "content", "controls", "controlslist", "coords", "crossorigin"),
        *("datatype", "datetime", "decoding", "default", "dir", "disabled", "download"),
        *("draggable", "enterkeyhint", "face", "fetchpriority", "for", "frame", "frameborder"),
        *("headers", "height", "hidden", "high", "hreflang", "hspace", "id", "inert"),
        *("inputmode", "ismap", "itemid", "itemprop", "itemref", "itemscope", "itemtype"),
        *("kind", "label", "lang", "loading", "loop", "low", "marginheight", "marginwidth"),
        *("max", "maxlength", "media", "min", "minlength", "muted", "noshade", "nowrap", "open"),
        *("optimum", "pattern", "placeholder", "playsinline", "popover", "popovertarget"),
        *("popovertargetaction", "preload", "property", "readonly", "referrerpolicy", "rel"),
        *("resource", "rev", "reversed", "role", "rows", "rowspan", "rules", "scope"),
        *("scrolling", "shape", "size", "sizes", "span", "spellcheck", "srclang", "start"),
        *("step", "summary", "tabindex", "target", "title", "translate", "type", "typeof"),
        *("usemap", "valign", "value", "vocab", "vspace", "width", "wrap", "xml:lang", "xmlns"),
        *("xmlns:xlink",),
    ]
)
MATHML_ATTRIBUTES = frozenset(
    [
        *("accent", "accentunder", "arg", "bevelled", "close", "columnalign", "columnlines"),
        *("columnspacing", "columnspan", "depth", "display", "displaystyle", "encoding", "fence"),
        *("form", "framespacing", "intent", "largeop", "linethickness", "lquote", "lspace"),
        *("mathbackground", "mathcolor", "mathsize", "mathvariant", "maxsize", "minsize"),
        *("movablelimits", "notation", "rowalign", "rowlines", "rowspacing", "rquote", "rspace"),
        *("scriptlevel", "separator", "separators", "stretchy", "symmetric", "voffset"),
    ]
)
_NAMED = ("a", "button", "details", "fieldset", "input", "map", "output")
"""On others a name takes the place of a property of the page, which its scripts rely on."""
_CITING = ("blockquote", "del", "ins", "q")
_SHOWING = ("audio", "iframe", "img", "source", "track", "video")
_REFERRING = SVG - {"a"}

ATTRIBUTES: dict[str, set[str]] = {
    "*": set(_EVERYWHERE),
    **{tag: set(SVG_ATTRIBUTES) | {"href", "xlink:href"} for tag in _REFERRING},
    **{tag: set(MATHML_ATTRIBUTES) for tag in MATHML},
    **{tag: {"cite"} for tag in _CITING},
    **{tag: {"name"} for tag in _NAMED},
    **{tag: {"src"} for tag in _SHOWING},
    "a": {"href", "name", "xlink:href", "xlink:title", *SHOWN},
    "area": {"href"},
    "img": {"src", "srcset"},
    "source": {"src", "srcset"},
    "video": {"poster", "src"},
}
"""By element, for the bodies of pages; `*` stands for all."""
PREFIXES = frozenset({"aria-", "data-"})
"""Attributes that begin so say something to programs, and do nothing."""


def is_element(name: str) -> bool:
    """Whether an element may stand in a page, whatever the case of its name."""
    return name.lower() in _ELEMENTS


def is_attribute(tag: str, name: str) -> bool:
    """Whether an attribute may stand on an element of a page, whatever the case of both."""
    name = name.lower()
    own = _BY_ELEMENT.get(tag.lower(), frozenset())
    return name in _BY_ELEMENT["*"] or name in own or name.startswith(_PREFIXES)


def is_attribute_somewhere(name: str) -> bool:
    """Whether there is an element of a page on which an attribute may stand."""
    name = name.lower()
    return name in _ATTRIBUTES or name.startswith(_PREFIXES)


_ELEMENTS = frozenset(name.lower() for name in HTML | SVG | MATHML)
_BY_ELEMENT = {
    tag.lower(): frozenset(name.lower() for name in names) for tag, names in ATTRIBUTES.items()
}
_ATTRIBUTES = frozenset(name for names in _BY_ELEMENT.values() for name in names)
_PREFIXES = tuple(PREFIXES)
