"""The public table ``figures`` and the tables beside it: their columns are a contract."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any

import pytest

from etl.extract import extract
from etl.load import read_rows
from etl.paths import Paths
from etl.pipeline import BuildResult
from tests.conftest import DOCUMENTS

#: The columns of the design, in order, with their types.
CONTRACT = {
    "figure_id": "VARCHAR", "topic": "VARCHAR", "subject": "VARCHAR", "metric": "VARCHAR",
    "period_label": "VARCHAR", "period_start": "DATE", "period_end": "DATE", "value": "DOUBLE", "unit": "VARCHAR",
    "qualifier": "VARCHAR", "basis": "VARCHAR", "label_basis": "VARCHAR", "source_id": "VARCHAR",
    "source_line": "INTEGER", "as_printed": "VARCHAR", "note": "VARCHAR", "publication_id": "VARCHAR",
}  # fmt: skip
READABLE = re.compile(rf"({'|'.join(DOCUMENTS)}|derived|membership|reported)(\.[a-z0-9_-]+){{3,4}}")


def rows(built: BuildResult, query: str) -> list[dict[str, Any]]:
    return read_rows(built.database, query)


def test_the_columns_are_those_of_the_contract(built: BuildResult) -> None:
    described = rows(built, "DESCRIBE figures")
    assert {row["column_name"]: row["column_type"] for row in described} == CONTRACT
    assert [row["column_name"] for row in described] == list(CONTRACT)


def test_there_are_as_many_printed_figures_as_promised(built: BuildResult) -> None:
    counts = {row["basis"]: row["n"] for row in rows(built, "SELECT basis, count(*) AS n FROM figures GROUP BY 1")}
    assert set(counts) == {"printed", "derived", "reference", "reported"}
    assert counts["printed"] + counts["derived"] + counts["reference"] == 387
    assert counts["reported"] >= 250
    assert counts["printed"] >= 280
    assert sum(counts.values()) == built.figure_count


def test_ids_are_unique_and_readable(built: BuildResult) -> None:
    figures = rows(built, "SELECT figure_id, subject, metric, source_id, basis FROM figures")
    assert len({row["figure_id"] for row in figures}) == len(figures)
    for row in figures:
        first, subject, metric = row["figure_id"].split(".")[:3]
        assert READABLE.fullmatch(row["figure_id"]), row
        assert (subject, metric) == (row["subject"], row["metric"])
        assert first == (row["basis"] if row["basis"] in ("derived", "reported") else row["source_id"])


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("basis", {"printed", "derived", "reference", "reported"}),
        ("label_basis", {"printed", "inferred", "confirmed"}),
        ("qualifier", {"exact", "about", "more_than", "at_least", "nearly", "less_than"}),
    ],
)
def test_controlled_values_are_those_of_the_contract(built: BuildResult, column: str, allowed: set[str]) -> None:
    assert {row[column] for row in rows(built, f"SELECT DISTINCT {column} FROM figures")} <= allowed


@pytest.mark.parametrize(
    ("column", "table"),
    [("topic", "topics"), ("subject", "subjects"), ("metric", "metrics"), ("unit", "units"), ("source_id", "sources")],
)
def test_each_name_leads_to_its_words(built: BuildResult, column: str, table: str) -> None:
    query = f"SELECT {column} FROM figures ANTI JOIN {table} USING ({column}) WHERE {column} IS NOT NULL"
    assert rows(built, query) == []


def test_each_vocabulary_is_used_and_worded_in_four_languages(built: BuildResult) -> None:
    for table in ("topics", "subjects", "metrics", "units", "notes"):
        found = rows(built, f"SELECT en, fr, es, ar FROM {table}")
        assert found
        assert all(all(text.strip() for text in row.values()) for row in found), table


def test_printed_figures_have_their_lines_and_tokens(built: BuildResult) -> None:
    assert (
        rows(built, "SELECT * FROM figures WHERE basis = 'printed' AND (source_line IS NULL OR as_printed IS NULL)")
        == []
    )
    missing = rows(
        built, "SELECT figure_id FROM figures ANTI JOIN figure_printings USING (figure_id) WHERE basis = 'printed'"
    )
    assert missing == []
    unchecked = rows(
        built, "SELECT figure_id FROM figures ANTI JOIN figure_checks USING (figure_id) WHERE basis = 'printed'"
    )
    assert unchecked == []


def test_the_first_printing_is_the_one_cited(built: BuildResult) -> None:
    query = """SELECT f.figure_id FROM figures f JOIN figure_printings p USING (figure_id)
        WHERE p.position = 1 AND (f.source_line, f.as_printed, f.source_id) != (p.source_line, p.as_printed, p.source_id)"""
    assert rows(built, query) == []


def test_derived_figures_have_inputs_that_lead_to_print(built: BuildResult) -> None:
    """Each derived figure names its inputs; followed back, they end in figures with a line."""
    inputs: dict[str, list[str]] = {}
    for row in rows(built, "SELECT figure_id, input_id FROM figure_inputs"):
        inputs.setdefault(row["figure_id"], []).append(row["input_id"])
    derived = {row["figure_id"] for row in rows(built, "SELECT figure_id FROM figures WHERE basis = 'derived'")}
    assert set(inputs) == derived
    printed = {row["figure_id"] for row in rows(built, "SELECT figure_id FROM figures WHERE basis = 'printed'")}
    assert {name for names in inputs.values() for name in names} <= printed | derived


def test_derived_figures_have_no_line_but_a_rule_and_a_note(built: BuildResult) -> None:
    query = "SELECT source_line, as_printed, note FROM figures WHERE basis = 'derived'"
    for row in rows(built, query):
        assert (row["source_line"], row["as_printed"]) == (None, None)
        assert row["note"]


def test_inferred_labels_have_a_reason(built: BuildResult) -> None:
    assert rows(built, "SELECT figure_id FROM figures WHERE label_basis = 'inferred' AND note IS NULL") == []


def test_periods_have_their_days(built: BuildResult) -> None:
    assert rows(built, "SELECT figure_id FROM figures WHERE period_end < period_start") == []
    days = {
        row["period_label"]: (row["period_start"], row["period_end"])
        for row in rows(built, "SELECT DISTINCT period_label, period_start, period_end FROM figures")
    }
    assert days["2021"] == (date(2021, 1, 1), date(2021, 12, 31))
    assert days["2020-12-31"] == (date(2020, 12, 31), date(2020, 12, 31))
    assert days["2022--2025"] == (date(2022, 1, 1), date(2025, 12, 31))


def test_shares_are_numbers_of_percent(built: BuildResult) -> None:
    query = (
        "SELECT value FROM figures WHERE unit = 'percent' AND (metric LIKE '%share%') AND value NOT BETWEEN 1 AND 100"
    )
    assert rows(built, query) == []


def test_every_contradiction_names_figures_that_exist(built: BuildResult) -> None:
    assert rows(built, "SELECT id FROM disagreements ANTI JOIN disagreement_figures USING (id)") == []
    assert rows(built, "SELECT figure_id FROM disagreement_figures ANTI JOIN figures USING (figure_id)") == []


def test_operations_include_those_without_figures(built: BuildResult) -> None:
    without = rows(built, "SELECT subject FROM operations ANTI JOIN figures USING (subject) WHERE kind = 'operation'")
    kinds = {row["kind"] for row in rows(built, "SELECT DISTINCT kind FROM operations")}
    assert without
    assert kinds == {"operation", "project", "programme", "campaign", "initiative"}


def test_every_row_of_the_inputs_arrives(built: BuildResult, built_at: Paths) -> None:
    inputs = extract(built_at)
    for name in (
        "operations",
        "glosses",
        "offices",
        "goals",
        "printed_members",
        "members",
        "membership_spells",
        "regions",
        "chapters",
        "sections",
    ):
        assert rows(built, f"SELECT count(*) AS n FROM {name}")[0]["n"] == len(inputs.rows(name)), name


def test_chapters_follow_each_other_as_the_table_of_contents_does(built: BuildResult) -> None:
    chapters = rows(built, "SELECT * FROM chapters WHERE first_page IS NOT NULL ORDER BY source_id, first_line")
    assert len(chapters) == 11
    for one, other in itertools.pairwise(chapters):
        assert one["last_page"] + 1 == other["first_page"], other["en"]
