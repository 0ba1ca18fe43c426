"""Talks: spoken to an audience, with what is left of it to look at."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio import labels, links, wording
from cto_portfolio.content import languages
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.kinds.talk import KIND, Talk
from cto_portfolio.site import linked_data, pictures
from cto_portfolio.site.kinds.presentation import Credential, Fact, Presentation
from cto_portfolio.site.linked_data import Node
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import ImageView
from cto_portfolio.text import captions


class EventView(TypedDict):
    """Where a talk was given."""

    title: str
    url: str | None


class MediumView(TypedDict):
    """Slides or a recording."""

    url: str
    local: bool
    """Whether it lies beside the entry."""
    pdf: bool
    host: str | None


class TranscriptView(TypedDict):
    """What was said, as `partials/transcript.html` reads it."""

    url: str
    captions: bool
    """Whether a recording can show it as it is played."""
    paragraphs: list[str]


class SpeechView(TypedDict):
    """What sets a talk apart, as `partials/event.html` and `slides.html` read it."""

    event: EventView
    location: str | None
    part_name: str
    audience: str | None
    minutes: str | None
    language: str | None
    slides: MediumView | None
    slide_images: list[ImageView]
    slide_count: str | None
    """How many there are to leaf through, if there is more than one."""
    video: MediumView | None
    transcript: TranscriptView | None


class TalkView(TypedDict):
    """What `talk.html` reads besides."""

    talk: SpeechView


def _meta(entry: Entry) -> Talk:
    assert isinstance(entry.meta, Talk)  # noqa: S101 - the kind's own model
    return entry.meta


def _audience(meta: Talk) -> str | None:
    return wording.count(meta.audience, "person", "people") if meta.audience else None


def _role(meta: Talk) -> str:
    return labels.of(f"role_{meta.part}")


def _language(meta: Talk) -> str | None:
    return languages.name(meta.language) if meta.language else None


def _medium(target: str | None, entry: Entry, site: Site) -> MediumView | None:
    if target is None:
        return None
    return {
        "url": site.url(target, source=entry.path),
        "local": not links.is_external(target),
        "pdf": target.partition("#")[0].lower().endswith(".pdf"),
        "host": links.host(target),
    }


def _transcript(entry: Entry, site: Site) -> TranscriptView | None:
    file = _meta(entry).transcript
    if file is None:
        return None
    return {
        "url": site.url(file, source=entry.path),
        "captions": file.lower().endswith(captions.CAPTIONS) and captions.is_webvtt(entry.appendix),
        "paragraphs": captions.paragraphs(entry.appendix),
    }


def _view(entry: Entry, site: Site) -> TalkView:
    meta = _meta(entry)
    event_url = site.url(meta.event_url, source=entry.path) if meta.event_url else None
    return {
        "talk": {
            "event": {"title": meta.event, "url": event_url},
            "location": meta.location,
            "part_name": _role(meta),
            "audience": _audience(meta),
            "minutes": wording.count(meta.minutes, "minute") if meta.minutes else None,
            "language": _language(meta),
            "slides": _medium(meta.slides, entry, site),
            "slide_images": [
                {"url": pictures.url(slide.image, site, source=entry.path), "alt": slide.alt}
                for slide in meta.slide_images
            ],
            "slide_count": (
                wording.count(len(meta.slide_images), "slide")
                if len(meta.slide_images) > 1
                else None
            ),
            "video": _medium(meta.video, entry, site),
            "transcript": _transcript(entry, site),
        }
    }


def _facts(entry: Entry, site: Site) -> Iterator[Fact]:
    meta = _meta(entry)
    event_url = site.url(meta.event_url, source=entry.path) if meta.event_url else None
    yield Fact(name=labels.of("event"), text=meta.event, url=event_url)
    told = {
        labels.of("place"): meta.location,
        labels.of("my_role"): _role(meta),
        labels.of("audience"): _audience(meta),
        labels.of("length"): wording.count(meta.minutes, "minute") if meta.minutes else None,
        labels.of("language"): _language(meta),
    }
    yield from (Fact(name=name, text=text) for name, text in told.items() if text)
    for name, target in ((labels.of("slides"), meta.slides), (labels.of("video"), meta.video)):
        if target:
            text = links.host(target) or PurePosixPath(target).name
            yield Fact(name=name, text=text, url=site.url(target, source=entry.path))


def _remarks(entry: Entry, _site: Site) -> Iterator[Fact]:
    meta = _meta(entry)
    if meta.part != "speaker":
        yield Fact(name=labels.of("my_role"), text=_role(meta))
    if audience := _audience(meta):
        yield Fact(name=labels.of("audience"), text=audience)
    media = {"slides": meta.slides, "video": meta.video}
    to_see = [labels.of(name).lower() for name, there in media.items() if there]
    if to_see:
        yield Fact(name=labels.of("online"), text=wording.sentence(wording.enumeration(to_see)))


def _credential(entry: Entry) -> Credential:
    return Credential(section="publications", item={"publisher": entry.kind.detail(entry)})


def _linked_data(entry: Entry, site: Site) -> Node:
    """Return an event; one without a place is none to those who list events."""
    meta, video = _meta(entry), _video(entry, site)
    if not meta.location:
        return linked_data.work(entry, site, "CreativeWork", video=video)
    url, span = linked_data.entry_url(entry, site), entry.span
    event_url = linked_data.absolute_url(meta.event_url, entry.path, site)
    slides = linked_data.absolute_url(meta.slides, entry.path, site)
    return linked_data.thing(
        "Event",
        url,
        name=site.title(entry),
        description=entry.summary,
        url=url,
        startDate=span.start.iso,
        endDate=span.end.iso if span.end and not span.is_single else None,
        duration=f"PT{meta.minutes}M" if meta.minutes else None,
        location=linked_data.thing("Place", name=meta.location, address=meta.location),
        performer=linked_data.author(site),
        superEvent=linked_data.thing("Event", name=meta.event, url=event_url),
        inLanguage=meta.language_tag or meta.language,
        image=linked_data.pictures(entry, site),
        keywords=list(meta.tags),
        workFeatured=linked_data.thing("PresentationDigitalDocument", url=slides)
        if slides
        else None,
        recordedIn=video,
    )


def _video(entry: Entry, site: Site) -> Node | None:
    """Return the recording; those who list videos want a picture and a day of each.

    The day is the talk's: an entry tells no other.
    """
    meta = _meta(entry)
    url = linked_data.absolute_url(meta.video, entry.path, site)
    if not url or not site.address:
        return None
    is_file = not links.is_external(meta.video or "")
    return linked_data.thing(
        "VideoObject",
        name=site.title(entry),
        description=entry.summary,
        thumbnailUrl=linked_data.pictures(entry, site)[-1],
        uploadDate=entry.date.isoformat(),
        **{"contentUrl" if is_file else "url": url},
    )


PRESENTATION = Presentation(
    kind=KIND,
    view=_view,
    facts=_facts,
    remarks=_remarks,
    credential=_credential,
    linked_data=_linked_data,
)
