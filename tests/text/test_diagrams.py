"""Diagrams in Mermaid are drawn in the site's colours, do nothing, and are text where they fail."""

import contextlib
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cto_portfolio.text import diagrams
from cto_portfolio.text.dialect import Dialect

pytest.importorskip("merman", reason="what draws diagrams is not built for this machine")

KINDS = {
    "flowchart": "flowchart TD\n  A[Payments API] -->|asks| B{Full?}\n  B --> C[(Store)]",
    "sequence": "sequenceDiagram\n  Browser->>Gateway: asks\n  Note over Gateway: Key",
    "class": "classDiagram\n  class Ledger {\n    +int id\n  }\n  Ledger <|-- Cash : asks",
    "state": "stateDiagram-v2\n  [*] --> Idle\n  Idle --> Busy : asks",
    "entities": "erDiagram\n  CUSTOMER ||--o{ ORDER : asks",
    "gantt": "gantt\n  dateFormat YYYY-MM-DD\n  section Plan\n  Design : 2026-01-01, 9d",
    "pie": 'pie title Spend\n  "Compute" : 60\n  "Storage" : 40',
    "mindmap": "mindmap\n  root((Platform))\n    People\n    Systems",
    "timeline": "timeline\n  title History\n  2019 : Monolith\n  2021 : Queue",
    "commits": "gitGraph\n  commit\n  branch develop\n  commit",
    "quadrants": "quadrantChart\n  title Reach\n  quadrant-1 Expand\n  Ads: [0.3, 0.6]",
    "chart": 'xychart-beta\n  title "Latency"\n  x-axis [jan, feb]\n  bar [50, 60]',
    "kanban": "kanban\n  todo[Todo]\n    a[Write it]",
}
HOSTILE = """%%{init: {"theme": "forest", "securityLevel": "loose", "htmlLabels": true,
 "themeCSS": "@import url(https://example.net/a.css); * { fill: url(https://example.net/b) }",
 "fontFamily": "x; } * { fill: red"}}%%
flowchart TD
  A["<img src=https://example.net/x onerror=go()>hello<script>go()</script>"] --> B[there]
  I@{ img: "https://example.net/x.png", label: "y" }
  click A href "javascript:go()"
  click B "https://example.net/"
  style B fill:url(https://example.net/x),stroke:#333
"""
DEEP = "".join(f"subgraph s{n}\n" for n in range(300))
LARGE = {
    "many nodes": "flowchart TD\n" + "\n".join(f"a{n} --> a{n + 1}" for n in range(4_000)),
    "many lines": "flowchart TD\n" + "\n".join(f"a --> b{n} & c{n}" for n in range(2_000)),
    "many messages": "sequenceDiagram\n" + "A->>B: a\n" * 4_000,
    "deep": f"flowchart TD\n{DEEP}a --> b\n" + "end\n" * 300,
    "deep settings": "%%{init: " + '{"a":' * 5_000 + "1" + "}" * 5_000 + "}%%\nflowchart TD\nA",
    "long": "flowchart TD\n  A[" + "word " * 20_000 + "]",
    "deep namespaces": "classDiagram\n" + "namespace n {\n" * 2_000 + "class A\n" + "}\n" * 2_000,
}


def picture(source: str) -> str:
    """Return the picture of a diagram alone."""
    return diagrams.drawn(source).partition("<details")[0]


def why_not(source: str) -> diagrams.UndrawnError:
    """Return why a diagram is not drawn."""
    with pytest.raises(diagrams.UndrawnError) as undrawn:
        diagrams.drawn(source)
    return undrawn.value


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_in_the_colours_of_the_site_with_its_words(kind: str) -> None:
    drawn = picture(KINDS[kind])

    words = {"Payments API", "Browser", "Ledger", "Idle", "CUSTOMER", "Design", "Compute"}
    words |= {"Platform", "Monolith", "develop", "Expand", "Latency", "Write it"}
    assert any(word in drawn for word in words)
    assert "var(--color-ink)" in drawn
    assert not re.search(r"a1b\w{3}\b|161, 17\d|<style|style=|class=\"(?!diagram)", drawn)


