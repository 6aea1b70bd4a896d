"""Operations with what they can be told apart by and the figures that are printed for them, as CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable

from dashboard.data.operation_facets import FACETS, FacetedOperation
from dashboard.data.store import Store
from dashboard.exports.data.csv_export import safe_cell

COLUMNS = ("operation", "source_id", "subject", "name", "kind", "period_label", *FACETS, "figures")


def operations_csv(operations: Iterable[FacetedOperation], store: Store) -> bytes:
    """One row for each operation; cells with several values have them apart by blanks."""
    figures: dict[str, list[str]] = defaultdict(list)
    query = """SELECT f.figure_id, f.source_id || '-' || coalesce(c.subject, f.subject) AS operation
               FROM figures f LEFT JOIN combined_subjects c ON c.combined = f.subject
               WHERE f.basis = 'printed' ORDER BY f.source_line, f.figure_id"""
    for row in store.rows(query):
        figures[row["operation"]].append(row["figure_id"])
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in operations:
        named = [each.key, each.row["source_id"], each.row["subject"], safe_cell(each.row["subject_name"])]
        facets = [" ".join(each.facets[facet]) for facet in FACETS]
        writer.writerow([*named, each.row["kind"], each.row["period_label"], *facets, " ".join(figures[each.key])])
    return text.getvalue().encode()
