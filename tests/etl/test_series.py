"""The points of the series: which figure stands for a period, what joins, what is drawn solid."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.load import read_rows
from etl.paths import Paths
from etl.pipeline import BuildResult, build
from tests.etl.changes import Change, cell, set_cell
from tests.etl.conftest import Refusal

SERIES, BREAKS = "decisions/series.csv", "decisions/series_breaks.csv"


def points(built: BuildResult, series: str) -> list[tuple[str, str, str]]:
    query = "SELECT figure_id, joins, mark FROM series_points WHERE series = ? ORDER BY position"
    rows = read_rows(built.database, query, [series])
    return [(str(row["figure_id"]), str(row["joins"]), str(row["mark"])) for row in rows]


def lone_series(data: Path) -> str:
    return set_cell(data, SERIES, "jackal-arrests", "subjects", "jackal-iv")


def two_figures_of_one_edition(data: Path) -> str:
    """The report dates the edition by its year, a publication by its month; nothing says that they are one."""
    file = data / "decisions/same_figures.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "30-days-at-sea-3.countries" not in line), encoding="utf-8")
    return "data/decisions/series.csv, line "


WRONG: dict[str, tuple[Change, tuple[str, ...]]] = {
    "unknown subject": (cell(SERIES, "jackal-arrests", "subjects", "jackal-v"), ("'jackal-v' is not in subjects",)),
    "unknown metric": (cell(SERIES, "jackal-arrests", "metric", "arests"), ("'arests' is not in metrics",)),
    "unknown step": (cell(SERIES, "jackal-arrests", "step", "month"), ("'year', 'date' or 'edition'",)),
    "two figures of one edition": (
        two_figures_of_one_edition,
        (
            "stand in one place of the series 30-days-at-sea-countries",
            "same_figures.csv reported.30-days-at-sea-3.countries.2021-03,ar2021.30-days-at-sea-3.countries.2021,REASON",
            "Else: take the rows of one out of data/reported, and say why, with its value, in data/decisions/left_out.csv.",
        ),
    ),
    "a series of one point": (lone_series, ("the series jackal-arrests has 1 points",)),
    "a break of no series": (cell(BREAKS, "in-kind-counted", "series", "income"), ("'income' is not in series",)),
    "a break at no point": (
        cell(BREAKS, "in-kind-counted", "figure_id", "reported.interpol.revenue.2017"),
        ("'reported.interpol.revenue.2017' is no point of revenue", "or remove the break"),
    ),
    "a break without a reason": (cell(BREAKS, "in-kind-counted", "note", "in-kind"), ("'in-kind' is not in notes",)),
    "a gap between editions that follow each other": (
        cell(BREAKS, "accounts-jump", "kind", "gap"),
        ("nothing lacks before 'reported.haechi-iv.accounts_frozen", "is in haechi-accounts. Remove the row"),
    ),
    "a gap between years that follow each other": (
        cell(BREAKS, "in-kind-counted", "kind", "gap"),
        ("nothing lacks before 'reported.interpol.revenue.2016'",),
    ),
    "an unknown kind of break": (cell(BREAKS, "in-kind-counted", "kind", "jump"), ("'break', 'gap' or 'apart'",)),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_decisions_stop_the_build(name: str, refusal: Refusal) -> None:
    change, words = WRONG[name]
    place, message = refusal(change)
    assert place in message
    for word in words:
        assert word in message


def test_a_year_without_a_figure_is_a_gap(built: BuildResult) -> None:
    assert points(built, "red-notices-valid") == [
        ("reported.red-notices.notices_in_circulation.2018-12", "start", "hollow"),
        ("reported.red-notices.notices_in_circulation.2019-12", "yes", "hollow"),
        ("ar2020.red-notices.notices_in_circulation.2020-12-31", "yes", "solid"),
        ("ar2021.red-notices.notices_in_circulation.2021-12-31", "yes", "solid"),
        ("reported.red-notices.notices_in_circulation.2023-12", "gap", "hollow"),
    ]


def test_documents_stand_before_what_is_worked_out_before_what_was_reported(built: BuildResult) -> None:
    assert [name for name, _, _ in points(built, "revenue")][3:] == [
        "derived.interpol.revenue.2019",
        "ar2020.interpol.revenue.2020",
        "ar2021.interpol.revenue.2021",
        "reported.interpol.revenue.2022",
    ]


def test_of_two_documents_the_later_one_gives_the_point(built: BuildResult) -> None:
    names = [name for name, _, _ in points(built, "database-searches")]
    assert "ar2021.interpol-databases.searches.2020" in names
    assert "ar2020.interpol-databases.searches.2020" not in names


def print_records(data: Path, period: str) -> str:
    """A report that prints the records of a time of 2022, of which a publication says 126 million in October."""
    figure_id = f"ar2021.interpol-databases.records.{period}"
    row = (
        f"{figure_id},interpol-databases,records,{period},127000000,count,exact,printed,ar2021,1,127,1000000,,,agreed\n"
    )
    with (data / "figures/databases.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    return "data/decisions/series.csv, line "


@pytest.mark.parametrize("period", ["2022", "2022-12-31"])
def test_a_reported_figure_gives_way_to_a_later_one_that_a_document_prints_of_its_year(
    data_copy: Paths, period: str
) -> None:
    print_records(data_copy.data, period)
    after = build(data_copy)
    names = [name for name, _, _ in points(after, "database-records")]
    assert [name for name in names if ".2022" in name] == [f"ar2021.interpol-databases.records.{period}"]
    reported = "SELECT value FROM figures WHERE figure_id = 'reported.interpol-databases.records.2022-10'"
    assert read_rows(after.database, reported) == [{"value": 126_000_000.0}]


def test_of_a_year_a_reported_figure_hides_no_earlier_one_that_a_document_prints(refusal: Refusal) -> None:
    place, message = refusal(lambda data: print_records(data, "2022-06"))
    assert place in message and "records.2022-10 stand in one place of the series database-records" in message
    assert "or, if its chart is a line, write date as the step of the series, and both are drawn." in message


def test_editions_stand_in_their_order_and_each_once(built: BuildResult) -> None:
    names = [name.split(".")[1] for name, _, _ in points(built, "haechi-arrests")]
    assert names == ["haechi-i", "haechi-ii", "haechi-iii", "haechi-iv", "haechi-v"]


def test_nothing_joins_a_point_that_stands_apart(built: BuildResult) -> None:
    assert [joins for _, joins, _ in points(built, "staff")] == [*["apart"] * 4, "break", "yes", "apart"]


def test_a_decision_makes_a_point_solid_or_hollow(data_copy: Paths) -> None:
    decisions = data_copy.data / "decisions" / "point_marks.csv"
    with decisions.open("a", encoding="utf-8") as file:
        file.write("reported.red-notices.notices_issued.2018,hollow,For a test.\n")
        file.write("reported.red-notices.notices_issued.2019,solid,For a test.\n")
    marks = {name: mark for name, _, mark in points(build(data_copy), "red-notices-issued")}
    assert marks["reported.red-notices.notices_issued.2018"] == "hollow"
    assert marks["reported.red-notices.notices_issued.2019"] == "solid"


def test_every_point_and_every_break_is_there(built: BuildResult) -> None:
    assert read_rows(built.database, "SELECT figure_id FROM series_points ANTI JOIN figures USING (figure_id)") == []
    assert (
        read_rows(built.database, "SELECT note FROM series_points ANTI JOIN notes USING (note) WHERE note IS NOT NULL")
        == []
    )
    assert read_rows(built.database, "SELECT series FROM series ANTI JOIN series_points USING (series)") == []
