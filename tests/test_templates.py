"""The theme's templates: the same text from Jinja and from MiniJinja, and nothing unescaped."""

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import jinja2
import minijinja
import pytest

Meta = dict[str, object]
Render = Callable[[str, Meta], str]

THEME = Path(__file__).parents[1] / "theme"
TEMPLATES = sorted(path.name for path in THEME.glob("*.html"))
SOURCES = {str(path.relative_to(THEME)): path.read_text("utf-8") for path in THEME.rglob("*.html")}

BASE = """\
<!doctype html>
<html><head>
{% block site_meta %}{% endblock %}
{% block htmltitle %}{% endblock %}
{% block styles %}<link rel="stylesheet" href="{{ 'base.css' | url }}">{% endblock %}
{% block fonts %}fonts of a third party{% endblock %}
</head><body>
{% block header %}{% endblock %}
{% block tabs %}tabs{% endblock %}
<main>{% block site_nav %}sidebar{% endblock %}{% block container %}{% endblock %}</main>
{% block footer %}{% endblock %}
{% block scripts %}<script src="{{ 'bundle.js' | url }}"></script>{% endblock %}
</body></html>
"""
"""What the theme uses of the engine's own `base.html`: its blocks."""

STUBS = {"base.html": BASE, "partials/javascripts/palette.html": ""}
PLAIN = "Deploys, 42 → 6 min: منصة 台帳"
HOSTILE = """</title><script>alert(1)</script>"onx=1 'q' <b>&amp;</b>"""


def url(value: object) -> str:
    """Stand in for the engines' filter."""
    return f"../{value}"


def render_jinja(name: str, context: Meta) -> str:
    environment = jinja2.Environment(  # noqa: S701 - no engine escapes; the theme does, by hand
        loader=jinja2.DictLoader(STUBS | SOURCES)
    )
    environment.filters["url"] = url
    return environment.get_template(name).render(context)


def render_minijinja(name: str, context: Meta) -> str:
    environment = minijinja.Environment(
        loader=(STUBS | SOURCES).get,
        auto_escape_callback=lambda _: False,
        filters={"url": url},
    )
    return str(environment.render_template(name, **context))


def link(text: str) -> Meta:
    return {"title": text, "url": text}


def figure(text: str) -> Meta:
    values = dict.fromkeys(("name", "before", "after", "unit", "change", "text"), text)
    return {**values, "better": "improved"}


def card(text: str, **more: object) -> Meta:
    values = dict.fromkeys(("title", "url", "summary", "organization", "detail", "quote"), text)
    return {
        **values,
        "kind": "achievement",
        "kind_name": "Achievement",
        "date": "14 March 2024",
        "datetime": "2024-03-14",
        "year": "2024",
        "figure": figure(text),
        "image": {"url": text, "alt": text},
        "featured": True,
        "strength": "measured",
        "strength_name": "Measured",
        **more,
    }


def kinds(text: str) -> dict[str, Meta]:
    """What each kind of entry adds to the card."""
    metric = {**figure(text), "source": text, "measured": "1 May 2024"}
    option = {"name": text, "summary": text, "total": "4.2", "total_width": "84", "leads": True}
    dates = {"date": "3 February 2025", "datetime": "2025-02-03"}
    outcome: Meta = {**dates, "verdict": text, "learnt": text}
    return {
        "achievement": {
            "metrics": [
                {**metric, "chart": {"before_width": "100", "after_width": "14.6"}},
                {**metric, "before": None, "change": None, "better": "", "chart": None},
            ]
        },
        "architecture-tradeoff": {
            "decision": {
                "status": "accepted",
                "status_name": "Accepted",
                "chosen": text,
                "text": text,
                "basis_name": "Data",
                "confidence": "70 %",
                "confidence_width": "70",
                "reversible": "Reversible",
                "criteria": [{"name": text, "weight": "4", "share": "100 %"}],
                "options": [
                    {**option, "chosen": True, "scores": ["5"]},
                    {**option, "summary": None, "chosen": False, "scores": [text]},
                ],
                "margin": text,
                "flips": [{"criterion": text, "text": text}],
                "outcome": outcome,
                "supersedes": link(text),
                "superseded_by": link(text),
            }
        },
        "talk": {
            "talk": {
                "event": link(text),
                "location": text,
                "part_name": "Speaker",
                "audience": "450",
                "minutes": "40",
                "language": text,
                "slides": {"url": text, "local": True, "host": None},
                "video": {"url": text, "local": False, "host": text},
            }
        },
        "article": {
            "article": {
                "reading": "6 min read",
                "canonical": {"url": text, "host": text},
                "series": {
                    "name": text,
                    "entries": [
                        {**link(text), "current": True},
                        {**link(text), "current": False},
                    ],
                },
                "call": dict.fromkeys(("claim", "check_by", "wrong_if", "verdict"), text),
            }
        },
        "recommendation": {
            "recommendation": {
                **dict.fromkeys(("name", "title", "organization", "relation_name"), text),
                "source": {"text": text, "url": text},
            }
        },
    }


