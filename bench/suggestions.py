"""Learn what suggestions weigh from labelled documents, and say how well that holds on others.

`python -m bench.suggestions LABELS` prints figures for documents of repositories that nothing was
learnt from; with `--write` it also learns from all and writes the weights beside the framework.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, pstdev

import click

from bench import labelled, logistic
from bench.labelled import Labelled
from cto_portfolio import frameworks
from cto_portfolio.coverage import likelihood, suggestions
from cto_portfolio.coverage.reading import OF_REQUIREMENT, OF_TEXT
from cto_portfolio.frameworks import vocabulary, weights
from cto_portfolio.frameworks.weights import Weights

UNLABELLED = ("communication/blog", "communication/speaking", "communication/visual")
"""What the kind of an entry shows by itself; the rule of the labels leaves it out."""
IMPLIED = {labelled.DECISIONS: "communication/architecture"}
"""What it shows of itself in one family."""
FOLDS = 10
LIKELY, TOGETHER = 0.8, 0.67
"""The lenient precision, on documents not learnt from, at which the grades begin."""
SURE, MAYBE = 1.5, 0.5
"""How much labels count while learning."""
PENALTIES = {"figures": 2, "own": 25, "base": 0.5, "decision": 1, "text": 25, "area": 25}
"""How dear weights are. Those of figures are learnt from all requirements together; one by itself
has too few labels, so that what its own differ by is dear."""
_PAIR = re.compile(r"\[[^\[\]]*\]")
_LEAST_SPREAD = {"figures": 0.15, "text": 0.001}


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A suggestion of a document that nothing was learnt from, and what its labeller says."""

    document: Labelled
    requirement: str
    probability: float

    @property
    def is_sure(self) -> bool:
        """Whether the labeller is sure of it."""
        return self.requirement in self.document.sure

    @property
    def is_fair(self) -> bool:
        """Whether the labeller would at least accept it."""
        return self.is_sure or self.requirement in self.document.maybe


class Learner:
    """Weights as one list of numbers, and what is wrong with them on labelled documents."""

    def __init__(self, documents: Sequence[Labelled], requirements: Sequence[str]) -> None:
        self.documents = documents
        self.requirements = requirements
        self.areas = tuple(dict.fromkeys(id_.partition("/")[0] for id_ in requirements))
        self.usual = {
            id_: _usual((one.figures[id_] for one in documents), OF_REQUIREMENT, "figures")
            for id_ in requirements
        }
        self.usual_of_text = _usual((one.text for one in documents), OF_TEXT, "text")
        self._names = list(self._parameters())
        self._at = {name: at for at, name in enumerate(self._names)}
        self._rows = list(self._prepared())

    def learn(self) -> dict[tuple[str, ...], float]:
        """Return the weights that fit best, by what they are for."""
        point = logistic.minimum(self._wrong, [0.0] * len(self._names))
        return dict(zip(self._names, point, strict=True))

    def _parameters(self) -> Iterator[tuple[str, ...]]:
        yield ("all",)
        for id_ in self.requirements:
            yield from (("base", id_), ("decision", id_))
        for name in OF_REQUIREMENT:
            yield ("figures", name)
            yield from (("own", id_, name) for id_ in self.requirements)
        for name in OF_TEXT:
            yield ("text", name)
            yield from (("area", area, name) for area in self.areas)

    def _prepared(self) -> Iterator[tuple[bool, float, list[tuple[int, float]]]]:
        """Yield for each document and requirement the label, its weight and what stands there."""
        at = self._at
        for document in self.documents:
            text = [self.usual_of_text[name].place(document.text[name]) for name in OF_TEXT]
            for id_ in self.requirements:
                area = id_.partition("/")[0]
                row = [(at["all",], 1.0), (at["base", id_], 1.0)]
                for name, value in zip(OF_TEXT, text, strict=True):
                    row += [(at["text", name], value), (at["area", area, name], value)]
                for name in OF_REQUIREMENT:
                    value = self.usual[id_][name].place(document.figures[id_][name])
                    row += [(at["figures", name], value), (at["own", id_, name], value)]
                if document.is_decision:
                    row.append((at["decision", id_], 1.0))
                is_sure, is_maybe = id_ in document.sure, id_ in document.maybe
                weight = SURE if is_sure else MAYBE if is_maybe else 1.0
                yield is_sure or is_maybe, weight, row

    def _wrong(self, point: Sequence[float]) -> tuple[float, list[float]]:
        dear = [PENALTIES.get(name[0], 0.0) for name in self._names]
        slope = [each * value for each, value in zip(dear, point, strict=True)]
        total = math.fsum(each * value for each, value in zip(slope, point, strict=True)) / 2
        for label, weight, row in self._rows:
            odds = sum(point[at] * value for at, value in row)
            total += weight * logistic.loss(odds, label)
            off = weight * (logistic.probability(odds) - label)
            for at, value in row:
                slope[at] += off * value
        return total, slope


