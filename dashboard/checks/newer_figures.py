"""What a report prints of later years, or months, than a chart or a tile shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dashboard.charts.catalogue import Chart
from dashboard.charts.chart_rows import find_rows
from dashboard.charts.chart_type_info import CHART_TYPE_INFO
from dashboard.charts.newest import measures_by_year
from dashboard.charts.view import ChartView
from dashboard.checks.derivations import not_worked_out
from dashboard.checks.years import YEAR
from dashboard.data.store import Store
from dashboard.errors import ChartFileError, first_names
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion

#: What can be done where a report brings newer figures.
NEWER = "Select by subject and metric from preferred_figures; or name the year in the chart's id, such as money-2021."
NEWER_IN_SERIES = "Write a later end of the series in data/decisions/series.csv."
NEWER_FACT = 'Write figure = "newest.subject.metric", or let `pick` find it.'
NEWER_TILE = 'Write "newest.subject.metric" in its figures.'
NEWER_EDITION = "Select editions from the data, such as the last by period_label; or name the newer one, in words too."
#: Parts of a total that nothing prints of a time of which a chart shows others.
PARTS_LACKING = """
    WITH parts AS (SELECT id, subject, metric, unit, period_end FROM parts_of_totals JOIN figures USING (figure_id)
                   QUALIFY min(period_end) OVER (PARTITION BY id) = max(period_end) OVER (PARTITION BY id)),
    shown AS (SELECT DISTINCT id, f.period_label FROM figures f JOIN parts p USING (subject, metric, unit)
              WHERE f.figure_id IN (SELECT unnest($ids)) AND f.basis = 'printed' AND f.period_end > p.period_end)
    SELECT DISTINCT subject, metric, period_label FROM shown JOIN parts USING (id)
    ANTI JOIN preferred_figures USING (subject, metric, unit, period_label) ORDER BY ALL
"""
#: Without what ends the subjects of an operation's editions, such as haechi-ii and haechi-iii, they are one.
OPERATION = "regexp_replace({}, '-([ivx]+|\\d{{1,4}})$', '')"
#: Printed figures of editions that no series of a chart names, though one has others of the same operation, metric and unit.
NOT_IN_SERIES = f"""
    WITH listed AS (SELECT series, metric, unit, unnest(string_split(subjects, '; ')) AS subject
                    FROM series WHERE step = 'edition' AND list_contains($series, series))
    SELECT f.figure_id, f.subject, string_agg(DISTINCT series, ', ' ORDER BY series) AS series
    FROM preferred_figures f JOIN listed l ON l.metric = f.metric AND l.unit = f.unit
        AND {OPERATION.format("l.subject")} = {OPERATION.format("f.subject")}
    WHERE f.basis = 'printed' AND f.subject IN (SELECT subject FROM subjects WHERE kind = 'operation')
    GROUP BY ALL HAVING NOT bool_or(l.subject = f.subject) ORDER BY f.figure_id
"""
#: Figures of which a later document prints the same, or which are worked out though a document prints them.
NOT_PREFERRED = """
    SELECT f.figure_id, p.figure_id AS preferred FROM figures f JOIN preferred_figures p
        ON p.unit = f.unit AND regexp_replace(p.figure_id, '^[^.]*', '') = regexp_replace(f.figure_id, '^[^.]*', '')
    WHERE list_contains($ids, f.figure_id) AND f.basis <> 'reported' AND p.figure_id <> f.figure_id ORDER BY ALL
"""
#: The operations of which figures tell, each with the document that prints them and whether it is entered as its.
OPERATIONS = """
    SELECT f.source_id, coalesce(c.subject, f.subject) AS subject, count(o.subject) > 0 AS is_entered,
           list(DISTINCT f.figure_id ORDER BY f.figure_id) AS figures
    FROM figures f LEFT JOIN combined_subjects c ON c.combined = f.subject
        LEFT JOIN operations o ON o.source_id = f.source_id AND o.subject = coalesce(c.subject, f.subject)
    WHERE list_contains($ids, f.figure_id) GROUP BY ALL ORDER BY ALL
