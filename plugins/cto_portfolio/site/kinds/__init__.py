"""How each kind of entry is shown, in a module of the same name as in `content/kinds`."""

from collections.abc import Mapping

from cto_portfolio.content.entry import Entry
from cto_portfolio.site.kinds import (
    achievement,
    architecture_tradeoff,
    article,
    recommendation,
    talk,
)
from cto_portfolio.site.kinds.presentation import Presentation

PRESENTATIONS: Mapping[str, Presentation] = {
    module.PRESENTATION.kind.id: module.PRESENTATION
    for module in (achievement, architecture_tradeoff, talk, article, recommendation)
}
"""By the kind's id."""


def of(entry: Entry) -> Presentation:
    """Return how an entry is shown."""
    return PRESENTATIONS[entry.kind.id]
