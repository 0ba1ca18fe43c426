"""The options: what an author may write below `cto-portfolio` in `mkdocs.yml`."""

from typing import Annotated, Any

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from cto_portfolio import clock
from cto_portfolio.frameworks import FIVE_AREAS
from cto_portfolio.site.site import Lead
from cto_portfolio.text.validation import Authored, Name


def _time_zone(name: str) -> str:
    if message := clock.why_unknown(name):
        raise PydanticCustomError("bad-value", "{message}", {"message": message})
    return name


TimeZone = Annotated[Name, AfterValidator(_time_zone)]


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
    navigation: dict[Name, Name] | None = None
    """What stands in the bar on top of every page, in order: `Essays: writing.md`, a title and the
    page's file. Other pages are led to from the foot. The usual bar is there if it is left out."""
    show_gaps: bool = False
    """Whether the public matrix shows requirements without evidence, and every status."""
    lead: Lead | None = None
    """What the home page leads with: outcomes, decisions or writing. What most entries are, if it
    is left out."""
    timezone: TimeZone | None = None
    """The time zone that says what day it is, such as `Europe/Berlin`; that of the machine if it is
    left out."""
    redact: bool = False
    """Whether what `confidential.yml` names is published in the words it has instead."""
    look: dict[str, Any] | None = None
    """Colours, type and portrait: palette, accent, type_scale, portrait."""
    thresholds: dict[str, Any] | None = None
    """The least that `cto-portfolio coverage` asks: overall, of areas, of requirements. A build
    asks for nothing."""
