"""What `confidential.yml` names is found wherever it would be published, and however it is written.

The customer of these tests is Fernbank Freight, and the code name of the project is Ospr.
"""

import base64
import bz2
import datetime as dt
import functools
import gzip
import json
import lzma
import re
import struct
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import pytest
import yaml
from click.testing import CliRunner, Result

from cto_portfolio import frameworks
from cto_portfolio.cli import main
from cto_portfolio.content import portfolio
from cto_portfolio.publishing.confidential import terms
from cto_portfolio.publishing.confidential.gate import Gate
from cto_portfolio.publishing.confidential.places import Published
from cto_portfolio.publishing.verification.outputs import Output
from tests.support import leaks, packets, preview, project, sample
from tests.support.leaks import pdf, photo, png, shown, tarred, zipped
from tests.support.project import entry

NAME = "Fernbank Freight"
DRAWING = "fernbank-freight.svg"
TERMS = """\
terms:
  - Fernbank Freight
  - match: Ospr
    replace: a code name
  - {match: '€ ?4[.,]2 ?(m|million)', replace: a seven-figure sum, pattern: true}
  - Zürich-Wiese AG
"""


@functools.cache
def gate_of(said: str) -> Gate:
    read, problems = terms.parse(said)
    assert problems == ()
    published = Published(
        portfolio=portfolio.parse({}, frameworks.load(), today=dt.date(2026, 9, 21)),
        packets=(),
        files={},
        beside=(),
        content=lambda _: b"",
        config={},
    )
    return Gate(terms=read, published=published, docs_dir=Path("portfolio"))


def found(content: bytes | str, name: str = "page/index.html", said: str = TERMS) -> list[str]:
    octets = content.encode() if isinstance(content, str) else content
    problems = gate_of(said).problems([(PurePosixPath(name), octets)], Path("site"))
    return [problem.message for problem in problems]


def is_found(name: str, content: bytes | str, path: str = "page/index.html") -> bool:
    """Whether the gate finds a name, and would be asked whether it does."""
    said = yaml.safe_dump({"terms": [name]}, allow_unicode=True)
    octets = content.encode() if isinstance(content, str) else content
    output = Output(path=PurePosixPath(path), content=octets)
    is_read = not output.is_text or output.has_encoded_letters
    looks = is_read or gate_of(said).terms.may_be_in(octets)
    return looks and found(content, path, said) != []


