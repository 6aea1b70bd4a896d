"""When a document prints a figure that was reported, the document's figure takes its place."""

from __future__ import annotations

from typing import Any

import pytest

from etl.errors import DataError
from etl.load import read_rows
from etl.paths import Paths
from etl.pipeline import BuildResult, build
from tests.etl.changes import replace

ADPFE = "adpfe-defense-penale-francais-et"
REPORTED = "reported.red-notices.notices_issued.2019"


def published(data: Paths, query: str) -> list[dict[str, Any]]:
    return read_rows(build(data).database, query)


def with_a_newer_report(data: Paths, value: str, token: str) -> None:
    """The Annual Report 2021 printing the Red Notices of 2019 as well."""
    row = f"ar2021.red-notices.notices_issued.2019,red-notices,notices_issued,2019,{value},count,exact,printed,ar2021,158,"
    with (data.figures / "notices.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}{token},1,,,agreed\n")


def test_a_document_that_prints_what_was_reported_takes_over(data_copy: Paths, built: BuildResult) -> None:
    before = read_rows(built.database, f"SELECT * FROM figures WHERE figure_id = '{REPORTED}'")
    assert [(row["basis"], row["value"]) for row in before] == [("reported", 13377)]
    with_a_newer_report(data_copy, "13377", "13 377")
    after = published(
        data_copy,
        "SELECT figure_id, basis FROM figures WHERE subject = 'red-notices' AND metric = 'notices_issued' "
        "AND period_label = '2019'",
    )
    assert after == [{"figure_id": "ar2021.red-notices.notices_issued.2019", "basis": "printed"}]
    confirmed = published(
        data_copy, "SELECT publication_id, agreement FROM figure_publications WHERE figure_id LIKE 'ar2021.red-%.2019'"
    )
    assert confirmed == [{"publication_id": ADPFE, "agreement": "same"}]
    points = published(
        data_copy, "SELECT figure_id, mark FROM series_points WHERE figure_id LIKE '%notices_issued.2019'"
    )
    assert points == [{"figure_id": "ar2021.red-notices.notices_issued.2019", "mark": "solid"}]


def test_a_document_that_prints_another_number_takes_over_once_the_reader_is_told(data_copy: Paths) -> None:
    with_a_newer_report(data_copy, "13400", "13 400")
    with pytest.raises(DataError, match=f"the 13377 of {ADPFE} contradicts what is shown for ar2021"):
        build(data_copy)
    told = '"reported.red-notices.notices_issued.2005", "reported.red-notices.notices_issued.2019"]'
    replace("decisions/disagreements.toml", '"reported.red-notices.notices_issued.2005"]', told)(data_copy.data)
    named = published(
        data_copy, "SELECT figure_id FROM disagreement_figures WHERE id = 'red-notices-2005' ORDER BY position"
    )
    assert [row["figure_id"] for row in named][1] == "ar2021.red-notices.notices_issued.2019"


def test_decisions_about_a_figure_stay_right_once_a_document_prints_it(data_copy: Paths) -> None:
    """2012 has a mark of its own: no decision has to be touched when a report prints the year."""
    row = "ar2021.red-notices.notices_issued.2012,red-notices,notices_issued,2012,8136,count,exact,printed,ar2021,158,8 136,1,,,agreed"
    with (data_copy.figures / "notices.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    assert build(data_copy).figure_count > 700
