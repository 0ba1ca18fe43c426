"""What the tests share.

`--update-golden`  rewrite what golden cases expect; review the diff like code
`update_golden`    whether that was asked for
`forked`           ends what builds are forked from, at the end
`sample_site`      the site of `tests/portfolio`, built strictly, once; not to be changed
`sample_url`       the address at which that site is served
`sample_copy`      all that the site is built from, for a test to change
`author_folder`    the empty folder where commands are run, on 21 September 2026
`launch`           starts browsers
`chromium`         a browser
`context`          opens windows onto the sample in it
`visit`            opens pages of the sample in it
`axe`              the script that looks for what is not accessible
`review_url`       the address of the sample's review page, with a problem to show

Functions for the same things are in `tests/support/`: `sample.py`, `browser.py` and `preview.py`.
"""

import signal
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support import browser, forks, preview, sample


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="rewrite what cases expect")


def pytest_configure() -> None:
    """Let Ctrl+C interrupt what tests start: a shell has those in its background ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what looks at the whole project: it takes longest, and neither core waits then."""
    items.sort(key=lambda item: item.path.parent != Path(__file__).parent)


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden cases are to be rewritten rather than compared."""
    return bool(pytestconfig.getoption("--update-golden"))


@pytest.fixture(scope="session", autouse=True)
def forked() -> Iterator[None]:
    """Let the processes that builds are forked from end with the tests."""
    yield
    forks.end()


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site of the sample strictly, once."""
    site = tmp_path_factory.mktemp("sample") / "site"
    built = sample.run("mkdocs", "build", "--strict", "--site-dir", str(site))
    assert built.returncode == 0, built.stderr
    return site


@pytest.fixture(scope="session")
def sample_url(sample_site: Path) -> Iterator[str]:
    """Serve the site of the sample."""
    with sample.served(sample_site) as url:
        yield url


@pytest.fixture
def sample_copy(tmp_path: Path) -> Path:
    """Copy all that the site of the sample is built from."""
    return sample.copy(tmp_path)


@pytest.fixture
def author_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to an empty folder, on a day and in a terminal that are always the same."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture(scope="session")
def launch() -> Iterator[browser.Launch]:
    """Start browsers, each with flags of its own."""
    with browser.launcher() as launcher:
        yield launcher


@pytest.fixture(scope="session")
def chromium(launch: browser.Launch) -> Browser:
    """Start a browser, once."""
    return launch()


@pytest.fixture(scope="session")
def context(chromium: Browser, sample_url: str) -> Iterator[browser.Open]:
    """Open windows onto the sample, kept by how they look at it."""
    with browser.windows(chromium, sample_url) as windows:
        yield windows


@pytest.fixture
def visit(context: browser.Open) -> Iterator[browser.Visit]:
    """Open pages of the sample, and close them when the test is over."""
    with browser.visits(context) as visits:
        yield visits


@pytest.fixture(scope="session")
def review_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Preview the sample with something to complain of; give the address of its review."""
    root = sample.copy(tmp_path_factory.mktemp("previewed"))
    with preview.served(root) as site:
        site.entry("typo.md").write_text("---\nkind: tlak\n---\n", encoding="utf-8")
        site.until(lambda: "typo.md:2" in site.text("review/"))
        yield f"{site.url}review/"


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
