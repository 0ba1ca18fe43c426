"""Markup that acts: what in authors' HTML would run, or change the page around it.

A parser of the HTML standard builds the page as a browser would; of that, what is known to be
harmless is written anew, so that no other browser can read it otherwise. The site's policy would
refuse most of the rest, too; but a page is also read where there is no policy.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import nh3

from cto_portfolio import links
from cto_portfolio.text import allowed_markup, cleaning, styles, tags
from cto_portfolio.text.tags import Tag

_DANGEROUS = frozenset({"javascript", "vbscript", "data", "file", "blob"})
"""Schemes of addresses that run something, or show what is not the site's."""

_WHOLE = frozenset(
    [
        *("annotation-xml", "datalist", "foreignobject", "noembed", "noframes", "noscript"),
        *("script", "select", "style", "template"),
    ]
)
"""Left out with what stands in them."""
_AS_TEXT = frozenset({"textarea", "xmp", "plaintext"})
"""Left out, and what stands in them is text, as it is to browsers."""
_ACTING = frozenset(
    [
        *("html", "head", "body", "base", "meta", "link", "frame", "frameset", "object", "embed"),
        *("applet", "portal", "form", "script", "style"),
    ]
)
_ADDRESSES = frozenset({"cite", "href", "poster", "src", "srcset", "xlink:href"})
_SHOWING = frozenset({"img", "source", "video", "image", "feimage"})
"""Elements whose pictures may stand in their own address."""
_IDLE = frozenset({"name"})
"""Attributes that say nothing where they are left out."""
_ADVICE = {
    "script": "; put it into a file, and name that below 'extra_javascript' in mkdocs.yml",
    "style": "; put it into a file, and name that below 'extra_css' in mkdocs.yml",
    "form": "; nothing is sent from a page: link to where it can be filled in",
    "iframe": "; only files of the portfolio can be shown in a frame: link to this one",
}

_DEEPEST = 200
"""Elements in each other; browsers build no more than some five hundred, with the page's own."""
_FORMATTING = frozenset(
    [
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong"),
        *("tt", "u"),
    ]
)
_MOST_FORMATTING = 32
"""Of these, left open at once: a parser repeats all of them in each paragraph that follows."""
_WITHOUT_END = frozenset(
    [
        *("area", "br", "col", "dd", "dt", "hr", "img", "input", "li", "meta", "p", "source"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr"),
    ]
)
"""Elements that need none, or have none."""
_NESTING = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)")