PLANTS: dict[str, tuple[str, bytes | str]] = {
    "plainly": ("page.html", f"<p>At {NAME}.</p>"),
    "in capitals": ("page.html", "<p>FERNBANK FREIGHT</p>"),
    "in an attribute": ("page.html", f"<p title='{NAME}'>x</p>"),
    "in an alternative text": ("page.html", f'<img alt="The {NAME} yard">'),
    "in a comment": ("page.html", f"<!-- {NAME} -->"),
    "in a script": ("page.html", f"<script>const a = '{NAME}'</script>"),
    "as named entities": ("page.html", "Fernbank&nbsp;Freight"),
    "as numeric entities": ("page.html", "&#70;ern&#98;ank Freigh&#116;"),
    "as hexadecimal entities": ("page.html", "F&#x65;rnb&#x61;nk Freight"),
    "as entities of entities": ("page.html", "F&amp;#101;rnbank Freight"),
    "within escaped markup": ("atom.xml", "Fernbank &lt;b&gt;Freight&lt;/b&gt;"),
    "split by markup": ("page.html", "Fern<b>bank</b> <i>Fre</i>ight"),
    "split by a soft hyphen": ("page.html", "Fern\u00adbank Freight"),
    "split by an escaped soft hyphen": ("page.html", "Fern&shy;bank Freight"),
    "split by what has no width": ("page.html", "Fern\u200bbank\u2060 Freight"),
    "split by a line": ("page.html", "Fernbank\n      Freight"),
    "split by a space that does not break": ("page.html", "Fernbank\u00a0Freight"),
    "in wide letters": ("page.html", "Ｆｅｒｎｂａｎｋ　Ｆｒｅｉｇｈｔ"),  # noqa: RUF001
    "in mathematical letters": ("page.html", "𝐅𝐞𝐫𝐧𝐛𝐚𝐧𝐤 Freight"),  # noqa: RUF001
    "with a combining accent": ("page.html", "Fe\u0301rnbank Freight"),
    "percent-encoded": ("page.html", f'<a href="/{quote(NAME)}">x</a>'),
    "percent-encoded letters": ("page.html", '<a href="/%46ernbank%2DFreigh%74">x</a>'),
    "in a query": ("page.html", '<a href="?for=Fernbank+Freight">x</a>'),
    "as a slug": ("page.html", '<h2 id="for-fernbank-freight">x</h2>'),
    "as one word": ("page.html", '<a href="https://fernbankfreight.example/">x</a>'),
    "in the search index": ("search/search_index.json", json.dumps({"text": f"<b>{NAME}</b>"})),
    "as JSON escapes": ("a.json", '{"a": "\\u0046ernbank\\u00a0Frei\\u0067ht"}'),
    "across a line's end in JSON": ("a.json", '{"a": "Fernbank\\nFreight"}'),
    "as a script's escapes": ("a.js", r"'\x46ernbank Freight'"),
    "in a feed": ("feed.xml", f"<title>{NAME}</title>"),
    "in a drawing": ("a.svg", f"<svg><text>Fernbank <tspan>{NAME[9:]}</tspan></text></svg>"),
    "in UTF-16 with a mark": ("a.txt", f"é {NAME}".encode("utf-16")),
    "in little-endian UTF-16": ("a.txt", NAME.encode("utf-16-le")),
    "in big-endian UTF-16": ("a.txt", b"x" + NAME.encode("utf-16-be")),
    "in UTF-32": ("a.txt", NAME.encode("utf-32-le")),
    "in Latin-1": ("a.txt", f"café {NAME}".encode("latin-1")),
    "accented, in Latin-1": ("a.txt", "Zürich-Wiese AG".encode("latin-1")),
    "accented, percent-encoded in Latin-1": ("a.html", '"/Z%FCrich%20Wiese%20AG"'),
    "without its accent": ("page.html", "zurich-wiese-ag"),
    "decomposed": ("page.html", "Zu\u0308rich-Wiese AG"),
    "in a file's name": ("assets/Fernbank-Freight.png", b""),
    "in a folder's name": ("fernbank_freight/a.html", b""),
    "in a PNG": ("a.png", png(f"for {NAME}")),
    "compressed in a PNG": ("a.png", png(f"for {NAME}", compressed=True)),
    "internationally in a PNG": ("a.png", png(f"for {NAME}", compressed=True, international=True)),
    "in a JPEG": ("a.jpg", photo("jpeg", 0x010E, NAME)),
    "wide in a JPEG": ("a.jpg", photo("jpeg", 0x9C9B, NAME.encode("utf-16-le"))),
    "in a WebP": ("a.webp", photo("webp", 0x013B, NAME)),
    "in a PDF's page": ("a.pdf", pdf(shown(f"Made for {NAME}"))),
    "in a PDF's title": ("a.pdf", pdf(shown("x"), title=NAME)),
    "compressed by gzip": ("sitemap.xml.gz", gzip.compress(NAME.encode())),
    "compressed by bzip2": ("a.bz2", bz2.compress(NAME.encode())),
    "compressed by xz": ("a.xz", lzma.compress(NAME.encode())),
    "in an archive": ("a.docx", zipped("word/document.xml", f"<t>{NAME}</t>".encode())),
    "in an archive's file name": ("a.zip", zipped(f"{NAME}.txt", b"")),
    "in an archive's comment": ("a.zip", zipped("a.txt", b"", NAME.encode())),
    "in an archive in an archive": ("a.zip", zipped("b.zip", zipped("a", NAME.encode()))),
    "in a compressed tape archive": ("a.tgz", gzip.compress(tarred("a.gz", NAME.encode()))),
    "in an embedded file": (
        "page.html",
        f'<img src="data:image/png;base64,{base64.b64encode(png(f"for {NAME}")).decode()}">',
    ),
    "between bytes that are no text": ("a.bin", struct.pack("<4I", *range(4)) + NAME.encode()),
    "as a pattern": ("page.html", "<p>for € 4.2 million</p>"),
    "as a pattern across markup": ("page.html", "<p>for &euro; <b>4,2</b> m</p>"),
}