def learnt(documents: Sequence[Labelled], requirements: Sequence[str]) -> dict[str, object]:
    """Return what a file of weights says, without the probabilities at which grades begin."""
    learner = Learner(documents, requirements)
    by_name = learner.learn()
    return {
        "usual": _ranges(learner.usual_of_text),
        "text": {
            area: {
                name: _short(by_name["text", name] + by_name["area", area, name])
                for name in OF_TEXT
            }
            for area in learner.areas
        },
        "requirements": {
            id_: {
                "base": _short(by_name["all",] + by_name["base", id_]),
                "decision": _short(by_name["decision", id_]),
                "figures": {
                    name: _short(by_name["figures", name] + by_name["own", id_, name])
                    for name in OF_REQUIREMENT
                },
                "usual": _ranges(learner.usual[id_]),
            }
            for id_ in requirements
        },
    }


def cross_validated(
    documents: Sequence[Labelled], requirements: Sequence[str]
) -> Iterator[tuple[Labelled, dict[str, float]]]:
    """Yield how probable each requirement is, by what documents of other repositories teach."""
    for repositories in _folds(documents):
        others = [one for one in documents if one.repository not in repositories]
        known = _weights(learnt(others, requirements), likely=1, perhaps=1)
        for document in documents:
            if document.repository in repositories:
                yield document, dict(_probabilities(document, requirements, known))


def _folds(documents: Sequence[Labelled]) -> list[set[str]]:
    """Return repositories in parts with about as many documents each."""
    sizes: dict[str, int] = {}
    for document in documents:
        sizes[document.repository] = sizes.get(document.repository, 0) + 1
    folds: list[set[str]] = [set() for _ in range(FOLDS)]
    for repository in sorted(sizes, key=lambda name: (-sizes[name], name)):
        min(folds, key=lambda fold: sum(sizes[name] for name in fold)).add(repository)
    return folds


def _probabilities(
    document: Labelled, requirements: Sequence[str], known: Weights
) -> Iterator[tuple[str, float]]:
    for id_ in requirements:
        if id_ in document.heard and id_ != IMPLIED.get(document.family):
            found = likelihood.weighed(
                id_,
                document.figures[id_],
                document.text,
                known,
                is_decision=document.is_decision,
            )
            yield id_, found.probability


def _made(predicted: Iterable[tuple[Labelled, Mapping[str, float]]]) -> list[Made]:
    """Return the most probable requirements of each document, the most probable first."""
    made = [
        Made(document=document, requirement=id_, probability=probability)
        for document, by_requirement in predicted
        for id_, probability in sorted(by_requirement.items(), key=lambda pair: -pair[1])[
            : suggestions.MOST
        ]
    ]
    return sorted(made, key=lambda one: -one.probability)


def _beginning(made: Sequence[Made], precision: float) -> float:
    """Return the least probability down to which suggestions are as precise as that."""
    fair, beginning = 0, 1.0
    for count, one in enumerate(made, 1):
        fair += one.is_fair
        if fair / count >= precision:
            beginning = one.probability
    return beginning


