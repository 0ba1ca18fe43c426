"""Records of pyvideo.org: a JSON file for each recording, in a folder for each event."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from cto_portfolio.importing import data_records, documents, talks
from cto_portfolio.importing.data_records import DataRecord
from cto_portfolio.importing.incoming import Incoming, Refusal, RefusedError
from cto_portfolio.importing.original import Original
from cto_portfolio.importing.source_format import BY_NAME, Recognition, SourceFormat
from cto_portfolio.importing.talk import Occasion

_KEYS = frozenset({"title", "recorded", "speakers", "videos"})
_MOST_TRIED = 3
_SPELLED = {
    "pycon": "PyCon",
    "pydata": "PyData",
    "djangocon": "DjangoCon",
    "europython": "EuroPython",
    "pyparis": "PyParis",
    "euroscipy": "EuroSciPy",
    "scipy": "SciPy",
    "pythonbrasil": "Python Brasil",
}
_MOST_LETTERS_OF_COUNTRY = 2
_LANGUAGES = {
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "deu": "de",
    "ger": "de",
    "spa": "es",
    "por": "pt",
    "rus": "ru",
    "jpn": "ja",
    "zho": "zh",
    "chi": "zh",
    "ita": "it",
    "ces": "cs",
    "cze": "cs",
    "heb": "he",
    "pol": "pl",
    "nld": "nl",
    "dut": "nl",
    "kor": "ko",
    "ukr": "uk",
    "tur": "tr",
}


def _recognise(original: Original) -> Recognition | None:
    for path in original.below(".json")[:_MOST_TRIED]:
        if _value(original, path).keys() >= _KEYS:
            return Recognition(certainty=BY_NAME, reason=f"'{path.name}' is a record of pyvideo")
    return None


def _value(original: Original, path: PurePosixPath) -> Mapping[str, Any]:
    try:
        for value, _ in data_records.load(original.text(path), ".json"):
            if isinstance(value, Mapping):
                return value
    except RefusedError:
        pass
    return {}


def _read(original: Original, today: dt.date) -> Iterator[Incoming | Refusal]:
    paths = [path for path in original.below(".json") if path.name != "category.json"]

    def build(path: PurePosixPath) -> Incoming | Refusal | None:
        for value, _ in data_records.load(original.text(path), ".json"):
            if isinstance(value, RefusedError):
                raise value
            if not isinstance(value, Mapping) or "title" not in value:
                raise RefusedError("it is no record of pyvideo; it has no 'title'")
            record = DataRecord(values=_in_our_words(value))
            return next(
                talks.of_records(path, [record], original, today, _occasion(path, original)), None
            )
        return None

    yield from documents.each(paths, build)


def _in_our_words(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a record whose language is a tag, and whose recordings are links."""
    language = value.get("language")
    tag = _LANGUAGES.get(language, language) if isinstance(language, str) else None
    return {**value, "language": tag}


def _occasion(path: PurePosixPath, original: Original) -> Occasion:
    folder = path.parent.parent if path.parent.name == "videos" else path.parent
    title = _value(original, folder / "category.json").get("title")
    if isinstance(title, str) and title.strip():
        return Occasion(is_in_seconds=True, event=title)
    name = folder.name or _folder_of(original)
    return Occasion(
        is_in_seconds=True,
        event=_event(name) if re.search(r"[a-z]", name) else "",
        event_reason=f"made of the folder's name '{name}'",
    )


def _folder_of(original: Original) -> str:
    """Return the name of the folder of an event, where a file or folder within it was named."""
    parts = [part for part in Path(original.name).absolute().parts if part != "videos"]
    return parts[-2] if original.chosen in original and len(parts) > 1 else parts[-1]


def _event(folder: str) -> str:
    return " ".join(map(_spelled, re.split(r"[-_ ]+", folder)))


def _spelled(word: str) -> str:
    if len(word) <= _MOST_LETTERS_OF_COUNTRY:
        return word.upper()
    return _SPELLED.get(word.lower(), word[:1].upper() + word[1:])


FORMAT = SourceFormat(name="pyvideo", title="pyvideo", recognise=_recognise, read=_read)
