"""Operations with what they can be told apart by and the figures that are printed for them, as rows and as CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable

from dashboard.data.operation_facets import FACETS, FacetedOperation
from dashboard.data.store import Store
from dashboard.exports.data.csv_export import safe_cell

COLUMNS = ("operation", "source_id", "subject", "name", "kind", "period_label", *FACETS, "figures")


def operation_rows(operations: Iterable[FacetedOperation], store: Store) -> list[tuple[str, ...]]:
    """The heads, and one row for each operation; cells with several values have them apart by blanks."""
    figures: dict[str, list[str]] = defaultdict(list)
    query = """SELECT f.figure_id, f.source_id || '-' || coalesce(c.subject, f.subject) AS operation
               FROM figures f LEFT JOIN combined_subjects c ON c.combined = f.subject
               WHERE f.basis = 'printed' ORDER BY f.source_line, f.figure_id"""
    for row in store.rows(query):
        figures[row["operation"]].append(row["figure_id"])
    rows: list[tuple[str, ...]] = [COLUMNS]
    for each in operations:
        named = (each.key, each.row["source_id"], each.row["subject"], each.row["subject_name"])
        facets = (" ".join(each.facets[facet]) for facet in FACETS)
        rows.append((*named, each.row["kind"], each.row["period_label"], *facets, " ".join(figures[each.key])))
    return rows


def operations_csv(operations: Iterable[FacetedOperation], store: Store) -> bytes:
    """The rows as a file; a name that a spreadsheet would run as a formula is kept from it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in operation_rows(operations, store))
    return text.getvalue().encode()
