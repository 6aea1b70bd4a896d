"""Notices, databases and people, as read in the reports by someone who did not transcribe them."""

from __future__ import annotations

import pytest

from tests.numbers.conftest import Figures

NOTICES = [
    ("red", 2020, 11_094, 66_370, ("inferred", "confirmed")),
    ("red", 2021, 10_776, 69_270, ("confirmed", "inferred")),
    ("yellow", 2020, 2_554, 12_892, ("inferred", "confirmed")),
    ("yellow", 2021, 2_622, 13_929, ("confirmed", "inferred")),
]
DATABASES = [
    ("ar2020", "searches.2019", 7_400_000_000),
    ("ar2020", "searches.2020", 3_500_000_000),
    ("ar2021", "searches.2020", 3_500_000_000),
    ("ar2021", "searches.2021", 4_000_000_000),
    ("ar2021", "records.2020", 113_000_000),
    ("ar2021", "records.2021", 119_000_000),
    ("ar2021", "databases.2020", 18),
    ("ar2021", "databases.2021", 19),
    ("ar2021", "hits.2020", 1_000_000),
    ("ar2021", "hits.2021", 1_300_000),
    ("ar2021", "response_time.2021", 0.5),
]
CHILD_EXPLOITATION = [
    ("vulnerable2017", "countries_connected.2017-01", 49, "exact"),
    ("vulnerable2017", "victims_identified.2017-01", 10_000, "more_than"),
    ("ar2021", "countries_connected.2022-01", 67, "exact"),
    ("ar2021", "victims_identified.2022-01", 27_733, "exact"),
    ("ar2021", "offenders_identified.2022-01", 12_549, "exact"),
]
PEOPLE = [
    ("interpol.staff.2021", 1_016),
    ("interpol.staff_seconded.2021", 260),
    ("interpol.staff_contracted.2021", 756),
    ("interpol.nationalities.2021", 110),
    ("virtual-academy.registered_users.2021", 23_491),
    ("virtual-meetings.meetings.2021", 51_749),
    ("virtual-meetings.participants.2021", 281_673),
    ("general-assembly.vote_share.2021-11", 68.9),
]


@pytest.mark.parametrize(("colour", "year", "issued", "in_circulation", "labels"), NOTICES)
def test_notices(
    figures: Figures, colour: str, year: int, issued: int, in_circulation: int, labels: tuple[str, str]
) -> None:
    """The colours of the blocks are lost in both texts: the labels are inferred, and publications confirm four."""
    first = figures[f"ar{year}.{colour}-notices.notices_issued.{year}"]
    second = figures[f"ar{year}.{colour}-notices.notices_in_circulation.{year}-12-31"]
    assert (first["value"], second["value"]) == (issued, in_circulation)
    assert (first["label_basis"], second["label_basis"]) == labels
    assert {first["note"], second["note"]} == {"notice-colour-inferred"}
    assert str(second["period_end"]) == f"{year}-12-31"


@pytest.mark.parametrize(("document", "figure", "value"), DATABASES)
def test_databases(figures: Figures, document: str, figure: str, value: float) -> None:
    assert figures[f"{document}.interpol-databases.{figure}"]["value"] == value


def test_both_reports_print_the_same_searches_of_2020(figures: Figures) -> None:
    ids = [f"ar{year}.interpol-databases.searches.2020" for year in (2020, 2021)]
    assert len({figures[name]["value"] for name in ids}) == 1


@pytest.mark.parametrize(("document", "figure", "value", "qualifier"), CHILD_EXPLOITATION)
def test_child_exploitation_database(figures: Figures, document: str, figure: str, value: int, qualifier: str) -> None:
    row = figures[f"{document}.icse-database.{figure}"]
    assert (row["value"], row["qualifier"]) == (value, qualifier)


@pytest.mark.parametrize(("figure", "value"), PEOPLE)
def test_people(figures: Figures, figure: str, value: float) -> None:
    assert figures[f"ar2021.{figure}"]["value"] == value


def test_staff_is_the_sum_of_its_parts(figures: Figures) -> None:
    staff, seconded, contracted = (
        figures[f"ar2021.interpol.{metric}.2021"]["value"] for metric in ("staff", "staff_seconded", "staff_contracted")
    )
    assert staff == seconded + contracted


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("red-notices.notices_issued_change.2021", -2.9),
        ("red-notices.notices_in_circulation_change.2021", 4.4),
        ("yellow-notices.notices_issued_change.2021", 2.7),
        ("yellow-notices.notices_in_circulation_change.2021", 8.0),
        ("interpol-databases.searches_change.2020", -53),
        ("interpol-databases.searches_change.2021", 14),
        ("interpol-databases.records_change.2021", 5),
        ("interpol-databases.hits_per_million_searches.2020", 290),
        ("interpol-databases.hits_per_million_searches.2021", 330),
        ("interpol.staff_share.2021", 25.6),
    ],
)
def test_changes_worked_out_by_hand(figures: Figures, figure: str, value: float) -> None:
    row = figures[f"derived.{figure}"]
    assert row["value"] == pytest.approx(value, abs=1e-9)
    assert row["basis"] == "derived"
