"""HTML of exports as Markdown, by a library that comes with the extra `import`."""

import re
from typing import Any

from cto_portfolio.importing import translation
from cto_portfolio.problems import PortfolioError

try:
    import bs4
    import markdownify
except ImportError:  # pragma: no cover - the tests have the extra
    bs4, markdownify = None, None  # type: ignore[assignment]

_MOST_DEPTH = 200
_UNSEEN = ("script", "style", "noscript", "template", "form", "button", "svg")
_BLOCK_COMMENT = re.compile(r"<!-- /?wp:[^>]*-->\n?")
_DEEP = re.compile(
    r"<(/?)(?:div|section|blockquote|ul|ol|span|p|table|tr|td|em|b|i|a)\b", re.IGNORECASE
)
_EMBEDDED = re.compile(
    r"https?://(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed/(?P<youtube>[\w-]+)"
    r"|player\.vimeo\.com/video/(?P<vimeo>\d+))"
)


def refuse_without() -> None:
    """Say what to install, where the library is not there.

    Raises:
        PortfolioError: with the command.
    """
    if markdownify is None:
        message = "this export holds HTML; run pip install 'cto-portfolio[import]' and try again"
        raise PortfolioError(message)


def as_markdown(html: str) -> str:
    """Return HTML as Markdown; what could act by itself is left out."""
    refuse_without()
    html = _BLOCK_COMMENT.sub("", html)
    if _depth(html) > _MOST_DEPTH:
        return html  # a recursive converter would fail; `check` says what is wrong with it
    soup = bs4.BeautifulSoup(html, "html.parser")
    for element in soup.find_all(_UNSEEN):
        element.decompose()
    for element in soup.find_all(["iframe", "embed"]):
        _replace_frame(soup, element)
    for element in soup.find_all("figcaption"):
        caption = soup.new_tag("p")
        emphasis = soup.new_tag("em")
        emphasis.extend(list(element.contents))
        caption.append(emphasis)
        element.replace_with(caption)
    text = markdownify.MarkdownConverter(
        heading_style="ATX", bullets="-", code_language_callback=_language, escape_misc=False
    ).convert_soup(soup)
    return re.sub(r"[ \t]+\n", "\n", re.sub(r"\n{3,}", "\n\n", str(text))).strip() + "\n"


def _depth(html: str) -> int:
    """Return how many elements stand open in each other, about."""
    depth = deepest = 0
    for match in _DEEP.finditer(html):
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _replace_frame(soup: Any, element: Any) -> None:  # noqa: ANN401 - the library has no types
    source = str(element.get("src") or element.get("data-src") or "")
    match = _EMBEDDED.match(source)
    site = match.lastgroup if match else None
    address = translation.address_of(site, match[site]) if match and site else source
    if not address.startswith(("https://", "http://")):
        element.decompose()
        return
    link = soup.new_tag("a", href=address)
    link.string = str(element.get("title") or address.partition("://")[2])
    paragraph = soup.new_tag("p")
    paragraph.append(link)
    element.replace_with(paragraph)


def _language(element: Any) -> str:  # noqa: ANN401 - the library has no types
    """Return the language of code, as its class says it."""
    for one in (element, element.find("code")):
        for name in (one.get("class") or []) if one else []:
            if name.startswith(("language-", "lang-")):
                return str(name.partition("-")[2])
    return ""


def plain(html: str) -> str:
    """Return the words of HTML on one line."""
    return " ".join(re.sub(r"<[^<>]*>", " ", html).split())
