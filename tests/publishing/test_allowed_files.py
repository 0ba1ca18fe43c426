"""Which files beside the pages leave: those that something published asks for, and no others."""

import time
from collections.abc import Mapping
from pathlib import PurePosixPath

import markdown
import pytest

from cto_portfolio.content.files import Content
from cto_portfolio.problems import Severity
from cto_portfolio.publishing import addressed_files, allowed_files
from cto_portfolio.publishing.allowed_files import Allowed, PublishedPage, Reason

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.caret", "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed"),
    *("pymdownx.tasklist", "pymdownx.tilde"),
]
ADDRESS = "https://ada.example.com/"
PAGE = "entries/talk.md"

USES = [
    "[a](x.pdf)",
    "[a](./x.pdf)",
    "[a](../entries/x.pdf)",
    "[a](/entries/x.pdf)",
    "[a](x.pdf#page=2)",
    "[a](x.pdf?v=2)",
    "[a](<x.pdf>)",
    "[a]( x.pdf )",
    '[a](x.pdf "x (final)")',
    "[a](x.pdf 'a title')",
    "[a](x.pdf (a title))",
    "![a](x.pdf)",
    "[![a](other.png)](x.pdf)",
    "[![a](x.pdf)](other.md)",
    "[a [b] c](x.pdf)",
    "[a [b [c]] d](x.pdf)",
    "[a `]` b](x.pdf)",
    "[a\\] b](x.pdf)",
    "[a][b]\n\n[b]: x.pdf",
    "[a][]\n\n[A]: x.pdf",
    "[a]\n\n[a]: x.pdf 'title'",
    "[a]\n\n[a]: <x.pdf>",
    "[a]\n\n[a]:\n    x.pdf",
    "![a][b]\n\n[b]: x.pdf",
    "> [a][b]\n>\n> [b]: x.pdf",
    "> > [a](x.pdf)",
    "- item\n\n    [a][b]\n\n    [b]: x.pdf",
    "- item\n    - [a](x.pdf)",
    "1. item\n\n    ![a](x.pdf)",
    "A note[^1].\n\n[^1]: See [a](x.pdf).",
    "A note[^1].\n\n[^1]:\n    See\n\n    [a](x.pdf).",
    "term\n:   [a](x.pdf)",
    "| a |\n| --- |\n| [b](x.pdf) |",
    "!!! note\n    [a](x.pdf)",
    "??? note\n    ![a](x.pdf)",
    '=== "Tab"\n    ![a](x.pdf)',
    "## A [heading](x.pdf)",
    "*[a](x.pdf)* ~~[b](y.pdf)~~ ^[c](y.pdf)^",
    "![a](other.png){ data-src=x.pdf }",
    "![a](other.png){ data-src='x.pdf' .b #c }",
    "A paragraph.\n{ data-src=x.pdf }",
    "# Heading { data-background=x.pdf }",
    '<div markdown="1">\n\n[a](x.pdf)\n\n</div>',
    "<div markdown>\n\n- [a](x.pdf)\n\n</div>",
    '<a href="x.pdf">a</a>',
    "<a href=x.pdf>a</a>",
    '<div class="b"data-src=x.pdf>a</div>',
    "<div class='b'data-src='x.pdf'>a</div>",
    "<a/href=x.pdf>a</a>",
    "<A\n  HREF='x.pdf'>a</A>",
    '<a title="a > b" href="x.pdf">a</a>',
    '<img srcset="a.png 1x, x.pdf 2x">',
    '<img srcset="a.png,x.pdf 2x">',
    '<link rel="preload" imagesrcset="x.pdf 1x">',
    '<picture><source srcset="x.pdf" media="print"><img src="a.png"></picture>',
    '<video poster="x.pdf"></video>',
    '<video><source src="x.pdf"><track src="y.vtt"></video>',
    '<video><track kind="captions" src="x.pdf"></video>',
    '<object data="x.pdf"></object>',
    '<embed src="x.pdf">',
    '<iframe src="x.pdf"></iframe>',
    '<table background="x.pdf"><tr><td>a</td></tr></table>',
    '<blockquote cite="x.pdf">a</blockquote>',
    '<form action="x.pdf"><button formaction="y.pdf">a</button></form>',
    '<form><button formaction="x.pdf">a</button></form>',
    '<meta property="og:image" content="x.pdf">',
    '<svg><image xlink:href="x.pdf"/></svg>',
    '<p data-options=\'{"src": "x.pdf"}\'>a</p>',
    '<p style="background:url(x.pdf)">a</p>',
    "<p style=\"background: url('x.pdf')\">a</p>",
    "<style>\np { background: url(x.pdf) }\n</style>",
    "Inline <span data-src=x.pdf>a</span>.",
    "[a](%78.pdf)",
    "[a](x%2Epdf)",
    "[a](x&#46;pdf)",
    "[a](x\\.pdf)",
    '<a href="&#x78;.pdf">a</a>',
    "[a](https://ada.example.com/entries/x.pdf)",
    "[a](http://www.ada.example.com/entries/x.pdf?a#b)",
    "<https://ada.example.com/entries/x.pdf>",
    '<a href="//ada.example.com/entries/x.pdf">a</a>',
    '<img src="../x.pdf">',
    '<img src="../../entries/x.pdf">',
    '<a href="..\\x.pdf">a</a>',
]


