"""Of a theme's folder leaves what pages are shown with, and no notes or backups beside it."""

from pathlib import PurePosixPath

import pytest

from cto_portfolio.publishing import theme_files


@pytest.mark.parametrize(
    "path",
    ["style.css", "js/menu.js", "img/logo.svg", "fonts/a.woff2", "assets/a.json", "robots.txt"],
)
def test_what_pages_are_shown_with_leaves(path: str) -> None:
    assert theme_files.leaves(PurePosixPath(path))


@pytest.mark.parametrize(
    "path",
    [
        *("notes.txt", "plan.json", "cv.pdf", "drafts/plan.docx", "main.html", "TODO.md", ".env"),
        *("style.old.css", "style.css~", "._style.css", "menu (conflicted copy).js"),
        *("css/menu.css", "hooks.py", "mkdocs_theme.yml", "assets/#a.json#"),
    ],
)
def test_what_else_lies_there_does_not(path: str) -> None:
    assert not theme_files.leaves(PurePosixPath(path))


def test_templates_are_not_what_programs_keep_of_them() -> None:
    used = ["main.html", "partials/menu.html", "sitemap.xml"]
    left = ["._main.html", "main.orig.html", "main.html~"]

    assert [path for path in (*used, *left) if theme_files.is_template(PurePosixPath(path))] == used
