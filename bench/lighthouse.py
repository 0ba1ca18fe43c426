"""Run Lighthouse over one page of every kind, on two devices, and print what it says."""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any, BinaryIO

import click
from playwright.sync_api import sync_playwright

from tests.support import browser, sample

LIGHTHOUSE = Path(sys.prefix, "node/bench/node_modules/.bin/lighthouse")
DEVICES = {"phone": (), "desktop": ("--preset=desktop",)}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
KIB = 1024


class CompressingHost(sample.StaticHost):
    """Serves files as most static hosts do: compressed, and to be kept for ten minutes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """Or content waits 40 ms until the browser has acknowledged the head."""

    def handle(self) -> None:
        """Answer until the browser hangs up."""
        with suppress(ConnectionResetError):
            super().handle()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the head of a file; return what is left to send."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in COMPRESSED or not path.is_file():
            return super().send_head()
        content = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def end_headers(self) -> None:
        """Say how long a file may be kept."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What Lighthouse said of a page in one run."""

    scores: tuple[int, ...]
    """Of 100, by category."""
    paint: float
    """Seconds until the largest part of the first screen was there (LCP)."""
    weight: float
    """KiB transferred, images apart."""
    total: float
    """KiB transferred."""
    faults: tuple[str, ...]
    """What cost points, other than speed."""


@click.command()
@click.option("--page", "names", type=click.Choice([*browser.PAGES]), multiple=True)
@click.option("--runs", default=3, show_default=True, help="Of each page; the median one counts.")
def main(names: Sequence[str], runs: int) -> None:
    """Measure one page of every kind of the sample, or those named."""
    if not LIGHTHOUSE.exists():
        raise click.ClickException("there is no Lighthouse; `make lighthouse` installs it")
    with sync_playwright() as playwright:
        chromium = browser.executable(playwright)
    faults = []
    heads = ("page", "device", *CATEGORIES, "LCP, s", "KiB without images", "KiB")
    print(f"| {' | '.join(heads)} |\n| --- | --- |{' ---: |' * (len(heads) - 2)}")
    with (
        tempfile.TemporaryDirectory() as folder,
        sample.served(_built(folder), CompressingHost) as root,
    ):
        for name, device in product(names or browser.PAGES, DEVICES):
            url = root + browser.PAGES[name]
            report = _median([_run(url, device, chromium) for _ in range(runs)])
            print(_row(name, device, report), flush=True)
            faults += [f"- {name}, {device}: {fault}" for fault in report.faults]
    print("\n".join(["", *(faults or ["Nothing but speed cost points."])]))


def _built(folder: str) -> Path:
    """Build the sample."""
    site = Path(folder, "site")
    built = sample.run("mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site))
    if built.returncode:
        raise click.ClickException(built.stderr)
    return site


def _run(url: str, device: str, chromium: str) -> Report:
    """Look at a page once, in a browser of its own."""
    ran = subprocess.run(
        [
            *(str(LIGHTHOUSE), url, *DEVICES[device], "--quiet", "--no-enable-error-reporting"),
            *("--output=json", "--output-path=stdout"),
            f"--chrome-flags=--headless=new {' '.join(browser.FLAGS)}",
        ],
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise click.ClickException(ran.stderr)
    return parse(json.loads(ran.stdout))


def parse(said: dict[str, Any]) -> Report:
    """Read Lighthouse's own report."""
    audits, categories = said["audits"], said["categories"]
    requests = audits["network-requests"]["details"]["items"]
    sizes = [(one.get("resourceType"), one["transferSize"] / KIB) for one in requests]
    return Report(
        scores=tuple(round(100 * categories[name]["score"]) for name in CATEGORIES),
        paint=audits["largest-contentful-paint"]["numericValue"] / 1000,
        weight=sum(size for kind, size in sizes if kind != "Image"),
        total=sum(size for _, size in sizes),
        faults=tuple(_faults(audits, categories)),
    )


def _faults(audits: dict[str, Any], categories: dict[str, Any]) -> Iterator[str]:
    for name in CATEGORIES[1:]:
        for reference in categories[name]["auditRefs"]:
            audit = audits[reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{reference['id']}: {audit['title']}"


def _median(reports: list[Report]) -> Report:
    """Return the run that is in the middle by speed, the slower of two."""
    middle = sorted(reports, key=lambda report: (report.scores[0], -report.paint))
    return middle[(len(middle) - 1) // 2]


def _row(name: str, device: str, report: Report) -> str:
    figures = f"{report.paint:.2f} | {report.weight:.1f} | {report.total:.1f}"
    return f"| {name} | {device} | {' | '.join(map(str, report.scores))} | {figures} |"


if __name__ == "__main__":
    main()
