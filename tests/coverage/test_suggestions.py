"""What an entry's own text says it is evidence for."""

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from bench import labelled
from cto_portfolio import dates, frameworks
from cto_portfolio.authoring import skeletons
from cto_portfolio.authoring.skeletons import Draft
from cto_portfolio.content import portfolio
from cto_portfolio.content.entry import Kind
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.coverage import suggestions
from cto_portfolio.coverage.suggestions import Grade, Suggestion
from cto_portfolio.frameworks import vocabulary
from cto_portfolio.problems import PortfolioError
from tests.support import project

OWN = PurePosixPath("own.yml")
FRAMEWORK = """\
framework: {id: own, name: Own}
areas:
  - {id: kitchen, name: Kitchen, summary: cooking, stance: Shown.}
requirements:
  - {id: bread, area: kitchen, name: Bread, asks: Bake bread.}
"""


def found(text: str) -> tuple[Suggestion, ...]:
    """Return what is suggested for one entry by the shipped words."""
    framework = frameworks.load()
    parsed = portfolio.parse(
        {PurePosixPath("entries/one.md"): text}, framework, today=project.TODAY
    )
    assert parsed.entries, parsed.problems
    words = vocabulary.load(framework, root=Path())
    return suggestions.of(parsed.entries[0], framework, words)


def ids(text: str) -> list[str]:
    return [one.requirement.id for one in found(text)]


def article(body: str, title: str = "Some notes", **more: object) -> str:
    """Return an entry whose title says nothing."""
    head = project.entry("article", title=title, **more).rpartition("---\n")[0]
    return f"{head}---\n{body}"


MENTORING = (
    "I mentor two junior engineers every week.\n\n"
    "My one-on-ones are where coaching happens, and mentoring is most of my job.\n"
)


def test_a_sentence_is_given_with_its_line() -> None:
    text = article(f"\nAn opening.\n\n{MENTORING}")

    (one,) = found(text)

    assert one.requirement.id == "talent/coach-and-mentor"
    assert one.sentence in MENTORING
    assert text.splitlines()[one.line - 1] == one.sentence


def test_lines_are_those_of_a_file_with_windows_line_ends_and_a_mark() -> None:
    text = "\ufeff" + article(MENTORING).replace("\n", "\r\n")

    (one,) = found(text)

    assert one.sentence in text.splitlines()[one.line - 1]


def test_what_is_declared_is_not_suggested() -> None:
    assert ids(article(MENTORING, evidence=["talent/coach-and-mentor"])) == []


def test_a_text_that_says_nothing_of_the_kind_gets_no_suggestion() -> None:
    body = (
        "The garden was wet. We sat in the shed until the rain had stopped, and talked of fish.\n"
    )

    assert ids(article(body)) == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_an_entry_is_begun_with_says_nothing_of_it(kind: Kind) -> None:
    """Its prompts are our words, and not the author's."""
    framework = frameworks.load()
    span = dates.span("2026-05")
    assert span
    draft = Draft(kind=kind, title="Some notes", span=span)

    assert found(skeletons.build(draft, framework)) == ()


def test_one_passing_word_is_not_enough() -> None:
    assert ids(article("A mentor once told me to write shorter sentences.\n\nSo I do.\n")) == []


@pytest.mark.parametrize(
    "wrapped",
    [
        "```text\n{}\n```\n",
        "<!-- {} -->\n",
        "> {}\n",
        "> ",
        "<blockquote>\n{}\n</blockquote>\n",
        "[here](https://example.com/mentoring-coaching-mentor-junior-engineers)\n",
        "[a]: https://example.com/mentor-junior-engineers-coaching-mentoring\n",
        "https://example.com/mentor-junior-engineers-coaching-mentoring-one-on-ones\n",
        '<a title="mentoring, coaching, junior engineers, one-on-ones">x</a>\n',
    ],
)
def test_code_addresses_and_quotations_say_nothing(wrapped: str) -> None:
    quoted = MENTORING.replace("\n\n", " ").strip()

    assert ids(article(wrapped.format(quoted))) == []


def test_what_a_recommendation_quotes_is_what_it_says() -> None:
    head = project.entry(
        "recommendation", {"from": {"name": "Bo", "relation": "report"}}, title="On Ada"
    ).rpartition("---\n")[0]
    quoted = "".join(f"> {line}\n" for line in MENTORING.splitlines())

    assert "talent/coach-and-mentor" in ids(f"{head}---\n{quoted}")