@pytest.mark.parametrize("body", USES)
def test_what_a_page_uses_is_published(body: str) -> None:
    allowed = decide({PAGE: f"Before.\n\n{body}\n\nAfter.\n", "entries/x.pdf": None})

    assert allowed.published == {PurePosixPath("entries/x.pdf")}
    assert allowed.withheld == {}
    assert allowed.notice is None


@pytest.mark.parametrize(
    "body",
    [
        "See x.pdf, or entries/x.pdf.",
        "See `x.pdf` and `[a](x.pdf)`.",
        "``a ` <img src=x.pdf>``",
        "```\n[a](x.pdf)\n<img src=x.pdf>\n```",
        "~~~ html\n<img src='x.pdf'>\n~~~",
        "    [a](x.pdf)",
        "\t<img src='x.pdf'>",
        "- item\n\n    ```\n    [a](x.pdf)\n    ```",
        "- item\n\n        [a](x.pdf)",
        "> ```\n> [a](x.pdf)\n> ```",
        "<!-- [a](x.pdf) -->",
        "<!--\n<img src=x.pdf>\n-->",
        "<pre>x.pdf</pre>",
        'Shown as text: <a class="b"href=x.pdf>a</a>',
        "![x.pdf](other.png)",
        '[a](other.md "x.pdf")',
        "[x.pdf](other.md)",
        "## x.pdf",
        "*[PDF]: x.pdf",
        "[a](https://example.com/entries/x.pdf)",
        "[a](https://ada.example.com.example.org/entries/x.pdf)",
        "[a](mailto:x.pdf)",
        "[a](../../x.pdf)",
        "[a](#x.pdf)",
    ],
)
def test_what_a_page_only_mentions_is_not(body: str) -> None:
    allowed = decide({PAGE: f"Before.\n\n{body}\n\nAfter.\n", "entries/x.pdf": None})

    assert allowed.withheld == {PurePosixPath("entries/x.pdf"): Reason.UNUSED}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a plan.pdf", "[a](a%20plan.pdf)"),
        ("a plan.pdf", "[a](<a plan.pdf>)"),
        ("a plan.pdf", '<a href="a plan.pdf">a</a>'),
        ("R&D.pdf", "[a](R&D.pdf)"),
        ("R&D.pdf", "[a](R&amp;D.pdf)"),
        ("R&D.pdf", '<a href="R&amp;D.pdf">a</a>'),
        ("a&copy.pdf", '<a href="a&amp;copy.pdf">a</a>'),
        ("plan (b).pdf", "[a](plan%20(b).pdf)"),
        ("plan_b_.pdf", "[a](plan\\_b\\_.pdf)"),
        ("a#b.pdf", "[a](a%23b.pdf)"),
        ("50%.pdf", "[a](50%25.pdf)"),
        ("Übersicht.pdf", "[a](%C3%9Cbersicht.pdf)"),
        ("概要.pdf", "[a](概要.pdf)"),
        ("--.pdf", "[a](--.pdf)"),
        ("LICENSE", "[a](LICENSE)"),
        ("deck/index.html", "[a](deck/)"),
        ("deck/index.html", '<a href="../deck">a</a>'),
        ("deck.html", '<a href="../deck">a</a>'),
        ("-/index.html", '<a href="../-/">a</a>'),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, written: str) -> None:
    allowed = decide({PAGE: written, f"entries/{name}": None})

    assert allowed.published == {PurePosixPath(f"entries/{name}")}


