"""Paragraphs of a source that are neither in what became of it nor in the report."""

import html
import re

from cto_portfolio.importing.plan import Planned

_HEAD = re.compile(r"\A(?:---+|\+\+\+)[ \t]*\n.*?\n(?:---+|\+\+\+)[ \t]*\n", re.DOTALL)
_ADDRESS = re.compile(
    r"\]\(\s*<?[^()\s]*(?:\([^()]*\)[^()\s]*)*>?[^()]*\)|\{\{.*?\}\}|\{%.*?%\}|\bsrc=\S+"
)
_LINES = re.compile(r"\A(?:[a-z]+:[^\n]*\n)+\n")
_DEFINITION = re.compile(r"^[ \t]*\[[^\]\n]+\]:[^\n]*$", re.MULTILINE)


def lost(planned: Planned, source: str) -> list[str]:
    """Return the paragraphs of a document's body that stand nowhere, without their addresses."""
    account = planned.incoming.account
    report = [kept.source for kept in account.kept]
    report += [f"{dropped.what}: {dropped.quotation}" for dropped in account.dropped]
    body = _DEFINITION.sub("", _HEAD.sub("", source.replace("\r\n", "\n")))
    for change in account.changed:
        body = body.replace(change.before, change.after)
    there = "\n".join([planned.text, *report])
    if head := _LINES.match(body):  # lines such as `Title: …`, each of which the report has
        body = body[head.end() :]
    for change in account.changed:
        there += f"\n{change.before}"
    known = _letters(there)
    paragraphs = (paragraph for paragraph in re.split(r"\n[ \t]*\n", body) if _letters(paragraph))
    return [paragraph for paragraph in paragraphs if _letters(paragraph) not in known]


def _letters(text: str) -> str:
    plain = html.unescape(html.unescape(_ADDRESS.sub("]", text)))
    return re.sub(r"[\W_]+", "", plain.casefold())
