"""Texts as authors write them, damaged in every way that a hand, an editor or a tool damages them.

All of it follows from one seed, so that what was found once is found again.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import yaml

from tests.support import project

_CASES = Path(__file__).parent.parent / "content/cases"
_SAMPLE = Path(__file__).parent.parent / "portfolio"
_CORPUS = project.SHARED / "corpus"

VALUES = (
    *("", "~", "true", "on", "-1.5", ".nan", ".inf", "1e400", "1e999999999", "0x1F", "1:30", "0o9"),
    *("9" * 5000, "0x" + "f" * 9999, "1:" * 3000 + "1", "-" + "9" * 30, "1_000", "0", "10000"),
    *("2024-01-31", "2024-99-99", "2026-02-30", "0001-01-01", "9999-12-31", "2026-03", "12:30:45"),
    *("2026-01-01T25:00:00Z", "2026-01-01 00:00:00 +99:99", "2020-01 to x", "2020 to present"),
    *(
        "'quoted'",
        '"\\u202e"',
        '"\\ud800"',
        '"\\x00"',
        "!!binary aGk=",
        "!!set {a}",
        "!!python/a b",
    ),
    *(
        "[]",
        "{}",
        "[x]",
        "[null]",
        "[[x]]",
        "{a: b}",
        "{1: 2}",
        "{[a]: b}",
        "*a",
        "&a b",
        "<<",
        "=",
    ),
    *(
        "{<<: {a: b}}",
        "[" * 300,
        "{a: " * 300,
        "- " * 400,
        "? [a]\n: b",
        "|\n  a\n b",
        ">-\n\n\n  x",
    ),
    *(
        "%YAML 9",
        "@",
        "`",
        "trust/respect",
        "a/b/c",
        "/",
        "x.md",
        "entries/a.md",
        "../../etc/passwd",
    ),
    *(
        "http://[::1/",
        "https://[",
        "//[",
        "https://a:99999/",
        "https://a:x/",
        "http://",
        "https:///x",
    ),
    *(
        "javascript:1",
        "mailto:",
        "mailto:a@b",
        "data:,x",
        "HTTPS://É.example/",
        "https://xn--/",
        "#",
    ),
    *("?", "https://a\\b", "https://a.example/%", "%00", "a%2f..%2fb", "file:///etc", "x" * 70_000),
    *(
        "a b " * 400,
        "\u202e\u2066",
        "\U0001f600" * 50,
        "e\u0301" * 40,
        "\u0130\u0131ß",
        "\ufeff",
        "١٢",
    ),
    *(
        "<b>",
        "<!-- private -->",
        "&amp;&#0;&#x110000;",
        "{{ 1 }}",
        "{% x %}",
        "[[TOC]]",
        "---",
        "...",
    ),
)
"""What may stand where a value is expected."""
TEXTS = (
    *("<", "<a ", '<a href="', "<!--", "<!-->", "<![CDATA[", "<?", "</", "<a href=http://[::1/>"),
    *(
        "[",
        "\\[",
        "](",
        "![",
        "[x](http://[::1/)",
        "[x]: http://[\n",
        "[^1]",
        "[^1]: x\n",
        "[x][y]",
    ),
    *(
        "![x](https://[)",
        "<https://[::1/>",
        "`",
        "```\n",
        "~~~",
        "*",
        "**_",
        "_",
        "&",
        "&#",
        "{",
        "{: ",
    ),
    *(
        "|",
        "|-|\n",
        ":::",
        "> " * 60,
        "- " * 60,
        "#" * 9,
        "# \n",
        "\n===\n",
        '--8<-- "',
        "--8<--\n",
    ),
    *(
        '--8<-- "about.md"\n',
        "--8<-- 'x:1:2'",
        "{% include 'x' %}",
        "<!-- private -->",
        "<!-- /private",
    ),
    *(
        "\n---\n",
        "\n...\n",
        "+++\n",
        "\0",
        "\x1b[2J",
        "\x85",
        "\u2028",
        "\r",
        "\t",
        "\v\f",
        "\ufffe",
    ),
    *(
        "\ud800",
        "\U000e0001",
        "\u200b",
        "\\",
        "%",
        "%zz",
        '"',
        "'",
        ",",
        ":",
        ": ",
        "- ",
        "\n  ",
        "#",
    ),
    *("<svg onload=x>", "<style>@import", "<meta http-equiv=refresh>", "<script>", "</textarea>"),
    *(
        "[a](../../x.md)",
        "[a](a.md#%)",
        "[a](<a b>)",
        "[a](a.md 'x",
        "((((((((",
        "[[[[[[[[",
        "]]]]]",
    ),
)
"""What may stand anywhere."""
KEYS = (
    *("on", "no", "1", "null", "~", "2026-01-02", "1.5", "<<", "=", "?", "'a b'", "title", "kind"),
    *(
        "date",
        "tags",
        "template",
        "visibility",
        "search",
        "evidence",
        "links",
        "hide",
        "status",
        "é",
    ),
    *(
        "description",
        "slug",
        "authors",
        "icon",
        "nav",
        "redirect_from",
        "aliases",
        "publish_on",
        "[a]",
    ),
)

Mutation = Callable[[Random, str, Sequence[str]], str]


@functools.cache
def seeds() -> Mapping[str, tuple[str, ...]]:
    """Return real files by what they are: `entry`, `page`, `yaml`, `json`, and all of them."""
    found: dict[str, list[str]] = {}
    for name, text in sorted(_files()):
        found.setdefault(_what(name), []).append(text)
    return {what: tuple(dict.fromkeys(texts)) for what, texts in found.items()}


def mutated(random: Random, text: str, others: Sequence[str]) -> bytes:
    """Return a text with a few damages; `others` are texts of which a part may get into it."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        text = random.choice(_MUTATIONS)(random, text, others)
    content = text.encode("utf-8", "surrogatepass")
    return random.choice(_OF_BYTES)(random, content) if random.random() < 0.15 else content


