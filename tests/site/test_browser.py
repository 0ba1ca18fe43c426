"""The sample in a real browser: silent, self-contained, and still where the reader wants it so."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.support.browser import Open, Visit, addresses, every_kind_of_page, go

MOVING = """() => {
    const seconds = (style, name) => Math.max(...style[name].split(",").map(parseFloat));
    const names = ["transitionDuration", "transitionDelay", "animationDuration"];
    const moving = [];
    for (const element of document.querySelectorAll("*"))
        for (const part of [null, "::before", "::after", "::backdrop"]) {
            const style = getComputedStyle(element, part);
            const lasts = names.some((name) => seconds(style, name) > 0.01);
            if (lasts || style.scrollBehavior === "smooth")
                moving.push(`${element.tagName}.${element.className} ${part ?? ""}`);
        }
    return moving;
}"""


def test_no_page_complains_or_asks_another_host(
    sample_site: Path, sample_url: str, context: Open
) -> None:
    page = context().new_page()
    heard = listen(page, host=urlsplit(sample_url).netloc)
    for url in addresses(sample_site):
        go(page, url)
        page.mouse.wheel(0, 20_000)  # what is loaded lazily is loaded
    page.close()
    assert not heard, "\n".join(heard)


def listen(page: Page, *, host: str) -> list[str]:
    """Write down what a page complains of, and what it asks of other hosts, as it happens."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url}: console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: error: {error}"))
    page.on(
        "request",
        lambda request: (
            heard.append(f"{page.url}: asks {request.url}")
            if urlsplit(request.url).netloc not in {host, ""}
            else None
        ),
    )
    page.on(
        "response",
        lambda response: (
            heard.append(f"{page.url}: {response.status} {response.url}")
            if response.status >= 400
            else None
        ),
    )
    return heard


@every_kind_of_page
def test_nothing_moves_where_motion_is_not_wanted(page_url: str, visit: Visit) -> None:
    page = visit(page_url)
    assert page.evaluate(MOVING) == []
    assert page.evaluate("document.getAnimations().length") == 0
