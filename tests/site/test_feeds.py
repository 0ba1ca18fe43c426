"""What a feed reader gets: every public entry, whole, and nothing else."""

import html
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import jsonschema
import pytest

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.site.feeds import content, feed, files
from cto_portfolio.site.site import Site
from tests.support import project
from tests.support.project import entry

JSON_FEED = json.loads(
    Path(__file__).with_name("schemas").joinpath("json-feed-1.1.schema.json").read_text("utf-8")
)
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://ada.example.com/"
CANARY = "heron"
"""Stands in everything that is not public, and in nothing else."""

HOSTILE = "</content> ]]> <script>alert(1)</script> & “q” — <b>"
RIGHT_TO_LEFT = "منصة الدفع: من ٤٠ إلى ٦"
BODY = f"""

## What we did {{#done}}

See [the queue](../queue.md#how), [below](#done) and ![a chart](chart.svg){{srcset="chart.svg 1x"}}.

<video src="film.mp4" poster="chart.svg"></video>
<script>alert("{CANARY}s fly")</script>
<form><input name="x"><button>Send</button></form>

```html
<a href="relative">{html.escape(HOSTILE)}</a>
```

Bells \x07 and the end.[^1]

[^1]: A note.
"""
PORTFOLIO: dict[str, str | bytes] = {
    "entries/deploys/index.md": entry(
        evidence=["trends/process", "communication/architecture"],
        tags=["speed", "Process"],
        updated="2026-06-01",
        business_value="Customers get mended software on the same day.",
        image="chart.svg",
        alt="A chart",
        metrics=[{"name": "Time to production", "before": 41, "after": 6, "unit": "min"}],
    )
    + BODY,
    "entries/queue.md": entry(
        "architecture-tradeoff",
        {"decision": "Queue", "outcome": {"date": "2026-07-01", "verdict": "It held."}},
        title=HOSTILE,
        date="2024-02-03",
    )
    + "\n## How {#how}\n\nSlowly.\n",
    "entries/keynote.md": entry(
        "talk",
        title=RIGHT_TO_LEFT,
        event="Example Days",
        slides="deploys/film.mp4",
        date="2025-01-01",
    ),
    "entries/from-bo.md": entry(
        "recommendation",
        {"from": {"name": "Bo Example", "relation": "report"}},
        title="She listens",
        consent=True,
    ),
    "entries/private.md": entry(title=CANARY, visibility="private", tags=[CANARY]),
    "entries/unlisted.md": entry("article", title=CANARY, visibility="unlisted", tags=[CANARY]),
    "entries/draft.md": entry("article", title=CANARY, draft=True),
    "entries/from-cy.md": entry(
        "recommendation",
        {"from": {"name": CANARY, "relation": "peer"}},
        title=CANARY,
        consent=False,
        evidence=["talent/hire-talent"],
    ),
    "entries/deploys/chart.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "entries/deploys/film.mp4": b"",
    "profile.yml": "name: Ada Example\nheadline: Engineer\n",
}
FEEDS = [
    "areas/communication/feed",
    "areas/trends/feed",
    "decisions/feed",
    "feed",
    "recommendations/feed",
    "talks/feed",
    "work/feed",
]
EXTENSIONS = ["attr_list", "fenced_code", "footnotes", "md_in_html", {"toc": {"permalink": True}}]


