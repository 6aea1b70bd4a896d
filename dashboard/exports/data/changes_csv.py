"""The measures of two years side by side, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dashboard.data.vocabulary import Vocabulary
from dashboard.data.year_pairs import YearPair
from dashboard.exports.data.csv_export import safe_cell
from dashboard.i18n import formatting
from dashboard.i18n.languages import Language

COLUMNS = ("topic", "subject", "metric", "measure", "unit", "earlier", "earlier_basis", "earlier_figure_id", "later",
           "later_basis", "later_figure_id", "changes")  # fmt: skip


def changes_csv(pairs: Iterable[YearPair], vocabulary: Vocabulary, language: Language) -> bytes:
    """One row for each measure; ``changes`` holds the ids of the figures that are its change."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for pair in pairs:
        name = f"{vocabulary.metric(pair.metric, language)} – {vocabulary.name(pair.subject, language)}"
        sides = []
        for row in (pair.earlier, pair.later):
            sides += [formatting.machine_value(row["value"]), row["basis"], row["figure_id"]] if row else ["", "", ""]
        changes = " ".join(row["figure_id"] for row in pair.changes)
        writer.writerow([pair.topic, pair.subject, pair.metric, safe_cell(name), pair.unit, *sides, changes])
    return text.getvalue().encode()
