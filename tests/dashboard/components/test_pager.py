"""Every number that a page shows is in the database: read back from the page as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import duckdb
import pytest

from dashboard.chart_types.base_figure import round_ticks
from dashboard.chart_types.series_panels import MAX_LINES
from dashboard.charts.catalogue import Chart
from dashboard.design.style import DESKTOP, PHONE
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import charts, find, fits, numbers, parse, table_of, words
from tests.server import Site

Figures = dict[str, dict[str, object]]
EN_FR = pytest.mark.parametrize("code", ["en", "fr"])


def linked_figure(element: Element) -> str | None:
    """The id of the figure that a link inside leads to."""
    for link in find(element, "a"):
        found = re.fullmatch(r"/[a-z]{2}/figures/([^/?]+)", urlsplit(link.get("href", "")).path)
        if found:
            return found[1]
    return None


def every_chart(site: Site, data: DataVersion, code: str) -> Iterator[Element]:
    """Every chart as the page of its topic has it, or its own page where the topic tells its figures in brief."""
    seen: set[str] = set()
    for path in (*data.vocabulary.topics, *(f"charts/{chart.id}" for chart in data.catalogue)):
        if path.startswith("charts/") and path.removeprefix("charts/") in seen:
            continue
        for article in charts(parse(site.page(f"/{code}/{path}"))):
            seen.add(article.get("data-chart", ""))
            yield article
    assert seen == {chart.id for chart in data.catalogue}


def value_of(figures: Figures, figure_id: str) -> float:
    return float(str(figures[figure_id]["value"]))


@EN_FR
def test_tables_of_charts(site: Site, data: DataVersion, every_figure: Figures, code: str) -> None:
    seen = 0
    for article in every_chart(site, data, code):
        chart = data.catalogue.chart(article.get("data-chart", ""))
        rows = _expected_rows(data, chart)
        table = table_of(article)
        assert len(table) == len(rows), chart.id
        for cells, row in zip(table, rows, strict=True):
            cell = next(c for c in cells if "number" in c.get("class", ""))
            written = numbers(words(cell), code)
            figure_id = row.get("figure_id")
            true = value_of(every_figure, figure_id) if figure_id else float(row["value"])
            assert len(written) == 1 and fits(true, written[0]), f"{chart.id}: {words(cell)!r} is {true}"
            figure = every_figure.get(figure_id or "", {})
            if figure.get("basis") == "reported":
                publication = data.vocabulary.publications[str(figure["publication_id"])]
                assert "§" in words(cell) and publication.title in words(cells[-1]), figure_id
                assert [link.get("href") for link in find(cells[-1], "a")] == [publication.address], figure_id
            else:
                assert linked_figure(cells[-1]) == figure_id
            if figure.get("basis") == "printed":
                read = f"{figure['source_line']} {figure['as_printed']}".split(" ", 1)
                assert all(part in words(cells[-1]) for part in read), figure_id
            seen += 1
    assert seen > 250


def _expected_rows(data: DataVersion, chart: Chart) -> list[dict[str, Any]]:
    """What a chart's own query gives, without what was published elsewhere; or the points of its series."""
    query = chart.definition.query
    if any(control.several for control in chart.definition.controls.values()):  # as the board finds them
        rows = data.view(chart, chart.state({}), get_language("en")).rows
        return [{"figure_id": row.figure_id, "value": row.value} for row in rows]
    if query is None:
        points = "SELECT figure_id FROM series_points WHERE series = $name ORDER BY position"
        found = [row for name in chart.definition.series for row in data.store.rows(points, {"name": name})]
        if not chart.definition.beside:
            return found
        rows = data.view(chart, chart.state({}), get_language("en")).rows  # the reference stands among them
        assert [row.figure_id for row in rows if row.basis != "reference"] == [row["figure_id"] for row in found]
        return [{"figure_id": row.figure_id, "value": row.value} for row in rows]
    found = data.store.rows(query, {name: option for name, option in chart.state({}) if f"${name}" in query})
    return [row for row in found if not str(row.get("figure_id")).startswith("reported.")]


@EN_FR
def test_titles_of_charts(site: Site, data: DataVersion, every_figure: Figures, code: str) -> None:
    true = {abs(value_of(every_figure, figure_id)) for figure_id in every_figure}
    for article in every_chart(site, data, code):
        rows = table_of(article)
        title = words(next(element for element in article.iter() if element.get("class") == "chart-title"))
        counts = {float(len(rows)), *(value for _, value in _reference_values(data, article))}
        counts |= {number for row in rows for number, _ in numbers(words(row[0]), code)}  # days and editions
        title = title.replace("I-24/7", "")
        for written in numbers(title, code):
            year = written[1] == 0 and 1900 <= written[0] <= 2030
            assert year or any(fits(v, written) for v in true | counts), f"{title!r}: {written[0]}"


def _reference_values(data: DataVersion, article: Element) -> list[tuple[str, float]]:
    chart = data.catalogue.chart(article.get("data-chart", ""))
    view = data.view(chart, chart.state({}), get_language("en"))
    return [(row.label, row.value) for row in view.rows if row.figure_id is None]


