"""Social cards: what they show, of whom, and that the same words give the same picture."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path, PurePosixPath

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.content.entry import Entry
from cto_portfolio.site import look
from cto_portfolio.site.site import Site
from cto_portfolio.site.social_cards import card as cards
from cto_portfolio.site.social_cards.cache import Cache
from cto_portfolio.site.social_cards.card import Card, Colors, LargeFigure
from cto_portfolio.site.social_cards.letters import drawable
from cto_portfolio.store import Store
from cto_portfolio.text.frontmatter import Document
from tests.support import project, sample
from tests.support.project import entry

PICTURE_OF_ALL = "assets/cards/index.png"
KEPT = ".cache/cto-portfolio/cards/*/*"
METRIC = {"name": "Merge to production", "before": 41, "after": 6, "unit": "min"}
PROFILE = "name: Ada Example\nheadline: Engineer of calm mornings\n"


def _colors(**asked: object) -> Colors:
    document = Document(meta=asked, body="", body_line=1, lines={})
    return Colors.of(look.parse(document, PurePosixPath("mkdocs.yml")))


def _site(profile: str = PROFILE, **more: object) -> Site:
    files = {"profile.yml": profile, "entries/a.md": entry(evidence=["trends/process"], **more)}
    parsed = portfolio.parse(
        {PurePosixPath(path): text for path, text in files.items()},
        frameworks.load(),
        today=project.TODAY,
    )
    address = "https://ada.example.com/work/"
    return Site(portfolio=parsed, name="Site", url_for=str, address=address)


def _card(profile: str = PROFILE, **more: object) -> Card:
    site = _site(profile, **more)
    (only,) = site.listed
    assert isinstance(only, Entry)
    return cards.of_entry(only, site)


def _picture(card: Card, folder: Path, **asked: object) -> bytes:
    store = Store(folder=folder, suffix=".card", is_on=True)
    return Cache(store=store).picture(card, _colors(**asked)).drawn()


def _built(root: Path) -> dict[str, bytes]:
    """Return the cards of a built site."""
    files = project.bytes_of(root / "site")
    return {name: content for name, content in files.items() if name.startswith("assets/cards/")}


def test_a_card_says_what_it_is_about_and_whose_it_is() -> None:
    assert _card(metrics=[METRIC]) == Card(
        label="Achievement · Trends",
        title="Deploys in six minutes",
        figure=LargeFigure(before="41", after="6", caption="Merge to production, min (−85%)"),
        name="Ada Example",
        headline="Engineer of calm mornings",
        host="ada.example.com/work",
    )


def test_a_percentage_keeps_its_sign_and_a_figure_may_have_no_past() -> None:
    metric = {"name": "Uptime", "after": 99.95, "unit": "%"}

    assert _card(metrics=[metric]).figure == LargeFigure(
        before=None, after="99.95%", caption="Uptime"
    )


def test_without_a_figure_there_is_a_line_about_the_entry() -> None:
    assert _card(role="Head of platform").detail == "Head of platform"


@pytest.mark.parametrize(
    "title",
    [
        "障害訓練を毎月行う",
        "تدريب على الأعطال",
        "Kafka と 台帳",
        "x\u0301y",
        "🚀",
        "✅ – ❌",
    ],
)
def test_a_title_that_cannot_be_drawn_whole_gives_way_to_the_name(title: str) -> None:
    """Boxes, or half a title, would say something else."""
    card = _card(title=title, metrics=[METRIC])

    assert card.text == (
        "Achievement · Trends – Ada Example – Engineer of calm mornings – ada.example.com/work"
    )


@pytest.mark.parametrize(
    ("title", "drawn"),
    [
        ("🚀 Releases every day", "Releases every day"),
        ("Releases 🚀 every day ✅", "Releases every day"),
        ("🚀: Et alors ? Releases ⏱️, daily (🎉)", "Et alors ? Releases, daily"),
        ("Pairs 👩🏽‍💻 and 👍🏿 in 🇩🇪 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "Pairs and in and"),
        ("From 41 ➜ 6 minutes ⟶ done", "From 41 → 6 minutes → done"),
        ("\uff37ide ① ﬁrst", "Wide 1 first"),
        ("1️⃣ First, #️⃣ next ‼️", "1 First, # next !!"),
        ("C++, C# and .NET", "C++, C# and .NET"),
    ],
)
def test_a_sign_that_cannot_be_drawn_is_left_out(title: str, drawn: str) -> None:
    assert _card(title=title).title == drawn


def test_a_sign_is_left_out_of_a_figure_too() -> None:
    figure = _card(metrics=[{**METRIC, "name": "⏱ Time to production"}]).figure

    assert figure == LargeFigure(before="41", after="6", caption="Time to production, min (−85%)")


def test_a_name_that_cannot_be_drawn_gives_way_to_the_address() -> None:
    card = _card("name: 山田花子\nheadline: Engineer\n", title="台帳")

    assert (card.title, card.name, card.host) == ("ada.example.com/work", "", "")


def test_a_figure_that_cannot_be_drawn_is_left_out() -> None:
    card = _card(metrics=[{**METRIC, "unit": "分"}], role="Head of platform")

    assert (card.figure, card.detail) == (None, "Head of platform")


def test_letters_with_marks_of_their_own_are_drawn() -> None:
    """Spelt in whichever way, with what nobody sees left out."""
    card = _card(title="Cafe\u0301s in Ĳmuiden, Θεσσαλονίκη and Київ\u200b: −40 %")

    assert card.title == "Cafés in Ĳmuiden, Θεσσαλονίκη and Київ: −40 %"


@pytest.mark.parametrize("name", ["Inter-Medium", "InterDisplay-SemiBold"])
def test_the_fonts_have_every_letter_that_is_drawn(name: str) -> None:
    path = sample.PROJECT / f"plugins/cto_portfolio/site/social_cards/fonts/{name}.ttf"
    letters = set(map(chr, TTFont(path).getBestCmap()))
    visible = [
        one
        for one in map(chr, range(0x21, 0x3100))
        if unicodedata.category(one) != "Cf" and not one.isspace()
    ]

    drawn = "".join(drawable(f"a{one}a") for one in visible)

    assert set(drawn) - {" "} <= letters
    assert {unicodedata.normalize("NFC", one) for one in visible} & letters <= set(drawn)


def test_a_card_has_the_size_that_networks_ask_for_and_few_colours(tmp_path: Path) -> None:
    picture = Image.open(io.BytesIO(_picture(_card(metrics=[METRIC]), tmp_path)))

    assert picture.format == "PNG"
    assert (picture.size, picture.mode) == ((1200, 630), "P")
    colors = picture.convert("RGB").getcolors(48)
    assert colors is not None
    assert max(colors)[1] == (0xFB, 0xFA, 0xF7)


def test_the_colours_are_those_of_the_look(tmp_path: Path) -> None:
    card = _card()

    made = {_picture(card, tmp_path), _picture(card, tmp_path, palette="brick")}
    made.add(_picture(card, tmp_path, accent="#7a1f5c"))

    assert len(made) == 3
    corner = Image.open(io.BytesIO(_picture(card, tmp_path, accent="#7a1f5c"))).convert("RGB")
    assert corner.getpixel((2, 2)) == (0x7A, 0x1F, 0x5C)


def test_every_word_of_a_card_is_seen(tmp_path: Path) -> None:
    card = _card(metrics=[METRIC])
    figure = LargeFigure(before="41", after="5", caption="Merge to production, min (−85%)")
    others = [
        Card(label="Talk · Trends", title=card.title, figure=card.figure, name=card.name),
        Card(label=card.label, title="Deploys in five minutes", figure=card.figure, name=card.name),
        Card(label=card.label, title=card.title, figure=figure, name=card.name),
        Card(label=card.label, title=card.title, figure=card.figure, name="Bo Example"),
        Card(title=card.title, detail="Engineer", name=card.name),
        Card(title=card.title, detail="Engineer", name=card.name, headline="Calm mornings"),
        Card(title=card.title, detail="Engineer", host=card.host),
        card,
    ]

    assert len({_picture(one, tmp_path) for one in others}) == len(others)


@pytest.mark.parametrize("words", [1, 8, 30, 300])
@pytest.mark.parametrize("word", ["a", "minutes", "Donaudampfschifffahrtsgesellschaft" * 3])
def test_no_text_leaves_its_place_however_long(tmp_path: Path, word: str, words: int) -> None:
    """Right and lower edge stay empty, and the rule above the name stays visible."""
    text = " ".join([word] * words)
    figure = LargeFigure(before="12,500,000,000", after="1" * 40, caption=text)
    for card in (
        Card(label=text, title=text, detail=text, name=text, headline=text, host=text[:40]),
        Card(label="Talk", title=text, figure=figure, name="Ada", headline=text, host=text),
        Card(title=text, detail=text, host=text),
    ):
        picture = Image.open(io.BytesIO(_picture(card, tmp_path))).convert("RGB")

        for edge in ((1132, 0, 1200, 630), (20, 612, 1200, 630), (20, 0, 84, 630)):
            assert picture.crop(edge).getcolors(1) is not None
        assert picture.crop((88, 497, 1128, 500)).getcolors(1) is not None


def test_the_same_card_has_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    code = (
        "import hashlib, pathlib; from tests.site import test_social_cards as cards;"
        "made = cards._picture(cards._card(metrics=[cards.METRIC]), pathlib.Path({!r}));"
        "print(hashlib.sha256(made).hexdigest())"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code.format(str(tmp_path / seed))],
            cwd=sample.PROJECT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]

    here = hashlib.sha256(_picture(_card(metrics=[METRIC]), tmp_path / "3")).hexdigest()
    assert said == [here, here]


def test_a_kept_card_is_not_drawn_again(tmp_path: Path) -> None:
    first = _picture(_card(), tmp_path)
    (kept,) = tmp_path.iterdir()
    before = kept.stat()

    assert _picture(_card(), tmp_path) == first
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("content", [b"", b"oh no", None])
def test_a_broken_cache_file_is_drawn_again(tmp_path: Path, content: bytes | None) -> None:
    first = _picture(_card(), tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-100] if content is None else content)

    assert _picture(_card(), tmp_path) == first
    assert kept.read_bytes().endswith(first)


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert _picture(_card(), tmp_path / "file") == _picture(_card(), tmp_path / "folder")


def test_cards_that_nobody_shows_any_more_are_forgotten(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/a.md": entry(), "entries/b.md": entry(title="Another")})
    project.build(tmp_path)
    kept = set(tmp_path.glob(KEPT))
    (folder,) = {path.parent for path in kept}
    preview = Path(shutil.copytree(folder, folder.with_name("preview")))
    project.draw(tmp_path, {"entries/b.md": entry(title="Another", visibility="private")})
    project.build(tmp_path)

    left = set(folder.iterdir())

    assert len(kept) == len(left) + 1
    assert left < kept
    assert {path.name for path in preview.iterdir()} == {path.name for path in left}


def test_only_public_entries_have_cards(tmp_path: Path) -> None:
    by = {"from": {"name": "Bo Example", "relation": "report"}}
    files = {
        "entries/public.md": entry(title="Public"),
        "entries/unlisted.md": entry(title="Unlisted", visibility="unlisted"),
        "entries/private.md": entry(title="Private", visibility="private"),
        "entries/draft.md": entry(title="Draft", draft=True),
        "entries/kind-words.md": entry("recommendation", by, title="Kind words"),
    }
    project.draw(tmp_path, files)

    built = project.build(tmp_path, "--strict")

    assert built.returncode == 0, built.stderr
    made = _built(tmp_path)
    assert [name for name in made if "entries" in name] == ["assets/cards/entries/public.png"]
    unlisted = (tmp_path / "site/entries/unlisted/index.html").read_text(encoding="utf-8")
    assert f'property="og:image" content="https://ada.example.com/{PICTURE_OF_ALL}"' in unlisted
    assert len(list(tmp_path.glob(KEPT))) == len(set(made.values()))


def test_a_second_build_gives_the_same_cards_with_and_without_the_cache(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/a.md": entry(), "profile.yml": PROFILE})
    project.build(tmp_path)
    first = _built(tmp_path)
    project.build(tmp_path)
    second = _built(tmp_path)
    for path in tmp_path.glob(KEPT):
        path.unlink()
    project.build(tmp_path)

    assert first == second == _built(tmp_path)


def test_a_new_title_is_a_new_card_and_changes_no_other(tmp_path: Path) -> None:
    project.draw(tmp_path, {"entries/a.md": entry(), "profile.yml": PROFILE})
    project.build(tmp_path)
    before = _built(tmp_path)
    project.draw(tmp_path, {"entries/a.md": entry(title="Deploys in five minutes")})
    project.build(tmp_path)
    after = _built(tmp_path)

    assert {name for name in after if after[name] != before[name]} == {"assets/cards/entries/a.png"}


def test_the_licence_stands_beside_the_fonts() -> None:
    folder = sample.PROJECT / "plugins/cto_portfolio/site/social_cards/fonts"

    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")
