"""The rows of a chart in a state: what its query, its series or its page finds, with where each value comes from."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.charts.catalogue import Catalogue, Chart, State
from dashboard.charts.chart_type_info import CHART_TYPE_INFO
from dashboard.charts.datum import ENDS, Datum, End, SeriesPoint
from dashboard.charts.facts import FIGURE_COLUMNS, near_figures
from dashboard.data.membership import FORMER, member_rows, membership
from dashboard.data.operation_facets import compared_figures, operation_names, outcome_selection
from dashboard.data.store import Store
from dashboard.data.vocabulary import Vocabulary
from dashboard.errors import ChartFileError, SiteError, allowed_names
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, Language, get_language

#: The first option of a control that offers every year.
ALL_YEARS = N_("All years")
#: Bars that a sentence tells the number of.
MIN_OUTCOMES = 2


def default_figures(chart: Chart, store: Store) -> list[str]:
    """The ids of the figures that a chart first shows.

    Raises:
        ChartFileError: the query fails.
    """
    state = chart.state({})
    return [row["figure_id"] for row in find_rows(chart, state, get_language("en"), store)[0] if row.get("figure_id")]


def offer_years(catalogue: Catalogue, store: Store) -> Catalogue:
    """The charts with the options of those controls that offer every year of the data."""
    years: dict[tuple[str, str], list[set[str]]] = {}
    for chart in catalogue:
        for name, control in chart.definition.controls.items():
            if control.every == "years":
                with contextlib.suppress(ChartFileError):  # its page says so
                    found = _years(chart, name, store)
                    years.setdefault((chart.topic, name), []).append(found)
    query = "SELECT DISTINCT unnest(regexp_extract_all(period_label, '\\d{4}')) AS year FROM operations ORDER BY year"
    known = membership(store)
    listed = {
        "operation_years": [row["year"] for row in store.rows(query)],
        "membership_years": [str(year) for year in range(known.first, known.last + 1)],
    }
    return Catalogue([_with_years(chart, years, listed) for chart in catalogue], catalogue.problems)


def _years(chart: Chart, name: str, store: Store) -> set[str]:
    """The years that a chart has when it shows all of them."""
    state = tuple(
        (other, "all" if other == name else control.default) for other, control in chart.definition.controls.items()
    )
    ids = [row["figure_id"] for row in find_rows(chart, state, get_language("en"), store)[0]]
    query = "SELECT DISTINCT left(period_label, 4) AS year FROM figures WHERE list_contains($ids, figure_id)"
    return {row["year"] for row in store.rows(query, {"ids": ids})}


def _with_years(chart: Chart, years: dict[tuple[str, str], list[set[str]]], listed: dict[str, list[str]]) -> Chart:
    controls = {}
    for name, control in chart.definition.controls.items():
        if control.every in listed:
            control = control.model_copy(update={"options": {year: year for year in listed[control.every]}})
        elif control.every:
            shared = set.intersection(*years.get((chart.topic, name), [set()]))
            options = {"all": ALL_YEARS} | {year: year for year in sorted(shared)}
            control = control.model_copy(update={"options": options})
        controls[name] = control
    return replace(chart, definition=chart.definition.model_copy(update={"controls": controls}))


def _query(chart: Chart, state: State, store: Store) -> str:
    queries = chart.definition.state_queries
    chosen = (f"{name}={option}" for name, option in state)
    return next((queries[key] for key in chosen if key in queries), chart.definition.query) or _series_query(
        chart, store
    )


def find_rows(
    chart: Chart, state: State, language: Language, store: Store
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The rows of a chart, and further words that its own may name."""
    if chart.definition.rows:
        return ROWS[chart.definition.rows](chart, state, language, store)
    query, until = _query(chart, state, store), chart.until
    return _asked(chart, _held_back(query, until) if until else query, state, store), {}


def _held_back(query: str, until: int) -> str:
    """A query that finds no figure of a later year."""
    tables = ", ".join(
        f"{name} AS (SELECT * FROM main.{name} WHERE year(period_end) <= {until})"
        for name in ("figures", "preferred_figures")
    )
    rest = re.sub(r"^\s*WITH\b", ",", query, flags=re.IGNORECASE)
    return f"WITH {tables} {rest}"


