"""The kinds of entries, one module each; a new kind is a module, a line here and a template."""

from collections.abc import Mapping

from cto_portfolio.content.entry import Kind
from cto_portfolio.content.kinds import (
    achievement,
    architecture_tradeoff,
    article,
    recommendation,
    talk,
)

KINDS: Mapping[str, Kind] = {
    module.KIND.id: module.KIND
    for module in (achievement, architecture_tradeoff, talk, article, recommendation)
}
"""By id, in the order in which the site shows them."""
