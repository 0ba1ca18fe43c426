"""Pictures in SVG draw what they drew, and do nothing else."""

import re
from pathlib import Path, PurePosixPath

import pytest

from cto_portfolio.text import svg
from tests.support.sample import PROJECT

ROOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:h="http://www.w3.org/1999/xhtml" xmlns:i="urn:program">'
)
DRAWINGS = sorted((PROJECT / "tests/support/drawings").iterdir())
"""As tools export them, each with what is typical of one."""
LOST = [
    ("<script>go()</script>", "'<script>'"),
    ("<g onload='go()'/>", "'onload' of '<g>', which can act by itself,"),
    ("<a href='java&#9;script:go()'/>", "'href' of '<a>', which leads to"),
    ("<image href='/\\example.net'/>", "'href' of '<image>', which leads to '/\\example.net',"),
    ("<set attributeName='xlink:href' to='c'/>", "'attributeName' of '<set>', an animation"),
    ("<set attributeName='fill' to='url(b)'/>", "'to' of '<set>', which could load"),
    ("<g mask='u\\72l(b)'/>", "'mask' of '<g>', which could load another file,"),
    ("<g style='fill:red;background:image-set(\"b\" 1x)'/>", "'background' in 'style'"),
    ("<style>@\\69mport 'b';</style>", "'@import' in its style"),
    ("<style><a/>@import 'b';</style>", "'<a>'"),
    ("<style>@font-face{src:url(b)}</style>", "'src' in its style"),
    ("<h:iframe src='b'/>", "'<iframe>'"),
    ("<style>@unheard { x: url(b) }</style>", "'@unheard' in its style, which could load"),
    ("<style>@unheard { x: 1 }</style>", "'@unheard' in its style, which is not known"),
    ("<g style='fill:unheard(1)'/>", "'fill' in 'style' of '<g>', which is not known"),
]


def published(inner: str) -> str:
    """Return what is left of what stands in a picture."""
    content = svg.read(PurePosixPath("a.svg"), f"{ROOT}{inner}</svg>").content.decode()
    return re.sub(r"^<svg[^>]*>|</svg>$", "", content)


def lost(inner: str) -> list[str]:
    """Return what its author is told."""
    drawing = svg.read(PurePosixPath("a.svg"), f"{ROOT}{inner}</svg>")
    return [message.partition(" is left out of the picture")[0] for _, message in drawing.lost]


@pytest.mark.parametrize(("inner", "told"), LOST)
def test_what_runs_or_loads_is_left_out_and_told(inner: str, told: str) -> None:
    assert lost(inner)[0].startswith(told)
    assert not re.search(r"go\(\)|[\"'(]b[\"')]|example\.net|@import", published(inner))


@pytest.mark.parametrize(
    "inner",
    [
        "<!-- source -->",
        "<?plantuml 1.2026?>",
        "<metadata><i:secret>x</i:secret></metadata>",
        "<i:view/>",
    ],
)
def test_what_programs_keep_for_themselves_goes_without_a_word(inner: str) -> None:
    assert (published(inner), lost(inner)) == ("", [])


@pytest.mark.parametrize(
    "inner",
    [
        '<g fill="url(#a)" transform="translate(1 2)" style="fill: var(--b, #fff);"></g>',
        '<image href="data:image/png;base64,eA=="></image>',
        '<a xlink:href="https://example.com/" target="_blank"><text x="1">a &amp; b</text></a>',
        "<style>@font-face { src: url(data:font/woff2;base64,eA==); }</style>",
        "<style>@keyframes a { from { x: 0; } }</style>",
        '<style>a:not(.b) &gt; c::before { content: "\\3c "; }</style>'.replace("\\3c ", "d"),
        '<animate attributeName="fill" values="red;blue" dur="1s"></animate>',
        '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">a</div></foreignObject>',
    ],
)
def test_what_draws_stays(inner: str) -> None:
    assert re.sub(r"\s+", "", published(inner)) == re.sub(r"\s+", "", inner)
    assert lost(inner) == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg/>', "declares entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "b.txt">]><svg>&a;</svg>', "declares entities"),
        (b'<!DOCTYPE svg [<!ENTITY % a "b">]><svg/>', "declares entities"),
        (b'<!DOCTYPE svg [<!ENTITY a "' + b"b" * 999 + b'">]><svg/>', "declares entities"),
        (b"<svg>", "cannot be read as SVG"),
        (b"<html/>", "is no SVG"),
        (b'<?xml version="1.0" encoding="gbk"?><svg/>', "is in an encoding"),
        (b'<?xml version="1.0" encoding="x"?><svg/>', "is in an encoding"),
        ("<svg>\ud800</svg>", "is in an encoding"),
        ("<svg>" + "<g>" * 2000 + "</g>" * 2000 + "</svg>", "has more elements in each other"),
    ],
)
def test_what_cannot_be_read_is_refused(content: str | bytes, why: str) -> None:
    with pytest.raises(svg.UnreadableSvgError, match=why):
        svg.read(PurePosixPath("a.svg"), content)


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_drawings_are_shown_as_tools_export_them_without_a_word(path: Path) -> None:
    drawing = svg.read(PurePosixPath("a.svg"), path.read_bytes())

    assert drawing.lost == ()
    assert b"secret" not in drawing.content


@pytest.mark.parametrize(("words", "told"), [("Virgil", "Virgil"), ("serif", None)])
def test_a_font_elsewhere_is_told_if_words_are_in_it(words: str, told: str | None) -> None:
    fonts = "".join(
        f'@font-face {{ font-family: "{name}"; src: url("https://example.net/a.woff2"); }}'
        for name in ("Virgil", "Cascadia")
    )
    inner = f'<style>{fonts}</style><text font-family="{words}, Arial">a</text>'

    assert lost(inner) == ([f"the font '{told}', which lies elsewhere,"] if told else [])
    assert "@font-face" not in published(inner)


@pytest.mark.parametrize(("icon", "count"), [("fa fa-user", 1), ("family", 0)])
def test_icons_that_lie_elsewhere_are_told_if_there_are_any(icon: str, count: int) -> None:
    style = "<style>@import url('https://example.net/font-awesome/all.css');</style>"

    assert len(lost(f"{style}<h:i class='{icon}'/>")) == count


def test_short_texts_stand_where_their_names_stood() -> None:
    kinds = '<!DOCTYPE svg [<!ENTITY blue "fill:#00f;"><!ENTITY word "gate">]>'
    content = f'{kinds}<svg xmlns="http://www.w3.org/2000/svg"><g style="&blue;">&word;</g></svg>'

    drawing = svg.read(PurePosixPath("a.svg"), content)

    assert (drawing.lost, b'style="fill:#00f;">gate</g>' in drawing.content) == ((), True)


def test_many_brackets_in_a_style_are_no_trouble() -> None:
    assert lost(f"<style>a{{b:{'(' * 20_000}</style><g style='a:{'[' * 9000}'/>")