def _operation_outcomes(
    chart: Chart, state: State, language: Language, store: Store
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """What the board of operations draws in a state."""
    chosen, controls = dict(state), chart.definition.controls
    selection = outcome_selection(store, language.code, chosen)
    filters = [
        control.words(option, language)
        for name, control in controls.items()
        if control.several
        for option in chosen[name].split()
    ]
    kind, drawn = (controls[name].words(chosen[name], language) for name in ("kind", "draw"))
    words = {"draw": drawn}
    if filters or chosen["kind"] != controls["kind"].default or len(selection.figures) < MIN_OUTCOMES:
        words["subtitle"] = language.gettext(
            "Selection: {filters} ({kind}: {shown}). With a printed figure: {count}",
            filters=formatting.format_list(filters, language) or language.gettext("everything"),
            kind=kind,
            shown=formatting.number(selection.shown, language),
            count=formatting.number(len(selection.figures), language),
        )
    return [{"figure_id": row["figure_id"], "series": row["period_label"][:4]} for row in selection.figures], words


def _operation_figures(
    chart: Chart, state: State, language: Language, store: Store
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """All figures of the operations that are laid side by side.

    Raises:
        InvalidParameter: there is no such operation, or there are too many.
    """
    keys = dict(state)["compare"].split()
    names = operation_names(store, language.code, keys)
    rows = [
        {"figure_id": row["figure_id"], "category": row["metric"], "series": row["subject"] if len(keys) > 1 else ""}
        for row in compared_figures(store, keys)
    ]
    words = {"names": formatting.format_list([language.localize_digits(name) for name in names], language)}
    if not rows:  # they have no years
        words["subtitle"] = language.gettext("Figures in the Annual Reports")
    return rows, words


def _members_in_year(
    chart: Chart, state: State, language: Language, store: Store
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The members at the end of a year that have a place on the map, by the date of their accession.

    Raises:
        InvalidParameter: the number of members is not known for that year.
    """
    known, asked = membership(store), dict(state)["until"]
    year = known.in_year(str(known.last) if asked == chart.definition.controls["until"].default else asked)
    query = """
        SELECT m.iso3 AS category, greatest(s.from_year, $first)::DOUBLE AS value, 'date' AS unit,
               IF(s.from_year = $year AND $year > $first, 'joined', 'member') AS series,
               IF(value = member_since_year, member_since, s.from_year::VARCHAR) AS period_label,
               'membership' AS source_id, longitude, latitude
        FROM members m JOIN membership_spells s ON s.code = m.iso3 LEFT JOIN small_states USING (iso3)
        WHERE s.from_year <= $year AND (s.last_year_end IS NULL OR s.last_year_end >= $year) ORDER BY value, category
    """
    rows = store.rows(query, {"year": year.year, "first": known.first})
    drawn = {row["category"] for row in rows}
    names = {row["iso3"]: row["name"] for row in member_rows(store, language.code)}
    names |= {code: language.gettext(name) for code, name in FORMER.items()}
    undrawn = [name for code, name in names.items() if known.is_member(code, year.year) and code not in drawn]
    words = {
        "count": formatting.number(year.count, language),
        "year": formatting.period(str(year.year), language),
        "joined": formatting.number(len(year.joined), language),
        "undrawn": formatting.format_list(undrawn, language) or language.gettext("none"),
    }
    return rows, words


#: A chart's ``rows`` → what gives them.
ROWS = {
    "operation_outcomes": _operation_outcomes,
    "operation_figures": _operation_figures,
    "members_in_year": _members_in_year,
}


def _asked(chart: Chart, query: str, state: State, store: Store) -> list[dict[str, Any]]:
    for name in re.findall(r"\$([A-Za-z_]\w*)", query):
        if name not in (controls := dict(state)):
            raise ChartFileError(chart.file, "query", f"there is no control “{name}”. {allowed_names(name, controls)}")
    parameters = {name: option for name, option in state if f"${name}" in query}
    beside = {"beside": chart.definition.beside, "series": next(iter(chart.definition.series), None)}
    try:
        return [*store.rows(query, parameters), *(store.rows(_BESIDE_QUERY, beside) if beside["beside"] else ())]
    except SiteError:  # of the database, not of the query
        raise
    except Exception as error:
        raise ChartFileError(chart.file, "query", f"the database refuses it: {error}") from error


def as_data(
    chart: Chart, found: list[dict[str, Any]], language: Language, store: Store, vocabulary: Vocabulary
) -> list[Datum]:
    """The rows as values with their provenance; what was published elsewhere only where it stands in a series.

    Raises:
        ChartFileError: a row names no figure that exists, and no value of a known source.
    """
    ids = [row["figure_id"] for row in found if row.get("figure_id")]
    figures = {
        row["figure_id"]: row
        for row in store.rows(
            f"SELECT figure_id, {FIGURE_COLUMNS} FROM figures WHERE list_contains($ids, figure_id)",
            {"ids": ids},
        )
    }
    disputed = {row["figure_id"] for row in store.rows("SELECT figure_id FROM disagreement_figures")}
    data = []
    for row in found:
        figure_id = row.pop("figure_id", None)
        if figure_id is not None and figure_id not in figures:
            what = f"it names {figure_id!r}, which is no figure.{near_figures(figure_id, store)}"
            raise ChartFileError(chart.file, "query", what)
        ends = _ends(chart, row, figures.get(figure_id))
        figure = figures.get(figure_id, _reference_row(row))
        if figure["basis"] == "reported" and "joins" not in row:
            continue  # never mixed silently with what the documents print
        try:
            datum = _datum(chart, figure_id, figure, row, language, vocabulary, figure_id in disputed)
        except (TypeError, ValueError, KeyError) as error:
            what = f"a row has neither a figure_id nor a value and a source_id that are known ({row})."
            raise ChartFileError(chart.file, "query", what) from error
        words = {key: _label(key, chart.definition.names, language, vocabulary) for key in ends.values()}
        data.append(replace(datum, ends={column: End(key, words[key]) for column, key in ends.items()}))
    return data


def _ends(chart: Chart, row: dict[str, Any], figure: dict[str, Any] | None) -> dict[str, str]:
    """Takes the two ends out of a row, those that the type of its chart declares; the period of a figure has ends in time.

    A row of no figure and no value is told by its ends in time.

    Raises:
        ChartFileError: one of them is missing or no moment, or its chart has no such ends.
    """
    kind, row_name = CHART_TYPE_INFO[chart.definition.type].ends, row.get("category") or row
    columns = ENDS.get(kind or "", {})
    every = [column for each in ENDS.values() for column in each]
    ends = {column: str(value) for column in every if (value := row.pop(column, None)) is not None}
    if unread := [column for column in ends if column not in columns]:
        types = [name for name, info in CHART_TYPE_INFO.items() if info.ends and unread[0] in ENDS[info.ends]]
        what = f"a chart of the type {chart.definition.type} has no {unread[0]}. Leave it out, or write type = one of: "
        raise ChartFileError(chart.file, "query", what + (", ".join(types) or "none yet") + ".")
    period = str((figure or row).get("period_label") or "")
    if kind == "time" and not ends and period:
        first, _, last = period.partition("--")
        ends = {"start": first, "end": last or first}
    if missing := [column for column in columns if column not in ends and (ends or kind == "time")]:
        both = f"{' and '.join(columns)}{', in ISO 8601' if kind == 'time' else ', or neither of a whole'}"
        what = f"the row {row_name!r} has no {' and no '.join(missing)}. Give {both}."
        raise ChartFileError(chart.file, "query", what)
    if kind == "time":
        _check_moments(chart, row_name, ends)
        label = ends["start"] if ends["start"] == ends["end"] else "--".join(ends.values())
        if figure is None and row.get("value") is None:
            row |= {"value": float(ends["start"][:4]), "unit": "date", "period_label": label}
    return ends


def _check_moments(chart: Chart, row_name: object, ends: dict[str, str]) -> None:
    for column, moment in ends.items():
        try:
            date.fromisoformat(f"{moment}-01-01"[:10])
        except ValueError as error:
            what = f"the row {row_name!r} has the {column} {moment!r}. Write 2021, 2021-12 or 2021-12-31."
            raise ChartFileError(chart.file, "query", what) from error
    if ends["start"] > f"{ends['end']}~":  # a year ends after its months: the sign is behind every other
        raise ChartFileError(chart.file, "query", f"the row {row_name!r} ends ({ends['end']}) before it starts.")


#: The points of series in their order. Where several make a chart, what tells them apart names each: what is counted, or of what.
_SERIES_QUERY = """
    WITH points AS (
        SELECT p.figure_id, p.position, p.joins, p.mark, p.note AS reason, s.step, f.subject, f.metric, f.period_label,
               list_position([{names}], series) AS number,
               list_position(string_split(s.subjects, '; '), f.subject) AS place
        FROM series s JOIN series_points p USING (series) JOIN figures f USING (figure_id) WHERE number > 0
    )
    SELECT figure_id, joins, mark, reason, step, place, IF(step = 'edition', subject, period_label) AS category,
           CASE WHEN {count} = 1 THEN '' WHEN (SELECT count(DISTINCT metric) FROM points) > 1 THEN metric ELSE subject END AS series
    FROM points ORDER BY number, position
"""

#: What stands beside the points of a series: the reference's value at the end of each of their years.
_BESIDE_QUERY = """
    SELECT figure_id, period_label AS category, metric AS series FROM figures
    WHERE metric = $beside AND basis = 'reference' AND year(period_end) IN (
        SELECT year(period_end) FROM series_points JOIN figures USING (figure_id) WHERE series = $series
    ) ORDER BY period_end
"""


def _series_query(chart: Chart, store: Store) -> str:
    """The query of a chart that names series.

    Raises:
        ChartFileError: there is no such series.
    """
    names = chart.definition.series
    known = {row["series"] for row in store.rows("SELECT series FROM series")}
    for name in names:
        if name not in known:
            what = f"there is no series {name!r}. {allowed_names(name, sorted(known))}"
            raise ChartFileError(chart.file, "series", what)
    quoted = ", ".join(f"'{name}'" for name in names)
    return _SERIES_QUERY.format(names=quoted, count=len(names))


def _reference_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row that counts or quotes a reference rather than a figure."""
    base = dict.fromkeys(FIGURE_COLUMNS.split(", "))
    base |= {"qualifier": "exact", "basis": "reference", "label_basis": "printed", "unit": "count", "period_label": ""}
    return base | {key: value for key, value in row.items() if key in base}


def _datum(
    chart: Chart,
    figure_id: str | None,
    figure: dict[str, Any],
    row: dict[str, Any],
    language: Language,
    vocabulary: Vocabulary,
    disputed: bool,
) -> Datum:
    category = str(row.get("category") or figure["subject"] or "")
    series = str(row.get("series") or "")
    extra = {key: value for key, value in row.items() if key not in ("category", "series", *figure)}
    reported = figure["basis"] == "reported"
    names = chart.definition.names
    return Datum(
        category=category,
        label=_label(category, names, language, vocabulary),
        series=series,
        series_label=_label(series, names, language, vocabulary) if series else "",
        value=float(figure["value"]),
        unit=str(figure["unit"]),
        qualifier=str(figure["qualifier"]),
        basis=str(figure["basis"]),
        label_basis=str(figure["label_basis"]),
        period_label=str(figure["period_label"] or ""),
        source_id="" if reported else str(figure["source_id"]),
        document="" if reported else vocabulary.source(str(figure["source_id"]), language),
        subject=str(figure["subject"] or category),
        metric=str(figure["metric"] or ""),
        gloss=vocabulary.gloss(category, language) or vocabulary.gloss(series, language),
        figure_id=figure_id,
        source_line=figure["source_line"],
        as_printed=figure["as_printed"],
        note=figure["note"],
        disputed=disputed,
        publication=vocabulary.publications[figure["publication_id"]] if reported else None,
        point=_point(extra, language, vocabulary) if "joins" in extra else None,
        extra=extra,
    )


def _point(extra: dict[str, Any], language: Language, vocabulary: Vocabulary) -> SeriesPoint:
    reason = extra.pop("reason")
    return SeriesPoint(
        reason=vocabulary.note(reason, language) if reason else "",
        **{name: extra.pop(name) for name in ("joins", "mark", "step", "place")},
    )


def _label(key: str, names: dict[str, str], language: Language, vocabulary: Vocabulary) -> str:
    if key in names:
        return language.gettext(names[key])
    if key in vocabulary.sources:
        return vocabulary.source(key, language)
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}(--\d{4}(-\d{2}){0,2})?", key):
        return formatting.period(key, language)
    return " – ".join(vocabulary.name(part, language) for part in key.split(" – "))  # a measure and whose it is
