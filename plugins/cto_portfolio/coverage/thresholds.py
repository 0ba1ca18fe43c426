"""Thresholds: the least coverage that an author asks of a portfolio, in `mkdocs.yml` or by a flag.

```yaml
thresholds:
  overall: 60
  areas: {communication: 80}
  requirements: {communication/speaking: covered}
```
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from cto_portfolio import wording
from cto_portfolio.coverage import matrix
from cto_portfolio.coverage.matrix import Row
from cto_portfolio.frameworks import Framework, Status
from cto_portfolio.problems import PortfolioError, near_miss
from cto_portfolio.text import yaml_files
from cto_portfolio.text.frontmatter import Document
from cto_portfolio.text.validation import Authored, Fault, Percent

OVERALL = "overall"
"""Stands for all requirements, where an id stands for one or for an area."""
_STATUSES = tuple(status.value for status in Status if status is not Status.GAP)


@dataclass(frozen=True, kw_only=True, slots=True)
class Threshold:
    """A minimum: per cent covered of all or of an area, or the status of a requirement."""

    of: str
    """`overall`, or the id of an area or requirement."""
    asked: float | Status

    @property
    def area_id(self) -> str:
        """The id of its area, or `overall`."""
        return self.of.partition("/")[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a threshold is reached."""

    of: str
    asked: str
    reached: str
    is_met: bool

    def __str__(self) -> str:
        return f"{self.of}: {self.reached}, at least {self.asked} asked"


class ThresholdsMeta(Authored):
    """What may stand below `thresholds`."""

    overall: Percent | None = None
    """How many per cent of all requirements are covered at least."""
    areas: dict[str, Percent] | None = None
    """The same for the requirements of single areas, by their ids."""
    requirements: dict[str, Literal["thin", "covered", "strong"]] | None = None
    """The least status of single requirements, by their ids."""


def parse(document: Document, path: PurePosixPath, framework: Framework) -> tuple[Threshold, ...]:
    """Return the thresholds that the options of the plugin ask for.

    Raises:
        PortfolioError: with everything that is wrong with them.
    """
    meta, problems = yaml_files.validate(
        ThresholdsMeta, document, path, lambda meta: _faults(meta, framework), is_private=True
    )
    if meta is None or problems:
        raise PortfolioError("\n".join(map(str, problems)))
    overall = [] if meta.overall is None else [Threshold(of=OVERALL, asked=meta.overall)]
    areas = [Threshold(of=of, asked=asked) for of, asked in (meta.areas or {}).items()]
    return (
        *overall,
        *areas,
        *(Threshold(of=of, asked=Status(asked)) for of, asked in (meta.requirements or {}).items()),
    )


def parse_flag(text: str, framework: Framework) -> Threshold:
    """Return the threshold that `60`, `communication=80` or `trends/tools=covered` asks for.

    Raises:
        PortfolioError: if it asks for nothing that there is.
    """
    of, mark, asked = (part.strip() for part in text.rpartition("="))
    if not mark or of == OVERALL:
        return Threshold(of=OVERALL, asked=_percent(asked))
    if message := _unknown(of, framework):
        raise PortfolioError(message)
    if "/" not in of:
        return Threshold(of=of, asked=_percent(asked))
    if asked not in _STATUSES:
        known = wording.enumeration(_STATUSES, last="or")
        raise PortfolioError(f"'{asked}' is not {known}{near_miss(asked, _STATUSES)}")
    return Threshold(of=of, asked=Status(asked))


def judge(
    thresholds: Iterable[Threshold], rows: Sequence[Row], *, shown: Sequence[Row]
) -> tuple[Verdict, ...]:
    """Hold rows against thresholds; the overall one is about those shown."""
    return tuple(_verdict(threshold, rows, shown) for threshold in thresholds)


def _verdict(threshold: Threshold, rows: Sequence[Row], shown: Sequence[Row]) -> Verdict:
    if isinstance(threshold.asked, Status):
        row = next(row for row in rows if row.requirement.id == threshold.of)
        return Verdict(
            of=threshold.of,
            asked=threshold.asked.value,
            reached=row.status.value,
            is_met=row.status.rank >= threshold.asked.rank,
        )
    meant = [row for row in rows if row.area.id == threshold.of]
    meant = list(shown) if threshold.of == OVERALL else meant
    share = matrix.covered_share(meant)
    covered = sum(row.is_covered for row in meant)
    return Verdict(
        of=threshold.of,
        asked=f"{wording.number(threshold.asked)}%",
        reached=f"{covered} of {len(meant)} covered ({wording.number(round(share, 1))}%)",
        is_met=share >= threshold.asked,
    )


def _faults(meta: ThresholdsMeta, framework: Framework) -> Iterator[Fault]:
    for name in meta.model_fields_set:
        if getattr(meta, name) is None:
            message = f"'{name}' is empty; give it a value that stands in this file, or drop it"
            yield Fault((name,), "bad-value", message)
    for of in meta.areas or {}:
        if message := _unknown(of, framework, is_area=True):
            yield Fault(("areas", of), "unknown-area", message)
    for of in meta.requirements or {}:
        if message := _unknown(of, framework, is_area=False):
            yield Fault(("requirements", of), "unknown-requirement", message)


def _unknown(of: str, framework: Framework, *, is_area: bool | None = None) -> str:
    """Return what is wrong with an id, if something is."""
    areas = [area.id for area in framework.areas]
    requirements = [requirement.id for requirement in framework.requirements]
    is_area = "/" not in of if is_area is None else is_area
    known = areas if is_area else requirements
    if of in known:
        return ""
    slug = of.rpartition("/")[2]
    full = next((one for one in requirements if one.partition("/")[2] == slug), None)
    guess = near_miss(of, known) or (f"; did you mean '{full}'?" if full else "")
    way_out = f"; there are: {', '.join(areas)}" if is_area else "; see 'cto-portfolio coverage'"
    return f"no {'area' if is_area else 'requirement'} '{of}'{guess or way_out}"


def _percent(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 100:  # noqa: PLR2004 - per cent
        raise PortfolioError(f"'{text}' is no percentage; write a number from 0 to 100")
    return value
