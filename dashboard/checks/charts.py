"""What is wrong with the charts: their files, what the data say to them, and what would mislead a reader."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from dashboard.charts.catalogue import Chart, State
from dashboard.charts.datum import years_of
from dashboard.charts.definition import COMPARISON, ChartDefinition, Fact
from dashboard.charts.facts import YEAR_FACTS, Facts, near_figures, pick_title
from dashboard.charts.tiles import Tile
from dashboard.charts.view import ChartView
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
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d)")
#: What stands in data and in no sentence: arrests-made, ar2018.interpol.members.2018.
_KEY = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+|[a-z_]+")


def chart_problems(data: DataVersion) -> Iterator[ChartFileError]:
    """Finds all that is wrong with the charts and tiles of a site, each once."""
    languages = [get_language(code) for code in available_languages()]
    known = _names(data.store)
    seen: set[str] = set()
    for problem in (
        *data.problems,
        *(problem for chart in data.catalogue for problem in _chart(data, chart, languages, known)),
        *(problem for tile in data.tiles for problem in _tile(data, tile)),
        *_places(data),
        *_controls(data),
    ):
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
    for state, view in views.items():
        yield from _view(chart, state, view)
        yield from _facts_of_other_years(view, data.store)
    yield from _newer(chart, views.values(), data.store)
    yield from _older_words(chart, views.values())
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
    """What a reader of one state would see wrong."""
    chosen = [f"{name}={option}" for name, option in state]
    where = f" in the state {'&'.join(chosen)}" if chosen else ""
    names = {row.category: row.label for row in view.rows} | {row.series: row.series_label for row in view.rows}
    for key, label in names.items():
        if key == label and key not in chart.definition.names and _KEY.fullmatch(key):
            what = f"{key!r} has no name, and a reader would see it as it is. Give one in [names]; or select a subject, a metric or a period."
            yield ChartFileError(chart.file, "query", what)
    written = [int(year) for year in _YEAR.findall(view.subtitle)]
    key = next((f"state_subtitles.{each}" for each in chosen if each in chart.definition.state_subtitles), "subtitle")
    shown = [int(year) for year in years_of(view.rows)]
    if written and shown:
        outside = [year for year in shown if not min(written) <= year <= max(written)]
        missing = [year for year in (min(written), max(written)) if not shown[0] <= year <= shown[-1]]
        if outside:
            what = f"it says {view.subtitle!r}, and the rows{where} are of {first_names([str(year) for year in outside])} too."
            yield ChartFileError(chart.file, key, f"{what} {YEARS}")
        elif missing and all(row.basis != "derived" for row in view.rows):
            what = f"it says {view.subtitle!r}, and no row{where} is of {', '.join(map(str, missing))}."
            yield ChartFileError(chart.file, key, f"{what} {YEARS}")


def _facts_of_other_years(view: ChartView, store: Store) -> Iterator[ChartFileError]:
    """Values that a title, shown or not, gives beside years of which they are not; with one that is, another of its measure is compared."""
    definition = view.chart.definition
    of_rows = set(_YEAR.findall(view.subtitle))
    dated = {
        name: fact.model_copy(update={"show": "period"})
        for name, fact in definition.facts.items()
        if fact.show == "value"
    }
    chart = replace(view.chart, definition=definition.model_copy(update={"facts": dated}))
    facts = Facts(chart, list(view.rows), view.language, store, {})
    worded = Facts(view.chart, list(view.rows), view.language, store, {})
    titles = [] if definition.rows else [(title, _words(worded, title)) for title in _titles(definition)]
    for title, words in titles or [(pick_title(view.chart, worded), view.title)]:
        yield from _other_years(view, title, words, dated, facts, of_rows, store)


def _words(facts: Facts, title: str) -> str:
    """A title as it is read; nothing where it names what is not there, which is told elsewhere."""
    try:
        return facts.format(title, "title")
    except ChartFileError:
        return ""


def _other_years(
    view: ChartView, title: str, words: str, dated: dict[str, Fact], facts: Facts, of_rows: set[str], store: Store
) -> Iterator[ChartFileError]:
    # Of a title that is not shown, a year may be part of the name of what it does not speak of.
    written = set(_YEAR.findall(words if words == view.title else title))
    years = {name: set(_YEAR.findall(facts.format(f"{{{name}}}", ""))) for name in dated if f"{{{name}}}" in title}
    measures = {
        row["figure_id"]: (row["subject"], row["metric"])
        for row in store.rows(
            "SELECT figure_id, subject, metric FROM figures WHERE figure_id IN (SELECT unnest($ids))",
            {"ids": [fact.figure for fact in dated.values() if fact.figure]},
        )
    }
    told = {measures.get(dated[name].figure) for name, found in years.items() if found & written}
    for name, found in years.items():
        figure = dated[name].figure
        right = measures[figure] in told if figure else found & of_rows
        if written and found and not found & written and not right:
            what = f"its value is of {', '.join(sorted(found))}, and the title says {words!r}. {YEARS}"
            yield ChartFileError(view.chart.file, f"facts.{name}", what)


def _older_words(chart: Chart, views: Collection[ChartView]) -> Iterator[ChartFileError]:
    """Years that titles, shown or not, and options bear though the rows have later ones; values that facts name are compared elsewhere."""
    definition = chart.definition
    newest = max((int(year) for view in views for year in years_of(view.rows)[-1:]), default=0)
    told = {
        f"controls.{name}": " ".join(each.options.values())
        for name, each in definition.controls.items()
        if not each.every
    }
    for number, title in enumerate(_titles(definition)):
        named = [definition.facts[name] for name in re.findall(r"\{(\w+)\}", title) if name in definition.facts]
        if not any(fact.figure or fact.category or fact.series for fact in named):
            told[f"title.{number}" if isinstance(definition.title, list) else "title"] = title
    for key, text in told.items():
        years = [int(year) for year in _YEAR.findall(text)]
        if years and newest > max(years) and not _YEAR.search(chart.id):
            yield ChartFileError(chart.file, key, f"it says {text!r}, and rows are of {newest}. {YEARS}")


def _newer(chart: Chart, views: Collection[ChartView], store: Store) -> Iterator[ChartFileError]:
    """What is left out of a chart, and of the values that its words name, though a report prints it of later years, or months."""
    if _YEAR.search(chart.id):
        return
    definition = chart.definition
    shown = [row.figure_id for view in views for row in view.rows if row.figure_id]
    named = {name for name in _named_facts(definition) if name in definition.facts}
    told = [figure for name in sorted(named) if (figure := definition.facts[name].figure)]
    key, mend = "query", NEWER
    if definition.series:
        key, mend = "series", NEWER_IN_SERIES
    elif definition.rows:
        key, mend = "rows", NEW_OPERATION
    if definition.until:
        yield from _waited_for(chart, shown, store)
        return
    yield from _left_out(chart.file, key, shown, mend, store)
    yield from _left_out(chart.file, "facts", told, NEWER_FACT, store)
    # A series shows one part alone, and ends where series.csv says.
    if lacking := [] if definition.series else store.rows(PARTS_LACKING, {"ids": shown}):
        listed = first_names([f"{row['subject']} {row['metric']}" for row in lacking])
        what = (
            f"it shows parts of a total of {lacking[0]['period_label']}, and no report prints of that time: {listed}."
        )
        latest = int(_YEAR.findall(lacking[0]["period_label"])[-1]) - 1
        yield ChartFileError(chart.file, "query", f"{what} Write until = {latest} until one does.")


def _waited_for(chart: Chart, shown: Collection[str], store: Store) -> Iterator[ChartFileError]:
    """A year at which a chart is held back, though all that it shows of its last year is printed of a later one."""
    rows = store.rows(
        """WITH shown AS (SELECT subject, metric, unit, max(year(period_end)) AS latest FROM figures
                          WHERE basis <> 'derived' AND figure_id IN (SELECT unnest($ids)) GROUP BY ALL),
                last AS (SELECT * FROM shown WHERE latest = (SELECT max(latest) FROM shown))
           SELECT year(period_end) AS year FROM preferred_figures JOIN last USING (subject, metric, unit)
           WHERE year(period_end) > $until
           GROUP BY year HAVING count(DISTINCT (subject, metric, unit)) = (SELECT count(*) FROM last) ORDER BY year""",
        {"ids": list(shown), "until": chart.definition.until},
    )
    if rows:
        what = f"all that it shows is printed of {rows[-1]['year']} too. Take until out, or write until = {rows[-1]['year']}."
        yield ChartFileError(chart.file, "until", what)


def _left_out(file: str, key: str, ids: Collection[str], mend: str, store: Store) -> Iterator[ChartFileError]:
    """Printed figures that are later than all of some of the same subject and metric, and what could be worked out of such."""
    undone = store.rows(NOT_WORKED_OUT, {"ids": list(ids)})
    if undone:
        listed = first_names([row["figure_id"] for row in undone])
        what = f"what it is worked out from is printed of a later time, and it is not: {listed}."
        yield ChartFileError(file, key, f"{what} {WORK_OUT}")
    found = store.rows(
        """SELECT n.figure_id, n.period_label FROM preferred_figures n
           JOIN (SELECT subject, metric, unit, length(period_label) AS form, max(period_end) AS latest
                 FROM figures WHERE figure_id IN (SELECT unnest($ids)) GROUP BY ALL) s USING (subject, metric, unit)
           WHERE n.basis = 'printed' AND n.period_end > s.latest AND length(n.period_label) = form ORDER BY n.figure_id""",
        {"ids": list(ids)},
    )
    if found:
        named = ", ".join(row["figure_id"] for row in found[:MAX_NAMED]) + (" …" if len(found) > MAX_NAMED else "")
        yield ChartFileError(file, key, f"newer figures of what it shows are left out: {named}. {mend}")


#: What can be done where a report brings newer figures.
NEWER = "Select by subject and metric from preferred_figures; or name the year in the chart's id, such as money-2021."
NEW_OPERATION = "Enter the operation in data/decisions/operations.csv."
NEWER_IN_SERIES = "Write a later end of the series in data/decisions/series.csv."
NEWER_FACT = "Name the newer ones in [facts], or let `pick` find them."
WORK_OUT = "Add the later one to data/decisions/derivations.toml."
#: Figures worked out, the latest of their subject and metric, of whose inputs each is printed of a later time.
NOT_WORKED_OUT = """
    WITH latest AS (SELECT subject, metric, max(period_end) AS period_end FROM figures GROUP BY ALL),
    shown AS (SELECT figure_id FROM figures JOIN latest USING (subject, metric, period_end)
              WHERE basis = 'derived' AND figure_id IN (SELECT unnest($ids))),
    measures AS (SELECT s.figure_id, i.subject, i.metric, i.unit, max(i.period_end) AS of_input
                 FROM shown s JOIN figure_inputs USING (figure_id) JOIN figures i ON i.figure_id = input_id GROUP BY ALL)
    SELECT m.figure_id FROM measures m LEFT JOIN preferred_figures n
        ON n.basis = 'printed' AND n.subject = m.subject AND n.metric = m.metric AND n.unit = m.unit AND n.period_end > m.of_input
    GROUP BY m.figure_id HAVING count(DISTINCT (m.subject, m.metric)) = count(DISTINCT IF(n.figure_id IS NULL, NULL, (m.subject, m.metric)))
    ORDER BY m.figure_id
