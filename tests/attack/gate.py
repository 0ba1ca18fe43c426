"""Attack the gate: names in every file that may hold one, in each other, and what is no name."""

import bz2
import gzip
import itertools
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

import yaml

from cto_portfolio.publishing.confidential import places, terms, unpacking
from cto_portfolio.publishing.confidential.terms import Terms
from cto_portfolio.publishing.confidential.unreadable import UnreadableError
from cto_portfolio.publishing.verification.outputs import Output
from tests.attack.outcome import Outcome
from tests.support import leaks
from tests.support.leaks import Leak

NAMES = (
    *("Fernbank Freight", "Ospr", "Quillmark", "Müller & Söhne", "Zürich-Wiese AG", "Acme 2"),
    *("O'Hara Lines", "Fernbank and Sons", "Halden-Werke", "Søndergård", "Ærø Shipping"),
)
"""Of letters that all ways can write."""
OTHER_SCRIPTS = ("Фернбанк", "株式会社フェルン", "Φερνμπανκ", "페른은행", "שםבדוי", "ชื่อสมมติ")
PACKINGS: dict[str, Callable[[str, bytes], Leak]] = {
    "zip": lambda name, content: ("a.zip", leaks.zipped(name, content)),
    "tar": lambda name, content: ("a.tar", leaks.tarred(name, content)),
    "gzip": lambda _, content: ("a.gz", gzip.compress(content)),
    "bzip2": lambda _, content: ("a.bz2", bz2.compress(content)),
    "xz": lambda _, content: ("a.xz", lzma.compress(content)),
    "zlib": lambda _, content: ("a.zz", zlib.compress(content)),
    "Base64": lambda _, content: ("a.js", f"'{leaks.coded_bytes(content)}'"),
    "mail": lambda _, content: ("a.eml", leaks.mail("x", attached=content)),
    "prefix": lambda name, content: ("a.exe", b"MZ\0\0" * 99 + leaks.zipped(name, content)),
}


def run() -> Iterable[Outcome]:
    """Yield what became of each kind of attack."""
    yield _outcome("gate: names in files", _in_files())
    yield _outcome("gate: names in files within files", _in_packings())
    yield _outcome("gate: spellings in places of a page", _in_spellings())
    yield _outcome("gate: encodings before UTF-8", _in_encodings())
    yield _outcome("gate: no false alarm", _in_others())


def _outcome(name: str, tries: Iterable[tuple[str, bool]]) -> Outcome:
    every = tuple(tries)
    return Outcome(name, len(every), tuple(told for told, is_held in every if not is_held))


def _in_files() -> Iterator[tuple[str, bool]]:
    for name, (way, make) in itertools.product(NAMES + OTHER_SCRIPTS, leaks.WAYS.items()):
        if name in NAMES or way not in leaks.FOR_LATIN:
            yield f"{name!r} {way}", _is_held(name, make(name))
    latin = [name for name in NAMES if name.isascii() and "'" not in name]
    for name, (way, make) in itertools.product(latin, leaks.PDF_WAYS.items()):
        yield f"{name!r} {way}", _is_held(name, make(name))


def _in_packings() -> Iterator[tuple[str, bool]]:
    ways = leaks.WAYS | leaks.PDF_WAYS
    for (way, make), (outer, pack) in itertools.product(ways.items(), PACKINGS.items()):
        path, content = make(leaks.NAME)
        octets = content.encode() if isinstance(content, str) else content
        yield f"{way}, in {outer}", _is_held(leaks.NAME, pack(path, octets))


def _in_spellings() -> Iterator[tuple[str, bool]]:
    places_of_a_page = (
        "<p>At {} we were.</p>",
        '<img alt="The {} yard" src="a.png">',
        "<!-- {} -->",
        '<a href="https://example.com/?q={}">x</a>',
        "# {}\n",
    )
    for name, spellings in leaks.SPELLINGS.items():
        for text, page in itertools.product((name, *spellings), places_of_a_page):
            if '"' not in text or '"' not in page:
                yield (
                    f"{name!r} as {text!r} in {page!r}",
                    _is_held(name, ("a.html", page.format(text))),
                )


def _in_encodings() -> Iterator[tuple[str, bool]]:
    for name, encodings in leaks.ENCODED.items():
        for encoding, text in itertools.product(encodings, ("{}", "At {} we were.", "<p>{}</p>")):
            content = text.format(name).encode(encoding)
            yield f"{name!r} in {encoding}", _is_held(name, ("a.txt", content))


def _in_others() -> Iterator[tuple[str, bool]]:
    for name, texts in leaks.OTHERS.items():
        for text in texts:
            page = ("a.html", f"<div>At {text} we were.</div>")
            yield f"{name!r} in {text!r}", not _is_found(name, page)


def _is_held(name: str, leak: Leak) -> bool:
    """Whether a leak is found, or its file is refused because nobody can tell."""
    try:
        return _is_found(name, leak)
    except UnreadableError:
        return True


def _is_found(name: str, leak: Leak) -> bool:
    """Whether verification would look at a file, and find the name in it."""
    read, problems = terms.parse(yaml.safe_dump({"terms": [name]}, allow_unicode=True))
    assert problems == (), problems
    path, content = leak
    octets = content.encode() if isinstance(content, str) else content
    output = Output(path=PurePosixPath(path), content=octets, encodings=read.encodings)
    return _is_looked_at(read, output) and any(
        term for text in output.unpacked for term in places.in_text(read, text)
    )


def _is_looked_at(read: Terms, output: Output) -> bool:
    is_torn = any(isinstance(text, unpacking.Torn) for text in output.unpacked)
    return is_torn or output.has_encoded_letters or any(map(read.may_be_in, output.texts))
