"""Drawing: a card as the bytes of a picture, the same ones each time."""

import functools

from cto_portfolio.site.social_cards import lines
from cto_portfolio.site.social_cards.canvas import Canvas, Ink
from cto_portfolio.site.social_cards.card import HEIGHT, WIDTH, Card, Colors, LargeFigure

_BAND = 20
"""The width of the stripe at the left."""
_LEFT, _RIGHT = 88, WIDTH - 72
_ROOM = _RIGHT - _LEFT
_GAP = 40
_LABEL, _TITLE, _CAPTION, _RULE, _NAME, _HEADLINE = 100, 140, 452, 494, 548, 588
"""Where things are, from the top: the title's capitals, a rule, and base lines."""


def draw(card: Card, colors: Colors) -> bytes:
    """Return the card as a PNG file."""
    canvas = _begun(card.name, card.headline, card.host).copy()
    label = lines.font(lines.BOLD, 30)
    canvas.line(lines.cut(card.label, label, _ROOM), label, (_LEFT, _LABEL), Ink.ACCENT)
    _draw_title(card, canvas)
    if card.figure:
        _draw_figure(card.figure, canvas)
    return canvas.png(colors)


def _draw_title(card: Card, canvas: Canvas) -> None:
    """Draw the title, and the line about it below."""
    most = 3 if card.name and not card.figure else 2
    sizes = (68, 62, 56) if card.figure else (72, 66, 60, 54)
    if not card.name:
        sizes = (112, 98, 84, 70)
    title = lines.fitted(card.title, lines.BOLD, sizes, width=_ROOM, lines=most)
    top = _TITLE if card.label else _TITLE - 40
    end = canvas.block(title, (_LEFT, top), Ink.INK)
    if card.detail:
        smaller = (34, 32, 30) if card.name else (44, 40, 36)
        room = 5 - max(2, len(title.lines))
        detail = lines.fitted(card.detail, lines.PLAIN, smaller, width=_ROOM, lines=room)
        canvas.block(detail, (_LEFT, end + _GAP), Ink.QUIET)


def _draw_figure(figure: LargeFigure, canvas: Canvas) -> None:
    """Draw what was, an arrow, and what is, as large as they find room side by side."""
    caption = lines.font(lines.PLAIN, 30)
    text = lines.cut(figure.caption, caption, _ROOM)
    canvas.line(text, caption, (_LEFT, _CAPTION), Ink.QUIET)
    was = f"{figure.before} →" if figure.before else ""
    for size in (112, 96, 80, 64, 48, 36):
        now, then = lines.font(lines.BOLD, size), lines.font(lines.BOLD, round(size * 0.64))
        start = _LEFT + int(then.getlength(f"{was}  ") if was else 0)
        if start + now.getlength(figure.after) <= _RIGHT:
            break
    base = _CAPTION - 58
    canvas.line(was, then, (_LEFT, base), Ink.QUIET)
    canvas.line(lines.cut(figure.after, now, _RIGHT - start), now, (start, base), Ink.ACCENT)


@functools.lru_cache(maxsize=2)
def _begun(name: str, headline: str, host: str) -> Canvas:
    """Return what all cards of a site have in common: whose it is, and its address."""
    canvas = Canvas.blank()
    canvas.fill((0, 0, _BAND, HEIGHT), Ink.ACCENT)
    canvas.fill((_LEFT, _RULE, _RIGHT, _RULE + 2), Ink.QUIET, strength=80)
    signed, plain = lines.font(lines.BOLD, 32), lines.font(lines.PLAIN, 26)
    address = lines.cut(host, plain, _ROOM // 2)
    long = int(plain.getlength(address))
    if name:
        canvas.line(address, plain, (_RIGHT - long, _NAME), Ink.QUIET)
        shown = lines.cut(name, signed, _ROOM - long - _GAP)
        canvas.line(shown, signed, (_LEFT, _NAME), Ink.INK)
        canvas.line(lines.cut(headline, plain, _ROOM), plain, (_LEFT, _HEADLINE), Ink.QUIET)
    else:
        canvas.line(address, plain, (_LEFT, _NAME), Ink.ACCENT)
    return canvas
