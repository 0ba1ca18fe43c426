"""Hints: what an editor would say of an entry that has nothing wrong with it.

After the four principles (steer, control the narrative, look beyond engineering, lead with
vision) and the business sentence. A hint is a `Problem` in form and kept apart from problems:
nothing fails because of one. Each stays silent where the text may well say what it asks for,
and where prose would have to be read that is not English.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from cto_portfolio.content.entry import Entry, KindRole
from cto_portfolio.content.files import Files
from cto_portfolio.frameworks import other_frameworks
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import frontmatter, validation
from cto_portfolio.text.validation import Fault


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(text.split())})(?!\w)", re.IGNORECASE)


_ENGLISH = _words("the and of to is was were we with for that not this it")
_BUSINESS = _words(
    r"""revenue customers? clients? users? churn retention retain(?:ed|s)? renew(?:al|als|ed|s)?
    sales sold sell margins? profit(?:s|able)? budgets? costs? cheaper money sav(?:ed|es|ing|ings)
    contracts? deals? market business company companies investors? board break-even paid pay
    invoices? headcount euros? dollars? pounds? eur usd gbp chf compliance auditors?"""
)
_MONEY = re.compile(r"[€$£]")
_TECHNICAL = _words(
    r"""kubernetes k8s docker containers? kafka terraform microservices? monoliths? apis? graphql
    grpc latency p9[59] throughput ci/cd pipelines? refactor(?:ed|ing)? serverless lambdas?
    postgres(?:ql)? mysql mongodb redis cpu ram sharding cache caching cluster schema"""
)
_COST = _words(
    r"""costs? costly price expensive expense trade-?offs? downsides? drawbacks? disadvantages? cons
    negative negatively risks? risky gave\s+up give\s+up giving\s+up lose loses losing worse worst
    slower harder overhead burden sacrific\w+ limitations? debt lock-in vulnerab\w+ complicat\w+
    complexity bad weak(?:ness|nesses|er)? difficult\w* lacks? unable penalty concerns? spof wrong
    fails? mistakes? regret\w* impossible not\s+be\s+able will\s+have\s+to will\s+need\s+to"""
)
_CREDIT = _words(
    r"""thanks? thanked credit credits together helped alongside joined colleagues? led\s+by
    built\s+by written\s+by owned\s+by"""
)
_ALONE = _words("alone solo sole single-handed mine myself by\\s+hand")


def find(entries: Iterable[Entry], files: Files, *, today: dt.date) -> tuple[Problem, ...]:
    """Return all hints, with the lines of the files that the entries were read from.

    `today` decides which decisions and opinions time has judged.
    """
    problems: list[Problem] = []
    for entry in entries:
        document = frontmatter.parse(frontmatter.decode(files[entry.path] or ""))
        problems += (validation.place(fault, document, entry.path) for fault in _of(entry, today))
    return tuple(sorted(problems))


def _of(entry: Entry, today: dt.date) -> Iterator[Fault]:
    yield from entry.meta.hints(date=entry.date, today=today)
    yield from _technical_business_line(entry)
    if entry.kind.role is KindRole.OUTCOME:
        yield from _no_business_line(entry)
    if entry.kind.role is KindRole.DECISION:
        yield from _no_cost(entry)
    if entry.meta.result_key:
        yield from _no_credit(entry, entry.meta.result_key)


def _no_business_line(entry: Entry) -> Iterator[Fault]:
    meta = entry.meta
    text = " ".join([*validation.words(meta), entry.summary])
    if not meta.result_key or meta.business_value or _is_of_business(text):
        return
    if _is_english(entry):
        shape = other_frameworks.load("skill-stack").business_sentence
        message = f"technical figures, and no line for the business; add 'business_value': {shape}"
        yield _hint(meta.result_key, "no-business-line", message)


def _technical_business_line(entry: Entry) -> Iterator[Fault]:
    value = entry.meta.business_value or ""
    term = _TECHNICAL.search(value)
    if term and not _is_of_business(value):
        message = (
            f"speaks of '{term[0]}', and of nothing that a CEO counts; "
            "say what it did for revenue, retention or efficiency"
        )
        yield _hint("business_value", "technical-business-line", message)


def _no_credit(entry: Entry, key: str) -> Iterator[Fault]:
    text = f"{entry.meta.role or ''} {entry.summary} {entry.body}"
    is_credited = entry.meta.credit or _CREDIT.search(text) or _ALONE.search(entry.meta.role or "")
    if not is_credited and _is_english(entry):
        message = "an outcome, and nobody else has a part in it; name in 'with' who had"
        yield _hint(key, "no-credit", message)


def _no_cost(entry: Entry) -> Iterator[Fault]:
    text = " ".join([*validation.words(entry.meta), entry.body])
    if entry.meta.gives_something_up or _COST.search(text) or _MONEY.search(text):
        return
    if _is_english(entry):
        message = "no cost of the decision is named; say what was given up for it, or score options"
        key = "decision" if ("decision",) in entry.lines else "kind"
        yield _hint(key, "no-cost-named", message)


def _is_of_business(text: str) -> bool:
    return bool(_BUSINESS.search(text) or _MONEY.search(text))


def _is_english(entry: Entry) -> bool:
    """Whether enough of the words are among the most frequent ones of English."""
    words = re.findall(r"\w+", f"{entry.meta.title} {entry.summary} {entry.body}")
    return len(_ENGLISH.findall(" ".join(words))) >= len(words) / 12


def _hint(key: str, code: str, message: str) -> Fault:
    return Fault((key,), code, message, Severity.HINT)
