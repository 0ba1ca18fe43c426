"""Text that means harm: a hundred strings, and a portfolio full of them.

Whatever of it runs sets `window.pwned`; whatever of it becomes an element has the class `pwned`;
whatever of it is taken for a template says 1787569.
"""

from collections.abc import Mapping

import yaml

from tests.support import project

_RUN = "window.pwned=1"
_SUM = "1337*1337"

SCRIPTS = (
    f"<script>{_RUN}</script>",
    f"<ScRiPt class=pwned>{_RUN}</sCrIpT >",
    f"<script\t/x>{_RUN}</script\n>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<<script>{_RUN}//<</script>",
    f"<script src=data:text/javascript,{_RUN}></script>",
    f"<script type=module>{_RUN}</script>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg class=pwned><script href=data:,{_RUN} /></svg>",
    f"<math><mtext><script>{_RUN}</script></mtext></math>",
    f"<noscript><p title='</noscript><script>{_RUN}</script>'>",
    f"<template><script>{_RUN}</script></template>",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&#x3c;script&#x3e;{_RUN}&#x3c;/script&#x3e;",
    f"&#60script&#62{_RUN}&#60/script&#62",
    f"\\u003cscript\\u003e{_RUN}\\u003c/script\\u003e",
    f"%3Cscript%3E{_RUN}%3C/script%3E",
    f"＜script＞{_RUN}＜/script＞",  # noqa: RUF001 - wide signs, which some make narrow
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f"]]><script>{_RUN}</script>",
)
HANDLERS = (
    f"<img class=pwned src=x onerror={_RUN}>",
    f"<img/src=x/onerror={_RUN}>",
    f"<img src=x onerror={_RUN}//",
    f"<svg onload={_RUN}>",
    f"<svg/onload={_RUN}//",
    f"<body onload={_RUN}>",
    f"<details class=pwned open ontoggle={_RUN}>",
    f"<input autofocus onfocus={_RUN}>",
    f"<video><source onerror={_RUN}></video>",
    f"<iframe class=pwned srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s></svg>",
    f"<style>@keyframes x{{}}</style><b style=animation-name:x onanimationstart={_RUN}>",
    f'" autofocus onfocus={_RUN} x="',
    f"' autofocus onfocus={_RUN} x='",
    f"` onmouseover={_RUN} x=`",
    f'"><img class=pwned src=x onerror={_RUN}>',
    f"'><img class=pwned src=x onerror={_RUN}>",
    f"x onerror={_RUN} ",
    f"{{onclick={_RUN}}}",
    f"{{: onclick='{_RUN}' .pwned }}",
)
CLOSERS = (
    f"</title><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"--><script>{_RUN}</script>",
    f"--!><script>{_RUN}</script>",
    "<!--",
    "<!-- <script>",
    "</main></body></html>",
    "</h1></article></main><footer class=pwned>",
    "</p></li></ul></section></div></dl></table></details>",
    "<h1 class=pwned>",
    "<plaintext class=pwned>",
    "<textarea class=pwned>",
    "<xmp class=pwned>",
    "<base href=https://example.net/ class=pwned>",
    "<meta http-equiv=refresh content='0;url=https://example.net/' class=pwned>",
    "<link rel=stylesheet href=https://example.net/a.css class=pwned>",
    "<form action=https://example.net/ class=pwned><input type=submit>",
    "<table class=pwned><tr><td>",
)
TEMPLATES = (
    f"{{{{ {_SUM} }}}}",
    f"{{% if {_SUM} %}}pwned{{% endif %}}",
    "{% raw %}",
    "{% endraw %}{% endblock %}",
    "{% include 'main.html' %}",
    "{% extends 'main.html' %}",
    "{# not closed",
    "{{ config }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    f"${{{_SUM}}}",
    f"#{{{_SUM}}}",
    f"<%= {_SUM} %>",
)
MARKDOWN = (
    f"[click](javascript:{_RUN})",
    f"![click](javascript:{_RUN})",
    f"<javascript:{_RUN}>",
    f"[click][x]\n\n[x]: javascript:{_RUN}",
    f"`</code><script>{_RUN}</script>`",
    f"```\n</pre><script>{_RUN}</script>\n```",
    "# A heading\n\n---\n\n- and a list",
    "--- \nkind: talk\n---",
    "*[pwned]: <b class=pwned>",
    "[[toc]] [TOC] ++ctrl++ ==mark== :smile:",
)
PLAIN = (
    '"}}</script>{"@type": "Person"}',
    '","x":"',
    "\\",
    "\\\" \\' \\n \\0 \\x3c",
    "%s %d %(x)s {0} {x} $x",
    "' OR 1=1; --",
    "../../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "a" * 1000,
    "wide " * 200,
    "Z\u0341\u034a\u0300\u0301\u0302\u0303\u0304\u0305" + "\u0336" * 60,
    "👩‍👩‍👧‍👦" * 40,
    "منصة البيانات \U0010fff0 \ue000",
    "null",
    "~",
    "NaN",
    "a\u00a0b",
    "§ 1 | 2 || 3",
    "--- # ---",
)
STRINGS = (*SCRIPTS, *HANDLERS, *CLOSERS, *TEMPLATES, *MARKDOWN, *PLAIN)

