"""Linked data: what a page is about, in the words of schema.org, for whoever reads by machine."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeAlias

from cto_portfolio import links
from cto_portfolio.content.addresses import HOME
from cto_portfolio.content.entry import Entry, Visibility
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.content.profile import Profile
from cto_portfolio.site.site import Site
from cto_portfolio.site.social_cards import card

Json: TypeAlias = "str | bool | Sequence[Json] | Mapping[str, Json] | None"
Node: TypeAlias = Mapping[str, Json]


_MONTH = len("2025-03")


def document(*nodes: Node | None) -> Node:
    """Return what a page prints."""
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def thing(type_: str, /, id_: str | None = None, **properties: Json) -> Node:
    """Return a node without the properties that are not known."""
    known = {name: value for name, value in properties.items() if value}
    return {"@type": type_, **({"@id": id_} if id_ else {}), **known}


def person(site: Site) -> Node:
    """Return all that is known of whom the site is about; only the home page says so much."""
    profile = site.portfolio.profile
    return {**author(site), **(_told(profile, site) if profile else {})}


def author(site: Site) -> Node:
    """Return whom the site is about, by name and address."""
    home = site.absolute(site.url_for(HOME))
    return thing("Person", f"{home}#person" if home else None, name=_name(site), url=home)


def somebody(name: str, title: str | None = None, organization: str | None = None) -> Node:
    """Return a person other than the author."""
    return thing("Person", name=name, jobTitle=title, worksFor=_organization(organization))


def website(site: Site) -> Node:
    """Return the site as a whole."""
    home = site.absolute(site.url_for(HOME))
    id_ = f"{home}#website" if home else None
    return thing("WebSite", id_, name=site.name, url=home)


def page(type_: str, meta: Mapping[str, object], path: PurePosixPath, site: Site) -> Node:
    """Return a page that is no entry's."""
    url = site.absolute(site.url_for(path))
    name, description = str(meta["name"]), str(meta["description"])
    about = website(site)
    return thing(type_, url, name=name, description=description, url=url, isPartOf=about)


def work(entry: Entry, site: Site, type_: str, **more: Json) -> Node:
    """Return an entry as something its author made; `more` is what its kind knows."""
    meta, url = entry.meta, entry_url(entry, site)
    common = {
        "headline": site.title(entry),
        "description": entry.summary,
        "abstract": meta.business_value,
        "url": url,
        "mainEntityOfPage": url,
        "datePublished": entry.span.latest.iso,
        "dateModified": meta.updated.iso if meta.updated else None,
        "temporalCoverage": _coverage(entry),
        "author": author(site),
        "image": pictures(entry, site),
        "keywords": list(meta.tags),
    }
    return thing(type_, url, **{**common, **more})


def works(entries: Iterable[Entry], site: Site) -> Sequence[Json]:
    """Return other entries by their names and addresses."""
    return [
        thing("CreativeWork", url, headline=site.title(entry), author=author(site), url=url)
        for entry in entries
        for url in [entry_url(entry, site)]
    ]


def entry_url(entry: Entry, site: Site) -> str | None:
    """Return the whole address of an entry's page."""
    return site.absolute(site.entry_url(entry))


def absolute_url(target: str | None, source: PurePosixPath, site: Site) -> str | None:
    """Return what an author linked to as other sites need it, if it is on the web."""
    if target is None or links.is_external(target):
        return target if target and links.host(target) else None
    return site.absolute(site.url(target, source=source))


def pictures(entry: Entry, site: Site) -> Sequence[Json]:
    """Return the entry's card, and its own picture."""
    page_path = entry.path if entry.visibility is Visibility.PUBLIC else HOME
    found = [
        site.absolute(site.url_for(card.path(page_path))),
        absolute_url(entry.meta.image, entry.path, site),
    ]
    return [url for url in found if url]


def listing(entries: Iterable[Entry], site: Site) -> Node | None:
    """Return entries in their order, if there are any."""
    found = [(site.title(entry), entry_url(entry, site)) for entry in entries]
    return thing("ItemList", itemListElement=_positions(found, "url")) if found else None


def trail(site: Site, *steps: tuple[str, PurePosixPath]) -> Node | None:
    """Return the way from the home page down, if it has addresses."""
    found = [(_name(site), site.absolute(site.url_for(HOME)))]
    found += [(title, site.absolute(site.url_for(path))) for title, path in steps]
    if not site.address:
        return None
    return thing("BreadcrumbList", itemListElement=_positions(found, "item"))


def _positions(found: Sequence[tuple[str, str | None]], address: str) -> Json:
    return [
        thing("ListItem", position=str(number), name=title, **{address: url})
        for number, (title, url) in enumerate(found, start=1)
    ]


def _told(profile: Profile, site: Site) -> Node:
    """Return what a profile says; what somebody is now is told by the tour that goes on."""
    source = PurePosixPath(PROFILE)
    tours = [tour for tour in profile.tours if tour.end is None]
    now = max(tours, key=lambda tour: tour.start.first, default=None)
    place = thing("Place", name=profile.location) if profile.location else None
    told = {
        "description": profile.summary or profile.headline,
        "jobTitle": now.title if now else None,
        "worksFor": _organization(now.organization) if now else None,
        "homeLocation": place,
        "email": profile.email,
        "image": absolute_url(profile.photo, source, site),
        "sameAs": [link.url for link in profile.links if links.host(link.url)],
    }
    return {name: value for name, value in told.items() if value}


def _organization(name: str | None) -> Node | None:
    return thing("Organization", name=name) if name else None


def _coverage(entry: Entry) -> str | None:
    """Return the months of a period as ISO 8601 writes them, an open end as two dots."""
    span = entry.span
    if span.is_single:
        return None
    return f"{span.start.iso[:_MONTH]}/{span.end.iso[:_MONTH] if span.end else '..'}"


def _name(site: Site) -> str:
    profile = site.portfolio.profile
    return profile.name if profile else site.name
