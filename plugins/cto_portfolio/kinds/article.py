"""Articles: what was written for others to read, and opinions that time can judge."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Literal

from cto_portfolio import links, prose, wording
from cto_portfolio.entries import Entry, EntryMeta, Kind, View
from cto_portfolio.site import Site
from cto_portfolio.validation import Address, Authored, Date, Fault, Line


class Call(Authored):
    """A dated opinion that can turn out wrong."""

    claim: Line
    """What will be the case."""
    check_by: Date
    """When it can be judged."""
    wrong_if: Line
    """What would prove it wrong."""
    verdict: Line | None = None
    """How it turned out."""


class Article(EntryMeta):
    """The keys of an article."""

    kind: Literal["article"]
    canonical: Address | None = None
    """Where it first appeared."""
    series: Line | None = None
    """The same name on every part."""
    call: Call | None = None
    """An opinion that time can judge."""

    @property
    def is_corroborated(self) -> bool:
        """Whether somebody else published it, too."""
        return self.canonical is not None or super().is_corroborated

    def faults(self) -> Iterator[Fault]:
        """Yield also a first home that is on no other site."""
        yield from super().faults()
        if self.canonical and not links.host(self.canonical):
            message = "expected the https:// address at which it first appeared"
            yield Fault(("canonical",), "unsafe-link", message)


def _meta(entry: Entry) -> Article:
    assert isinstance(entry.meta, Article)  # noqa: S101 - the kind's own model
    return entry.meta


def _reading(entry: Entry) -> str:
    return f"{prose.reading_minutes(entry.body)} min read"


def _series(entry: Entry, site: Site) -> View:
    name = _meta(entry).series
    parts = [one for one in site.of_kind.get(KIND.id, ()) if _meta(one).series == name]
    if name is None or len(parts) < 2:  # noqa: PLR2004 - one article is no series
        return None
    return {
        "name": name,
        "entries": [
            {"title": one.meta.title, "url": site.entry_url(one), "current": one is entry}
            for one in reversed(parts)
        ],
    }


def _view(entry: Entry, site: Site) -> Mapping[str, View]:
    meta = _meta(entry)
    return {
        "article": {
            "reading": _reading(entry),
            "canonical": (
                {"url": meta.canonical, "host": links.host(meta.canonical)}
                if meta.canonical
                else None
            ),
            "series": _series(entry, site),
            "call": (
                {
                    "claim": meta.call.claim,
                    "check_by": wording.date(meta.call.check_by),
                    "wrong_if": meta.call.wrong_if,
                    "verdict": meta.call.verdict,
                }
                if meta.call
                else None
            ),
        }
    }


KIND = Kind(
    id="article",
    name="Article",
    plural="articles",
    path=PurePosixPath("writing.md"),
    list_name="Writing",
    intro="On systems, teams and the decisions between them.",
    model=Article,
    detail=_reading,
    view=_view,
    prompts="""\
# canonical: https://      # where it first appeared, if not here
# series:                  # the same name on every part
# call:                    # an opinion that time can judge
#   claim:
#   check_by: 2027-01-01
#   wrong_if:              # what would prove it wrong
#   verdict:               # when the day has come
""",
    questions="""\
Begin with what the reader will know afterwards.
""",
)
