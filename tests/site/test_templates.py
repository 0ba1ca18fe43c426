"""The theme's templates: the same text from Jinja and from MiniJinja, and nothing unescaped."""

import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import jinja2
import minijinja
import pytest

from cto_portfolio import labels
from cto_portfolio.site import kinds
from cto_portfolio.site.look import LookView
from cto_portfolio.site.pages import review
from cto_portfolio.site.pages.area import AreaView
from cto_portfolio.site.pages.brief import BriefView
from cto_portfolio.site.pages.entry import EntryView
from cto_portfolio.site.pages.framework import FrameworkView
from cto_portfolio.site.pages.group import GroupView
from cto_portfolio.site.pages.hidden import HiddenView, WithheldView
from cto_portfolio.site.pages.home import HomeView
from cto_portfolio.site.pages.lists import ListView
from cto_portfolio.site.pages.matrix import CoverageView
from cto_portfolio.site.pages.packet import LockView, PacketView
from cto_portfolio.site.pages.page import HeadView
from cto_portfolio.site.pages.review import AuthorBarView
from cto_portfolio.site.pages.sharing import SharingView
from cto_portfolio.site.pages.timeline import TimelineView
from cto_portfolio.site.pages.topics import TopicsView
from tests.support import views

Meta = Mapping[str, object]
Render = Callable[[str, Meta], str]

THEME = Path(__file__).parents[2] / "theme"
TEMPLATES = sorted(path.name for path in THEME.glob("*.html"))
SHEETS = ("assets/portfolio.css", "assets/review.css", "assets/favicon.svg")
"""Templates that are no pages."""
SOURCES = {
    str(path.relative_to(THEME)): path.read_text("utf-8")
    for path in [*THEME.rglob("*.html"), *THEME.rglob("*.css"), *THEME.rglob("*.svg")]
}

FEED_ENTRY = "partials/feed-entry.html"
"""The one that no page includes: it is rendered by itself."""
ONLY_RELATED = {"why"}
"""What a card shows where it stands below another entry."""
ONLY_PREVIEWED = {"review", "hidden", "withheld"}
"""What the front matter of pages holds that only a preview has."""
LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PLAIN = "Deploys, 42 → 6 min: منصة 台帳"
HOSTILE = """</title><script>alert(1)</script>"onx=1 'q' <b>&amp;</b>"""


def url(value: object) -> str:
    """Stand in for the engines' filter."""
    return f"../{value}"


def render_jinja(
    name: str, context: Meta, *, undefined: type[jinja2.Undefined] = jinja2.Undefined
) -> str:
    environment = jinja2.Environment(  # noqa: S701 - no engine escapes; the theme does, by hand
        loader=jinja2.DictLoader(SOURCES), undefined=undefined
    )
    environment.filters["url"] = url
    return environment.get_template(name).render(context)


def render_minijinja(name: str, context: Meta) -> str:
    environment = minijinja.Environment(
        loader=(SOURCES).get,
        auto_escape_callback=lambda _: False,
        filters={"url": url},
    )
    return str(environment.render_template(name, **context))


PAGES = {
    "home.html": ("home", HomeView),
    "brief.html": ("brief", BriefView),
    "coverage.html": ("coverage", CoverageView),
    "area.html": ("area", AreaView),
    "list.html": ("list", ListView),
    "topics.html": ("topics", TopicsView),
    "group.html": ("group", GroupView),
    "timeline.html": ("timeline", TimelineView),
    "framework.html": ("framework", FrameworkView),
    "packet.html": ("packet", PacketView),
    "withheld.html": ("withheld", WithheldView),
}
"""What each template reads, and below which key."""


def entries(kind: str, text: str) -> list[Meta]:
    """Return entries of a kind: full, sparse, and with each of the kind's own choices."""
    own = [*views.variants(views.returned(kinds.PRESENTATIONS[kind].view), text)]
    common, bare = views.full(EntryView, text), views.sparse(EntryView, text)
    return [
        views.Sample({**shared, **sample, "kind": kind})
        for shared, samples in ((common, own), (bare, own[:2]))
        for sample in samples
    ]


def sections(text: str) -> list[Meta]:
    """Return the sections of the review in each of their forms."""
    ids = re.findall(r'section\.id == "(\w+)"', SOURCES["partials/review-section.html"])
    return [
        views.Sample({**section, "id": id_})
        for id_, build in zip(ids, (*review.OPEN, *review.FOLDED), strict=True)
        for section in views.variants(views.returned(build), text)
    ]


