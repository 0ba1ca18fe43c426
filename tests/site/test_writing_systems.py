"""Entries in Arabic and Japanese look right, on a site in English and on one in Arabic."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import browser, project, sample, validator
from tests.support.browser import (
    DESKTOP,
    PHONE,
    SMALLEST,
    Visit,
    addresses,
    phone_and_desktop,
    sideways,
)
from tests.support.project import entry

ARABIC = """
كان الفريق يطلق البرنامج مرة كل ثلاثة أشهر، وكان كل إطلاق يستغرق ليلة كاملة من العمل المتواصل.
غيّرنا ذلك خطوة خطوة، ولم نشترِ أداة جديدة.

## ما الذي تغيّر

1. قسمنا الاختبارات إلى مجموعات صغيرة.
2. كتبنا في `deploy.sh` ما كان يُفعل باليد.

> لا أحد ينتظر بعد اليوم.

| قبل | بعد |
| --- | --- |
| ٤١ دقيقة | ٦ دقائق |
"""
JAPANESE = """
四半期に一度だった公開を、毎日行えるようにした。新しい道具は買わず、手順を一つずつ自動化し、試験を小さく分けた。その結果、
障害の修正は翌朝ではなく、お客様との電話がつながっている間に届くようになった。

## 何を変えたか

- 試験を小さな組に分けた
- 手作業を`deploy.sh`に書いた

> もう誰も待たない。
"""
FIGURES = [
    {
        "name": "مدة الإطلاق",
        "before": 41,
        "after": 6,
        "unit": "دقيقة",
        "better": "lower",
        "source": "سجل الإطلاق",
    }
]
FILES = {
    "entries/releases.md": entry(
        title="إطلاق البرنامج في ست دقائق بدلاً من إحدى وأربعين",
        summary="يصل التغيير إلى العملاء في ست دقائق لا في صباح اليوم التالي.",
        organization="شركة المثال",
        business_value="تُصلح الأخطاء والعميل ما زال على الهاتف.",
        metrics=FIGURES,
        tags=["إطلاق", "جودة"],
        featured=True,
    )
    + ARABIC,
    "entries/daily.md": entry(
        "article",
        title="毎日公開するために、私たちがやめたことと、続けたことのすべて",
        summary="四半期に一度の公開を毎日に変えた一年の記録。",
        tags=["公開", "品質"],
    )
    + JAPANESE,
    "profile.yml": "name: ليلى المثال\nheadline: مديرة هندسة البرمجيات\n",
}
SITES = {
    "English": {"name": "material", "custom_dir": str(sample.PROJECT / "theme")},
    "Arabic": {
        "name": "material",
        "custom_dir": str(sample.PROJECT / "theme"),
        "language": "ar",
        "direction": "rtl",
    },
}
DIRECTIONS = """() => [...document.querySelectorAll("main h1, main .prose p, main .prose li")]
    .filter((element) => /^[^A-Za-z]*[\\u0600-\\u06FF]/.test(element.textContent))
    .map((element) => getComputedStyle(element).direction)"""


@pytest.fixture(scope="module", params=[*SITES.values()], ids=[*SITES])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a portfolio of entries in other writing systems."""
    root = project.draw(tmp_path_factory.mktemp("world"), FILES, config={"theme": request.param})
    built = project.build(root, "--strict")
    assert built.returncode == 0, built.stderr
    return root / "site"


@pytest.fixture(scope="module")
def open_site(site: Path, chromium: Browser) -> Iterator[browser.Open]:
    """Open windows onto it."""
    with sample.served(site) as url, browser.windows(chromium, url) as windows:
        yield windows


@pytest.fixture
def visit_site(open_site: browser.Open) -> Iterator[Visit]:
    """Open its pages."""
    with browser.visits(open_site) as visits:
        yield visits


def test_arabic_runs_to_the_left(visit_site: Visit) -> None:
    page = visit_site("entries/releases/")
    directions = page.evaluate(DIRECTIONS)
    assert len(directions) > 5
    assert set(directions) == {"rtl"}


def test_nothing_is_too_wide_cut_off_or_covered(site: Path, visit_site: Visit) -> None:
    page = visit_site("")
    wrong = []
    for url in addresses(site):
        browser.go(page, url)
        for width in (SMALLEST, PHONE, DESKTOP):
            found = [*sideways(page, width), *page.evaluate(browser.script("texts.js"))]
            wrong += [f"{url} at {width}: {fault}" for fault in found]
    assert not wrong, "\n".join(wrong)


@phone_and_desktop
def test_axe_finds_nothing(site: Path, width: int, visit_site: Visit, axe: str) -> None:
    page = visit_site("", width=width)
    wrong = []
    for url in addresses(site):
        browser.go(page, url)
        wrong += [f"{url}: {fault}" for fault in browser.violations(page, axe)]
    assert not wrong, "\n".join(wrong)


def test_the_pages_are_valid(site: Path) -> None:
    found = validator.errors(site.rglob("*.html"), site)
    assert not found, "\n".join(found)
