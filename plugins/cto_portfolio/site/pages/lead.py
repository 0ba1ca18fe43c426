"""What the home page leads with: what most entries are, or what its author chooses."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias, TypedDict, get_args

from cto_portfolio import labels, wording
from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.content.groups import Group
from cto_portfolio.site import highlights
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import CardView, LinkView

PartName: TypeAlias = Literal["outcomes", "decisions", "writing", "vouchers"]
"""A part of the home page that others may come before."""
_ROLES: dict[KindRole, PartName] = {
    KindRole.OUTCOME: "outcomes",
    KindRole.DECISION: "decisions",
    KindRole.WRITING: "writing",
}
_MAX_ARTICLES = 5
_MAX_SERIES = 6
_MAX_TOPICS = 10


class LeadWritingView(TypedDict):
    """The newest of what was written, and ways to the rest, as `partials/writing.html` reads it."""

    articles: list[CardView]
    series: list[LinkView]
    topics: list[LinkView]
    all: LinkView | None
    """If there are others."""


def order(site: Site) -> list[PartName]:
    """Return the parts of the home page in their order."""
    first = site.lead or _most(site)
    parts: tuple[PartName, ...] = get_args(PartName)
    return sorted(parts, key=lambda part: part != first)


def writing(site: Site) -> LeadWritingView | None:
    """Return what was written, where the page leads with it, or most entries are of this sort."""
    articles = highlights.in_role(site.listed, KindRole.WRITING)
    if not articles or "writing" not in {site.lead, _most(site)}:
        return None
    shown, kind = articles[:_MAX_ARTICLES], articles[0].kind
    all_: LinkView = {
        "title": labels.of(
            "all_of_kind", entries=wording.count(len(articles), kind.name.lower(), kind.plural)
        ),
        "url": site.list_url(kind),
    }
    topics = sorted(site.topics.values(), key=lambda group: -_shared(group, articles))
    return {
        "articles": [card(entry, site) for entry in shown],
        "series": _links(_newest_first(site.series.values())[:_MAX_SERIES], site),
        "topics": _links([one for one in topics if _shared(one, articles)][:_MAX_TOPICS], site),
        "all": all_ if len(articles) > len(shown) else None,
    }


def others(site: Site) -> Sequence[Entry]:
    """Return the listed entries, without what was written if that has its own part of the page."""
    if not writing(site):
        return site.listed
    return [entry for entry in site.listed if entry.kind.role is not KindRole.WRITING]


def _most(site: Site) -> PartName | None:
    """Return the part for more than half of what the author did; most lead with outcomes."""
    counts = Counter(entry.kind.role for entry in site.listed)
    done = sum(counts.values()) - counts[KindRole.VOUCHER]
    most = (part for role, part in _ROLES.items() if 2 * counts[role] > done)
    return next(most, None)


def _shared(group: Group, entries: Sequence[Entry]) -> int:
    return len({entry.path for entry in group.entries} & {entry.path for entry in entries})


def _newest_first(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: group.entries[-1].date, reverse=True)


def _links(groups: Iterable[Group], site: Site) -> list[LinkView]:
    return [{"title": group.name, "url": site.url_for(group.path)} for group in groups]
