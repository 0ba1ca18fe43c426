"""A portfolio drawn for one test, built by a real engine in a process of its own."""

import datetime as dt
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import yaml

from tests.support import forks, sample

TODAY = dt.date(2026, 11, 21)
"""The day on which tests read a portfolio: what is dated later is still to come."""
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1790000000"}
SHARED = sample.PROJECT.parent / "shared"
"""Where real documents lie beside a checkout; they are read there and not copied in."""


def draw(
    root: Path,
    files: Mapping[str, str | bytes],
    *,
    options: Mapping[str, object] | None = None,
    config: Mapping[str, object] | None = None,
) -> Path:
    """Write a project whose portfolio holds `files`; `options` are the plugin's own settings."""
    settings = {
        "site_name": "Ada Example",
        "site_url": "https://ada.example.com/",
        "docs_dir": "portfolio",
        "theme": "cto-portfolio",
        "plugins": ["search", {"cto-portfolio": dict(options or {})}],
        "markdown_extensions": ["attr_list", "md_in_html", "tables"],
        **(config or {}),
    }
    (root / "portfolio").mkdir(exist_ok=True)
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    for name, content in files.items():
        path = root / "portfolio" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def build(
    root: Path, *arguments: str, engine: str = "mkdocs", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Build the site into `site`, on a day that is always the same."""
    if engine in forks.ENGINES and not variables:
        return forks.run(engine, "build", *arguments, cwd=root, env=ENVIRONMENT)
    return subprocess.run(
        [sample.command(engine), "build", *arguments],
        cwd=root,
        env={**ENVIRONMENT, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def building(root: Path) -> subprocess.Popen[bytes]:
    """Begin to build the same, for a test to interrupt."""
    return subprocess.Popen(
        [sample.command("mkdocs"), "build", "--quiet"], cwd=root, env=ENVIRONMENT
    )


def bytes_of(site: Path) -> dict[str, bytes]:
    """Return every file of a built site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def entry(
    kind: str = "achievement", meta: Mapping[str, object] | None = None, /, **more: object
) -> str:
    """Return the text of an entry with a body of one sentence.

    `meta` is for keys that are words of Python: `{"from": ...}`.
    """
    usual = {"title": "Deploys in six minutes", "date": "2026-05-04"}
    head: dict[str, object] = {"kind": kind, **usual, **(meta or {}), **more}
    block = yaml.safe_dump(head, sort_keys=False, allow_unicode=True)
    return f"---\n{block}---\n\nWe cut the time to production to a seventh.\n"