_QUOTED = r"(?: [^\s=<>\"]+=\"[^\"]*\")*"
"""Attributes as they are written anew."""
_FRAME = re.compile(rf"<iframe(?P<attributes>{_QUOTED})>.*?</iframe>", re.DOTALL)
_LINK = re.compile(rf"<(?P<tag>a|area)(?P<attributes>{_QUOTED})>")
_TITLE = re.compile(rf"(?P<svg><svg{_QUOTED}>.*?</svg>)|<title{_QUOTED}>.*?</title>", re.DOTALL)
"""Pictures have titles, and the page has its own."""
_VALUE = re.compile(r" (?P<name>[^\s=]+)=\"(?P<value>[^\"]*)\"")
_NO_MARKUP = re.compile(r"[^<>&\xa0\r\0]*")
"""Text that a parser leaves as it is; all headings are cleaned, and most are of this kind."""
_TAG_NAME = re.compile(r"<([a-zA-Z][^\s/>]*)")
_AUTOLINK = re.compile(r"https?:|mailto:|.*@")
_ATTRIBUTE_NAME = re.compile(r"(?<![\w?&%;.:@-])([a-zA-Z@:_][\w:@.-]*)\s*=")
_ODD_ADDRESS = re.compile(
    r"\b(?:cite|href|poster|src(?:set)?)\s*=\s*[\"']?\s*(?!https?:|mailto:)"
    r"(?:[^\"'\s>/?#]*[:&\\\x00-\x1f]|/[/\\])",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Loss:
    """What is left out of a page."""

    written: re.Pattern[str]
    """How an author may have written it."""
    message: str
    address: str = ""
    """As browsers see it, where that is the reason."""


def without(text: str) -> str:
    """Return HTML without what acts, and with `rel=noopener` on links to other sites."""
    if _NO_MARKUP.fullmatch(text):
        return text
    if _is_tangled(text):
        text = f"<pre>{html.escape(text)}</pre>"
    cleaned = cleaning.clean(_CLEANER, text)
    if "<title" in cleaned:
        cleaned = _TITLE.sub(lambda match: match[0] if match["svg"] else "", cleaned)
    return _LINK.sub(_without_hold, _FRAME.sub(_own_frame, cleaned))


def may_lose(body: str) -> bool:
    """Whether anything may be left out of a body without code: most hold nothing of it."""
    if "<" not in body and "{" not in body:
        return False
    elements = {name for name in _TAG_NAME.findall(body) if not _AUTOLINK.match(name)}
    return (
        not all(map(allowed_markup.is_element, elements))
        or not all(map(allowed_markup.is_attribute_somewhere, _ATTRIBUTE_NAME.findall(body)))
        or bool(_ODD_ADDRESS.search(body))
        or _is_tangled(body)
    )


def losses(rendered: str) -> Iterator[Loss]:
    """Yield what is left out of the HTML that was made of a body."""
    if _is_tangled(rendered):
        message = "too many elements stand open in each other, so all is shown as text; close them"
        yield Loss(written=re.compile("<"), message=message)
        return
    within = ""  # what is left out with all that stands in it
    for tag in tags.read(rendered):
        if within:
            within = "" if tag.is_end and tag.name == within else within
        elif tag.is_end or tag.is_within_text:
            continue
        elif not allowed_markup.is_element(tag.name) or _is_foreign_frame(tag):
            within = tag.name if tag.name in _WHOLE else ""
            yield _of_element(tag.name)
        else:
            yield from _of_attributes(tag)


def is_dangerous(address: str, *, is_image: bool) -> bool:
    """Whether an address runs something, or shows what is not the site's.

    Pictures may stand in their own address: browsers do not navigate to it.
    """
    is_picture = is_image and address.strip().lower().startswith("data:image/")
    return links.scheme(address) in _DANGEROUS and not is_picture


def _is_tangled(text: str) -> bool:
    """Whether a parser would take ever longer, as elements are left open in each other."""
    if text.count("<") < _DEEPEST:
        return False
    standing: Counter[str] = Counter()
    depth = formatting = 0
    for tag in _NESTING.finditer(text):
        name = tag["name"].lower()
        step = -1 if tag["end"] else 1
        if name in _WITHOUT_END or (step < 0 and not standing[name]):
            continue
        standing[name] += step
        depth += step
        formatting += step if name in _FORMATTING else 0
        if depth > _DEEPEST or formatting > _MOST_FORMATTING:
            return True
    return False


def _of_element(name: str) -> Loss:
    advice = _ADVICE.get(name, "")
    if name in _WHOLE:
        done = "and what stands in it are left out of the page"
    elif name in _AS_TEXT:
        done = "is left out of the page, and what stands in it is shown as text"
    elif name in _ACTING or advice:
        done = "is left out of the page"
    else:
        done = "is left out of the page, and what stands in it stays"
    reason = ", in which nothing acts by itself" if name in _ACTING or advice else ""
    return Loss(
        written=re.compile(rf"<\s*(?:\w+:)?{re.escape(name)}\b", re.IGNORECASE),
        message=f"'<{name}>' {done}{reason}{advice}",
    )


def _of_attributes(tag: Tag) -> Iterator[Loss]:
    for name, value in tag.attributes:
        if not allowed_markup.is_attribute(tag.name, name):
            if not value or name in _IDLE or not _ATTRIBUTE_NAME.match(f"{name}="):
                continue
            written = re.compile(rf"\b{re.escape(name)}\s*=", re.IGNORECASE)
            yield Loss(written=written, message=_why_not(tag.name, name))
        elif value and _kept(tag.name, name, html.unescape(value)) is None:
            message = f"'{name}' is left out of '<{tag.name}>', because of where it leads"
            yield Loss(
                written=re.compile(re.escape(value)),
                message=f"{message}: '{value[:60]}'; use http(s), mailto or a relative path",
                address=links.as_seen(value),
            )


def _why_not(tag: str, name: str) -> str:
    if name.startswith("on") or name in _ADVICE:
        advice = _ADVICE.get(name, _ADVICE["script"])
        return f"'{name}' is left out of the page, in which nothing acts by itself{advice}"
    return f"'{name}' is left out of '<{tag}>'; write it as 'data-{name}' if a script needs it"


def _is_foreign_frame(tag: Tag) -> bool:
    given = dict(tag.attributes)
    return tag.name == "iframe" and not _is_own(html.unescape(given.get("src", "")))


def _kept(tag: str, name: str, value: str) -> str | None:
    """Return the value of a known attribute, or nothing if it leads where it must not."""
    if name in _ADDRESSES:
        is_safe = _is_safe(tag.lower(), name, cleaning.meant(value))
    elif "(" in value and name in allowed_markup.SHOWN:
        is_safe = styles.loads_nothing(cleaning.meant(value))
    else:
        is_safe = True
    return value if is_safe else None


def _is_safe(tag: str, name: str, value: str) -> bool:
    if tag == "iframe":
        return _is_own(value)
    if name == "cite" or tag in {"a", "area"}:
        return links.scheme(value) in {"", *links.SAFE_SCHEMES}
    if "href" in name and tag not in _SHOWING:
        return links.as_seen(value).startswith("#")
    each = value.split() if name == "srcset" else [value]
    return all(_is_shown(address.strip(","), is_image=tag in _SHOWING) for address in each)


def _is_shown(address: str, *, is_image: bool) -> bool:
    is_picture = is_image and links.as_seen(address).lower().startswith("data:image/")
    return is_picture or links.scheme(address) in {"", *links.WEB_SCHEMES}


def _is_own(address: str) -> bool:
    return bool(address.strip()) and not links.is_external(address)


def _own_frame(written: re.Match[str]) -> str:
    """Return a frame with nothing in it, if it shows a file of the portfolio."""
    is_own = ' src="' in written["attributes"]
    return f"<iframe{written['attributes']}></iframe>" if is_own else ""


def _without_hold(written: re.Match[str]) -> str:
    """Return a link to another site that gives that no hold of the page."""
    given = {each["name"]: each["value"] for each in _VALUE.finditer(written["attributes"])}
    address = given.get("href", "")
    rel = given.get("rel", "").split()
    is_site = links.scheme(address) in {"", *links.WEB_SCHEMES}
    if not (is_site and links.is_external(address)) or "noopener" in rel:
        return written[0]
    given["rel"] = " ".join([*rel, "noopener"])
    attributes = "".join(f' {name}="{value}"' for name, value in given.items())
    return f"<{written['tag']}{attributes}>"


_CLEANER = nh3.Cleaner(
    tags=set(allowed_markup.HTML | allowed_markup.SVG | allowed_markup.MATHML),
    clean_content_tags=set(_WHOLE),
    attributes=allowed_markup.ATTRIBUTES,
    attribute_filter=_kept,
    generic_attribute_prefixes=set(allowed_markup.PREFIXES),
    link_rel=None,
    url_schemes={*links.SAFE_SCHEMES, "data"},
)
