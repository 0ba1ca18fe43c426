"""Which addresses are found in HTML, CSS and SVG, held against a parser that reads as browsers."""

import re
import time
from collections.abc import Callable, Iterator

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cto_portfolio.text import references

WORDS = frozenset(["alt", "class", "id", "title", "name"])
"""Attributes that hold no address."""


@pytest.mark.parametrize(
    "text",
    [
        "<a href=x.png>",
        "<a href='x.png'>",
        '<A HREF="x.png">',
        "<a\nhref\n=\nx.png\n>",
        '<a class="b"href=x.png>',
        "<a class='b'href='x.png'>",
        "<a/href=x.png>",
        "<a b/href=x.png>",
        "<a =x href=x.png>",
        '<a title="a > b" href=x.png>',
        '<a title=">" href="x.png">',
        '<a b c="" d=\'\' href="x.png"/>',
        '<a href=" x.png\n">',
        '<a href="x.p\nng">',
        "<a href=x&#46;png>",
        "<a href='x&period;png'>",
        "<img src=x.png",
        "<img src=x.png alt='",
        '<img src="x.png',
        '<img srcset="a.png 1x, x.png 2x">',
        '<img srcset="a.png,x.png 2x">',
        "<img srcset=x.png,a.png>",
        '<link imagesrcset="x.png 400w, a.png 800w">',
        '<source srcset="x.png">',
        "<track src=x.png>",
        '<video poster="x.png">',
        '<object data="x.png">',
        "<embed src=x.png>",
        '<param name="movie" value="x.png">',
        '<table background="x.png">',
        '<blockquote cite="x.png">',
        '<form action="x.png">',
        '<button formaction="x.png">',
        '<a ping="a.png x.png">',
        '<meta property="og:image" content="x.png">',
        '<meta http-equiv="refresh" content="0; url=x.png">',
        '<meta http-equiv="refresh" content="0;URL=\'x.png\'">',
        '<use xlink:href="x.png">',
        '<image href="x.png"/>',
        '<p data-src="x.png">',
        '<p data-gallery="a.png|x.png">',
        '<p data-options=\'{"src": "x.png"}\'>',
        '<p data-options="{&quot;src&quot;:&quot;x.png&quot;}">',
        "<p onclick=\"open('x.png')\">",
        '<p style="background:url(x.png)">',
        "<p style='background: URL( \"x.png\" )'>",
        '<p style="background:url(&quot;x.png&quot;)">',
        '<rect fill="url(x.png)">',
        "<style>p { background: url(x.png) }</style>",
        "<STYLE media=print>@import 'x.png';</STYLE >",
        "<style>p { background: url(x.png)",
        "<iframe srcdoc=\"<img src='x.png'>\"></iframe>",
        '<iframe srcdoc="&lt;img src=x.png&gt;"></iframe>',
        "<noscript><img src=x.png></noscript>",
        "<template><img src=x.png></template>",
        "<svg><title><!-- </title></svg><img src=x.png> -->",
        "<title><!--</title><img src=x.png>",
        "<textarea><!--</textarea><img src=x.png> -->",
        "<textarea><a title='</textarea><img src=x.png>",
        "<!-- a --><img src=x.png>",
        "<!--><img src=x.png>",
        "<!---><img src=x.png>",
        "<!-- a --!><img src=x.png>",
        "<!-- nothing ends this <img src=x.png>",
        "<!doctype html><img src=x.png>",
        "<? a='><img src=x.png>'",
        "</ b='><img src=x.png>'",
        "a < b <img src=x.png>",
        "<<img src=x.png>",
    ],
)
def test_an_address_is_found(text: str) -> None:
    assert "x.png" in list(references.addresses_in_html(text))


@pytest.mark.parametrize(
    "text",
    [
        "see x.png",
        "<p>x.png</p>",
        '<code>&lt;img src="x.png"></code>',
        '<pre><span class=s>"x.png"</span></pre>',
        '<img alt="x.png">',
        '<a title="x.png">',
        "<a aria-label='x.png'>",
        "<h2 id=x.png class='x.png'>",
        "<!-- <img src=x.png> -->",
        "<!-- --> <!-- > <img src=x.png> -->",
        "<p>a<!--\n<img src=x.png>\n-->b</p>",
        "<style>/* url(x.png) */</style>",
    ],
)
def test_what_no_browser_asks_for_is_no_address(text: str) -> None:
    assert "x.png" not in list(references.addresses_in_html(text))


def test_an_address_is_given_whole() -> None:
    """With its query and fragment; what it means is not decided here."""
    text = '<a href="https://ada.example.com/a%20b.pdf?c=1&amp;d=2#e">'

    assert "https://ada.example.com/a%20b.pdf?c=1&d=2#e" in [*references.addresses_in_html(text)]


