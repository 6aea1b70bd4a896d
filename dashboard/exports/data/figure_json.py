"""One figure as JSON, with where it is printed and what it was worked out from."""

from __future__ import annotations

from typing import Any

from dashboard import urls
from dashboard.data.licence import LICENCE
from dashboard.data.store import Row, Store
from dashboard.errors import NotFound
from dashboard.exports.data.json_export import to_json
from dashboard.i18n.languages import Language
from dashboard.releases.data_version import DataVersion

_COLUMNS = ("figure_id", "topic", "subject", "metric", "period_label", "period_start", "period_end", "value", "unit",
            "qualifier", "basis", "label_basis", "source_id", "source_line", "as_printed", "note")  # fmt: skip


def find_figure(store: Store, figure_id: str) -> Row | None:
    """A figure with the publication that is preferred for it, and whether documents disagree on it."""
    query = """SELECT f.*, p.title, p.address, p.language AS publication_language,
                      figure_id IN (SELECT figure_id FROM disagreement_figures) AS disputed
               FROM figures f LEFT JOIN publications p USING (publication_id) WHERE figure_id = $id"""
    return next(iter(store.rows(query, {"id": figure_id})), None)


def required_figure(store: Store, figure_id: str) -> Row:
    """A figure as `find_figure` gives it.

    Raises:
        NotFound: there is no such figure.
    """
    row = find_figure(store, figure_id)
    if row is None:
        raise NotFound(figure_id, ["figures", "search"])
    return row


def figure_json(data: DataVersion, row: Row, language: Language, origin: str) -> bytes:
    """The figure for machines: its row of ``figures.csv`` with names and provenance."""
    vocabulary, figure_id = data.vocabulary, row["figure_id"]
    return to_json(
        {
            **{name: _plain(row[name]) for name in _COLUMNS},
            "names": {
                "topic": vocabulary.topic(row["topic"], language),
                "subject": vocabulary.name(row["subject"], language),
                "metric": vocabulary.metric(row["metric"], language),
            },
            "language": language.code,
            "disputed": row["disputed"],
            "printings": _rows(data, "figure_printings", "source_id, source_line, as_printed", figure_id),
            "inputs": _rows(data, "figure_inputs", "rule, input_id", figure_id),
            "publications": _rows(
                data, "figure_publications", "publication_id, value, as_printed, agreement", figure_id
            ),
            "address": origin + urls.figure(language, figure_id),
            "data_version": data.version,
            "licenses": [LICENCE],
        }
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _rows(data: DataVersion, table: str, columns: str, figure_id: str) -> list[Row]:
    query = f"SELECT {columns} FROM {table} WHERE figure_id = $id ORDER BY position"
    return data.store.rows(query, {"id": figure_id})