def test_a_diagram_is_named_and_its_text_is_kept() -> None:
    named = "sequenceDiagram\n  accTitle: Checkout\n  accDescr: How it goes\n  A->>B: x < y"
    drawn = diagrams.drawn(named)

    assert re.search(r'role="img".*<title id="[\w-]+">Checkout</title><desc', drawn)
    assert "<code>sequenceDiagram\n  accTitle: Checkout" in drawn
    assert "x &lt; y\n</code>" in drawn
    assert 'aria-label="Spend"' in picture(KINDS["pie"])
    assert 'aria-label="Diagram"' in picture(KINDS["flowchart"])


def test_words_on_a_ground_of_the_authors_are_readable_on_dark_pages_too() -> None:
    styled = (
        "flowchart LR\n  A[light] --> B[dark] --> C[ours]\n  style A fill:#ffd\n  style B fill:#024"
    )
    drawn = picture(styled)

    inks = {word: re.search(rf'fill="([^"]+)"[^>]*>{word}<', drawn) for word in ("light", "dark")}
    assert {word: ink and ink[1] for word, ink in inks.items()} == {
        "light": "#1c1b19",
        "dark": "#ffffff",
    }
    assert re.search(r'fill="var\(--color-ink\)"[^>]*>ours<', drawn)


def test_a_diagram_loads_nothing_leads_nowhere_and_does_nothing() -> None:
    page = Dialect(extensions=("pymdownx.superfences",)).html(f"```mermaid\n{HOSTILE}\n```\n")
    shown = page.partition("<details")[0]

    assert ">there<" in shown
    assert not re.search(r"example\.net|javascript|<(?:a|image|img|script|style)\b|\son\w+=", shown)
    assert "red" not in shown


@pytest.mark.parametrize("source", LARGE.values(), ids=LARGE)
def test_what_is_too_large_is_refused_before_long(source: str) -> None:
    began = time.monotonic()

    assert why_not(source)
    assert time.monotonic() - began < 20


def test_a_mistake_is_told_with_its_line() -> None:
    error = why_not("flowchart LR\n  A --> B\n  B[open\n")

    assert (error.line, error.message.startswith("Mermaid does not understand it")) == (3, True)


@pytest.mark.parametrize("source", ["", "  \n", "nonsense\nhere", "flowchart TD\n  A[\ud7ff\0]"])
def test_what_is_no_diagram_is_refused_or_drawn_but_never_fails(source: str) -> None:
    with contextlib.suppress(diagrams.UndrawnError):
        assert "<svg" in diagrams.drawn(source)


def test_diagrams_stand_in_lists_quotations_and_boxes_and_in_code_they_are_text() -> None:
    fence = "```mermaid\nflowchart LR\n  A --> B\n```"
    body = "\n".join(
        [
            f"Above\n{fence}\nbelow\n",
            "- item\n\n    " + fence.replace("\n", "\n    ") + "\n",
            "!!! note\n\n    "
            + fence.replace("```mermaid", "~~~ {.mermaid}")
            .replace("\n", "\n    ")
            .replace("```", "~~~")
            + "\n",
            "> " + fence.replace("\n", "\n> ") + "\n",
            '<pre class="mermaid">\nflowchart LR\n  A --&gt; B\n</pre>\n',
            f"````markdown\n{fence}\n````\n",
            "Text\n\n    " + fence.replace("\n", "\n    ") + "\n",
        ]
    )
    page = Dialect(extensions=("pymdownx.superfences", "admonition")).html(body)

    ids = re.findall(r'\bid="([^"]+)"', page)
    assert (page.count("<figure"), len(ids), "<p></p>" in page) == (5, len(set(ids)), False)
    assert "<p>Above</p>" in page
    assert "<p>below</p>" in page


def test_without_what_draws_them_diagrams_are_text_and_the_author_is_told(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nplugins: [cto-portfolio]\n", "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# A\n\n```mermaid\nflowchart LR\n  A\n```\n", "utf-8")
    without = (
        "import sys; sys.modules['merman'] = None; import cto_portfolio.__main__ as m; m.main()"
    )

    ran = subprocess.run(
        [sys.executable, "-c", without, "check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "docs/index.md:4: undrawn-diagram: this diagram is shown as text" in ran.stdout
    assert "install 'cto-portfolio[diagrams]'" in ran.stdout
