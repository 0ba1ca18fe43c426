"""Words of a built site: none is of what is hidden, unless they are public elsewhere, too.

Where words came from is said, and never the words: logs of builds are read by others.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from cto_portfolio import links
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.verification import hidden_words, outputs, plain, veiled
from cto_portfolio.publishing.verification.case import Case
from cto_portfolio.publishing.verification.finder import Finder, holds
from cto_portfolio.publishing.verification.hidden_words import Run
from cto_portfolio.publishing.verification.outputs import Output
from cto_portfolio.text import validation

_ENOUGH = 200
"""Of how many entries the words are common."""
_SMALL_LETTERS = bytes(
    byte | 32 if chr(byte).isascii() and chr(byte).isalnum() else 32 for byte in range(256)
)


class Words:
    """Finds for each hidden file the files of the site that say what only it says."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._runs: dict[str, list[Run]] = defaultdict(list)
        for run in hidden_words.find(case):
            self._runs[run.text].append(run)
        self._finder = Finder(self._runs, _common(case))
        self._pages = {links.address(path): path for path in case.release.pages}
        self._packets = {packet.key: packet.path for packet in case.release.site.packets}
        self._beside = frozenset(case.release.beside)
        self._suspects: set[str] = set()
        """What is found where the page's own source does not say it; what it says is public."""
        if self._runs:
            self._forget(self._finder.find(_of_ours(case), is_encoded=True))

    def see(self, output: Output) -> None:
        """Look at a file of the site."""
        if not self._runs or self._is_published(output):
            return
        found = self._found(output, self._finder)
        if not found:
            return
        own = self._own(output)
        explained = set(self._said(own, found)) if own in self._case.release.pages else set()
        if own not in self._packets.values():
            self._forget(explained)
        self._suspects |= found - explained

    def problems(self) -> Iterator[Problem]:
        """Yield for each hidden file the first file of the site that says what only it says."""
        self._forget_public()
        told: dict[PurePosixPath, list[tuple[PurePosixPath, Run]]] = defaultdict(list)
        for text, output in self._places() if self._suspects else ():
            for run in self._runs[text]:
                told[run.path].append((output, run))
        for path in sorted(told):
            output, run = min(told[path], key=lambda place: (place[0], place[1].line))
            others = len({place for place, _ in told[path]}) - 1
            source = f"{self._case.shown(path)}:{run.line}"
            more = f"; so do {others} more files" if others else ""
            message = f"holds words of '{source}', which are not published{more}"
            yield self._case.problem(output, "hidden-words", message)

    def _places(self) -> Iterator[tuple[str, PurePosixPath]]:
        """Yield what must not be published and in which files it is: all are read once more."""
        finder = Finder(self._suspects)
        for output in outputs.read(self._case.site_dir):
            if isinstance(output, Output) and not self._is_published(output):
                found = self._found(output, finder)
                own = self._own(output)
                is_packet = own in self._packets.values()
                allowed = set(self._said(own, found)) if is_packet else set()
                yield from ((run, output.path) for run in found - allowed)

    def _found(self, output: Output, finder: Finder) -> set[str]:
        is_encoded = output.has_encoded_letters
        return {
            run for text in output.new_texts for run in finder.find(text, is_encoded=is_encoded)
        }

    def _own(self, output: Output) -> PurePosixPath:
        """Return the source of a page; that of a packet for all files beside its page."""
        for key, page in self._packets.items():
            if key in output.path.parts:
                return page
        return self._pages.get(output.address, output.path)

    def _is_published(self, output: Output) -> bool:
        """Whether a file is one of the author's that is published as it is."""
        is_there = output.path in self._beside
        return is_there and self._case.source(output.path) == output.content

    def _said(self, page: PurePosixPath, runs: Iterable[str]) -> Iterator[str]:
        """Yield which runs the source of a page holds, too."""
        texts = tuple(veiled.readings(_of_page(page, self._case), is_encoded=True))
        yield from (run for run in runs if any(holds(text, run) for text in texts))

    def _forget(self, public: Iterable[str]) -> None:
        for run in public:
            self._finder.forget(run)
            self._suspects.discard(run)

    def _forget_public(self) -> None:
        """Forget what is public anywhere: a list may say what only an entry's own page holds."""
        for text in _public(self._case):
            if not self._suspects:
                return
            self._forget(Finder(self._suspects).find(text, is_encoded=True))


def _common(case: Case) -> set[str]:
    """Return words that are on the site anyway: they are no sign of what is hidden."""
    entries = case.release.portfolio.published
    bodies = (entry.body.encode() for entry in entries[:: len(entries) // _ENOUGH + 1])
    return {word.decode() for body in bodies for word in body.translate(_SMALL_LETTERS).split()}


def _of_page(path: PurePosixPath, case: Case) -> bytes:
    """Return the source of a page, with its links and without them."""
    text = case.release.text(path)
    parts = (str(path), text, plain.without_targets(text))
    return plain.BREAK.join(parts).encode("utf-8", "replace")


def _public(case: Case) -> Iterator[bytes]:
    """Yield all words that are published, of whatever page or file."""
    told = {packet.path for packet in case.release.site.packets}
    for kind in KINDS.values():  # our keys
        yield json.dumps(kind.model.model_json_schema()).encode()
    yield plain.BREAK.join(_of_profile(case)).encode("utf-8", "replace")
    yield plain.BREAK.join(map(str, case.release.beside)).encode("utf-8", "replace")
    yield plain.BREAK.encode().join(
        _of_page(path, case) for path in case.release.pages if path not in told
    )
    for path in case.release.beside:
        yield from Output(path=path, content=case.source(path)).texts


def _of_profile(case: Case) -> Iterator[str]:
    """Yield what is published of the profile, as words: what looks like markup there is none."""
    if profile := case.release.portfolio.profile:
        yield from map(plain.words, validation.words(profile))
        yield from (plain.words(url) for _, url in validation.addresses(profile))


def _of_ours(case: Case) -> bytes:
    """Return what is on any site: its name, those of requirements, and the words of our theme."""
    framework = case.release.portfolio.framework
    parts = [case.settings.name, *_of_framework(framework)]
    templates = (sorted(folder.rglob("*.*")) for folder in case.settings.theme_dirs)
    for template in itertools.chain.from_iterable(templates):
        content = template.read_bytes() if template.is_file() else b""
        parts += [] if b"\0" in content else [content.decode("utf-8", "replace")]
    return plain.BREAK.join(parts).encode("utf-8", "replace")


def _of_framework(framework: Framework) -> Iterator[str]:
    for area in framework.areas:
        yield from (area.id, area.name, area.summary)
    for requirement in framework.requirements:
        yield from (requirement.id, requirement.name, requirement.asks)