def entry(kind: str, text: str) -> Meta:
    trace = {"name": text, "area": text, "area_id": text, "url": text}
    return card(
        text,
        kind=kind,
        business_value=text,
        role=text,
        credit=[text, text],
        links=[link(text)],
        tags=[{"name": text, "url": text}],
        evidence=[
            {**trace, "claim": text, "implied": False},
            {**trace, "claim": None, "implied": True},
        ],
        updated={"date": "2 May 2024", "datetime": "2024-05-02"},
        newer=link(text),
        older=link(text),
        related=[card(text)],
        list=link(text),
        **kinds(text)[kind],
    )


def sparse_entry(kind: str) -> Meta:
    """An entry of which only what is required is there."""
    empty: dict[str, Meta] = {
        "achievement": {"metrics": []},
        "architecture-tradeoff": {
            "decision": {
                **dict.fromkeys(("status_name", "basis_name", "confidence", "confidence_width")),
                **dict.fromkeys(("reversible", "margin", "outcome", "supersedes", "superseded_by")),
                **{key: [] for key in ("criteria", "options", "flips")},
                "status": "proposed",
                "chosen": None,
                "text": "Use it",
            }
        },
        "talk": {
            "talk": {
                **dict.fromkeys(("location", "part_name", "audience", "minutes", "language")),
                "event": {"title": "QCon", "url": None},
                "slides": None,
                "video": {"url": "talk.mp4", "local": True, "host": None},
            }
        },
        "article": {
            "article": {"reading": "1 min read", "canonical": None, "series": None, "call": None}
        },
        "recommendation": {
            "recommendation": {
                "name": "Ama",
                **dict.fromkeys(("title", "organization", "relation_name", "source")),
            }
        },
    }
    absent = ("summary", "organization", "detail", "quote", "figure", "image", "business_value")
    return {
        **entry(kind, "A title"),
        **dict.fromkeys((*absent, "role", "updated", "newer", "older")),
        **{key: [] for key in ("credit", "links", "tags", "evidence", "related")},
        **empty[kind],
    }


def person(text: str) -> Meta:
    return {
        **dict.fromkeys(("name", "headline", "url", "email_url"), text),
        "links": [link(text)],
    }


def home(text: str) -> Meta:
    area = dict.fromkeys(("id", "name", "summary", "url"), text)
    return {
        **person(text),
        "summary": text,
        "location": text,
        "photo": {"url": text, "alt": text},
        **{key: [card(text)] for key in ("outcomes", "decisions", "vouchers", "latest")},
        "areas": [
            {**area, "requirements": "5", "entries": "12", "width": "71", "names": [text]},
        ],
        "coverage_url": text,
        "lists": [{"name": text, "url": text, "count": "3"}],
        "is_empty": False,
    }