@pytest.mark.parametrize("where", PLANTS)
def test_what_is_confidential_is_found(where: str) -> None:
    name, content = PLANTS[where]

    assert len(found(content, name)) == 1


@pytest.mark.parametrize("way", leaks.WAYS | leaks.PDF_WAYS)
def test_a_name_is_found_however_it_comes_into_a_file(way: str) -> None:
    path, content = (leaks.WAYS | leaks.PDF_WAYS)[way](NAME)

    assert is_found(NAME, content, path)


@pytest.mark.parametrize("name", leaks.SPELLINGS)
def test_a_name_is_found_however_people_write_it(name: str) -> None:
    spellings = [name, *leaks.SPELLINGS[name]]

    assert [text for text in spellings if not is_found(name, f"<p>At {text} we were.</p>")] == []


@pytest.mark.parametrize("name", leaks.ENCODED)
def test_a_name_is_found_in_the_encodings_of_its_country(name: str) -> None:
    texts = {way: f"At {name} we were.".encode(way) for way in leaks.ENCODED[name]}

    assert [way for way, text in texts.items() if not is_found(name, text, "a.txt")] == []


@pytest.mark.parametrize("name", leaks.OTHERS)
def test_what_is_another_word_or_markup_is_no_name(name: str) -> None:
    texts = leaks.OTHERS[name]

    assert [text for text in texts if is_found(name, f"<div>At {text} we were.</div>")] == []


@pytest.mark.parametrize(
    "text",
    ["OSPR", "for Ospr.", "ospr_logo", "OsprLogo", "TheOspr", "ospr2", "Os<b>pr</b>", "(ospr)"],
)
def test_a_short_name_is_found_where_it_is_a_word(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text", ["osprey", "ospreys", "kospr", "OSPREY", "Fernbank", "4.2 million"]
)
def test_what_only_resembles_a_name_is_none(text: str) -> None:
    assert found(text) == []


def test_what_is_found_is_named_by_its_line_alone() -> None:
    assert found("<p>Ospr</p>") == [
        (
            "holds the term on line 3 of confidential.yml; write 'a code name', or make the term"
            " longer, if something else is meant here"
        )
    ]
    assert found(NAME) == ["holds the term on line 2 of confidential.yml; leave it out"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.zip", b"PK\x03\x04 and no more", "it is a damaged archive"),
        ("a.gz", b"\x1f\x8b and no more", "it is compressed, and damaged"),
        ("a.rar", b"Rar!\x1a\x07", "it is a RAR archive"),
        ("a.js.br", b"\x0b\x02", "it is compressed by Brotli"),
        ("a.pdf", b"%PDF-1.4\nno more", "it is a PDF that cannot be read"),
        ("a.lz4", b"\x04\x22\x4d\x18", "it is compressed by LZ4"),
        ("a.key", zipped("Index/Slide.iwa", b"x"), "it is a document of Pages, Numbers or Keynote"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "it is a document under a password",
        ),
        (
            "a.pdf",
            pdf(shown("x")) + b"%%EOF\n" * 99,
            "it is a PDF that keeps too many older states of itself",
        ),
    ],
)
def test_what_cannot_be_searched_is_refused(name: str, content: bytes, why: str) -> None:
    assert found(content, name) == [f"cannot be searched: {why}; publish it in another form"]


