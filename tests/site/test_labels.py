"""The words of the site: all of them in one file, and nothing there that is not used."""

import re
from pathlib import Path

import pytest

from cto_portfolio import labels
from tests.support import modules

THEME = Path(__file__).parents[2] / "theme"
OF_AUTHOR = re.compile(
    r"review|suggest|unpublished|author-bar|withheld|blog|need|plan|problem|readings|steps|standing"
    r"|packets"
)
"""Templates that only the author sees in a preview, or that other plugins fill in."""
TEMPLATES = {
    path.relative_to(THEME).as_posix(): re.sub(
        r"\{#.*?#\}|<script.*?</script>", "", path.read_text("utf-8"), flags=re.DOTALL
    )
    for path in THEME.rglob("*.html")
}
READERS = sorted(name for name in TEMPLATES if not OF_AUTHOR.search(name))
USED_IN_TEMPLATES = re.compile(r"config\.extra\.labels\.(\w+)")
USED_IN_CODE = re.compile(r"""labels\.of\(\s*f?["'](\w+)(\{)?""")
SAID = re.compile(r'(?:aria-label|title|placeholder|label|alt|data-[a-z-]+)="([A-Z][a-z]+ [^"]*)"')


def test_templates_ask_for_labels_that_are_there() -> None:
    used = set(USED_IN_TEMPLATES.findall("".join(TEMPLATES.values())))

    assert used
    assert used <= set(labels.every())


@pytest.mark.parametrize("name", READERS)
def test_no_word_for_readers_stands_in_a_template(name: str) -> None:
    source = TEMPLATES[name]
    if name == "home.html":  # what to do first, for the author alone
        source = re.sub(r'<section class="invitation".*?</section>', "", source, flags=re.DOTALL)

    shown = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", "\n", source, flags=re.DOTALL)

    assert re.findall(r"[A-Za-z][a-z]{2,}", shown.replace("PDF", "")) == []
    assert SAID.findall(source) == []


def test_every_label_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in modules.MODULES)
    in_code = USED_IN_CODE.findall(code)
    named = {key for key, is_begun in in_code if not is_begun}
    begun = tuple(key for key, is_begun in in_code if is_begun)
    used = set(USED_IN_TEMPLATES.findall("".join(TEMPLATES.values()))) | named

    left = {key for key in labels.every() if key not in used and not key.startswith(begun)}

    assert {key for key in left if f'"{key}"' not in code} == set()
