"""Transcripts: what was said, as paragraphs to read, from plain text or from captions.

Captions are told by their times and not by the file's name: WebVTT, SubRip (SRT) and SBV. What is
read is what players show, and what they would show but for a blank line. Rolling captions, as
YouTube makes them of what it hears, show each line twice or more often; it is said once.
"""

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

CAPTIONS = ".vtt"
"""The ending of captions that browsers show below a recording."""
ENDINGS = (".sbv", ".srt", ".txt", CAPTIONS)
"""Of files whose text is shown."""

_HEAD = "WEBVTT"
_BLOCK = re.compile(r"\n[ \t]*\n+")
_TIME = r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMES = re.compile(rf"^[ \t]*{_TIME}[ \t]*(?:-->[ \t]*|,){_TIME}(?:[ \t][^\n]*)?$", re.MULTILINE)
_NAME = re.compile(r"(?:\A|\n)[ \t]*\n(?P<name>[^\n]+)\n\Z|(?:\A|\n)(?P<number>\d+)[ \t]*\n\Z")
"""What a cue is called, on the line above its times."""
_NO_CUE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|\Z)")
_INLINE_TIME = re.compile(r"<\d{1,2}:\d{2}[\d:.]*>")
_TAG = re.compile(r"</?[a-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}\n]*\}", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+(?P<name>[^\s<>][^<>]*)>|(?P<end></v>)", re.IGNORECASE)
_TURN = re.compile(r">>|(?P<name>[^\W\d_][^:]{1,40}):\s")
"""How a line begins where somebody else speaks: as on television, or with a name in capitals."""
_ENDS = re.compile(r"[.!?…。！？][\"'”’)]*$")
_MOST_LINES = 4
"""That roll at once; television has no more."""
_LONG = 400
"""Characters after which a sentence's end is a paragraph's: captions have none of their own."""
_LONGEST = 1200
"""Characters after which a paragraph ends anywhere: what a machine hears has no full stops."""


class _Line(NamedTuple):
    """What one line of a cue says."""

    speaker: str
    words: str


_Cue = Sequence[_Line]


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text; of captions only what is said and by whom."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not _is_captions(text):
        return [folded for block in _BLOCK.split(text) if (folded := " ".join(block.split()))]
    cues = [cue for cue in map(_cue, _payloads(text)) if cue]
    if _is_rolling(cues, has_inline_times=bool(_INLINE_TIME.search(text))):
        cues = list(_once(cues))
    return _joined([line for cue in cues for line in cue])


def is_webvtt(text: str) -> bool:
    """Whether browsers read a text as captions."""
    return bool(re.match(rf"\ufeff?{_HEAD}(?:\s|\Z)", text))


def _is_captions(text: str) -> bool:
    """Whether a text has a head, or times in its first line or below its first."""
    first, _, rest = text.lstrip().partition("\n")
    return is_webvtt(first) or any(map(_TIMES.match, (first, rest)))


def _payloads(text: str) -> Iterator[str]:
    """Yield what stands below the times of each cue, as far as to the next."""
    times = list(_TIMES.finditer(text))
    ends = [*(match.start() for match in times[1:]), len(text)]
    for number, (match, end) in enumerate(zip(times, ends, strict=False), start=1):
        payload = text[match.end() + 1 : end]
        yield payload if end == len(text) else _without_name(payload, number + 1)


def _without_name(payload: str, number: int) -> str:
    """Return a payload without the name of the next cue, which is the `number`th."""
    name = _NAME.search(payload, max(0, payload.rfind("\n", 0, -1) - _LONG))
    if name is None or (name["number"] and abs(int(name["number"]) - number) > 1):
        return payload
    return payload[: name.start()]


def _cue(payload: str) -> _Cue:
    blocks = [block for block in re.split(r"\n\n+", payload) if not _NO_CUE.match(block)]
    lines: list[_Line] = []
    speaker = ""
    for line in "\n".join(blocks).split("\n"):
        for said_by, words in _voices(line, speaker):
            speaker = said_by
            if shown := _shown(words):
                lines.append(_Line(speaker, shown))
    return lines


def _voices(line: str, speaker: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a line with who says them; `speaker` is who was speaking before it."""
    position = 0
    for voice in _VOICE.finditer(line):
        yield speaker, line[position : voice.start()]
        speaker = _shown(voice["name"] or "")
        position = voice.end()
    yield speaker, line[position:]


def _shown(words: str) -> str:
    """Return words without their looks; `&lrm;` and its like are for players."""
    plain = html.unescape(_TAG.sub("", words))
    return " ".join(re.sub("[\u200b\u200e\u200f\u2060\ufeff]", "", plain).split())


def _is_rolling(cues: Sequence[_Cue], *, has_inline_times: bool) -> bool:
    """Whether most cues begin with what the one before them ended with.

    Somebody may say the same words again: only where some cue also goes on from there, or tells
    when each word is said, is it the captions that repeat themselves.
    """
    repeated = [_repeated(before, cue) for before, cue in pairwise(cues)]
    if not repeated or sum(map(bool, repeated)) * 2 < len(repeated):
        return False
    goes_on = (
        count < len(cue) or cue[count - 1] != before[-1]
        for count, (before, cue) in zip(repeated, pairwise(cues), strict=True)
        if count
    )
    return has_inline_times or any(goes_on)


def _repeated(before: _Cue, cue: _Cue) -> int:
    """Return how many lines of a cue the one before it ended with; the last may have grown."""
    for count in range(min(len(before), len(cue), _MOST_LINES), 0, -1):
        *old, last = before[-count:]
        *same, grown = cue[:count]
        if old == same and (last == grown or _has_grown(last, grown)):
            return count
    return 0


def _has_grown(last: _Line, grown: _Line) -> bool:
    return last.speaker == grown.speaker and grown.words.startswith(f"{last.words} ")


def _once(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """Yield what is new in each cue."""
    yield cues[0]
    for before, cue in pairwise(cues):
        count = _repeated(before, cue)
        new = list(cue[count:])
        if count and cue[count - 1] != before[-1]:
            rest = cue[count - 1].words.removeprefix(before[-1].words).strip()
            new.insert(0, _Line(before[-1].speaker, rest))
        yield new


def _joined(lines: Sequence[_Line]) -> list[str]:
    """Return paragraphs: one ends where it is long enough, or somebody else speaks."""
    found: list[str] = []
    part = speaker = ""
    for line in lines:
        is_turn = line.speaker != speaker or _is_turn(line.words)
        if part and (is_turn or _is_whole(part)):
            found.append(part)
            part = ""
        name = f"{line.speaker}: " if line.speaker and line.speaker != speaker else ""
        part = f"{part} {name}{line.words}".strip()
        speaker = line.speaker
    return [*found, part] if part else found


def _is_turn(words: str) -> bool:
    turn = _TURN.match(words)
    return turn is not None and (not turn["name"] or turn["name"].isupper())


def _is_whole(part: str) -> bool:
    return len(part) >= _LONGEST or (len(part) >= _LONG and bool(_ENDS.search(part)))
