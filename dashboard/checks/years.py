"""Years that words bear: those of a chart's rows, of the values that they name, and of the newest report."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from dashboard.charts.catalogue import Chart, State
from dashboard.charts.datum import years_of
from dashboard.charts.facts import Facts, pick_title
from dashboard.charts.view import ChartView
from dashboard.data.store import Store
from dashboard.errors import ChartFileError, first_names
from dashboard.i18n.languages import CODES, catalogue

YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d)")
#: Of the newest report with which somebody read the messages that say a year: words may tell of a past year, and only a
#: reader knows whether they do.
READ_FILE = Path(__file__).with_name("words_read.toml")
#: How words and rows are brought together.
YEARS = "Mend the words or the query; {first_year}, {last_year} and {years} are always those of the rows."
#: Operations of which the newest report prints what publications had printed before: where a chart drew theirs, it
#: draws the report's now.
_PRINTED_SINCE = """
    SELECT DISTINCT subjects.en AS name FROM figures JOIN subjects USING (subject)
    WHERE source_id = $source AND basis = 'printed' AND subject IN (SELECT subject FROM operations)
        AND figure_id IN (SELECT figure_id FROM figure_publications)
    ORDER BY name
"""


def unread_words(store: Store, read_file: Path = READ_FILE) -> Iterator[str]:
    """Messages, of charts and of pages, that a new report may make untrue.

    They say the year that was the newest before it came, or name an operation of which it prints what only publications
    had printed.
    """
    read = int(tomllib.loads(read_file.read_text(encoding="utf-8"))["year"])
    (newest,) = store.rows(
        "SELECT max(source_id[3:])::INT AS year FROM sources WHERE regexp_matches(source_id, '^ar\\d{4}$')"
    )
    if (newest["year"] or read) <= read:
        return
    since = [row["name"] for row in store.rows(_PRINTED_SINCE, {"source": f"ar{newest['year']}"})]
    mend = f"once all are read, write year = {newest['year']} in dashboard/checks/{read_file.name}."
    for message in catalogue(next(code for code in CODES if code != "en")):
        text = message.id[-1] if isinstance(message.id, (tuple, list)) else message.id
        places = ", ".join(dict.fromkeys(file for file, _ in message.locations if not YEAR.search(Path(file).stem)))
        if places and str(read) in YEAR.findall(text):
            what = f"{text!r} says {read}, and there is a report of {newest['year']}."
            yield f"{places}: {what} Mend it if it means the newest year; {mend}"
        elif named := [name for name in since if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]:
            what = f"{text!r} speaks of {', '.join(named)}, of which the report of {newest['year']} prints what publications had printed."
            yield f"{places}: {what} Mend it if it is not true of what the report prints; {mend}"


def years_of_words(view: ChartView, state: State, store: Store) -> Iterator[ChartFileError]:
    """Finds years in the subtitle and the titles of a state that are not those of what they speak of."""
    yield from _years_of_subtitle(view, state)
    yield from _facts_of_other_years(view, store)


def _years_of_subtitle(view: ChartView, state: State) -> Iterator[ChartFileError]:
    chart, chosen = view.chart, [f"{name}={option}" for name, option in state]
    where = f" in the state {'&'.join(chosen)}" if chosen else ""
    written = [int(year) for year in YEAR.findall(view.subtitle)]
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
    of_rows = set(YEAR.findall(view.subtitle))
    dated = {
        name: fact.model_copy(update={"show": "period"})
        for name, fact in definition.facts.items()
        if fact.show == "value"
    }
    chart = replace(view.chart, definition=definition.model_copy(update={"facts": dated}))
    facts = Facts(chart, list(view.rows), view.language, store, {})
    measures = {
        row["figure_id"]: (row["subject"], row["metric"])
        for row in store.rows(
            "SELECT figure_id, subject, metric FROM figures WHERE figure_id IN (SELECT unnest($ids))",
            {"ids": [fact.figure for fact in dated.values() if fact.figure]},
        )
    }
    shown = pick_title(view.chart, Facts(view.chart, list(view.rows), view.language, store, {}))[0]
    for title in [shown] if definition.rows else definition.titles:
        words = view.title if title == shown else title
        written = set(YEAR.findall(words))
        try:
            years = {
                name: set(YEAR.findall(facts.format(f"{{{name}}}", ""))) for name in dated if f"{{{name}}}" in title
            }
        except ChartFileError:  # it is of another state, whose rows have what it names
            continue
        told = {measures.get(dated[name].figure) for name, found in years.items() if found & written}
        of_none = set(YEAR.findall(title)) - of_rows - {year for found in years.values() for year in found}
        if of_none and any(years.values()):
            what = f"it says {words!r}, and no value that it names is of {', '.join(sorted(of_none))}. {YEARS}"
            yield ChartFileError(view.chart.file, "title", what)
        for name, found in years.items():
            figure = dated[name].figure
            right = measures[figure] in told if figure else found & of_rows
            if written and found and not found & written and not right:
                what = f"its value is of {', '.join(sorted(found))}, and the title says {words!r}. {YEARS}"
                yield ChartFileError(view.chart.file, f"facts.{name}", what)


def older_words(chart: Chart, views: Collection[ChartView]) -> Iterator[ChartFileError]:
    """Years that titles, shown or not, and options bear though the rows have later ones; values that facts name are compared elsewhere."""
    definition = chart.definition
    newest = max((int(year) for view in views for year in years_of(view.rows)[-1:]), default=0)
    told = {
        f"controls.{name}": " ".join(each.options.values())
        for name, each in definition.controls.items()
        if not each.every
    }
    for number, title in enumerate(definition.titles):
        named = [definition.facts[name] for name in re.findall(r"\{(\w+)\}", title) if name in definition.facts]
        if not any(fact.figure or fact.category or fact.series for fact in named):
            told[f"title.{number}" if isinstance(definition.title, list) else "title"] = title
    for key, text in told.items():
        years = [int(year) for year in YEAR.findall(text)]
        if years and newest > max(years) and not YEAR.search(chart.id):
            yield ChartFileError(chart.file, key, f"it says {text!r}, and rows are of {newest}. {YEARS}")
