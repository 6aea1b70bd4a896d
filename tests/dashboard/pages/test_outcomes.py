"""The comparison of one outcome over the operations that the filters leave."""

from __future__ import annotations

import re

import pytest

from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import Site


def compared(site: Site, query: str) -> list[list[str]]:
    """The rows in sight of the outcome that is drawn: cells as text."""
    page = parse(site.page(f"/en/operations?{query}"))
    (drawn,) = [e for e in page.iter() if "data-outcome-drawn" in e.attrib and "hidden" not in e.attrib]
    rows = [row for row in find(next(find(drawn, "tbody")), "tr") if "hidden" not in row.attrib]
    return [[words(cell) for cell in row] for row in rows]


def numbers(rows: list[list[str]]) -> list[int]:
    return [int(re.sub(r"\D", "", row[2])) for row in rows]


def test_arrests_are_the_figures_of_the_database_largest_first(site: Site, data: DataVersion) -> None:
    found = numbers(compared(site, "draw=arrests"))
    known = data.store.rows(
        """SELECT DISTINCT f.figure_id, f.value::BIGINT AS value FROM figures f
           WHERE metric = 'arrests' AND EXISTS (
               SELECT 1 FROM operations o LEFT JOIN combined_subjects c ON c.subject = o.subject
               WHERE o.kind = 'operation' AND o.source_id = f.source_id AND f.subject IN (o.subject, c.combined))"""
    )
    assert found == sorted((row["value"] for row in known), reverse=True)
    assert len(found) > 10


def test_figures_of_several_operations_stand_once(site: Site) -> None:
    names = [row[0] for row in compared(site, "draw=arrests")]
    assert names.count("Athena II and Pandora IV") == 1 and len(names) == len(set(names))


@pytest.mark.parametrize(("outcome", "sign"), [("money-usd", "US$"), ("checks", "")])
def test_one_unit_in_one_comparison(site: Site, outcome: str, sign: str) -> None:
    rows = compared(site, f"draw={outcome}")
    assert rows and all(sign in row[2] for row in rows)
    assert all("€" not in row[2] for row in rows)


def test_filters_and_order_hold(site: Site) -> None:
    rows = compared(site, "draw=arrests&year=2021&order=name")
    names = [row[0] for row in rows]
    assert names == sorted(names, key=str.casefold) and all(row[1] == "2021" for row in rows)
    assert "First Light" not in names


def test_an_outcome_that_nobody_prints_is_said(site: Site) -> None:
    page = parse(site.page("/en/operations?draw=money-eur&area=drugs"))
    (drawn,) = [e for e in page.iter() if "data-outcome-drawn" in e.attrib and "hidden" not in e.attrib]
    said = [words(e) for e in find(drawn, "p", class_="notice") if "hidden" not in e.attrib]
    assert said == ["No report prints this outcome for these operations."]
    assert site.get("/en/operations?draw=profit").status == 400
