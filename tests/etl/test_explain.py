"""Where a figure comes from and what it feeds, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.errors import FiguresError
from etl.explain import explain
from etl.load import read_rows
from etl.locations import Locations
from etl.pipeline import Built


@pytest.mark.parametrize(
    ("figure_id", "words"),
    [
        (
            "ar2021.haechi-ii.arrests.2021",
            ("haechi-ii, arrests, 2021", "exact 1003 count; basis: printed", "line 1084 of ar2021: 1 003", "note: "),
        ),
        (
            "ar2021.interpol.members.2021",
            ("line 2 of ar2021: 195", "line 8 of ar2021: 195ème", "disputed: The brochure", "second reading: agreed"),
        ),
        (
            "derived.interpol.expenditure.2020",
            (
                "about 134000000 eur; basis: derived",
                "derived by before_change_percent from ar2021.interpol.expenditure.2021",
                "derived by before_change_percent from ar2021.interpol.expenditure_change.2021",
            ),
        ),
        (
            "ar2020.interpol.revenue.2020",
            ("feeds derived.interpol.revenue.2019 (sum_of)", "feeds derived.statutory-contributions.revenue.2020"),
        ),
        ("ar2021.interpol-databases.searches.2020", ("exact 3500000000 count", "line 191 of ar2021: 3,5")),
        ("ar2021.red-notices.notices_issued.2021", ("label: inferred", "note: ")),
        ("membership.interpol.members.1956-12-31", ("exact 57 count; basis: reference", "Membership of INTERPOL")),
    ],
)
def test_a_figure_is_explained(built: Built, built_at: Locations, figure_id: str, words: tuple[str, ...]) -> None:
    text = explain(built_at, figure_id)
    assert text.splitlines()[0] == figure_id
    for word in words:
        assert word in text


def test_a_derived_figure_names_no_line(built: Built, built_at: Locations) -> None:
    assert "  line " not in explain(built_at, "derived.interpol.expenditure.2020")


def test_a_figure_of_each_contradiction_says_so(built: Built, built_at: Locations) -> None:
    rows = read_rows(built.database, "SELECT figure_id FROM disagreement_figures WHERE position = 1")
    disputed = [str(row["figure_id"]) for row in rows]
    assert disputed
    assert all("  disputed: " in explain(built_at, figure_id) for figure_id in disputed)


@pytest.mark.parametrize(
    ("figure_id", "nearest"),
    [
        ("ar2021.haechi-ii.arests.2021", "ar2021.haechi-ii.arrests.2021"),
        ("ar2020.red-notices.notices_issued.2021", "ar20"),
        ("'; DROP TABLE figures; --", "Allowed: "),
        ("", "Allowed: "),
    ],
)
def test_an_unknown_figure_is_met_with_suggestions(
    built: Built, built_at: Locations, figure_id: str, nearest: str
) -> None:
    with pytest.raises(FiguresError) as caught:
        explain(built_at, figure_id)
    assert f"there is no figure {figure_id!r}." in str(caught.value)
    assert nearest in str(caught.value)


def test_before_the_first_build_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FiguresError, match=r"no version is published yet. Run: python -m etl build"):
        explain(Locations(tmp_path, tmp_path / "published"), "ar2021.haechi-ii.arrests.2021")
