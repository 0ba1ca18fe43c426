"""A portfolio in which every place that readers must not see holds a word of its own."""

from collections.abc import Mapping
from itertools import count

from tests.support import photo
from tests.support.project import entry

Files = dict[str, str | bytes]
KEY = "abcdefghijklmnopqrstuvwxyz"
"""Of a packet that has expired."""


class Canaries:
    """Words that stand nowhere else, each by the place that it is put into."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self._numbers = count(10)

    def at(self, place: str) -> str:
        """Return the word of a place; the same again when it is asked for twice."""
        return self.places.setdefault(place, f"wren{next(self._numbers)}quill")


def portfolio(canaries: Canaries) -> Files:
    """Return the files; `entries/open.md` and what it uses are public."""
    files: Files = {**_public(canaries), **_private(canaries), **_data(canaries)}
    for kind, more in _kinds(canaries).items():
        meta: dict[str, object] = {"title": canaries.at(f"title of a hidden {kind}")}
        meta |= {"visibility": "private"} if kind != "recommendation" else {}
        files[f"entries/hidden-{kind}.md"] = entry(kind, {**meta, **more})
    return files


def _public(canaries: Canaries) -> Files:
    body = f"""
<!-- private -->
{canaries.at("private passage")}, see [this]({canaries.at("name of a file in it")}.txt).
<!-- /private -->

![A picture](picture.jpg)
"""
    aside = canaries.at("name of a file in it")
    return {
        "entries/open.md": entry(notes=canaries.at("notes of a public entry")) + body,
        "entries/picture.jpg": photo.jpeg(canary=canaries.at("metadata of a picture").encode()),
        f"entries/{aside}.txt": canaries.at("file that a private passage uses"),
    }


def _private(canaries: Canaries) -> Files:
    at = canaries.at
    image = at("name of a hidden picture")
    name = at("name of a hidden entry")
    folder = at("name of a hidden entry's folder")
    meta: Mapping[str, object] = {
        "title": at("title"),
        "summary": at("summary"),
        "tags": [at("tag")],
        "organization": at("organization"),
        "role": at("role"),
        "with": [at("credit")],
        "business_value": at("business value"),
        "notes": at("notes"),
        "aliases": [f"{at('alias')}/", f"old/{at('alias of a file')}.html"],
        "image": f"{image}.svg",
        "alt": at("alt"),
        "evidence": [{"requirement": "trust/respect", "claim": at("claim")}],
        "links": [{"title": at("link's title"), "url": f"https://{at('link')}.example.com/"}],
        "metrics": [{"name": at("metric"), "after": 1, "unit": at("unit"), "source": at("source")}],
    }
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{at("text in a picture")}</title></svg>'
    return {
        f"entries/{name}.md": entry("achievement", {**meta, "visibility": "private"})
        + f"\n## {at('heading')}\n\n    {at('code')}\n\n[{at('text of a link')}](open.md)\n",
        f"entries/{image}.svg": svg,
        f"entries/{folder}/index.md": entry(title=at("title of a draft"), draft=True),
        f"entries/{folder}/data.csv": at("file beside a draft"),
        "entries/later.md": entry("article", {"date": "2031-01-01"}, title=at("title to come")),
        "entries/private/one.md": entry(title=at("title in a private folder")),
        "private/two.md": f"# {at('page in a private folder')}\n",
        "entries/private/note.txt": at("file in a private folder"),
        "entries/broken.md": f"---\ntitle: {at('file that cannot be read')}: no\n---\n\nNo.\n",
        "entries/unclosed.md": entry() + f"\n<!-- private -->\n{at('passage without an end')}\n",
        "page.md": f"---\nvisibility: private\naliases: [{at('alias of a private page')}]\n---\n\n"
        f"# {at('private page')}\n",
        f"entries/{at('name of a file that nobody uses')}.txt": at("file that nobody uses"),
    }


def _data(canaries: Canaries) -> Files:
    at = canaries.at
    packet = f"for: {at('reader of a packet')}\nkey: {KEY}\nletter: {at('letter')}\n"
    return {
        "profile.yml": f"name: Ada Example  # {at('comment in the profile')}\n",
        "plan.yml": f"milestones:\n- {{id: a, name: {at('plan')}, horizon: next-3-months}}\n",
        "confidential.yml": f"terms: [{at('confidential term')}]\n",
        f"packets/{at('name of a packet')}.yml": packet
        + f"notes: {at('notes of a packet')}\nexpires: 2020-01-01\n",
        "figures.json": f'{{"{at("data file")}": 1}}',
    }


def _kinds(canaries: Canaries) -> dict[str, dict[str, object]]:
    at = canaries.at
    return {
        "talk": {
            "event": at("event"),
            "location": at("location"),
            "event_url": f"https://{at('event address')}.example.com/",
            "video": f"https://{at('video')}.example.com/",
        },
        "architecture-tradeoff": {
            "decision": f"Queue {at('decision')}",
            "criteria": [{"name": at("criterion"), "weight": 1}],
            "options": [
                {
                    "name": at("option"),
                    "scores": {at("criterion"): 1},
                    "summary": at("summary of an option"),
                }
            ],
            "outcome": {"date": "2026-06-01", "verdict": at("verdict"), "learnt": at("learnt")},
        },
        "article": {
            "series": at("series"),
            "canonical": f"https://{at('first home')}.example.com/",
            "call": {
                "claim": at("forecast"),
                "check_by": "2027-01-01",
                "wrong_if": at("what would prove it wrong"),
            },
        },
        "recommendation": {
            "from": {
                "name": at("author without consent"),
                "title": at("author's title"),
                "organization": at("author's organization"),
                "relation": "peer",
            },
            "source": at("where it was given"),
        },
    }
