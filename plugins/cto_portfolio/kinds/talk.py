"""Talks: spoken to an audience, with what is left of it to look at."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Literal

from cto_portfolio import links, wording
from cto_portfolio.entries import Entry, EntryMeta, Kind, View, leads_off_site
from cto_portfolio.site import Site
from cto_portfolio.validation import Address, Count, Line

_PARTS = {"speaker": "Speaker", "keynote": "Keynote", "panel": "Panel", "host": "Host"}


class Talk(EntryMeta):
    """The keys of a talk."""

    kind: Literal["talk"]
    event: Line
    """The conference, meet-up or company."""
    event_url: Address | None = None
    """The event's page."""
    location: Line | None = None
    """The town."""
    part: Literal["speaker", "keynote", "panel", "host"] = "speaker"
    """Your part in it."""
    audience: Count | None = None
    """How many people, about."""
    minutes: Count | None = None
    """How long it was."""
    language: Line | None = None
    """What it was given in."""
    slides: Address | None = None
    """A file beside the entry, or an address."""
    video: Address | None = None
    """The recording: a file beside the entry, or an address."""

    @property
    def is_corroborated(self) -> bool:
        """Whether the event, or whoever hosts slides or recording, shows that it was given."""
        elsewhere = leads_off_site(self.slides, self.video, self.event_url)
        return elsewhere or super().is_corroborated


def _meta(entry: Entry) -> Talk:
    assert isinstance(entry.meta, Talk)  # noqa: S101 - the kind's own model
    return entry.meta


def _detail(entry: Entry) -> str:
    meta = _meta(entry)
    return ", ".join(part for part in (meta.event, meta.location) if part)


def _medium(target: str | None, entry: Entry, site: Site) -> View:
    if target is None:
        return None
    return {
        "url": site.url(target, source=entry.path),
        "local": not links.is_external(target),
        "host": links.host(target),
    }


def _view(entry: Entry, site: Site) -> Mapping[str, View]:
    meta = _meta(entry)
    event_url = site.url(meta.event_url, source=entry.path) if meta.event_url else None
    return {
        "talk": {
            "event": {"title": meta.event, "url": event_url},
            "location": meta.location,
            "part_name": _PARTS[meta.part],
            "audience": wording.count(meta.audience, "person", "people") if meta.audience else None,
            "minutes": wording.count(meta.minutes, "minute") if meta.minutes else None,
            "language": meta.language,
            "slides": _medium(meta.slides, entry, site),
            "video": _medium(meta.video, entry, site),
        }
    }


KIND = Kind(
    id="talk",
    name="Talk",
    plural="talks",
    path=PurePosixPath("talks.md"),
    list_name="Talks",
    intro="On stages, in meeting rooms and on panels, with slides and recordings where they exist.",
    model=Talk,
    detail=_detail,
    view=_view,
    prompts="""\
event:                     # the conference, meet-up or company
# event_url: https://
# location:
# part: speaker            # or keynote, panel, host
# audience: 120            # how many people
# minutes: 30
# language: English
# slides: slides.pdf       # a file beside this one, or an address
# video: https://          # the same; a video is evidence for communication/visual
""",
    questions="""\
## What it is about

## What the audience took home
""",
)
