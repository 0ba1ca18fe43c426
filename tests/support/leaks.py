"""Leaks: all the ways in which a name may stand in a file of a site, as people and programs do it.

Each way takes a name and returns a file's name and what is in it; the names are invented.
"""

import base64
import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from itertools import accumulate
from urllib.parse import quote

from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

Leak = tuple[str, bytes | str]
NAME = "Fernbank Freight"


def zipped(name: str, content: bytes, comment: bytes = b"", method: int = 8) -> bytes:
    """Return a zip file of one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr(name, content)
        archive.comment = comment
    return made.getvalue()


def tarred(name: str, content: bytes, owner: str = "") -> bytes:
    """Return a tape archive of one file."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size, member.uname = len(content), owner
        archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def png(text: str, *, compressed: bool = False, international: bool = False) -> bytes:
    """Return a PNG with a comment."""
    info, made = PngImagePlugin.PngInfo(), io.BytesIO()
    add = info.add_itxt if international else info.add_text
    add("Comment", text, zip=compressed)
    Image.new("RGB", (4, 4)).save(made, "png", pnginfo=info)
    return made.getvalue()


def photo(form: str, tag: int, value: str | bytes) -> bytes:
    """Return a picture with a value among its Exif data."""
    exif, made = Image.Exif(), io.BytesIO()
    exif[tag] = value
    Image.new("RGB", (4, 4)).save(made, form, exif=exif)
    return made.getvalue()


def gif(comment: str) -> bytes:
    """Return a GIF with a comment."""
    made = io.BytesIO()
    Image.new("P", (4, 4)).save(made, "gif", comment=comment)
    return made.getvalue()


def icon(picture: bytes) -> bytes:
    """Return an icon that holds a PNG."""
    entry = struct.pack("<BBBBHHII", 4, 4, 0, 0, 1, 32, len(picture), 22)
    return struct.pack("<HHH", 0, 1, 1) + entry + picture


def gzip_named(name: str) -> bytes:
    """Return a compressed file that knows its name."""
    made = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=made) as stream:
        stream.write(b"nothing")
    return made.getvalue()


def pdf(operators: str, title: str = "On queues") -> bytes:
    """Return a PDF with one page, whose stream is compressed."""
    stream = zlib.compress(operators.encode("latin-1"))
    head = b"<< /Length %d /Filter /FlateDecode >>" % len(stream)
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        head + b"\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) >>" % title.encode("latin-1"),
    )
    objects = [b"%d 0 obj\n%s\nendobj\n" % (at, body) for at, body in enumerate(bodies, start=1)]
    made = b"%PDF-1.4\n" + b"".join(objects)
    starts = accumulate(map(len, objects[:-1]), initial=len(b"%PDF-1.4\n"))
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(bodies) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + (end % (size, len(made)))


def shown(text: str) -> str:
    """Return the operators that write a text at once."""
    return f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"


def placed(text: str, step: float) -> str:
    """Return the operators that place each letter by itself."""
    letters = enumerate(text)
    put = (f"1 0 0 1 {72 + at * step} 720 Tm ({letter}) Tj" for at, letter in letters)
    return f"BT /F1 12 Tf {' '.join(put)} ET"


def _changed(content: bytes, change: Callable[[PdfWriter], object], *, adds: bool = False) -> bytes:
    made = io.BytesIO()
    writer = PdfWriter(io.BytesIO(content), incremental=adds)
    change(writer)
    writer.write(made)
    return made.getvalue()


def revised(old: bytes) -> bytes:
    """Return a PDF that was written over with other words, and keeps the old ones."""

    def change(writer: PdfWriter) -> None:
        new = PdfReader(io.BytesIO(pdf(shown("Nothing at all")))).pages[0].get_contents()
        contents = writer.pages[0]["/Contents"].get_object()
        contents.set_data(new.get_data() if new else b"")  # type: ignore[union-attr]
        writer.add_metadata({"/Title": "New"})

    return _changed(old, change, adds=True)


def noted(text: str) -> bytes:
    """Return a PDF with a note on its page."""
    note = FreeText(text=text, rect=(50, 550, 200, 650))
    return _changed(pdf(shown("x")), lambda writer: writer.add_annotation(0, note))


