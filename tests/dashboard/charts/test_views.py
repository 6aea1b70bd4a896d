"""Every chart in every state and language: words filled, values those of the database, nothing lost on the way."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.chart_types import CHART_TYPES
from dashboard.charts.chart_type_info import CHART_TYPE_INFO
from dashboard.charts.datum import DERIVED_WORDS
from dashboard.charts.description import alt_text
from dashboard.charts.facts import Facts
from dashboard.charts.sources import publisher_name, source_line
from dashboard.charts.view import ChartView
from dashboard.data.vocabulary import ALL_TOPICS
from dashboard.exports.data.csv_export import csv_rows
from dashboard.i18n import formatting
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.server import CODES, Site

Figures = dict[str, dict[str, object]]


@pytest.fixture(scope="module")
def views(data: DataVersion) -> list[ChartView]:
    """Every chart in every state and language."""
    return list(_views(data))


def _views(data: DataVersion) -> Iterator[ChartView]:
    for code in CODES:
        for chart in data.catalogue:
            for state in chart.states():
                yield data.view(chart, state, get_language(code))


def place(view: ChartView) -> str:
    return f"{view.chart.file} {dict(view.state)} {view.language.code}"


def test_no_label_names_a_line_of_a_document(views: list[ChartView]) -> None:
    """Where a figure was read stands in table, notes and data, not in a picture."""
    english = [view for view in views if view.language.code == "en"]
    labels = {label for view in english for row in view.rows for label in (row.label, row.series_label)}
    assert [label for label in labels if re.search(r"\blines? \d", label)] == []


def test_there_are_charts_on_every_topic(data: DataVersion) -> None:
    assert len(data.catalogue) >= 28
    assert {chart.topic for chart in data.catalogue} == {*data.vocabulary.topics, ALL_TOPICS}


def test_words_are_filled(views: list[ChartView]) -> None:
    for view in views:
        for text in (view.title, view.subtitle, view.question, *view.notes, alt_text(view)):
            assert "{" not in text and "}" not in text, f"{place(view)}: {text}"
        assert view.title and view.subtitle and view.rows, place(view)
        assert not any(row.label == "" for row in view.rows), place(view)


def test_names_are_not_keys(views: list[ChartView], data: DataVersion) -> None:
    """A label that is a key of the database's own was never given a name."""
    keys = {row["metric"] for row in data.store.rows("SELECT metric FROM metrics")}
    for view in views:
        for row in view.rows:
            assert not {row.label, row.series_label} & {key for key in keys if "_" in key}, place(view)
            assert "--" not in row.label and row.label not in view.chart.definition.controls, place(view)


def test_values_are_those_of_the_database(views: list[ChartView], every_figure: Figures) -> None:
    compared = 0
    for view in views:
        for row in view.rows:
            if row.figure_id is None:
                assert row.basis == "reference", f"{place(view)}: {row.label} has neither figure nor reference"
                continue
            figure = every_figure[row.figure_id]
            assert (row.publication.publication_id if row.publication else None) == figure["publication_id"]
            for name in ("unit", "qualifier", "basis", "label_basis", "source_id", "source_line", "as_printed", "note"):
                found = getattr(row, name) or None if name == "source_id" else getattr(row, name)
                assert found == figure[name], f"{place(view)}: {row.figure_id}, {name}"
            assert row.value == float(str(figure["value"])), f"{place(view)}: {row.figure_id}"
            compared += 1
    assert compared > 1000


def test_values_do_not_change_with_the_language(views: list[ChartView]) -> None:
    by_chart: dict[tuple[object, ...], set[tuple[object, ...]]] = {}
    for view in views:
        rows = tuple(sorted((row.category, row.series, row.figure_id or "", row.value) for row in view.rows))
        by_chart.setdefault((view.chart.id, view.state), set()).add(rows)
    assert [key for key, found in by_chart.items() if len(found) > 1] == []


def test_every_source_of_the_rows_is_in_the_source_line(views: list[ChartView], data: DataVersion) -> None:
    for view in views:
        line = source_line(view, data.vocabulary)
        for row in view.rows:
            named = "§" if row.publication else data.vocabulary.source(row.source_id, view.language)
            assert named in line, place(view)
        assert line.count("§\u00a0") == bool(view.publications), place(view)
        publishers = {publisher_name(publication) for publication in view.publications}
        assert not publishers or any(publisher in line for publisher in publishers), place(view)