def _files() -> set[tuple[str, str]]:
    found = set()
    for case in _CASES.glob("*.yml"):
        for name, text in yaml.safe_load(case.read_text("utf-8"))["files"].items():
            if isinstance(text, str):
                found.add((name, text))
    for root in (_SAMPLE, _CORPUS / "entries", _CORPUS / "adr", _CORPUS / "posts"):
        for path in root.rglob("*"):
            if path.suffix in {".md", ".yml", ".json"} and path.stat().st_size < 10_000:
                prefix = "entries/" if root.name == "entries" else ""
                found.add((prefix + path.relative_to(root).as_posix(), path.read_text("utf-8")))
    return found


def _what(name: str) -> str:
    if name.endswith(".md"):
        return "entry" if name.startswith("entries/") else "page"
    return name.rpartition("/")[2] if name.endswith(("plan.yml", "profile.yml")) else name[-4:]


def _lines(random: Random, text: str) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, random.randrange(len(lines))


def _another_value(random: Random, text: str, _: Sequence[str]) -> str:
    lines, at = _lines(random, text)
    keyed = [index for index, line in enumerate(lines) if ": " in line or line.endswith(":")]
    at = random.choice(keyed) if keyed else at
    key, _, _ = lines[at].partition(":")
    lines[at] = f"{key}: {random.choice(VALUES)}"
    return "\n".join(lines)


def _another_key(random: Random, text: str, _: Sequence[str]) -> str:
    lines, at = _lines(random, text)
    key, colon, value = lines[at].partition(":")
    indent = key[: len(key) - len(key.lstrip(" -"))]
    lines[at] = f"{indent}{random.choice(KEYS)}{colon or ':'}{value or f' {random.choice(VALUES)}'}"
    return "\n".join(lines)


def _one_line_more(random: Random, text: str, _: Sequence[str]) -> str:
    lines, at = _lines(random, text)
    indent = " " * random.choice((0, 0, 2, 4))
    lines.insert(at, f"{indent}{random.choice(KEYS)}: {random.choice(VALUES)}")
    return "\n".join(lines)


def _doubled(random: Random, text: str, _: Sequence[str]) -> str:
    lines, at = _lines(random, text)
    end = at + random.randint(1, 4)
    return "\n".join(lines[:end] + lines[at:end] * random.choice((1, 1, 2, 40)) + lines[end:])


def _dropped(random: Random, text: str, _: Sequence[str]) -> str:
    lines, at = _lines(random, text)
    return "\n".join(lines[:at] + lines[at + random.randint(1, 3) :])


def _swapped(random: Random, text: str, _: Sequence[str]) -> str:
    lines, at = _lines(random, text)
    to = random.randrange(len(lines))
    lines[at], lines[to] = lines[to], lines[at]
    return "\n".join(lines)


def _moved_sideways(random: Random, text: str, _: Sequence[str]) -> str:
    lines, at = _lines(random, text)
    lines[at] = random.choice(("  ", "\t", "- ", "    ", "? ", "> ", "# ")) + lines[at]
    return "\n".join(lines)


