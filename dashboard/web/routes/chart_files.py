"""A chart in other forms than its page, chosen by extension: one object, many formats."""

from __future__ import annotations

import json
from urllib.parse import quote

from flask import Response

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.design.style import DESKTOP, PHONE
from dashboard.design.theming import live_json
from dashboard.errors import NotDrawn, UnknownAddress
from dashboard.exports import data as data  # its makers register themselves
from dashboard.exports.images.available_images import at_hand
from dashboard.exports.images.export import THEME
from dashboard.exports.registry import FORMS, Choice, form
from dashboard.i18n.languages import Language, language, message
from dashboard.releases.data_version import Desk
from dashboard.web.file_response import file_response
from dashboard.web.request import asked, origin, site_desk
from dashboard.web.routes.pages import check_language

LAYOUT = Choice("layout", ("desktop", "phone"), message("The width the chart is laid out for."))


@form(
    "figure.json",
    "application/json",
    message("Plotly figure, for showing the interactive chart elsewhere"),
    "machine",
    LAYOUT,
    THEME,
)
def figure_json(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The Plotly figure, for a chart that goes live outside the site's own pages."""
    layout = PHONE if LAYOUT.chosen(asked()) == "phone" else DESKTOP
    figure = desk.drawing(chart, state, words, layout).figure
    return json.dumps(live_json(figure, THEME.chosen(asked())), ensure_ascii=False).encode()


def chart_in_form(code: str, chart_id: str, extension: str) -> Response:
    """Answers with a chart in the form its extension names.

    Raises:
        UnknownAddress: no such language, chart or form.
        BadState: a parameter does not offer the value.
        NotDrawn: a picture is not there and cannot be made now; the error names those that are.
    """
    words = check_language(code)
    query = asked()
    desk = site_desk(query.get("v"))
    chart = desk.catalogue.chart(chart_id)
    if extension not in FORMS:
        raise UnknownAddress(f"{chart_id}.{extension}", [f"{chart_id}.{name}" for name in FORMS])
    state = chart.state(query)
    which = FORMS[extension]
    if which.kind in ("data", "citation"):  # programs read them, and expect Latin digits
        words = language(words.code)
    try:
        body = which.make(desk, chart, state, words)
    except NotDrawn as error:
        raise NotDrawn(str(error), at_hand(desk, chart, state, words)) from error
    response = file_response(body, which.media_type, frozen=bool(query.get("v")) and not which.grows)
    response.headers["Content-Disposition"] = disposition(chart, state, code, desk.version, extension)
    if which.described_by:
        options = {name: query[name] for name in ("excel", "v") if query.get(name)}
        about = urls.chart(words, chart, state, which.described_by, **options)
        response.headers["Link"] = f'<{origin()}{about}>; rel="describedby"; type="application/csvm+json"'
    return response


def disposition(chart: Chart, state: State, code: str, version: str, form: str) -> str:
    """A file name people can file, by RFC 6266."""
    options = "-".join(option for name, option in state if option != chart.definition.controls[name].default)
    stem = "_".join(part for part in ("interpol-figures", chart.id, options, code, version) if part)
    return f"inline; filename=\"{stem}.{form}\"; filename*=UTF-8''{quote(stem)}.{form}"
