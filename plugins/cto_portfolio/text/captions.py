"""Transcripts: what was said, as paragraphs to read, from plain text or from captions."""

import html
import re

CAPTIONS = ".vtt"
ENDINGS = (".txt", CAPTIONS)
"""Of the files whose text is shown."""

_BLOCK = re.compile(r"\n[ \t]*\n+")
_TIMING = re.compile(r"^[^\n]*-->[^\n]*$", re.MULTILINE)
_TAG = re.compile(r"</?[a-z][^>]*>|<\d[\d:.]*>", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…。！？][\"'”’)]*$")
_LONG = 400
"""Characters after which a sentence's end is a paragraph's: captions have none of their own."""


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text; of WebVTT only what is said, no times and no notes."""
    blocks = _BLOCK.split(text.strip())
    if not blocks[0].startswith("WEBVTT"):
        return [folded for block in blocks if (folded := " ".join(block.split()))]
    return _joined([_said(block) for block in blocks if "-->" in block])


def _said(cue: str) -> str:
    """Return the words of one cue, which stand below its times."""
    words = cue[match.end() :] if (match := _TIMING.search(cue)) else ""
    return html.unescape(_TAG.sub("", " ".join(words.split())))


def _joined(cues: list[str]) -> list[str]:
    found: list[str] = []
    part = ""
    for cue in cues:
        part = f"{part} {cue}".strip()
        if len(part) >= _LONG and _ENDS.search(part):
            found.append(part)
            part = ""
    return [*found, part] if part else found
