"""Links to what is not published: they keep their words and lose their address."""

import datetime as dt
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from cto_portfolio.publishing.release import Release, release
from cto_portfolio.publishing.settings import Settings
from cto_portfolio.text.dialect import Dialect
from tests.support.project import entry

TODAY = dt.date(2026, 11, 21)
ADDRESS = "https://ada.example.com/me/"
SETTINGS = Settings(
    address=ADDRESS,
    dialect=Dialect(
        extensions=("attr_list", "md_in_html", "footnotes", "pymdownx.superfences", "wikilinks"),
        options={"wikilinks": {"base_url": "/entries/"}},
    ),
)
WRITTEN = {
    "a link": "See [that](quillfeather.md).",
    "with an anchor": "See [that](quillfeather.md#end).",
    "with a title": 'See [that](quillfeather.md "Of last year").',
    "in angle brackets": "See [that](<quillfeather.md>).",
    "from the top": "See [that](/entries/quillfeather.md).",
    "by its folder": "See [that](quillfeather/).",
    "by its page": "See [that](quillfeather.html).",
    "from the page's own folder": "See [that](../quillfeather/).",
    "in capitals": "See [that](Quillfeather.md).",
    "encoded": "See [that](quill%66eather.md).",
    "with an entity": "See [that](quill&#102;eather.md).",
    "by a reference": "See [that][1].\n\n[1]: quillfeather.md",
    "by a reference in a quotation": "> See [that][1].\n>\n> [1]: quillfeather.md",
    "by a reference in a list": "- See [that][1].\n\n    [1]: quillfeather.md",
    "with brackets within": "See [that [of [mine]]](quillfeather.md).",
    "around a picture": "[![that](here.svg)](quillfeather.md)",
    "with attributes": "See [that](quillfeather.md){ .button }.",
    "in HTML": 'See <a href="quillfeather.md">that</a>.',
    "in HTML without quotes": "See <a href=quillfeather.md>that</a>.",
    "in HTML without a space": 'See <a class="b"href="quillfeather.md">that</a>.',
    "in HTML without a space and quotes": 'See <a class="b"href=quillfeather.md>that</a>.',
    "in HTML, torn apart": 'See <a href="quill&#10;feather.md">that</a>.',
    "in HTML over lines": 'See <a\nhref\n=\n"quillfeather.md"\n>that</a>.',
    "in HTML as data": 'See <span data-more="quillfeather.md">that</span>.',
    "in a block of HTML": '<div>\n<a href="../quillfeather/">that</a>\n</div>',
    "in a footnote": "See that.[^1]\n\n[^1]: In [that](quillfeather.md).",
    "whole": f"See [that]({ADDRESS}entries/quillfeather/).",
    "whole, by itself": f"See that: <{ADDRESS}entries/quillfeather/>.",
    "whole, as text": f"See that at {ADDRESS}entries/quillfeather/.",
    "whole, without a scheme": "See [that](//ada.example.com/me/entries/quillfeather/).",
    "whole, by http": "See [that](http://ada.example.com/me/entries/quillfeather/).",
    "whole, with www": "See [that](https://www.ada.example.com/me/entries/quillfeather/).",
    "whole, with a port": "See [that](https://ada.example.com:443/me/entries/quillfeather/).",
    "whole, with a name": "See [that](https://me@ada.example.com/me/entries/quillfeather/).",
    "whole, with a dot": "See [that](https://ada.example.com./me/entries/quillfeather/).",
    "whole, as words": "See that at ada.example.com/me/entries/quillfeather/ now.",
    "whole, in a span of code": f"See that at `{ADDRESS}entries/quillfeather/`.",
    "with a backslash": "See [that](..\\quillfeather/).",
    "whole, in code": f"See that:\n\n```\ncurl {ADDRESS}entries/quillfeather/\n```\n",
}


def _released(body: str, settings: Settings = SETTINGS) -> Release:
    files = {
        "entries/open.md": entry(title="Open") + f"\n{body}\n",
        "entries/quillfeather.md": entry(title="Hidden", visibility="private"),
        "entries/here.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    }
    return release(
        {PurePosixPath(path): text for path, text in files.items()}, settings, today=TODAY
    )


@pytest.mark.parametrize("body", WRITTEN.values(), ids=WRITTEN)
def test_a_link_to_what_is_hidden_loses_its_address(body: str) -> None:
    found = _released(body)

    page = found.pages[PurePosixPath("entries/open.md")]
    assert "quillfeather" not in SETTINGS.dialect.html(page.body).casefold()
    assert "that" in page.body
    assert "hidden-link" in {problem.code for problem in found.problems}
    assert not any(problem.is_error for problem in found.problems)


def test_a_link_that_cannot_be_taken_apart_withholds_the_page() -> None:
    """Here an extension makes the address of a word, and of its own options."""
    found = _released("See [[Quillfeather]].")

    [problem] = [problem for problem in found.problems if problem.is_error]
    assert problem.code == "hidden-link"
    assert problem.message.endswith("write the link as [words](file.md)")
    assert PurePosixPath("entries/open.md") not in found.pages


@pytest.mark.parametrize(
    "body", ["A quillfeather is a pen.", "See [that](here.svg).", "`quillfeather.md` is code."]
)
def test_words_and_other_links_stay(body: str) -> None:
    found = _released(body)

    assert found.pages[PurePosixPath("entries/open.md")].body.rstrip().endswith(body)
    assert not found.problems


def test_a_derived_summary_names_no_address_of_what_is_hidden() -> None:
    written = entry("article").replace("We cut", f"See {ADDRESS}entries/quillfeather/. We cut")
    files = {
        "entries/open.md": written,
        "entries/quillfeather.md": entry(title="Hidden", visibility="private"),
    }
    found = release(
        {PurePosixPath(path): text for path, text in files.items()}, SETTINGS, today=TODAY
    )

    [listed] = found.portfolio.listed
    assert "quillfeather" not in listed.summary


@pytest.mark.parametrize(
    "said",
    [
        f"See {ADDRESS}entries/quillfeather/",
        '<a href="entries/quillfeather/">that</a>',
        f"<a href='{ADDRESS}entries/quillfeather/'>that</a>",
    ],
)
def test_what_every_page_says_must_not_lead_there(said: str) -> None:
    found = _released("See nothing.", replace(SETTINGS, said=("Ada", said)))

    assert [problem.code for problem in found.refusals] == ["hidden-link"]
    assert not _released("See nothing.", replace(SETTINGS, said=("quillfeather",))).refusals


@pytest.mark.parametrize(
    "words", [f"'See {ADDRESS}entries/quillfeather/'", "'See [that](quillfeather.md)'"]
)
def test_words_in_front_matter_and_profile_must_not_lead_there(words: str) -> None:
    files = {
        "entries/open.md": entry(title="Open", summary=words),
        "entries/quillfeather.md": entry(title="Hidden", visibility="private"),
        "profile.yml": f"name: Ada\nheadline: H\nsummary: {words.replace('(', '(entries/')}\n",
    }

    found = release(
        {PurePosixPath(path): text for path, text in files.items()}, SETTINGS, today=TODAY
    )

    assert [(problem.path.name, problem.code) for problem in found.problems] == [
        ("open.md", "hidden-link"),
        ("profile.yml", "hidden-link"),
    ]
    assert [problem.path.name for problem in found.refusals] == ["profile.yml"]
    assert not found.portfolio.published