def test_of_nothing_printed_the_sources_are_those_that_were_looked_through(data: DataVersion) -> None:
    chart = data.catalogue.chart("operations")
    empty = data.view(chart, chart.state({"draw": "money-eur"}), get_language("en"))
    assert empty.rows == () and empty.title == "Money seized, in euros: no figure is printed"
    assert source_line(empty, data.vocabulary) == "Sources: INTERPOL, Annual Report 2020 and Annual Report 2021"


def test_the_strongest_publication_is_named_first(data: DataVersion) -> None:
    for name, strongest in (("total-revenue", "INTERPOL"), ("days-at-sea-editions", "Frontex")):
        line = source_line(data.view(data.catalogue.chart(name), (), get_language("en")), data.vocabulary)
        assert f"§\u00a0{strongest}" in line, line


def test_derived_inferred_and_disputed_values_say_so(views: list[ChartView]) -> None:
    for view in views:
        for row in view.rows:
            label = view.value_label(row) + view.subtitle  # what all values share stands in the subtitle
            for mark, marked in (
                ("†", row.basis == "derived"), ("*", row.label_basis == "inferred"), ("‡", row.disputed),
                ("§", row.basis == "reported"),
            ):  # fmt: skip
                assert (mark in label) == marked, f"{place(view)}: {label}"
                assert mark not in view.title, place(view)
                assert not marked or any(note.startswith(mark) for note in view.notes), place(view)


def test_a_title_that_names_a_value_worked_out_has_a_note(data: DataVersion) -> None:
    english = get_language("en")
    chart = data.catalogue.chart("staff-by-status")
    assert DERIVED_WORDS in data.view(chart, (), english).notes
    assert DERIVED_WORDS not in data.view(data.catalogue.chart("haechi"), (), english).notes


def test_what_all_values_share_is_marked_once(data: DataVersion) -> None:
    chart = data.catalogue.chart("expenditure-by-purpose")
    view = data.view(chart, chart.state({"measure": "share"}), get_language("en"))
    assert view.subtitle.endswith("\u00a0†") and not any("†" in view.value_label(row) for row in view.rows)


def test_operations_are_told_by_what_they_were_after(data: DataVersion) -> None:
    for code in CODES:
        view = data.view(data.catalogue.chart("arrests-by-operation"), (("year", "all"),), get_language(code))
        assert all(row.gloss for row in view.rows) and view.rows[0].gloss in view.title


def test_brackets_of_an_operation_whose_aim_is_unknown_are_left_out(data: DataVersion) -> None:
    chart = data.catalogue.chart("arrests-by-operation")
    state, english = (("year", "all"),), get_language("en")
    rows = [replace(row, gloss="") for row in data.view(chart, state, english).rows]
    facts = Facts(chart, rows, english, data.store, {})
    title = facts.format(str(chart.definition.title), "title")
    assert "(" not in title and "  " not in title and title.startswith(rows[0].label)


def test_description_tells_the_values(views: list[ChartView]) -> None:
    for view in views:
        text = alt_text(view)
        assert text.startswith(view.title), place(view)
        values = [formatting.qualified(r.value, r.unit, r.qualifier, view.language) for r in view.rows]
        told = sum(value in text for value in values)
        assert told == len(values) or (len(values) > 6 and told >= 2), f"{place(view)}: {text}"


def test_every_type_has_words_for_its_form() -> None:
    assert set(CHART_TYPES) == set(CHART_TYPE_INFO)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_csv_is_the_view(data: DataVersion, site: Site, code: str) -> None:
    language = get_language(code)  # type: ignore[arg-type]
    for chart in data.catalogue:
        for state in chart.states():
            query = "&".join(f"{name}={each}" for name, option in state for each in option.split(" "))
            answer = site.get(f"/{code}/charts/{chart.id}.csv?{query}")
            assert answer.status == 200 and answer.header("Content-Type") == "text/csv; charset=utf-8"
            rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
            view = data.view(chart, state, language)
            assert [float(row["value"]) for row in rows] == [row.value for row in view.rows], chart.id
            assert [row["figure_id"] for row in rows] == [row.figure_id or "" for row in view.rows], chart.id
            assert [row["category"].lstrip("'") for row in rows] == [row.label for row in view.rows], chart.id
            assert list(csv.reader(io.StringIO(answer.text, newline=""))) == csv_rows(data, view)
