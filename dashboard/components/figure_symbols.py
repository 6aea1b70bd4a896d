"""The marks after a figure that stands in a list: worked out, with an inferred label, disputed, published elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.i18n.typography import NO_BREAK

#: A column of a query on figures: true where documents disagree on the figure.
DISPUTED = "figure_id IN (SELECT figure_id FROM disagreement_figures) AS disputed"


def figure_symbols(figure: Mapping[str, Any]) -> str:
    """Gives the marks of a row that was read with `DISPUTED`, each after a no-break space; an empty text for none."""
    marks = (
        ("†", figure["basis"] == "derived"),
        ("*", figure["label_basis"] == "inferred"),
        ("‡", figure["disputed"]),
        ("§", figure["basis"] == "reported"),
    )
    return "".join(f"{NO_BREAK}{sign}" for sign, holds in marks if holds)
