"""Front matter that is handed on to engines holds what they would read themselves."""

from cto_portfolio.text import frontmatter

PAGE = "---\ntitle: About\ncomments: no\nhide: []\nsubtitle: ''\nat: 12:30\n---\n\n# About\n"


def test_words_for_yes_and_no_stay_what_they_are_to_engines() -> None:
    assert frontmatter.as_engines_read(PAGE) == {
        "title": "About",
        "comments": False,
        "hide": [],
        "subtitle": "",
        "at": "12:30",
    }
    assert frontmatter.as_engines_read("# About\n") == {}


def test_to_us_they_are_text_and_what_is_empty_is_not_there() -> None:
    assert frontmatter.parse(PAGE).meta == {"title": "About", "comments": "no", "at": "12:30"}
