"""`evidence.json`: what readers find evidence for, as data; `evidence.schema.json` describes it."""

import json
from collections.abc import Container
from pathlib import PurePosixPath

from cto_portfolio.coverage import evidence as evidences
from cto_portfolio.coverage.evidence import Evidence
from cto_portfolio.site.exports import markdown_pages
from cto_portfolio.site.site import Site


def build(site: Site, markdown: Container[PurePosixPath]) -> str:
    """Return the file; `markdown` are the entries that are there as Markdown, too."""
    framework = site.portfolio.framework
    value = {
        "person": site.person["name"],
        "address": site.address,
        "evidence": [
            _evidence(trace, site, markdown)
            for entry in site.listed
            for trace in evidences.of(entry, framework)
        ],
    }
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n"


def _evidence(trace: Evidence, site: Site, markdown: Container[PurePosixPath]) -> dict[str, object]:
    entry = trace.entry
    url = site.entry_url(entry)
    return {
        "requirement": trace.requirement.id,
        "asks": trace.requirement.asks,
        "claim": trace.claim,
        "declared": not trace.is_implied,
        "strength": evidences.strength(entry).value,
        "sentence": entry.meta.business_value or entry.summary,
        "title": site.title(entry),
        "kind": entry.kind.id,
        "date": entry.date.isoformat(),
        "address": site.absolute(url) or url,
        "markdown": markdown_pages.url(entry, site) if entry.path in markdown else None,
    }
