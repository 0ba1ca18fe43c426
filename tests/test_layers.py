"""What rests on what: rooms in one order, no circle, and no engine in the core."""

from pathlib import Path

import pytest

from tests.support import modules
from tests.support.modules import MODULES, PACKAGE

ROOMS = (
    *("text", "frameworks", "content", "coverage", "site", "publishing"),
    *("engines", "authoring", "importing", "exporting", "reports", "cli", "__main__"),
)
"""Each may import those before it, and the modules that lie flat in the package."""
FLAT = frozenset(
    {
        *("problems", "links", "periods", "dates", "clock", "figures", "labels", "progress"),
        *("store", "unforeseen", "waiting_imports", "wording", "writing"),
    }
)
"""Everyone's words; they import nothing but each other."""
APART = frozenset(
    {
        ("authoring", "engines"),
        ("importing", "engines"),
        ("exporting", "engines"),
        ("reports", "engines"),
        ("reports", "authoring"),
    }
)
"""Rooms side by side, which need nothing of each other."""
OF_ENGINES = {
    "mkdocs": {
        *("engines/mkdocs.py", "engines/mkdocs_files.py", "engines/mkdocs_finished.py"),
        *("engines/mkdocs_advance.py", "engines/mkdocs_inputs.py", "engines/mkdocs_loader.py"),
        *("engines/mkdocs_navigation.py", "engines/mkdocs_parser.py"),
        *("engines/mkdocs_settings.py", "engines/mkdocs_theme.py"),
    },
    "properdocs": set(),
    "material": set(),
    "zensical": set(),
}
"""Which modules may import what, directly or within a function."""
ELSEWHERE = {
    "click": ("cli/",),
    "jinja2": ("engines/", "publishing/theme.py"),
    "rich": ("cli/", "reports/"),
    "markdown": (
        "engines/markdown_addresses.py",
        "engines/mkdocs_parser.py",
        "text/raw_html.py",
        "text/markdown_extension.py",
        "text/github_flavour.py",
        "text/inline_patterns.py",
        "text/dialect.py",
        "publishing/rendering.py",
    ),
}
SEAM = (
    *("text/validation.py", "frameworks/", "content/"),
    *("publishing/confidential/terms_file.py", "publishing/options.py"),
)
"""Where authors' text becomes values; after it there are only frozen dataclasses."""

KNOWN = {modules.name(path): path for path in MODULES}


def _ours(path: Path) -> set[str]:
    """Return the modules of the package that one imports, but for packages around itself."""
    name = modules.name(path)
    return {
        found
        for found in modules.imports(path)
        if found in KNOWN and found != name and not name.startswith(f"{found}.")
    }


def _room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


@pytest.mark.parametrize("path", MODULES, ids=modules.name)
def test_imports_point_one_way(path: Path) -> None:
    room = _room(modules.name(path))
    if not room:
        assert not _ours(path)
        return
    assert room in FLAT or room in ROOMS, f"'{room}' is no room; see ARCHITECTURE.md"
    for found in _ours(path):
        other = _room(found)
        if other in FLAT or other == room:
            continue
        assert room not in FLAT, f"{path} lies flat and imports {found}"
        assert ROOMS.index(other) < ROOMS.index(room), f"{path} imports {found}, further down"
        assert (room, other) not in APART, f"{path} imports {found}"


def test_no_modules_go_round_in_a_circle() -> None:
    needs = {name: _ours(path) for name, path in KNOWN.items()}
    left = dict(needs)
    while free := [name for name, found in left.items() if not found & left.keys()]:
        for name in free:
            del left[name]
    assert not left, f"in a circle, or above one: {sorted(left)}"


@pytest.mark.parametrize("path", MODULES, ids=modules.name)
def test_engines_and_terminals_stay_in_their_rooms(path: Path) -> None:
    at = path.relative_to(PACKAGE).as_posix()
    roots = {found.partition(".")[0] for found in modules.imports(path)}
    for root, allowed in OF_ENGINES.items():
        assert root not in roots or at in allowed, f"{at} imports {root}"
    for root, places in ELSEWHERE.items():
        assert root not in roots or at.startswith(places), f"{at} imports {root}"
    if "pydantic" in roots:
        assert at.startswith(SEAM), f"{at} imports pydantic"
