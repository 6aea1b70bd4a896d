"""What is wrong with the charts: their files, what the data say to them, and what would mislead a reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from dashboard.charts.catalogue import Chart, State
from dashboard.charts.definition import ChartDefinition
from dashboard.charts.facts import YEAR_FACTS, near_figures
from dashboard.charts.series_places import year_of
from dashboard.charts.tiles import Tile
from dashboard.charts.view import ChartView, no_rows
from dashboard.checks.derivations import (
    NotWorkedOut,
    change_not_worked_out,
    superseded_inputs,
    unshown_not_worked_out,
)
from dashboard.checks.newer_figures import NEWER_TILE, left_out, newer_figures, not_preferred
from dashboard.checks.years import older_words, years_of_words
from dashboard.data.store import Store
from dashboard.data.vocabulary import ALL_TOPICS
from dashboard.design.style import DESKTOP
from dashboard.errors import ChartFileError, allowed_names, first_names
from dashboard.i18n.languages import Language, available_languages, get_language
from dashboard.releases.data_version import DataVersion, figure_json

#: Columns whose values are names: one that a query asks for and no table has makes a row vanish without a word.
NAMED_COLUMNS = ("figure_id", "subject", "metric", "unit", "topic", "basis", "source_id")
#: Keys that a chart type may pass over; one that changes nothing is not read.
DRAWN_KEYS = ("largest", "highlight", "unit")
#: What stands in data and in no sentence: arrests-made, ar2018.interpol.members.2018.
_KEY = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+|[a-z_]+\d*")


def chart_problems(data: DataVersion) -> Iterator[ChartFileError]:
    """Finds all that is wrong with the charts and tiles of a site, each once."""
    languages = [get_language(code) for code in available_languages()]
    known = _names(data.store)
    seen: set[str] = set()
    found = [
        *data.problems,
        *(problem for chart in data.catalogue for problem in _chart(data, chart, languages, known)),
        *(problem for tile in data.tiles for problem in _tile(data, tile)),
        *_places(data),
        *_controls(data),
        *superseded_inputs(data.store),
    ]
    told = {problem.row for problem in found if isinstance(problem, NotWorkedOut)}
    for problem in (*found, *unshown_not_worked_out(told, data.store)):
        if str(problem) not in seen:
            seen.add(str(problem))
            yield problem


def _chart(
    data: DataVersion, chart: Chart, languages: list[Language], known: dict[str, set[str]]
) -> Iterator[ChartFileError]:
    definition = chart.definition
    topics = (*data.vocabulary.topics, ALL_TOPICS)
    if chart.topic not in topics:
        what = f"{chart.topic!r} is no topic. {allowed_names(chart.topic, topics)}"
        yield ChartFileError(chart.file, "folder", what)
        return
    for key, query in (
        ("query", definition.query),
        *((f"state_queries.{k}", q) for k, q in definition.state_queries.items()),
    ):
        yield from _unknown_names(chart, key, query or "", known, data.store)
    views: dict[State, ChartView] = {}
    for state in chart.states():
        for language in languages:
            try:
                view = data.view(chart, state, language)
                if language.code == "en":
                    views[state] = view
                    figure_json(view, DESKTOP)
            except ChartFileError as error:
                yield error
    yield from _partly_named(chart, views.values(), known["metric"])
    for state, view in views.items():
        if not view.rows and not definition.rows:
            yield no_rows(chart, state)
            continue
        yield from _view(chart, state, view)
        yield from years_of_words(view, state, data.store)
    yield from newer_figures(chart, views.values(), data.store)
    yield from older_words(chart, views.values())
    if len(views) == len(list(chart.states())):
        yield from _unread(chart, views)


def _names(store: Store) -> dict[str, set[str]]:
    """Column → every value that any table has in it."""
    found: dict[str, set[str]] = {}
    for row in store.rows("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"):
        if row["column_name"] in NAMED_COLUMNS:
            values = store.rows(f'SELECT DISTINCT "{row["column_name"]}" AS value FROM "{row["table_name"]}"')
            found.setdefault(row["column_name"], set()).update(str(each["value"]) for each in values)
    return found


def _unknown_names(
    chart: Chart, key: str, query: str, known: dict[str, set[str]], store: Store
) -> Iterator[ChartFileError]:
    """What a query compares with a column and no row has; DuckDB itself says how the query is to be read."""
    tree = json.loads(store.rows("SELECT json_serialize_sql($query) AS tree", {"query": query})[0]["tree"])
    for column, value in _comparisons(tree):
        if column in known and value not in known[column]:
            near = (
                near_figures(value, store)
                if column == "figure_id"
                else f" {allowed_names(value, sorted(known[column]))}"
            )
            yield ChartFileError(chart.file, key, f"nothing has the {column} {value!r}.{near}")


def _comparisons(node: Any) -> Iterator[tuple[str, str]]:
    """Every column with each text it is compared with."""
    if isinstance(node, list):
        for each in node:
            yield from _comparisons(each)
    elif isinstance(node, dict):
        compared = []
        if node.get("class") == "COMPARISON":
            compared = [node["left"], node["right"]]
        elif node.get("type") == "COMPARE_IN" or node.get("function_name") in ("list_position", "list_contains"):
            compared = _operands(node)
        columns = [each["column_names"][-1] for each in compared if each.get("class") == "COLUMN_REF"]
        if len(columns) == 1:
            yield from ((columns[0], text) for each in compared for text in _texts(each))
        for each in node.values():
            yield from _comparisons(each)


def _texts(node: dict[str, Any]) -> Iterator[str]:
    if node.get("class") == "CONSTANT" and node.get("literal", {}).get("kind") == "STRING":
        yield node["literal"]["text"]
    elif node.get("function_name") == "list_value":
        for each in _operands(node):
            yield from _texts(each)


def _operands(node: dict[str, Any]) -> list[dict[str, Any]]:
    """Of an operator or a function."""
    return node.get("children") or [each["expression"] for each in node.get("arguments", [])]


def _view(chart: Chart, state: State, view: ChartView) -> Iterator[ChartFileError]:
    """Names that a reader would see as they stand in the data."""
    names = {row.category: row.label for row in view.rows} | {row.series: row.series_label for row in view.rows}
    for key, label in names.items():
        if key == label and key not in chart.definition.names and _KEY.fullmatch(key):
            what = f"{key!r} has no name, and a reader would see it as it is. Give one in [names]; or select a subject, a metric, a document or a period."
            yield ChartFileError(chart.file, "query", what)
    places: dict[tuple[str, str], str] = {}
    for row in view.rows if chart.definition.type == "series_columns" else ():
        if row.point and row.point.step != "edition":
            first = places.setdefault((row.series, year_of(row)), str(row.figure_id))
            if first != row.figure_id:
                what = f"{first} and {row.figure_id} are of one year, and one column hides the other."
                mend = "Write year as the step of the series in data/decisions/series.csv: what a document prints then stands for its year."
                yield ChartFileError(chart.file, "series", f"{what} {mend}")


def _partly_named(chart: Chart, views: Iterable[ChartView], metrics: set[str]) -> Iterator[ChartFileError]:
    """Metrics that stand under their own name among others that the chart names; one that is named alone is an exception."""
    labels = {row.category: row.label for view in views for row in view.rows if row.category in metrics}
    others = {key: label for key, label in labels.items() if key not in chart.definition.names}
    if others and len(labels) - len(others) > 1:
        listed = ", ".join(f"{key} ({label})" for key, label in others.items())
        what = f"other metrics of the chart have a name here, and not {listed}. Name these too."
        yield ChartFileError(chart.file, "names", what)


def _unread(chart: Chart, views: dict[State, ChartView]) -> Iterator[ChartFileError]:
    """What the file says and no reader ever meets."""
    definition = chart.definition
    keys = {key for view in views.values() for row in view.rows for key in (row.category, row.series)} - {""}
    tables = () if definition.rows else ("names", "colours")  # other states of those have other rows
    named = {(table, key) for table in tables for key in getattr(definition, table)}
    named |= {("annotations", annotation.category) for annotation in definition.annotations}
    for table, key in sorted(named):
        if key not in keys:
            what = f"no row has the category or series {key!r}. {allowed_names(key, sorted(keys))}"
            yield ChartFileError(chart.file, f"{table}.{key}", what)
    if definition.totals and not any(view.totals for view in views.values()):
        what = f"no category is a period of which there is a figure {definition.totals!r}. Write subject.metric, as in interpol.revenue."
        yield ChartFileError(chart.file, "totals", what)
    for name in sorted(definition.facts.keys() - definition.named_facts):
        yield ChartFileError(chart.file, f"facts.{name}", "no words and no condition name it. Take it out.")
    if definition.rows:  # such rows read controls and bring words of their own
        return
    undeclared = definition.named_facts - definition.facts.keys() - {*YEAR_FACTS}
    for name in sorted(undeclared):
        what = f"{{{name}}} is not declared. {allowed_names(name, [*definition.facts, *YEAR_FACTS])}"
        yield ChartFileError(chart.file, "facts", what)
    for name in sorted(definition.controls.keys() - set(_read_controls(definition))):
        what = f"nothing reads it. Use ${name} in the query, or give [state_queries]."
        yield ChartFileError(chart.file, f"controls.{name}", what)
    for key in DRAWN_KEYS:
        if getattr(definition, key) is not None and not any(_changes(view, key) for view in views.values()):
            what = f"a chart of the type {definition.type} is the same without it. Take it out."
            yield ChartFileError(chart.file, key, what)


def _read_controls(definition: ChartDefinition) -> Iterator[str]:
    """The controls that a query, or what is said for one of their options, reads."""
    for key in (*definition.state_queries, *definition.state_units, *definition.state_subtitles):
        yield key.partition("=")[0]
    queries = " ".join([definition.query or "", *definition.state_queries.values()])
    yield from re.findall(r"\$(\w+)", queries)


def _changes(view: ChartView, key: str) -> bool:
    """Whether a chart is drawn otherwise with a key than without."""
    definition = view.chart.definition.model_copy(update={key: None})
    bare = replace(view, chart=replace(view.chart, definition=definition))
    if key == "unit":
        return {row.unit for row in view.rows} != {view.unit}
    return figure_json(bare, DESKTOP) != figure_json(view, DESKTOP)


def _tile(data: DataVersion, tile: Tile) -> Iterator[ChartFileError]:
    """Figures that a tile names and nothing prints, and a series that there is not."""
    file, key = tile.as_chart.file, f"tile {tile.name!r}"
    try:
        if tile.series:
            data.view(tile.as_series, (), get_language("en"))
    except ChartFileError as error:
        yield error
    wanted = [*tile.figures, *([tile.change] if tile.change else [])]
    found = {
        row["figure_id"]: row
        for row in data.store.rows(
            "SELECT figure_id, year(period_end) AS year, topic, subject, metric FROM figures WHERE figure_id IN (SELECT unnest($ids))",
            {"ids": wanted},
        )
    }
    for figure in dict.fromkeys(wanted):
        if figure not in found:
            what = f"there is no figure {figure!r}.{near_figures(figure, data.store)}"
            yield ChartFileError(file, key, what)
    value, change = found.get(tile.figures[-1] if tile.figures else None), found.get(tile.change)
    if value and change and value["year"] != change["year"]:
        what = f"its change {tile.change} is of {change['year']}, its value of {value['year']}, so it is not shown."
        yield change_not_worked_out(file, key, what, value["figure_id"], change["metric"], data.store)
    yield from not_preferred(file, key, tile.figures, data.store)
    yield from left_out(file, key, tile.figures, NEWER_TILE, data.store)


def _places(data: DataVersion) -> Iterator[ChartFileError]:
    """Charts that share a place on the page of their topic."""
    taken: dict[tuple[str, object], str] = {}
    for chart in data.catalogue:
        places = [("order", chart.definition.order), *([("panel", "lead")] if chart.definition.panel == "lead" else [])]
        for key, value in places:
            other = taken.setdefault((chart.topic, (key, value)), chart.file)
            if other != chart.file:
                yield ChartFileError(chart.file, key, f"{other} has {value} already. Give each its own place.")


def _controls(data: DataVersion) -> Iterator[ChartFileError]:
    """Controls of one name on one topic whose options differ: a page has one address for all of its charts."""
    for topic in data.vocabulary.topics:
        first: dict[str, Chart] = {}
        for chart in data.catalogue.of_topic(topic):
            offered = {name: each for name, each in chart.definition.controls.items() if not each.several}
            for name, control in offered.items():
                other = first.setdefault(name, chart)
                options = other.definition.controls[name].options
                if list(options) != list(control.options):
                    pairs = ((other.file, options, control.options), ("this file", control.options, options))
                    lacking = ((file, [each for each in mine if each not in theirs]) for file, mine, theirs in pairs)
                    only = [f"only {file} offers {first_names(extra)}" for file, extra in lacking if extra]
                    both = ", ".join(only) or f"{other.file} offers the same in another order"
                    what = f"{both}; ?{name}= on the page of the topic chooses for both. Offer the same, or rename it."
                    yield ChartFileError(chart.file, f"controls.{name}", what)
