"""Figures as templates show them."""

from cto_portfolio import wording
from cto_portfolio.figures import Figure
from cto_portfolio.site.view import FigureView


def figure_view(figure: Figure) -> FigureView:
    """Return a figure as the figures of cards and pages show it."""
    return {
        "name": figure.name,
        "before": None if figure.before is None else wording.number(figure.before),
        "after": wording.number(figure.after),
        "unit": figure.unit,
        "change": figure.change,
        "better": figure.direction,
        "text": figure.text,
    }
