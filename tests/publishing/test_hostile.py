"""Text that means harm, in every field: it is shown as text, in the browser and in files."""

from pathlib import Path, PurePosixPath

import pytest

from cto_portfolio import frameworks
from cto_portfolio.content import portfolio
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.problems import Problem
from tests.support import browser, hostile, project, sample
from tests.support.browser import Launch

IS_WHOLE = """() => [
    document.querySelectorAll("h1").length === 1 || "not one h1",
    [...document.body.children].map((each) => each.localName).join()
        === "a,aside,header,main,footer"
        || `body holds ${[...document.body.children].map((each) => each.localName)}`,
    document.head.querySelectorAll("title").length === 1 || "not one title",
    !document.querySelector(".pwned") || `there is ${document.querySelector(".pwned").outerHTML}`,
].filter((each) => each !== true)"""
ACTS = """() => {
    const acting = [];
    for (const element of document.querySelectorAll("*"))
        for (const { name, value } of element.attributes)
            if (name.startsWith("on") || name === "style" || /^\\s*javascript:/i.test(value))
                acting.push(`${element.localName} ${name}=${value}`);
    return window.pwned ? ["a script ran", ...acting] : acting;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of hostile strings."""
    root = tmp_path_factory.mktemp("hostile")
    built = project.build(project.draw(root, hostile.portfolio()))
    assert built.returncode == 0, built.stderr
    return root / "site"


def test_there_are_a_hundred_different_strings() -> None:
    assert len(set(hostile.STRINGS)) >= 100


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_for_text_holds_one(kind: str) -> None:
    model = KINDS[kind].model
    meta = {"kind": kind, "date": "2026-05-04", **hostile.entries("hostile")[kind]}
    names = {field.alias or name for name, field in model.model_fields.items()}
    other = {"period", "visibility", "draft", "updated", "confidence", "basis", "reversible"}
    other |= {
        "supersedes",
        "language",
        "part",
        "audience",
        "minutes",
        "transcript",
        "publish",
        "aliases",
    }
    assert names - other == meta.keys()


def test_no_string_runs_or_breaks_a_page(site: Path, launch: Launch) -> None:
    found: list[str] = []
    with sample.served(site) as url:
        page = launch().new_page()
        page.on("dialog", lambda dialog: found.append(f"{page.url}: {dialog.message}"))
        page.on("console", lambda message: found.append(f"{page.url}: {message.text}"))
        for address in browser.addresses(site):
            is_body = "body-" in address
            heard = len(found)
            browser.go(page, url + address)
            if is_body:  # authors' own HTML may name pictures that are not there
                del found[heard:]
            said = page.evaluate(ACTS) + ([] if is_body else page.evaluate(IS_WHOLE))
            found += [f"{address}: {each}" for each in said]
    assert not found, "\n".join(found)


def test_no_string_is_taken_for_a_template(site: Path) -> None:
    assert len(list(site.glob("entries/*/index.html"))) > 200
    for path in site.rglob("*.html"):
        assert "1787569" not in path.read_text("utf-8"), path


def test_every_string_but_those_is_published() -> None:
    files = {PurePosixPath(path): text for path, text in hostile.portfolio().items()}
    parsed = portfolio.parse(files, frameworks.load(), today=project.TODAY)
    errors = [str(problem) for problem in parsed.problems if problem.is_error]
    assert [one for one in errors if "entries/body-" not in one] == []


@pytest.mark.parametrize("text", hostile.REFUSED)
def test_what_no_field_takes_is_named(text: str) -> None:
    for kind, meta in hostile.entries(text).items():
        found = problems(project.entry(kind, meta))
        named = {problem.line for problem in found if hostile.REFUSED[text] in problem.message}
        assert len(named) > 8, (kind, found)
        assert all(problem.is_error for problem in found)


@pytest.mark.parametrize("address", hostile.ADDRESSES)
def test_no_link_leads_where_scripts_run(address: str) -> None:
    link = {"title": "A link", "url": address}
    for text in (
        project.entry(links=[link]),
        project.entry("talk", event="Example Days", event_url=address),
        project.entry("talk", event="Example Days", video=address),
        project.entry("talk", event="Example Days", slides=address),
        project.entry("article", canonical=address),
    ):
        assert "unsafe-link" in {problem.code for problem in problems(text) if problem.is_error}


def problems(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with an entry."""
    files = {PurePosixPath("entries/a.md"): text, PurePosixPath("a.svg"): None}
    return portfolio.parse(files, frameworks.load(), today=project.TODAY).problems
