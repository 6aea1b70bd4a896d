"""Data files as independent readers open them: each chart in each language holds title, credit and the figures."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import frictionless
import openpyxl
import pytest

from dashboard.charts.view import ChartView
from dashboard.exports.data.columns import FIGURE_COLUMNS, columns_of
from dashboard.exports.data.csv_export import safe_cell
from dashboard.i18n.languages import Code, get_language
from dashboard.releases.data_version import DataVersion
from dashboard.web.routes.chart_files import EXPORTS
from tests.server import CODES, Site


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> Code:
    chosen: Code = request.param
    return chosen


def views(data: DataVersion, code: Code) -> Iterator[tuple[str, ChartView]]:
    """Every chart in its default state and its last one, with its path and query."""
    number = 0
    for chart in data.catalogue:
        states = list(chart.states())
        for state in dict.fromkeys((states[0], states[-1])):
            number += 1
            query = urlencode(state)
            yield f"/{code}/charts/{chart.id}.{{}}?{query}", data.view(chart, state, get_language(code))
    assert number > 38


def credit(code: Code) -> str:
    return get_language(code).gettext("INTERPOL in figures")


def test_workbooks_open_with_title_credit_and_numbers(site: Site, data: DataVersion, code: Code) -> None:
    for path, view in views(data, code):
        book = openpyxl.load_workbook(io.BytesIO(site.get(path.format("xlsx")).body))
        sheet, notes = book.worksheets
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
        assert bool(sheet.sheet_view.rightToLeft) == bool(notes.sheet_view.rightToLeft) == (code == "ar")
        head, *rows = sheet.iter_rows(values_only=True)
        assert list(head) == [view.language.gettext(column.title) for column in columns_of(view)]
        assert [row[2] for row in rows] == [row.value for row in view.rows], path
        assert [row[9] for row in rows] == [row.source_line for row in view.rows]
        assert [row[10] for row in rows] == [row.as_printed or None for row in view.rows]
        assert all(cell.data_type != "f" for each in book for line in each.iter_rows() for cell in line)
        told = "\n".join(str(cell) for line in notes.iter_rows(values_only=True) for cell in line if cell)
        for text in (view.title, view.subtitle, *view.notes, data.version, "CC-BY-4.0", credit(code), site.origin):
            assert text in told, f"{path}: {text}"
        properties = book.properties
        assert (properties.title, properties.creator) == (view.title, credit(code))
        assert f"{site.origin}/{code}/charts/{view.chart.id}" in properties.description


def test_data_packages_are_valid(site: Site, data: DataVersion, code: Code) -> None:
    for path, view in views(data, code):
        descriptor = json.loads(site.get(path.format("datapackage.json")).body)
        assert frictionless.Package.validate_descriptor(descriptor).valid, path
        assert descriptor["title"] == view.title and descriptor["contributors"][0]["title"] == credit(code)
        assert all(descriptor["sources"]) and len(descriptor["sources"]) == len(view.source_ids) + len(
            view.publications
        )
        [resource] = descriptor["resources"]
        address = resource["path"].removeprefix(site.origin)
        assert f"v={data.version}" in address
        answer = site.get(address)
        assert len(answer.body) == resource["bytes"]
        assert [float(row["value"]) for row in csv.DictReader(io.StringIO(answer.text))] == [r.value for r in view.rows]


def test_archives_hold_everything(site: Site, data: DataVersion, code: Code, tmp_path: Path) -> None:
    for number, (path, view) in enumerate(views(data, code)):
        if number % 12 != CODES.index(code):  # drawing takes its time
            continue
        answer = site.get(path.format("zip"))
        name, folder = view.chart.id, tmp_path / view.chart.id
        with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
            assert set(archive.namelist()) >= {f"{name}.csv", f"{name}.xlsx", f"{name}.metadata.json", f"{name}.png"}
            archive.extractall(folder)
        readme = (folder / "README.txt").read_text(encoding="utf-8")
        for text in (view.title, *view.notes, "CC-BY-4.0", credit(code), data.version, "as_printed", site.origin):
            assert text in readme, f"{path}: {text}"
        report = frictionless.validate(str(folder / "datapackage.json"))
        assert report.valid, report.flatten(["type", "note"])


def test_all_figures_as_a_workbook(site: Site, figures: dict[str, dict[str, object]]) -> None:
    answer = site.get("/figures.xlsx")
    data, notes = openpyxl.load_workbook(io.BytesIO(answer.body)).worksheets
    head, *rows = data.iter_rows(values_only=True)
    assert list(head) == [column.name for column in FIGURE_COLUMNS]
    found = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert found.keys() == figures.keys()
    for key, row in found.items():
        for name in ("value", "unit", "source_line", "as_printed", "source_id", "qualifier"):
            assert row[name] == figures[key][name], f"{key}: {name}"
        assert row["period_start"].date() == figures[key]["period_start"]
    told = "\n".join(str(cell) for line in notes.iter_rows(values_only=True) for cell in line if cell)
    assert "CC-BY-4.0" in told and "Rapport annuel 2021" in told and "/figures.xlsx?v=" in told
    assert site.get("/figures.xlsx").header("ETag") == answer.header("ETag")


def test_the_package_of_all_files_is_true(site: Site, tmp_path: Path, figures: dict[str, dict[str, object]]) -> None:
    package = json.loads(site.page("/datapackage.json"))
    assert len(package["resources"]) > 3
    for resource in package["resources"]:
        name = re.sub(rf"^{re.escape(site.origin)}/|\?v=.*", "", resource["path"])
        (tmp_path / name).write_bytes(site.get(resource["path"].removeprefix(site.origin)).body)
        resource["path"] = name
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        assert {row["figure_id"] for row in csv.DictReader(file)} == figures.keys()


def test_the_columns_of_all_figures_are_those_of_the_table(figures: dict[str, dict[str, object]]) -> None:
    assert list(next(iter(figures.values()))) == [column.name for column in FIGURE_COLUMNS]
    for column in FIGURE_COLUMNS:
        if column.values:
            assert {row[column.name] for row in figures.values()} <= set(column.values), column.name


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *((f"{sign}cmd|' /C calc'!A0", f"'{sign}cmd|' /C calc'!A0") for sign in "=+-@\t\r\n＝＋－＠"),
        *((text, text) for text in ("", "-3", "+11", "-1.5", "11 094", "−3", "a=b", "quarante-cinq")),
        ("-1+2", "'-1+2"),
        ("+²", "'+²"),
        ("-", "'-"),
    ],
)
def test_text_cells_are_never_formulas(text: str, written: str) -> None:
    assert safe_cell(text) == written


def test_frozen_answers_never_change(site: Site, data: DataVersion) -> None:
    # A feed of a frozen version still grows: it is asked for again.
    paths = [f"/en/charts/haechi.{extension}" for extension in EXPORTS if extension != "atom"] + [
        "/figures.csv",
        "/figures.xlsx",
    ]
    paths += ["/figures.parquet", "/figures.duckdb", "/datapackage.json", "/operations.csv", "/publications.csv",
              "/reported.csv"]  # fmt: skip
    assert len(paths) > 15
    for path in paths:
        frozen = site.get(f"{path}?v={data.version}")
        assert frozen.status == 200 and frozen.header("Cache-Control") == "public, max-age=31536000, immutable", path
        assert "immutable" not in site.get(f"{path}?v=").header("Cache-Control")
        again = site.get(f"{path}?v={data.version}", if_none_match=frozen.header("ETag"))
        assert (again.status, again.body) == (304, b""), path
        wrong = site.get(f"{path}?v=000000000000")
        assert wrong.status == 400 and data.version in wrong.text, path
