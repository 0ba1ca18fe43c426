"""The addresses of a talk: which lead to slides, to the recording, to the event, and elsewhere."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urljoin

from cto_portfolio import links
from cto_portfolio.importing import entry_text, values
from cto_portfolio.importing.gathering import Gathering, folded_key
from cto_portfolio.importing.incoming import Kept
from cto_portfolio.importing.talk_keys import EVENT_URL

_SLIDES = (
    *("slides", "slidesurl", "slideslink", "slidedeck", "slidesdeck", "deck", "decklink"),
    *("presentationurl", "presentationlink", "speakerdeck", "slideshare", "urlslides", "pdf"),
)
_VIDEO = (
    *("video", "videourl", "videolink", "urlvideo", "recording", "recordingurl", "recordinglink"),
    *("youtube", "youtubeurl", "youtubelink", "vimeo", "vimeourl", "watch", "videos"),
)
_EMBEDDED = ("embedurl", "embed", "videoembed", "embedlink")
_OTHERS = (
    *("transcript", "transcription", "transcripturl", "captions", "code", "repo", "repository"),
    *(
        "github",
        "demo",
        "blog",
        "blogpost",
        "article",
        "podcasturl",
        "audio",
        "feedback",
        "notesurl",
    ),
)
_LISTS = ("links", "resources", "relatedurls", "urls", "materials", "references", "related")
_PAGE = ("url", "link", "href", "website", "talkurl", "webpage", "page", "externalurl", "uri")
_LABEL = ("label", "title", "name", "text", "kind", "type", "description", "network")
_MEANT = (
    ("slides", re.compile(r"slide|deck|folien|diapo|слайд|презентац", re.IGNORECASE)),
    ("video", re.compile(r"video|vídeo|youtube|vimeo|watch|recording|видео|запись", re.IGNORECASE)),
)
_HOSTS = {
    **dict.fromkeys(("youtube.com", "youtu.be", "m.youtube.com", "youtube-nocookie.com"), "video"),
    **dict.fromkeys(("vimeo.com", "player.vimeo.com", "infoq.com"), "video"),
    **dict.fromkeys(("speakerdeck.com", "slideshare.net", "slides.com"), "slides"),
}
_EMBED = re.compile(r"(?:youtube(?:-nocookie)?\.com/embed/|youtu\.be/|[?&]v=)([\w-]{11})")
_NAMED = {"transcription": "Transcript", "repo": "Code", "github": "Code", "repository": "Code"}


class TalkAddresses:
    """Puts each address of a record where it belongs; the first one of a sort is the one."""

    def __init__(
        self,
        found: Gathering,
        *,
        base: str,
        files: Mapping[PurePosixPath, int],
        origin: PurePosixPath,
    ) -> None:
        self._found = found
        self._base = base
        self._files = files
        self._origin = origin
        self._links: list[dict[str, str]] = []

    def take(self) -> None:
        """Take all that there are."""
        for ours, names in (("event_url", EVENT_URL), ("slides", _SLIDES), ("video", _VIDEO)):
            for key, value in [*self._found.all(names)]:
                self._of_key(ours, key, value)
        for key, value in [*self._found.all(_LISTS)]:
            self._of_list(key, value)
        for key, value in [*self._found.all(_OTHERS)]:
            title = _NAMED.get(folded_key(key), key[:1].upper() + key[1:])
            self._of_key("links", key, value, title=title)
        for key, value in [*self._found.all(_PAGE)]:
            self._of_key("", key, value, title=self._page_title(value))
        for key, value in [*self._found.all(_EMBEDDED)]:
            self._of_key("video", key, value)
        if self._links:
            self._found.meta["links"] = self._links

    def _page_title(self, value: object) -> str:
        return self._found.meta.get("event") or links.host(str(value)) or "The page of the talk"

    def _of_key(self, ours: str, key: str, value: object, *, title: str = "") -> None:
        """Take the addresses of one key, if all of it is taken."""
        addresses = [*_addresses(value)]
        if self._put_all(ours, [(title or label, url) for label, url in addresses]):
            self._kept(ours or "links", key)

    def _of_list(self, key: str, value: object) -> None:
        pairs = [*_labelled(value)]
        whole = len(value) if isinstance(value, list | Mapping) else 1
        if len(pairs) == whole and self._put_all("", pairs):
            self._kept("links", key)

    def _kept(self, ours: str, key: str) -> None:
        self._found.kept.append(
            Kept(key=ours, source=f"{key}: {values.written(self._found.values[key])}")
        )
        self._found.used.add(key)

    def _put_all(self, ours: str, pairs: Sequence[tuple[str, str]]) -> bool:
        """Put each where it belongs; return whether there is a place for all of them."""
        return bool(pairs) and len(pairs) == sum(
            self._put(ours, url, label) for label, url in pairs
        )

    def _put(self, ours: str, url: str, label: str) -> bool:
        """Put one address where it belongs; return whether there is a place for it."""
        address = self._usable(url)
        if address is None:
            if ours in {"slides", "video"}:
                self._found.fill(
                    ours,
                    f"{entry_text.one_line(url)}: put a copy beside this file, or its address here",
                )
            return False
        meta = self._found.meta
        place = ours or _meant(label, address)
        if place in {"slides", "video", "event_url"} and meta.get(place, address) == address:
            meta[place] = address
        elif not any(_is_same_video(there, address) for there in self._there):
            title = entry_text.one_line(label) or links.host(address) or address
            pair = {"title": title, "url": address}
            if address not in [link["url"] for link in self._links]:
                self._links.append(pair)
        return True

    @property
    def _there(self) -> list[str]:
        return [self._found.meta.get("video", ""), *(link["url"] for link in self._links)]

    def _usable(self, url: str) -> str | None:
        """Return an address as readers need it; None if it leads nowhere from here."""
        text = url.strip()
        if text.startswith("//"):
            text = f"https:{text}"
        if links.host(text):
            return None if links.why_unsafe(text) or links.is_broken(text) or " " in text else text
        if links.is_external(text) or not text:
            return None
        if self._is_file(text):
            return text
        return urljoin(self._base, text.lstrip("/")) if self._base and " " not in text else None

    def _is_file(self, address: str) -> bool:
        path = PurePosixPath(address.lstrip("/"))
        return ".." not in path.parts and (
            self._origin.parent / path in self._files or path in self._files
        )


def _meant(label: str, url: str) -> str:
    for place, pattern in _MEANT:
        if pattern.search(label) and not ("," in label or "&" in label):
            return place
    return _HOSTS.get(links.host(url), "links")


def _is_same_video(video: str, url: str) -> bool:
    first, second = (_EMBED.search(address) for address in (video, url))
    return bool(first and second and first[1] == second[1])


def _addresses(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield "", value
    elif isinstance(value, Mapping):
        yield from _labelled(value)
    elif isinstance(value, list):
        for item in value:
            yield from _addresses(item)


def _labelled(value: object) -> Iterator[tuple[str, str]]:
    """Yield the addresses of a list with what each is called, as far as they can be told."""
    if isinstance(value, str):
        yield "", value
    elif isinstance(value, list):
        for item in value:
            yield from _labelled(item)
    elif isinstance(value, Mapping):
        yield from _of_mapping({str(key): inner for key, inner in value.items()})


def _of_mapping(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    by_name = {folded_key(key): inner for key, inner in value.items() if isinstance(inner, str)}
    url = next(
        (by_name[name] for name in ("url", "link", "href", "src", "value") if name in by_name), ""
    )
    if url:
        yield next((by_name[name] for name in _LABEL if by_name.get(name)), ""), url
        return
    for key, inner in value.items():
        if isinstance(inner, str):
            yield key, inner
