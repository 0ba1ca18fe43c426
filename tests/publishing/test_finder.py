"""Runs of words are found by the quick search wherever the slow and simple one finds them."""

import html
import json
from collections.abc import Callable
from random import Random
from urllib.parse import quote, unquote

import pytest

from cto_portfolio.publishing.verification import plain
from cto_portfolio.publishing.verification.finder import Finder

WORDS = (
    *("the", "board", "of", "Quillmark", "merger", "was", "called", "off", "in", "March", "we"),
    *("café", "Straße", "naïve", "Ærø", "x2", "2024", "über", "Łódź", "ΣΟΦΟΣ", "истина", "ration"),
    *("migration", "cancelled", "a", "fifth", "time", "İstanbul", "ﬁnance"),
)
COMMON = ("the", "board", "of", "was", "called", "off", "in", "we", "migration", "a", "time")
GAPS = (" ", ", ", "\n", " – ", "_", " & ", "… ", "-", "/")
DISGUISES: dict[str, Callable[[str, Random], str]] = {
    "none": lambda word, _: word,
    "capitals": lambda word, _: word.upper(),
    "in bold": lambda word, _: f"<b>{word}</b>",
    "torn": lambda word, random: torn(word, random, '<span class="x">', "</span>"),
    "numbers": lambda word, random: one_of(word, random, lambda letter: f"&#{ord(letter)};"),
    "hex": lambda word, random: one_of(word, random, lambda letter: f"&#x{ord(letter):x};"),
    "percent": lambda word, _: quote(word),
    "json": lambda word, _: json.dumps(word)[1:-1],
    "ascii": lambda word, _: word.encode("ascii", "xmlcharrefreplace").decode(),
    "escaped": lambda word, _: html.escape(f"<em>{word}</em>"),
}
AROUND = (
    ("<p>Before ", " after.</p>\n<p>More of it.</p>"),
    ('<img alt="', '" src="x.png">'),
    ("<!-- ", " -->"),
    ('{"text": "', '"}'),
    ('<li><a href="../x/">Home</a></li><script>var x = "', '"</script>'),
    ("plain text without any ", ""),
)


def torn(word: str, random: Random, before: str, after: str) -> str:
    at = random.randrange(len(word))
    return f"{word[:at]}{before}{word[at:]}{after}"


def one_of(word: str, random: Random, encoded: Callable[[str], str]) -> str:
    at = random.randrange(len(word))
    return word[:at] + encoded(word[at]) + word[at + 1 :]


def sentence(random: Random, *, least: int) -> list[str]:
    return random.choices(WORDS, k=random.randint(least, 7))


def disguised(words: list[str], random: Random) -> str:
    way = random.choice([*DISGUISES.values()])
    parts = [(way if random.random() < 0.6 else DISGUISES["none"])(word, random) for word in words]
    text = parts[0]
    for part in parts[1:]:
        text += html.escape(random.choice(GAPS)) + part
    before, after = random.choice(AROUND)
    return f"{before}{text}{after}"


def undone(text: str) -> str:
    """Return what a text says once nothing of it is encoded or marked up."""
    for _ in range(3):
        text = plain.without_inline_tags(unquote(html.unescape(plain.unescaped(text))))
    return text


@pytest.mark.parametrize("seed", range(60))
def test_the_quick_search_finds_what_the_simple_one_finds(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same texts each time
    sentences = [sentence(random, least=1) for _ in range(12)]
    runs = {plain.words(" ".join(words)) for words in sentences}
    finder = Finder(runs, common=COMMON)
    for _ in range(25):
        words = random.choice(sentences) if random.random() < 0.7 else sentence(random, least=2)
        text = disguised([*sentence(random, least=2), *words, *sentence(random, least=1)], random)
        simple = {run for run in runs if f" {run} " in f" {plain.of_text(text)} "}
        quick = finder.find(text.encode(), is_encoded=True)
        assert simple <= quick, text
        bare = plain.words(undone(text))
        assert all(run in bare for run in quick - simple), text
