"""The look: what an author asks for in `mkdocs.yml`, and contrast whatever it is."""

import itertools
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cto_portfolio.problems import PortfolioError
from cto_portfolio.site import look
from cto_portfolio.site.look import Look
from cto_portfolio.text.frontmatter import Document
from tests.support import project

PALETTES = ("harbour", "graphite", "brick")
TEXT_ON_GROUND = (
    *itertools.product(("ink", "quiet", "accent", "accent-strong"), ("page", "surface", "sunken")),
    *itertools.product(("ink", "accent", "accent-strong", "quiet"), ("accent-soft",)),
    *itertools.product(("good", "warn", "bad"), ("page", "surface")),
    *((name, f"{name}-soft") for name in ("good", "warn", "bad")),
    ("ink", "warn-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
)
"""What the stylesheets put on what."""


def parsed(**asked: object) -> Look:
    document = Document(meta=asked, body="", body_line=1, lines={})
    return look.parse(document, PurePosixPath("mkdocs.yml"))


def contrasts(found: Look, one: str, other: str) -> tuple[float, float]:
    a, b = found.colors[one], found.colors[other]
    return look.contrast(a.light, b.light), look.contrast(a.dark, b.dark)


def test_contrast_is_measured_as_wcag_defines_it() -> None:
    assert look.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert look.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("pair", TEXT_ON_GROUND, ids=" on ".join)
@pytest.mark.parametrize("palette", PALETTES)
def test_text_can_be_read_in_every_palette(palette: str, pair: tuple[str, str]) -> None:
    assert min(contrasts(parsed(palette=palette), *pair)) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
def test_the_edges_of_what_can_be_pressed_are_seen(palette: str) -> None:
    """WCAG 2.2, 1.4.11."""
    for ground in ("page", "surface"):
        assert min(contrasts(parsed(palette=palette), "edge", ground)) >= 3


@given(some.integers(0, 0xFFFFFF), some.sampled_from(PALETTES))
def test_any_accent_can_be_read(accent: int, palette: str) -> None:
    found = parsed(palette=palette, accent=f"#{accent:06x}")

    for one, other in TEXT_ON_GROUND:
        if "accent" in one and other != "surface":
            assert min(contrasts(found, one, other)) >= 4.5, (one, other)


def test_an_accent_that_can_be_read_stays_as_it_is() -> None:
    assert parsed(accent="#8C2F1B").colors["accent"].light == "#8c2f1b"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"palette": "pink"}, "mkdocs.yml:1: bad-value: 'palette'"),
        ({"accent": "teal"}, "'teal' is no colour; write it as"),
        ({"type_scale": 3}, "expected a number from 1.1 to 1.35"),
        ({"portrait": "star"}, "bad-value: 'portrait'"),
        ({"font": "Comic"}, "unknown-key: no key 'font'"),
    ],
)
def test_what_cannot_be_is_said(asked: dict[str, object], said: str) -> None:
    with pytest.raises(PortfolioError) as raised:
        parsed(**asked)
    assert said in str(raised.value)


def test_the_stylesheet_is_in_the_authors_colours(tmp_path: Path) -> None:
    project.draw(
        tmp_path,
        {},
        options={"look": {"palette": "brick", "accent": "#0b5358", "portrait": "arch"}},
    )

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
    sheet = (tmp_path / "site/assets/portfolio.css").read_text(encoding="utf-8")
    assert "--color-accent: light-dark(#0b5358, " in sheet
    assert "--color-page: light-dark(#f9f8f8, #191616);" in sheet
    assert "--portrait: 50% 50% 0 0" in sheet


def test_a_look_that_cannot_be_stops_the_build_and_names_the_line(tmp_path: Path) -> None:
    project.draw(tmp_path, {}, options={"look": {"palette": "harbour", "accent": "teal"}})
    lines = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    line = 1 + next(n for n, text in enumerate(lines) if "accent: teal" in text)

    built = project.build(tmp_path)

    assert built.returncode == 1
    assert f"mkdocs.yml:{line}: bad-value:" in built.stderr
