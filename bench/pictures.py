"""What a picture costs on the server: one already made, one in a new shape; beside one-shot Kaleido and vl-convert."""

from __future__ import annotations

import statistics
import time
import urllib.request
from collections.abc import Callable, Iterable

import plotly.graph_objects as go
import vl_convert

from dashboard.design.style import DESKTOP
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion

BUDGET_MADE_MS, BUDGET_NEW_MS = 3, 250
CHART = "searches"


def median_ms(calls: Iterable[Callable[[], object]]) -> float:
    """The median time of some calls, one after another, in milliseconds."""
    times = []
    for call in calls:
        since = time.perf_counter()
        call()
        times.append((time.perf_counter() - since) * 1000)
    return statistics.median(times)


def measure(site: str, data: DataVersion) -> int:
    """Prints the costs.

    Args:
        site: scheme and host of a running server whose limits of requests are lifted.
        data: its data.

    Returns:
        How many budgets are missed.
    """

    def query(query: str) -> Callable[[], object]:
        return lambda: urllib.request.urlopen(f"{site}/en/charts/{CHART}.png?{query}").read()

    query("preset=wide")()
    made = median_ms([query("preset=wide")] * 60)
    # Another shape each time, so that neither the drawing nor the picture has been made.
    new = median_ms(query(f"width=1200&height={height}") for height in range(700, 820, 6))
    print(f"a picture already made: median {made:.1f} ms (budget {BUDGET_MADE_MS})")
    print(f"a picture in a new state: median {new:.0f} ms (budget {BUDGET_NEW_MS})")
    chart = data.catalogue.chart(CHART)
    figure = go.Figure(data.drawing(chart, chart.state({}), get_language("en"), DESKTOP).figure)
    one_shot = median_ms([lambda: figure.to_image(format="png", width=1200, height=675)] * 3)
    print(f"peer: fig.to_image of the same figure, one browser a picture: median {one_shot:.0f} ms")
    _vega(data)
    return (made > BUDGET_MADE_MS) + (new > BUDGET_NEW_MS)


def _vega(data: DataVersion) -> None:
    """The same values as a plain Vega-Lite chart, without title, notes or source."""
    chart = data.catalogue.chart(CHART)
    view = data.view(chart, chart.state({}), get_language("en"))
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": [{"year": row.label, "value": row.value} for row in view.rows]},
        "mark": "bar",
        "encoding": {"x": {"field": "year", "type": "ordinal"}, "y": {"field": "value", "type": "quantitative"}},
        "width": 1100,
        "height": 600,
    }
    taken = median_ms([lambda: vl_convert.vegalite_to_png(specification)] * 20)
    print(f"peer: vl-convert, the same values in a bare chart: median {taken:.0f} ms")