"""
#: Printed figures that are later than all that are shown of the same subject and metric; editions of an operation, whose
#: subjects differ in what ends them, such as haechi-ii and haechi-iii, are one subject. ``alone`` are those of the only
#: operation that a report has of several that a chart compares: it waits for a second one.
LATER = f"""
    WITH measures AS (
        SELECT n.*, kind, IF(kind = 'operation', {OPERATION.format("subject")}, subject) AS of_all,
               IF(kind = 'operation', 0, length(period_label)) AS form
        FROM figures n JOIN subjects USING (subject)
    ), compared AS (
        SELECT bool_and(kind = 'operation') AND count(DISTINCT source_id) = 1 AND count(DISTINCT of_all) > 1 AS of_one_report
        FROM measures WHERE figure_id IN (SELECT unnest($ids))
    ), shown AS (
        SELECT of_all, metric, unit, form, max(period_end) AS latest, list(DISTINCT subject) AS subjects
        FROM measures WHERE figure_id IN (SELECT unnest($ids)) GROUP BY ALL
    )
    SELECT figure_id, NOT list_contains(subjects, subject) AS is_edition,
           of_one_report AND count(DISTINCT of_all) OVER (PARTITION BY source_id) = 1 AS alone
    FROM measures JOIN shown USING (of_all, metric, unit, form) SEMI JOIN preferred_figures USING (figure_id), compared
    WHERE basis = 'printed' AND period_end > latest AND year(period_end) <= coalesce($until, year(period_end))
    ORDER BY is_edition, figure_id
"""
#: Subjects and metrics that a chart shows of the year at which it waits, and of which there is no figure of a later one.
LACKING = """
    SELECT DISTINCT subject || '.' || metric AS measure FROM figures f
    WHERE list_contains($ids, figure_id) AND year(period_end) = $until AND NOT EXISTS (
        FROM preferred_figures n WHERE n.subject = f.subject AND n.metric = f.metric AND year(n.period_end) > $until
            AND n.basis IN ('printed', 'derived'))
    ORDER BY measure
"""
#: What a later report prints of the measures whose parts a chart shows: the whole, or a whole in other parts.
OTHER_PARTS = """
    WITH shown AS (SELECT DISTINCT metric, unit, topic FROM figures SEMI JOIN parts_of_totals USING (figure_id)
                   WHERE list_contains($ids, figure_id))
    SELECT figure_id FROM preferred_figures JOIN shown USING (metric, unit, topic)
    WHERE basis = 'printed' AND year(period_end) > $until ORDER BY figure_id
"""
#: What a later report prints of other operations of the kind and crime area of those of one report that a chart compares.
OTHER_OPERATIONS = """
    WITH shown AS (SELECT subject, source_id, metric, unit, period_end, crime_area, kind
                   FROM figures LEFT JOIN operations USING (subject, source_id) WHERE list_contains($ids, figure_id)),
    compared AS (SELECT any_value(crime_area) AS crime_area, any_value(kind) AS kind, max(period_end) AS latest FROM shown
                 HAVING bool_and(kind IS NOT NULL) AND count(DISTINCT subject) > 1
                    AND count(DISTINCT (source_id, crime_area, kind)) = 1)
    SELECT figure_id FROM preferred_figures JOIN operations USING (subject, source_id) JOIN compared USING (crime_area, kind)
    WHERE basis = 'printed' AND period_end > latest AND (metric, unit) IN (SELECT (metric, unit) FROM shown)
    ORDER BY figure_id
