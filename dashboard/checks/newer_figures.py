"""What a report prints of later years, or months, than a chart or a tile shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dashboard.charts.catalogue import Chart
from dashboard.charts.view import ChartView
from dashboard.checks.years import YEAR
from dashboard.data.store import Store
from dashboard.errors import ChartFileError, first_names

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


def newer_figures(chart: Chart, views: Collection[ChartView], store: Store) -> Iterator[ChartFileError]:
    """What is left out of a chart, and of the values that its words name, though a report prints it of later years, or months."""
    if YEAR.search(chart.id):
        return
    definition = chart.definition
    shown = [row.figure_id for view in views for row in view.rows if row.figure_id]
    named = definition.named_facts & definition.facts.keys()
    told = [figure for name in sorted(named) if (figure := definition.facts[name].figure)]
    key, mend = "query", NEWER
    if definition.series:
        key, mend = "series", NEWER_IN_SERIES
    elif definition.rows:
        key, mend = "rows", NEW_OPERATION
    if definition.until:
        yield from _waited_for(chart, shown, store)
        return
    yield from left_out(chart.file, key, shown, mend, store)
    yield from left_out(chart.file, "facts", told, NEWER_FACT, store)
    # A series shows one part alone, and ends where series.csv says.
    if lacking := [] if definition.series else store.rows(PARTS_LACKING, {"ids": shown}):
        listed = first_names([f"{row['subject']} {row['metric']}" for row in lacking])
        what = (
            f"it shows parts of a total of {lacking[0]['period_label']}, and no report prints of that time: {listed}."
        )
        latest = int(YEAR.findall(lacking[0]["period_label"])[-1]) - 1
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


def left_out(file: str, key: str, ids: Collection[str], mend: str, store: Store) -> Iterator[ChartFileError]:
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
