"""The export as one JSON file, and its JSON Schema."""

import json

from cto_portfolio.exporting.exported import Exported

FORMAT = "cto-portfolio"
VERSION = 1
"""Of the file's form; a key that goes or means something else makes it another one."""


def text(exported: Exported) -> str:
    """Return the file."""
    value = {
        "format": FORMAT,
        "version": VERSION,
        "profile": exported.profile,
        "entries": [
            {"path": str(entry.path), "front_matter": entry.meta, "body": entry.body}
            for entry in exported.entries
        ],
    }
    return f"{json.dumps(value, indent=2, ensure_ascii=False)}\n"
