"""The kinds of entries; a new one is a module here and in `site/kinds`, and a template."""

from collections.abc import Mapping

from cto_portfolio.content.entry import Kind, KindRole
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


def in_role(role: KindRole) -> tuple[Kind, ...]:
    """Return the kinds of a role, the one that the site shows first before all others."""
    return tuple(kind for kind in KINDS.values() if kind.role is role)
