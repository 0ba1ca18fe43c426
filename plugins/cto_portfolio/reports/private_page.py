"""A private page: one file of HTML for the author to print, whole in itself.

It is no page of the site, so that no engine and no template of the theme ever sees it.
"""

import html
from collections.abc import Iterable

_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0 0 .3rem; break-after: avoid; }
h2 { margin-top: 2.5rem; border-bottom: 2px solid; }
h3 { margin-top: 1.6rem; }
h4 { font-size: 1rem; }
p, ul { margin: 0 0 .4rem; }
.private { padding: .4rem .8rem; border: 2px solid; font-weight: bold; }
.answer { margin: .8rem 0; padding-inline-start: .8rem; break-inside: avoid; }
.answer { border-inline-start: .2rem solid; }
.quiet { font-size: .85rem; }
.notes { padding: .4rem .8rem; border: 1px dashed; white-space: pre-line; }
.untold { font-style: italic; }
@page { margin: 18mm 16mm; }
@media print {
  body { max-width: none; margin: 0; font-size: 10pt; }
  section + section { break-before: page; }
}
"""


def build(*, mark: str, title: str, warning: str, lines: Iterable[str]) -> str:
    """Return the page; `lines` are HTML, and all else is text. It begins with `mark`."""
    body = "\n".join(lines)
    return f"""\
{mark}<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>{text(title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<main>
<p class="private">{text(warning)}</p>
<h1>{text(title)}</h1>
{body}
</main>
</body>
</html>
"""


def text(value: str) -> str:
    """Return what an author wrote, as HTML that shows it."""
    return html.escape(value)
