"""Languages: what people write for one, as the tag that browsers and screen readers know."""

import re

from cto_portfolio.problems import near_miss

_CODES = (
    " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da"
    " de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy"
    " hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg"
    " li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or"
    " os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta"
    " te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
"""Those of two letters, by ISO 639-1."""
_NAMES = {
    "ar": ("Arabic", "العربية"),
    "bg": ("Bulgarian", "български"),
    "ca": ("Catalan", "català"),
    "cs": ("Czech", "čeština"),
    "da": ("Danish", "dansk"),
    "de": ("German", "Deutsch"),
    "el": ("Greek", "ελληνικά"),
    "en": ("English",),
    "es": ("Spanish", "español", "castellano"),
    "et": ("Estonian", "eesti"),
    "fa": ("Persian", "Farsi", "فارسی"),
    "fi": ("Finnish", "suomi"),
    "fr": ("French", "français"),
    "he": ("Hebrew", "עברית"),
    "hi": ("Hindi", "हिन्दी"),
    "hr": ("Croatian", "hrvatski"),
    "hu": ("Hungarian", "magyar"),
    "id": ("Indonesian", "Bahasa Indonesia"),
    "is": ("Icelandic", "íslenska"),
    "it": ("Italian", "italiano"),
    "ja": ("Japanese", "日本語"),
    "ko": ("Korean", "한국어"),
    "lt": ("Lithuanian", "lietuvių"),
    "lv": ("Latvian", "latviešu"),
    "nb": ("Norwegian Bokmål", "bokmål", "norsk bokmål"),
    "nl": ("Dutch", "Nederlands"),
    "nn": ("Norwegian Nynorsk", "nynorsk", "norsk nynorsk"),
    "no": ("Norwegian", "norsk"),
    "pl": ("Polish", "polski"),
    "pt": ("Portuguese", "português"),
    "ro": ("Romanian", "română"),
    "ru": ("Russian", "русский"),
    "sk": ("Slovak", "slovenčina"),
    "sl": ("Slovenian", "slovenščina"),
    "sr": ("Serbian", "српски"),
    "sv": ("Swedish", "svenska"),
    "th": ("Thai", "ไทย"),
    "tr": ("Turkish", "Türkçe"),
    "uk": ("Ukrainian", "українська"),
    "ur": ("Urdu", "اردو"),
    "vi": ("Vietnamese", "tiếng Việt"),
    "zh": ("Chinese", "Mandarin", "中文"),
}
_TAGS = {name.casefold(): tag for tag, names in _NAMES.items() for name in names}
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?",
    re.IGNORECASE,
)


def tag(text: str) -> str | None:
    """Return the tag (BCP 47) of a language, such as `nb` or `pt-BR`; None if it is not known."""
    if named := _TAGS.get(text.casefold()):
        return named
    match = _TAG.fullmatch(text.replace("_", "-"))
    if match is None:
        return None
    language = match["language"].lower()
    if len(language) == len("en") and f" {language} " not in _CODES:
        return None
    script = match["script"].capitalize() if match["script"] else None
    region = match["region"].upper() if match["region"] else None
    return "-".join(part for part in (language, script, region) if part)


def name(text: str) -> str:
    """Return what readers see: a tag by the name of its language, all else as it is written."""
    known = tag(text)
    if known is None or text.casefold() in _TAGS:
        return text
    language, _, more = known.partition("-")
    names = _NAMES.get(language, (known,))
    return f"{names[0]} ({more})" if more and language in _NAMES else names[0]


def why_unknown(text: str) -> str | None:
    """Say what to write in place of what is no language."""
    if tag(text):
        return None
    guess = near_miss(text, [name for names in _NAMES.values() for name in names])
    return f"no language is known as '{text}'; write its tag, such as en, de or pt-BR{guess}"
