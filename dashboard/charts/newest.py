"""Figures that charts and tiles name by what they count: the newest of a subject and metric, and the one before it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace

from dashboard.charts.catalogue import Catalogue, Chart, State
from dashboard.charts.chart_rows import find_rows
from dashboard.charts.tiles import Tile, Tiles
from dashboard.data.store import Store
from dashboard.errors import ChartFileError
from dashboard.i18n.languages import get_language

#: What stands in the place of the document → how many of the same subject and metric are later. An id begins so, and has no period.
PLACES = {"newest": 1, "previous": 2}
#: The figures of a subject and metric, the latest first; of one period, a month or an end of a year alike.
_LATEST = """
    WITH found AS (SELECT * FROM preferred_figures WHERE basis <> 'reference' AND subject = $subject AND metric = $metric
                   AND year(period_end) <= coalesce($until, year(period_end)))
    SELECT figure_id FROM found WHERE length(period_label) = (SELECT arg_max(length(period_label), period_end) FROM found)
    ORDER BY period_end DESC, figure_id LIMIT 1 OFFSET $place - 1
"""
#: Subject, metric and unit.
Measure = tuple[str, str, str]
_MEASURES = """
    SELECT year(period_end) AS year, list((subject, metric, unit)) AS measures FROM figures
    WHERE list_contains($ids, figure_id) GROUP BY year
"""


def with_newest(catalogue: Catalogue, store: Store) -> Catalogue:
    """The charts with the ids of the figures that their facts name as the newest, and the year up to which they are complete."""
    return Catalogue([_chart(chart, store) for chart in catalogue], catalogue.problems)


def tiles_with_newest(tiles: Tiles, store: Store) -> Tiles:
    """The tiles with the ids of the figures that they name as the newest."""
    found: list[Tile] = []
    for tile in tiles:
        figures = tuple(_named(figure, store) for figure in tile.figures)
        change = _named(tile.change, store) if tile.change else None
        found.append(tile.model_copy(update={"figures": figures, "change": change}))
    return Tiles(found, tiles.problems)


def _chart(chart: Chart, store: Store) -> Chart:
    definition = chart.definition
    until = None
    if definition.complete:
        with contextlib.suppress(ChartFileError):  # its page says so
            until = min(_last_complete_year(chart, state, store) for state in chart.states())
    facts = {
        name: fact.model_copy(update={"figure": _named(fact.figure, store, until)}) if fact.figure else fact
        for name, fact in definition.facts.items()
    }
    return replace(chart, definition=definition.model_copy(update={"facts": facts}), until=until)


def _named(figure: str, store: Store, until: int | None = None) -> str:
    """The id of a figure; one that cannot be found stays as it is written, and who asks for it says so."""
    document, _, rest = figure.partition(".")
    if document not in PLACES:
        return figure
    subject, _, metric = rest.partition(".")
    asked = {"subject": subject, "metric": metric, "until": until, "place": PLACES[document]}
    found = store.rows(_LATEST, asked)
    return str(found[0]["figure_id"]) if found else figure


def _last_complete_year(chart: Chart, state: State, store: Store) -> int:
    """The last year of which all that is shown of the one before is printed, or worked out."""
    until: int | None = None
    while True:
        found = measures_by_year(chart, state, store, until)
        year = max(found, default=0)
        earlier = measures_by_year(chart, state, store, year - 1)
        before = max(earlier, default=0)
        if earlier.get(before, set()) <= found.get(year, set()):
            return year
        until = before


def measures_by_year(chart: Chart, state: State, store: Store, until: int | None = None) -> dict[int, set[Measure]]:
    """What a chart shows of each year, as it was, or would have been, when there was nothing later than a year."""
    rows: Iterable[dict[str, object]] = find_rows(replace(chart, until=until), state, get_language("en"), store)[0]
    found = store.rows(_MEASURES, {"ids": [row.get("figure_id") for row in rows]})
    return {row["year"]: set(row["measures"]) for row in found}
