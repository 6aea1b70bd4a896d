"""One value of a chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dashboard.i18n.languages import N_

#: What the signs after a value mean: †, * and ‡.
DERIVED = N_("Worked out from printed figures; none of the documents read prints it.")
DERIVED_WORDS = N_("The change or share in the title is worked out from printed figures; no document read prints it.")
INFERRED = N_("The label is missing from the document’s text; it is inferred.")
DISPUTED = N_("The documents disagree on it.")


@dataclass(frozen=True)
class Datum:
    """One value of a chart, with where it comes from.

    Attributes:
        category: key of the place on the category axis; ``label`` is its words.
        series: key of the series, or the empty string.
        value: in base units.
        document: title of the document or dataset.
        gloss: what the operation that ``label`` or ``series_label`` names was after, in a few words.
        source_line: line of the document's text, None where no line prints the value.
    """

    category: str
    label: str
    series: str
    series_label: str
    value: float
    unit: str
    qualifier: str
    basis: str
    label_basis: str
    period_label: str
    source_id: str
    document: str = ""
    subject: str = ""
    metric: str = ""
    gloss: str = ""
    figure_id: str | None = None
    source_line: int | None = None
    as_printed: str | None = None
    note: str | None = None
    disputed: bool = False
    extra: dict[str, Any] = field(default_factory=dict)