def test_an_archive_that_unpacks_without_end_is_refused() -> None:
    packed = b"x"
    for _ in range(9):
        packed = gzip.compress(packed)

    assert "packed into one another more than 6 deep" in found(packed, "a.gz")[0]
    assert "too much is packed into it" in found(gzip.compress(bytes(300 << 20)), "a.gz")[0]


@pytest.mark.parametrize(
    ("said", "line", "code"),
    [
        ("terms: [x]", 1, "bad-term"),
        ("terms: ['']", 1, "no-terms"),
        ("terms:\n  - Fine Name\n  - the", 3, "bad-term"),
        ("terms: [Meta]", 1, "bad-term"),
        ("terms: [{match: '(', pattern: true}]", 1, "bad-term"),
        ("terms: [{match: '(?=x)', pattern: true}]", 1, "bad-term"),
        ("terms: [{match: 'x*', pattern: true}]", 1, "bad-term"),
        ("terms: [{match: '.', pattern: true}]", 1, "bad-term"),
        ("terms: [{match: '\\w+', pattern: true}]", 1, "bad-term"),
        ("terms: [{match: Ospr, replace: 'a: b'}]", 1, "bad-value"),
        ("terms: [{match: Ospr, replace: Ospr Two}]", 1, "bad-value"),
        ("terms: [{match: Ospr, with: x}]", 1, "unknown-key"),
        ("terms: [12]", 1, "wrong-type"),
        ("names: [Ospr]", 1, "unknown-key"),
        ("terms: a: b", 1, "broken-yaml"),
    ],
)
def test_a_term_that_cannot_be_meant_is_a_problem(said: str, line: int, code: str) -> None:
    read, problems = terms.parse(said)

    assert [(one.line, one.code) for one in problems] == [(line, code)]
    assert read.every == ()


def test_an_expression_that_would_never_end_elsewhere_ends_here() -> None:
    said = "terms: [{match: '(a+)+$', pattern: true}]"
    read, problems = terms.parse(said.replace("$", "!"))

    assert not problems
    assert list(read.find(b"a" * 100_000)) == []


# Sources, and whole builds

