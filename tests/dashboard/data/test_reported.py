"""Figures published elsewhere are in the database and in no count, list, file or chart that does not ask for them."""

from __future__ import annotations

import csv
import io

import openpyxl

from dashboard.i18n.languages import available_languages, get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import Site

FIGURES = 387


def test_the_database_holds_them(data: DataVersion) -> None:
    rows = data.store.rows("SELECT basis = 'reported' AS reported, count(*) AS n FROM figures GROUP BY 1 ORDER BY 1")
    assert rows[0]["n"] == FIGURES and rows[1]["n"] >= 250


def test_no_chart_shows_one(data: DataVersion) -> None:
    for code in available_languages():
        for view in data.default_charts(get_language(code)):
            assert not [row.figure_id for row in view.rows if row.basis == "reported"], view.chart.id


def test_the_list_of_figures_counts_what_it_counted(site: Site) -> None:
    page = parse(site.page("/en/figures"))
    assert f"{FIGURES} figures found" in words(page)
    assert site.get("/en/figures?figure=reported.red-notices.notices_issued.2018").status == 400
    years = {option.get("value") for option in find(page, "option")}
    assert "2025" in years and "2026" not in years


def test_files_of_all_figures_hold_what_they_held(site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(site.page("/figures.csv"))))
    assert len(rows) == FIGURES and {row["basis"] for row in rows} == {"printed", "derived", "reference"}
    book = openpyxl.load_workbook(io.BytesIO(site.get("/figures.xlsx").body), read_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows()) == FIGURES + 1


def test_the_service_counts_what_it_counted(site: Site) -> None:
    assert f"{FIGURES} figures" in site.page("/readyz")


def test_the_explorer_gives_an_operation_what_its_report_prints(site: Site) -> None:
    page = parse(site.page("/en/operations"))
    panel = words(next(find(page, "details", id="operation-ar2020-turquesa-ii")))
    assert "50,000" in panel and "3,500" not in panel
