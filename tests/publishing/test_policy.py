"""The site's Content-Security-Policy, in pages and in headers, as Chromium keeps it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cto_portfolio.publishing import policy
from tests.support import browser, project, sample
from tests.support.sample import StaticHost

SAID = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.fixture(scope="module")
def guarded(sample_site: Path, chromium: Browser) -> Iterator[Page]:
    """Open a window onto the sample as a host serves it that sends its headers."""
    with sample.served(sample_site, host(sample_site)) as url:
        context = chromium.new_context(base_url=url, permissions=["clipboard-read"])
        yield context.new_page()
        context.close()


def host(site: Path) -> type[StaticHost]:
    """Return a host that sends the headers a site asks for."""
    sent = headers(site)

    class Host(StaticHost):
        def end_headers(self) -> None:
            for name, value in sent.items():
                self.send_header(name, value)
            super().end_headers()

    return Host


def headers(site: Path) -> dict[str, str]:
    """Return what `_headers` asks of a host for every file."""
    first, *lines = (site / "_headers").read_text("utf-8").splitlines()
    assert first == "/*"
    return dict(line.strip().split(": ", 1) for line in lines)


def test_every_page_says_the_policy_before_it_loads_anything(sample_site: Path) -> None:
    pages = sorted(sample_site.rglob("*.html"))
    assert len(pages) > 30
    for path in pages:
        text = path.read_text("utf-8")
        assert len(SAID.findall(text)) == 1, path
        said = SAID.search(text)
        assert said
        assert said.start() < min(text.index("<script"), text.index("<link")), path


def test_no_page_violates_the_policy(sample_site: Path, guarded: Page) -> None:
    heard: list[str] = []
    guarded.on("console", lambda message: heard.append(f"{guarded.url}: {message.text}"))
    for address in browser.addresses(sample_site):
        browser.go(guarded, address)
        guarded.mouse.wheel(0, 20_000)
    assert not heard, "\n".join(heard)


def test_what_pages_do_with_scripts_works_under_it(guarded: Page) -> None:
    heard: list[str] = []
    guarded.on("console", lambda message: heard.append(f"{guarded.url}: {message.text}"))
    browser.go(guarded, browser.PAGES["article"])
    guarded.get_by_label("Colour scheme").select_option("Dark")
    guarded.reload()
    assert guarded.evaluate("document.documentElement.dataset.scheme") == "dark"
    guarded.get_by_role("button", name="Search").click()
    guarded.get_by_role("searchbox").press_sequentially("platform")
    expect(guarded.get_by_role("dialog").locator("li a").first).to_be_visible()
    guarded.get_by_role("searchbox").press("Enter")
    browser.go(guarded, "coverage/")
    guarded.locator(".matrix-filter [name=words]").fill("speaking")
    guarded.locator(".matrix-filter [name=words]").press("Enter")
    expect(guarded.locator(".matrix__row:visible")).to_have_count(1)
    assert not heard, "\n".join(heard)


def test_nothing_else_runs_is_painted_or_is_sent(guarded: Page) -> None:
    guarded.goto("about/")
    refused = guarded.evaluate(
        """async () => {
            const refused = [];
            document.addEventListener("securitypolicyviolation", (event) =>
                refused.push(event.effectiveDirective));
            const add = (name, what) => document.body.append(
                Object.assign(document.createElement(name), what));
            add("script", { textContent: "window.ran = 1" });
            add("script", { src: "https://example.net/a.js" });
            add("img", { src: "https://example.net/a.png" });
            add("base", { href: "https://example.net/" });
            add("div", { innerHTML: "<b style='color: red'>x</b><i onclick='1'>y</i>" });
            add("iframe", { src: "https://example.net/" });
            add("form", { action: "https://example.net/" });
            document.forms[document.forms.length - 1].submit();
            document.querySelector("i[onclick]").click();
            await fetch("https://example.net/").catch(() => {});
            await new Promise((resolve) => setTimeout(resolve, 300));
            return [window.ran, ...new Set(refused)].sort();
        }"""
    )
    assert refused == [
        *("base-uri", "connect-src", "form-action", "frame-src", "img-src", "script-src-attr"),
        *("script-src-elem", "style-src-attr", None),
    ]


def test_slides_can_be_leafed_through_under_it(tmp_path: Path, chromium: Browser) -> None:
    pdf = next((sample.ROOT / "portfolio").rglob("*.pdf")).read_bytes()
    talk = project.entry("talk", event="Example Days", slides="slides.pdf")
    project.draw(tmp_path, {"entries/talk.md": talk, "entries/slides.pdf": pdf})
    assert project.build(tmp_path, "--strict").returncode == 0
    site = tmp_path / "site"
    with sample.served(site, host(site)) as url:
        page = chromium.new_page()
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text))
        page.goto(f"{url}entries/talk/")
        with page.expect_response("**/slides.pdf") as response:
            page.locator(".slides__summary").click()
        assert response.value.status == 200
        viewer = "chrome-extension://"  # Chromium's own, which the policy of a PDF could stop
        for _ in range(50):
            if any(frame.url.startswith(viewer) for frame in page.frames):
                break
            page.wait_for_timeout(100)
        else:
            pytest.fail(f"no viewer among {[frame.url for frame in page.frames]}")
        page.close()
    assert not heard, "\n".join(heard)


def test_a_script_of_the_themes_owner_is_let_in_by_its_own_hash(sample_copy: Path) -> None:
    before = (sample.PROJECT / "theme" / policy.INLINE).read_text("utf-8")
    path = sample_copy / "mine" / policy.INLINE
    path.parent.mkdir(parents=True)
    path.write_text(before.replace("<script>", "<script>/* ours */ "), "utf-8")
    config = sample_copy / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("theme:", "theme:\n  custom_dir: mine"))
    assert sample.run("mkdocs", "build", "--strict", cwd=sample_copy).returncode == 0
    text = (sample_copy / "site/index.html").read_text("utf-8")
    said = SAID.search(text)
    assert said
    assert "'sha256-" in said[1].replace("&#39;", "'")
    assert said[1].replace("&#39;", "'") == policy.build(path.read_text("utf-8"))
    assert policy.build(before) not in said[1].replace("&#39;", "'")


def test_headers_of_the_authors_own_stay(tmp_path: Path) -> None:
    project.draw(tmp_path, {"_headers": "/*\n  X-Robots-Tag: none\n"})
    assert project.build(tmp_path, "--strict").returncode == 0
    assert headers(tmp_path / "site") == {"X-Robots-Tag": "none"}


def test_nginx_is_told_the_same(sample_site: Path) -> None:
    text = (sample_site / "nginx-headers.conf").read_text("utf-8")
    found = re.findall(r'^add_header (\S+) "([^"]*)" always;$', text, re.MULTILINE)
    assert len(found) == len(text.splitlines())
    assert dict(found) == headers(sample_site)


def test_a_script_of_another_site_is_reported(tmp_path: Path) -> None:
    address = "https://cdn.example.net/math.js"
    project.draw(tmp_path, {}, config={"extra_javascript": [address, "own.js"]})
    said = project.build(tmp_path).stderr
    assert f"'{address}' lies on another site" in said
    assert "'own.js' is" not in said


def test_links_to_other_sites_give_no_hold_of_the_page(sample_site: Path) -> None:
    tags = {
        tag
        for path in sample_site.rglob("*.html")
        for tag in re.findall(r'<a\b[^>]* href="https?://[^>]*>', path.read_text("utf-8"))
    }
    others = {tag for tag in tags if "//portfolio.example.com/" not in tag}
    assert len(others) > 5
    assert [tag for tag in others if "noopener" not in tag] == []
