"""The marks after a figure: worked out, with an inferred label, disputed, published elsewhere; and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html

from dashboard.charts.datum import Datum
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


def figure_symbols(figure: Mapping[str, Any]) -> str:
    """Gives the marks of a row that was read with `DISPUTED`, each after a no-break space; an empty text for none."""
    marks = (
        ("†", figure["basis"] == "derived"),
        ("§", figure["basis"] == "reported"),
        ("*", figure["label_basis"] == "inferred"),
        ("‡", figure["disputed"]),
    )
    return "".join(f"{NO_BREAK}{sign}" for sign, holds in marks if holds)


def marks_of(row: Datum) -> str:
    """The marks of a chart's value, also those that its chart says once for all of its values."""
    found = {"†": row.basis == "derived", "*": row.label_basis == "inferred", "‡": row.disputed}
    return "".join(sign for sign, holds in found.items() if holds)


def without_marks(label: str) -> tuple[str, str]:
    """A value's words, and the marks that stand behind them."""
    bare = label.rstrip(f"{NO_BREAK} {''.join(MARKS)}")
    return bare, "".join(sign for sign in label[len(bare) :] if sign in MARKS)


def marks_element(marks: str, language: Language) -> Any:
    """Marks, each with its meaning for who points at it."""
    if not marks:
        return None
    return html.Span([html.Abbr(sign, title=language.gettext(MARKS[sign])) for sign in marks], className="value-marks")
