"""Attack pages and pictures with markup: nothing runs, loads or leads away by itself.

What is published is judged twice: by a parser of the HTML standard that the product does not use,
and in Chromium, with the site's policy and without any.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import html5lib
from html5lib import treewalkers
from playwright.sync_api import Browser, ConsoleMessage, Route, sync_playwright

from cto_portfolio.publishing import policy
from cto_portfolio.text import allowed_markup, svg
from cto_portfolio.text.dialect import Dialect
from tests.attack.outcome import Outcome
from tests.support import browser as browsers
from tests.support import payloads

_XLINK = "http://www.w3.org/1999/xlink"
_BODIES = 30_000
_ON_A_PAGE = 250
_SITE = "http://portfolio.example/entries/a/"
_EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"),
    *("pymdownx.caret", "pymdownx.details", "pymdownx.highlight", "pymdownx.keys"),
    *("pymdownx.mark", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
    "pymdownx.tilde",
)
DIALECT = Dialect(
    extensions=_EXTENSIONS,
    options={
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tasklist": {"custom_checkbox": True},
    },
)
_RUN = "window.run = number => console.log(`ran ${number}`);"
_LOOK = """() => {
    const acting = "applet,base,body *>body,embed,form,frame,frameset,link,meta,object,portal,"
        + "script,select,style,template,textarea,title,xmp,noscript,animate,set,[srcdoc],[ping]";
    const wrong = [];
    const look = (body, when) => {
        for (const element of body.querySelectorAll("*")) {
            const names = [...element.attributes].map(({ name }) => name);
            const isNamed = element.localName === "title" && element.ownerSVGElement;
            if (element.matches(acting) && !isNamed)
                wrong.push(`${body.id} ${when}: <${element.localName}>`);
            if (names.some((name) => /^(on|style$|srcdoc|ping|form)/.test(name)))
                wrong.push(`${body.id} ${when}: ${names}`);
            for (const name of ["href", "xlink:href", "src"]) {
                const written = element.getAttribute(name);
                const { protocol, host } = written ? new URL(written, document.baseURI) : {};
                if (/^(javascript|vbscript|file|blob):/.test(protocol))
                    wrong.push(`${body.id} ${when}: ${name}=${written}`);
                if (name === "src" && element.localName === "iframe" && host !== location.host)
                    wrong.push(`${body.id} ${when}: a frame shows ${written}`);
            }
        }
    };
    for (const body of document.querySelectorAll("main > .prose")) {
        look(body, "built");
        const once = body.innerHTML;
        body.innerHTML = once;
        look(body, "built again");
        body.innerHTML = body.innerHTML;
        look(body, "built thrice");
        if (body.nextElementSibling?.localName !== "hr") wrong.push(`${body.id}: page is broken`);
    }
    const [bodies, ends] = [".prose", "hr.end"].map(
        (each) => document.querySelectorAll(`main > ${each}`).length);
    if (bodies !== ends || bodies !== COUNT) wrong.push(`page: ${bodies} bodies, ${ends} ends`);
    return wrong;
}"""


def run() -> Iterable[Outcome]:
    """Try all payloads."""
    bodies = [*payloads.bodies(_BODIES)]
    rendered = [DIALECT.html(body) for body in bodies]
    judged = (
        f"{body!r}: {why}"
        for body, html in zip(bodies, rendered, strict=True)
        if (why := judge(html))
    )
    yield Outcome("markup: pages, by a parser of the standard", len(bodies), tuple(judged))
    drawn = [*payloads.drawings()]
    with sync_playwright() as playwright:
        path = browsers.executable(playwright)
        chromium = playwright.chromium.launch(executable_path=path, args=[*browsers.FLAGS])
        for name, header in (("without a policy", ""), ("with the policy", policy.build(""))):
            broken = broken_pages(chromium, rendered, header)
            told = tuple(_with_body(each, bodies) for each in broken)
            yield Outcome(f"markup: pages in Chromium, {name}", len(bodies), told)
        yield Outcome(
            "markup: pictures opened alone", len(drawn), tuple(broken_drawings(chromium, drawn))
        )
        chromium.close()


def judge(html: str) -> str | None:
    """Say what a page holds that it must not, as the standard has it built."""
    for token in treewalkers.getTreeWalker("etree")(html5lib.parseFragment(html)):
        if token["type"] in {"Comment", "Doctype"}:
            return str(token["type"])
        if token["type"] not in {"StartTag", "EmptyTag"}:
            continue
        if not allowed_markup.is_element(token["name"]):
            return f"<{token['name']}>"
        for _, name in token["data"]:
            local = name.rpartition(":")[2]
            if not allowed_markup.is_attribute(token["name"], local) and local != "href":
                return f"<{token['name']} {name}>"
    return None


def built(html: str) -> list[object]:
    """Return what the standard builds of HTML, but for comments."""
    tokens = treewalkers.getTreeWalker("etree")(html5lib.parseFragment(html))
    return [each for each in tokens if each["type"] != "Comment"]


def broken_pages(browser: Browser, rendered: Sequence[str], header: str) -> Iterator[str]:
    """Yield what ran, loaded, led away or broke its page; the number of a body comes first."""
    for first in range(0, len(rendered), _ON_A_PAGE):
        part = rendered[first : first + _ON_A_PAGE]
        inner = "".join(
            f"<div class=prose id={first + at}>{html}</div><hr class=end>"
            for at, html in enumerate(part)
        )
        text = f"<!doctype html><title>a</title><main>{inner}</main>"
        yield from _visited(browser, text, header, _LOOK.replace("COUNT", str(len(part))))


def broken_drawings(browser: Browser, drawn: Sequence[str]) -> Iterator[str]:
    """Yield what ran or loaded in a picture that is opened by itself, without a policy."""
    for first in range(0, len(drawn), _ON_A_PAGE):
        inner = "".join(map(_published, drawn[first : first + _ON_A_PAGE]))
        text = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="{_XLINK}">{inner}</svg>'
        yield from _visited(browser, text, "", "() => []", media="image/svg+xml")


def _published(drawn: str) -> str:
    around = f'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="{_XLINK}"'
    text = f'<svg {around} xmlns:h="http://www.w3.org/1999/xhtml">{drawn}</svg>'
    try:
        return svg.read(PurePosixPath("a.svg"), text).content.decode()
    except svg.UnreadableSvgError:
        return ""


def _visited(
    browser: Browser, text: str, header: str, look: str, *, media: str = "text/html"
) -> Iterator[str]:
    heard: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if url == _SITE:
            headers = {"content-security-policy": header} if header else {}
            route.fulfill(body=text, content_type=f"{media}; charset=utf-8", headers=headers)
        elif urlsplit(url).hostname == payloads.HOST:
            heard.append(f"{url.rpartition('/')[2]} asked for {url}")
            route.abort()
        else:
            route.fulfill(status=404, body="", content_type="text/html")

    def listen(message: ConsoleMessage) -> None:
        if message.text.startswith("ran "):
            heard.append(f"{message.text[4:]} ran")

    context = browser.new_context()
    context.add_init_script(_RUN)
    context.route("**/*", answer)
    page = context.new_page()
    page.on("console", listen)
    page.goto(_SITE)
    page.wait_for_timeout(200)  # a refresh after no seconds takes some milliseconds
    if page.url != _SITE:
        heard.append(f"page: led to {page.url}")
    heard += page.evaluate(look)
    page.wait_for_timeout(200)
    context.close()
    yield from heard


def _with_body(broken: str, bodies: Sequence[str]) -> str:
    number = broken.partition(" ")[0]
    return f"{broken}: {bodies[int(number)]!r}" if number.isdigit() else broken