def _build(root: Path, **config: object) -> dict[str, bytes]:
    root.mkdir(exist_ok=True)
    project.draw(root, PORTFOLIO, config={"markdown_extensions": EXTENSIONS, **config})
    built = project.build(root)
    assert built.returncode == 0, built.stderr
    return project.bytes_of(root / "site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Build the portfolio above, once."""
    return _build(tmp_path_factory.mktemp("feeds"))


class _Addresses(HTMLParser):
    """Collects what an entry's HTML leads to or shows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in {"href", "src", "poster"}:
                self.found.append(value or "")
            if name == "srcset":
                self.found += [one.split()[0] for one in (value or "").split(",")]


def _json_items(site: Mapping[str, bytes], path: str = "feed") -> dict[str, dict[str, Any]]:
    """Return the items of a JSON Feed by their titles."""
    return {item["title"]: item for item in json.loads(site[f"{path}.json"])["items"]}


def test_everything_each_kind_and_each_area_with_evidence_has_a_feed(
    site: Mapping[str, bytes],
) -> None:
    for end in (".xml", ".json"):
        assert sorted(name for name in site if name.endswith(f"feed{end}")) == [
            f"{name}{end}" for name in FEEDS
        ]


@pytest.mark.parametrize("path", FEEDS)
def test_feed_readers_understand_every_feed(path: str, site: Mapping[str, bytes]) -> None:
    parsed = feedparser.parse(site[f"{path}.xml"], sanitize_html=False, resolve_relative_uris=False)
    as_json = json.loads(site[f"{path}.json"])
    jsonschema.validate(as_json, JSON_FEED, cls=jsonschema.Draft202012Validator)

    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.links[0].href == f"{ADDRESS}{path}.xml"
    assert as_json["feed_url"] == f"{ADDRESS}{path}.json"
    assert parsed.feed.title == html.escape(as_json["title"], quote=False)
    assert parsed.feed.updated == max(one.updated for one in parsed.entries)
    items = as_json["items"]
    assert [one.id for one in parsed.entries] == [item["id"] for item in items]
    assert [one.content[0].value for one in parsed.entries] == [
        item["content_html"].replace("\x07", "")  # which no XML may hold
        for item in items
    ]
    assert [one.links[0].href for one in parsed.entries] == [item["url"] for item in items]


@pytest.mark.parametrize("path", FEEDS)
def test_atom_holds_what_its_standard_asks_for(path: str, site: Mapping[str, bytes]) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what must be there, and how often."""
    root = ET.fromstring(site[f"{path}.xml"])  # noqa: S314 - written a moment ago
    once = {"id", "title", "updated"}
    at_most_once = once | {"generator", "subtitle", "published", "summary", "content"}

    for element in (root, *root.findall(f"{ATOM}entry")):
        names = [child.tag.removeprefix(ATOM) for child in element]
        assert all(names.count(name) == 1 for name in once)
        assert all(names.count(name) <= 1 for name in at_most_once)
        for moment in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", moment.text or "")
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id") or "")
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))


def test_every_address_in_a_feed_is_whole_and_nothing_runs(site: Mapping[str, bytes]) -> None:
    items = _json_items(site)
    found = {title: _Addresses(item["content_html"]) for title, item in items.items()}

    for one in found.values():
        assert all(urlsplit(url).netloc for url in one.found), one.found
        assert not one.tags & {"script", "style", "form", "input", "button", "iframe"}
    deploys = found["Deploys in six minutes"].found
    assert f"{ADDRESS}entries/queue/#how" in deploys
    assert f"{ADDRESS}entries/deploys/#done" in deploys
    picture, film = (f"{ADDRESS}entries/deploys/{name}" for name in ("chart.svg", "film.mp4"))
    assert deploys.count(picture) == 4  # shown twice, a srcset, a poster
    assert film in deploys
    assert f"{ADDRESS}entries/deploys/#fn:1" in deploys


def test_an_entry_is_whole_with_what_its_kind_says_on_top(site: Mapping[str, bytes]) -> None:
    items = _json_items(site)
    deploys = items["Deploys in six minutes"]["content_html"]

    assert "Customers get mended software on the same day." in deploys
    assert "Time to production:</strong> from 41 min to 6 min (−85%)" in deploys
    assert deploys.index("from 41 min") < deploys.index("Bells")
    assert html.escape(html.escape(HOSTILE), quote=False) in deploys
    assert deploys.count("We cut the time to production") == 1  # and not for the search, too
    assert "¶" not in deploys
    assert "In hindsight:</strong> It held." in items[HOSTILE]["content_html"]
    assert "Example Days" in items[RIGHT_TO_LEFT]["content_html"]
    listens = items["She listens"]
    assert "<blockquote" in listens["content_html"]
    assert listens["authors"] == [{"name": "Bo Example"}]


def test_an_entry_says_when_it_was_changed_and_what_it_is_about(site: Mapping[str, bytes]) -> None:
    deploys = _json_items(site)["Deploys in six minutes"]

    assert deploys["date_published"] == "2026-05-04T00:00:00Z"
    assert deploys["date_modified"] == "2026-06-01T00:00:00Z"
    assert deploys["tags"] == ["speed", "Process", "Communication", "Architecture", "Trends"]
    assert deploys["image"] == f"{ADDRESS}entries/deploys/chart.svg"


def test_hostile_and_right_to_left_titles_arrive_as_they_are(site: Mapping[str, bytes]) -> None:
    root = ET.fromstring(site["feed.xml"])  # noqa: S314 - written a moment ago
    titles = [one.findtext(f"{ATOM}title") for one in root.findall(f"{ATOM}entry")]

    assert HOSTILE in titles
    assert RIGHT_TO_LEFT in titles
    assert "\x07" not in site["feed.xml"].decode()