"""
#: Parts of a total that nothing prints of a time of which a chart shows others.
PARTS_LACKING = """
    WITH parts AS (SELECT id, subject, metric, unit, period_end FROM parts_of_totals JOIN figures USING (figure_id)
                   QUALIFY min(period_end) OVER (PARTITION BY id) = max(period_end) OVER (PARTITION BY id)),
    shown AS (SELECT DISTINCT id, f.period_label FROM figures f JOIN parts p USING (subject, metric, unit)
              WHERE f.figure_id IN (SELECT unnest($ids)) AND f.basis = 'printed' AND f.period_end > p.period_end)
    SELECT DISTINCT subject, metric, period_label FROM shown JOIN parts USING (id)
    ANTI JOIN preferred_figures USING (subject, metric, unit, period_label) ORDER BY ALL
"""
NEWER_TILE = "Name the newer ones in its figures."
#: Figures that a message names.
MAX_NAMED = 3
#: How words and rows are brought together.
YEARS = "Mend the words or the query; {first_year}, {last_year} and {years} are always those of the rows."


def _unread(chart: Chart, views: dict[State, ChartView]) -> Iterator[ChartFileError]:
    """What the file says and no reader ever meets."""
    definition = chart.definition
    keys = {key for view in views.values() for row in view.rows for key in (row.category, row.series)} - {""}
    tables = () if definition.rows else ("names", "colours", "totals")  # other states of those have other rows
    named = {(table, key) for table in tables for key in getattr(definition, table)}
    named |= {("annotations", annotation.category) for annotation in definition.annotations}
    for table, key in sorted(named):
        if key not in keys:
            what = f"no row has the category or series {key!r}. {allowed_names(key, sorted(keys))}"
            yield ChartFileError(chart.file, f"{table}.{key}", what)
    for name in sorted(definition.facts.keys() - set(_named_facts(definition))):
        yield ChartFileError(chart.file, f"facts.{name}", "no words and no condition name it. Take it out.")
    if definition.rows:  # such rows read controls and bring words of their own
        return
    undeclared = set(_named_facts(definition)) - definition.facts.keys() - {*YEAR_FACTS}
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


def _titles(definition: ChartDefinition) -> list[str]:
    return [definition.title] if isinstance(definition.title, str) else [each.text for each in definition.title]


def _named_facts(definition: ChartDefinition) -> Iterator[str]:
    """The facts that words or conditions name."""
    texts = (*_titles(definition), definition.subtitle, definition.remark, definition.caveat, definition.reading)
    for text in (*texts, *definition.state_subtitles.values()):
        yield from re.findall(r"\{(\w+)\}", text or "")
    if not isinstance(definition.title, str):
        for finding in definition.title:
            if match := COMPARISON.match(finding.when):
                yield from (name for name in match.group(1, 3) if not name.lstrip("-")[0].isdigit())


def _changes(view: ChartView, key: str) -> bool:
    """Whether a chart is drawn otherwise with a key than without."""
    definition = view.chart.definition.model_copy(update={key: None})
    bare = replace(view, chart=replace(view.chart, definition=definition))
    if key == "unit":
        return {row.unit for row in view.rows} != {view.unit}
    return figure_json(bare, DESKTOP) != figure_json(view, DESKTOP)


def _tile(data: DataVersion, tile: Tile) -> Iterator[ChartFileError]:
    """Figures that a tile names and nothing prints, and a series that there is not."""
    try:
        if tile.series:
            data.view(tile.as_series, (), get_language("en"))
    except ChartFileError as error:
        yield error
    wanted = [*tile.figures, *([tile.change] if tile.change else [])]
    found = {
        row["figure_id"]: row["period_end"]
        for row in data.store.rows(
            "SELECT figure_id, period_end FROM figures WHERE figure_id IN (SELECT unnest($ids))", {"ids": wanted}
        )
    }
    for figure in dict.fromkeys(wanted):
        if figure not in found:
            what = f"there is no figure {figure!r}.{near_figures(figure, data.store)}"
            yield ChartFileError(tile.as_chart.file, f"tile {tile.name!r}", what)
    if tile.change in found and tile.figures[-1] in found and found[tile.change].year != found[tile.figures[-1]].year:
        what = (
            f"its change {tile.change} is of {found[tile.change].year}, its value of {found[tile.figures[-1]].year}. "
        )
        yield ChartFileError(
            tile.as_chart.file, f"tile {tile.name!r}", f"{what}Name the change of that year, or leave change out."
        )
    yield from _left_out(tile.as_chart.file, f"tile {tile.name!r}", tile.figures, NEWER_TILE, data.store)


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
