"""Pictures in SVG, which are documents: opened by themselves they could run scripts as the site.

A picture is read and written anew with what is known to draw; what drawing programs keep in it for
themselves goes, too: comments, metadata, the diagram's own source.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from cto_portfolio import links
from cto_portfolio.text import allowed_markup, styles

ENDINGS = frozenset({".svg", ".svgz"})

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_ELEMENTS = {
    _SVG: allowed_markup.SVG | allowed_markup.SVG_ANIMATION | {"foreignObject", "style"},
    _XHTML: allowed_markup.SVG_LABEL | {"style"},
    _MATHML: allowed_markup.MATHML,
}
_ATTRIBUTES = {
    _SVG: allowed_markup.SVG_ATTRIBUTES | allowed_markup.SVG_ANIMATION_ATTRIBUTES,
    _XHTML: allowed_markup.SVG_LABEL_ATTRIBUTES,
    _MATHML: allowed_markup.MATHML_ATTRIBUTES | {"class", "id"},
}
_SILENT = frozenset(
    [
        *("metadata", "namedview", "perspective", "RDF"),
        *("color-profile", "flowRoot", "font", "font-face", "glyph", "mesh", "meshgradient"),
        *("hatch", "solidcolor", "solidColor"),
    ]
)
"""What drawing programs keep for themselves, and what no browser draws: nobody sees it is gone."""
_SHOWING = frozenset({"feImage", "image", "img"})
_REFERRING = frozenset({"href", "src"})
_LABELLED = frozenset({"aria", "data"})
_WITH_STYLES = allowed_markup.SHOWN | {"by", "from", "to", "values"}
_MOST = 20
"""Losses told of one picture."""
_DEEPEST = 1000
_LONGEST_ENTITY = 200
"""Characters; drawing programs shorten namespaces and styles so."""
_WITHOUT_THAT = "export it without that"
_ADVICE = {
    "image": "export it with its images in it",
    "script": "export it without what moves or can be clicked",
}
_ICONS = re.compile(r'class="[^"]*\bfa[bdlrst]?\b')
"""Font Awesome's, which Mermaid loads whether or not a diagram has any."""

Fault = tuple[int, str]
"""A line, counted from 1, and what is wrong there."""


