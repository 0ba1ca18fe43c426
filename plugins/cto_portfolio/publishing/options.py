"""The options: what an author may write below `cto-portfolio` in `mkdocs.yml`."""

from typing import Any

from cto_portfolio.frameworks import FIVE_AREAS
from cto_portfolio.text.validation import Authored, Name


class PluginOptions(Authored):
    """What an author may set below `cto-portfolio`; what is left empty is as if it were not there.

    What stands below `look` and `thresholds` is read by `look.parse` and `thresholds.parse`.
    """

    frameworks: tuple[Name, ...] = (FIVE_AREAS,)
    """What evidence is held against: shipped names, and YAML files of your own, in order."""
    publish_frameworks: tuple[Name, ...] = ()
    """Other frameworks that get a page, such as tour-of-duty: the same public evidence, read
    through each."""
    publish: tuple[Name, ...] = ()
    """Files to publish although no page uses them: patterns such as `downloads/*.pdf`, from the
    portfolio's folder."""
    show_gaps: bool = False
    """Whether the public matrix shows requirements without evidence, and every status."""
    redact: bool = False
    """Whether what `confidential.yml` names is published in the words it has instead."""
    look: dict[str, Any] | None = None
    """Colours, type and portrait: palette, accent, type_scale, portrait."""
    thresholds: dict[str, Any] | None = None
    """The least that `cto-portfolio coverage` asks: overall, of areas, of requirements. A build
    asks for nothing."""
