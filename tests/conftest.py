"""What the tests share.

`--update-golden`  rewrite what golden cases expect; review the diff like code
`update_golden`    whether that was asked for
`sample_site`      the repository's own site, built strictly, once; not to be changed
`sample_url`       the address at which that site is served
`sample_copy`      all that the site is built from, for a test to change
`author_folder`    the empty folder where commands are run, on 21 September 2026

Functions for the same things are in `tests/sample.py`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import sample


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="rewrite what cases expect")


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden cases are to be rewritten rather than compared."""
    return bool(pytestconfig.getoption("--update-golden"))


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the repository's own site strictly, once."""
    site = tmp_path_factory.mktemp("sample") / "site"
    built = sample.run("mkdocs", "build", "--strict", "--site-dir", str(site))
    assert built.returncode == 0, built.stderr
    return site


@pytest.fixture(scope="session")
def sample_url(sample_site: Path) -> Iterator[str]:
    """Serve the repository's own site."""
    with sample.served(sample_site) as url:
        yield url


@pytest.fixture
def sample_copy(tmp_path: Path) -> Path:
    """Copy all that the repository's own site is built from."""
    return sample.copy(tmp_path)


@pytest.fixture
def author_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to an empty folder, on a day and in a terminal that are always the same."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path