@click.command()
@click.argument("labels", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Learn from all of them, and write the weights.")
def main(labels: Path, *, write: bool) -> None:
    """Say how well suggestions hold on documents of repositories that nothing was learnt from.

    LABELS is a table with the columns path, sure and maybe; ids are separated by semicolons, and
    the documents lie beside it, as FAMILY/REPOSITORY/PATH.
    """
    framework = frameworks.load()
    words = vocabulary.load(framework, root=Path())
    documents = list(labelled.load(labels, framework, words))
    requirements = [one.id for one in framework.requirements if one.id not in UNLABELLED]
    made = _made(cross_validated(documents, requirements))
    begins = {"likely": _beginning(made, LIKELY), "perhaps": _beginning(made, TOGETHER)}
    print("\n".join(_report(made, documents, requirements, begins)))
    if write:
        known = {name: round(value, 3) for name, value in begins.items()}
        text = json.dumps({**known, **learnt(documents, requirements)}, indent=1)
        _shipped().write_text(f"{_PAIR.sub(_on_one_line, text)}\n", encoding="utf-8")


def _report(
    made: Sequence[Made],
    documents: Sequence[Labelled],
    requirements: Sequence[str],
    begins: Mapping[str, float],
) -> Iterator[str]:
    both = [one for one in made if one.probability >= begins["perhaps"]]
    likely = [one for one in made if one.probability >= begins["likely"]]
    yield f"{len(documents)} documents, {FOLDS} parts, none with a repository of another part.\n"
    yield "| documents | grade | suggestions | strict | lenient | recall of sure |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for family in ("all", *dict.fromkeys(document.family for document in documents)):
        some = [one for one in documents if family in ("all", one.family)]
        yield _row(family, "both grades", both, some, requirements)
        yield _row(family, "likely alone", likely, some, requirements)
    yield "\n| requirement, both grades | suggestions | strict | lenient | recall of sure |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for id_ in requirements:
        mine = [one for one in both if one.requirement == id_]
        yield f"| {id_} | {_figures(mine, documents, [id_])} |"


def _row(
    family: str,
    grade: str,
    made: Sequence[Made],
    documents: Sequence[Labelled],
    requirements: Sequence[str],
) -> str:
    mine = [one for one in made if one.document in documents]
    return f"| {family} | {grade} | {_figures(mine, documents, requirements)} |"


def _figures(
    made: Sequence[Made], documents: Sequence[Labelled], requirements: Sequence[str]
) -> str:
    sure = sum(one.is_sure for one in made)
    needed = sum(
        id_ in document.sure and id_ != IMPLIED.get(document.family)
        for document in documents
        for id_ in requirements
    )
    fair = sum(one.is_fair for one in made)
    shares = [_share(sure, len(made)), _share(fair, len(made)), _share(sure, needed)]
    return f"{len(made)} | {' | '.join(shares)}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part} of {whole})" if whole else "none"


def _usual(
    figures: Iterable[Mapping[str, float]], names: Sequence[str], group: str
) -> dict[str, weights.Range]:
    rows = list(figures)
    return {
        name: weights.Range(
            mean=_short(fmean(row[name] for row in rows)),
            spread=_short(pstdev([row[name] for row in rows]) + _LEAST_SPREAD[group]),
        )
        for name in names
    }


def _ranges(usual: Mapping[str, weights.Range]) -> dict[str, list[float]]:
    return {name: [known.mean, known.spread] for name, known in usual.items()}


def _weights(data: Mapping[str, object], *, likely: float, perhaps: float) -> Weights:
    return weights.parse(json.dumps({"likely": likely, "perhaps": perhaps, **data}))


def _on_one_line(pair: re.Match[str]) -> str:
    return " ".join(pair[0].split())


def _short(value: float) -> float:
    return round(value, 4)


def _shipped() -> Path:
    return Path(frameworks.__file__).parent / "data" / weights.NAME


if __name__ == "__main__":
    main()
