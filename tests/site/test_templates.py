"""The theme's templates: the same text from Jinja and from MiniJinja, and nothing unescaped."""

import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

import jinja2
import minijinja
import pytest

from cto_portfolio.site.pages import lanes

Meta = dict[str, object]
Render = Callable[[str, Meta], str]

THEME = Path(__file__).parents[2] / "theme"
TEMPLATES = sorted(path.name for path in THEME.glob("*.html"))
SHEETS = ("assets/portfolio.css", "assets/review.css", "assets/favicon.svg")
"""Templates that are no pages."""
SOURCES = {
    str(path.relative_to(THEME)): path.read_text("utf-8")
    for path in [*THEME.rglob("*.html"), *THEME.rglob("*.css"), *THEME.rglob("*.svg")]
}

LOOK = {
    "colors": [{"name": "page", "light": "#ffffff", "dark": "#000000"}],
    **{key: {"light": "#ffffff", "dark": "#000000"} for key in ("page", "accent", "on_accent")},
    "type_scale": "1.2",
    "portrait": "round",
}
SEALED = ("rounds", "salt", "iv", "text", "check_iv", "check")
FEED_ENTRY = "partials/feed-entry.html"
"""The one that no page includes: it is rendered by itself."""
LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PLAIN = "Deploys, 42 → 6 min: منصة 台帳"
HOSTILE = """</title><script>alert(1)</script>"onx=1 'q' <b>&amp;</b>"""


def url(value: object) -> str:
    """Stand in for the engines' filter."""
    return f"../{value}"