FILES: dict[str, str | bytes] = {
    "confidential.yml": TERMS,
    "entries/deploys.md": entry(),
    "entries/secret.md": entry(title=f"For {NAME}", visibility="private"),
    "profile.yml": "name: Ada Example\nheadline: Engineer\n",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_check_says_where_it_stands_in_what_would_be_published(author_folder: Path) -> None:
    text = entry(
        title="Ospr in six minutes",
        notes=f"Remember {NAME}.",
        evidence=[{"requirement": "trends/process", "claim": f"{NAME} took it over."}],
    )
    files = {
        **FILES,
        "entries/deploys.md": f"{text}\nFor **Fernbank** Freight.\n\n![{NAME}]({DRAWING})\n",
        f"entries/{DRAWING}": f"<svg xmlns='http://www.w3.org/2000/svg'><desc>{NAME}</desc></svg>",
        "about.md": f"# About\n\nI was at {NAME}.\n",
        "profile.yml": f"name: Ada Example\nheadline: Engineer at {NAME}\n",
    }
    project.draw(author_folder, files)

    said = run("check")

    assert said.exit_code == 1
    first = "holds the term on line 2 of confidential.yml; leave it out"
    other = (
        "holds the term on line 3 of confidential.yml; write 'a code name', or make the term"
        " longer, if something else is meant here"
    )
    head = "portfolio/entries/deploys.md"
    assert said.stdout.splitlines() == [
        f"portfolio/about.md:3: confidential: {first}",
        f"{head}:3: confidential: {other}",
        f"{head}:8: confidential: {first}",
        f"{head}:13: confidential: {first}",
        f"{head}:15: confidential: {first}",
        f"portfolio/entries/fernbank-freight.svg:1: confidential: {first}",
        f"portfolio/entries/fernbank-freight.svg:1: confidential: its name {first}",
        f"portfolio/profile.yml:2: confidential: {first}",
    ]
    assert NAME not in said.output


def packet(**changed: object) -> str:
    said = {
        "key": packets.KEY,
        "for": "Acme Robotics",
        "letter": f"Dear Dana,\n\nat {NAME} we learnt it.",
        "questions": [{"question": "Was it Ospr?", "answer": ["entries/secret.md"]}],
        "notes": "Ask for Zürich-Wiese AG.",
    }
    return yaml.safe_dump({**said, **changed}, sort_keys=False, allow_unicode=True)


def test_what_one_reader_is_told_is_checked_too(author_folder: Path) -> None:
    project.draw(author_folder, {**FILES, "packets/acme.yml": packet()})

    said = run("check")

    assert said.exit_code == 1
    assert [line.split(" holds")[0] for line in said.stdout.splitlines()] == [
        "portfolio/entries/secret.md:3: confidential:",
        "portfolio/packets/acme.yml:6: confidential:",
        "portfolio/packets/acme.yml:8: confidential:",
    ]
    built = project.build(author_folder)
    assert built.returncode == 1
    assert "portfolio/packets/acme.yml:8: confidential: holds the term" in built.stderr
    project.draw(author_folder, {"packets/acme.yml": packet(revoked=True)})
    assert run("check").exit_code == 0


def test_what_a_packet_was_frozen_with_is_checked_too(author_folder: Path) -> None:
    lists = ("letter", "topics", "outcomes", "decisions", "vouchers", "others")
    page = {"reader": "Acme", "tells": True, **{name: list[str]() for name in lists}}
    frozen = {"packet": page, "body": f"At {NAME}.", "entries": [], "consents": []}
    files = {"packets/acme.yml": packet(letter=None, questions=[])}
    project.draw(author_folder, {**FILES, **files, "packets/acme.frozen.json": json.dumps(frozen)})

    assert run("check").stdout.startswith("portfolio/packets/acme.frozen.json:1: confidential:")


def test_check_says_what_is_wrong_with_the_terms_themselves(author_folder: Path) -> None:
    project.draw(author_folder, {**FILES, "confidential.yml": "terms:\n  - the\n"})

    said = run("check")

    assert said.exit_code == 1
    assert said.stdout.startswith("portfolio/confidential.yml:2: bad-term: ")


def test_private_entries_may_name_it_and_the_file_itself_is_never_published(
    author_folder: Path,
) -> None:
    project.draw(author_folder, FILES)

    assert run("check").exit_code == 0
    built = project.build(author_folder)

    assert built.returncode == 0, built.stderr
    assert not [name for name in project.bytes_of(author_folder / "site") if "confidential" in name]
    assert run("verify").exit_code == 0


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_build_with_a_leak_fails_and_leaves_the_last_good_site_as_it_was(
    author_folder: Path, engine: str
) -> None:
    project.draw(author_folder, FILES)
    assert project.build(author_folder, engine=engine).returncode == 0
    good = project.bytes_of(author_folder / "site")
    more = {
        "entries/deploys.md": entry(tags=[NAME]),
        "entries/essay.md": entry("article", title="Ospr"),
    }
    project.draw(author_folder, more, config={"copyright": "Zürich-Wiese AG"})

    built = project.build(author_folder, engine=engine)

    assert built.returncode == 1
    assert "portfolio/entries/deploys.md:6: confidential: holds the term on line 2" in built.stderr
    assert "portfolio/entries/essay.md:3: confidential: " in built.stderr
    assert re.search(r" mkdocs\.yml:\d+: confidential: ", built.stderr)
    assert NAME not in built.stderr
    assert project.bytes_of(author_folder / "site") == good


def test_a_build_fails_while_nobody_can_tell_what_is_confidential(author_folder: Path) -> None:
    project.draw(author_folder, {**FILES, "confidential.yml": "terms: the: x"})

    built = project.build(author_folder)

    assert built.returncode == 1
    assert "portfolio/confidential.yml:1: broken-yaml" in built.stderr


def test_other_engines_get_no_leak_either(author_folder: Path) -> None:
    project.draw(author_folder, {**FILES, "about.md": f"# About {NAME}\n"})

    staged = run("stage")

    assert staged.exit_code == 1
    assert "about.md:1: confidential: holds the term on line 2" in staged.output
    assert not (author_folder / ".build").exists()


def test_a_site_is_verified_against_the_terms(author_folder: Path) -> None:
    project.draw(author_folder, FILES)
    project.build(author_folder)
    (author_folder / "site/notes.txt").write_bytes(NAME.encode("utf-16"))

    said = run("verify")

    assert said.exit_code == 1
    assert "site/notes.txt:1: confidential: holds the term on line 2" in said.output


REDACTED: dict[str, str | bytes] = {
    **FILES,
    "confidential.yml": TERMS.replace(
        "- Fernbank Freight", "- {match: Fernbank Freight, replace: a carrier}"
    ),
    "entries/deploys.md": entry(
        title=f"{NAME} ships in six minutes",
        summary="What Ospr did saved € 4.2 million.",
        tags=["ospr", "speed"],
    )
    + f"\nAt *{NAME}* and Fernbank\nFreight we did Ospr Ospr.\n",
    "about.md": f"# About\n\nI was at {NAME.upper()}.\n",
    "profile.yml": f"name: Ada Example\nheadline: Engineer at {NAME}\n",
}


@pytest.mark.parametrize("engine", ["mkdocs", "staged"])
def test_redaction_changes_what_is_published_and_never_the_sources(
    author_folder: Path, engine: str
) -> None:
    options = {"redact": True} if engine == "mkdocs" else {}
    project.draw(author_folder, REDACTED, options=options)
    before = project.bytes_of(author_folder / "portfolio")
    if engine == "staged":
        staged = run("stage", "--redact")
        assert staged.exit_code == 0, staged.output
    arguments = ("-f", ".build/zensical.yml") if engine == "staged" else ()
    built = project.build(author_folder, *arguments)

    assert built.returncode == 0, built.stderr
    site = author_folder / (".build/site" if engine == "staged" else "site")
    page = (site / "entries/deploys/index.html").read_text(encoding="utf-8")
    assert "a carrier ships in six minutes" in page
    assert "What a code name did saved a seven-figure sum." in page
    assert "I was at a carrier." in (site / "about/index.html").read_text(encoding="utf-8")
    assert project.bytes_of(author_folder / "portfolio") == before


def test_redaction_changes_what_one_reader_is_told(author_folder: Path) -> None:
    letter = packet(letter="It was called Ospr.", questions=[])
    project.draw(author_folder, {**FILES, "packets/acme.yml": letter}, options={"redact": True})

    built = project.build(author_folder)

    assert built.returncode == 0, built.stderr
    page = packets.page_of(project.bytes_of(author_folder / "site"))
    assert "It was called a code name." in page


def test_redaction_leaves_addresses_alone_and_the_gate_says_so(author_folder: Path) -> None:
    files = {**REDACTED, "about.md": "See [it](https://example.com/ospr/).\n"}
    project.draw(author_folder, files, options={"redact": True})

    built = project.build(author_folder)

    assert built.returncode == 1
    assert "portfolio/about.md:1: confidential: holds the term on line 3" in built.stderr
    assert run("check").stdout.startswith("portfolio/about.md:1: confidential: ")


def test_the_sample_raises_no_false_alarm(sample_copy: Path) -> None:
    common = [f"  - {name}\n" for name in ("Adobe", "Apple", "Box", "Circle", "Linear", "Segment")]
    said = "".join([TERMS, *common])
    (sample_copy / "portfolio/confidential.yml").write_text(said, encoding="utf-8")

    built = sample.run("mkdocs", "build", "--strict", cwd=sample_copy)

    assert built.returncode == 0, built.stderr


def test_a_preview_goes_on_so_that_the_leak_can_be_mended(tmp_path: Path) -> None:
    project.draw(tmp_path, {**FILES, "entries/deploys.md": entry(title=f"For {NAME}")})

    with preview.served(tmp_path) as site:
        assert site.status("entries/deploys/") == 200
