"""Series: outlines for what was published elsewhere, gaps with a word, breaks with their reason, and no label on another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest

from dashboard.chart_types.base_figure import SMALL_PX
from dashboard.chart_types.series import GAP_SIGN, PALE
from dashboard.chart_types.series_axes import DIVIDING, LINE_PX
from dashboard.charts.datum import HOLLOW_SHORT, MARKS, PRINTED_SHORT
from dashboard.charts.definition import NO_FIGURE
from dashboard.charts.series_places import slot, slot_names, slots
from dashboard.charts.view import ChartView
from dashboard.design.style import DESKTOP, LIGHT, PHONE, Layout
from dashboard.design.text_measure import text_width_px
from dashboard.i18n import formatting
from dashboard.i18n.languages import Code, get_language
from dashboard.releases.data_version import DataVersion, figure_json
from tests.server import CODES

#: Characters that say in which direction a text runs.
DIRECTIONS = "\u202a\u202b\u202c\u200e\u200f\u2066\u2067\u2069"
LAYOUTS = (PHONE, DESKTOP, Layout("desktop", 822, 14, 330))
#: Nearly all of their values are unconfirmed, and none is printed: they are in the list of figures alone.
UNDRAWN = ("first-light-accounts", "first-light-countries")


def views(data: DataVersion, code: Code = "en") -> Iterator[ChartView]:
    for chart in data.catalogue:
        if chart.definition.series:
            yield data.view(chart, chart.state({}), get_language(code))


def drawn(data: DataVersion) -> Iterator[ChartView]:
    """Views whose values have a length or a place; in a table they stand in lines."""
    return (view for view in views(data) if view.chart.definition.type != "table")


def view_of(data: DataVersion, name: str) -> ChartView:
    return data.view(data.catalogue.chart(name), (), get_language("en"))


def marks(figure: dict[str, Any]) -> dict[int, tuple[float, float, str, float]]:
    """Number of a value → middle, top, fill and width of the edge of its mark."""
    found = {}
    for trace in figure["data"]:
        for place, number in enumerate(trace.get("customdata") or []):
            top = trace["y"][place] + (trace["base"][place] if trace["type"] == "bar" else 0)
            edge = trace["marker"]["line"]["width"]
            width = edge[place] if isinstance(edge, list) else edge
            found[number] = (trace["x"][place], top, trace["marker"]["color"][place], width)
    return found


def test_every_series_that_was_decided_on_is_in_one_chart_or_left_out_of_all(data: DataVersion) -> None:
    named = [name for chart in data.catalogue for name in chart.definition.series]
    assert sorted([*named, *UNDRAWN]) == [
        row["series"] for row in data.store.rows("SELECT series FROM series ORDER BY series")
    ]


def test_a_chart_has_the_points_of_its_series_in_their_order(data: DataVersion) -> None:
    for view in views(data):
        found = data.store.rows("SELECT * FROM series_points ORDER BY series, position")
        expected = [
            (row["figure_id"], row["joins"], row["mark"])
            for name in view.chart.definition.series
            for row in found
            if row["series"] == name
        ]
        shown = [(row.figure_id, row.point.joins, row.point.mark) for row in view.rows if row.point]
        assert shown == expected, view.chart.id


@pytest.mark.parametrize("code", CODES)
def test_every_decision_that_keeps_points_apart_is_told_with_its_reason(data: DataVersion, code: Code) -> None:
    reasons = {
        (row["series"], data.vocabulary.note(row["note"], get_language(code)))
        for row in data.store.rows("SELECT series, note FROM series_points WHERE note IS NOT NULL")
    }
    told = {name: " ".join(view.notes) for view in views(data, code) for name in view.chart.definition.series}
    assert len(reasons) > 20
    assert [(name, reason) for name, reason in reasons if name not in UNDRAWN and reason not in told[name]] == []


def test_reports_are_solid_and_publications_are_outlined(data: DataVersion) -> None:
    for view in views(data):
        if view.chart.definition.type == "table":
            continue  # nothing of it is to scale
        for layout in LAYOUTS:
            found = marks(figure_json(view, layout))
            assert found.keys() == set(range(len(view.rows))), view.chart.id
            for number, row in enumerate(view.rows):
                _, _, fill, edge_px = found[number]
                if row.basis != "reported":
                    assert fill in LIGHT.values() and fill != LIGHT["paper"], (view.chart.id, row.label)
                else:
                    assert edge_px > 1, (view.chart.id, row.label)
                    hollow = row.point is not None and row.point.mark == "hollow"
                    assert fill == LIGHT["paper"] if hollow else fill.endswith(PALE), (view.chart.id, row.label)


def test_heights_are_in_proportion_to_the_values(data: DataVersion) -> None:
    for view in views(data):
        if view.chart.definition.type == "table":
            continue  # nothing of it is to scale
        found = marks(figure_json(view, DESKTOP))
        for name in view.series:
            rows = [(number, row) for number, row in enumerate(view.rows) if row.series == name]
            tops = {number: found[number][1] for number, _ in rows}
            ordered = sorted(rows, key=lambda pair: pair[1].value)
            assert [tops[number] for number, _ in ordered] == sorted(tops.values(), reverse=True), view.chart.id


@pytest.mark.parametrize("name", ["records", "works-of-art", "icse-victims", "terrorist-fighters", "network-countries"])
def test_a_line_joins_what_a_decision_lets_it(data: DataVersion, name: str) -> None:
    view = view_of(data, name)
    figure = figure_json(view, DESKTOP)
    [line] = [trace for trace in figure["data"] if trace.get("mode") == "lines"]
    places = marks(figure)
    joined = {pair for pair in pairwise(line["x"]) if None not in pair}
    allowed = {
        (places[number - 1][0], places[number][0])
        for number, row in enumerate(view.rows)
        if row.point and row.point.joins == "yes"
    }
    assert joined == allowed


def test_a_break_and_what_stands_apart_are_divided(data: DataVersion) -> None:
    divided = 0
    for view in drawn(data):
        for layout in LAYOUTS:
            figure = figure_json(view, layout)
            found = marks(figure)
            dashed = [shape["x0"] for shape in figure["layout"]["shapes"]
                      if shape["x0"] == shape["x1"] and shape["line"]["dash"] != "solid"]  # fmt: skip
            words = " ".join(note["text"] for note in figure["layout"]["annotations"]).replace(" ", "")
            for number, row in enumerate(view.rows):
                if (
                    row.point
                    and row.point.joins in ("break", "apart")
                    and number
                    and view.rows[number - 1].series == row.series
                ):
                    before, x = found[number - 1][0], found[number][0]
                    assert any(before < place < x for place in dashed), (view.chart.id, row.label)
                    divided += 1
                    if row.point.reason:
                        assert row.point.reason.replace(" ", "") in words, (view.chart.id, row.label)
    assert divided > 50


def test_missing_years_and_editions_have_a_dashed_baseline_and_a_word(data: DataVersion) -> None:
    for view in drawn(data):
        figure = figure_json(view, DESKTOP)
        found = marks(figure)
        flat = [(shape["x0"], shape["x1"]) for shape in figure["layout"]["shapes"]
                if shape["y0"] == shape["y1"] and shape["line"]["dash"] != "solid"]  # fmt: skip
        gaps = [number for number, row in enumerate(view.rows) if row.point and row.point.joins == "gap"]
        for number in gaps:
            before, x = found[number - 1][0], found[number][0]
            assert any(before < start < end < x for start, end in flat), (view.chart.id, view.rows[number].label)
        texts = [note["text"] for note in figure["layout"]["annotations"]]
        assert GAP_SIGN not in texts or f"{GAP_SIGN} {view.chart.definition.gap}" in texts, view.chart.id
    words = [note["text"] for note in figure_json(view_of(data, "searches"), DESKTOP)["layout"]["annotations"]]
    assert words.count(NO_FIGURE) >= 2
    left_out = [
        note["text"] for note in figure_json(view_of(data, "pandora-editions"), DESKTOP)["layout"]["annotations"]
    ]
    assert NO_FIGURE not in left_out and any("no figure of this edition alone" in text for text in left_out)


def test_a_picture_says_what_its_fills_mean(data: DataVersion) -> None:
    keyed = 0
    for view in drawn(data):
        texts = {note["text"] for note in figure_json(view, LAYOUTS[2])["layout"]["annotations"]}
        kinds = {(row.basis, row.point.mark) for row in view.rows if row.point}
        fills = {"reported": MARKS["§"], "derived": MARKS["†"]}
        meanings = {HOLLOW_SHORT if mark == "hollow" else fills.get(basis, PRINTED_SHORT) for basis, mark in kinds}
        if len(meanings) > 1 or HOLLOW_SHORT in meanings:
            assert meanings <= texts, view.chart.id
            keyed += 1
    assert keyed > 20


def test_a_reason_that_names_its_edition_stands_alone_and_is_no_caveat(data: DataVersion) -> None:
    view = view_of(data, "pangea-editions")
    [reason] = {row.point.reason for row in view.rows if row.point and row.point.joins == "break"}
    assert reason in view.notes and reason.startswith("Pangea XVII ")
    assert not any(
        view.first_caveat and row.point and view.first_caveat == row.point.reason
        for view in views(data)
        for row in view.rows
    )


def test_words_speak_of_arrests_where_arrests_are_drawn(data: DataVersion) -> None:
    said = 0
    for view in views(data):
        if "more arrests do not mean" in " ".join(view.notes):
            assert any(row.metric == "arrests" for row in view.rows), view.chart.id
            said += 1
    assert said > 5


def test_no_title_compares_values_that_are_kept_apart(data: DataVersion) -> None:
    compared = 0
    for view in drawn(data):
        for key in view.series:
            rows = [row for row in view.rows if row.series == key and row.point]
            named = [number for number, row in enumerate(rows) if view.place_in_finding(row) is not None]
            if len(named) > 1:
                between = rows[named[0] + 1 : named[-1] + 1]
                assert not any(row.point and row.point.joins in DIVIDING for row in between), view.title
                compared += 1
    assert compared > 5


@pytest.mark.parametrize("code", CODES)
def test_no_label_lies_on_another_or_outside(data: DataVersion, code: Code) -> None:
    looked_at = 0
    for view in views(data, code):
        values = {re.sub(r"\s", "", view.value_label(row)) for row in view.rows}
        for layout in LAYOUTS:
            figure = figure_json(view, layout)
            boxes = []
            for note in figure["layout"]["annotations"]:
                lines = [line.strip(DIRECTIONS) for line in note["text"].split("<br>")]
                text = "".join(lines)
                if re.sub(r"\s", "", text) in values and note["xanchor"] == "center":
                    half = max(text_width_px(line, SMALL_PX, 600) for line in lines) / 2
                    boxes.append((note["x"] - half, note["x"] + half, note["y"], len(lines), text))
            looked_at += len(boxes)
            for start, end, y, _, text in boxes:
                assert start > -1 and end < layout.width_px + 1 and y > 0, (view.chart.id, text)
            for one, other in combinations(boxes, 2):
                beside = one[1] <= other[0] or other[1] <= one[0]
                apart_px = LINE_PX * (one[3] + other[3]) / 2 - 1
                assert beside or abs(one[2] - other[2]) >= apart_px, (view.chart.id, layout.name, one, other)
    assert looked_at > (300 if code != "ar" else 0)


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_a_year_or_edition_of_which_the_title_names_a_value_is_named_on_its_axis(
    data: DataVersion, layout: Layout
) -> None:
    for view in drawn(data):
        figure = figure_json(view, layout)
        words = [note["text"] for note in figure["layout"]["annotations"]]
        named = [row for row in view.rows if row.point and view.place_in_finding(row) is not None]
        newest = {row.series: row for row in named}
        for row in named:  # of two years beside each other the later
            if row.point and (row.point.step == "edition" or newest.get(row.series) is row):
                keys = slots(view, row.series)
                assert slot_names(view, keys)[keys[slot(row, keys)]][0] in words, (view.chart.id, row.label)


def test_a_picture_with_little_height_gets_lower_columns(data: DataVersion) -> None:
    view = view_of(data, "searches")
    high, low = (figure_json(view, Layout("desktop", 600, 14, height))["layout"]["height"] for height in (400, 200))
    assert low < high <= 400


@pytest.mark.parametrize("layout", LAYOUTS, ids=["phone", "desktop", "picture"])
def test_points_stand_before_lines_with_values_from_zero(data: DataVersion, layout: Layout) -> None:
    for view in (view for view in views(data) if view.chart.definition.type == "series_line"):
        figure = figure_json(view, layout)
        places, top = marks(figure), max(view.rows, key=lambda row: row.value)
        base = figure["layout"]["shapes"]
        lines = {
            shape["y0"] for shape in base if shape["y0"] == shape["y1"] and shape["line"]["color"] == LIGHT["rule"]
        }
        words = {note["y"]: note["text"] for note in figure["layout"]["annotations"] if note["xanchor"] == "right"}
        [zero] = [y for y, text in words.items() if text == "0"]
        assert lines and lines <= {*words} - {zero}, view.chart.id
        for y in lines:
            value = top.value * (zero - y) / (zero - places[view.rows.index(top)][1])
            assert words[y] == formatting.amount(round(value), top.unit, view.language, short=True), view.chart.id


def test_a_panel_begins_with_its_first_value_and_ends_with_its_last(data: DataVersion) -> None:
    for view in views(data):
        for key in {row.series for row in view.rows if row.point}:
            rows, keys = [row for row in view.rows if row.series == key], slots(view, key)
            assert (slot(rows[0], keys), slot(rows[-1], keys)) == (0, len(keys) - 1), view.chart.id


def test_the_first_last_highest_and_lowest_values_are_written(data: DataVersion) -> None:
    left_out = []
    for view in drawn(data):
        for layout in LAYOUTS:
            texts = {
                re.sub(r"\s|<br>", "", note["text"]) for note in figure_json(view, layout)["layout"]["annotations"]
            }
            for key in {row.series for row in view.rows if row.point}:
                rows = [row for row in view.rows if row.series == key]
                ordered = sorted(rows, key=lambda row: row.value)
                values = {row.value: re.sub(r"\s", "", view.value_label(row)) for row in rows}
                scaled = view.chart.definition.type == "series_columns" and not set(values.values()) <= texts
                lowest = () if scaled else (rows[0], ordered[0])  # lines with values stand behind such columns
                ends = {values[row.value] for row in (rows[-1], ordered[-1], *lowest)}
                left_out += [(view.chart.id, layout.width_px, words) for words in ends - texts]
    assert len(left_out) < 7, left_out  # where a line to one value would run through another


def test_members_stand_behind_the_countries_that_came_to_the_assembly(data: DataVersion) -> None:
    view = view_of(data, "general-assembly")
    members = {row.period_label[:4]: row for row in view.rows if row.series == "members"}
    came = [row for row in view.rows if row.series == ""]
    assert members.keys() == {row.period_label[:4] for row in came} - {"2025"}
    assert all(row.value <= members[row.period_label[:4]].value for row in came if row.period_label[:4] in members)
    assert {row.basis for row in members.values()} == {"reference"}
    figure = figure_json(view, DESKTOP)
    order = [trace["name"] for trace in figure["data"]]
    assert order.index(next(iter(members.values())).series_label) < order.index(came[0].series_label)
    places = marks(figure)
    at = {(row.series, row.period_label[:4]): places[number] for number, row in enumerate(view.rows)}
    for year, row in members.items():
        (x, top, fill, _), (own_x, own_top, _, _) = at["members", year], at["", year]
        assert x == own_x and top <= own_top and fill == LIGHT["rule"], row.label


def test_no_line_crosses_a_label(data: DataVersion) -> None:
    crossed = []
    for view in views(data):
        values = {view.value_label(row) for row in view.rows}
        for layout in LAYOUTS:
            figure = figure_json(view, layout)
            uprights = [shape for shape in figure["layout"]["shapes"] if shape["x0"] == shape["x1"]]
            for note in figure["layout"]["annotations"]:
                half = text_width_px(note["text"], SMALL_PX, note["font"].get("weight", 400)) / 2
                crossed += [
                    (view.chart.id, layout.name, note["text"])
                    for line in uprights
                    if note["text"] in values and note["xanchor"] == "center"
                    if abs(line["x0"] - note["x"]) < half - 1
                    and line["y0"] < note["y"] - 3
                    and note["y"] + 3 < line["y1"]
                ]
    assert crossed == []


@pytest.mark.parametrize("code", CODES)
def test_names_of_panels_stand_within_them(data: DataVersion, code: Code) -> None:
    for view in views(data, code):
        names = " ".join(row.series_label for row in view.rows).split()
        for layout in LAYOUTS:
            figure = figure_json(view, layout)
            size = figure["layout"]["font"]["size"]
            for note in figure["layout"]["annotations"]:
                text = note["text"].strip("\u202a\u202b\u202c\u200e\u200f\u2066\u2067\u2069")
                if (
                    note["font"].get("weight") == 600
                    and note["font"]["size"] == size
                    and set(text.split()) <= set(names)
                ):
                    end = note["x"] + text_width_px(text, size, 600)
                    assert end <= layout.width_px + 1, (view.chart.id, layout.width_px, text)


def test_no_value_lies_on_a_line(data: DataVersion) -> None:
    lines = 0
    for view in views(data):
        values = {view.value_label(row) for row in view.rows}
        for layout in LAYOUTS:
            figure = figure_json(view, layout)
            texts = [note for note in figure["layout"]["annotations"] if note["text"] in values]
            for trace in (trace for trace in figure["data"] if trace.get("mode") == "lines"):
                for start, end in pairwise(zip(trace["x"], trace["y"], strict=True)):
                    if None in (*start, *end):
                        continue
                    lines += 1
                    for note in texts:
                        half = text_width_px(note["text"], SMALL_PX, note["font"]["weight"]) / 2 - 2
                        along = [
                            (start[0] + (end[0] - start[0]) * n / 40, start[1] + (end[1] - start[1]) * n / 40)
                            for n in range(41)
                        ]
                        met = [x for x, y in along if abs(x - note["x"]) < half and abs(y - note["y"]) < 4]
                        assert not met, (view.chart.id, layout.width_px, note["text"])
    assert lines > 50
