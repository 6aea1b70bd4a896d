"""Factsheets: A4, at most four pages, tagged, with every figure, source and address on them, in every language."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from dashboard.charts.sources import source_line
from dashboard.exports.factsheets.factsheet import MAX_CHARTS, operation_sheet, topic_sheet
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse
from tests.server import CODES, Site

A4_POINTS = (595, 842)
MAX_PAGES = 4
SITE = "https://figures.example.org"


@pytest.mark.parametrize("code", CODES)
def test_every_sheet_fits_its_pages_and_is_tagged(site: Site, data: DataVersion, code: str) -> None:
    for name in (*data.vocabulary.topics, "factsheet", "operations.pdf?operation=ar2021-haechi-ii"):
        path = f"/{code}/{name if 'pdf' in name else f'{name}.pdf'}"
        answer = site.get(path)
        assert (answer.status, answer.header("Content-Type")) == (200, "application/pdf"), path
        assert site.get(path).body == answer.body
        sheet = PdfReader(io.BytesIO(answer.body))
        assert 1 <= len(sheet.pages) <= MAX_PAGES, path
        assert tuple(round(float(side)) for side in sheet.pages[0].mediabox[2:]) == A4_POINTS
        assert "/StructTreeRoot" in sheet.root_object and sheet.root_object["/Lang"] == code
        told = "".join(page.extract_text() for page in sheet.pages)
        assert data.version in told and site.origin in told


def test_a_sheet_has_the_leading_chart_first_and_every_source(data: DataVersion) -> None:
    english = get_language("en")
    for topic in ("", *data.vocabulary.topics):
        sheet = topic_sheet(data, topic, english, SITE)
        views = {f"{SITE}/en/charts/{view.chart.id}": view for view in data.default_charts(english)}
        assert sheet.charts and (not topic or len(sheet.charts) <= MAX_CHARTS)
        assert views[sheet.charts[0].address].chart.definition.panel == "lead"
        for chart in sheet.charts:
            assert chart.source == source_line(views[chart.address], data.vocabulary)
            assert chart.alternative and chart.title == views[chart.address].title


def test_the_sheet_of_an_operation_has_all_that_is_printed_for_it(data: DataVersion) -> None:
    sheet = operation_sheet(data, "ar2021-haechi-ii", get_language("en"), SITE)
    query = "SELECT source_line FROM figures WHERE subject = 'haechi-ii' AND source_id = 'ar2021' AND basis = 'printed'"
    lines = sorted(row["source_line"] for row in data.store.rows(query))
    assert sorted(int(figure.place.rpartition(" ")[2]) for figure in sheet.figures) == lines
    assert "1,003" in {figure.value for figure in sheet.figures}


def test_what_there_is_no_sheet_of_is_told(site: Site) -> None:
    missing = site.get("/fr/none.pdf")
    assert missing.status == 404 and "finances.pdf" in missing.text
    wrong = site.get("/en/operations.pdf?operation=none")
    assert wrong.status == 400 and "ar2020-opson-ix" in wrong.text


def test_pages_lead_to_their_sheets(site: Site) -> None:
    for page, sheet in (("/en/data", "/en/factsheet.pdf"), ("/ar/finances", "/ar/finances.pdf"),
                        ("/en/operations?operation=ar2021-haechi-ii", "/en/operations.pdf?operation=ar2021-haechi-ii")):  # fmt: skip
        links = {link.get("href", "") for link in find(parse(site.page(page)), "a")}
        assert sheet in links, page
