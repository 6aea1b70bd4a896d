"""Tables: what a drawing shows of a series stands beside the names and in the notes."""

from __future__ import annotations

from dashboard.charts.datum import HOLLOW, HOLLOW_SHORT, UNCONFIRMED
from dashboard.design.style import DESKTOP
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion, figure_json


def test_a_table_names_in_its_notes_what_a_drawing_shows(data: DataVersion) -> None:
    told = 0
    for chart in data.catalogue:
        if chart.definition.type != "table" or not chart.definition.series:
            continue
        view = data.view(chart, chart.state({}), get_language("en"))
        notes = " ".join(view.notes)
        points = [row.point for row in view.rows if row.point]
        assert all(point.reason in notes for point in points), view.chart.id
        assert (UNCONFIRMED in notes) == any(point.mark == "hollow" for point in points), view.chart.id
        assert HOLLOW not in notes, view.chart.id
        written = [note["text"] for note in figure_json(view, DESKTOP)["layout"]["annotations"]]
        marked = sum(text.endswith(HOLLOW_SHORT) for text in written)  # after the year, where that is not in the name
        assert marked == sum(point.mark == "hollow" for point in points), view.chart.id
        told += 1
    assert told
