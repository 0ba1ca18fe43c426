"""Evidence put into front matter: nothing else of a file changes, however it is written."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cto_portfolio.authoring import declaring
from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError

IDS = ("trends/process", "talent/hire-talent")
AT_ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
BODY = "\nWe ship daily.\n\n---\n\nevidence: is no key here\n"

HEADS = ("kind: talk\ntitle: 'One: two' # why\n", "# mine\n\nkind: talk\n", '"kind": "talk"\n')
EVIDENCE = (
    "",
    "evidence:\n",
    "evidence: # what it shows\n",
    "evidence:   \n",
    "evidence: []\n",
    "evidence: [ ]  # none yet\n",
    "evidence: [trends/tools]\n",
    "evidence: [ trends/tools, 'trust/respect', ] # two\n",
    "evidence: [\n  trends/tools,  # first\n  trust/respect  # second\n]\n",
    "evidence: [{requirement: trends/tools, claim: 'a, b]'}]\n",
    "evidence:\n- trends/tools\n- trust/respect # why\n",
    "evidence:\n    # mine\n    - trends/tools\n\n    # below\n",
    'evidence:\n  - requirement: trends/tools\n    claim: "so: #1"\n',
    "evidence:\n  - requirement: trends/tools\n    claim: >\n      over two\n      lines\n\n",
    "evidence:\n  - trends/tools\n  - {requirement: trust/respect}\n",
    "evidence:\n  -\n    requirement: trends/tools\n    claim:\n",
    "'evidence':\n  - trends/tools\n",
)
TAILS = (
    "",
    "tags: [a, b]\n",
    "notes: |\n  evidence:\n  - none\n",
    "notes: |+\n  kept\n\n",
    "summary: over\n  two lines\n# the end\n",
    "\n\n",
)


def declared(text: str) -> tuple[str, declaring.Edit]:
    edit = declaring.edit(text, IDS)
    return edit.applied(text), edit


def meta(text: str) -> dict[str, object]:
    return dict(frontmatter.parse(frontmatter.decode(text)).meta)


@AT_ANY_SPEED
@given(
    head=st.sampled_from(HEADS),
    evidence=st.sampled_from(EVIDENCE),
    tail=st.sampled_from(TAILS),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
    closing=st.sampled_from(["---", "...", "---  "]),
    first=st.booleans(),
    rest=st.sampled_from([BODY, "", "é \U0001f986 \u2028 end", "\n\n  trailing  "]),
)
def test_what_is_put_in_is_all_that_changes(  # noqa: PLR0913 - a file has so many parts
    *,
    head: str,
    evidence: str,
    tail: str,
    newline: str,
    mark: str,
    closing: str,
    first: bool,
    rest: str,
) -> None:
    keys = evidence + head + tail if first else head + evidence + tail
    text = mark + f"---\n{keys}{closing}\n{rest}".replace("\n", newline)

    after, edit = declared(text)

    assert after[: edit.start] + after[edit.start + len(edit.text) :] == text
    old = meta(text)
    assert meta(after) == {**old, "evidence": [*(old.get("evidence") or []), *IDS]}  # type: ignore[misc]
    assert not set(edit.text) & ({"\r", "\n"} - set(newline))


@AT_ANY_SPEED
@given(
    keys=st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=5),
        st.one_of(st.text(max_size=30), st.integers(), st.lists(st.text(max_size=8), max_size=3)),
        max_size=6,
    ),
    flow=st.sampled_from([True, False, None]),
    evidence=st.sampled_from([None, [], ["trends/tools"]]),
)
def test_any_yaml_of_a_library_is_extended(
    *, keys: dict[str, object], flow: bool | None, evidence: list[str] | None
) -> None:
    whole = {"kind": "talk", **keys} | ({} if evidence is None else {"evidence": evidence})
    block = yaml.safe_dump(whole, default_flow_style=flow, allow_unicode=True, width=40)
    text = f"---\n{block}---\n"
    try:
        old = meta(text)
    except FrontMatterError:
        return  # what is not read is not written either

    after, edit = declared(text)

    assert after[: edit.start] + after[edit.start + len(edit.text) :] == text
    assert meta(after) == {**old, "evidence": [*(evidence or []), *IDS]}


@pytest.mark.parametrize("null", ["null", "~", "Null"])
def test_a_written_out_null_gives_way_and_its_comment_stays(null: str) -> None:
    text = f"---\nkind: talk\nevidence: {null} # soon\ndraft: true\n---\n"

    after, _ = declared(text)

    assert after == (
        "---\nkind: talk\nevidence: [trends/process, talent/hire-talent] # soon\ndraft: true\n---\n"
    )


def test_an_indented_block_and_one_in_braces_are_kept_in_their_style() -> None:
    indented, _ = declared("---\n  kind: talk\n---\n")
    braces, _ = declared("---\n{kind: talk, evidence: , title: a}\n---\n")

    assert indented == (
        "---\n  kind: talk\n  evidence:\n    - trends/process\n    - talent/hire-talent\n---\n"
    )
    without_spaces = braces.replace(" ", "")
    assert without_spaces == (
        "---\n{kind:talk,evidence:[trends/process,talent/hire-talent],title:a}\n---\n"
    )


@pytest.mark.parametrize(
    "head", ["evidence: none yet\n", "evidence: {a: b}\n", "", "- a\n", "evidence: !!set {}\n"]
)
def test_what_holds_no_list_is_refused(head: str) -> None:
    with pytest.raises(FrontMatterError):
        declaring.edit(f"---\n{head}---\n", IDS)


def test_a_file_is_written_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    file.write_bytes(b"\xef\xbb\xbf---\r\nkind: talk\r\n---\r\n")
    file.chmod(0o640)

    declaring.write(file, file.read_bytes(), ["trends/process"])

    assert file.read_bytes() == (
        b"\xef\xbb\xbf---\r\nkind: talk\r\nevidence:\r\n  - trends/process\r\n---\r\n"
    )
    assert file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["one.md"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "one.md", tmp_path / "link.md"
    file.write_text("---\nkind: talk\n---\n", encoding="utf-8")
    link.symlink_to("one.md")

    declaring.write(link, file.read_bytes(), ["trends/process"])

    assert link.is_symlink()
    assert "trends/process" in file.read_text(encoding="utf-8")


def test_a_file_that_changed_since_it_was_read_is_left(tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    file.write_text("---\nkind: talk\ntitle: New\n---\n", encoding="utf-8")

    with pytest.raises(PortfolioError, match="changed since it was read"):
        declaring.write(file, b"---\nkind: talk\n---\n", ["trends/process"])

    assert file.read_text(encoding="utf-8") == "---\nkind: talk\ntitle: New\n---\n"
    assert [one.name for one in tmp_path.iterdir()] == ["one.md"]


def test_what_cannot_be_extended_is_said_with_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    file.write_text("---\nevidence: soon\n---\n", encoding="utf-8")

    with pytest.raises(PortfolioError, match="add the ids below 'evidence' yourself"):
        declaring.write(file, file.read_bytes(), ["trends/process"])


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(PortfolioError, match=r"cannot write .*; nothing was changed"):
        declaring.write(tmp_path / "gone/one.md", b"---\nkind: talk\n---\n", ["trends/process"])