def test_what_is_not_public_is_in_no_feed_and_no_other_file_for_machines(
    site: Mapping[str, bytes],
) -> None:
    machines = [name for name in site if name.endswith((".xml", ".json", ".txt"))]

    assert {"feed.xml", "llms.txt", "resume.json", "robots.txt", "sitemap.xml"} <= set(machines)
    for name in machines:
        assert CANARY not in site[name].decode(), name
        assert "unlisted" not in site[name].decode(), name


def test_every_page_says_where_the_feeds_are(site: Mapping[str, bytes]) -> None:
    pages = {name: content.decode() for name, content in site.items() if name.endswith(".html")}
    del pages["404.html"]  # there is nothing to follow

    for name, page in pages.items():
        root = "../" * name.count("/")
        own = "" if name == "index.html" else f"{name.removesuffix('index.html')}feed.xml"
        links = re.findall(r'<link rel="alternate" type="application/[a-z]+\+[a-z]+"[^>]*>', page)
        shown = re.findall(r'<a [^>]*type="application/atom\+xml"', page)
        assert len(links) == len(shown) * 2 == (4 if own in site else 2), name
        assert f'href="{root}feed.xml"' in page


def test_ids_outlive_a_move_of_the_site_and_corrections() -> None:
    def ids(text: str, address: str, path: str = "entries/a.md") -> tuple[str, str]:
        made = _feeds({path: text}, address=address)["feed.json"]
        root = ET.fromstring(_feeds({path: text}, address=address)["feed.xml"])  # noqa: S314
        return json.loads(made)["items"][0]["id"], root.findtext(f"{ATOM}id") or ""

    before = ids(entry(), ADDRESS)

    assert ids(entry(title="Other", date="2020-01-01"), "https://b.example/x/") == before
    assert ids(entry(), ADDRESS, "entries/a/index.md") == before
    assert ids(entry(), ADDRESS, "entries/b.md") != before


def test_the_newest_fifty_entries_stand_in_a_feed() -> None:
    many = {f"entries/{day}.md": entry(title=str(day), date=_day(day)) for day in range(60)}

    items = json.loads(_feeds(many)["feed.json"])["items"]

    assert [item["title"] for item in items] == [str(day) for day in reversed(range(10, 60))]


def test_without_an_address_there_are_no_feeds_and_no_warning(tmp_path: Path) -> None:
    project.draw(tmp_path, PORTFOLIO, config={"site_url": ""})

    built = project.build(tmp_path)

    assert built.returncode == 0, built.stderr
    said = [line for line in built.stderr.splitlines() if "site_url" in line]
    assert [line.split()[0] for line in said] == ["INFO"]
    site = project.bytes_of(tmp_path / "site")
    assert [name for name in site if "feed." in name] == []
    assert b"application/atom+xml" not in b"".join(site.values())


def test_feeds_lie_where_they_are_whatever_the_form_of_urls(
    tmp_path: Path, site: Mapping[str, bytes]
) -> None:
    other = _build(tmp_path, use_directory_urls=False)

    assert [name for name in other if "feed." in name] == [name for name in site if "feed." in name]
    assert b'href="work/feed.xml"' in other["work.html"]
    found = _Addresses(_json_items(other)["Deploys in six minutes"]["content_html"]).found
    assert f"{ADDRESS}entries/queue.html#how" in found


def test_the_same_entries_give_the_same_bytes(tmp_path: Path, site: Mapping[str, bytes]) -> None:
    assert _build(tmp_path) == site


def test_the_authors_own_files_win(tmp_path: Path) -> None:
    own = {name: f"my own {name}" for name in ("feed.xml", "robots.txt", "llms.txt")}
    project.draw(tmp_path, {**PORTFOLIO, **own})

    assert project.build(tmp_path).returncode == 0

    site = project.bytes_of(tmp_path / "site")
    assert {name: site[name].decode() for name in own} == own
    assert site["feed.json"].startswith(b'{\n "version"')


