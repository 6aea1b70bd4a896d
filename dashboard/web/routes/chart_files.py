"""A chart in other forms than its page, chosen by extension: one object, many formats."""

from __future__ import annotations

import json
from urllib.parse import quote

from flask import Blueprint, Response

from dashboard.charts.catalogue import Chart, State
from dashboard.design.style import DESKTOP, PHONE
from dashboard.design.theming import interactive_figure
from dashboard.errors import NotFound, RenderUnavailable
from dashboard.exports import citations
from dashboard.exports.data import csv_export, data_package, json_export, xlsx_export, zip_export
from dashboard.exports.images import image_exports
from dashboard.exports.images.available_images import available_images
from dashboard.exports.registry import EXPORTS, EnumParameter, Export, ExportRequest, export
from dashboard.i18n.languages import N_, get_language
from dashboard.web.file_response import file_response
from dashboard.web.image_work import file_request
from dashboard.web.request import data_version, query_args
from dashboard.web.routes import feed
from dashboard.web.routes.pages import check_language

chart_forms = Blueprint("chart_forms", __name__)
#: The modules whose exporters register themselves: `EXPORTS` is complete once this module is imported.
EXPORTERS = (image_exports, citations, csv_export, json_export, data_package, xlsx_export, zip_export, feed)
LAYOUT = EnumParameter("layout", ("desktop", "phone"), N_("The width the chart is laid out for."))


@export(
    "figure.json",
    "application/json",
    N_("Plotly figure, for showing the interactive chart elsewhere"),
    "machine",
    LAYOUT,
    image_exports.THEME,
)
def figure_json(request: ExportRequest) -> Export:
    """The Plotly figure, for a chart that goes live outside the site's own pages."""
    layout = PHONE if LAYOUT.parse(request.query) == "phone" else DESKTOP
    figure = request.data.drawing(request.chart, request.state, request.language, layout).figure
    theme = image_exports.THEME.parse(request.query)
    return Export(json.dumps(interactive_figure(figure, theme), ensure_ascii=False).encode())


@chart_forms.get("/<code>/charts/<chart_id>.", defaults={"extension": ""})
@chart_forms.get("/<code>/charts/<chart_id>.<extension>")
def chart_file(code: str, chart_id: str, extension: str) -> Response:
    """Answers with a chart in the form its extension names, all that follows the first dot.

    Raises:
        NotFound: no such language, chart or form.
        InvalidParameter: a parameter does not offer the value.
        RenderUnavailable: a picture is not there and cannot be made now; the error names those that are.
    """
    language, query = check_language(code), query_args()
    chart_id, extension = f"{chart_id}.{extension}".split(".", 1)  # ids have no point, extensions such as csl.json do
    data = data_version(query.get("v"))
    chart = data.catalogue.chart(chart_id)
    if extension not in EXPORTS:
        raise NotFound(f"{chart_id}.{extension}", [f"{chart_id}.{name}" for name in EXPORTS])
    state = chart.state(query)
    which = EXPORTS[extension]
    if which.kind in ("data", "citation"):  # programs read them, and expect Latin digits
        language = get_language(language.code)
    request = ExportRequest(**vars(file_request(data, query)), chart=chart, state=state, language=language)
    try:
        made = which.write(request)
    except RenderUnavailable as error:
        raise RenderUnavailable(str(error), available_images(request)) from error
    response = file_response(
        made.body, which.media_type, frozen=bool(query.get("v")) and not which.mutable, complete=made.complete
    )
    response.headers["Content-Disposition"] = content_disposition(chart, state, code, data.version, extension)
    return response


def content_disposition(chart: Chart, state: State, code: str, version: str, form: str) -> str:
    """A file name people can file, by RFC 6266."""
    options = "-".join(option.replace(" ", "-") for _, option in chart.chosen(state))
    stem = "_".join(part for part in ("interpol-figures", chart.id, options, code, version) if part)
    return f"inline; filename=\"{stem}.{form}\"; filename*=UTF-8''{quote(stem)}.{form}"
