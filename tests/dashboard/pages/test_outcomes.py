"""The comparison of one outcome over the operations that the filters leave."""

from __future__ import annotations

import re

import pytest

from dashboard.releases.data_version import DataVersion
from tests.server import Site


def compared(site: Site, query: str) -> list[list[str]]:
    """The rows of the comparison's table: cells as text."""
    page = site.page(f"/en/operations?{query}")
    table = page.split('<table class="outcomes">', 1)[1].split("</table>", 1)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>", 1)[1], re.S)
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows]


def numbers(rows: list[list[str]]) -> list[int]:
    return [int(re.sub(r"\D", "", row[2])) for row in rows]


def test_arrests_are_the_figures_of_the_database_largest_first(site: Site, data: DataVersion) -> None:
    found = numbers(compared(site, "outcome=arrests"))
    known = data.store.rows(
        """SELECT DISTINCT f.figure_id, f.value::BIGINT AS value FROM figures f
           WHERE metric = 'arrests' AND EXISTS (
               SELECT 1 FROM operations o LEFT JOIN combined_subjects c ON c.subject = o.subject
               WHERE o.kind = 'operation' AND o.source_id = f.source_id AND f.subject IN (o.subject, c.combined))"""
    )
    assert found == sorted((row["value"] for row in known), reverse=True)
    assert len(found) > 10


def test_figures_of_several_operations_stand_once(site: Site) -> None:
    names = [row[0] for row in compared(site, "outcome=arrests")]
    assert names.count("Athena II and Pandora IV") == 1 and len(names) == len(set(names))


@pytest.mark.parametrize(("outcome", "sign"), [("money-usd", "US$"), ("checks", "")])
def test_one_unit_in_one_comparison(site: Site, outcome: str, sign: str) -> None:
    rows = compared(site, f"outcome={outcome}")
    assert rows and all(sign in row[2] for row in rows)
    assert all("€" not in row[2] for row in rows)


def test_filters_and_order_hold(site: Site) -> None:
    rows = compared(site, "outcome=arrests&year=2021&order=name")
    names = [row[0] for row in rows]
    assert names == sorted(names, key=str.casefold) and all(row[1] == "2021" for row in rows)
    assert "First Light" not in names


def test_an_outcome_that_nobody_prints_is_said(site: Site) -> None:
    assert "No report prints this outcome" in site.page("/en/operations?outcome=money-eur&area=drugs")
    assert site.get("/en/operations?outcome=profit").status == 400