def review_of(text: str) -> Meta:
    """Return the review, each of its sections open and one of them folded."""
    return {"summary": text, "sections": sections(text), "folded": sections(text)[-1:]}


def metas(text: str) -> list[tuple[str, Meta | None]]:
    """Each template with the front matter of pages that use it."""
    pages: list[tuple[str, Meta | None]] = [
        (name, {key: sample})
        for name, (key, view) in PAGES.items()
        for sample in views.variants(view, text)
    ]
    pages += [("packet.html", {"sealed": sample}) for sample in views.variants(LockView, text)]
    pages += [("review.html", {"review": review_of(text)})]
    for kind in kinds.PRESENTATIONS:
        pages += [(f"{kind}.html", {"entry": sample}) for sample in entries(kind, text)]
    pages += [("blog.html", {}), ("blog-post.html", {})]
    pages += [("main.html", {"hidden": sample}) for sample in views.variants(HiddenView, text)]
    pages = [(name, {**shared(text), **(meta or {})}) for name, meta in pages]
    pages += [("main.html", dict(sample)) for sample in views.variants(HeadView, text)]
    pages += [("main.html", {**shared(text), "robots": "noindex", "description": text})]
    return [*pages, ("main.html", {}), ("404.html", None)]


def shared(text: str) -> Meta:
    """What every page that is built holds besides its own."""
    return {**views.full(HeadView, text), **views.full(SharingView, text)}


def context(meta: Meta | None, text: str) -> Meta:
    """What an engine gives a template; there is no page behind 404.html."""
    section = {"title": text, "url": "#section", "level": 2, "children": []}
    items = [
        {"title": "Home", "url": "", "active": False},
        {"title": text, "url": text, "active": True},
        {"title": text, "active": True, "children": [{"title": text, "url": "areas/"}]},
    ]
    page = {
        "title": text,
        "canonical_url": "https://example.org/page/",
        "content": "<p>The author's own words.</p>",
        "toc": [section, section, section],
        "meta": meta,
        "config": {"date": {"created": text}},
    }
    post = {"url": text, "content": "<p>A post.</p>", "more": True, "config": page["config"]}
    return {
        "posts": [post],
        "author_bar": views.full(AuthorBarView, text) if ONLY_PREVIEWED & set(meta or ()) else None,
        "page": None if meta is None else page,
        "nav": {"homepage": {"url": "", "title": "Home"}, "items": items},
        "config": {
            "site_name": text,
            "site_description": text,
            "site_url": "https://example.org/",
            "copyright": text,
            "extra": {
                "notice": text,
                "look": views.full(LookView, "#ffffff"),
                "labels": labels.every(),
                "more": [{"title": text, "url": text}],
            },
            "extra_css": [text],
            "extra_javascript": [text],
            "plugins": {"search": {}},
            "theme": {"favicon": text, "language": text, "direction": text},
        },
    }


class Listing(dict[str, object]):
    """A navigation as in MkDocs: an object whose `items` is an attribute, not a method."""

    def __getattribute__(self, name: str) -> object:
        return self[name] if name in ("items", "homepage") else super().__getattribute__(name)


def text_of(rendered: str) -> str:
    """Drop what may differ: white space, and how a character reference or JSON is spelt."""
    told = LINKED_DATA.sub(lambda found: json.dumps(json.loads(found[1]), sort_keys=True), rendered)
    return " ".join(re.sub(r"&#?\w+;", lambda found: html.unescape(found[0]), told).split())


def cases(text: str) -> list[object]:
    return [
        pytest.param(name, context(meta, text), id=f"{name}-{number}")
        for number, (name, meta) in enumerate(metas(text))
    ]


@pytest.mark.parametrize(("name", "given"), cases(PLAIN) + cases(HOSTILE))
def test_jinja_and_minijinja_give_the_same_text(name: str, given: Meta) -> None:
    """A template means the same to MkDocs and to Zensical."""
    nav = given["nav"]
    assert isinstance(nav, dict)
    jinja = render_jinja(name, {**given, "nav": Listing(nav)})

    assert text_of(jinja) == text_of(render_minijinja(name, given))