@EN_FR
def test_the_figures_in_brief(site: Site, data: DataVersion, figures: Figures, code: str) -> None:
    """A tile tells the last of its figures with its period, and the change that the data have."""
    root = parse(site.page(f"/{code}/"))
    cells = list(find(next(find(root, "ul", class_="brief")), "li"))
    tiles = data.tiles.of_overview()
    assert len(cells) == len(tiles) == 6
    for cell, tile in zip(cells, tiles, strict=True):
        figure = figures[tile.figures[-1]]
        assert next(find(cell, "a")).get("href") == f"/{code}/charts/{tile.chart}"
        written = numbers(words(next(find(cell, "span", class_="tile-value"))), code)
        assert len(written) == 1 and fits(float(str(figure["value"])), written[0]), words(cell)
        assert str(figure["period_end"])[:4] in words(next(find(cell, "span", class_="tile-name")))
        marks = words(next(find(cell, "span", class_="tile-value")))
        assert ("†" in marks, "*" in marks) == (figure["basis"] == "derived", figure["label_basis"] == "inferred")
        told = list(find(cell, "span", class_="tile-change"))
        assert len(told) == bool(tile.change)
        for change in told:
            assert fits(abs(value_of(figures, tile.change or "")), numbers(words(change), code)[0])


@EN_FR
def test_the_list_of_all_figures(
    site: Site, figures: Figures, raw_database: duckdb.DuckDBPyConnection, code: str
) -> None:
    seen: set[str] = set()
    disputed = {row[0] for row in raw_database.execute("SELECT figure_id FROM disagreement_figures").fetchall()}
    assert disputed
    for page in range(1, -(-len(figures) // 60) + 1):
        root = parse(site.page(f"/{code}/figures?page={page}"))
        for row in find(root, "tr"):
            figure_id = row.get("id", "").removeprefix("f-")
            if not figure_id:
                continue
            cell = next(find(row, "td", class_="number"))
            written = numbers(words(cell), code)
            assert len(written) == 1, f"{figure_id}: {words(cell)!r}"
            assert fits(value_of(figures, figure_id), written[0]), f"{figure_id}: {words(cell)!r}"
            marks = {
                "†": figures[figure_id]["basis"] == "derived",
                "*": figures[figure_id]["label_basis"] == "inferred",
                "‡": figure_id in disputed,
            }
            assert all((mark in words(cell)) == required_drawings for mark, required_drawings in marks.items()), (
                figure_id
            )
            seen.add(figure_id)
    assert seen == set(figures)


@EN_FR
def test_the_texts_of_drawn_charts(site: Site, data: DataVersion, every_figure: Figures, code: str) -> None:
    """Whatever number a drawing shows is a value, an axis's step, a part of a name or period, or a sum of its rows."""
    words_of = get_language(code)  # type: ignore[arg-type]
    for article in every_chart(site, data, code):
        chart = data.catalogue.chart(article.get("data-chart", ""))
        view = data.view(chart, chart.state({}), words_of)
        values = {value_of(every_figure, row.figure_id) if row.figure_id else row.value for row in view.rows}
        totals = {sum(r.value for r in view.rows if r.category == key) for key in view.categories}
        names = " ".join([*(f"{r.label} {r.series_label}" for r in view.rows), *(t for _, t in view.annotations)])
        known = {number for number, _ in numbers(names, code)} | {float(int(k[:4])) for k, _ in view.annotations}
        known |= set(range(1, len(view.annotations) + 1)) | _ticks(data, view.chart.id, code)
        years = [int(str(every_figure[row.figure_id]["period_end"])[:4]) for row in view.rows if row.figure_id]
        known |= set(map(float, years))  # a table has them beside its names
        if chart.definition.largest:  # the rest is counted
            known.add(len(view.rows) - chart.definition.largest)
        if chart.definition.series:  # lines behind its marks; every year has its place, and a break its reason
            for key in view.series:
                known |= {*round_ticks(max(row.value for row in view.rows if row.series == key), MAX_LINES)}
            known |= set(map(float, range(min(years), max(years) + 1)))
            known |= {number for row in view.rows if row.point for number, _ in numbers(row.point.reason, code)}
        for svg in find(article, "svg"):
            for text in find(svg, "text"):
                for written in numbers(" ".join(text.itertext()), code):
                    assert written[0] in known or any(fits(v, written) for v in values | totals), (
                        f"{chart.id}, {svg.get('class')}: {words(text)!r}"
                    )


def _ticks(data: DataVersion, chart_id: str, code: str) -> set[float]:
    chart = data.catalogue.chart(chart_id)
    found: set[float] = set()
    for layout in (PHONE, DESKTOP):
        figure = data.drawing(chart, chart.state({}), get_language(code), layout).figure["layout"]  # type: ignore[arg-type]
        for axis in (figure.get("xaxis", {}), figure.get("yaxis", {})):
            found |= {number for text in axis.get("ticktext", []) for number, _ in numbers(text, code)}
    return found


@EN_FR
def test_the_explorer_of_operations(site: Site, figures: Figures, code: str) -> None:
    seen = 0
    root = parse(site.page(f"/{code}/operations?year=all"))
    for panel in find(root, "details"):
        if not panel.get("id", "").startswith("operation-"):
            continue
        for item in find(panel, "li"):
            figure_id = linked_figure(item)
            assert figure_id is not None
            text = words(item).rsplit("(", 1)[0]
            assert any(fits(value_of(figures, figure_id), n) for n in numbers(text, code)), f"{figure_id}: {text}"
            seen += 1
    assert seen > 80


def test_the_table_of_members(site: Site, raw_database: duckdb.DuckDBPyConnection) -> None:
    members = dict(raw_database.execute("SELECT name_en, member_since_year FROM members").fetchall())
    root = parse(site.page("/en/members"))
    table = next(t for t in find(root, "div", class_="tall"))
    rows = [[words(cell) for cell in row] for row in next(find(table, "tbody"))]
    assert {row[0] for row in rows} == set(members)
    for name, _, since in rows:
        assert re.search(rf"(?<!\d){members[name]}(?!\d)", since), f"{name}: {since}"
    told = {name: since for name, _, since in rows if "readmitted" in since}
    assert set(told) == {"Brazil", "El Salvador", "Kiribati", "Serbia"}
    assert "left in 1981, readmitted in 1986" in told["Brazil"]
