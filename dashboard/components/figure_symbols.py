"""The marks after a figure: worked out, with an inferred label, disputed, published elsewhere; and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dash import html

from dashboard.charts.datum import MARKS, MEANINGS, marks_of
from dashboard.i18n.languages import Language
from dashboard.i18n.typography import NO_BREAK

#: A column of a query on figures: true where documents disagree on the figure.
DISPUTED = "figure_id IN (SELECT figure_id FROM disagreement_figures) AS disputed"


def figure_symbols(figure: Mapping[str, Any]) -> str:
    """Gives the marks of a row that was read with `DISPUTED`, each after a no-break space; an empty text for none."""
    return "".join(f"{NO_BREAK}{sign}" for sign in _marks(figure))


def symbols_key(language: Language, figures: Iterable[Mapping[str, Any]], more: str = "") -> Any:
    """What the marks of some figures, and those that stand there besides, mean; nothing where there are none."""
    used = {sign for figure in figures for sign in _marks(figure)} | set(more)
    items = [html.Li(f"{sign} {language.gettext(text)}") for sign, text in MEANINGS.items() if sign in used]
    return html.Ul(items, className="notes") if items else None


def _marks(figure: Mapping[str, Any]) -> str:
    return marks_of(figure["basis"], figure["label_basis"], figure["disputed"])


def without_marks(label: str) -> tuple[str, str]:
    """A value's words, and the marks that stand behind them."""
    bare = label.rstrip(f"{NO_BREAK} {''.join(MARKS)}")
    return bare, "".join(sign for sign in label[len(bare) :] if sign in MARKS)


def marks_element(marks: str, language: Language) -> Any:
    """Marks, each with its meaning for who points at it."""
    if not marks:
        return None
    return html.Span([html.Abbr(sign, title=language.gettext(MARKS[sign])) for sign in marks], className="value-marks")
