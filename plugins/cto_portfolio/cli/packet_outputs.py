"""What `cto-portfolio packet` hands out: a QR code, a PDF, the author's own copy."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import segno

from cto_portfolio import writing
from cto_portfolio.authoring import handouts
from cto_portfolio.cli import browser, conventions, engine, packet_files, printing
from cto_portfolio.problems import PortfolioError
from cto_portfolio.reports import packet as report
from cto_portfolio.site.packets import contents

if TYPE_CHECKING:
    from cto_portfolio.cli.packet_files import PacketFiles
    from cto_portfolio.content.packets.packet import Packet

MAX_PAGES = 2
_SIZES = ("1", ".92", ".84", ".76", ".68")
"""How much smaller it is printed, until it fits."""
_PAGE = re.compile(rb"/Type\s*/Page\b")
_HREF = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)')
_QR_SUFFIXES = (".svg", ".png")
_QUIET_ZONE = 4


def terminal_code(link: str) -> None:
    """Show the link to a phone, where a person looks on."""
    if conventions.terminal()[1]:
        segno.make_qr(link, error="m").terminal(compact=True)


def write_code(link: str, path: Path, desk: PacketFiles) -> None:
    """Write the link as a picture.

    Raises:
        PortfolioError: if it cannot be written there.
    """
    if path.suffix.lower() not in _QR_SUFFIXES:
        raise PortfolioError(f"'{path}' names no picture; let it end in .svg or .png")
    handouts.refuse_published(path, desk.chosen.published)
    if path.exists():
        raise PortfolioError(f"'{path}' is there already; choose another name, or move it")
    picture = io.BytesIO()
    kind = path.suffix.lower().removeprefix(".")
    segno.make_qr(link, error="m").save(picture, kind=kind, scale=8, border=_QUIET_ZONE)
    writing.replace(path, picture.getvalue(), mode=0o600)


def write_pdf(packet: Packet, path: Path, paper: str, desk: PacketFiles) -> None:
    """Print the page, smaller if it must be, on two sheets at most.

    Raises:
        PortfolioError: if it takes more, cannot be printed, or cannot be written there.
    """
    handouts.refuse_published(path, desk.chosen.published)
    printing.refuse(path)
    found = browser.find()
    with tempfile.TemporaryDirectory(prefix="cto-portfolio-") as folder:
        site = engine.built(desk.config_file, Path(folder, "site"), packet.key)
        _lead_from_paper(
            site / packet.path.with_suffix(".html"), packet_files.link(packet, desk.chosen)
        )
        printing.add_styles(site, f"@page packet {{ size: {paper} }}")
        for size in _SIZES:
            printing.add_styles(site, f"@media print {{ .packet {{ zoom: {size} }} }}")
            content = browser.printed(
                site, f"{packet.path.parent}/", browser=found, beside=path.absolute().parent
            )
            if len(_PAGE.findall(content)) <= MAX_PAGES:
                writing.replace(path, content, mode=0o600)
                return
    message = f"it takes more than {MAX_PAGES} pages; shorten the letter, or choose fewer entries"
    raise PortfolioError(message)


def _lead_from_paper(page: Path, link: str) -> None:
    """Make the links of a page whole, which is printed from where it will not be."""
    text = page.read_text(encoding="utf-8")
    whole = _HREF.sub(lambda found: found[1] + urljoin(link, found[2]), text)
    page.write_text(whole, encoding="utf-8")


def write_copy(packet: Packet, path: Path, desk: PacketFiles) -> None:
    """Write the author's own copy, with notes on what they may be asked."""
    _, site = packet_files.read(desk)
    today = conventions.today(desk.chosen)
    text = report.as_html(
        packet,
        contents.build(packet, site),
        contents.likely(packet, site.portfolio.entries, site, today=today),
        link=packet_files.link(packet, desk.chosen),
    )
    handouts.write(text, path, mark=report.MARK, published=desk.chosen.published)
