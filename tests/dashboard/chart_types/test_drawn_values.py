"""What is drawn of each value: its mark, its words, its place; in every layout and direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dashboard.chart_types import CHART_TYPES
from dashboard.chart_types.base_figure import row_colour
from dashboard.chart_types.bidi import without_direction
from dashboard.charts.datum import MARKS
from dashboard.charts.view import ChartView, chart_view
from dashboard.design.style import DESKTOP, LIGHT, PHONE, Layout, topic_token
from dashboard.errors import ChartFileError
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion, figure_json
from tests.conftest import REPOSITORY
from tests.dashboard.charts.test_chart_files import catalogue

LAYOUTS = (PHONE, DESKTOP, Layout("desktop", 809, 14, 330), Layout("phone", 420, 14, 560))
#: Types that are laid out on a sheet of pixels, whose places can be compared with its edges.
SHEETS = ("bars", "table", "squares", "small_columns", "small_multiples", "flow")


def drawn(data: DataVersion, chart_id: str, code: str = "en", layout: Layout = DESKTOP) -> dict[str, Any]:
    chart = data.catalogue.chart(chart_id)
    return figure_json(data.view(chart, chart.state({}), get_language(code)), layout)  # type: ignore[arg-type]


def texts(figure: dict[str, Any]) -> list[str]:
    return [without_direction(note.get("text", "")) for note in figure["layout"].get("annotations", [])]


def sheets(data: DataVersion) -> Iterator[tuple[str, ChartView, Layout, dict[str, Any]]]:
    for chart in data.catalogue:
        if chart.definition.type in SHEETS:
            for code in ("en", "fr", "ar"):
                view = data.view(chart, chart.state({}), get_language(code))  # type: ignore[arg-type]
                for layout in LAYOUTS:
                    yield f"{chart.id} {code} {layout}", view, layout, figure_json(view, layout)


def test_every_value_has_a_mark(data: DataVersion) -> None:
    for place, view, _, figure in sheets(data):
        numbers = {number for trace in figure["data"] for number in trace.get("customdata") or []}
        assert numbers == set(range(len(view.rows))), place


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_a_key_above_a_chart_says_what_hatching_means(data: DataVersion, code: str, layout: Layout) -> None:
    for chart_id in ("revenue-by-source", "revenue-and-expenditure", "hits"):
        view = data.view(data.catalogue.chart(chart_id), data.catalogue.chart(chart_id).state({}), get_language(code))  # type: ignore[arg-type]
        hatched = any(row.basis == "derived" for row in view.rows)
        said = texts(drawn(data, chart_id, code, layout))
        assert (view.language.gettext(MARKS["†"]) in said) == hatched == (chart_id != "hits"), chart_id


def test_nothing_is_drawn_outside_the_sheet(data: DataVersion) -> None:
    for place, _, layout, figure in sheets(data):
        height = figure["layout"]["height"] - figure["layout"]["margin"]["t"]
        for trace in figure["data"]:
            if trace.get("orientation") == "h":
                start, end = trace["base"][0], trace["base"][0] + trace["x"][0]
                assert start >= -0.5 and end <= layout.width_px + 0.5, place
                assert trace["y"][0] - trace["width"][0] / 2 >= -0.5, place
                assert trace["y"][0] + trace["width"][0] / 2 <= height + 0.5, place


def test_what_fits_is_as_high_as_its_room_at_most(data: DataVersion) -> None:
    for chart in data.catalogue:
        view = data.view(chart, chart.state({}), get_language("en"))
        if len(view.categories) > 20 and chart.definition.type == "small_multiples":
            continue  # a panel for each measure of two reports: nothing of it can be smaller
        assert figure_json(view, Layout("desktop", 809, 14, 400))["layout"]["height"] <= 400, chart.id


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
def test_the_rest_is_told_in_words(data: DataVersion, code: str) -> None:
    figure = drawn(data, "arrests-by-operation", code)
    chart = data.catalogue.chart("arrests-by-operation")
    view = data.view(chart, chart.state({}), get_language(code))  # type: ignore[arg-type]
    assert chart.definition.largest == 10 < len(view.rows)
    told = texts(figure)
    for row in view.rows[10:]:
        assert any(text.startswith(f"<b>{view.value_label(row)}</b>") and row.label in text for text in told), row.label
    assert sum(row.gloss in text.replace("<br>", " ") for row in view.rows[:10] for text in told) >= 10


def test_fewer_bars_are_drawn_where_there_is_little_room(data: DataVersion) -> None:
    def bars(layout: Layout) -> int:
        figure = drawn(data, "arrests-by-operation", layout=layout)
        return sum(trace["marker"]["color"] != "rgba(0,0,0,0)" for trace in figure["data"])

    assert bars(DESKTOP) == 10 > bars(Layout("desktop", 809, 14, 260)) >= 5


def test_a_flow_ties_no_source_to_a_purpose(data: DataVersion) -> None:
    for layout in LAYOUTS:
        figure = drawn(data, "money-2021", layout=layout)
        bands = [shape["path"] for shape in figure["layout"]["shapes"] if shape["type"] == "path"]
        assert len(bands) == 3 + 5 + (not layout.phone)  # what was left has no band where words fill the room
        whole = next(trace for trace in figure["data"] if trace["marker"]["color"] == LIGHT["ink"])
        left, right = whole["base"][0], whole["base"][0] + whole["x"][0]
        for path in bands:
            start, end = float(path[1:].split(",")[0]), float(path.split("V")[0].rsplit(" ", 1)[1].split(",")[0])
            assert start < end <= left + 1 or left < right - 1 <= start < end
    assert drawn(data, "money-2021", layout=PHONE)["layout"]["height"] == 500


def test_a_flow_draws_sums_in_proportion_and_what_is_left_hollow(data: DataVersion) -> None:
    chart = data.catalogue.chart("money-2021")
    view, figure = data.view(chart, (), get_language("en")), drawn(data, "money-2021")
    heights = {trace["customdata"][0]: trace["width"][0] for trace in figure["data"]}
    scale = heights[0] / view.rows[0].value
    for number, row in enumerate(view.rows):
        if row.series != "total_out":
            assert heights[number] == pytest.approx(row.value * scale), row.label
    hollow = [trace for trace in figure["data"] if trace["marker"]["color"] == LIGHT["paper"]]
    assert [view.rows[trace["customdata"][0]].series for trace in hollow] == ["left"]
    dashed = [shape for shape in figure["layout"]["shapes"] if shape["line"].get("dash")]
    assert len(dashed) == 1 and dashed[0]["fillcolor"] == "rgba(0,0,0,0)"


def test_a_flow_that_does_not_come_to_its_whole_is_refused(data: DataVersion, tmp_path: Path) -> None:
    text = (REPOSITORY / data.catalogue.chart("money-2021").file).read_text(encoding="utf-8")
    for wrong, message in (
        (text.replace("'ar2021.interpol.expenditure.2021', 'total_out'", "'ar2021.interpol.expenditure.2021', 'sum'"),
         "one of each of total_in, total_out and left"),
        (text.replace("'revenue', subject) AS target", "'expenditure', subject) AS target"),
         "what comes in must have the target 'revenue'"),
        (text.replace("'counter-terrorism', 'cybercrime',", "'counter-terrorism',"),
         "must come to its whole, and they are .*total_in 137,000,000"),
    ):  # fmt: skip
        chart = catalogue(tmp_path, wrong).chart("one")
        view = chart_view(chart, (), get_language("en"), data.store, data.vocabulary)
        with pytest.raises(ChartFileError, match=f"one.toml, key query: .*{message}".replace("+", r"\+")):
            CHART_TYPES["flow"](view, DESKTOP)


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_there_are_as_many_squares_as_are_counted(data: DataVersion, layout: Layout) -> None:
    for chart_id in ("staff-by-status", "operations-per-goal", "offices"):
        chart = data.catalogue.chart(chart_id)
        view, figure = data.view(chart, (), get_language("en")), drawn(data, chart_id, layout=layout)
        counted = 0
        for shape in figure["layout"]["shapes"]:
            if shape["line"].get("dash"):
                side, gap = (float(part.removesuffix("px")) for part in shape["line"]["dash"].split(","))
                assert side > 4, f"{chart_id}: squares that nobody can see"
                length = max(abs(shape["x1"] - shape["x0"]), abs(shape["y1"] - shape["y0"]))
                counted += round((length + gap) / (side + gap))
        assert counted == sum(row.value for row in view.rows), chart_id


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_rows_of_squares_are_as_long_as_all_their_parts(data: DataVersion, layout: Layout) -> None:
    figure, view = drawn(data, "operations-per-goal", layout=layout), data.view(data.catalogue.chart("operations-per-goal"), (), get_language("en"))  # fmt: skip
    runs: dict[float, list[tuple[float, float]]] = {}
    for shape in figure["layout"]["shapes"]:
        if shape["line"].get("dash"):
            runs.setdefault(shape["y0"], []).append((shape["x0"], shape["x1"]))
    for parts in runs.values():
        for before, part in pairwise(parts):
            assert 0 < part[0] - before[1] < 10, "the parts of a row stand behind each other"
    ends = [max(end for _, end in parts) for _, parts in sorted(runs.items())]
    assert ends == sorted(ends, reverse=True) and len(ends) == len(view.categories), "the longest row stands first"
    for key in view.categories:
        assert " + ".join(view.value_label(row) for row in view.rows if row.category == key) in texts(figure)


def test_tables_have_a_line_for_each_value(data: DataVersion) -> None:
    chart = data.catalogue.chart("seizures")
    view, figure = data.view(chart, (), get_language("en")), drawn(data, "seizures")
    rules = [shape for shape in figure["layout"]["shapes"] if shape["y0"] == shape["y1"]]
    assert len(rules) == len(view.rows) + 1
    assert any("unsafe" in text or "food" in text for text in texts(figure))  # what an operation was after
    assert sum(bool(re.search(r"\b202[01]\b", text)) for text in texts(figure)) == len(view.rows)


def test_values_worked_out_are_hatched_and_edged(data: DataVersion) -> None:
    figure = drawn(data, "revenue-by-source")
    for trace, row in zip(figure["data"], data.view(data.catalogue.chart("revenue-by-source"),
                                                    (("measure", "amount"),), get_language("en")).rows, strict=True):  # fmt: skip
        assert (trace["marker"]["pattern"]["shape"] == "/") == (row.basis == "derived")
    assert "2021: €137\u00a0million" in texts(figure)


def test_a_highlight_is_the_only_mark_in_the_topics_hue(data: DataVersion) -> None:
    figure = drawn(data, "money")
    colours = [trace["marker"]["color"] for trace in figure["data"] if trace["marker"]["color"].startswith("#")]
    hue = LIGHT[topic_token("operations", "t")]
    assert colours[0] == hue and set(colours[1:]) == {LIGHT["slate"]}  # the operation that the title names
    figure = drawn(data, "arrests-by-operation")
    colours = [trace["marker"]["color"] for trace in figure["data"] if trace["marker"]["color"].startswith("#")]
    assert colours[0] == hue and set(colours[1:]) == {LIGHT["slate"]}


def test_of_series_that_are_years_the_last_is_in_the_topics_hue(data: DataVersion) -> None:
    for chart_id, hue in (("operations-per-goal", topic_token("goals", "t")), ("then-and-now", "blue")):
        chart = data.catalogue.chart(chart_id)
        view = data.view(chart, chart.state({}), get_language("en"))
        assert {(row.series, row_colour(view, row)) for row in view.rows} == {("2020", "slate"), ("2021", hue)}


def test_europe_stands_in_a_panel_of_its_own(data: DataVersion) -> None:
    for layout in LAYOUTS:
        figure = drawn(data, "members-map", layout=layout)
        panels = {
            trace["geo"]: trace for trace in figure["data"] if trace["type"] == "choropleth" and trace["hovertext"]
        }
        assert set(panels) == {"geo", "geo2"}
        world, europe = figure["layout"]["geo"]["domain"], figure["layout"]["geo2"]["domain"]
        assert world["y"][0] >= europe["y"][1] or world["x"][1] <= europe["x"][0]
        assert "Europe" in texts(figure)