@pytest.mark.parametrize("url", ["/me/x.pdf", "/x.pdf", "https://ada.example.com/me/x.pdf"])
def test_a_site_below_a_folder_of_its_host_has_its_own_addresses(url: str) -> None:
    files = {PAGE: f"<a href='{url}'>a</a>", "x.pdf": None}

    allowed = decide(files, address="https://ada.example.com/me/")

    assert allowed.published == {PurePosixPath("x.pdf")}


def test_front_matter_the_profile_and_settings_use_files() -> None:
    config = {"extra_css": ["css/own.css"], "extra": {"a": [{"b": "/b.pdf"}, "No file.", 3]}}
    files = {
        PAGE: "Text.",
        "entries/image.png": None,
        "portrait.jpg": None,
        "css/own.css": "p { src: url(../fonts/a.woff2) }",
        "fonts/a.woff2": None,
        "b.pdf": None,
    }
    allowed = decide(
        files,
        addresses=["image.png"],
        named=["portrait.jpg", *addressed_files.named_in(config)],
    )

    assert allowed.withheld == {}


def test_values_that_hold_themselves_are_walked_once() -> None:
    value: list[object] = ["a"]
    value.append(value)

    assert list(addressed_files.named_in(value)) == ["a"]


def test_published_files_use_others() -> None:
    files: dict[str, Content] = {
        PAGE: "[a](../deck/index.html) ![b](map.svg)",
        "deck/index.html": b"\xef\xbb\xbf<link rel=stylesheet href=deck.css><img data-src=a.png>"
        b"<script type=module src=deck.mjs></script>",
        "deck/deck.mjs": 'import "./own.js";\nfetch(`../data/years.json`); // see notes.txt',
        "deck/own.js": "",
        "data/years.json": "{}",
        "deck/deck.css": "@import 'more.css'; /* url(old.png) */",
        "deck/more.css": "@import 'deck.css'; p { background: url(b.png) }".encode("utf-16"),
        "entries/map.svg": b'<svg><a href="tile.png"/></svg>',
        "site.webmanifest": '{"icons": [{"src": "\\/icons/a.png"}]}',
        "browserconfig.xml": '<a><square src="icons/b.png"/></a>',
        **dict.fromkeys(
            ("deck/a.png", "deck/b.png", "entries/tile.png", "icons/a.png", "icons/b.png")
        ),
    }

    allowed = decide({**files, "deck/old.png": None, "deck/c.png": None, "deck/notes.txt": None})

    assert allowed.published == {PurePosixPath(name) for name in files if name != PAGE}


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", "[" * 100_000, "<", ""])
@pytest.mark.parametrize("name", ["a.html", "a.css", "a.svg", "a.webmanifest"])
def test_files_that_cannot_be_understood_use_nothing(name: str, content: Content) -> None:
    allowed = decide({"about.md": f"[a]({name})", name: content, "b.png": None})

    assert allowed.published == {PurePosixPath(name)}


def test_only_files_that_are_published_are_opened() -> None:
    class Files(dict[PurePosixPath, Content]):
        def __getitem__(self, path: PurePosixPath) -> Content:
            assert path == PurePosixPath("a.css"), path
            return super().__getitem__(path)

    files = Files.fromkeys(map(PurePosixPath, ("a.css", "b.css", "c.html", "photo.png", "x.md")))
    pages = [PublishedPage(path=PurePosixPath("x.md"), body="![](photo.png)")]

    allowed = allowed_files.decide(
        files, pages=pages, named=["a.css"], never=lambda _: None, render=html
    )

    assert allowed.published == {PurePosixPath("a.css"), PurePosixPath("photo.png")}


STRAYS = [
    *("about.md~", "profile.yml~", "plan.yml.bak", "#about.md#", "about.md.orig", "CNAME~"),
    *("robots.txt.bak", "about (conflicted copy 2026-11-21).txt", "about.sync-conflict.txt"),
    *("id_rsa", "dump.sql", ".env.local", ".env", "notes.docx", "figures.xlsx", "site.tar.gz"),
    *("salary.csv", "Thumbs.db", ".DS_Store", "old/favicon.ico", "favicon.ico.bak", "x.md.swp"),
    *("talk.key", "raw/photo.dng", "draft.html", "google.html", "googleabc.html.bak", "a.txt"),
    *("0123456789abcdef.txt", "assets/robots.txt", ".well-known.txt", "x/.well-known/a.txt"),
    *("ai.txt", "trust.txt"),
    *("Makefile", "LICENSE", "script.py", "entries/unused.png", "assets/unused.png", "a"),
]


@pytest.mark.parametrize("name", STRAYS)
def test_what_nobody_asks_for_stays_at_home(name: str) -> None:
    allowed = decide({"about.md": "Text.", name: b"secret"})

    assert allowed.withheld == {PurePosixPath(name): Reason.UNUSED}
    assert name in str(allowed.notice)


@pytest.mark.parametrize("name", STRAYS)
def test_the_same_is_published_where_a_page_links_to_it(name: str) -> None:
    allowed = decide({"about.md": f"[a](<{name.replace('#', '%23')}>)", name: b"secret"})

    assert allowed.published == {PurePosixPath(name)}
    assert allowed.notice is None


@pytest.mark.parametrize(
    ("name", "warns"),
    [
        *((name, True) for name in ("story.md~", "story.md.bak", "#story.md#", "plan.yml.old")),
        *((name, True) for name in ("story.markdown.orig", "story.md.~1~", "story.MD_backup2")),
        *((name, False) for name in ("story.md.pdf", "story.pdf", "story.bak", "story.yml.txt")),
    ],
)
def test_a_copy_of_a_page_that_is_linked_is_published_with_a_warning(
    name: str, *, warns: bool
) -> None:
    allowed = decide({"about.md": f"[a]({name.replace('#', '%23')})", name: b"secret"})

    assert allowed.published == {PurePosixPath(name)}
    assert [problem.severity for problem in allowed.problems] == [Severity.WARNING] * warns
    assert all("because about.md names it" in str(problem) for problem in allowed.problems)


@pytest.mark.parametrize(
    "name",
    [
        *("CNAME", ".nojekyll", "_headers", "_redirects", "404.html", "robots.txt", "humans.txt"),
        *("favicon.ico", "favicon.svg", "favicon-32x32.png", "apple-touch-icon.png"),
        *("apple-touch-icon-180x180.png", "apple-touch-icon-152x152-precomposed.png"),
        *("android-chrome-192x192.png", "mstile-150x150.png", "safari-pinned-tab.svg"),
        *("site.webmanifest", "manifest.webmanifest", "manifest.json", "browserconfig.xml"),
        *("app-ads.txt", "apple-app-site-association", "staticwebapp.config.json"),
        *("security.txt", "ads.txt", "llms.txt", "keybase.txt", "BingSiteAuth.xml"),
        *("google0123456789abcdef.html", "yandex_0123456789abcdef.html", "pinterest-01abc.html"),
        *("baidu_verify_codeva-Ab12.html", "0123456789abcdef0123456789abcdef.txt"),
        "123e4567-e89b-12d3-a456-426614174000.txt",
        *(".well-known/security.txt", ".well-known/openpgpkey/hu/abc"),
    ],
)
def test_names_that_sites_are_known_by_are_published(name: str) -> None:
    assert decide({name: b""}).published == {PurePosixPath(name)}


def test_what_never_leaves_does_not_leave_when_it_is_used() -> None:
    files = {
        "about.md": "[a](profile.yml) ![b](private/a.png) [c](packets/x.pdf) [d](hidden.md)",
        **dict.fromkeys(("profile.yml", "private/a.png", "packets/x.pdf", "hidden.md", "CNAME")),
    }
    never = {
        "profile.yml": Reason.CONFIGURATION,
        "private/a.png": Reason.PRIVATE_FOLDER,
        "packets/x.pdf": Reason.PACKET,
        "CNAME": Reason.STRAY,
    }

    allowed = decide(files, never=never, patterns=["*.yml", "private/", "/packets/x.pdf"])

    assert allowed.published == frozenset()
    assert allowed.withheld == {
        **{PurePosixPath(name): reason for name, reason in never.items()},
        PurePosixPath("hidden.md"): Reason.HIDDEN,
    }
    assert allowed.notice is None
    assert [fault.code for fault in allowed.faults] == ["no-match"] * 3


def test_what_hidden_pages_use_needs_a_published_page_that_uses_it_too() -> None:
    """What only a private passage, a draft or a broken page uses is theirs."""
    files = {PAGE: "![a](shared.png)", "entries/shared.png": None, "entries/theirs.png": None}

    allowed = decide(files, of_hidden=["entries/shared.png", "entries/theirs.png"])

    assert allowed.published == {PurePosixPath("entries/shared.png")}
    assert allowed.withheld == {PurePosixPath("entries/theirs.png"): Reason.OF_HIDDEN}
    assert allowed.notice is None


def test_patterns_publish_what_nothing_uses() -> None:
    files = dict.fromkeys(("entries/a.pdf", "b/c.json", "b/d.json", "b/e/f.js", "g.txt"))

    allowed = decide(files, patterns=["# data", "", "b/", "!d.json", "/entries/a.pdf"])

    assert sorted(map(str, allowed.published)) == ["b/c.json", "b/e/f.js", "entries/a.pdf"]
    assert allowed.faults == ()


def test_what_a_pattern_publishes_uses_others() -> None:
    files = {"demo/a.html": "<img src=../b.png>", "b.png": None}

    assert decide(files, patterns=["demo/"]).withheld == {}


def test_a_wide_pattern_does_not_publish_what_only_hidden_pages_use() -> None:
    files = dict.fromkeys(("entries/salary.pdf", "entries/cv.pdf"))
    salary = ["entries/salary.pdf"]

    wide = decide(files, patterns=["*.pdf"], of_hidden=salary)
    full = decide(files, patterns=["*.pdf", "/entries/salary.pdf"], of_hidden=salary)

    assert wide.published == {PurePosixPath("entries/cv.pdf")}
    assert [fault.severity for fault in wide.faults] == [Severity.WARNING]
    assert "'*.pdf' also matches 'entries/salary.pdf'" in wide.faults[0].message
    assert len(full.published) == 2
    assert full.faults == ()


@pytest.mark.parametrize("pattern", ["*", "**", "/", "/*", "**/*", "*.*", "[!x]*", "?*", " * "])
def test_a_pattern_for_everything_is_refused(pattern: str) -> None:
    allowed = decide({"id_rsa": None, "a.pdf": None}, patterns=["a.pdf", pattern])

    assert allowed.published == {PurePosixPath("a.pdf")}
    (fault,) = allowed.faults
    assert (fault.key, fault.code, fault.severity) == (("publish", 1), "too-wide", Severity.ERROR)


def test_a_pattern_that_matches_nothing_is_said_with_what_was_meant() -> None:
    allowed = decide({"slides.pdf": None}, patterns=["slide.pdf", "*.key", "!"])

    assert [(fault.key[1], fault.code) for fault in allowed.faults] == [
        (0, "no-match"),
        (1, "no-match"),
        (2, "bad-value"),
    ]
    assert allowed.faults[0].message.endswith("; did you mean 'slides.pdf'?")


def test_files_that_nothing_uses_are_said_once() -> None:
    files = {
        "about.md": "![a](mixed/a.png)",
        **dict.fromkeys(("mixed/a.png", "mixed/b.png", "alone/c.png", "drafts/x/d.png")),
        **dict.fromkeys(f"drafts/{number}.docx" for number in range(200)),
        **dict.fromkeys(f"z{number}.txt" for number in range(12)),
    }

    notice = decide(files).notice

    assert str(notice) == (
        ".:1: unused-files: 215 files are not published, because nothing that is published uses "
        "them: alone/c.png, drafts/ (201 files), mixed/b.png, z0.txt, z1.txt, z10.txt, z11.txt, "
        "z2.txt, z3.txt, z4.txt, and 5 more. Link to a file from a published page, or name it "
        "below 'publish' in mkdocs.yml"
    )
    assert notice
    assert notice.severity is Severity.NOTICE
    assert str(notice.below(PurePosixPath("portfolio"))).startswith("portfolio:1: unused-files")


def test_a_large_portfolio_is_decided_about_at_once() -> None:
    """Without rendering a page, where pages use files in the usual ways."""
    words = "We cut the time to production to a seventh, and told everybody how we did it. " * 60
    pages = [
        PublishedPage(
            path=PurePosixPath(f"entries/{number}.md"),
            body=f"{words}\n\n![a](picture-{number}.png)\n\n[b](other.md) and 50% of it.\n",
        )
        for number in range(1000)
    ]
    files: dict[PurePosixPath, Content] = {page.path: page.body for page in pages}
    files |= {PurePosixPath(f"entries/picture-{number}.png"): None for number in range(300)}
    begun = time.process_time()

    allowed = allowed_files.decide(files, pages=pages, never=lambda _: None, render=never_asked)

    assert len(allowed.published) == 300
    assert time.process_time() - begun < 2


def test_pages_are_not_rendered_for_files_of_the_same_name_elsewhere() -> None:
    """Such as the cover that lies beside each entry, the private ones among them."""
    files = dict.fromkeys(map(PurePosixPath, ("a/cover.png", "b/cover.png", "hidden/cover.png")))
    pages = [
        PublishedPage(path=PurePosixPath(f"{name}/index.md"), body="![A cover](cover.png)")
        for name in "ab"
    ]

    allowed = allowed_files.decide(files, pages=pages, never=lambda _: None, render=never_asked)

    assert allowed.withheld == {PurePosixPath("hidden/cover.png"): Reason.UNUSED}


def never_asked(body: str) -> str:
    raise AssertionError(body)


def html(body: str) -> str:
    return markdown.markdown(body, extensions=EXTENSIONS)


def decide(  # noqa: PLR0913 - as many as the function has
    files: Mapping[str, Content],
    *,
    addresses: tuple[str, ...] | list[str] = (),
    named: list[str] | tuple[str, ...] = (),
    patterns: list[str] | tuple[str, ...] = (),
    never: Mapping[str, Reason] | None = None,
    of_hidden: list[str] | tuple[str, ...] = (),
    address: str = ADDRESS,
) -> Allowed:
    """Decide about files, the Markdown of which is published if it holds anything."""
    pages = [
        PublishedPage(path=PurePosixPath(name), body=str(content), addresses=addresses)
        for name, content in files.items()
        if name.endswith(".md") and content
    ]
    return allowed_files.decide(
        {PurePosixPath(name): content for name, content in files.items()},
        pages=pages,
        never=lambda path: (never or {}).get(str(path)),
        render=html,
        named=named,
        patterns=patterns,
        of_hidden=frozenset(map(PurePosixPath, of_hidden)),
        address=address,
    )