def render_jinja(name: str, context: Meta) -> str:
    environment = jinja2.Environment(  # noqa: S701 - no engine escapes; the theme does, by hand
        loader=jinja2.DictLoader(SOURCES)
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
    metric = {
        **figure(text),
        **dict.fromkeys(("words", "goal", "source"), text),
        "measured": "1 May 2024",
    }
    bar = {"name": "Before", "value": text, "width": "100", "gap": None}
    option = {"name": text, "summary": text, "total": "4.2", "total_width": "84", "leads": True}
    step = {"title": text, "url": text, "date": "1 May 2024", "datetime": "2024-05-01"}
    dates = {"date": "3 February 2025", "datetime": "2025-02-03"}
    outcome: Meta = {**dates, "verdict": text, "learnt": text}
    return {
        "achievement": {
            "metrics": [
                {**metric, "chart": [bar, {**bar, "width": "14.6", "gap": "85.4"}]},
                {**metric, "chart": None},
                {**metric, "before": None, "words": None, "better": "", "goal": None},
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
                "is_scored": True,
                "criteria": [{"name": text, "weight": "4", "share": "100 %", "width": "100"}],
                "options": [
                    {**option, "chosen": True, "scores": [{"text": "5", "width": "100"}]},
                    {
                        **option,
                        "summary": None,
                        "chosen": False,
                        "scores": [{"text": text, "width": "0"}],
                    },
                ],
                "margin": text,
                "closeness": text,
                "flips": [{"criterion": text, "text": text}],
                "outcome": outcome,
                "lineage": [
                    {**step, "place": "Earlier", "current": False},
                    {**step, "place": "This decision", "current": True},
                ],
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
                "slides": {"url": text, "local": False, "pdf": False, "host": text},
                "slide_images": [{"url": text, "alt": text}],
                "video": {"url": text, "local": False, "host": text},
                "transcript": {"url": text, "captions": False, "paragraphs": [text, text]},
            }
        },
        "article": {
            "article": {
                "reading": "6 min read",
                "canonical": {"url": text, "host": text},
                "series": {
                    "name": text,
                    "position": "Part 1 of 2",
                    "next": link(text),
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
                "initial": text,
                "source": {"text": text, "url": text},
            }
        },
    }


def entry(kind: str, text: str) -> Meta:
    trace = {"name": text, "area": text, "area_id": text, "area_url": text, "url": text}
    return card(
        text,
        kind=kind,
        standfirst=text,
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
        related=[card(text, why=text), card(text, why=None)],
        list=link(text),
        speaker=text,
        facts=[{"name": text, "text": text, "url": url} for url in (text, None)],
        **kinds(text)[kind],
    )


def sparse_entry(kind: str) -> Meta:
    """An entry of which only what is required is there."""
    empty: dict[str, Meta] = {
        "achievement": {"metrics": []},
        "architecture-tradeoff": {
            "decision": {
                **dict.fromkeys(("status_name", "basis_name", "confidence", "confidence_width")),
                **dict.fromkeys(("reversible", "margin", "closeness", "outcome", "status")),
                **dict.fromkeys(("chosen", "text")),
                **{key: [] for key in ("criteria", "options", "flips", "lineage")},
                "is_scored": False,
            }
        },
        "talk": {
            "talk": {
                **dict.fromkeys(("location", "part_name", "audience", "minutes", "language")),
                "event": {"title": "QCon", "url": None},
                "slides": {"url": "slides.pdf", "local": True, "pdf": True, "host": None},
                "slide_images": [],
                "video": {"url": "talk.mp4", "local": True, "host": None},
                "transcript": {"url": "talk.vtt", "captions": True, "paragraphs": []},
            }
        },
        "article": {
            "article": {"reading": "1 min read", "canonical": None, "series": None, "call": None}
        },
        "recommendation": {
            "recommendation": {
                "name": "Ama",
                "initial": "A",
                **dict.fromkeys(("title", "organization", "relation_name", "source")),
            }
        },
    }
    absent = (
        "standfirst",
        "summary",
        "organization",
        "detail",
        "quote",
        "figure",
        "image",
        "business_value",
    )
    return {
        **entry(kind, "A title"),
        **dict.fromkeys((*absent, "role", "updated", "newer", "older")),
        **{key: [] for key in ("credit", "links", "tags", "evidence", "related")},
        **empty[kind],
    }


def person(text: str) -> Meta:
    return {
        **dict.fromkeys(("name", "headline", "url", "email_url", "looking_for"), text),
        "photo": {"url": text, "alt": text},
        "links": [link(text)],
    }


def offers(text: str) -> Meta:
    """What every page offers to programs."""
    feed = {**link(text), "type": "application/atom+xml"}
    return {"own": [feed, feed], "site": [feed, feed], "footer": [feed, feed]}


def glance(text: str) -> list[Meta]:
    """Cells of requirements: with more marks than there is room for, and with none."""
    marks = ["both", "measured", "corroborated", "claimed"]
    cell = dict.fromkeys(("name", "url", "text"), text)
    return [{**cell, "marks": marks, "total": "9"}, {**cell, "marks": [], "total": None}]


def overview(text: str) -> Meta:
    area = dict.fromkeys(("id", "name", "summary", "url", "text"), text)
    return {
        "areas": [{**area, "requirements": glance(text)}],
        "levels": [{"strength": "measured", "name": text}],
    }


def activity(text: str) -> Meta:
    month = {"count": "2", "side": "11.3", "from": "2.3"}
    empty = {"count": None, "side": "0.0", "from": "8.0"}
    year = {"year": "2024", "total": "2", "months": [month, empty]}
    return {
        "caption": text,
        "months": [{"name": text, "letter": text[0]}] * 2,
        "years": [{**year, "url": "#year-2024"}, {**year, "url": None}],
        "before": text,
    }


def home(text: str) -> Meta:
    return {
        **person(text),
        **dict.fromkeys(("summary", "location", "brief_url"), text),
        "outcomes": [card(text, value=text), card(text)],
        **{key: [card(text)] for key in ("decisions", "vouchers", "latest")},
        "overview": overview(text),
        "coverage_url": text,
        "lists": [{"name": text, "url": text, "count": "3"}],
        "is_empty": False,
        "has_words": True,
    }


def brief(text: str) -> Meta:
    line = dict.fromkeys(("title", "url", "text", "reason", "figure", "when"), text)
    bare = {**dict.fromkeys(("url", "text", "reason", "figure")), "title": text, "when": text}
    section = {"id": text, "name": text, "lines": [line, bare]}
    says = ("name", "headline", "offer", "summary", "location", "email", "address")
    return {
        **dict.fromkeys(says, text),
        "columns": [{"id": text, "sections": [section]}],
        "code": {"size": text, "path": text},
    }


def packet(text: str) -> Meta:
    chosen = [{**card(text), "value": text}]
    answers = dict.fromkeys(("text", "url", "title", "organization", "date"), text)
    sparse = {**answers, "organization": None}
    return {
        **dict.fromkeys(("reader", "until", "email", "address"), text),
        "letter": [text, text],
        "topics": [{"question": text, "answers": [answers, sparse]}],
        **dict.fromkeys(("outcomes", "decisions", "vouchers", "others"), chosen),
        "tells": True,
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
            "strength": "measured",
            "strength_name": "Measured",
            "newest": {"date": "1 May 2024", "datetime": "2024-05-01"},
        },
        {**row, **unnamed, "strength_name": None, "newest": None},
    ]
    return {
        "summary": text,
        "overview": overview(text) if shows_gaps else None,
        "kinds": [{"id": text, "name": text, "url": text}, {"id": "b", "name": "B", "url": None}],
        "shows_gaps": shows_gaps,
        "areas": [{"id": text, "name": text, "url": text, "rows": rows}],
        "frameworks": [link(text), link(text)] if shows_gaps else [],
    }


def area(text: str) -> Meta:
    requirement = dict.fromkeys(("id", "name", "asks", "backing"), text)
    evidence = [card(text, claim=text, implied=False), card(text, claim=None, implied=True)]
    return {
        **dict.fromkeys(("id", "name", "summary", "stance"), text),
        "judged_through": [text, text],
        "extent": text,
        "glance": glance(text),
        "levels": [{"strength": "both", "name": text}],
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
    tour = dict.fromkeys(("id", "organization", "title", "span", "mission", "result"), text)
    references = [card(text), card(text, datetime=None)]
    bare: Meta = {**tour, "mission": None, "result": None, "success_criteria": []}
    return {
        "picture": picture(text),
        "activity": activity(text),
        "tours": [
            {**tour, "success_criteria": [text], "state": "ended", "entries": references},
            {**bare, "state": "ongoing", "entries": []},
        ],
        "years": [{"year": "2024", "entries": [card(text), card(text, figure=None)]}],
    }


def picture(text: str) -> Meta:
    """The timeline as a picture, a lane for each shape, and one with bars."""
    bar = {"x": "5.0", "y": "90", "width": "4.2", "height": "12", "url": text, "text": text}
    mark = {"x": "5.0", "y": "90", "url": text, "text": text}
    lane = {"name": text, "count": "2", "top": "80"}
    tour = {**dict.fromkeys(("url", "name", "role", "text"), text), "x": "2.5", "width": "8.1"}
    return {
        "height": "420",
        "text": text,
        "years": [
            {"x": "2.5", "label": text, "ends": False},
            {"x": "50.0", "label": None, "ends": False},
            {"x": "97.5", "label": "2026", "ends": True},
        ],
        "tours": [
            {**tour, "label_x": "2.5", "ends": False, "top": "28", "ongoing": False},
            {**tour, "label_x": "10.6", "ends": True, "top": "64", "ongoing": True},
        ],
        "lanes": [
            *({**lane, "shape": shape, "marks": [mark], "bars": []} for shape in lanes.SHAPES),
            {**lane, "shape": "circle", "marks": [], "bars": [bar]},
        ],
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
        "activity": activity(text),
        "years": [
            {
                "year": "2024",
                "entries": [
                    card(text, remarks=[{"name": text, "text": text}]),
                    card(text, quote=None, figure=None, organization=None, remarks=[]),
                ],
            }
        ],
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
        ("brief.html", {"brief": brief(text)}),
        ("brief.html", {"brief": {"name": text, "columns": []}}),
        ("coverage.html", {"coverage": coverage(text, shows_gaps=False)}),
        ("coverage.html", {"coverage": coverage(text, shows_gaps=True)}),
        ("area.html", {"area": area(text)}),
        ("list.html", {"list": listing("achievement", text)}),
        ("list.html", {"list": listing("recommendation", text)}),
        (
            "list.html",
            {"list": {**listing("talk", text), "years": [], "intro": None, "activity": None}},
        ),
        ("timeline.html", {"timeline": timeline(text)}),
        ("timeline.html", {"timeline": {"tours": [], "years": []}}),
        ("framework.html", {"framework": framework(text)}),
        ("framework.html", {"framework": {**framework(text), "premise": None, "parts": []}}),
        (
            "topics.html",
            {"topics": [{"id": text, "name": text, "count": "1", "entries": [card(text)]}]},
        ),
        ("topics.html", {"topics": []}),
        ("review.html", {"review": review(text)}),
        ("review.html", {"review": sparse_review(text)}),
        ("packet.html", {"packet": packet(text)}),
        ("packet.html", {"packet": {"reader": text}}),
        ("packet.html", {"sealed": dict.fromkeys(SEALED, text)}),
        ("main.html", {}),
        ("main.html", {"robots": "noindex", "description": text}),
        ("404.html", None),
    ]
    for kind in kinds(text):
        pages += [
            (f"{kind}.html", {"entry": entry(kind, text)}),
            (f"{kind}.html", {"entry": sparse_entry(kind)}),
        ]
    return [(name, meta and {**shared(text), **meta}) for name, meta in pages]


def shared(text: str) -> Meta:
    """What every page that is built holds besides its own."""
    about = {"@type": "Article", "headline": text, "keywords": [text]}
    return {
        "name": text,
        "person": person(text),
        "offers": offers(text),
        "picture": {"url": text, "alt": text},
        "linked_data": {"@context": "https://schema.org", "@graph": [about]},
    }


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
    return {
        "author_bar": {"summary": text, "url": text} if meta and "review" in meta else None,
        "page": None if meta is None else page,
        "nav": {"homepage": {"url": "", "title": "Home"}, "items": items},
        "config": {
            "site_name": text,
            "site_description": text,
            "site_url": "https://example.org/",
            "copyright": text,
            "extra": {"notice": text, "look": LOOK},
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
    """A new template needs a case; `entry.html` is what the kinds extend."""
    assert {name for name, _ in metas(PLAIN)} == set(TEMPLATES) - {"entry.html"}


@pytest.mark.parametrize("path", sorted(SOURCES))
def test_every_value_is_escaped_where_it_is_printed(path: str) -> None:
    """No engine here escapes, so that a template must; only prose and blocks stand bare.

    The macro for addresses escapes them itself.
    """
    printed = re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", SOURCES[path])
    bare = {value for value in printed if not value.endswith(("| e", "| tojson"))}
    bare = {value for value in bare if not value.startswith("address(")}

    assert bare <= {"page.content", "super()"}


def test_every_partial_is_included() -> None:
    """A partial that nothing includes is dead."""
    used = set(re.findall(r'{%-? (?:include|from) "([^"]+)"', "".join(SOURCES.values())))

    assert {path for path in SOURCES if PurePosixPath(path).parent.name} <= used | {
        *SHEETS,
        FEED_ENTRY,
    }


@pytest.mark.parametrize("text", [PLAIN, HOSTILE])
@pytest.mark.parametrize("kind", sorted(kinds(PLAIN)))
def test_an_entry_in_a_feed_is_the_same_from_both_engines_and_stays_text(
    kind: str, text: str
) -> None:
    for one in (entry(kind, text), sparse_entry(kind)):
        given = context({"entry": one}, text)
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