def coverage(text: str, *, shows_gaps: bool) -> Meta:
    cell = {"kind": "talk", "kind_name": text, "label": text}
    row = {
        **dict.fromkeys(("id", "name", "asks", "url"), text),
        "cells": [{**cell, "count": "2", "url": text}, {**cell, "count": "", "url": None}],
        "total": "2",
    }
    named = {"status": "thin", "status_name": "Thin", "stale": True}
    unnamed = {"status": None, "status_name": None, "stale": False}
    rows = [
        {
            **row,
            **(named if shows_gaps else unnamed),
            "strength_name": "Measured",
            "newest": {"date": "1 May 2024", "datetime": "2024-05-01"},
        },
        {**row, **unnamed, "strength_name": None, "newest": None},
    ]
    return {
        "summary": text,
        "kinds": [{"id": text, "name": text, "url": text}, {"id": "b", "name": "B", "url": None}],
        "shows_gaps": shows_gaps,
        "areas": [{"id": text, "name": text, "url": text, "rows": rows}],
        "frameworks": [link(text), link(text)] if shows_gaps else [],
    }


def area(text: str) -> Meta:
    requirement = dict.fromkeys(("id", "name", "asks"), text)
    evidence = [card(text, claim=text, implied=False), card(text, claim=None, implied=True)]
    return {
        **dict.fromkeys(("id", "name", "summary", "stance"), text),
        "judged_through": [text, text],
        "requirements": [
            {
                **requirement,
                "status": "strong",
                "status_name": "Strong",
                "kinds": [{"id": text, "name": text, "evidence": evidence}],
            },
            {**requirement, "status": None, "status_name": None, "kinds": []},
        ],
        "previous": link(text),
        "next": None,
    }


def timeline(text: str) -> Meta:
    tour = dict.fromkeys(("organization", "title", "span", "mission", "result"), text)
    references = [card(text), card(text, datetime=None)]
    bare: Meta = {**tour, "mission": None, "result": None, "success_criteria": []}
    return {
        "tours": [
            {**tour, "success_criteria": [text], "state": "ended", "entries": references},
            {**bare, "state": "ongoing", "entries": []},
        ],
        "years": [{"year": "2024", "entries": [card(text), card(text, figure=None)]}],
    }


def framework(text: str) -> Meta:
    item = dict.fromkeys(("id", "name", "means"), text)
    share = {"name": text, "asked": "40%", "found": "38%"}
    grade = {"name": text, "evidence": [card(text), card(text, datetime=None)]}
    items = [{**item, "grades": [grade]}, {**item, "means": None, "grades": []}]
    part = {"id": text, "name": text, "items": items}
    return {
        **dict.fromkeys(("name", "source", "premise"), text),
        "parts": [{**part, "balance": [share]}, {**part, "balance": []}],
    }


def listing(kind: str, text: str) -> Meta:
    return {
        "kind": kind,
        "name": text,
        "intro": text,
        "years": [{"year": "2024", "entries": [card(text), card(text, quote=None, figure=None)]}],
        "count": "2",
        "empty": text,
    }