def test_authors_can_link_to_feeds_and_the_resume(tmp_path: Path) -> None:
    links = "[all](feed.xml) [work](work/feed.json) [who](resume.json)"
    files = {
        "entries/a.md": entry(),
        "profile.yml": "name: Ada\n",
        "about.md": f"# Me\n\n{links}\n",
    }
    project.draw(tmp_path, files)

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
    page = (tmp_path / "site/about/index.html").read_text(encoding="utf-8")
    for url in ("../feed.xml", "../work/feed.json", "../resume.json"):
        assert f'<a href="{url}">' in page


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('<a href="../b/">x</a>', '<a href="https://a.example/e/b/">x</a>'),
        ('<a href="#top" id="a" onclick="x()">x</a>', '<a href="https://a.example/e/a/#top">x</a>'),
        ('<a href="//b.example/">x</a>', '<a href="https://b.example/">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
        ('<a href="http://[x">x</a>', "<a>x</a>"),
        (
            '<img src="data:image/gif;base64,R0" alt="">',
            '<img src="data:image/gif;base64,R0" alt="">',
        ),
        (
            '<img srcset="/a,1.png 1x,../../b.png 2x" alt="">',
            '<img srcset="https://a.example/a,1.png 1x,https://a.example/b.png 2x" alt="">',
        ),
        ("<p>1 < 2 <script>x</script><style>p {}</style></p>", "<p>1 &lt; 2 </p>"),
        ("<p dir=rtl style='color: red'>x", '<p dir="rtl">x</p>'),
    ],
)
def test_html_leaves_its_page_safe_and_whole(given: str, expected: str) -> None:
    assert content.sanitized(given, base="https://a.example/e/a/") == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            '<li><label><input type="checkbox" checked disabled><span></span></label> a</li>',
            "<li>☑ a</li>",
        ),
        ('<li><input type="checkbox" disabled> a</li>', "<li>☐ a</li>"),
        (
            '<div class="admonition"><p class="admonition-title">A <em>b</em></p><p>c</p></div>',
            "<div><p><strong>A <em>b</em></strong></p><p>c</p></div>",
        ),
        (
            "<details><summary>a &amp; b</summary>c</details>",
            '<details open=""><summary><strong>a &amp; b</strong></summary>c</details>',
        ),
        (
            """<div class="tabbed-set tabbed-alternate"><input type="radio"><input type="radio">
<div class="tabbed-labels"><label for="x">A</label><label for="y">B</label></div>
<div class="tabbed-content"><div class="tabbed-block">a</div>
<div class="tabbed-block">b</div></div></div>""",
            """<div><div><p><strong>A</strong></p>a</div>
<div><p><strong>B</strong></p>b</div></div>""",
        ),
        (
            """<div class="tabbed-set"><input type="radio"><label for="x">A</label>
<div class="tabbed-content">a</div></div>""",
            """<p><strong>A</strong></p>
<div>a</div>""",
        ),
        (
            """<table class="highlighttable"><tr><td class="linenos"><pre>1</pre></td>
<td class="code"><pre><code><a id="__codelineno-2"></a>b</code></pre></td></tr></table>""",
            "<div><pre><code>b</code></pre></div></div></div>",
        ),
        (
            '<pre><code><span class="linenos">1 </span>a &lt; b</code></pre>',
            "<pre><code>a &lt; b</code></pre>",
        ),
        (
            '<span class="filename">a.py</span><pre>x</pre>',
            "<p><strong>a.py</strong></p><pre>x</pre>",
        ),
        ("<svg><title>A &lt; B</title><path/></svg> after", "<em>A &lt; B</em> after"),
        ('<svg><path d="M0"/></svg> after', "after"),
        (
            '<iframe src="a.pdf" title="Slides"></iframe>',
            '<a href="https://a.example/e/a/a.pdf">Slides</a>',
        ),
        (
            '<img src="a.png#only-light" alt="a"><img src="b.png#only-dark" alt="a">',
            '<img src="https://a.example/e/a/a.png#only-light" alt="a">',
        ),
        ('<table><tr><td class="align-right">1</td></tr></table>', 'align="right"'),
        ('<abbr title="Service level">SLO</abbr>', '<abbr title="Service level">SLO</abbr>'),
        ("<details><p>never <b>closed", "<p>never <b>closed</b></p></details>"),
    ],
)
def test_what_a_page_draws_is_said(given: str, expected: str) -> None:
    assert expected in content.sanitized(given, base="https://a.example/e/a/")


def _day(number: int) -> str:
    return f"2026-{1 + number // 28:02}-{1 + number % 28:02}"


def _feeds(texts: Mapping[str, str], *, address: str = ADDRESS) -> dict[str, str]:
    """Return the feeds of a portfolio whose entries all have the same HTML."""
    parsed = portfolio.parse(
        {PurePosixPath(path): text for path, text in texts.items()},
        frameworks.load(),
        today=project.TODAY,
    )
    site = Site(portfolio=parsed, name="Ada Example", url_for=str, address=address)
    rendered = dict.fromkeys((entry.path for entry in site.listed), "<p>Text.</p>")
    made = files.build(feed.build(site), rendered)
    return {str(one.path): one.content.decode() for one in made}
