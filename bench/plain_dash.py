"""The peer: the same four charts in a plain Dash app, as its documentation shows it.

Run: ``python -m bench.plain_dash PORT``.
"""

from __future__ import annotations

import sys

from dash import Dash, dcc, html

from dashboard.design.style import DESKTOP
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import figure_json, open_data_version

CHARTS = ("revenue-by-source", "notices-in-circulation", "members-over-time", "arrests-by-operation")


def main(port: int) -> None:
    """Serves four charts as ``dcc.Graph``."""
    data = open_data_version()
    charts = [data.catalogue.chart(name) for name in CHARTS]
    views = [data.view(chart, chart.state({}), get_language("en")) for chart in charts]
    app = Dash("plain", assets_ignore=".*")  # where it is run our own assets stand, which it would load
    app.layout = html.Div([dcc.Graph(figure=figure_json(view, DESKTOP)) for view in views])
    app.run(host="127.0.0.1", port=port, debug=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
