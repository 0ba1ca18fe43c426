"""The page of a packet: open, or locked so that only a passphrase opens it."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypedDict

from cto_portfolio import labels, wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.packets.packet import Packet
from cto_portfolio.content.packets.snapshots import Frozen, Sealed
from cto_portfolio.site.packets import contents, stories
from cto_portfolio.site.packets.contents import Topic
from cto_portfolio.site.pages import sharing
from cto_portfolio.site.pages.cards import card
from cto_portfolio.site.pages.home import OutcomeView
from cto_portfolio.site.pages.page import UNLISTED, Page, page
from cto_portfolio.site.site import Site
from cto_portfolio.site.view import View

TEMPLATE = "packet.html"


class AnswerView(OutcomeView):
    """An entry that answers a question."""

    text: str
    """In what way it does."""


class PacketTopicView(TypedDict):
    """A question with its answers."""

    question: str
    answers: list[AnswerView]


class PacketView(TypedDict):
    """What one reader is shown, as `partials/packet.html` reads it.

    A frozen packet holds the same but for addresses, which may change: entries by path, and nothing
    of how to get in touch.
    """

    reader: str
    letter: list[str]
    """Its paragraphs."""
    topics: list[PacketTopicView]
    outcomes: list[OutcomeView]
    decisions: list[OutcomeView]
    vouchers: list[OutcomeView]
    others: list[OutcomeView]
    tells: bool
    """Whether the page holds stories that are published nowhere else."""
    email: str | None
    address: str | None
    until: str | None


class LockView(TypedDict):
    """What was encrypted, and all that opens it but the passphrase, for `partials/lock.html`."""

    format: str
    rounds: str
    salt: str
    iv: str
    text: str
    check_iv: str
    check: str


def build(packet: Packet, site: Site) -> Page | None:
    """Return the page, which no list, index or feed knows of; none if it cannot be locked."""
    if packet.is_protected:
        return _locked(packet.path, packet.sealed, site) if packet.sealed else None
    shown = packet.frozen or freeze(packet, site)
    profile = site.portfolio.profile
    to_reader = labels.of("for_reader", reader=packet.reader)
    title = to_reader if packet.names_reader else labels.of("prepared_for_you")
    meta: dict[str, View] = {
        "template": TEMPLATE,
        "title": title,
        "description": _from(site),
        **UNLISTED,
        "packet": {
            **_with_addresses(shown.packet, site),
            "email": profile.email if profile else None,
            "address": site.address,
            "until": wording.date(packet.expires) if packet.expires else None,
        },
    }
    body = stories.with_living_links(shown.body, site, page=packet.path)
    return sharing.packet(page(packet.path, meta, site, body=body), site)


def freeze(packet: Packet, site: Site) -> Frozen:
    """Return what the packet shows now; what its page adds to it is how to get in touch."""
    made = contents.build(packet, site)
    places = {one.path: stories.anchor(number) for number, one in enumerate(made.told, start=1)}

    def cards(entries: Sequence[Entry]) -> View:
        return [_card(entry, places, site) for entry in entries]

    def shown(topic: Topic) -> View:
        answers = [
            {**_card(answer.entry, places, site), "text": answer.text} for answer in topic.answers
        ]
        return {"question": topic.question, "answers": answers}

    return Frozen(
        packet={
            "reader": packet.reader,
            "letter": list(packet.letter),
            "topics": [shown(topic) for topic in made.topics if topic.answers],
            "outcomes": cards(made.outcomes),
            "decisions": cards(made.decisions),
            "vouchers": cards(made.vouchers),
            "others": cards(made.others),
            "tells": bool(made.told),
        },
        body=stories.body(made.told, site, page=packet.path),
        entries=tuple(sorted(entry.path for entry in made.entries)),
    )


def _card(entry: Entry, places: Mapping[PurePosixPath, str], site: Site) -> Mapping[str, View]:
    """Return what is shown of an entry: by path, or by its place on the page if it is private."""
    shown = {key: value for key, value in card(entry, site).items() if key not in {"url", "image"}}
    shown["value"] = entry.meta.business_value
    place = places.get(entry.path)
    return {**shown, **({"url": f"#{place}"} if place else {"path": str(entry.path)})}


def _with_addresses(shown: Mapping[str, View], site: Site) -> dict[str, View]:
    """Give entries the addresses of their pages, as far as they have any by now."""
    published = {str(entry.path): site.entry_url(entry) for entry in site.portfolio.published}

    def addressed(value: View) -> View:
        if isinstance(value, Mapping):
            found = {key: addressed(one) for key, one in value.items() if key != "path"}
            if "path" in value:
                found["url"] = published.get(str(value["path"]), stories.NOWHERE)
            return found
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [addressed(one) for one in value]
        return value

    return {key: addressed(value) for key, value in shown.items()}


def _locked(path: PurePosixPath, sealed: Sealed, site: Site) -> Page:
    """Return a page that holds nothing but what was encrypted."""
    lock: LockView = {
        "format": str(sealed.format),
        "rounds": str(sealed.rounds),
        "salt": sealed.salt,
        "iv": sealed.iv,
        "text": sealed.text,
        "check_iv": sealed.check_iv,
        "check": sealed.check,
    }
    meta: dict[str, View] = {
        "template": TEMPLATE,
        "title": labels.of("opens_with_passphrase"),
        "description": _from(site),
        **UNLISTED,
        "sealed": lock,
    }
    return sharing.packet(page(path, meta, site), site)


def _from(site: Site) -> str:
    return labels.of("from_person", name=site.person["name"])
