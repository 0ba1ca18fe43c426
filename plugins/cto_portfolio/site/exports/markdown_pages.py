"""Entries as Markdown, at the address of their page: for readers that are programs."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from cto_portfolio import links
from cto_portfolio.content import addresses
from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.site import kinds
from cto_portfolio.site.pages import cards
from cto_portfolio.site.site import Site

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def build(site: Site) -> Mapping[PurePosixPath, str]:
    """Return a text for each entry that lists know of, by the entry's path.

    Who may speak of an unlisted entry on a page may not do so here: nobody could tell such a text
    from a list. It is left out.
    """
    texts = {entry.path: _text(entry, site) for entry in site.listed}
    unlisted = tuple(
        links.address(entry.path).casefold()
        for entry in site.portfolio.published
        if entry.visibility is not Visibility.PUBLIC
    )
    return {
        path: text
        for path, text in texts.items()
        if not any(address in text.casefold() for address in unlisted)
    }


def url(entry: Entry, site: Site) -> str:
    """Return the address of an entry's text, whole where the site has an address."""
    relative = quote(str(addresses.of_markdown(entry.path)))
    return site.absolute(relative) or relative


def _text(entry: Entry, site: Site) -> str:
    return "\n\n".join([*filter(None, _blocks(entry, site)), ""])


def _blocks(entry: Entry, site: Site) -> Iterator[str]:
    meta = entry.meta
    yield f"# {_line(site.title(entry))}"
    if meta.summary:
        yield f"> {_line(meta.summary)}"
    facts = (entry.kind.name, cards.date(entry), meta.role, meta.organization)
    yield _line(", ".join(fact for fact in facts if fact))
    yield _list(f"{fact.name}: {fact.text}" for fact in kinds.of(entry).facts(entry, site))
    evidence = _list(
        f"{trace.requirement.name}: {trace.claim}" if trace.claim else trace.requirement.name
        for trace in evidences.of(entry, site.portfolio.framework)
    )
    yield f"Evidence for:\n\n{evidence}" if evidence else ""
    yield _body(entry, site)


def _body(entry: Entry, site: Site) -> str:
    """Return the body with addresses that lead on from where the text lies."""
    pieces, end = [], 0
    for reference in entry.references:
        pieces += [entry.body[end : reference.start], _address(reference.url, entry, site)]
        end = reference.start + len(reference.url)
    return _COMMENT.sub("", "".join([*pieces, entry.body[end:]])).strip()


def _address(address: str, entry: Entry, site: Site) -> str:
    target = site.url(address, source=entry.path)
    if target == address:  # whole, or within the page
        return address
    up = "../" * len(addresses.of_markdown(entry.path).parent.parts)
    return site.absolute(target) or f"{up}{target}"


def _list(items: Iterator[str]) -> str:
    return "\n".join(f"- {_line(item)}" for item in items)


def _line(text: str) -> str:
    return " ".join(text.split())
