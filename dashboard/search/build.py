"""Fills the index from a version of the data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dashboard.charts.catalogue import Chart
from dashboard.data.notices import PURPOSES
from dashboard.data.offices import OFFICE_TYPES
from dashboard.data.operations import AREAS, GOALS, REGIONS
from dashboard.data.store import Store
from dashboard.data.vocabulary import names_in_each_language
from dashboard.i18n.languages import CODES, Code, get_language
from dashboard.search.index import Concept, Entry, Index, Refusal
from dashboard.search.text import fold, tokens

_BASES = {"printed": 0, "derived": 1, "reference": 1, "reported": 2}
#: Kinds of subjects that stand for the whole Organization, which a question means where it names no other.
_GENERAL = ("organization", "database", "notice")
#: A figure that no chart shows comes after those that one does.
_NOT_DRAWN = 10_000
#: Figures that are found, the latest; an archive that is larger would take memory and time that no reader's question is worth.
MAX_FIGURES, MAX_OPERATIONS = 20_000, 5_000
#: Table, kind of concept, column of its key.
_NAMED = (("metrics", "metric", "metric"), ("subjects", "subject", "subject"), ("topics", "topic", "topic"),
          ("printed_places", "place", "printed"), ("printed_partners", "partner", "printed"))  # fmt: skip
Rows = list[dict[str, Any]]
#: A place as printed → its regions.
Regions = Mapping[str, Sequence[str]]


def build_index(store: Store, charts: Mapping[Chart, Sequence[str]]) -> Index:
    """Makes the index of a data version.

    Args:
        store: its database.
        charts: chart → ids of the figures that it shows.
    """
    index = _with_words(store)
    areas = store.rows("SELECT subject, crime_area, regions_printed, countries_printed FROM operations ORDER BY ALL")
    regions = {
        row["printed"]: _parts(row["un_regions"])
        for row in store.rows("SELECT printed, un_regions FROM printed_places")
    }
    combined = store.rows("SELECT combined, subject FROM combined_subjects")
    index.entries += _figures(store, areas, regions, combined, charts)
    figures = {entry.key: entry for entry in index.entries}
    index.entries += _operations(store, regions)
    index.entries += [Entry("term", subject, (("subject", subject),)) for subject in PURPOSES]
    found = {concept for entry in index.entries for concept in entry.concepts}
    for table, kind, column in _NAMED:
        for row in store.rows(f"SELECT *, {column} AS key FROM {table}"):
            if (kind, row["key"]) in found:
                index.add_names((kind, row["key"]), _names(row))
    for texts, kind in ((AREAS, "area"), (REGIONS, "region")):
        for key, text in texts.items():
            index.add_names((kind, key), _in_each_language(text))
    for chart, shown in charts.items():
        index.add_names(("chart", chart.id), _chart_names(chart))
        index.entries.append(_chart(chart, [figures[name] for name in shown if name in figures]))
    _add_countries_and_goals(index, store)
    _add_offices(index, store)
    _add_refusals(index, store)
    index.close()
    return index


def _add_countries_and_goals(index: Index, store: Store) -> None:
    everyday = {row["iso3"]: _phrases(row) for row in store.rows("SELECT * FROM country_names")}
    for row in store.rows("SELECT * FROM members ORDER BY iso3"):
        index.add_names(("country", row["iso3"]), _names(row, "name_"))
        index.add_names(("country", row["iso3"]), everyday[row["iso3"]], whole=True)
        about = (("country", row["iso3"]), ("metric", "members"))  # the answer says since when
        index.entries.append(Entry("country", row["iso3"], about))
    for row in store.rows("SELECT * FROM goals ORDER BY kind, number"):
        index.add_names(("goal", row["goal"]), _names(row, "title_"))
        if row["kind"] == "goal":
            index.add_names(("goal", row["goal"]), _in_each_language(GOALS[str(row["number"])]), whole=True)
        index.entries.append(Entry("goal", row["goal"], (("goal", row["goal"]),)))


def _add_offices(index: Index, store: Store) -> None:
    for key, text in OFFICE_TYPES.items():
        index.add_names(("office-type", key), _in_each_language(text))
    for row in store.rows("SELECT * FROM offices ORDER BY office"):
        index.add_names(("office", row["office"]), _names(row))
        about = (("office", row["office"]), ("office-type", row["type"]), ("metric", "offices"))
        index.entries.append(Entry("office", row["office"], about, order=(list(OFFICE_TYPES).index(row["type"]),)))


def _add_refusals(index: Index, store: Store) -> None:
    for row in store.rows("SELECT * FROM search_refusals ORDER BY refusal"):
        index.entries.append(Entry("refusal", row["refusal"], (("refusal", row["refusal"]),)))
        about = (frozenset(_parts(row["metrics"])), frozenset(_parts(row["subjects"])))
        index.refusals.append(Refusal(row["refusal"], row["of_totals"] == "yes", *about))


def _with_words(store: Store) -> Index:
    """An index that knows the words of ``data/decisions/search_words.csv``."""
    rows = store.rows("SELECT * FROM search_words")
    words: dict[str, set[str]] = {"optional": set(), "total": set()}
    scales: dict[str, float] = {}
    for row in rows:
        folded = [fold(word) for _, word in _phrases(row)]
        if row["kind"] in words:
            words[row["kind"]].update(folded)
        elif row["kind"] == "scale":
            scales |= dict.fromkeys(folded, float(row["targets"]))
    index = Index(optional=frozenset(words["optional"]), totals=frozenset(words["total"]), scales=scales)
    for row in rows:
        for target in row["targets"].split("; ") if row["kind"] != "scale" else ():
            if target:
                index.add_names((row["kind"], target), _phrases(row), whole=True)
    return index


def _names(row: dict[str, Any], prefix: str = "") -> Iterable[tuple[Code, str]]:
    return names_in_each_language(row, prefix).items()


def _phrases(row: dict[str, Any]) -> list[tuple[Code, str]]:
    return [(code, phrase) for code, phrases in _names(row) for phrase in phrases.split("; ")]


def _in_each_language(text: str) -> Iterator[tuple[Code, str]]:
    return ((code, get_language(code).gettext(text)) for code in CODES)


def _figures(
    store: Store, areas: Rows, regions: Regions, combined: Rows, charts: Mapping[Chart, Sequence[str]]
) -> Iterator[Entry]:
    place: dict[str, int] = {}
    for chart, shown in charts.items():
        for name in shown:
            place[name] = min(chart.definition.order, place.get(name, chart.definition.order))
    about: dict[str, list[Concept]] = defaultdict(list)
    for row in areas:
        about[row["subject"]].append(("area", row["crime_area"]))
        about[row["subject"]] += _where(row, regions)
    parts: dict[str, list[str]] = defaultdict(list)
    for row in combined:
        parts[row["combined"]].append(row["subject"])
    query = """SELECT f.*, s.kind AS subject_kind, year(period_start) AS first, year(period_end) AS last
               FROM figures f JOIN subjects s USING (subject) ORDER BY period_end DESC, figure_id LIMIT $most"""
    for row in store.rows(query, {"most": MAX_FIGURES}):
        subjects = [row["subject"], *parts[row["subject"]]]
        found = dict.fromkeys(concept for subject in subjects for concept in about[subject])
        yield Entry(
            "figure",
            row["figure_id"],
            (
                ("metric", row["metric"]),
                *(("subject", subject) for subject in subjects),
                ("topic", row["topic"]),
                *found,
            ),
            frozenset(range(row["first"], row["last"] + 1)),
            frozenset([abs(row["value"]), *_printed_numbers(row["as_printed"])]),
            (
                _BASES[row["basis"]],
                -row["last"],
                _GENERAL.index(row["subject_kind"]) if row["subject_kind"] in _GENERAL else len(_GENERAL),
                place.get(row["figure_id"], _NOT_DRAWN),
                -row["value"],
                row["figure_id"],
            ),
            (row["metric"], row["unit"]),
            row["subject"],
        )


def _printed_numbers(printed: str | None) -> list[float]:
    return [token.number for token in tokens(re.sub(r"\s+", " ", printed or "")) if token.number is not None]


def _operations(store: Store, regions: Regions) -> Iterator[Entry]:
    metrics: dict[str, list[Concept]] = defaultdict(list)
    for row in store.rows("SELECT DISTINCT subject, metric FROM figures WHERE basis = 'printed' ORDER BY ALL"):
        metrics[row["subject"]].append(("metric", row["metric"]))
    goals = {row["number"]: row["goal"] for row in store.rows("SELECT number, goal FROM goals WHERE kind = 'goal'")}
    query = "SELECT * FROM operations ORDER BY period_label DESC, subject LIMIT $most"
    for row in store.rows(query, {"most": MAX_OPERATIONS}):
        yield Entry(
            "operation",
            f"{row['source_id']}-{row['subject']}",
            (
                *(("subject", row["subject"]), ("area", row["crime_area"]), ("goal", goals[row["goal"]])),
                *_where(row, regions),
                *(("partner", partner) for partner in _parts(row["partners"])),
                *metrics[row["subject"]],
                ("topic", "operations"),
            ),
            frozenset(int(year) for year in re.findall(r"\d{4}", row["period_label"])),
            order=(row["kind"] != "operation", -int(row["period_label"][:4]), row["subject"]),
        )


def _where(row: dict[str, Any], regions: Regions) -> list[Concept]:
    """The places that a report prints of an operation, and the regions they are in."""
    places = [part for name in ("regions_printed", "countries_printed") for part in _parts(row[name])]
    named = dict.fromkeys(region for place in places for region in regions[place])
    return [*(("place", place) for place in places), *(("region", region) for region in named)]


def _parts(cell: str | None) -> list[str]:
    return [part for part in (cell or "").split("; ") if part]


def _chart_names(chart: Chart) -> Iterator[tuple[Code, str]]:
    definition = chart.definition
    for text in (definition.question, definition.subtitle, *definition.titles):
        for code, said in _in_each_language(text):
            yield code, re.sub(r"\{\w*\}", " ", said)


def _chart(chart: Chart, shown: list[Entry]) -> Entry:
    """A chart is about what its figures are about."""
    about = sorted({concept for entry in shown for concept in entry.concepts if concept[0] in ("metric", "subject")})
    years = frozenset(year for entry in shown for year in entry.years)
    order = (chart.definition.panel != "lead", chart.topic, chart.definition.order)
    return Entry("chart", chart.id, (("chart", chart.id), ("topic", chart.topic), *about), years, order=order)