"""
#: Figures that a message names.
MAX_NAMED = 3


def newer_figures(chart: Chart, views: Collection[ChartView], store: Store) -> Iterator[ChartFileError]:
    """What is left out of a chart, and of the values that its words name, though a report prints it of later years, or months."""
    definition = chart.definition
    shown = [row.figure_id for view in views for row in view.rows if row.figure_id]
    named = definition.named_facts & definition.facts.keys()
    told = [figure for name in sorted(named) if (figure := definition.facts[name].figure)]
    year = YEAR.search(chart.id)
    if not (definition.attributed or definition.rows or year):  # those show what each document prints
        yield from not_preferred(chart.file, "query", shown, store)
        yield from not_preferred(chart.file, "facts", told, store)
    if year:
        later = _later_years(shown, store)
        if definition.panel == "lead" and later and _all_later(later, shown):
            what = f"all that it shows of {year[0]} is printed of a later year: {first_names(later)}."
            mend = (
                f"Write a chart of that year, such as {chart.id.replace(year[0], 'YEAR')}.toml, and give it this panel."
            )
            yield ChartFileError(chart.file, "panel", f"{what} {mend}")
        return
    if definition.rows:
        yield from _newer_operations(chart, shown, store)
    else:
        key, mend = ("series", NEWER_IN_SERIES) if definition.series else ("query", NEWER)
        yield from left_out(chart.file, key, shown, mend, store, chart.until)
    for row in store.rows(NOT_IN_SERIES, {"series": definition.series}):
        what = f"{row['figure_id']} is printed, and no series of the chart has that edition."
        mend = f"Add {row['subject']}, in its place, to the subjects of {row['series']} in data/decisions/series.csv."
        yield ChartFileError(chart.file, "series", f"{what} {mend}")
    yield from left_out(chart.file, "facts", told, NEWER_FACT, store, chart.until)
    # A series shows one part alone, and panels with scales of their own make no whole.
    whole = not definition.series and CHART_TYPE_INFO[definition.type].scale == "unit"
    if lacking := store.rows(PARTS_LACKING, {"ids": shown}) if whole else []:
        listed = first_names([f"{row['subject']} {row['metric']}" for row in lacking])
        what = (
            f"it shows parts of a total of {lacking[0]['period_label']}, and no report prints of that time: {listed}."
        )
        yield ChartFileError(chart.file, "query", f"{what} Write complete = true, and it waits for them.")
    elif not (definition.complete or definition.series or definition.rows):
        yield from _lacking_now(chart, store)


def _lacking_now(chart: Chart, store: Store) -> Iterator[ChartFileError]:
    """What a chart of one year had at the year before and lacks now; operations are others each year."""
    operations = {row["subject"] for row in store.rows("SELECT subject FROM subjects WHERE kind = 'operation'")}
    for state in chart.states():
        try:
            found = measures_by_year(chart, state, store)
            if len(found) != 1:
                continue
            ((year, measures),) = found.items()
            earlier = measures_by_year(chart, state, store, year - 1)
        except ChartFileError:  # its view says so
            continue
        before = max(earlier, default=0)
        lacking = sorted(each for each in earlier.get(before, set()) - measures if each[0] not in operations)
        if lacking:
            listed = first_names([f"{subject} {metric}" for subject, metric, _ in lacking])
            what = f"it is of {year} and lacks what it had of {before}: {listed}."
            mend = "Write complete = true, and it waits; or take them out of the query."
            yield ChartFileError(chart.file, "query", f"{what} {mend}")


def waiting_charts(data: DataVersion) -> Iterator[str]:
    """Charts that stay at a year though a part of what they show is printed of a later one; it is no mistake."""
    for chart, shown in data.figures_by_chart.items():
        if chart.until:
            states = [find_rows(chart, state, get_language("en"), data.store)[0] for state in chart.states()]
            shown = [str(row["figure_id"]) for rows in states for row in rows if row.get("figure_id")]
        ids = [*shown, *(fact.figure for fact in chart.definition.facts.values() if fact.figure)]
        year, later = YEAR.search(chart.id), _later_years(ids, data.store)
        if chart.until:
            other = data.store.rows(OTHER_PARTS, {"ids": shown, "until": chart.until})
            later += [row["figure_id"] for row in other]
            what = f"complete = true, so it stays at {chart.until} until all of it is printed or worked out."
        elif year and chart.definition.panel == "lead" and not _all_later(later, shown):
            what = f"it is of {year[0]}, and a chart of a later year waits until all of it is printed or worked out."
        else:
            rows = data.store.rows(LATER, {"ids": ids, "until": None})
            later = [row["figure_id"] for row in rows if row["alone"]]
            later += [row["figure_id"] for row in data.store.rows(OTHER_OPERATIONS, {"ids": shown})]
            what = "it compares operations of one report, and waits for a later one that has two of them."
        if later:
            asked = {"ids": ids, "until": chart.until or (year and int(year[0]))}
            lacking = ", ".join(row["measure"] for row in data.store.rows(LACKING, asked))
            lacks = f"; there lacks {lacking}" if lacking else ""
            yield f"{chart.file}: {what} There is {', '.join(dict.fromkeys(later))}{lacks}."


def _later_years(ids: Collection[str], store: Store) -> list[str]:
    """Figures of later years of what is shown, other editions of an operation left out."""
    return [row["figure_id"] for row in store.rows(LATER, {"ids": list(ids), "until": None}) if not row["is_edition"]]


def _all_later(later: Collection[str], shown: Collection[str]) -> bool:
    """Whether all that is shown, and printed, is there of a later year."""
    measures = {".".join(name.split(".")[1:3]) for name in later}
    return measures >= {".".join(name.split(".")[1:3]) for name in shown if not name.startswith("derived.")}


def not_preferred(file: str, key: str, ids: Collection[str], store: Store) -> Iterator[ChartFileError]:
    """Figures of which another of the same subject, metric and period goes before: what a later document prints."""
    for row in store.rows(NOT_PREFERRED, {"ids": list(ids)}):
        what = f"{row['figure_id']} is shown, and {row['preferred']}, of the same period, goes before it."
        yield ChartFileError(file, key, f"{what} Select from preferred_figures, or name that one.")


def _newer_operations(chart: Chart, ids: list[str], store: Store) -> Iterator[ChartFileError]:
    """Newer figures of operations that are not entered, or that the control of a chart does not stand at."""
    control = next((name for name, each in chart.definition.controls.items() if each.first), None)
    later = [row["figure_id"] for row in store.rows(LATER, {"ids": ids, "until": None})]
    for row in store.rows(OPERATIONS, {"ids": later}):
        key, what = "rows", f"newer figures are left out: {first_names(row['figures'], MAX_NAMED)}."
        mend = "Enter the operation in data/decisions/operations.csv, with "
        mend += f"subject {row['subject']} and source_id {row['source_id']}."
        if row["is_entered"]:
            if not control:
                continue  # it is drawn once its kind is chosen
            key = f"controls.{control}.first"
            mend = f"The operation is entered: write {row['source_id']}-{row['subject']} in the place of an older one."
        yield ChartFileError(chart.file, key, f"{what} {mend}")


def left_out(
    file: str, key: str, ids: Collection[str], mend: str, store: Store, until: int | None = None
) -> Iterator[ChartFileError]:
    """Printed figures that are later than all of some of the same subject and metric, and what could be worked out of such."""
    yield from not_worked_out(file, key, ids, store)
    rows = [row for row in store.rows(LATER, {"ids": list(ids), "until": until}) if not row["alone"]]
    for is_edition in (False, True) if key != "series" else (False,):  # a series names its editions
        names = [row["figure_id"] for row in rows if row["is_edition"] == is_edition]
        if names:
            named = ", ".join(names[:MAX_NAMED]) + (" …" if len(names) > MAX_NAMED else "")
            what = "figures of newer editions" if is_edition else "newer figures of what it shows"
            mended = NEWER_EDITION if is_edition else mend
            yield ChartFileError(file, key, f"{what} are left out: {named}. {mended}")