def test_a_name_with_what_may_part_addresses_is_kept_whole() -> None:
    text = '<img src="Q1, (final) plan=b; v2.png"><img srcset="plan%20(b),c.png 2x, d.png">'

    found = set(references.addresses_in_html(text))

    assert found >= {"Q1, (final) plan=b; v2.png", "plan%20(b),c.png", "d.png"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a&amp;b.png", "a&b.png"),
        ("a&b.png", "a&b.png"),
        ("a&copy;.png", "a©.png"),
        ("a&copy.png", "a©.png"),
        ("a&copyb.png", "a&copyb.png"),
        ("a&notx=.png", "a&notx=.png"),
        ("a&copyb;.png", "a&copyb;.png"),
        ("a.png?b&copy=1", "a.png?b&copy=1"),
        ("a&#38;b&#x2e;png", "a&b.png"),
    ],
)
def test_entities_are_read_as_in_attributes(written: str, read: str) -> None:
    assert next(references.addresses_in_html(f'<img src="{written}">')) == read


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a { b: url(x.png) }", ["x.png"]),
        ("a { b: URL(  x.png  ) }", ["x.png"]),
        ("a { b: url('x y.png') }", ["x y.png"]),
        ('a { b: url("x).png") url(y.png) }', ["x).png", "y.png"]),
        ("a { b: url(x\\ y\\).png) }", ["x y).png"]),
        ("a { b: url(x\\2e png) }", ["x.png"]),
        ('a { b: url("x\\\ny.png") }', ["xy.png"]),
        ("@import 'x.css' screen; @import url(y.css);", ["x.css", "y.css"]),
        ("a { b: image-set('x.png' 1x, \"y.png\" 2x) }", ["x.png", "y.png"]),
        (
            "@font-face { src: url(x.woff2) format('woff2'), url(y.woff?#iefix) }",
            ["x.woff2", "woff2", "y.woff?#iefix"],
        ),
        ("/* url(x.png) */ a { b: url(y.png) }", ["y.png"]),
        ("a { b: '/*' } c { d: url(x.png) } /* */", ["/*", "x.png"]),
        ("a { b: url(//example.com/*/x.png) }", ["//example.com/*/x.png"]),
        ("/* never ends url(x.png)", []),
        ("a { b: url(x.png", ["x.png"]),
        ("a { b: 'never ends\n} c { d: url(x.png) }", ["never ends", "x.png"]),
        ("a { b: url() ''; c: \\", []),
    ],
)
def test_addresses_of_styles(text: str, addresses: list[str]) -> None:
    assert list(references.addresses_in_css(text)) == addresses


@pytest.mark.parametrize(
    "text",
    [
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="x.png"/></svg>',
        "<svg:svg><svg:image href='x.png'/></svg:svg>",
        '<svg><rect style="fill:url(x.png)"/></svg>',
        '<svg><rect filter="url(x.png#blur)"/></svg>',
        "<svg><style><![CDATA[ rect { fill: url(x.png) } ]]></style></svg>",
        "<svg:svg><svg:style>@import 'x.png';</svg:style></svg:svg>",
        '<?xml version="1.0"?><?xml-stylesheet href="x.png"?><svg/>',
    ],
)
def test_an_address_is_found_in_a_picture(text: str) -> None:
    found = list(references.addresses_in_svg(text))

    assert [url for url in found if url.partition("#")[0] == "x.png"]


PIECES = st.sampled_from(
    [
        *("<a ", "<img ", "<p>", "</p>", "<b/", "<svg>", "</svg>", "<table>", "<td ", "<math>"),
        *("<title>", "</title>", "<style>", "</style>", "<textarea>", "</textarea>", "<xmp>"),
        *("<script>", "</script>", "<noscript>", "</noscript>", "<iframe>", "</iframe>"),
        *("<!--", "-->", "--!>", "<!", "<?", "</", "<", ">", "/", "=", " ", "\n", "'", '"', "&"),
        *("href=", "src='", 'title="', "data-x", "x.png", "&amp;", "&copy", "y", "A.B"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(PIECES, max_size=16))
def test_no_attribute_that_a_browser_sees_is_overlooked(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = {*references.addresses_in_html(text)}

    for value in attributes(text):
        whole = re.sub(r"[\t\n\r]", "", value).strip()
        assert not whole or whole in found, text


def attributes(text: str) -> Iterator[str]:
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from (value for name, value in element.attrib.items() if name not in WORDS)


@pytest.mark.parametrize(
    "text",
    [
        *("<!--", "<!", "<?", "</", "<", "<a ", "<a b='", '<a b="', "<a b=", "<a/", "=a", "a=b/"),
        *("<title>", "<style>", "<title></title>", "<style><!--", "<a b=<a b=", "<a =", "--!>"),
        *("<title><!</title>", "<p data-x='{", "url(", '"', "'", '\\"', "/*", "\\", "<!-->"),
    ],
)
@pytest.mark.parametrize(
    "addresses",
    [references.addresses_in_html, references.addresses_in_svg, references.addresses_in_css],
)
def test_no_text_takes_long(text: str, addresses: Callable[[str], Iterator[str]]) -> None:
    begun = time.process_time()

    for address in addresses(text * (200_000 // len(text))):
        assert address

    assert time.process_time() - begun < 5
