"""The formats that can be brought in, and which of them an original is."""

from collections.abc import Iterator, Mapping

from cto_portfolio.importing import (
    calendars,
    decisions,
    devto,
    ghost,
    hugo,
    jekyll,
    jsonresume,
    linkedin,
    markdown,
    medium,
    mkdocs_blog,
    pelican,
    portfolio_export,
    pyvideo,
    rendercv,
    schedules,
    substack,
    talks,
    wordpress,
)
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.source_format import Recognition, SourceFormat

FORMATS: Mapping[str, SourceFormat] = {
    one.name: one
    for one in (
        portfolio_export.FORMAT,
        linkedin.FORMAT,
        jsonresume.FORMAT,
        rendercv.FORMAT,
        pyvideo.FORMAT,
        schedules.SESSIONIZE,
        schedules.PRETALX,
        calendars.FORMAT,
        talks.FORMAT,
        wordpress.FORMAT,
        ghost.FORMAT,
        devto.FORMAT,
        medium.FORMAT,
        substack.FORMAT,
        decisions.FORMAT,
        jekyll.FORMAT,
        hugo.FORMAT,
        mkdocs_blog.FORMAT,
        pelican.FORMAT,
        markdown.ASTRO,
        markdown.ELEVENTY,
        markdown.FORMAT,
    )
}
"""By name; where two are equally certain, the first one reads."""


def recognised(original: Original) -> Iterator[tuple[SourceFormat, Recognition]]:
    """Yield the formats that an original may have, the most certain first."""
    seen = ((one, one.recognise(original)) for one in FORMATS.values())
    found = [(one, recognition) for one, recognition in seen if recognition]
    yield from sorted(found, key=lambda pair: -pair[1].certainty)