def outlined(text: str) -> bytes:
    """Return a PDF with a bookmark."""
    return _changed(
        pdf(shown("x")), lambda writer: writer.add_outline_item(title=text, page_number=0)
    )


def attached(text: str) -> bytes:
    """Return a PDF to which a file is attached."""
    return _changed(pdf(shown("x")), lambda writer: writer.add_attachment("a.txt", text.encode()))


def mail(
    body: str, subject: str = "x", encoding: str = "quoted-printable", attached: bytes = b"\0"
) -> bytes:
    """Return a message with a file."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "ada@example.com"
    message.set_content(body, cte=encoding)
    message.add_attachment(attached, maintype="application", subtype="octet-stream")
    return message.as_bytes()


def calendar(text: str) -> str:
    """Return a calendar whose lines are folded within a word."""
    return f"BEGIN:VCALENDAR\r\nSUMMARY:At {text[:4]}\r\n {text[4:]}\r\nEND:VCALENDAR\r\n"


def runs(text: str, tag: str, inner: str) -> str:
    """Return a text as word processors tear it apart."""
    parts = (text[:4], text[4:6], text[6:])
    return "\n  ".join(f"<{tag}>\n<{inner}>{part}</{inner}>\n</{tag}>" for part in parts)


def rtf(text: str) -> str:
    """Return a text as word processors save it."""
    codes = (letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in text)
    first, second, *rest = codes
    runs = f"{{\\b {first}}}{{\\i\\fs24 {second}}}\n{''.join(rest)}"
    return f"{{\\rtf1\\ansi\\ansicpg1252 {runs}\\par}}"


def numbers(text: str) -> str:
    """Return a text as entities."""
    return "".join(f"&#{ord(letter)};" for letter in text)


def css(text: str) -> str:
    """Return a text as a stylesheet may escape it."""
    return "".join(f"\\{ord(letter):06x}" if at % 3 else letter for at, letter in enumerate(text))


def coded(text: str) -> str:
    """Return a text in Base64."""
    return base64.b64encode(text.encode()).decode()


def coded_bytes(content: bytes) -> str:
    """Return bytes in Base64."""
    return base64.b64encode(content).decode()


def token(text: str) -> str:
    """Return a JSON Web Token."""
    parts = (json.dumps({"alg": "HS256"}), json.dumps({"sub": "1", "name": text}), "x" * 32)
    return ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)


def notebook(text: str) -> str:
    """Return a notebook with a picture that says it in its comment."""
    lines = base64.encodebytes(png(text, compressed=True)).decode()
    output = {"output_type": "display_data", "data": {"image/png": lines}}
    return json.dumps({"cells": [{"cell_type": "code", "outputs": [output]}]}, indent=1)


def _letters(name: str, between: str) -> str:
    return between.join(name)


WAYS: dict[str, Callable[[str], Leak]] = {
    "in capitals": lambda name: ("page.html", f"<p>{name.upper()}</p>"),
    "as entities": lambda name: ("page.html", numbers(name)),
    "torn by markup": lambda name: ("page.html", f"{name[:3]}<b>{name[3:]}</b>"),
    "torn by a line's end": lambda name: ("page.html", f"at {name[:4]}-\n   {name[4:]} we"),
    "torn by a soft hyphen at a line's end": lambda name: (
        "page.html",
        f"at {name[:4]}\u00ad\n{name[4:]} we",
    ),
    "torn by a break": lambda name: ("page.html", f"at {name[:4]}-<br>\n{name[4:]} we"),
    "torn by a backslash": lambda name: ("a.js", f"'at {name[:4]}\\\n{name[4:]}'"),
    "spelt": lambda name: ("page.html", f"<p>At {_letters(name, ' ')}.</p>"),
    "spelt with dots": lambda name: ("page.html", f"<p>At {_letters(name.replace(' ', ''), '.')}"),
    "with nothing to see in it": lambda name: (
        "page.html",
        f"<p>We were at {_letters(name, chr(0x200B))}</p>",
    ),
    "percent-encoded twice": lambda name: ("page.html", quote(quote(f"(ü) {name}"))),
    "percent-encoded as scripts did": lambda name: (
        "page.html",
        "".join(f"%u{ord(letter):04X}" for letter in name),
    ),
    "as escapes of JSON": lambda name: ("a.json", json.dumps({"a": f"é{name}"})),
    "as escapes of a stylesheet": lambda name: ("a.css", f"a::after {{content: '{css(name)}'}}"),
    "in UTF-16": lambda name: ("a.txt", name.encode("utf-16")),
    "in UTF-32": lambda name: ("a.txt", name.encode("utf-32")),
    "in a message": lambda name: ("a.eml", mail(f"At {'long ' * 12}{name} it {'was so ' * 9}.")),
    "in a message in Base64": lambda name: ("a.eml", mail(f"At {name}.", encoding="base64")),
    "in the subject of a message": lambda name: ("a.eml", mail("x", subject=f"Größe: {name}")),
    "in many messages": lambda name: (
        "a.mbox",
        b"From a\n" + mail("x") + b"\nFrom b\n" + mail(f"At {name}.", encoding="base64"),
    ),
    "in a calendar": lambda name: ("a.ics", calendar(name)),
    "in a contact": lambda name: (
        "a.vcf",
        f"BEGIN:VCARD\nORG;ENCODING=QUOTED-PRINTABLE:{''.join(f'={b:02X}' for b in name.encode())}",
    ),
    "in RTF": lambda name: (
        "a.rtf",
        rtf(name),
    ),
    "in the parts of a drawing": lambda name: ("a.svg", f"<svg>{runs(name, 'text', 'tspan')}"),
    "in the runs of a document": lambda name: (
        "a.docx",
        zipped("word/document.xml", runs(name, "w:r", "w:t").encode()),
    ),
    "in the notes of slides": lambda name: (
        "a.pptx",
        zipped("ppt/notesSlides/notesSlide1.xml", runs(name, "a:r", "a:t").encode()),
    ),
    "in a sheet": lambda name: (
        "a.xlsx",
        zipped("xl/sharedStrings.xml", f"<si><t>{name}</t></si>".encode()),
    ),
    "in Base64": lambda name: (
        "a.html",
        f"<script>const a = '{coded(f'For {name} alone, as agreed')}'",
    ),
    "in Base64 in UTF-16": lambda name: (
        "a.txt",
        base64.b64encode(f"At last for {name}".encode("utf-16-le")),
    ),
    "compressed in Base64": lambda name: (
        "a.js",
        f"'{base64.b64encode(gzip.compress(name.encode())).decode()}'",
    ),
    "in a token": lambda name: ("a.html", f"<a href='/?token={token(name)}'>x</a>"),
    "in hexadecimal digits": lambda name: ("a.txt", f"For {name} alone".encode().hex()),
    "in a notebook": lambda name: ("a.ipynb", notebook(name)),
    "behind a prefix": lambda name: ("a.bin", b"MZ\x00\x90" * 9 + zipped("a", name.encode())),
    "in a prefix": lambda name: ("a.bin", name.encode() + b"\x00\n" + zipped("a", b"x")),
    "stored by LZMA in a zip": lambda name: (
        "a.zip",
        zipped("a", name.encode() * 9, method=zipfile.ZIP_LZMA),
    ),
    "compressed by LZMA": lambda name: (
        "a.lzma",
        lzma.compress(name.encode() * 9, lzma.FORMAT_ALONE),
    ),
    "compressed by zlib": lambda name: ("a.z", zlib.compress(name.encode() * 9)),
    "compressed by bzip2": lambda name: ("a.bz2", bz2.compress(name.encode())),
    "as the name of what gzip compressed": lambda name: ("a.gz", gzip_named(f"{name}.txt")),
    "as an owner in a tape archive": lambda name: ("a.tar", tarred("a", b"", owner=name)),
    "four files deep": lambda name: (
        "a.zip",
        zipped("a.tgz", gzip.compress(tarred("a.zip", zipped("a", bz2.compress(name.encode()))))),
    ),
    "in a PNG": lambda name: ("a.png", png(name, compressed=True, international=True)),
    "in a WebP": lambda name: ("a.webp", photo("webp", 0x9C9B, name.encode("utf-16-le"))),
    "in a JPEG": lambda name: ("a.jpg", photo("jpeg", 0x9C9B, name.encode("utf-16-le"))),
    "in a GIF": lambda name: ("a.gif", gif(f"for {name} alone")),
    "in an icon": lambda name: ("favicon.ico", icon(png(name, compressed=True))),
    "in sound": lambda name: (
        "a.mp3",
        b"ID3\x04\0\0\0\0\0\x40TIT2\0\0\0\x30\0\0\x01" + name.encode("utf-16") + bytes(64),
    ),
    "in a film": lambda name: (
        "a.mp4",
        b"\0\0\0\x18ftypmp42\0\0\0\0\0\0\0\x40\xa9nam\0\0\0\x28data\0\0\0\1" + name.encode(),
    ),
}
"""For names of any letters, by what they do."""

FOR_LATIN = frozenset(
    {"in a contact", "in RTF", "spelt", "spelt with dots", "as the name of what gzip compressed"}
)
"""Ways in which other scripts are not written, or otherwise."""

PDF_WAYS: dict[str, Callable[[str], Leak]] = {
    "on a page of a PDF": lambda name: ("a.pdf", pdf(shown(f"Made for {name}"))),
    "in the title of a PDF": lambda name: ("a.pdf", pdf(shown("x"), title=name)),
    "letter by letter": lambda name: ("a.pdf", pdf(placed(name, 7))),
    "letter by letter without spaces": lambda name: ("a.pdf", pdf(placed(name, 6.5))),
    "letters far apart": lambda name: ("a.pdf", pdf(placed(name, 14))),
    "spelt in a PDF": lambda name: ("a.pdf", pdf(shown(" ".join(name)))),
    "downwards": lambda name: (
        "a.pdf",
        pdf(f"BT /F1 12 Tf 72 720 Td {' '.join(f'({one}) Tj 0 -14 Td' for one in name)} ET"),
    ),
    "over a line's end in a PDF": lambda name: (
        "a.pdf",
        pdf(f"BT /F1 12 Tf 72 720 Td (at {name[:4]}-) Tj 0 -14 Td ({name[4:]}) Tj ET"),
    ),
    "in an older state of a PDF": lambda name: ("a.pdf", revised(pdf(shown(f"For {name}")))),
    "in a note in a PDF": lambda name: ("a.pdf", noted(name)),
    "in a bookmark of a PDF": lambda name: ("a.pdf", outlined(name)),
    "attached to a PDF": lambda name: ("a.pdf", attached(name)),
    "in a PDF in an archive": lambda name: ("a.zip", zipped("a.pdf", pdf(placed(name, 7)))),
}
"""For names of ASCII letters."""

SPELLINGS: dict[str, tuple[str, ...]] = {
    "Fernbank Freight": (
        *("Fernbank.Freight", "Fernbank · Freight", "Fernbank, Freight", "Fernbank; Freight"),
        *("Fernbank: Freight", "Fernbank | Freight", "Fernbank – Freight", "Fernbank/Freight"),
        *("Fernbank™ Freight", "Fernbank (Freight)", '"Fernbank" Freight', "fernbank_freight"),
        *(
            '["fernbank", "freight"]',
            "FernbankFreight",
            "Fernbank\u2003Freight",
            "fernbank+freight",
        ),
        *(
            "F\u0435rnb\u0430nk Fr\u0435ight",
            "Fernbank\u200d-\u200dFreight",
            "Fernbank\u2028Freight",
        ),
    ),
    "Fernbank & Sons": (
        *("Fernbank and Sons", "Fernbank &amp; Sons", "Fernbank + Sons", "Fernbank und Sons"),
        *("fernbank-and-sons", "fernbank-sons", "Fernbank &amp;amp; Sons", "FernbankSons"),
    ),
    "Fernbank and Sons": ("Fernbank & Sons", "Fernbank&Sons", "Fernbank &#38; Sons"),
    "Müller": (
        *("Mueller", "MUELLER", "Muller", "Mu\u0308ller", "M&uuml;ller", "M%C3%BCller", "M%FCller"),
        *("https://xn--mller-kva.example/", "Mül-\nler", "mueller-group"),
    ),
    "Mueller": ("Müller", "M&#252;ller", "Mueller"),
    "Søndergård": ("Soendergaard", "Sondergard", "SØNDERGÅRD"),
    "Weißbach": ("Weissbach", "WEISSBACH", "Weiẞbach"),
    "Ospr": ("Osprs", "OSPRs", "Ospr’s", "two osprs.", "OsprLogo", "ospr2", "Os-\npr", "(ospr)"),
    "5,812,937": (
        *("5812937", "5 812 937", "5\u2009812\u2009937", "5\u202f812\u202f937", "5.812.937"),
        *("5'812'937", "5’812’937", "5&nbsp;812&#8239;937", "58,12,937", "€5,812,937.00"),
        *("5<b>,812,</b>937", "5_812_937"),
    ),
    "4712836": ("4 712 836", "4,712,836", "4.712.836", "EUR4712836", "4&thinsp;712&thinsp;836"),
    "+49 30 1234567": (
        *("+49 (30) 1234567", "+49 30 123 45 67", "0049 30 1234567", "+49-30-1234567"),
        *("tel:+49301234567", "(030) 1234567", "030/1234567", "+49 (0)30 1234567"),
        *("+49.30.1234567", "+49 (30) 123\u201145\u201167"),
    ),
    "DE89 3704 0044 0532 0130 00": ("DE89370400440532013000", "DE89-3704-0044-0532-0130-00"),
    "DE89370400440532013000": ("DE89 3704 0044 0532 0130 00",),
    "4.2 million": ("4,2 million", "4.2 Million", "4.2million"),
    "A.T. Fernbank": ("AT Fernbank", "A. T. Fernbank", "at-fernbank"),
    "Фернбанк": ("ФЕРНБАНК", "&#1060;ернбанк", "Ферн-\nбанк", "Ф е р н б а н к"),  # noqa: RUF001
    "株式会社フェルン": ("株式会社フェルン", "株式会社ﾌｪﾙﾝ", "&#26666;式会社フェルン"),
}
"""Names, and how else they are written."""

OTHERS: dict[str, tuple[str, ...]] = {
    "Ospr": ("osprey", "OSPREYS", "kospr", "Osprese"),
    "Fernbank Freight": ("Fernbank", "the Fernbank. Freight costs rise", "Freight Fernbank"),
    "5,812,937": ("15,812,937", "5,812,9370", "58 129 37 1", "M5.8 1.29 3.7"),
    "4712836": ("M4.7 12.8 36", "4, 7, 1, 2, 8, 3, 6", "14712836"),
    "Linear": ("line art", "the online art", '<linearGradient id="a">', "linear-gradient(red)"),
    "Target": (
        *('<a href="/" target="_blank">x</a>', '<button popovertarget="site-menu">x</button>'),
        *("we start arguing",),
    ),
    "Circle": ('<circle cx="1" class="circle"/>', "semi circ les"),
    "Box": ('<svg viewBox="0 0 1 1">', "a { box-sizing: border-box }", '<p class="box">x</p>'),
    "Apple": ('<link rel="apple-touch-icon" href="a.png">', "font: -apple-system", "pineapples"),
    "Segment": ("new Intl.Segmenter()",),
    "Adobe": ('<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 5.6">',),
    "Summary": ("<details><summary>x</summary></details>",),
    "Path": ('<path d="M0 0"/>', "<clipPath id='x'/>"),
    "Search": ('<form role="search" method="get">',),
}
"""Names, and what is none of them."""

ENCODED: dict[str, tuple[str, ...]] = {
    "Фернбанк": ("cp1251", "koi8_r", "cp866", "iso8859_5"),
    "Łódźbank": ("iso8859_2", "cp1250", "cp852"),
    "フェルン銀行": ("shift_jis", "euc_jp", "iso2022_jp"),
    "菲恩银行": ("gbk", "gb18030"),
    "菲恩銀行": ("big5",),
    "페른은행": ("euc_kr",),
    "Φερνμπανκ": ("cp1253",),
    "Şişlibank": ("cp1254",),
    "Müllerbank": ("latin-1", "cp1252", "cp850", "mac_roman"),
}
"""Names, and in what they were written before UTF-8."""
