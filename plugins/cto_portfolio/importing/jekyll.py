"""Jekyll: posts in `_posts`, dated by their names, with Liquid in their texts."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.importing import documents, heads, liquid, post, translation
from cto_portfolio.importing.heads import Head
from cto_portfolio.importing.incoming import Incoming, Refusal
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_NAME, Recognition, SourceFormat
from cto_portfolio.importing.translation import Surroundings
from cto_portfolio.periods import PartialDate

_NAME = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-.+\.(?:md|markdown|mkdn?|html)$")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_CONFIGURATION = ("_config.yml", "_config.yaml", "_config.toml")
_PLACEHOLDER = re.compile(r":(?P<name>[a-z_]+)")


def _recognise(original: Original) -> Recognition | None:
    for name in _CONFIGURATION:
        if PurePosixPath(name) in original:
            return Recognition(certainty=BY_NAME, reason=f"it has a '{name}'")
    posts = [path for path in original.below(*documents.ENDINGS) if _is_post(path)]
    if posts and any("_posts" in path.parts for path in posts):
        return Recognition(certainty=BY_NAME, reason="it has a folder '_posts'")
    return None


def _is_post(path: PurePosixPath) -> bool:
    folders = path.parts[:-1]
    if "_drafts" in folders:
        return True
    return bool(_NAME.match(path.name)) or "_posts" in folders


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    configuration = _configuration(original)
    paths = [path for path in original.below(*documents.ENDINGS) if _is_post(path)]
    known = documents.names(path for path in original.sizes if _is_post(path))
    yield from documents.each(
        paths or original.below(*documents.ENDINGS),
        lambda path: _post(path, heads.parse(original.text(path)), configuration, known, today),
    )


def _post(
    path: PurePosixPath,
    head: Head,
    configuration: Mapping[str, Any],
    known: Mapping[str, PurePosixPath],
    today: dt.date,
) -> Incoming:
    around = Surroundings(meta=head.meta, documents=known)
    body, changed = translation.translated(
        head.body, liquid.RULES, around, first_line=head.body_line
    )
    address, reason = _address(path, head, configuration)
    ways = Ways(
        addresses=(address,) if address else (),
        address_reason=reason,
        roots=(PurePosixPath(), *(root for root in path.parents if root.name == "_posts")),
        site=_site(configuration),
        is_draft="it lies in '_drafts'" if "_drafts" in path.parts else "",
    )
    return post.incoming(path, replace(head, body=body), ways, today=today, changed=changed)


def _site(configuration: Mapping[str, Any]) -> str | None:
    url, below = configuration.get("url"), configuration.get("baseurl")
    if not isinstance(url, str) or not url:
        return None
    return f"{url.rstrip('/')}/{str(below or '').strip('/')}".rstrip("/")


def _configuration(original: Original) -> Mapping[str, Any]:
    """Return what the site's configuration says; what cannot be read of it says nothing."""
    for name in _CONFIGURATION:
        if PurePosixPath(name) in original:
            return documents.configuration(original, PurePosixPath(name))
    return {}


def _address(path: PurePosixPath, head: Head, configuration: Mapping[str, Any]) -> tuple[str, str]:
    """Return where Jekyll puts a post, and why that is thought to be so."""
    own = head.meta.get("permalink")
    date = post.date_in_name(path.stem)
    if isinstance(own, str) and ":" not in own:
        return own, ""
    if date is None:
        return "", ""
    style = own or configuration.get("permalink") or "date"
    form = _STYLES.get(str(style), str(style))
    reason = f"Jekyll's rule '{style}' for addresses" if not own else ""
    address = _PLACEHOLDER.sub(lambda match: _filled(match, path, head, date), form)
    return re.sub(r"/{2,}", "/", address), reason


def _filled(match: re.Match[str], path: PurePosixPath, head: Head, date: PartialDate) -> str:
    day = date.first
    values = {
        "title": str(head.meta.get("slug") or re.sub(r"^\d{4}-\d{1,2}-\d{1,2}-", "", path.stem)),
        "categories": "/".join(_categories(head)),
        "year": f"{day.year:04}",
        "month": f"{day.month:02}",
        "day": f"{day.day:02}",
        "i_month": str(day.month),
        "i_day": str(day.day),
        "short_year": f"{day.year % 100:02}",
        "y_day": f"{day.timetuple().tm_yday:03}",
        "output_ext": ".html",
    }
    values["slug"] = values["title"]
    return values.get(match["name"], match[0])


def _categories(head: Head) -> list[str]:
    value = head.meta.get("categories", head.meta.get("category"))
    words = value.split() if isinstance(value, str) else value if isinstance(value, list) else []
    return [str(word).casefold().replace(" ", "%20") for word in words]


FORMAT = SourceFormat(name="jekyll", title="Jekyll", recognise=_recognise, read=_read)