def review(text: str) -> Meta:
    """The author's own page, every section full; `sparse_review` has nothing to say."""
    standing = {"status": "gap", "status_name": "Gap", "shape": "○", "stale": True}
    link = {
        **dict.fromkeys(("title", "path", "url", "kind_name"), text),
        "mark": "private",
        "mark_name": text,
    }
    bare = {**link, "url": None, "mark": None, "mark_name": None}
    place = dict.fromkeys(("id", "name", "area", "asks", "tip"), text)
    command = {"kind_name": text, "command": text}
    need = {**place, **standing, "advice": [text], "drafts": [link], "commands": [command] * 2}
    facts = dict.fromkeys(("channel", "strength_name", "date", "datetime"), text)
    row = {
        **place,
        **standing,
        "channels": [{"name": text, "reached": True}, {"name": text, "reached": False}],
        "cells": [{"kind": text, "kind_name": text, "count": count} for count in ("2", "")],
        "total": "2",
        "total_name": "2 entries",
        "strength_name": text,
        "newest": {"date": text, "datetime": text},
        "evidence": [
            {**link, **facts, "claim": text, "implied": False},
            {**bare, **facts, "claim": None, "implied": True},
        ],
        "older": text,
    }
    empty = {**row, "tip": None, "stale": False, "strength_name": None, "newest": None}
    area = dict.fromkeys(("id", "name", "covered", "expects", "stance", "fresh"), text)
    problem = dict.fromkeys(("place", "code", "severity", "severity_name", "message"), text)
    step = dict.fromkeys(("kind", "kind_name", "serves", "gaps", "names", "command"), text)
    needs: Meta = {
        "more_from": "7",
        "needs": [need],
        "more": [{**need, "tip": None, "stale": False}],
        "more_name": text,
    }
    hidden = [{**link, "counts": True, "requirements": [{"name": text, "id": text}] * 2}]
    hidden += [{**link, "url": None, "counts": False, "requirements": []}]
    told = dict.fromkeys(("id", "name", "sentence", "place", "command"), text)
    suggested = {**link, "suggestions": [{**told, **standing}] * 2}
    wanted: list[Meta] = [
        {"name": text, "said": text, "id": text, "path": text},
        {"name": text, "said": text, "id": None, "path": None},
    ]
    due = dict.fromkeys(("name", "until", "datetime"), text)
    lists: Meta = {"slipped": wanted, "streaks": wanted, "usual": True, "broken": False}
    sections: list[Meta] = [
        {"id": "problems", "problems": [problem]},
        {"id": "next", "steps": [step, {**step, "gaps": None}], **needs},
        {
            "id": "suggestions",
            "entries": [suggested],
            "more": [{**suggested, **bare}],
            "more_name": text,
            "left": text,
        },
        {"id": "plan", "due": [{**due, "wanted": wanted}, {**due, "wanted": []}], **lists},
        {
            "id": "matrix",
            "kinds": [{"id": text, "name": text}, {"id": "b", "name": "B"}],
            "areas": [{**area, "rows": [row, {**empty, "evidence": [], "older": None}]}],
        },
        {"id": "frameworks", "frameworks": [other_framework(text, link, bare)]},
        {"id": "unpublished", "entries": hidden},
    ]
    titled: list[Meta] = [{"title": text, "count": "2", **one} for one in sections]
    return {"summary": text, "sections": titled}


def other_framework(text: str, link: Mapping[str, object], bare: Mapping[str, object]) -> Meta:
    """A framework as the review reads it, with an item that is reached and one that is not."""
    requirement = {"name": text, "id": text}
    by: Meta = {"grade": text, "requirements": [requirement] * 2}
    standing = {"status": "partial", "status_name": "Partial", "shape": "◑", "stale": False}
    reached: Meta = {
        **standing,
        **dict.fromkeys(("name", "means", "more"), text),
        "evidence": [{**link, **by}, {**bare, **by}],
        "wanted": [requirement] * 2,
    }
    missed = {**reached, "means": None, "evidence": [], "more": None, "wanted": []}
    share = {"name": text, "asked": "40%", "found": "38%"}
    return {
        **dict.fromkeys(("name", "source", "premise", "summary", "command"), text),
        "missing": [{"said": text, "names": [text, text]}],
        "parts": [
            {"name": text, "balance": [share], "readings": [reached]},
            {"name": text, "balance": [], "readings": [missed]},
        ],
    }


def sparse_review(text: str) -> Meta:
    names = {
        "problems": "problems",
        "next": "needs",
        "suggestions": "entries",
        "frameworks": "frameworks",
        "unpublished": "entries",
    }
    sections: list[Meta] = [
        {"id": name, "title": text, "count": "0", key: []} for name, key in names.items()
    ]
    nothing: Meta = {key: [] for key in ("slipped", "due", "streaks")}
    for is_broken in (False, True):
        state = {"title": text, "count": "", "usual": False, "broken": is_broken}
        sections.append({"id": "plan", **state, **nothing})
    return {"summary": text, "sections": sections}


