"""A sample of the attack on pages and pictures; `make attack` tries all of it."""

from cto_portfolio.publishing import policy
from tests.attack import markup
from tests.support import payloads
from tests.support.browser import Launch


def test_no_body_runs_loads_or_breaks_its_page(launch: Launch) -> None:
    rendered = [markup.DIALECT.html(body) for body in payloads.bodies(250, seed=1)]
    browser = launch()
    assert [*markup.broken_pages(browser, rendered, "")] == []
    assert [*markup.broken_pages(browser, rendered[:100], policy.build(""))] == []


def test_no_picture_that_is_opened_alone_runs_or_loads(launch: Launch) -> None:
    assert [*markup.broken_drawings(launch(), [*payloads.drawings()][::5])] == []


def test_the_attack_is_seen_where_nothing_holds_it_off(launch: Launch) -> None:
    bodies = [*payloads.bodies(60)][4:16]
    broken = {*markup.broken_pages(launch(), [*map(markup.DIALECT.as_written, bodies)], "")}
    assert {"4 ran", "5 ran", "6 ran"} <= broken
