"""A chart's title that leads to its page."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.i18n.typography import bind_with_nbsp


def chart_link(view: ChartView, *, alone: bool = True) -> Any:
    """A title as a link.

    Args:
        view: the chart, in the state and the language of the link.
        alone: no subtitle stands by it that says which values were published elsewhere; a mark says that some were.
    """
    mark = f"\u00a0{view.title_mark}" if alone and view.title_mark else ""
    return html.A(bind_with_nbsp(view.title) + mark, href=urls.chart(view.language, view.chart, view.state))
