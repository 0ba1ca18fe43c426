"""Words of a built site: none is of what is hidden, unless they are public elsewhere, too.

Where words came from is said, and never the words: logs of builds are read by others.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from cto_portfolio.content.kinds import KINDS
from cto_portfolio.frameworks import Framework
from cto_portfolio.problems import Problem
from cto_portfolio.publishing.verification import hidden_words, plain
from cto_portfolio.publishing.verification.case import Case
from cto_portfolio.publishing.verification.hidden_words import Run


def check(case: Case) -> Iterator[Problem]:
    """Yield for each hidden file the first file of the site that says what only it says."""
    by_word: dict[str, list[Run]] = defaultdict(list)
    for run in hidden_words.find(case):
        by_word[max(run.text.split(), key=len)].append(run)
    found = {
        output: runs
        for output in case.outputs
        if (runs := list(_found(plain.of_file(output, case.read(output)), by_word)))
    }
    public = _public(case) if found else ""
    suspects = {run.text for runs in found.values() for run in runs}
    secrets = {text for text in suspects if f" {text} " not in public}
    told: dict[PurePosixPath, list[tuple[PurePosixPath, Run]]] = defaultdict(list)
    for output, runs in found.items():
        own = _of_packet(output, case)
        secret = [run for run in reversed(runs) if run.text in secrets and run.text not in own]
        for path, run in {run.path: run for run in secret}.items():
            told[path].append((output, run))
    for path, ((output, run), *others) in told.items():
        message = f"holds words of '{case.shown(path)}:{run.line}', which are not published"
        more = f"; so do {len(others)} more files" if others else ""
        yield case.problem(output, "hidden-words", f"{message}{more}")


def _found(text: str, by_word: Mapping[str, Sequence[Run]]) -> Iterator[Run]:
    """Yield the runs in a text; the longest word of each says where it is worth looking."""
    padded = f" {text} "
    here = set(text.split())
    for word, runs in by_word.items():
        if word in here:
            yield from (run for run in runs if f" {run.text} " in padded)


def _of_packet(output: PurePosixPath, case: Case) -> str:
    """Return the words that one reader's page may hold, and none but what belongs to that page."""
    pages = case.release.texts
    parts = [
        f"{plain.words(str(one.path))}{plain.BREAK}{plain.of_markdown(pages[one.path])}"
        for one in case.release.site.packets
        if one.key in output.parts and one.path in pages
    ]
    return plain.BREAK.join(parts)


def _public(case: Case) -> str:
    """Return all words that a site may hold: of what is published, and of our own."""
    site = case.release.site
    told = {one.path for one in site.packets}
    pages = {path: text for path, text in case.release.texts.items() if path not in told}
    parts = [plain.of_markdown(source) for source in pages.values()]
    parts += [plain.of_file(path, case.source(path)) for path in case.release.beside]
    parts += [plain.words(str(path)) for path in (*pages, *case.release.beside)]
    parts.extend(map(plain.words, _of_ours(site.portfolio.framework)))
    parts.append(plain.words(case.settings.name))
    theme = case.settings.theme_dir
    for template in sorted(theme.rglob("*.*")) if theme else ():
        text = template.read_text("utf-8", "replace")
        parts.append(f"{plain.words(text)}{plain.BREAK}{plain.of_markup(text)}")
    return f" {plain.BREAK.join(parts)} "


def _of_ours(framework: Framework) -> Iterator[str]:
    """Yield what any portfolio may say by the names of its keys and of its requirements."""
    for kind in KINDS.values():
        yield json.dumps(kind.model.model_json_schema())
    yield from (value for area in framework.areas for value in (area.id, area.name, area.summary))
    for requirement in framework.requirements:
        yield from (requirement.id, requirement.name, requirement.asks)
