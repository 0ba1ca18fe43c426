"""A portfolio with a packet: what is in it for its reader, for the author alone, and for nobody."""

import datetime as dt
import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from click.testing import CliRunner, Result

from cto_portfolio.cli import main
from tests.support import project
from tests.support.project import entry

KEY = "abcdefghijklmnopqrstuvwxyz"
LINE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
STORY = """\
---
kind: achievement
title: The Quillfeather merger
date: 2025-06-01
visibility: private
organization: Wardlight
notes: Never say Thistledown.
evidence:
  - {requirement: talent/performance-manage, claim: SplitBody with dignity at Fennimore.}
metrics:
  - {name: People kept, before: 40, after: 90, unit: "%", source: The board}
---

# The Quillfeather merger

## What I did

We met at Brackenmoor.[^1] See [the queue][1], [the plan](plan.txt) and [deploys](deploys.md#end).

![A line at Larkspur](line.svg)

```python
# no heading [1]
```

<!-- private -->
They wanted Pendlebury instead.
<!-- /private -->

[^1]: In the small room.
[1]: queue.md
"""
OTHER_STORY = """\
---
kind: achievement
title: The second story
date: 2025-02-01
visibility: private
---

Another footnote[^1] and [another target][1].

[^1]: In the large room.
[1]: deploys.md
"""
TRADEOFF = {
    "decision": "Queue",
    "criteria": [{"name": "Cost", "weight": 2}],
    "options": [{"name": "Queue", "scores": {"Cost": 4}}, {"name": "Bus", "scores": {"Cost": 1}}],
}
FROM_BO = {"from": {"name": "Bo Example", "relation": "peer"}}
ENTRIES: Mapping[str, str | bytes] = {
    "entries/deploys.md": entry(
        evidence=[{"requirement": "trends/process", "claim": "Made it a matter of minutes."}],
        metrics=[{"name": "Lead time", "before": 42, "after": 6, "unit": "min", "source": "CI"}],
    ),
    "entries/queue.md": entry("architecture-tradeoff", TRADEOFF, title="Queue or bus"),
    "entries/quiet.md": entry(title="The quiet pilot", visibility="unlisted"),
    "entries/from-bo.md": entry("recommendation", FROM_BO, title="A word from Bo", consent=True),
    "entries/story.md": STORY,
    "entries/other.md": OTHER_STORY,
    "entries/line.svg": LINE,
    "entries/plan.txt": "The plan of Osterley.\n",
    "profile.yml": "name: Ada Example\nheadline: Engineer\nemail: ada@example.com\n",
}
PACKET: Mapping[str, object] = {
    "key": KEY,
    "for": "Acme Robotics",
    "letter": "Dear Dana,\n\nyou asked about **Wintergreen**.",
    "questions": [
        {
            "question": "How do you part ways?",
            "answer": ["entries/story.md", "talent/performance-manage"],
        },
        {"question": "How fast will we ship?", "answer": ["trends/process"]},
    ],
    "requirements": ["communication/architecture"],
    "entries": ["entries/deploys.md", "entries/quiet.md", "entries/story.md", "entries/other.md"],
    "expires": dt.date(2027, 1, 31),
    "notes": "Ask for Marshwiggle.",
}
FOR_THEM_ALONE = (
    *("Acme", "Wintergreen", "Quillfeather", "Brackenmoor", "Larkspur", "Fennimore"),
    *("How do you part ways", KEY),
)
"""What stands on their page, and nowhere else on the site."""
FOR_NOBODY = (
    "Thistledown",
    "Pendlebury",
    "Marshwiggle",
    "Osterley",
    "plan.txt",
    "story.md",
    "line.svg",
)
"""What stands nowhere."""
LINK = f"https://ada.example.com/for/{KEY}/"


def files(**changed: object) -> dict[str, str | bytes]:
    """Return the portfolio, with some keys of its packet changed, or out if they are None."""
    packet = {name: value for name, value in {**PACKET, **changed}.items() if value is not None}
    text = yaml.safe_dump(packet, sort_keys=False, allow_unicode=True)
    return {**ENTRIES, "packets/acme.yml": text}


def built(root: Path, *flags: str) -> dict[str, bytes]:
    """Build the site and return its files."""
    done = project.build(root, "--strict", *flags)
    assert done.returncode == 0, done.stderr
    return project.bytes_of(root / "site")


def uncompressed(site: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a built site as they can be searched."""
    for path, content in site.items():
        yield path, gzip.decompress(content) if path.endswith(".gz") else content


def page_of(site: Mapping[str, bytes], key: str = KEY) -> str:
    """Return the packet's page."""
    return site[f"for/{key}/index.html"].decode()


def run(*arguments: str, said: str | None = None) -> Result:
    """Run the command; `said` is what is typed when it asks."""
    return CliRunner().invoke(main, ["packet", *arguments], input=said)


def key_in(root: Path) -> str:
    """Return the key that stands in the packet's file."""
    return str(yaml.safe_load((root / "portfolio/packets/acme.yml").read_text("utf-8"))["key"])
