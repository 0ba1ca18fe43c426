"""No bytes in any file that an author writes are met with anything but values and problems."""

import functools
import json
from collections.abc import Mapping
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.frameworks import vocabulary
from cto_portfolio.problems import PortfolioError
from cto_portfolio.publishing.confidential import terms
from tests.support import project
from tests.support.project import entry

KEY = "abcdefghijklmnopqrstuvwxyz"
LISTS = ("letter", "topics", "outcomes", "decisions", "vouchers", "others")
PAGE = {"reader": "Acme", "tells": False, **{name: [] for name in LISTS}}
SEALED = dict.fromkeys(("salt", "iv", "text", "check_iv", "check"), "YQ==")
GOOD: Mapping[str, str] = {
    "profile.yml": "name: Ada Example\nemail: ada@example.com\ntours:\n"
    "- {organization: Acme, title: CTO, from: 2020-01, to: 2024-05}\n",
    "plan.yml": "start: 2026-01-01\ncadences:\n- kind: talk\n  every: quarter\nmilestones:\n"
    "- {id: a, name: A book, due: 2027-01-01}\n",
    "packets/acme.yml": f"key: {KEY}\nfor: Acme\nletter: |\n  Dear Acme,\n"
    "questions:\n- question: Why?\n  answer: [entries/a.md]\n",
    "packets/acme.frozen.json": json.dumps(
        {"packet": PAGE, "body": "", "entries": ["entries/a.md"], "consents": []}, indent=1
    ),
    "packets/acme.sealed.json": json.dumps(
        {"format": 1, "address": f"for/{KEY}/", "consents": [], "rounds": 1, **SEALED},
        indent=1,
    ),
    "entries/a.md": entry("talk", event="QCon"),
    "about.md": "---\ntitle: About\nvisibility: private\n---\n\n# About\n",
}
ODD = (
    *("on", "no", "~", "null", "1", "2026-01-02", "2026-99-99", "0x" + "f" * 9999, "9" * 9999),
    *("1:" * 3000 + "1", "1:" * 3000 + "1.5", ".inf", "-.NaN", "1e999", "=", "<<", "<<: {a: b}"),
    *("&a", "*a", "!!binary x", "!!python/name:os", "!!set {a}", "? [a]\n: b", "[[[[", "{" * 2000),
    *("- " * 400, "\0", "\x1b", "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1")),
    *(
        "\ufeff",
        "\u2028",
        "\x85",
        "\r",
        "\t",
        '"\\ud800"',
        '"\\x00"',
        "'",
        '"',
        "|",
        ">",
        "%YAML 9",
    ),
    *("---", "...", ": ", "#", ",", "]", "}", "<!-- private -->", "a" * 70000, "[]", "{}", "true"),
)
edits = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 12), st.sampled_from(ODD) | st.text(max_size=2)),
    min_size=1,
    max_size=4,
)


@functools.cache
def _framework() -> frameworks.Framework:
    return frameworks.load()


def _edited(text: str, changes: list[tuple[int, int, str]]) -> bytes:
    for place, length, new in changes:
        start = place % (len(text) + 1)
        text = text[:start] + new + text[start + length :]
    return text.encode("utf-8", "surrogatepass")


def _parse(name: str, content: bytes) -> None:
    files = {PurePosixPath(path): text for path, text in GOOD.items()}
    parsed = portfolio.parse(
        {**files, PurePosixPath(name): content}, _framework(), today=project.TODAY
    )
    for problem in (*parsed.problems, *parsed.notices):
        lines = content.count(b"\n") + content.count(b"\r") + 1
        assert problem.path != PurePosixPath(name) or 1 <= problem.line <= lines
        assert str(problem)


def test_without_a_change_all_is_well() -> None:
    files = {PurePosixPath(path): text for path, text in GOOD.items()}
    parsed = portfolio.parse(files, _framework(), today=project.TODAY)

    assert not [str(problem) for problem in parsed.problems]
    assert parsed.profile
    assert parsed.plan
    assert [(one.frozen, one.sealed) != (None, None) for one in parsed.packets] == [True]


@pytest.mark.parametrize("name", GOOD)
@settings(max_examples=40, deadline=None)
@given(changes=edits)
def test_any_change_of_a_good_file(name: str, changes: list[tuple[int, int, str]]) -> None:
    _parse(name, _edited(GOOD[name], changes))


@pytest.mark.parametrize("name", GOOD)
@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes(name: str, content: bytes) -> None:
    _parse(name, content)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd[:12]))
def test_what_is_odd_as_a_key_as_a_value_and_alone(name: str, odd: str) -> None:
    head, foot = ("---\n", "\n---\n\nHello.\n") if name.endswith(".md") else ("", "")
    for text in (odd, f"{odd}: x", f"name: {odd}", f"- {odd}", f'{{"packet": {odd}}}'):
        _parse(name, f"{head}{text}{foot}".encode("utf-8", "surrogatepass"))


@settings(max_examples=60, deadline=None)
@given(changes=edits)
def test_any_change_of_terms(changes: list[tuple[int, int, str]]) -> None:
    good = (
        "terms:\n- Osprey\n- match: Zürich-Wiese\n  replace: a bank\n"
        "- {match: 'a\\d+', pattern: true}\n"
    )

    found, problems = terms.parse(_edited(good, changes))

    assert bool(found.every) != bool(problems)


@settings(max_examples=60, deadline=None)
@given(changes=edits)
def test_any_change_of_a_framework(changes: list[tuple[int, int, str]]) -> None:
    good = (
        "areas:\n- {id: ours, name: Ours, summary: What we do, stance: Calm, weight: 2}\n"
        "requirements:\n- {id: tea, area: ours, name: Tea, asks: Do you drink tea?}\n"
        "statuses:\n- {status: thin, any: [{entries: 1}]}\n"
        "vocabulary:\n- requirement: ours/tea\n  cues:\n  - {says: [tea*], weight: 1.5}\n"
    )
    sources = {PurePosixPath("ours.yml"): _edited(good, changes)}

    for read in (frameworks.parse, lambda some: vocabulary.parse(some, _framework())):
        try:
            read(sources)
        except PortfolioError as error:
            assert str(error).startswith("ours.yml:")  # noqa: PT017 - most changes raise nothing