def test_a_talk_says_by_its_event_that_it_was_given() -> None:
    text = project.entry("talk", title="Of fish", event="Example Days")

    (one,) = found(text)

    assert (one.requirement.id, one.sentence) == ("communication/speaking", "Example Days")
    assert text.splitlines()[one.line - 1] == "event: Example Days"


def test_a_claim_is_not_taken_for_the_text() -> None:
    claim = "I mentor junior engineers; coaching and mentoring in one-on-ones."

    assert (
        ids(article("Nothing.\n", evidence=[{"requirement": "trust/respect", "claim": claim}]))
        == []
    )


def test_other_languages_get_no_suggestion_by_chance() -> None:
    body = "Jede Woche spreche ich mit zwei Kolleginnen über ihre Arbeit und höre ihnen zu.\n"

    assert ids(article(body, title="Gespräche")) == []


def _own(said: str) -> Callable[[str], list[str]]:
    """Return a function that suggests by an author's framework, which has certain cues."""
    files = {OWN: FRAMEWORK + said}
    framework = frameworks.parse(files)
    words = vocabulary.parse(files, framework)

    def of(body: str) -> list[str]:
        path = PurePosixPath("entries/one.md")
        parsed = portfolio.parse({path: article(body)}, framework, today=project.TODAY)
        found = suggestions.of(parsed.entries[0], framework, words)
        return [one.sentence for one in found]

    return of


def _graded(said: str) -> Callable[[str], list[str]]:
    """Return a function that grades by an author's framework, which has certain cues."""
    files = {OWN: FRAMEWORK + said}
    framework = frameworks.parse(files)
    words = vocabulary.parse(files, framework)

    def of(body: str) -> list[str]:
        path = PurePosixPath("entries/one.md")
        parsed = portfolio.parse({path: article(body)}, framework, today=project.TODAY)
        return [one.grade.value for one in suggestions.of(parsed.entries[0], framework, words)]

    return of


def test_authors_bring_words_for_requirements_of_their_own() -> None:
    of = _own(
        "vocabulary:\n"
        "  - requirement: kitchen/bread\n"
        "    enough: 1\n"
        "    cues:\n"
        "      - {says: [bak* .. bread|rolls], near: [oven], unless: [never]}\n"
    )

    assert of("We bake our own dark bread in a stone oven.\n") == [
        "We bake our own dark bread in a stone oven."
    ]
    assert of("Baked ROLLS; the Oven is old.\n") == ["Baked ROLLS; the Oven is old."]
    assert of("We bake bread.\n") == []
    assert of("We never bake bread in an oven.\n") == []
    assert of("We bake one, two, three, four, five, six and then bread in an oven.\n") == []


def test_cues_may_hold_for_some_kinds_and_places_only_and_speak_against() -> None:
    of = _own(
        "vocabulary:\n"
        "  - requirement: kitchen/bread\n"
        "    enough: 1\n"
        "    cues:\n"
        "      - {says: [loaf], kinds: [talk], weight: 9}\n"
        "      - {says: [crumb], place: title, weight: 9}\n"
        "      - {says: [crust], place: heading}\n"
        "      - {says: [dough]}\n"
        "      - {says: [shop-bought], weight: -9}\n"
    )

    assert of("A loaf.\n\nA crumb, and a crust.\n") == []
    assert of("# Crust\n\nIt is thick.\n") == ["Crust"]
    assert of("Crust\n=====\n\nIt is thick.\n") == ["Crust"]
    assert of("The dough rises.\n") == ["The dough rises."]
    assert of("The dough rises.\n\nThe rest was shop-bought.\n") == []


