"""Ready lines that read a chart's data in other programs."""

from __future__ import annotations

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.i18n.languages import N_

#: program → its name for readers and the line, with the address of the CSV in place of ``{csv}``.
SNIPPETS = {
    "spreadsheet": (N_("Google Sheets"), '=IMPORTDATA("{csv}")'),
    "pandas": (N_("Python (pandas)"), 'import pandas as pd\ndata = pd.read_csv("{csv}")'),
    "r": (N_("R"), 'data <- read.csv("{csv}", encoding = "UTF-8", na.strings = "")'),
}


def snippets(view: ChartView, origin: str) -> dict[str, str]:
    """Lines to paste into a program, by the names of `SNIPPETS`.

    Args:
        view: the chart in its state and language.
        origin: scheme and host of the site.
    """
    csv = origin + urls.chart(view.language, view.chart, view.state, "csv")
    return {name: line.replace("{csv}", csv) for name, (_, line) in SNIPPETS.items()}