REFUSED = {
    "\x00": "U+0000",
    "bell\x07": "U+0007",
    "\x1b[31mred": "U+001B",
    "control\x9f": "U+009F",
    "line\u2028end": "U+2028",
    "no\ufffecharacter": "U+FFFE",
    "zero\u200bwidth": "U+200B",
}
"""What no field takes, and how the problem names it."""

ADDRESSES = (
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}",
    f" javascript:{_RUN}",
    f"java\tscript:{_RUN}",
    f"java\nscript:{_RUN}",
    f"javascript&colon;{_RUN}",
    f"&#106;avascript:{_RUN}",
    f"javascript://example.com/%0a{_RUN}",
    f"vbscript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    "data:image/svg+xml,<svg/>",
    "blob:https://example.com/1",
    "file:///etc/passwd",
    "filesystem:https://example.com/x",
    "view-source:https://example.com/",
    "//example.net/x",
    "\\\\example.net\\x",
    "/\\example.net/x",
    "/\t/example.net/x",
    "https:\\\\example.net\\x",
    "https://",
    "https://[::1",
)
"""Where no link may lead."""

_WEB = "https://example.com/?\"><script>window.pwned=1</script>&'`{{1337*1337}}"
_EACH = 4
"""Strings that stand in a field at once: a page less for each, and none is the safer for it."""


def portfolio() -> dict[str, str | bytes]:
    """Return a portfolio in which every field of every kind holds every string once."""
    files: dict[str, str | bytes] = {"a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    texts = [" ".join(STRINGS[at : at + _EACH]) for at in range(0, len(STRINGS), _EACH)]
    for number, text in enumerate(texts):
        for kind, meta in entries(text).items():
            files[f"entries/{kind}-{number}.md"] = project.entry(kind, meta)
    for number, text in enumerate(STRINGS):
        files[f"entries/body-{number}.md"] = project.entry("article") + f"\n{text}\n"
    return {**files, "profile.yml": yaml.safe_dump(profile(" ".join(STRINGS[::5])))}


def entries(text: str) -> Mapping[str, Mapping[str, object]]:
    """Return front matter of each kind in which every field for text holds one."""
    common: dict[str, object] = {
        **dict.fromkeys(("title", "summary", "organization", "role", "business_value"), text),
        "tags": [text],
        "with": [text],
        "notes": text,
        "image": "../a.svg",
        "alt": text,
        "evidence": [{"requirement": "trends/process", "claim": text}],
        "links": [{"title": text, "url": _WEB}],
        "featured": True,
    }
    return {kind: {**common, **own} for kind, own in _own(text).items()}


def profile(text: str) -> Mapping[str, object]:
    """Return a profile in which every field for text holds one."""
    keys = ("name", "headline", "summary", "story", "looking_for", "location", "alt", "notice")
    words = dict.fromkeys(keys, text)
    tour = dict.fromkeys(("organization", "title", "mission", "result"), text)
    return {
        **words,
        "photo": "a.svg",
        "links": [{"title": text, "url": _WEB}],
        "tours": [{**tour, "from": "2020-01", "success_criteria": [text]}],
    }


def _own(text: str) -> Mapping[str, Mapping[str, object]]:
    metric = {"before": 2, "after": 1, **dict.fromkeys(("name", "unit", "source"), text)}
    outcome = {"date": "2026-06-01", "verdict": text, "learnt": text}
    call = {"claim": text, "check_by": "2027-01-01", "wrong_if": text, "verdict": text}
    person = {"name": text, "title": text, "organization": text, "relation": "peer"}
    return {
        "achievement": {"metrics": [metric]},
        "architecture-tradeoff": {
            "status": "accepted",
            "decision": text,
            "criteria": [{"name": text, "weight": 1}],
            "options": [{"name": text, "scores": {text: 1}, "summary": text}],
            "outcome": outcome,
        },
        "talk": {
            **dict.fromkeys(("event", "location"), text),
            **dict.fromkeys(("event_url", "slides", "video"), _WEB),
            "slide_images": [{"image": "../a.svg", "alt": text}],
        },
        "article": {"series": text, "call": call, "canonical": _WEB},
        "recommendation": {"from": person, "source": text, "consent": True},
    }
