"""Hints: what an editor would say of an entry that has nothing wrong with it.

After the four principles (steer, control the narrative, look beyond engineering, lead with
vision) and the business sentence. A hint is a `Problem` in form and kept apart from problems:
nothing fails because of one. Each stays silent where the text may well say what it asks for,
and where prose would have to be read that is not English.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from cto_portfolio import wording
from cto_portfolio.content.entry import Entry
from cto_portfolio.content.files import Files
from cto_portfolio.content.kinds.achievement import Achievement
from cto_portfolio.content.kinds.architecture_tradeoff import ArchitectureTradeoff
from cto_portfolio.content.kinds.article import Article
from cto_portfolio.coverage.matrix import months_between
from cto_portfolio.frameworks import other_frameworks
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.text import frontmatter, validation
from cto_portfolio.text.validation import Fault

OUTCOME_DUE_MONTHS = 12
"""After this time a decision has turned out well or badly."""

_SETTLED = {None, "accepted", "deprecated", "superseded"}


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
    found: list[Problem] = []
    for entry in entries:
        document = frontmatter.parse(frontmatter.decode(files[entry.path] or ""))
        found += (validation.place(one, document, entry.path) for one in _of(entry, today))
    return tuple(sorted(found))


def _of(entry: Entry, today: dt.date) -> Iterator[Fault]:
    yield from _technical_business_line(entry)
    if isinstance(entry.meta, Achievement):
        yield from _no_business_line(entry, entry.meta)
        yield from _no_source(entry.meta)
        if entry.meta.metrics:
            yield from _no_credit(entry, "metrics")
    if isinstance(entry.meta, ArchitectureTradeoff):
        yield from _no_cost(entry, entry.meta)
        yield from _no_outcome(entry.meta, entry.date, today)
        if entry.meta.outcome:
            yield from _no_credit(entry, "outcome")
    if isinstance(entry.meta, Article):
        yield from _call_is_due(entry.meta, today)


def _no_business_line(entry: Entry, meta: Achievement) -> Iterator[Fault]:
    said = " ".join([*validation.words(meta), entry.summary])
    if not meta.metrics or meta.business_value or _is_of_business(said):
        return
    if _is_english(entry):
        shape = other_frameworks.load("skill-stack").business_sentence
        message = f"technical figures, and no line for the business; add 'business_value': {shape}"
        yield _hint("metrics", "no-business-line", message)


def _technical_business_line(entry: Entry) -> Iterator[Fault]:
    said = entry.meta.business_value
    found = _TECHNICAL.search(said) if said else None
    if said and found and not _is_of_business(said):
        message = (
            f"speaks of '{found[0]}', and of nothing that a CEO counts; "
            "say what it did for revenue, retention or efficiency"
        )
        yield _hint("business_value", "technical-business-line", message)


def _no_source(meta: Achievement) -> Iterator[Fault]:
    for index, metric in enumerate(meta.metrics):
        if metric.before is not None and metric.source is None and not meta.is_measured:
            message = (
                f"'{metric.name}' has no 'source'; say where the figures can be looked up, "
                "and the entry counts as measured"
            )
            yield Fault(("metrics", index), "no-source", message, Severity.HINT)
            return


def _no_credit(entry: Entry, key: str) -> Iterator[Fault]:
    said = f"{entry.meta.role or ''} {entry.summary} {entry.body}"
    is_credited = entry.meta.credit or _CREDIT.search(said) or _ALONE.search(entry.meta.role or "")
    if not is_credited and _is_english(entry):
        message = "an outcome, and nobody else has a part in it; name in 'with' who had"
        yield _hint(key, "no-credit", message)


def _no_cost(entry: Entry, meta: ArchitectureTradeoff) -> Iterator[Fault]:
    said = " ".join([*validation.words(meta), entry.body])
    if _gives_something_up(meta) or _COST.search(said) or _MONEY.search(said):
        return
    if _is_english(entry):
        message = "no cost of the decision is named; say what was given up for it, or score options"
        yield _hint("decision" if meta.decision else "kind", "no-cost-named", message)


def _no_outcome(meta: ArchitectureTradeoff, date: dt.date, today: dt.date) -> Iterator[Fault]:
    age = months_between(date, today)
    if meta.decision and not meta.outcome and meta.status in _SETTLED and age >= OUTCOME_DUE_MONTHS:
        message = f"decided {age} months ago; say in 'outcome' what it turned out to be worth"
        yield _hint("decision", "no-outcome", message)


def _call_is_due(meta: Article, today: dt.date) -> Iterator[Fault]:
    call = meta.call
    if call and call.check_by < today and not call.verdict:
        message = f"the call was to be checked by {wording.date(call.check_by)}; add its 'verdict'"
        yield _hint("call", "call-due", message)


def _gives_something_up(meta: ArchitectureTradeoff) -> bool:
    """Whether another option has a better score on one of the criteria."""
    chosen = meta.chosen
    return chosen is not None and any(
        score > chosen.scores.get(name, score)
        for option in meta.options
        for name, score in option.scores.items()
    )


def _is_of_business(text: str) -> bool:
    return bool(_BUSINESS.search(text) or _MONEY.search(text))


def _is_english(entry: Entry) -> bool:
    """Whether enough of the words are such as English cannot do without."""
    words = re.findall(r"\w+", f"{entry.meta.title} {entry.summary} {entry.body}")
    return len(_ENGLISH.findall(" ".join(words))) >= len(words) / 12


def _hint(key: str, code: str, message: str) -> Fault:
    return Fault((key,), code, message, Severity.HINT)
