"""`llms.txt` (llmstxt.org): the site in one Markdown file, for readers that are programs."""

import re
from collections.abc import Container, Iterator
from pathlib import PurePosixPath

from cto_portfolio import wording
from cto_portfolio.content import addresses
from cto_portfolio.content.addresses import COVERAGE, EVIDENCE, HOME, RESUME, TIMELINE, TOPICS
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.site.exports import markdown_pages
from cto_portfolio.site.pages import cards
from cto_portfolio.site.site import Site

MAX_ENTRIES = 50
"""The newest of each kind: the file is to be read at once."""


def build(site: Site, markdown: Container[PurePosixPath]) -> str:
    """Return the file; `markdown` are the entries that are there as Markdown, to which it leads."""
    parts = (_head(site), _coverage(site), _kinds(site, markdown), _optional(site))
    return "\n".join([*(line for part in parts for line in part), ""])


def _head(site: Site) -> Iterator[str]:
    profile = site.portfolio.profile
    yield f"# {_escaped(str(site.person['name']))}"
    if profile and profile.headline:
        yield from ("", f"> {_escaped(profile.headline)}")
    if profile and profile.summary:
        yield from ("", _escaped(profile.summary))


def _coverage(site: Site) -> Iterator[str]:
    if not site.rows:
        return
    yield from ("", "## What there is evidence for", "")
    yield _line("Coverage", site.url_for(COVERAGE), "every requirement with its evidence", site)
    yield _line("Evidence", EVIDENCE, "the same as JSON, entry by entry", site)
    for area in site.areas:
        names = [row.requirement.name for row in site.rows_of(area) if not row.is_gap]
        if names:
            yield _line(area.name, site.area_url(area), wording.enumeration(names), site)


def _kinds(site: Site, markdown: Container[PurePosixPath]) -> Iterator[str]:
    for kind in KINDS.values():
        entries = site.of_kind.get(kind.id, ())
        if not entries:
            continue
        yield from ("", f"## {kind.list_name}", "")
        for entry in entries[:MAX_ENTRIES]:
            is_there = entry.path in markdown
            url = markdown_pages.url(entry, site) if is_there else site.entry_url(entry)
            yield _line(site.title(entry), url, _about(entry, site), site)
        if entries[MAX_ENTRIES:]:
            more = wording.count(len(entries), kind.plural.removesuffix("s"))
            yield _line(kind.list_name, site.list_url(kind), f"all {more}", site)


def _about(entry: Entry, site: Site) -> str:
    newer = [f"“{site.title(other)}”" for other in site.successors.get(entry.path, ())]
    replaced = f"superseded by {wording.enumeration(newer)}" if newer else ""
    parts = (entry.kind.detail(entry), cards.date(entry), replaced)
    facts = ", ".join(part for part in parts if part)
    return f"{entry.summary} ({facts})" if entry.summary else facts


def _optional(site: Site) -> Iterator[str]:
    """Yield what may be left out, under the one heading that says so."""
    found: list[str] = []
    if site.listed:
        about = "tours of duty and all of the above, year by year"
        found.append(_line("Timeline", site.url_for(TIMELINE), about, site))
    if site.topics:
        about = f"all of the above by {wording.count(len(site.topics), 'topic')}"
        found.append(_line("Topics", site.url_for(TOPICS), about, site))
    if site.portfolio.profile:
        found.append(_line("Resume", RESUME, "as JSON Resume", site))
    if site.listed and site.address:
        feed = str(addresses.of_feed(HOME, addresses.JSON))
        found.append(_line("Feed", feed, "what is new in full text, as JSON Feed", site))
    if found:
        yield from ("", "## Optional", "", *found)


def _line(title: str, url: str, about: str, site: Site) -> str:
    return f"- [{_escaped(title)}]({site.absolute(url) or url}): {_escaped(about)}"


def _escaped(text: str) -> str:
    """Return text on one line that ends no link and begins no other, and holds no markup."""
    return re.sub(r"([\\\[\]<>`*_])", r"\\\1", " ".join(text.split()))
