"""Boilerplate: what a program or our theme writes, and no author: a term there means nothing.

What it covers is replaced by spaces, so that all else stays where it is. It is asked for only where
a term has been found: nobody pays for it on a site that holds none.
"""

import functools
import re

from cto_portfolio.publishing import theme_files

_ELEMENTS = (
    rb"a|abbr|address|animate|animatemotion|animatetransform|area|article|aside|audio|b|base"
    rb"|bdi|bdo|blockquote|body|br|button|canvas|caption|circle|cite|clippath|code|col"
    rb"|colgroup|data|datalist|dd|defs|del|desc|details|dfn|dialog|div|dl|dt|ellipse|em|embed"
    rb"|feblend|fecolormatrix|fecomposite|fedropshadow|feflood|fegaussianblur|femerge"
    rb"|femergenode|feoffset|feturbulence|fieldset|figcaption|figure|filter|footer"
    rb"|foreignobject|form|frame|g|h1|h2|h3|h4|h5|h6|head|header|hgroup|hr|html|i|iframe|image"
    rb"|img|input|ins|kbd|label|legend|li|line|lineargradient|link|main|map|mark|marker|mask"
    rb"|menu|meta|metadata|meter|nav|noscript|object|ol|optgroup|option|output|p|param|path"
    rb"|pattern|picture|polygon|polyline|pre|progress|q|radialgradient|rect|rp|rt|ruby|s|samp"
    rb"|script|search|section|select|set|slot|small|source|span|stop|strong|style|sub|summary"
    rb"|sup|svg|switch|symbol|table|tbody|td|template|text|textarea|textpath|tfoot|th|thead"
    rb"|time|title|tr|track|tspan|u|ul|use|var|video|view|wbr"
)
"""Of HTML and SVG."""
_TAG = re.compile(rb"<(/?(?:%b)(?=[\s/>]))([^<>]*)>" % _ELEMENTS, re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\s(?!data-)([\w:-]+)(\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?""")
_LISTED = frozenset(
    b"accept-charset as autocapitalize autocomplete charset color d dir enctype fill form"
    b" http-equiv inputmode kind lang loading media method points popovertarget preload rel role"
    b" sandbox scope shape stroke target transform translate type viewbox".split()
)
"""Attributes whose values are of a list, or numbers."""
_OURS = frozenset(b"class id for headers name aria-controls aria-describedby".split())
"""Attributes whose values count unless all of their words are those of our theme."""
_WORDS = re.compile(rb"[\w-]+")
_FIXED = re.compile(
    rb"adobe:ns:meta/?|https?:(?:\\?/){2}ns\.adobe\.com\b[^\s\"'<>]*|Adobe[ _]XMP[ _]Core[^\"'<>]*"
    rb"|AppleWebKit|-apple-system|apple-touch-(?:icon|startup)[\w-]*|apple-(?:mobile|itunes)-[\w-]+"
    rb"|Apple Color Emoji|-webkit-box[\w-]*|box-(?:sizing|shadow|decoration)[\w-]*|border-box"
    rb"|content-box|padding-box|(?:repeating-)?linear-gradient|Intl\.Segmenter",
    re.IGNORECASE,
)
"""What browsers, scripts and pictures are told in these very words."""
_VERSION = r"(?:[ /][\d.]+)*(?: \((?:Macintosh|Windows)\))?"
_OF_FILES = re.compile(
    r"Adobe (?:Systems Incorporated|Illustrator|InDesign|Photoshop|Lightroom|Acrobat|PDF"
    rf"|PDF Library|RGB \(1998\)|ImageReady|UCS){_VERSION}"
    r"|Adobe-Identity\b|Adobe\.PPK\w*|AdobePSL|\(Adobe\)"
    r"|Copyright (?:\(c\) )?(?:\d{4} )?(?:Apple|Adobe|Google|Hewlett-Packard|Microsoft)\b"
    r"|Apple Computer Inc|Google Inc\. 2016|Hewlett-Packard Company"
    r"|Mozilla/[\d.]+ (?:\\?\([^()\\]*\\?\)|[A-Z]\w+/[\d.]+| )*"
    rf"|Generator: (?:Adobe |Microsoft )?[A-Z]\w+{_VERSION}"
)
"""What encoders say about themselves in what they write."""
_LEAST = 12
"""Letters of a line of ours that could be nobody else's."""
_CODE = (b"{", b";", b",", b"}")
"""What shorter lines of ours end in, and sentences do not."""


def blanked(folded: bytes) -> bytes:
    """Return a folded text, as long, without what markup and our theme are made of."""
    folded = _FIXED.sub(_spaces, folded)
    if b"<" in folded:
        folded = _TAG.sub(_of_tag, folded)
    lines, known = folded.splitlines(keepends=True), _theme_lines()
    return b"".join(_of_line(line) if line.strip() in known else line for line in lines)


def of_file(text: str) -> str:
    """Return a text that stands in a picture, a drawing or a PDF without its encoder's words."""
    return _OF_FILES.sub(lambda found: " " * len(found[0]), text)


def _of_tag(found: re.Match[bytes]) -> bytes:
    attributes = _ATTRIBUTE.sub(_of_attribute, found[2])
    return b"<%b%b>" % (_spaces_of(found[1]), attributes)


def _of_attribute(found: re.Match[bytes]) -> bytes:
    name, value = found[1], found[2]
    if value is None:
        return found[0]
    is_listed = name.lower() in _LISTED
    is_ours = name.lower() in _OURS and _theme_words().issuperset(_WORDS.findall(value))
    shown = _spaces_of(value) if is_listed or is_ours else value
    return b" " + _spaces_of(name) + shown


def _of_line(line: bytes) -> bytes:
    return _spaces_of(line.rstrip(b"\r\n")) + line[len(line.rstrip(b"\r\n")) :]


def _spaces(found: re.Match[bytes]) -> bytes:
    return _spaces_of(found[0])


def _spaces_of(covered: bytes) -> bytes:
    return re.sub(rb"[^\s=]", b" ", covered)


@functools.cache
def _theme_lines() -> frozenset[bytes]:
    lines = (line.strip() for text in _theme_texts() for line in text.splitlines())
    return frozenset(line for line in lines if len(line) >= _LEAST or line.endswith(_CODE))


@functools.cache
def _theme_words() -> frozenset[bytes]:
    return frozenset(word for text in _theme_texts() for word in _WORDS.findall(text))


@functools.cache
def _theme_texts() -> tuple[bytes, ...]:
    files = (path for path in theme_files.shipped().rglob("*.*") if path.is_file())
    return tuple(path.read_bytes() for path in files if path.suffix in {".css", ".html", ".js"})
