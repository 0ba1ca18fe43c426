"""Which addresses authors may give, and which file of the portfolio one means."""

import functools
import html
import posixpath
import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

WEB_SCHEMES = frozenset({"http", "https"})
ALLOWED_SCHEMES = WEB_SCHEMES | {"mailto"}
ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
"""Of the files that an engine makes pages of."""

SAFE_SCHEMES = ALLOWED_SCHEMES | frozenset(
    [
        *("bitcoin", "ftp", "ftps", "geo", "im", "irc", "ircs", "magnet", "matrix", "mms", "news"),
        *("nntp", "openpgp4fpr", "sftp", "sip", "sms", "smsto", "ssh", "tel", "urn", "webcal"),
        *("wtai", "xmpp"),
    ]
)
"""Links in a text may have these, too: HTML lets pages hand them over to other programs."""

_LINE_BREAKS = str.maketrans("", "", "\t\n\r")
_AROUND = "".join(map(chr, range(0x21)))
"""What browsers take off both ends of an address."""
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
_UNCLEAR = re.compile(r"[\x00-\x20%#?&<>()\[\]\"\\\x7f-\xa0]")
_NO_CODE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IN_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")

_KEPT = 16384
"""Of how many addresses is kept what was found of them: the same ones are asked for by many."""


@functools.lru_cache(maxsize=_KEPT)
def scheme(url: str) -> str:
    """Return the scheme a browser would see, in lower case; empty for a relative address.

    Browsers decode entities and drop white space and control characters before they look.
    """
    seen = _SCHEME.match(_IGNORED_BY_BROWSERS.sub("", html.unescape(url)))
    return seen[1].lower() if seen else ""


def as_seen(url: str) -> str:
    """Return an address as a browser reads it: without what it drops, with slashes alone."""
    return html.unescape(url).translate(_LINE_BREAKS).strip(_AROUND).replace("\\", "/")


@functools.lru_cache(maxsize=_KEPT)
def is_external(url: str) -> bool:
    """Whether the address leaves the portfolio."""
    return bool(scheme(url)) or as_seen(url).startswith("//")


def with_plain_scheme(url: str) -> str:
    """Return an address with its scheme in lower case, as which alone some engines know one."""
    written = _SCHEME.match(url)
    return f"{written[0].lower()}{url[written.end() :]}" if written else url


def why_unsafe(url: str) -> str | None:
    """Return what is wrong with an address as front matter, or nothing."""
    found = scheme(url)
    if found and found not in ALLOWED_SCHEMES:
        return f"'{found}:' links are not published; use http(s), mailto or a relative path"
    spaced = url if found else url.replace(" ", "")  # file names may have spaces
    if _IGNORED_BY_BROWSERS.search(spaced) or "\\" in url or as_seen(url).startswith("//"):
        return "not a plain address; write spaces as %20, and the scheme in full"
    if found == "mailto":
        return None if _IN_MAIL.match(url[7:]) else "expected mailto:name@example.com"
    if found:
        return _why_no_web_address(url)
    return None if url.partition("#")[0] else "the address is empty"


def composed(text: str) -> str:
    """Return a name with each letter in one piece (NFC), as it stands in the site.

    macOS takes letters apart, keyboards do not; both are one name. Hosts tell them apart, so the
    site has one of them: the one that standards of the web ask for.
    """
    return unicodedata.normalize("NFC", text)


def composed_path(path: PurePosixPath) -> PurePosixPath:
    """Return the path of a file as the site has it; see `composed`."""
    text = str(path)
    return path if unicodedata.is_normalized("NFC", text) else PurePosixPath(composed(text))


@functools.lru_cache(maxsize=_KEPT)
def resolve(url: str, *, source: PurePosixPath) -> PurePosixPath | None:
    """Return the file that a relative address on `source` means.

    A leading slash means the portfolio's own folder. None: a mere anchor, or outside of it.
    """
    path = composed(unquote(re.split(r"[?#]", html.unescape(url), maxsplit=1)[0]))
    if not path or "\x00" in path:
        return None
    base = "" if path.startswith("/") else source.parent.as_posix()
    joined = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
    return None if joined == ".." or joined.startswith("../") else PurePosixPath(joined)


def behind_path(url: str) -> str:
    """Return what follows the path of an address: its query and its fragment."""
    seen = html.unescape(url)
    path = re.split(r"[?#]", seen, maxsplit=1)[0]
    return seen[len(path) :]


def relative(path: PurePosixPath, source: PurePosixPath) -> str:
    """Return the address of a file as one writes it in another."""
    return quote(posixpath.relpath(path, source.parent))


def written(path: PurePosixPath, source: PurePosixPath) -> str:
    """Return the same as people write it: only what would be read otherwise is encoded."""
    return _UNCLEAR.sub(lambda sign: quote(sign[0]), posixpath.relpath(path, source.parent))


def encoded(url: str) -> str:
    """Return an address with percent-encoded what its author has left as it is."""
    if is_external(url):
        return url
    return _NO_CODE.sub("%25", quote(composed(url), safe="%/?#[]@:!$&'()*+,;="))


@functools.lru_cache(maxsize=_KEPT)
def is_broken(url: str) -> bool:
    """Whether an address cannot be taken apart, such as `http://[::1/`: engines stop at one."""
    try:
        urlsplit(html.unescape(url))
    except ValueError:
        return True
    return False


@functools.lru_cache(maxsize=_KEPT)
def host(url: str) -> str:
    """Return the host of a web address without `www.`, else an empty string."""
    if scheme(url) not in WEB_SCHEMES or is_broken(url):
        return ""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def is_page(path: PurePosixPath) -> bool:
    """Whether a file is Markdown, whatever its ending, in capitals or not."""
    return path.suffix.lower() in ENDINGS


@functools.lru_cache(maxsize=_KEPT)
def page_path(path: PurePosixPath) -> PurePosixPath:
    """Return the path under which every engine takes a file for Markdown."""
    return path.with_suffix(".md")


def published_at(path: PurePosixPath, *, has_directory_urls: bool) -> str:
    """Return the address of a source path relative to the site's root, as engines make it."""
    if is_page(path):
        path = path.with_suffix(".html")
        if path.stem == "README":
            path = path.with_stem("index")
        if has_directory_urls and path.stem != "index":
            path = path.with_suffix("") / "index.html"
    is_folder = has_directory_urls and path.name == "index.html"
    return quote(f"{path.parent}/" if is_folder else str(path))


def file_at(url: str) -> PurePosixPath:
    """Return the file that answers at an address, both from the site's root."""
    path = unquote(url)
    return PurePosixPath(path, "index.html") if path.endswith("/") else PurePosixPath(path)


@functools.lru_cache(maxsize=_KEPT)
def address(path: PurePosixPath) -> str:
    """Return what two files have in common that would be published at one URL.

    Case is folded, because some hosts do not tell `Talks/` from `talks/`.
    """
    if is_page(path) and path.stem in {"index", "README"}:
        path = path.parent / "index"
    elif is_page(path) or path.suffix == ".html":
        path = path.with_suffix("")
    parts = [part.casefold() for part in path.parts]
    return "/".join(parts[:-1] if parts and parts[-1] == "index" else parts)


def _why_no_web_address(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        good = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    return None if good else "expected a whole address, such as https://example.com/page"
