"""The Nu Html Checker, which checks HTML, CSS and SVG against their standards.

It is a jar that `make test` takes from npm, and needs Java. Without either the tests that need it
are skipped, but never where `CI` is set.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.support.browser import unavailable

JAR = Path(sys.prefix, "node/tests/node_modules/vnu-jar/build/dist/vnu.jar")

UNKNOWN_YET = (
    # CSS Anchor Positioning, level 1: browsers have it, the checker does not know it.
    r".*“position-area”: Property “position-area” doesn't exist\.",
)
"""What is right, but newer than the checker."""


def errors(paths: Iterable[Path], root: Path) -> list[str]:
    """Return what is wrong with files below a folder, in one run: the checker starts slowly."""
    if not (shutil.which("java") and JAR.exists()):
        unavailable("NOT VALIDATED: there is no Java, or no vnu.jar; `make test` installs both")
    known = ("--filterpattern", "|".join(UNKNOWN_YET))
    options = ("--errors-only", "--format", "json", "--stdout", "--also-check-css", *known)
    checked = subprocess.run(
        ["java", "-jar", JAR, *options, "--also-check-svg", *sorted(paths)],  # noqa: S607 (of the system)
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.stdout, checked.stderr
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for message in json.loads(checked.stdout)["messages"]:
        found.setdefault((message["url"], message["message"]), []).append(message)
    return [_lines(messages, root) for messages in found.values()]


def _lines(messages: list[dict[str, Any]], root: Path) -> str:
    """Return what is wrong with a file in one way, with the first place where it is."""
    first, *others = messages
    place = first["url"].removeprefix(root.as_uri().replace("///", "/")).lstrip("/")
    more = f" (and {len(others)} times more)" if others else ""
    excerpt = re.sub(r"\s+", " ", first.get("extract", "")).strip()
    return f"{place}:{first.get('lastLine', '?')}: {first['message']}{more}\n    {excerpt}"
