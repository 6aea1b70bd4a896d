"""The callbacks of the site. Those in the browser are in ``assets/chart.js``."""

from __future__ import annotations

from typing import Annotated, Any

from dash import MATCH, ClientsideFunction, Input, Output, State, no_update
from pydantic import AfterValidator, BaseModel, Field, ValidationError

from dashboard import urls
from dashboard.components.chart_article import chart_article, figure_url
from dashboard.components.context import PageContext
from dashboard.components.html import write
from dashboard.components.islands import dash_app
from dashboard.errors import SiteError
from dashboard.i18n.languages import Code, available_languages, get_language
from dashboard.web.image_work import drawing_or_none, layout_counter
from dashboard.web.request import data_version, language_with_digits, origin

#: Every chart of a page, each with itself.
CHART = {"type": "chart", "id": MATCH}


def _offered(code: Code) -> Code:
    if code not in available_languages():
        raise ValueError(code)
    return code


class ChartState(BaseModel):
    """What a page tells of itself when its address changes.

    Attributes:
        language: of the page.
        query: the query string.
        path: of the page; it is written into links, so it has one slash at its beginning, and no character that
            browsers leave out or take for another slash.
        level: of the chart's heading; 1 where it is the subject of the page.
    """

    language: Annotated[Code, AfterValidator(_offered)]
    query: dict[str, str] = {}
    path: str = Field(default="", pattern=r"^(/[A-Za-z0-9_-][A-Za-z0-9_/-]*)?$")
    level: int = Field(default=2, ge=1, le=3)


dash_app.clientside_callback(
    ClientsideFunction("figures", "findCharts"), Output("islands", "children"), Input("islands", "id")
)
dash_app.clientside_callback(
    ClientsideFunction("figures", "fetchFigure"),
    Output(CHART, "figure"),
    Input(CHART, "n_activated"),
    Input(CHART, "figure_url"),
    prevent_initial_call=True,
)


@dash_app.callback(  # type: ignore[untyped-decorator]
    Output(CHART, "html"),
    Output(CHART, "figure_url"),
    Output(CHART, "problem"),
    Input(CHART, "state"),
    State(CHART, "chart"),
    prevent_initial_call=True,
)
def show_state(state: dict[str, Any], chart: str) -> tuple[Any, Any, str]:
    """The chart in the state that the page's address has come to.

    Args:
        state: a `ChartState`.
        chart: its name.

    Returns:
        The article, the address of its figure, and nothing more; or words for the reader alone.
    """
    language = get_language("en")
    try:
        asked = ChartState.model_validate(state)
        language = language_with_digits(asked.language, asked.query)
        data = data_version()
        which = data.catalogue.chart(str(chart))
        path = asked.path or urls.chart(language, which)
        context = PageContext(data, language, asked.query, origin(), path, drawing_or_none, layout_counter())
        article = chart_article(context, which, whole_page=asked.level == 1)
        return write(article), figure_url(context, which, which.state(asked.query)), ""
    except (SiteError, ValidationError):  # whatever a stranger sends
        return no_update, no_update, language.gettext("This chart cannot be shown at the moment.")
