"""What acts by itself is left out of a body, as every browser would build it."""

import time
from pathlib import Path

import pytest

from cto_portfolio.text import active_markup, frontmatter
from tests.attack import markup
from tests.support import payloads, sample

KEPT = """<p>Words, <b title="a &amp; b">more</b> and <code>&lt;script&gt;</code>.</p>
<details open=""><summary>More</summary><ul class="task-list"><li class="task-list-item">
<label class="task-list-control"><input type="checkbox" disabled="" checked="">
<span class="task-list-indicator"></span></label> done</li></ul></details>
<div class="tabbed-set" data-tabs="1:2"><input checked="checked" id="tab-1" name="tab" type="radio">
<label for="tab-1">A</label></div>
<figure><picture><source srcset="a.webp 1x, b.webp 2x" media="print">
<img alt="A" loading="lazy" src="a.png" width="3"></picture>
<figcaption>A figure</figcaption></figure>
<video controls="" poster="a.png" src="a.mp4"><track kind="captions" src="a.vtt"></video>
<iframe title="Slides" src="slides.html"></iframe>
<span class="twemoji"><svg viewBox="0 0 24 24"><title>Star</title><defs><linearGradient id="a">
<stop offset="0"></stop></linearGradient></defs><path fill="url(#a)" d="M0 0h9z"></path></svg>
</span>
<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac></math>
<p id="x" lang="de" dir="auto" hidden="" tabindex="0" role="note" aria-label="b" itemprop="c">d</p>
<a href="tel:+493012345">Call</a> <a href="mailto:ada@example.com">write</a> <a href="#x">up</a>
<a class="headerlink" href="../b/?c=d&amp;e#f" title="Link" target="_blank">¶</a>"""


def test_what_markdown_and_its_extensions_make_stays() -> None:
    assert active_markup.without(KEPT) == KEPT
    assert list(active_markup.losses(KEPT)) == []


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("<!--><meta http-equiv=refresh content=0>-->", "--&gt;"),
        ("<textarea><p title='</textarea><meta http-equiv=refresh>'>", "&lt;p title=''&gt;"),
        ("<title><p title='</title><base href=//example.net>'>x", "'&gt;x"),
        ("<noscript><p title='</noscript><form>'>x", "'&gt;x"),
        ("<![CDATA[>x]]>", "x]]&gt;"),
        ("<a href='/\\example.net'>x</a>", '<a href="/\\example.net" rel="noopener">x</a>'),
        ("<a href='/\t/example.net'>x</a>", '<a href="/\t/example.net" rel="noopener">x</a>'),
        ("<a href='java\nscript:go()'>x</a>", "<a>x</a>"),
        ("<a xlink:href=javascript:go()>x</a>", "<a>x</a>"),
        ("<iframe src='\\\\example.net'>x</iframe>", ""),
        ("<iframe src=a.html><b>x</b></iframe>", '<iframe src="a.html"></iframe>'),
        ("<svg><use href=b.svg#a /></svg>", "<svg><use></use></svg>"),
        ("<svg><path fill='u\\72l(//b)' d=M0 /></svg>", '<svg><path d="M0"></path></svg>'),
        ("<svg><a><animate attributeName=href to=javascript:go()></a></svg>", "<svg><a></a></svg>"),
        ("<img src=data:text/html,x alt=x>", '<img alt="x">'),
        ("<img name=body alt=x>", '<img alt="x">'),
        ("<p>a <!-- b --> c</p>", "<p>a  c</p>"),
        ("<my-element>x</my-element>", "x"),
        ("<plaintext>a <b>", "a &lt;b&gt;"),
    ],
)
def test_what_browsers_read_otherwise_than_it_looks(written: str, published: str) -> None:
    assert active_markup.without(written) == published


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("<script>go()</script>", "'<script>' and what stands in it are left out of the page"),
        ("<textarea>x</textarea>", "'<textarea>' is left out of the page, and what stands in it"),
        ("<form>x</form>", "'<form>' is left out of the page, in which nothing acts by itself"),
        ("<my-element>x</my-element>", "'<my-element>' is left out of the page, and what stands"),
        ("<iframe src=//example.net></iframe>", "'<iframe>' is left out of the page"),
        ("<p onclick='go()'>x</p>", "'onclick' is left out of the page, in which nothing acts"),
        ("<p x-show='open'>x</p>", "'x-show' is left out of '<p>'; write it as 'data-x-show'"),
        ("<a href='java&#115;cript:go()'>x</a>", "'href' is left out of '<a>', because of where"),
    ],
)
def test_the_author_hears_what_was_done(written: str, told: str) -> None:
    assert active_markup.may_lose(written)
    assert next(active_markup.losses(written)).message.startswith(told)


@pytest.mark.parametrize(
    "path", sorted((sample.ROOT / "portfolio").rglob("*.md")), ids=lambda path: path.name
)
def test_the_sample_means_what_it_meant(path: Path) -> None:
    body = frontmatter.parse(path.read_text("utf-8")).body
    assert markup.built(markup.DIALECT.html(body)) == markup.built(markup.DIALECT.as_written(body))


def test_nothing_that_acts_is_left_however_it_is_written() -> None:
    for body in payloads.bodies(250):
        html = markup.DIALECT.html(body)
        assert markup.judge(html) is None, body
        assert active_markup.without(html) == html, body


def test_the_judge_knows_what_acts() -> None:
    judged = [markup.judge(markup.DIALECT.as_written(body)) for body in payloads.bodies(60)]
    assert sum(why is not None for why in judged) > 40


def test_what_is_never_closed_is_shown_as_text() -> None:
    many = "<p>" + "".join(f"<b id={at}>" for at in range(2000)) + "</p>" + "<p>x</p>" * 2000
    assert len(active_markup.without(many)) < 4 * len(many)
    assert active_markup.may_lose(many)
    assert [loss.message for loss in active_markup.losses(many)] == [
        "too many elements stand open in each other, so all is shown as text; close them"
    ]


@pytest.mark.parametrize(
    "evil",
    [
        "<a ",
        "<b><p>",
        "<!--",
        "<table>",
        "<svg>",
        "<svg><title>",
        "<iframe>",
        "<a href=x",
        "&",
        "<",
    ],
)
def test_twice_the_text_takes_twice_the_time(evil: str) -> None:
    def seconds(times: int) -> float:
        text = evil * times
        begun = time.process_time()
        active_markup.without(text)
        return time.process_time() - begun

    assert min(seconds(8000) for _ in range(3)) < 0.05 + 4 * min(seconds(4000) for _ in range(3))
