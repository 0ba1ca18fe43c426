"""What is read of captions: each sentence once, none lost, and who says it."""

from collections.abc import Callable

import pytest

from cto_portfolio.text import captions

Write = Callable[..., str]

ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.429 align:start position:0%
{blank}
we<00:00:00.960><c> had</c><00:00:01.520><c> one</c><00:00:02.159><c> rule</c>

00:00:02.429 --> 00:00:02.439 align:start position:0%
we had one rule
{blank}

00:00:02.439 --> 00:00:04.749 align:start position:0%
we had one rule
no<00:00:03.760><c> no</c>

00:00:04.749 --> 00:00:04.759 align:start position:0%
no no
{blank}

00:00:04.759 --> 00:00:06.000 align:start position:0%
no no
no<00:00:05.000><c> no</c>

00:00:06.000 --> 00:00:06.010 align:start position:0%
no no
{blank}
"""


def _vtt(*cues: str) -> str:
    timed = (f"00:{at:02}.000 --> 00:{at + 1:02}.000\n{cue}\n" for at, cue in enumerate(cues))
    return "\n".join(["WEBVTT\n", *timed])


def _srt(*cues: str) -> str:
    return "\n".join(
        f"{at}\n00:00:{at:02},000 --> 00:00:{at + 1:02},000\n{cue}\n"
        for at, cue in enumerate(cues, start=1)
    )


@pytest.mark.parametrize("blank", [" ", "", "\u200b", "&nbsp;"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_rolling_captions_say_each_line_once(blank: str, line_end: str) -> None:
    text = ROLLING.format(blank=blank).replace("\n", line_end)

    assert captions.paragraphs(text) == ["we had one rule no no no no"]
    assert captions.paragraphs("\ufeff" + text) == ["we had one rule no no no no"]


@pytest.mark.parametrize(
    "cues",
    [
        ("one", "one\ntwo", "two\nthree", "three"),
        ("one\ntwo", "two\nthree"),
        ("one", "one two", "one two three"),
        ("one two", "one two\nthree"),
    ],
    ids=["rolled up", "without pauses", "word by word", "two lines"],
)
@pytest.mark.parametrize("written", [_vtt, _srt])
def test_what_rolls_is_said_once_in_whichever_format(
    cues: tuple[str, ...], written: object
) -> None:
    assert callable(written)
    assert captions.paragraphs(written(*cues)) == ["one two three"]


@pytest.mark.parametrize("written", [_vtt, _srt])
def test_what_somebody_says_twice_is_kept(written: Write) -> None:
    assert captions.paragraphs(written("No.", "No.")) == ["No. No."]
    assert captions.paragraphs(written("No.", "No. Never.", "Ask.", "So.")) == [
        "No. No. Never. Ask. So."
    ]
    assert captions.paragraphs(written("No.", "No.", "Never.")) == ["No. No. Never."]


def test_whoever_speaks_stays() -> None:
    text = _vtt(
        "<v Ada Example>Who <i>waits</i>?</v>",
        "<v.loud Bo>Nobody.\nNever.",
        "<v Bo>Not here.",
        "&gt;&gt; A voice from below.",
        "JÜRGEN: From 9:30 on.\nANNA: No.",
        "<v Ada>One.</v> <v Bo>Two.</v>",
    )

    assert captions.paragraphs(text) == [
        "Ada Example: Who waits?",
        "Bo: Nobody. Never. Not here.",
        ">> A voice from below.",
        "JÜRGEN: From 9:30 on.",
        "ANNA: No.",
        "Ada: One.",
        "Bo: Two.",
    ]


def test_only_what_is_said_is_read() -> None:
    text = """WEBVTT - a title
X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0

STYLE
::cue { color: red }

REGION
id:below

NOTE This is
no speech.

intro
00:01.000 --> 00:02.000 region:below line:0 position:10%
<c.yellow>Less &lt;div&gt;</c> &amp; <00:00:01.500>more.
NOTE that is said, too.

NOTE
Nor this.

1:00:02.000 --> 1:00:03.000

Late.
"""

    assert captions.paragraphs(text) == ["Less <div> & more. NOTE that is said, too. Late."]


def test_subtitles_lose_numbers_times_and_looks() -> None:
    text = """1
00:00:01,000 --> 00:00:02,000 X1:10 X2:20
{\\an8}<font color="#fff">In 2024</font>
2
00:00:02,000 --> 00:00:03,000
we had

42

3
00:00:03,000 --> 00:00:04,000
<b>teams</b> and a < b.
"""

    assert captions.paragraphs(text) == ["In 2024 we had 42 teams and a < b."]


def test_the_captions_that_youtube_lets_authors_edit_are_read() -> None:
    text = "0:00:00.599,0:00:04.160\nGood\nmorning.\n\n0:00:04.160,0:00:06.770\nThink.\n"

    assert captions.paragraphs(text) == ["Good morning. Think."]


def test_text_that_speaks_of_times_is_text() -> None:
    text = "From 00:01 --> 00:02.\n\nThen 00:00:01,000 --> 00:00:02,000 was shown.\n"

    assert len(captions.paragraphs(text)) == 2
    assert captions.paragraphs("WEBVTTX\n\nis a name.") == ["WEBVTTX", "is a name."]


def test_captions_without_a_word_say_nothing() -> None:
    assert captions.paragraphs("") == captions.paragraphs("WEBVTT\n") == []
    assert captions.paragraphs(_vtt(" ", "<c></c>")) == []


def test_what_a_machine_hears_without_full_stops_has_paragraphs() -> None:
    found = captions.paragraphs(_vtt(*("and so it goes on for a while" for _ in range(59))))

    assert 1 < len(found) < 4
