"""Which entries an assistant may be asked about: what leaves this machine is what is public."""

from cto_portfolio.content.entry import Visibility
from cto_portfolio.coverage.questions import AssistantQuestion
from cto_portfolio.publishing import credentials
from cto_portfolio.publishing.confidential import places
from cto_portfolio.publishing.release import Release


def why_not(question: AssistantQuestion, release: Release) -> str | None:
    """Return why a question must not be sent; None if all of it is public."""
    entry = question.entry
    if entry.meta.draft:
        return "a draft"
    if entry.visibility is not Visibility.PUBLIC:
        return str(entry.visibility)
    term = next(places.in_text(release.terms, question.text), None)
    if term is not None:
        return f"holds {term.name}"
    if next(credentials.find(question.text), None):
        return "holds what looks like a key or a password"
    return None
