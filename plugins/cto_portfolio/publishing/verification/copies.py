"""Copies: no file of a built site has the content of one that is hidden, whatever its name."""

import hashlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from cto_portfolio.problems import Problem
from cto_portfolio.publishing.verification.case import Case
from cto_portfolio.publishing.verification.outputs import Output


class Copies:
    """Finds copies of hidden files; a published one of the same content makes them public."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._problems: list[Problem] = []
        self._hidden = self._digests()

    def see(self, output: Output) -> None:
        """Look at a file of the site."""
        if len(output.content) in self._sizes and output.digest in self._hidden:
            source = self._case.shown(self._hidden[output.digest])
            message = f"is a copy of '{source}', which is not published"
            self._problems.append(self._case.problem(output.path, "hidden-file", message))

    def problems(self) -> Iterator[Problem]:
        """Yield the copies, and the hidden files of which nobody can tell."""
        yield from self._problems

    def _digests(self) -> dict[bytes, PurePosixPath]:
        """Return the hidden files by their digests; their sizes say which outputs to look at."""
        contents: dict[bytes, PurePosixPath] = {}
        for path in self._case.hidden:
            try:
                content = self._case.source(path)
            except OSError as error:
                self._problems.append(self._unreadable(path, error))
                continue
            contents[content] = path
        contents.pop(b"", None)
        self._sizes = frozenset(map(len, contents))
        for path in self._case.release.beside:
            if self._case.size(path) in self._sizes:
                contents.pop(self._case.source(path), None)
        return {hashlib.sha256(content).digest(): path for content, path in contents.items()}

    def _unreadable(self, path: PurePosixPath, error: OSError) -> Problem:
        message = (
            f"cannot be read: {error.strerror}; it is not published, and nobody can tell whether"
            " its words are"
        )
        return Problem(
            path=self._case.shown(path), line=1, code="unreadable-source", message=message
        )
