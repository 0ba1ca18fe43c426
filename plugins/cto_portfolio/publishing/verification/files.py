"""Files of a built site: none is a copy of one that is hidden, whatever its name."""

import hashlib
from collections.abc import Iterator

from cto_portfolio.problems import Problem
from cto_portfolio.publishing.verification.case import Case


def check(case: Case) -> Iterator[Problem]:
    """Yield copies of hidden files; a published one of the same content makes them public."""
    hidden = {_digest(case.source(path)): path for path in case.hidden}
    for path in case.release.beside:
        hidden.pop(_digest(case.source(path)), None)
    hidden.pop(_digest(b""), None)
    for output in case.outputs:
        source = hidden.get(_digest(case.read(output)))
        if source is not None:
            message = f"is a copy of '{case.shown(source)}', which is not published"
            yield case.problem(output, "hidden-file", message)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