class UnreadableSvgError(Exception):
    """A picture that cannot be published at all."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.fault: Fault = (line, message)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """A picture as it is published."""

    content: bytes
    lost: tuple[Fault, ...]
    """What would have run or loaded something, or is not known, and is not there any more."""


def read(path: PurePosixPath, content: str | bytes) -> Drawing:
    """Return what is published of a picture.

    Raises:
        UnreadableSvgError: if nothing is, with the line and the reason.
    """
    if path.suffix.lower() == ".svgz":
        message = "a compressed picture is not looked into; unpack it, and name it .svg"
        raise UnreadableSvgError(1, message)
    return _Writer(content).drawing()


def bare(content: str | bytes) -> bytes | None:
    """Return what is published of the content of a picture; None if nothing is."""
    try:
        return _Writer(content).drawing().content
    except UnreadableSvgError:
        return None


class _Writer:
    """Reads a picture with expat, which loads nothing, and writes it as it goes."""

    def __init__(self, content: str | bytes) -> None:
        self._lost: list[Fault] = []
        self._written: list[str] = []
        self._open: list[tuple[str, str]] = []
        """The elements that are being written: namespace and name."""
        self._skipped = 0
        """How deep the reading is within an element that is left out."""
        self._style: list[str] | None = None
        self._loaded: list[tuple[int, styles.Dropped]] = []
        """Fonts that lie elsewhere: what they are to the picture shows at its end."""
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)  # noqa: FBT003 - it takes no names
        except expat.ExpatError as error:
            message = f"cannot be read as SVG ({expat.errors.messages[error.code]})"
            raise UnreadableSvgError(error.lineno, f"{message}; export it again") from error
        except (LookupError, ValueError) as error:
            message = "is in an encoding that browsers need not know; save it as UTF-8"
            raise UnreadableSvgError(1, message) from error

    def drawing(self) -> Drawing:
        """Return what was written."""
        written = "".join(self._written)
        told = sorted([*self._lost, *self._fonts(written)])
        return Drawing(content=written.encode(), lost=tuple(told[:_MOST]))

    def _fonts(self, written: str) -> Iterator[Fault]:
        """Yield the fonts that the picture shows words in, or would, if browsers loaded them."""
        for line, dropped in self._loaded:
            if dropped.font and dropped.font.casefold() in written.casefold():
                what = f"the font '{dropped.font}', which lies elsewhere,"
                advice = "export it with its fonts in it, else its words are shown in another one"
                yield line, _told(what, advice)
            elif dropped.is_of_icons and _ICONS.search(written):
                what = f"'{dropped.name}' in its style, which loads icons of Font Awesome,"
                yield line, _told(what, "draw it without these")

    def _refuse(self, message: str) -> UnreadableSvgError:
        return UnreadableSvgError(self._parser.CurrentLineNumber, message)

    def _lose(self, what: str, advice: str = _WITHOUT_THAT) -> None:
        self._lost.append((self._parser.CurrentLineNumber, _told(what, advice)))

    def _entity(
        self,
        _name: str,
        is_parameter: bool,  # noqa: FBT001 - expat calls it so
        value: str | None,
        *_elsewhere: str | None,
    ) -> None:
        """Take in short texts alone, of which none can grow: expat puts them in their places."""
        is_plain = value is not None and len(value) <= _LONGEST_ENTITY and not set("&<%") & {*value}
        if is_parameter or not is_plain:
            raise self._refuse("declares entities that are no short text; export it as plain SVG")

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._lose("'<?xml-stylesheet', which loads another file,")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        namespace = namespace or _SVG  # what draws nothing without it was meant so
        if not self._open and not self._skipped and (namespace, tag) != (_SVG, "svg"):
            raise self._refuse("is no SVG: its first element is not <svg>; export it again")
        is_in_style = self._style is not None
        if self._skipped or is_in_style or tag not in _ELEMENTS.get(namespace, ()):
            self._skip(namespace, tag)
            return
        if len(self._open) > _DEEPEST:
            raise self._refuse("has more elements in each other than browsers draw; export it anew")
        self._write_start(namespace, tag, attributes)
        self._open.append((namespace, tag))
        if tag == "style":
            self._style = []

    def _skip(self, namespace: str, tag: str) -> None:
        is_known = namespace in _ELEMENTS and tag not in _SILENT
        if not self._skipped and is_known:
            self._lose(f"'<{tag}>'", _ADVICE.get(tag, _WITHOUT_THAT))
        self._skipped += 1

    def _write_start(self, namespace: str, tag: str, attributes: Mapping[str, str]) -> None:
        around = self._open[-1][0] if self._open else ""
        declared = f' xmlns="{namespace}"' if namespace != around else ""
        if not self._open:
            declared += f' xmlns:xlink="{_XLINK}"'
        kept = "".join(self._attributes(namespace, tag, attributes))
        self._written.append(f"<{tag}{declared}{kept}>")

    def _attributes(self, namespace: str, tag: str, given: Mapping[str, str]) -> Iterator[str]:
        for name, value in given.items():
            of, _, key = name.rpartition(" ")
            if of in {_XLINK, _XML}:
                key = f"{'xlink' if of == _XLINK else 'xml'}:{key}"
            elif of:
                continue  # what a drawing program says to itself
            kept = self._kept(namespace, tag, key, value)
            if kept is not None:
                yield f" {key}={quoteattr(kept)}"

    def _kept(self, namespace: str, tag: str, name: str, value: str) -> str | None:
        """Return the value of an attribute that may stay."""
        if name == "style":
            kept, lost = styles.of_attribute(value)
            for dropped in lost:
                self._lose(f"'{dropped.name}' in 'style' of '<{tag}>', {dropped.reason},")
            return kept
        reason = _why_not(tag, name, value)
        if reason:
            self._lose(f"'{name}' of '<{tag}>', {reason},", _ADVICE.get(tag, _WITHOUT_THAT))
        return None if reason or not _is_known(namespace, name) else value

    def _end(self, _name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        if self._style is not None:
            self._write_style("".join(self._style))
            self._style = None
        self._written.append(f"</{self._open.pop()[1]}>")

    def _write_style(self, text: str) -> None:
        sheet, lost = styles.of_sheet(text)
        for dropped in dict.fromkeys(lost):
            if dropped.font or dropped.is_of_icons:
                self._loaded.append((self._parser.CurrentLineNumber, dropped))
            else:
                self._lose(f"'{dropped.name}' in its style, {dropped.reason},")
        self._written.append(escape(sheet))

    def _text(self, text: str) -> None:
        if self._skipped:
            return
        if self._style is None:
            self._written.append(escape(text))
        else:
            self._style.append(text)


def _told(what: str, advice: str) -> str:
    return f"{what} is left out of the picture; {advice}"


def _is_known(namespace: str, name: str) -> bool:
    local = name.rpartition(":")[2]
    if name.startswith("xml:"):
        return local in {"lang", "space"}
    if name.startswith("xlink:") or local in _REFERRING:
        return local in {"href", "title", "src"}
    is_labelled = name.partition("-")[0] in _LABELLED
    return is_labelled or name in _ATTRIBUTES[namespace] or name == "attributeName"


def _why_not(tag: str, name: str, value: str) -> str | None:
    """Return why an attribute would act by itself, if it would."""
    local = name.rpartition(":")[2]
    if local.lower().startswith("on"):
        return "which can act by itself"
    if local in _REFERRING:
        return None if _may_lead(tag, value) else f"which leads to '{value[:60]}'"
    if local == "attributeName" and value not in allowed_markup.SVG_ATTRIBUTES:
        return "an animation of what is not drawn"
    if local in _WITH_STYLES and "(" in value and not styles.loads_nothing(value):
        return "which could load another file"
    return None


def _may_lead(tag: str, address: str) -> bool:
    if tag == "a":
        return links.scheme(address) in {"", *links.SAFE_SCHEMES}
    seen = links.as_seen(address)
    return seen.startswith("#") or (tag in _SHOWING and seen.lower().startswith("data:image/"))
