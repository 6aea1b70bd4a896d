"""Says where a figure comes from and what it feeds, from the published database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from etl.errors import FiguresError, allowed_values
from etl.load import read_rows
from etl.paths import Paths
from etl.publish import current_database


def explain(paths: Paths, figure_id: str) -> str:
    """Words the provenance of a figure.

    Args:
        paths: where the database is.
        figure_id: for example ``ar2021.haechi-ii.arrests.2021``.

    Raises:
        FiguresError: there is no database yet, or no such figure.
    """
    database = current_database(paths)

    def rows(query: str) -> list[dict[str, Any]]:
        return read_rows(database, query, [figure_id])

    found = rows("SELECT f.*, s.title FROM figures f LEFT JOIN sources s USING (source_id) WHERE figure_id = ?")
    if not found:
        known = [str(row["figure_id"]) for row in read_rows(database, "SELECT figure_id FROM figures")]
        raise FiguresError(f"there is no figure {figure_id!r}. {allowed_values(figure_id, known)}")
    figure = found[0]
    lines = [
        figure_id,
        f"  {figure['subject']}, {figure['metric']}, {figure['period_label']}",
        f"  {figure['qualifier']} {_plain(figure['value'])} {figure['unit']}; "
        f"basis: {figure['basis']}; label: {figure['label_basis']}",
        f"  {figure['title'] or 'not in the documents: published elsewhere'}",
    ]
    lines += _printings(rows)
    readings = rows("SELECT * FROM figure_checks WHERE figure_id = ?")
    lines += [f"  second reading: {'none yet' if row['checked'] == 'once' else row['checked']}" for row in readings]
    lines += [
        f"  derived by {row['rule']} from {row['input_id']}"
        for row in rows("SELECT * FROM figure_inputs WHERE figure_id = ? ORDER BY position")
    ]
    lines += [
        f"  feeds {row['figure_id']} ({row['rule']})"
        for row in rows("SELECT * FROM figure_inputs WHERE input_id = ? ORDER BY figure_id")
    ]
    lines += [
        f"  disputed: {row['en']}"
        for row in rows("SELECT en FROM disagreements JOIN disagreement_figures USING (id) WHERE figure_id = ?")
    ]
    lines += [
        f"  note: {row['en']}"
        for row in rows("SELECT n.en FROM figures f JOIN notes n USING (note) WHERE figure_id = ?")
    ]
    return "\n".join(lines)


def _printings(rows: Callable[[str], list[dict[str, Any]]]) -> list[str]:
    """Who prints the figure, in the documents and elsewhere, and what bears out its label."""
    lines = [
        f"  line {row['source_line']} of {row['source_id']}: {row['as_printed']}"
        for row in rows("SELECT * FROM figure_printings WHERE figure_id = ? ORDER BY position")
    ]
    elsewhere = "SELECT * FROM figure_publications JOIN publications USING (publication_id) WHERE figure_id = ?"
    lines += [
        f"  {row['agreement']} as {row['as_printed']}: {row['publisher']}, {row['title']}, "
        f"{row['published'] or 'undated'}, seen {row['seen']}, {row['address']}"
        for row in rows(f"{elsewhere} ORDER BY position")
    ]
    return lines + [
        f"  label confirmed by {row['source']}: {row['reason']}"
        for row in rows("SELECT * FROM label_confirmations WHERE figure_id = ?")
    ]


def _plain(value: float) -> str:
    return f"{value:.15g}"
