"""The brief as text, for a mail or a form: its sections one after the other."""

from collections.abc import Iterator

from cto_portfolio.site.brief import Brief, BriefLine


def as_text(brief: Brief) -> str:
    """Return the whole brief; its lines stay as long as they are, for a mail to fold them."""
    return "\n".join(_lines(brief))


def _lines(brief: Brief) -> Iterator[str]:
    yield brief.name
    if brief.headline:
        yield brief.headline
    ways = [way for way in (brief.email, brief.address, brief.location) if way]
    if ways:
        yield " · ".join(ways)
    for text in (brief.offer, brief.summary):
        yield from ("", text) if text else ()
    for section in (*brief.main, *brief.side):
        yield from ("", section.name.upper())
        for item in section.items:
            yield from _item(item)


def _item(item: BriefLine) -> Iterator[str]:
    yield f"- {item.title} ({item.when})"
    yield from (f"  {text}" for text in (item.text, item.reason) if text)
