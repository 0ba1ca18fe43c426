"""Weighted decisions: totals, and how far a weight must move for another option to win."""

from collections.abc import Mapping

import pytest

from cto_portfolio.content.kinds import architecture_tradeoff
from cto_portfolio.content.kinds.architecture_tradeoff import ArchitectureTradeoff
from cto_portfolio.site.kinds import sensitivity

WEIGHTS = {"cost": 3.0, "skills": 2.0, "risk": 1.0}
SCORES = {
    "queue": {"cost": 5.0, "skills": 4.0, "risk": 2.0},
    "bus": {"cost": 3.0, "skills": 3.0, "risk": 5.0},
    "batch": {"cost": 4.0, "skills": 4.0, "risk": 3.0},
}


def _tradeoff(weights: Mapping[str, float], decision: str = "queue") -> ArchitectureTradeoff:
    return ArchitectureTradeoff.model_validate(
        {
            "kind": "architecture-tradeoff",
            "title": "Queue or bus",
            "decision": decision,
            "criteria": tuple({"name": name, "weight": one} for name, one in weights.items()),
            "options": tuple({"name": name, "scores": one} for name, one in SCORES.items()),
        }
    )


def test_a_total_is_the_weighted_mean() -> None:
    totals = architecture_tradeoff.totals(_tradeoff(WEIGHTS))

    assert totals == pytest.approx({"queue": 25 / 6, "bus": 20 / 6, "batch": 23 / 6})


def test_a_flip_says_where_another_option_draws_level() -> None:
    """The weight is put where the flip says, and the two are level indeed."""
    found = architecture_tradeoff.flips(_tradeoff(WEIGHTS))

    assert [flip.criterion for flip in found] == ["cost", "risk"]
    for flip in found:
        totals = architecture_tradeoff.totals(_tradeoff({**WEIGHTS, flip.criterion: flip.flips_at}))
        assert totals["queue"] == pytest.approx(totals[flip.winner])


def test_no_smaller_move_flips_it() -> None:
    (nearest, *_) = architecture_tradeoff.flips(_tradeoff(WEIGHTS))
    step = nearest.flips_at - nearest.weight

    for share in (0.1, 0.5, 0.99):
        moved = {**WEIGHTS, nearest.criterion: nearest.weight + share * step}
        totals = architecture_tradeoff.totals(_tradeoff(moved))
        assert max(totals, key=lambda name: totals[name]) == "queue"


@pytest.mark.parametrize("decision", ["Queue", "We take the queue and stay with it"])
def test_a_decision_names_its_option(decision: str) -> None:
    chosen = _tradeoff(WEIGHTS, decision).chosen

    assert chosen
    assert chosen.name == "queue"


def test_options_without_scores_have_no_totals() -> None:
    bare = ArchitectureTradeoff.model_validate(
        {
            "kind": "architecture-tradeoff",
            "title": "Queue or bus",
            "options": ({"name": "queue"}, {"name": "bus"}),
        }
    )

    assert architecture_tradeoff.totals(bare) == {}
    assert architecture_tradeoff.flips(bare) == ()


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (2.9, "a little less"),
        (2.2, "a third less"),
        (2.0, "half as much"),
        (0.5, "a tenth as much"),
        (0.0, "for nothing"),
        (3.1, "a little more"),
        (4.0, "half as much again"),
        (6.0, "more than twice as much"),
        (6.3, "three times as much"),
        (90.0, "more than ten times as much"),
    ],
)
def test_how_far_a_weight_must_move_is_said_in_round_words_that_hold(
    weight: float, words: str
) -> None:
    """What is said would have turned the result: never a move that stops short of it."""
    other = {"bus": 1.0, "queue": 0.0}
    rest = {"bus": 0.0, "queue": 1.0}
    leader, second = ("bus", "queue") if weight < 3 else ("queue", "bus")
    meta = ArchitectureTradeoff.model_validate(
        {
            "kind": "architecture-tradeoff",
            "title": "Queue or bus",
            "criteria": ({"name": "running it", "weight": 3}, {"name": "rest", "weight": weight}),
            "options": tuple(
                {"name": name, "scores": {"running it": other[name], "rest": rest[name]}}
                for name in ("queue", "bus")
            ),
        }
    )

    hinge = sensitivity.hinge(meta)

    assert hinge
    assert architecture_tradeoff.totals(meta)[leader] > architecture_tradeoff.totals(meta)[second]
    turns = {flip.criterion: flip for flip in architecture_tradeoff.flips(meta)}
    assert turns["running it"].flips_at == pytest.approx(weight)
    assert sensitivity.counted(turns["running it"]) == words
