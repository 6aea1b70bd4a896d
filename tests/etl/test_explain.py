"""Where a figure comes from and what it feeds, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.errors import FiguresError
from etl.explain import explain
from etl.load import read_rows
from etl.paths import Paths
from etl.pipeline import BuildResult, build
from tests.etl.changes import set_cell


def test_a_figure_without_a_second_reading_says_so(data_copy: Paths) -> None:
    name = "ar2021.haechi-ii.arrests.2021"
    set_cell(data_copy.data, "figures/operations.csv", name, "checked", "once")
    build(data_copy)
    assert "second reading: none yet" in explain(data_copy, name)


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
        ("ar2021.red-notices.notices_issued.2021", ("label: confirmed", "label confirmed by politico", "note: ")),
        ("ar2020.red-notices.notices_issued.2020", ("label: inferred", "note: ")),
        (
            "reported.red-notices.notices_issued.2015",
            (
                "exact 11492 count; basis: reported",
                "published elsewhere",
                "same as 11 492: Council of Europe",
                "differs as 12,878: The Heritage Foundation",
                "seen 2026-11, https://assembly.coe.int/",
                "disputed: A paper of the Council of Europe",
            ),
        ),
        ("membership.interpol.members.1956-12-31", ("exact 57 count; basis: reference", "Membership of INTERPOL")),
    ],
)
def test_a_figure_is_explained(built: BuildResult, built_at: Paths, figure_id: str, words: tuple[str, ...]) -> None:
    text = explain(built_at, figure_id)
    assert text.splitlines()[0] == figure_id
    for word in words:
        assert word in text


def test_a_derived_figure_names_no_line(built: BuildResult, built_at: Paths) -> None:
    assert "  line " not in explain(built_at, "derived.interpol.expenditure.2020")


def test_a_figure_of_each_contradiction_says_so(built: BuildResult, built_at: Paths) -> None:
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
    built: BuildResult, built_at: Paths, figure_id: str, nearest: str
) -> None:
    with pytest.raises(FiguresError) as caught:
        explain(built_at, figure_id)
    assert f"there is no figure {figure_id!r}." in str(caught.value)
    assert nearest in str(caught.value)


def test_before_the_first_build_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FiguresError, match=r"no version is published yet. Run: python -m etl build"):
        explain(Paths(tmp_path, tmp_path / "published"), "ar2021.haechi-ii.arrests.2021")