def test_words_may_lie_in_a_file_beside_the_framework(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text(FRAMEWORK, encoding="utf-8")
    framework = frameworks.load(["own.yml"], root=tmp_path)
    assert vocabulary.load(framework, ["own.yml"], root=tmp_path).cues == ()

    (tmp_path / "own.vocabulary.yml").write_text(
        "vocabulary:\n  - {requirement: kitchen/bread, cues: [{says: [bread]}]}\n",
        encoding="utf-8",
    )
    words = vocabulary.load(framework, ["own.yml"], root=tmp_path)

    assert [cue.requirement for cue in words.cues] == ["kitchen/bread"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("cues: [{says: [.. bread]}]", "own.yml:8: bad-cue: '.. bread' must begin and end"),
        (
            "cues: [{says: [br*ad]}]",
            "own.yml:8: bad-cue: 'br*ad' is no pattern, because of 'br*ad'",
        ),
        ("cues: [{says: [bread], unless: ['|']}]", "own.yml:8: bad-cue: '|' is no pattern"),
        ("cues: [{say: [bread]}]", "did you mean 'says'?"),
        (
            "enough: 0\n    cues: [{says: [bread]}]",
            "own.yml:8: bad-value: 'enough' must be more than 0, not 0",
        ),
        ("enough: much\n    cues: [{says: [bread]}]", "takes a number, not 'much'"),
    ],
)
def test_bad_words_are_problems_with_their_line(said: str, message: str) -> None:
    text = f"{FRAMEWORK}vocabulary:\n  - requirement: kitchen/bread\n    {said}\n"

    with pytest.raises(PortfolioError) as raised:
        frameworks.parse({OWN: text})

    assert message in str(raised.value)


def test_words_for_an_unknown_requirement_are_a_problem() -> None:
    beside = PurePosixPath("own.vocabulary.yml")
    text = "vocabulary:\n  - {requirement: kitchen/bred, cues: [{says: [bread]}]}\n"
    framework = frameworks.parse({OWN: FRAMEWORK})

    with pytest.raises(PortfolioError) as raised:
        vocabulary.parse({beside: text}, framework)
    with pytest.raises(PortfolioError, match="broken-yaml"):
        vocabulary.parse({beside: "a: ["}, framework)
    with pytest.raises(PortfolioError, match="unknown-key"):
        vocabulary.parse({beside: "vocabulaire: []"}, framework)

    assert str(raised.value) == (
        "own.vocabulary.yml:2: unknown-requirement: "
        "no requirement 'kitchen/bred'; did you mean 'kitchen/bread'?"
    )


def test_every_shipped_requirement_has_words() -> None:
    framework = frameworks.load()

    words = vocabulary.load(framework, root=Path())

    assert set(words.enough) == {one.id for one in framework.requirements}


LABELS = project.SHARED / "corpus/labels-open.csv"


@pytest.mark.skipif(
    not LABELS.is_file() and not os.environ.get("CI"),
    reason=f"the labelled documents are not there: {LABELS}",
)
def test_suggestions_are_mostly_what_a_labeller_accepts() -> None:
    """A guard for the code: they learnt from these. `bench.suggestions` says how good they are."""
    framework = frameworks.load()
    words = vocabulary.load(framework, root=Path())
    labels = list(labelled.rows(LABELS))[::4]
    fair = made = 0
    for row in labels:
        entry = labelled.entry(LABELS.parent, row, framework)
        suggested = {one.requirement.id for one in suggestions.of(entry, framework, words)}
        made += len(suggested)
        fair += len(suggested & labelled.ids(row["sure"] + ";" + row["maybe"]))

    assert made > len(labels)
    assert fair / made > 0.7


def test_a_suggestion_says_how_sure_it_is_and_why() -> None:
    (one,) = found(article(MENTORING))

    assert one.grade is Grade.LIKELY
    assert one.reasons
    says = [reason.says for reason in one.reasons]
    assert "2 of 3 sentences tell of doing it" in says
    weights = [abs(reason.weight) for reason in one.reasons]
    assert weights == sorted(weights, reverse=True)


def test_words_alone_are_less_sure_than_what_somebody_did() -> None:
    """Where nothing is learnt, twice what is enough is likely."""
    of = _graded(
        "vocabulary:\n"
        "  - requirement: kitchen/bread\n"
        "    enough: 1\n"
        "    cues:\n"
        "      - {says: [dough]}\n"
    )

    assert of("# Rest\n\nThe dough rises.\n") == ["perhaps"]
    assert of("# Dough\n\nThe dough rises.\n") == ["likely"]


def test_weights_are_known_of_each_requirement_that_no_kind_shows_by_itself() -> None:
    framework = frameworks.load()
    words = vocabulary.load(framework, root=Path())

    assert words.weights
    assert {requirement.id for requirement in framework.requirements} - set(
        words.weights.requirements
    ) == {"communication/blog", "communication/speaking", "communication/visual"}
