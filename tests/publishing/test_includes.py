"""Text that a page brings in of another file: what must not arrive with it, from wherever."""

from pathlib import Path

import pytest

from cto_portfolio.engines import settings
from cto_portfolio.publishing import release
from tests.support import photo, project
from tests.support.project import entry

PASSAGE = "\n<!-- private -->\nThe fee.\n<!-- /private -->\n"
FILES: dict[str, str | bytes] = {
    "entries/secret.md": entry(title="Secret", visibility="private"),
    "entries/noted.md": entry(title="Noted", notes="Not for readers"),
    "entries/open.md": entry(title="Open"),
    "bio.md": f"Ada builds teams.\n{PASSAGE}\nShe lives in Ghent.\n",
    "commented.md": "---\ntitle: Life # she was asked to leave\n---\n\nAda.\n",
    "parts/chain.txt": 'First.\n\n--8<-- "entries/secret.md"\n',
    "parts/plain.txt": "Words for all.\n",
    "parts/drawn.txt": 'Like ![so](entries/so.png) and <img src="near.png">.\n',
    "parts/leading.txt": "See [that](entries/secret.md).\n",
    "parts/whole.txt": "See https://ada.example.com/entries/secret/ today.\n",
    "entries/so.png": photo.png(),
    "parts/near.png": photo.png(),
    "parts/unclosed.txt": "Words.\n\n<!-- private -->\nMore.\n",
    "private/terms.csv": "a,b\n",
    "later/one.md": "Left out by the engine.\n",
}
BESIDE = {
    "texts/plan.md": "---\nvisibility: private\n---\n\nNobody knows.\n",
    "texts/near.md": "---\nvisibilty: private\n---\n\nNobody knows.\n",
    "texts/part.md": f"Half.\n{PASSAGE}",
    "texts/links.txt": '--8<-- "texts/plan.md"\n',
    "texts/open.md": "# Open\n\nEverybody knows.\n",
}
CONFIG = {
    "exclude_docs": "later/\n",
    "markdown_extensions": [{"pymdownx.snippets": {"base_path": [".", "portfolio"]}}],
}


def draw(root: Path, body: str, config: dict[str, object] | None = None) -> Path:
    project.draw(root, {**FILES, "page.md": body}, config={**CONFIG, **(config or {})})
    for name, text in BESIDE.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def said(root: Path) -> list[str]:
    """Return what is said of includes, without the portfolio's folder."""
    chosen = settings.load(root / "mkdocs.yml")
    problems = release.load(chosen, today=project.TODAY).problems
    return [
        f"{problem.path.name}:{problem.line}: {problem.code}"
        for problem in problems
        if "include" in problem.code
    ]


@pytest.mark.parametrize(
    "body",
    [
        '--8<-- "entries/secret.md"',
        '--8<-- "Entries/SECRET.md"',
        '--8<-- "portfolio/entries/secret.md"',
        "-8<- 'entries/secret.md:2:4'",
        '- In a list\n\n    --8<-- "entries/secret.md"',
        '> --8<-- "entries/secret.md"',
        '```text\n--8<-- "entries/secret.md"\n```',
        "--8<--\nparts/plain.txt\n\nentries/secret.md\n--8<--",
        "  --8<--\nentries/secret.md\n--8<--",
        "--8<--\nentries/secret.md",
        '--8<-- "parts/chain.txt"',
        '--8<-- "parts/unclosed.txt"',
        '--8<-- "parts/leading.txt"',
        '--8<-- "parts/whole.txt"',
        '{% include-markdown "./parts/leading.txt" %}',
        '--8<-- "entries/noted.md"',
        '--8<-- "commented.md"',
        '--8<-- "bio.md:1:4"',
        '--8<-- "bio.md:fees"',
        '--8<-- "bio.md:1:2,4:5"',
        '```text\n--8<-- "bio.md"\n```',
        '--8<-- "texts/plan.md"',
        '--8<-- "texts/near.md"',
        '--8<-- "texts/links.txt"',
        '{% include-markdown "entries/secret.md" %}',
        "{%\n  include-markdown './entries/*.md'\n  heading-offset=1\n%}",
        '{% include-markdown "bio.md" start="The" end="fee" %}',
        '{% include "../texts/plan.md" %}',
        "{! entries/secret.md !}",
        "{{ read_csv('private/terms.csv') }}",
        '{% from "entries/secret.md" import words %}',
    ],
)
def test_a_page_that_would_bring_in_what_is_hidden_is_withheld(tmp_path: Path, body: str) -> None:
    assert "page.md:3: hidden-include" in " ".join(
        line.replace(f":{at}:", ":3:")
        for line in said(draw(tmp_path, f"# Page\n\n{body}\n"))
        for at in (line.split(":")[1],)
    )


@pytest.mark.parametrize(
    "body",
    ['--8<-- "bio.md"', '- In a list\n\n    --8<-- "bio.md"', '--8<-- "texts/part.md"'],
)
def test_private_passages_are_left_out_of_what_is_brought_in_whole(
    tmp_path: Path, body: str
) -> None:
    told = said(draw(tmp_path, f"{body}\n"))

    assert [line.partition(" ")[2] for line in told] == ["private-include"]


@pytest.mark.parametrize(
    "body",
    [
        '--8<-- "parts/plain.txt"',
        '--8<-- "entries/open.md"',
        '--8<-- "texts/open.md"',
        '--8<-- "later/one.md"',
        ';--8<-- "entries/secret.md"',
        "--8<--\n; entries/secret.md\n--8<--",
        '{% include-markdown "texts/open.md" %}',
    ],
)
def test_other_text_is_brought_in_without_a_word(tmp_path: Path, body: str) -> None:
    assert said(draw(tmp_path, f"{body}\n")) == []


def test_what_a_page_loses_of_a_text_that_it_brings_in_is_said_in_the_file_of_that_text(
    tmp_path: Path,
) -> None:
    root = draw(tmp_path, '--8<-- "portfolio/acting.txt"\n')
    (root / "portfolio/acting.txt").write_text("Words.\n\n<script>start()</script>\n", "utf-8")

    problems = release.load(settings.load(root / "mkdocs.yml"), today=project.TODAY).problems

    found = [(one.path.name, one.line) for one in problems if one.code == "active-markup"]
    assert found == [("acting.txt", 3)]


def test_what_is_used_in_text_that_is_brought_in_is_published(tmp_path: Path) -> None:
    root = draw(tmp_path, '# Page\n\n--8<-- "parts/drawn.txt"\n')

    beside = release.load(settings.load(root / "mkdocs.yml"), today=project.TODAY).beside

    assert [path.name for path in beside] == ["so.png", "near.png"]


@pytest.mark.parametrize("name", ["entries/secret.md", "texts/plan.md", "bio.md:1:4"])
def test_what_is_brought_into_every_page_is_refused_for_all_of_them(
    tmp_path: Path, name: str
) -> None:
    options = {"base_path": [".", "portfolio"], "auto_append": [name]}
    root = draw(tmp_path, "# Page\n", {"markdown_extensions": [{"pymdownx.snippets": options}]})
    chosen = settings.load(root / "mkdocs.yml")

    refusals = release.load(chosen, today=project.TODAY).refusals

    assert [(refusal.path.name, refusal.code) for refusal in refusals] == [
        ("mkdocs.yml", "hidden-include")
    ]
    assert "'auto_append' brings in '" in refusals[0].message