def _torn(random: Random, text: str, _: Sequence[str]) -> str:
    start = random.randrange(len(text) + 1)
    return text[:start] + text[start + random.choice((1, 1, 3, 10, 100)) :]


def _inserted(random: Random, text: str, _: Sequence[str]) -> str:
    at = random.randrange(len(text) + 1)
    odd = random.choice(TEXTS) * random.choice((1, 1, 1, 2, 50))
    return text[:at] + odd + text[at:]


def _with_part_of_another(random: Random, text: str, others: Sequence[str]) -> str:
    other = random.choice(others)
    start, at = random.randrange(len(other) + 1), random.randrange(len(text) + 1)
    return text[:at] + other[start : start + random.randint(1, 200)] + text[at:]


def _truncated(random: Random, text: str, _: Sequence[str]) -> str:
    return text[: random.randrange(len(text) + 1)]


def _other_line_ends(random: Random, text: str, _: Sequence[str]) -> str:
    return text.replace("\n", random.choice(("\r\n", "\r", "\n\r", "\u2028", "\x85", "\n\n", "\v")))


def _begun_otherwise(random: Random, text: str, _: Sequence[str]) -> str:
    return random.choice(("\ufeff", "\n", " ", "\ufeff\ufeff", "<!-- x -->\n", "---\n", "%")) + text


_SPACES = ("\u00a0", "\u202f", "\u2007", "\u3000", "\t", "\u200b", "\ufeff")
_UNSEEN = ("\u200b", "\u00ad", "\u200e", "\u202e", "\u2060", "\ufeff", "\u3164")
_WORDS = (
    "yes",
    "no",
    "on",
    "off",
    "y",
    "~",
    "null",
    "Null",
    "28:41",
    "0120",
    "1_000",
    "0x1F",
    "1e3",
)
_AMOUNTS = ("11 days", "40%", "\u20ac 3M", "1,200", "1 200", "3k", "~40", "\u22125", "4h 30m")
_EMPTY = ("", "''", "[]", "{}", "[{url: '', text: ''}]", "['']", "~", "# later", "#1")


def slipped(random: Random, line: str) -> str:
    """Return a line of front matter with a slip that people, phones and other tools make."""
    key, colon, value = line.partition(":")
    at = random.randrange(len(key) + 1)
    letter = random.choice(key or "x")
    value = value.strip()
    return random.choice(
        (
            f"{random.choice(_SPACES)}{line}",
            f"{key}:{random.choice(_SPACES)}{value}",
            f"{key}{random.choice(_SPACES)}: {value}",
            f"{key[:at]}{random.choice(_UNSEEN)}{key[at:]}{colon} {value}",
            f"{key}: {random.choice(_UNSEEN)}{value}",
            f"{key}\uff1a{value}",
            f"{key}: \u201c{value}\u201d",
            f"{key}: \u2018{value}\u2019: so",
            f"{key}: {value} #{random.choice(('', ' ', '1', ' x'))}",
            f"{key}: {value.replace('-', random.choice(chr(0x2013) + chr(0x2011) + chr(0x2212)))}",
            f"{key[:at]}{key[at + 1 :]}: {value}",
            f"{key[:at]}{letter}{key[at:]}: {value}",
            f"{key.swapcase()}: {value}",
            f"  {line}",
            f"- {line}",
            f"{key}: {random.choice((*_WORDS, *_AMOUNTS, *_EMPTY))}",
        )
    )


def _slip(random: Random, text: str, _: Sequence[str]) -> str:
    lines, at = _lines(random, text)
    keyed = [index for index, line in enumerate(lines) if ":" in line]
    at = random.choice(keyed) if keyed else at
    lines[at] = slipped(random, lines[at])
    return "\n".join(lines)


_MUTATIONS: tuple[Mutation, ...] = (
    *(_another_value, _another_value, _another_value, _another_key, _one_line_more, _doubled),
    *(_dropped, _swapped, _moved_sideways, _torn, _inserted, _inserted, _with_part_of_another),
    *(_truncated, _other_line_ends, _begun_otherwise, _slip, _slip, _slip),
)


def _flipped(random: Random, content: bytes) -> bytes:
    changed = bytearray(content or b"x")
    for _ in range(random.choice((1, 3, 20))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _cut(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _in_utf_16(_: Random, content: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode("utf-16", "surrogatepass")


_OF_BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (_flipped, _flipped, _cut, _in_utf_16)
