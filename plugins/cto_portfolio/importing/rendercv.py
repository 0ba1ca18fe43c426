"""RenderCV: a résumé in YAML, whose sections are called as its author likes."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.importing import career, data_records, values
from cto_portfolio.importing.career import Career
from cto_portfolio.importing.gathering import is_empty
from cto_portfolio.importing.incoming import Incoming, LeftOut, Refusal, RefusedError
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.source_format import BY_CONTENT, Recognition, SourceFormat

_ENDINGS = (".yaml", ".yml")
_MOST_TRIED = 10
_DATES = {"start_date": "startDate", "end_date": "endDate", "date": "date"}
_ADDRESSES = {
    "github": "https://github.com/{}",
    "gitlab": "https://gitlab.com/{}",
    "linkedin": "https://linkedin.com/in/{}",
    "x": "https://x.com/{}",
    "twitter": "https://x.com/{}",
    "bluesky": "https://bsky.app/profile/{}",
    "youtube": "https://youtube.com/@{}",
    "orcid": "https://orcid.org/{}",
    "stackoverflow": "https://stackoverflow.com/users/{}",
    "instagram": "https://instagram.com/{}",
    "reddit": "https://reddit.com/user/{}",
    "telegram": "https://t.me/{}",
    "google scholar": "https://scholar.google.com/citations?user={}",
    "researchgate": "https://researchgate.net/profile/{}",
}
"""Where people are found whose names alone are given."""


def _recognise(original: Original) -> Recognition | None:
    for path in original.below(*_ENDINGS)[:_MOST_TRIED]:
        try:
            is_cv = "sections" in _cv(original, path)
        except RefusedError:
            continue
        if is_cv:
            return Recognition(certainty=BY_CONTENT, reason=f"'{path.name}' has 'cv: sections:'")
    return None


def _cv(original: Original, path: PurePosixPath) -> Mapping[str, Any]:
    for value, _ in data_records.load(original.text(path), ".yaml"):
        if isinstance(value, RefusedError):
            raise value
        if isinstance(value, Mapping) and isinstance(value.get("cv"), Mapping):
            cv: Mapping[str, Any] = value["cv"]
            return cv
    raise RefusedError("it is no RenderCV: 'cv' is missing, with your name in it")


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:  # noqa: ARG001 - nothing in a résumé depends on the day
    for path in original.below(*_ENDINGS):
        try:
            yield from career.incoming(_career(path, _cv(original, path)))
        except RefusedError as error:
            yield error.of(path)


def _career(path: PurePosixPath, cv: Mapping[str, Any]) -> Career:
    sections = cv.get("sections")
    sections = sections if isinstance(sections, Mapping) else {}
    sorts: dict[str, list[Mapping[str, Any]]] = {"work": [], "projects": [], "publications": []}
    left_out: list[LeftOut] = []
    summaries: list[str] = []
    for name, items in sections.items():
        for item in items if isinstance(items, list) else [items]:
            sort = _sort(item)
            if sort and isinstance(item, Mapping):
                sorts[sort].append(_renamed(item, sort))
            elif isinstance(item, str) and str(name).casefold() in {"summary", "about", "profile"}:
                summaries.append(item)
            elif not is_empty(item):
                left_out.append(LeftOut(what=str(name), quotation=values.written(item)))
    return Career(
        origin=path, basics=_basics(cv, "\n\n".join(summaries)), left_out=left_out, **sorts
    )


def _sort(item: object) -> str:
    """Say what an entry of a section is; its keys tell, the section's name does not."""
    if not isinstance(item, Mapping):
        return ""
    if "company" in item:
        return "work"
    if "authors" in item or "journal" in item:
        return "publications"
    return "projects" if "name" in item and "institution" not in item else ""


def _renamed(item: Mapping[Any, Any], sort: str) -> Mapping[str, Any]:
    names = {
        "work": {"company": "name", **_DATES},
        "projects": {"summary": "description", **_DATES},
        "publications": {"title": "name", "date": "releaseDate"},
    }[sort]
    renamed = {names.get(str(key), str(key)): value for key, value in item.items()}
    if sort == "publications" and "url" not in renamed and isinstance(item.get("doi"), str):
        renamed["url"] = f"https://doi.org/{item['doi']}"
    return renamed


def _basics(cv: Mapping[str, Any], summary: str) -> Mapping[str, Any]:
    own = {"sections", "website", "headline", "label", "social_networks", "photo"}
    networks = cv.get("social_networks")
    return {
        **{str(key): value for key, value in cv.items() if key not in own},
        "label": cv.get("headline") or cv.get("label"),
        "url": cv.get("website"),
        "image": cv.get("photo"),
        "summary": summary,
        "profiles": [_network(item) for item in networks] if isinstance(networks, list) else [],
    }


def _network(item: object) -> object:
    if not isinstance(item, Mapping):
        return item
    address = _ADDRESSES.get(str(item.get("network")).casefold())
    return {**item, "url": address.format(item.get("username"))} if address else item


FORMAT = SourceFormat(name="rendercv", title="RenderCV", recognise=_recognise, read=_read)