@pytest.mark.parametrize("render", [render_jinja, render_minijinja])
@pytest.mark.parametrize(("name", "given"), cases(HOSTILE))
def test_what_authors_write_stays_text(name: str, given: Meta, render: Render) -> None:
    """Markup in a value is shown, not obeyed, wherever the value stands."""
    nav = given["nav"]
    assert isinstance(nav, dict)
    rendered = render(name, {**given, "nav": Listing(nav)} if render is render_jinja else given)

    markup = LINKED_DATA.sub("", rendered)
    assert "<script>alert" not in rendered
    assert '"onx=' not in markup
    assert "<b>" not in rendered
    assert rendered.count("</title>") <= len(re.findall(r"<title[ >]", rendered))


@pytest.mark.parametrize(("name", "given"), cases(PLAIN))
def test_a_template_reads_nothing_that_nobody_builds(name: str, given: Meta) -> None:
    """What a type does not have, no template asks for."""
    missed: set[str] = set()

    class Missed(jinja2.Undefined):
        def __init__(
            self,
            hint: str | None = None,
            obj: object = jinja2.utils.missing,
            name: str | None = None,
            exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
        ) -> None:
            super().__init__(hint, obj, name, exc)
            if isinstance(obj, views.Sample) and name:
                missed.add(name)

    nav = given["nav"]
    assert isinstance(nav, dict)
    render_jinja(name, {**given, "nav": Listing(nav)}, undefined=Missed)

    assert missed <= ONLY_RELATED


@pytest.mark.parametrize(("name", "given"), cases(PLAIN))
def test_a_page_has_one_main_heading_and_a_title(name: str, given: Meta) -> None:
    """Screen readers and search results start from these."""
    rendered = render_minijinja(name, given)

    assert len(re.findall(r"<h1[ >]", rendered)) == 1
    head, _, _ = rendered.partition("</head>")
    assert len(re.findall(r"<title>[^<]+</title>", head)) == 1
    assert "None" not in text_of(rendered)


@pytest.mark.parametrize(("name", "given"), cases(PLAIN))
def test_the_authors_prose_is_printed_once(name: str, given: Meta) -> None:
    """Prose, and the words for the search index with it, stands on every page but 404.html."""
    prose = render_minijinja(name, given).count("The author's own words.")

    assert prose == (0 if name == "404.html" else 1)


def test_every_template_is_rendered_here() -> None:
    """A new template needs a case; `base.html` and `entry.html` are what others extend."""
    assert {name for name, _ in metas(PLAIN)} == set(TEMPLATES) - {"base.html", "entry.html"}


@pytest.mark.parametrize("path", sorted(SOURCES))
def test_every_value_is_escaped_where_it_is_printed(path: str) -> None:
    """No engine here escapes, so that a template must; only prose and blocks stand bare.

    So do the links between the pages of a blog. The macro for addresses escapes them itself.
    """
    printed = re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", SOURCES[path])
    bare = {value for value in printed if not value.endswith(("| e", "| tojson"))}
    bare = {value for value in bare if not value.startswith("address(")}

    assert bare <= {"page.content", "post.content", "links", "super()"}


def test_every_partial_is_included() -> None:
    """A partial that nothing includes is dead."""
    used = set(re.findall(r'{%-? (?:include|from) "([^"]+)"', "".join(SOURCES.values())))

    assert {path for path in SOURCES if PurePosixPath(path).parent.name} <= used | {
        *SHEETS,
        FEED_ENTRY,
    }


@pytest.mark.parametrize("text", [PLAIN, HOSTILE])
@pytest.mark.parametrize("kind", sorted(kinds.PRESENTATIONS))
def test_an_entry_in_a_feed_is_the_same_from_both_engines_and_stays_text(
    kind: str, text: str
) -> None:
    for entry in entries(kind, text):
        given = context({"entry": entry}, text)
        rendered = render_jinja(FEED_ENTRY, given)

        assert text_of(rendered) == text_of(render_minijinja(FEED_ENTRY, given))
        assert rendered.count("The author's own words.") == 1
        assert "<script>alert" not in rendered
        assert "None" not in rendered


@pytest.mark.parametrize("name", SHEETS)
def test_stylesheets_mean_the_same_to_both_engines(name: str) -> None:
    given = context(None, "Ada")
    jinja = render_jinja(name, given)

    assert text_of(jinja) == text_of(render_minijinja(name, given))
    assert "{%" not in jinja