def metas(text: str) -> list[tuple[str, Meta | None]]:
    """Each template with the front matter of a page that uses it, full, sparse and empty."""
    pages: list[tuple[str, Meta | None]] = [
        ("home.html", {"home": home(text)}),
        ("home.html", {"home": {"name": text, "is_empty": True}}),
        ("coverage.html", {"coverage": coverage(text, shows_gaps=False)}),
        ("coverage.html", {"coverage": coverage(text, shows_gaps=True)}),
        ("area.html", {"area": area(text)}),
        ("list.html", {"list": listing("achievement", text)}),
        ("list.html", {"list": listing("recommendation", text)}),
        ("list.html", {"list": {**listing("talk", text), "years": [], "intro": None}}),
        ("timeline.html", {"timeline": timeline(text)}),
        ("timeline.html", {"timeline": {"tours": [], "years": []}}),
        ("framework.html", {"framework": framework(text)}),
        ("framework.html", {"framework": {**framework(text), "premise": None, "parts": []}}),
        ("topics.html", {"topics": [{"id": text, "name": text, "entries": [card(text)]}]}),
        ("topics.html", {"topics": []}),
        ("review.html", {"review": review(text)}),
        ("review.html", {"review": sparse_review(text)}),
        ("main.html", {}),
        ("main.html", {"robots": "noindex", "description": text}),
        ("404.html", None),
    ]
    for kind in kinds(text):
        pages += [
            (f"{kind}.html", {"entry": entry(kind, text)}),
            (f"{kind}.html", {"entry": sparse_entry(kind)}),
        ]
    return [(name, meta and {"person": person(text), **meta}) for name, meta in pages]


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
    }
    palette = [
        {"media": "(prefers-color-scheme)"},
        {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "primary": "custom"},
    ]
    return {
        "author_bar": {"summary": text, "url": text} if meta and "review" in meta else None,
        "page": None if meta is None else page,
        "nav": {"homepage": {"url": "", "title": "Home"}, "items": items},
        "config": {
            "site_name": text,
            "site_description": text,
            "copyright": text,
            "extra": {"notice": text},
            "plugins": {"search": {}},
            "theme": {"favicon": "favicon.png", "palette": palette},
        },
    }


class Listing(dict[str, object]):
    """A navigation as in MkDocs: an object whose `items` is an attribute, not a method."""

    def __getattribute__(self, name: str) -> object:
        return self[name] if name in ("items", "homepage") else super().__getattribute__(name)


def text_of(rendered: str) -> str:
    """Drop what may differ: the spelling of a character reference, and white space."""
    return " ".join(re.sub(r"&#?\w+;", lambda found: html.unescape(found[0]), rendered).split())


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

    assert "<script>alert" not in rendered
    assert '"onx=' not in rendered
    assert "<b>" not in rendered
    assert rendered.count("</title>") <= 1 + rendered.count("<title id=")


@pytest.mark.parametrize(("name", "given"), cases(PLAIN))
def test_a_page_has_one_main_heading_and_a_title(name: str, given: Meta) -> None:
    """Screen readers and search results start from these."""
    rendered = render_minijinja(name, given)

    assert len(re.findall(r"<h1[ >]", rendered)) == 1
    assert len(re.findall(r"<title>[^<]+</title>", rendered)) == 1
    assert "None" not in text_of(rendered)


@pytest.mark.parametrize(("name", "given"), cases(PLAIN))
def test_the_authors_prose_is_printed_once(name: str, given: Meta) -> None:
    """Prose, and the words for the search index with it, stands on every page but 404.html."""
    prose = render_minijinja(name, given).count("The author's own words.")

    assert prose == (0 if name == "404.html" else 1)


def test_every_template_is_rendered_here() -> None:
    """A new template needs a case; `entry.html` is what the kinds extend."""
    assert {name for name, _ in metas(PLAIN)} == set(TEMPLATES) - {"entry.html"}


@pytest.mark.parametrize("path", sorted(SOURCES))
def test_every_value_is_escaped_where_it_is_printed(path: str) -> None:
    """No engine here escapes, so that a template must; only prose and blocks stand bare."""
    printed = re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", SOURCES[path])
    bare = {value for value in printed if not value.endswith("| e")}

    assert bare <= {"page.content", "super()", "self.title()"}


def test_every_partial_is_included() -> None:
    """A partial that nothing includes is dead."""
    used = set(re.findall(r'{% include "([^"]+)" %}', "".join(SOURCES.values())))
    overridden = {"partials/content.html", "partials/footer.html", "partials/header.html"}

    assert {path for path in SOURCES if PurePosixPath(path).parent.name} <= used | overridden
