"""What publications and the documents' own arithmetic bear out, and what they contradict."""

from __future__ import annotations

import pytest

from etl.load import read_rows
from etl.pipeline import BuildResult

M = 1_000_000


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("ar2021.haechi-i.arrests.2021", 585), ("ar2021.haechi-ii.arrests.2021", 1003),
        ("ar2021.haechi-i.cases_solved.2021", 892), ("ar2021.haechi-ii.cases_solved.2021", 1660),
        ("ar2021.haechi-i.money_seized.2021", 83 * M), ("ar2021.haechi-ii.money_seized.2021", 27 * M),
        ("ar2021.haechi-i.accounts_frozen.2021", 1600), ("ar2021.haechi-ii.accounts_frozen.2021", 2350),
        ("ar2021.haechi-ii.countries.2021", 20), ("ar2021.haechi-ii.notices_and_diffusions.2021", 50),
        ("ar2021.neptune-iii.arrests.2021", 29), ("ar2021.yellow-notices.notices_issued.2021", 2622),
        ("ar2021.red-notices.notices_issued.2021", 10776),
        ("ar2020.red-notices.notices_in_circulation.2020-12-31", 66370),
    ],
)  # fmt: skip
def test_a_publication_with_an_address_confirms_the_figure_and_its_label(
    built: BuildResult, figure: str, value: float
) -> None:
    query = """SELECT p.value, f.label_basis, address FROM figure_publications p JOIN publications USING (publication_id)
               JOIN figures f USING (figure_id) WHERE figure_id = ? AND agreement = 'same'"""
    rows = read_rows(built.database, query, [figure])
    assert rows
    assert {(row["value"], row["label_basis"]) for row in rows} == {(value, "confirmed")}
    assert all(str(row["address"]).startswith("http") for row in rows)


def test_eleven_of_the_twelve_values_of_haechi_are_confirmed(built: BuildResult) -> None:
    query = "SELECT figure_id FROM figures WHERE subject LIKE 'haechi-i%' AND label_basis = '{}' AND basis = 'printed'"
    assert len(read_rows(built.database, query.format("confirmed"))) == 11
    left = read_rows(built.database, query.format("inferred"))
    assert [row["figure_id"] for row in left] == ["ar2021.haechi-i.notices_and_diffusions.2021"]


@pytest.mark.parametrize(
    "figure",
    [
        "statutory-contributions.revenue",
        "voluntary-contributions.revenue",
        "in-kind-contributions.revenue",
        "interpol.expenditure",
    ],
)
def test_the_reports_own_arithmetic_confirms_a_label(built: BuildResult, figure: str) -> None:
    query = 'SELECT "by", label_basis FROM label_confirmations JOIN figures USING (figure_id) WHERE figure_id = ?'
    rows = read_rows(built.database, query, [f"ar2021.{figure}.2021"])
    assert [(row["by"], row["label_basis"]) for row in rows] == [("check", "confirmed")]


@pytest.mark.parametrize(
    ("figure", "value"),
    [("ar2020.first-light.arrests.2020", 21549), ("ar2021.pangea-xiv.links_shut_down.2021", 113020)],
)
def test_a_more_exact_number_elsewhere_agrees_and_does_not_replace(
    built: BuildResult, figure: str, value: float
) -> None:
    query = "SELECT DISTINCT value, agreement FROM figure_publications WHERE figure_id = ?"
    assert read_rows(built.database, query, [figure]) == [{"value": value, "agreement": "agrees"}]


def test_the_reader_is_told_that_the_arrests_of_opson_ix_are_warrants(built: BuildResult) -> None:
    query = "SELECT figure_id FROM disagreement_figures WHERE id = 'opson-ix' ORDER BY position"
    names = [row["figure_id"] for row in read_rows(built.database, query)]
    assert names[:2] == ["ar2020.opson-ix.arrests.2020", "reported.opson-ix.arrest_warrants.2019-12--2020-06"]


def test_every_contradiction_is_told(built: BuildResult) -> None:
    query = """SELECT figure_id FROM figure_publications ANTI JOIN disagreement_figures USING (figure_id)
               WHERE agreement = 'differs'"""
    assert read_rows(built.database, query) == []
