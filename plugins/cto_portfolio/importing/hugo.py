"""Hugo and Zola: TOML, YAML or JSON on top, page bundles, shortcodes."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from cto_portfolio.importing import (
    components,
    documents,
    heads,
    post,
    shortcodes,
    translation,
    when,
)
from cto_portfolio.importing.heads import Head
from cto_portfolio.importing.incoming import Incoming, Refusal
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.post import Ways
from cto_portfolio.importing.source_format import BY_FORM, BY_NAME, Recognition, SourceFormat
from cto_portfolio.importing.translation import Surroundings

_CONFIGURATION = (
    *("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml"),
    *("config/_default/config.toml", "config.toml", "config.yaml", "config.yml", "config.json"),
)
_CONTENT = "content"
_PLACEHOLDER = re.compile(r":(?P<name>[a-z]+)")
_LANGUAGE = re.compile(r"\.[a-z]{2}(?:-[a-z]{2})?$")
_SHORTCODE = re.compile(r"\{\{[<%]\s*/?\s*[a-zA-Z]")


def _recognise(original: Original) -> Recognition | None:
    for name in _CONFIGURATION[:5]:
        if PurePosixPath(name) in original:
            return Recognition(certainty=BY_NAME, reason=f"it has a '{name}'")
    has_content = any(path.parts[0] == _CONTENT for path in original.sizes)
    for name in _CONFIGURATION[5:]:
        if PurePosixPath(name) in original and has_content:
            return Recognition(certainty=BY_NAME, reason=f"it has a '{name}' and 'content'")
    for text in documents.samples(original, *documents.ENDINGS):
        if text.startswith("+++\n"):
            return Recognition(certainty=BY_FORM, reason="its documents have TOML on top")
        if text.startswith("---\n") and _SHORTCODE.search(text):
            return Recognition(certainty=BY_FORM, reason="its documents have shortcodes of Hugo")
    return None


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    configuration = _configuration(original)
    known = documents.names(original.sizes)
    paths = [path for path in original.below(*documents.ENDINGS) if path.stem != "_index"]
    yield from documents.each(
        paths,
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
    rules = (*shortcodes.RULES, *components.BOX_RULES)
    body, changed = translation.translated(head.body, rules, around, first_line=head.body_line)
    meta = dict(_flattened(head.meta))
    address, reason = _address(path, head, configuration)
    site = configuration.get("baseURL", configuration.get("base_url"))
    base = _content_root(path)
    ways = Ways(
        addresses=(address,) if address else (),
        address_reason=reason,
        roots=(base.parent / "static", base, base.parent / "assets", base.parent),
        site=site if isinstance(site, str) and site.startswith("http") else None,
    )
    whole = replace(head, body=body, meta=meta)
    return post.incoming(path, whole, ways, today=today, changed=changed)


def _flattened(meta: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield keys with those of `[taxonomies]` and `[extra]`, where Zola has them."""
    for key, value in meta.items():
        if key in {"taxonomies", "extra"} and isinstance(value, Mapping):
            yield from ((inner, content) for inner, content in value.items() if inner not in meta)
        else:
            yield key, value


def _configuration(original: Original) -> Mapping[str, Any]:
    for name in _CONFIGURATION:
        if PurePosixPath(name) in original:
            return documents.configuration(original, PurePosixPath(name))
    return {}


def _content_root(path: PurePosixPath) -> PurePosixPath:
    """Return the folder 'content' above a document, or the root."""
    above = (folder for folder in path.parents if folder.name == _CONTENT)
    return next(above, PurePosixPath())


def _address(path: PurePosixPath, head: Head, configuration: Mapping[str, Any]) -> tuple[str, str]:
    """Return where the post was found, and why that is thought to be so."""
    for key in ("url", "path"):
        own = head.meta.get(key)
        if isinstance(own, str) and ":" not in own:
            return own, ""
    below = path.relative_to(_content_root(path))
    bare = below.parent if below.stem == "index" else below.with_suffix("")
    slug = str(head.meta.get("slug") or _LANGUAGE.sub("", bare.name))
    section = bare.parts[0] if len(bare.parts) > 1 else ""
    permalinks = configuration.get("permalinks")
    rules = permalinks.get("page", permalinks) if isinstance(permalinks, Mapping) else {}
    form = rules.get(section) if isinstance(rules, Mapping) else None
    date = when.read(head.meta.get("date"))
    if isinstance(form, str) and date:
        day = date.first
        values = {
            "year": f"{day.year}",
            "month": f"{day.month:02}",
            "day": f"{day.day:02}",
            "slug": slug,
            "slugorfilename": slug,
            "section": section,
            "filename": bare.name,
            "contentbasename": bare.name,
            "title": slug,
        }
        address = _PLACEHOLDER.sub(lambda match: values.get(match["name"], match[0]), form)
        return address, f"the rule '{form}' of the site for addresses"
    if _content_root(path) == PurePosixPath():
        return "", ""
    return f"/{(bare.parent / slug).as_posix()}/", "Hugo's rule for addresses"


FORMAT = SourceFormat(name="hugo", title="Hugo", recognise=_recognise, read=_read)
