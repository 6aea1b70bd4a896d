"""How to cite a chart."""

from __future__ import annotations

from dashboard import addresses
from dashboard.charts.view import ChartView
from dashboard.desk import Desk
from dashboard.sources import source_line


def citation(desk: Desk, view: ChartView, origin: str) -> str:
    """Title, site, data version, documents and address, as one line in the language of the view."""
    return view.language.words(
        "“{title}”. INTERPOL in figures, data version {version}. {sources}. {address}",
        title=view.title,
        version=desk.version,
        sources=source_line(view, desk.vocabulary),
        address=origin + addresses.chart(view.language.code, view.chart, view.state),
    )
