"""Talks: spoken to an audience, with what is left of it to look at."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Literal

from cto_portfolio import links, wording
from cto_portfolio.content import languages
from cto_portfolio.content.entry import Entry, EntryMeta, Kind, KindRole, leads_off_site
from cto_portfolio.problems import Severity
from cto_portfolio.text import captions
from cto_portfolio.text.validation import Address, Authored, Count, Fault, Line

_ENDINGS = wording.enumeration(captions.ENDINGS, last="or")


class Slide(Authored):
    """A slide as a picture."""

    image: Address
    """A picture beside the entry."""
    alt: Line
    """What the slide says or shows, for those who cannot see it."""


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
    """What it was given in: a tag such as `en`, `nb` or `pt-BR`, or a name."""
    slides: Address | None = None
    """A file beside the entry, or an address; a PDF beside the entry can be leafed through."""
    slide_images: tuple[Slide, ...] = ()
    """The slides to look at, or some of them, in order."""
    video: Address | None = None
    """The recording: a file beside the entry, or an address."""
    transcript: Address | None = None
    """What was said: a text beside the entry (.txt), or captions (.vtt, .srt, .sbv). WebVTT
    (.vtt) also stands below a recording beside the entry."""

    @property
    def is_corroborated(self) -> bool:
        """Whether the event, or whoever hosts slides or recording, shows that it was given."""
        elsewhere = leads_off_site(self.slides, self.video, self.event_url)
        return elsewhere or super().is_corroborated

    @property
    def appendix(self) -> str | None:
        """What was said."""
        return self.transcript

    @property
    def language_tag(self) -> str | None:
        """As browsers know what title and summary are in, too, as far as the author says."""
        return languages.tag(self.language) if self.language else None

    @property
    def occasion(self) -> str | None:
        """The event."""
        return self.event

    def faults(self) -> Iterator[Fault]:
        """Yield also slides and a transcript that the page could not show."""
        yield from super().faults()
        for index, slide in enumerate(self.slide_images):
            if links.is_external(slide.image):
                message = "images are published with the site; put a copy beside the entry"
                yield Fault(("slide_images", index, "image"), "missing-file", message)
        said = self.transcript
        if said and (links.is_external(said) or not said.lower().endswith(captions.ENDINGS)):
            message = f"the page shows the text of a file beside it; expected {_ENDINGS}"
            yield Fault(("transcript",), "bad-value", message)
        if self.language and (why := languages.why_unknown(self.language)):
            yield Fault(("language",), "bad-value", why, Severity.WARNING)


def _meta(entry: Entry) -> Talk:
    assert isinstance(entry.meta, Talk)  # noqa: S101 - the kind's own model
    return entry.meta


def _detail(entry: Entry) -> str:
    meta = _meta(entry)
    return ", ".join(part for part in (meta.event, meta.location) if part)


KIND = Kind(
    id="talk",
    role=KindRole.TALK,
    name="Talk",
    plural="talks",
    path=PurePosixPath("talks.md"),
    list_name="Talks",
    intro="On stages, in meeting rooms and on panels, with slides and recordings where they exist.",
    model=Talk,
    detail=_detail,
    prompts="""\
event: Which conference, meet-up or company was it?
# event_url: https://
# location:
# part: speaker            # or keynote, panel, host
# audience: 120            # how many people
# minutes: 30
# language: en             # or de, nb, pt-BR
# slides: slides.pdf       # a file beside this one, or an address
# slide_images:            # slides to look at, as pictures beside this file
#   - image: slide-1.png
#     alt:                 # what the slide says or shows
# video: https://          # a file or an address; a video is evidence for communication/visual
# transcript: talk.vtt     # what was said: captions (.vtt, .srt) or a text (.txt) beside this file
""",
    questions="""\
## What it is about

## What the audience took home
""",
)
