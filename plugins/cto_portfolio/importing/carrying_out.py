"""Carrying out a plan: each document as a whole or not at all, never over what an author wrote."""

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from cto_portfolio import progress, writing
from cto_portfolio.importing import plan as plans
from cto_portfolio.importing import record
from cto_portfolio.importing.incoming import Refusal, RefusedError
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.plan import WRITTEN, Action, ImportPlan, Planned
from cto_portfolio.importing.record import Brought, Record
from cto_portfolio.problems import PortfolioError

_BETWEEN_RECORDS = 200
"""Documents after which the record is written: so many at most are found again by their heads."""


def load_record(docs_dir: Path) -> Record:
    """Return what was brought into a portfolio before.

    Raises:
        PortfolioError: if the record cannot be read.
    """
    try:
        return record.parse((docs_dir / record.FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        message = f"'{docs_dir / record.FILE_NAME}' cannot be read; restore it, or remove it"
        raise PortfolioError(message) from error


def write(
    plan: ImportPlan, original: Original, docs_dir: Path, before: Record
) -> tuple[Refusal, ...]:
    """Write what is new or has changed; return what could not be written, and why."""
    brought = dict(before)
    failed: list[Refusal] = []
    documents = {one.source: one for one in plans.documents_of(plan)}
    for number, planned in enumerate(plan.of(*WRITTEN, Action.UNCHANGED), start=1):
        try:
            if planned.action in WRITTEN:
                _write(planned, original, docs_dir, before.get((plan.format, planned.incoming.id)))
        except (RefusedError, PortfolioError, FileExistsError) as error:
            message = "there is a file of its name by now; run this again"
            said = message if isinstance(error, FileExistsError) else str(error)
            failed.append(Refusal(origin=planned.incoming.origin, message=said))
        else:
            one = documents[planned.incoming.id]
            brought[one.format, one.source] = one
        progress.advance()
        if number % _BETWEEN_RECORDS == 0:
            _record(docs_dir, brought.values())
    if brought != before:
        _record(docs_dir, brought.values())
    return tuple(failed)


def _record(docs_dir: Path, brought: Iterable[Brought]) -> None:
    writing.replace(docs_dir / record.FILE_NAME, record.text_of(brought))


def _write(planned: Planned, original: Original, docs_dir: Path, before: Brought | None) -> None:
    made: list[Path] = []
    try:
        made.extend(_files(planned.beside, original, docs_dir))
        path = docs_dir / planned.path
        if planned.action is Action.NEW:
            writing.create(path, planned.text)
        elif planned.action is Action.ADDED:
            writing.replace(path, planned.text, expected=planned.there)
        else:
            writing.replace(path, planned.text, expected=_untouched(path, before))
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                path.parent.rmdir()
        raise


def _untouched(path: Path, before: Brought | None) -> bytes:
    """Return what an entry holds, which must be what an import wrote there."""
    content = path.read_bytes()
    if before is None or record.digest(content) != before.written:
        raise PortfolioError(f"'{path}' has changed since it was read; run this again")
    return content


def _files(
    beside: Mapping[PurePosixPath, PurePosixPath], original: Original, docs_dir: Path
) -> Iterable[Path]:
    """Yield the files that are written beside an entry; those that are there are the same."""
    for to, source in beside.items():
        path = docs_dir / to
        if not path.exists():
            writing.create(path, original.content(source))
            yield path
