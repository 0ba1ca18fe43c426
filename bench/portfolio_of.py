"""Portfolios of any size and shape for measuring, with prose as long as engineers write it.

The same size and shape give the same bytes. As a script:
`python -m bench.portfolio_of 200 some/folder writes`.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bench import prose

FRAMEWORK = Path(__file__).parent.parent / "plugins/cto_portfolio/frameworks/data/five-areas.yml"
KINDS = (
    *("achievement",) * 7,
    *("article",) * 5,
    *("architecture-tradeoff",) * 3,
    *("talk",) * 3,
    *("recommendation",) * 2,
)
"""What each twenty entries are."""
WRITING = (*("article",) * 17, "talk", "achievement", "recommendation")
DECIDING = (*("architecture-tradeoff",) * 16, "article", "talk", "achievement", "recommendation")
ORGANIZATIONS = ("Fernbank Freight", "Halden Energy", "Quillmark", "Northquay Bank")
FIRST_DAY, DAYS = date(2014, 1, 6), 3650
IMAGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">'
    '<rect width="640" height="360" fill="#dde"/><path d="M40 320 600 40" stroke="#225"/></svg>\n'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """What a portfolio is made of."""

    kinds: Sequence[str] = KINDS
    """What each so many entries are."""
    has_tours: bool = True
    has_figures: bool = True


USUAL = Shape()
SHAPES = {
    "usual": USUAL,
    "writes": Shape(kinds=WRITING),
    "decides": Shape(kinds=DECIDING),
    "only-writes": Shape(kinds=("article",), has_tours=False),
    "bare": Shape(has_tours=False, has_figures=False),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """An entry before it is written: enough for others to link to it."""

    name: str
    kind: str
    title: str
    day: date


def write(count: int, folder: Path, shape: Shape = USUAL) -> None:
    """Write a portfolio of `count` entries: the `docs_dir` of a site."""
    random = Random(count)
    requirements = _requirements()
    drafts = [_draft(number, random, shape.kinds) for number in range(count)]
    entries = folder / "entries"
    entries.mkdir(parents=True)
    for draft in drafts:
        meta = _meta(draft, random, drafts, requirements)
        if not shape.has_figures:
            meta.pop("metrics", None)
        if "image" in meta:
            (entries / meta["image"]).write_text(IMAGE, encoding="utf-8")
        text = f"---\n{_as_yaml(meta)}---\n\n{_body(draft, random, drafts)}"
        (entries / f"{draft.name}.md").write_text(text, encoding="utf-8")
    profile: dict[str, Any] = {"name": "Mara Lindqvist", "headline": "Engineering leader"}
    if shape.has_tours:
        profile["tours"] = _tours()
    (folder / "profile.yml").write_text(_as_yaml(profile), encoding="utf-8")


class _Dumper(yaml.SafeDumper):
    """Writes a value that stands twice out twice, as people do."""

    def ignore_aliases(self, data: object) -> bool:
        """Use no aliases."""
        del data
        return True


def _as_yaml(meta: dict[str, Any]) -> str:
    return yaml.dump(meta, Dumper=_Dumper, sort_keys=False, allow_unicode=True)


def _requirements() -> list[str]:
    framework = yaml.safe_load(FRAMEWORK.read_text(encoding="utf-8"))
    return [f"{each['area']}/{each['id']}" for each in framework["requirements"]]


def _draft(number: int, random: Random, kinds: Sequence[str]) -> Draft:
    kind = kinds[number % len(kinds)]
    return Draft(
        name=f"{number:04}-{kind}",
        kind=kind,
        title=f"{random.choice(prose.TITLES)}, part {number + 1}",
        day=FIRST_DAY + timedelta(days=random.randrange(DAYS)),
    )


def _tours() -> list[dict[str, Any]]:
    return [
        {
            "organization": organization,
            "title": "Director of Engineering",
            "from": f"{2014 + 3 * number}-01",
            "to": f"{2016 + 3 * number}-12",
            "mission": prose.SENTENCES[number],
        }
        for number, organization in enumerate(ORGANIZATIONS)
    ]


def _meta(
    draft: Draft, random: Random, drafts: Sequence[Draft], requirements: Sequence[str]
) -> dict[str, Any]:
    """Return front matter with most of what an author may write."""
    meta: dict[str, Any] = {
        "kind": draft.kind,
        "title": draft.title,
        "date": draft.day,
        "summary": random.choice(prose.SENTENCES),
        "organization": random.choice(ORGANIZATIONS),
        "tags": sorted(random.sample(prose.TAGS, 3)),
        "evidence": [
            {"requirement": requirement, "claim": random.choice(prose.SENTENCES)}
            for requirement in random.sample(requirements, random.randint(1, 3))
        ],
    }
    if random.random() < 0.5:
        meta["business_value"] = random.choice(prose.SENTENCES)
        meta["links"] = [{"title": "Where it was told", "url": f"https://example.com/{draft.name}"}]
    return meta | OF_KIND[draft.kind](draft, random, drafts)


def _achievement(draft: Draft, random: Random, _: Sequence[Draft]) -> dict[str, Any]:
    meta: dict[str, Any] = {
        "role": "Director of Engineering",
        "with": ["the platform team"],
        "metrics": [
            {
                "name": name,
                "before": random.randint(40, 400),
                "after": random.randint(1, 39),
                "unit": "min",
                "better": "lower",
                "source": "The deployment log",
                "measured": draft.day,
            }
            for name in random.sample(prose.METRICS, random.randint(1, 2))
        ],
    }
    if random.random() < 0.2:
        meta |= {"image": f"{draft.name}.svg", "alt": "A line that rises steadily"}
    return meta


def _tradeoff(draft: Draft, random: Random, _: Sequence[Draft]) -> dict[str, Any]:
    criteria = random.sample(prose.CRITERIA, 4)
    names = random.sample(prose.OPTIONS, 3)
    return {
        "status": "accepted",
        "decision": names[0],
        "criteria": [{"name": name, "weight": random.randint(1, 5)} for name in criteria],
        "options": [
            {
                "name": name,
                "scores": {criterion: random.randint(1, 5) for criterion in criteria},
                "summary": random.choice(prose.SENTENCES),
            }
            for name in names
        ],
        "confidence": random.randrange(50, 100, 5),
        "basis": random.choice(("data", "gut", "both")),
        "reversible": random.random() < 0.5,
        "outcome": {
            "date": draft.day + timedelta(days=400),
            "verdict": random.choice(prose.SENTENCES),
            "learnt": random.choice(prose.SENTENCES),
        },
    }


def _talk(draft: Draft, random: Random, _: Sequence[Draft]) -> dict[str, Any]:
    return {
        "event": f"Quayside Conf {draft.day.year}",
        "event_url": "https://example.com/quayside",
        "location": "Rotterdam",
        "part": random.choice(("speaker", "keynote", "panel", "host")),
        "audience": random.randint(30, 900),
        "minutes": random.choice((20, 30, 45)),
        "language": "English",
        "video": f"https://example.com/video/{draft.name}",
    }


def _article(draft: Draft, random: Random, _: Sequence[Draft]) -> dict[str, Any]:
    meta: dict[str, Any] = {"canonical": f"https://example.com/blog/{draft.name}"}
    if random.random() < 0.3:
        meta["series"] = random.choice(prose.TAGS).title()
    if random.random() < 0.3:
        meta["call"] = {
            "claim": random.choice(prose.SENTENCES),
            "check_by": draft.day + timedelta(days=700),
            "wrong_if": random.choice(prose.SENTENCES),
        }
    return meta


def _recommendation(_: Draft, random: Random, __: Sequence[Draft]) -> dict[str, Any]:
    return {
        "from": {
            "name": random.choice(prose.PEOPLE),
            "title": "Chief Product Officer",
            "organization": random.choice(ORGANIZATIONS),
            "relation": random.choice(("report", "manager", "peer", "executive", "customer")),
        },
        "consent": True,
    }


OF_KIND = {
    "achievement": _achievement,
    "architecture-tradeoff": _tradeoff,
    "article": _article,
    "recommendation": _recommendation,
    "talk": _talk,
}


def _body(draft: Draft, random: Random, drafts: Sequence[Draft]) -> str:
    if draft.kind == "recommendation":
        return prose.paragraph(random, words=120) + "\n"
    words = random.randint(300, 1500)
    blocks = [prose.paragraph(random, words=60)]
    blocks += _sections(random, words=words - 60)
    others = [random.choice(drafts) for _ in range(2)]
    links = " and ".join(f"[{other.title}]({other.name}.md)" for other in others)
    return "\n\n".join([*blocks, f"See also {links}."]) + "\n"


def _sections(random: Random, *, words: int) -> Iterator[str]:
    """Give headings, paragraphs, and now and then a list, code or a table."""
    left = words
    for heading in random.sample(prose.HEADINGS, len(prose.HEADINGS)):
        if left <= 0:
            return
        yield f"## {heading}"
        block = random.choice(prose.BLOCKS)
        for text in (prose.paragraph(random, words=90), block, prose.paragraph(random, words=60)):
            yield text
            left -= len(text.split())


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]), SHAPES[sys.argv[3] if sys.argv[3:] else "usual"])
