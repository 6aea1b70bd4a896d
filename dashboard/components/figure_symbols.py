"""The marks after a figure: worked out, with an inferred label, disputed, published elsewhere; and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dash import html

from dashboard.charts.datum import DERIVED, INFERRED
from dashboard.charts.datum import DISPUTED as WORDS_DISPUTED
from dashboard.i18n.languages import N_, Language
from dashboard.i18n.typography import NO_BREAK

#: A column of a query on figures: true where documents disagree on the figure.
DISPUTED = "figure_id IN (SELECT figure_id FROM disagreement_figures) AS disputed"
#: Mark → what it means, in two or three words; the notes say it in full.
MARKS = {
    "†": N_("worked out"),
    "*": N_("label inferred"),
    "‡": N_("documents disagree"),
    "§": N_("published elsewhere"),
}
_MEANINGS = {
    "†": DERIVED,
    "*": INFERRED,
    "‡": WORDS_DISPUTED,
    "§": N_("Published elsewhere, not in the documents read."),
}


def figure_symbols(figure: Mapping[str, Any]) -> str:
    """Gives the marks of a row that was read with `DISPUTED`, each after a no-break space; an empty text for none."""
    return "".join(f"{NO_BREAK}{sign}" for sign in _signs(figure))


def symbols_key(language: Language, figures: Iterable[Mapping[str, Any]]) -> Any:
    """What the marks of some figures mean; only those in use, and nothing where there are none."""
    used = {sign for figure in figures for sign in _signs(figure)}
    items = [html.Li(f"{sign} {language.gettext(text)}") for sign, text in _MEANINGS.items() if sign in used]
    return html.Ul(items, className="notes") if items else None


def _signs(figure: Mapping[str, Any]) -> list[str]:
    marks = (
        ("†", figure["basis"] == "derived"),
        ("§", figure["basis"] == "reported"),
        ("*", figure["label_basis"] == "inferred"),
        ("‡", figure["disputed"]),
    )
    return [sign for sign, holds in marks if holds]


def without_marks(label: str) -> tuple[str, str]:
    """A value's words, and the marks that stand behind them."""
    bare = label.rstrip(f"{NO_BREAK} {''.join(MARKS)}")
    return bare, "".join(sign for sign in label[len(bare) :] if sign in MARKS)


def marks_element(marks: str, language: Language) -> Any:
    """Marks, each with its meaning for who points at it."""
    if not marks:
        return None
    return html.Span([html.Abbr(sign, title=language.gettext(MARKS[sign])) for sign in marks], className="value-marks")
