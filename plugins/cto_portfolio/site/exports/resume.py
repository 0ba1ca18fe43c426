"""`resume.json` (JSON Resume 1.0.0): the profile and what is listed, for other people's tools."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import TypeAlias

from cto_portfolio import links
from cto_portfolio.content.addresses import RESUME
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.profile import FILE_NAME as PROFILE
from cto_portfolio.content.profile import Profile, Tour
from cto_portfolio.periods import PartialDate
from cto_portfolio.site import kinds
from cto_portfolio.site.kinds.presentation import Credential
from cto_portfolio.site.pages.timeline import entries_of
from cto_portfolio.site.site import Site

ResumeItem: TypeAlias = Mapping[str, object]

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def build(profile: Profile, site: Site) -> str:
    """Return the file."""
    during = entries_of(profile.tours, site.listed)
    in_tours = {entry for entries in during.values() for entry in entries}
    latest = sorted(profile.tours, key=lambda tour: tour.start.first, reverse=True)
    items: dict[str, list[ResumeItem]] = {}
    for entry in site.listed:
        credential = kinds.of(entry).credential(entry)
        if credential.section != "projects" or entry not in in_tours:
            item = _SECTIONS[credential.section](entry, credential, site)
            items.setdefault(credential.section, []).append(_without_nothing(item))
    value = {
        "$schema": _SCHEMA,
        "basics": _basics(profile, site),
        "work": [_work(tour, during[tour]) for tour in latest],
        **{section: items.get(section) for section in _SECTIONS},
        "skills": _skills(site),
        "meta": _without_nothing({"canonical": site.absolute(RESUME), "version": "v1.0.0"}),
    }
    return f"{json.dumps(_without_nothing(value), ensure_ascii=False, indent=2)}\n"


def _basics(profile: Profile, site: Site) -> ResumeItem:
    photo = profile.photo and site.url(profile.photo, source=PurePosixPath(PROFILE))
    elsewhere = [
        {"network": link.title, "url": link.url} for link in profile.links if links.host(link.url)
    ]
    return _without_nothing(
        {
            "name": profile.name,
            "label": profile.headline,
            "image": site.absolute(photo) if photo else None,
            "email": profile.email,
            "url": site.address,
            "summary": profile.summary,
            "location": {"address": profile.location} if profile.location else None,
            "profiles": elsewhere,
        }
    )


def _work(tour: Tour, entries: Iterable[Entry]) -> ResumeItem:
    """Return a tour: what counted as success stands with its mission, since it may have failed."""
    success = f"Success meant: {'; '.join(tour.success_criteria)}." if tour.success_criteria else ""
    credentials = [(entry, kinds.of(entry).credential(entry)) for entry in entries]
    done = [
        ". ".join((entry.meta.title, *one.points[:1]))
        for entry, one in credentials
        if one.section == "projects"
    ]
    return _without_nothing(
        {
            "name": tour.organization,
            "position": tour.title,
            "startDate": _month(tour.start),
            "endDate": _month(tour.end) if tour.end else None,
            "summary": " ".join(part for part in (tour.mission, success) if part),
            "highlights": [*([tour.result] if tour.result else []), *done],
        }
    )


def _project(entry: Entry, credential: Credential, site: Site) -> ResumeItem:
    meta, span = entry.meta, entry.span
    return {
        "name": site.title(entry),
        "description": entry.summary,
        "highlights": list(credential.points),
        "keywords": list(meta.tags),
        "startDate": _day(span.start) if span.is_single else _month(span.start),
        "endDate": _month(span.end) if span.end and not span.is_single else None,
        "url": site.absolute(site.entry_url(entry)),
        "roles": [meta.role] if meta.role else None,
        "entity": meta.organization,
        **credential.item,
    }


def _publication(entry: Entry, credential: Credential, site: Site) -> ResumeItem:
    return {
        "name": site.title(entry),
        "releaseDate": _day(entry.span.latest),
        "url": site.absolute(site.entry_url(entry)),
        "summary": entry.summary,
        **credential.item,
    }


def _reference(_entry: Entry, credential: Credential, _site: Site) -> ResumeItem:
    return credential.item


_SECTIONS: Mapping[str, Callable[[Entry, Credential, Site], ResumeItem]] = {
    "projects": _project,
    "publications": _publication,
    "references": _reference,
}


def _skills(site: Site) -> list[ResumeItem]:
    """Return the areas with what there is public evidence for: skills that can be checked."""
    found = (
        (area.name, [row.requirement.name for row in site.rows_of(area) if not row.is_gap])
        for area in site.areas
    )
    return [{"name": name, "keywords": names} for name, names in found if names]


def _month(date: PartialDate) -> str | None:
    """Return the month, or the year: tours and periods say no more."""
    day = _day(date)
    return day and day[:7]


def _day(date: PartialDate) -> str | None:
    """Return a date, if the schema allows its year."""
    return date.iso if 1000 <= date.first.year < 3000 else None  # noqa: PLR2004 - its years


def _without_nothing(item: ResumeItem) -> ResumeItem:
    return {key: value for key, value in item.items() if value}
