"""A chart in other forms than its page, chosen by extension: one object, many formats."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from urllib.parse import quote

from flask import Response, request

from dashboard import addresses
from dashboard.charts.catalogue import Chart, State
from dashboard.charts.view import ChartView
from dashboard.desk import Desk
from dashboard.drawing.picture import compose, kept_picture, plan_picture
from dashboard.drawing.presets import DEFAULT, PRESETS
from dashboard.drawing.tokens import THEMES, Theme, themed_json
from dashboard.errors import BadState, NotReady, UnknownAddress
from dashboard.formatting import plain_value
from dashboard.languages import Language
from dashboard.routes import data_forms
from dashboard.routes.pages import check_language, keep, kept_response
from dashboard.routes.request import asked, origin, site_desk
from dashboard.style import DESKTOP, PHONE

Maker = Callable[[Desk, Chart, State, Language], bytes]


def _choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    value = asked().get(name, default)
    if value not in allowed:
        raise BadState(name, value, allowed)
    return value


def _composed(desk: Desk, chart: Chart, state: State, words: Language) -> str:
    preset = PRESETS[_choice("preset", tuple(PRESETS), DEFAULT)]
    theme: Theme = _choice("theme", THEMES, "light")  # type: ignore[assignment]
    transparent = _choice("transparent", ("0", "1"), "0") == "1"
    address = origin().split("://", 1)[1] + addresses.chart(words.code, chart, state)
    picture = compose(plan_picture(desk, chart, state, words, preset, address), theme, transparent=transparent)
    if picture is None:
        raise NotReady("this picture has not been made. Run: python -m dashboard pictures")
    return picture


def svg(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The picture as SVG."""
    return _composed(desk, chart, state, words).encode()


def png(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The picture as PNG."""
    scale = int(_choice("scale", ("1", "2", "3"), "2"))
    return kept_picture(desk.drawings, _composed(desk, chart, state, words), scale)


CSV_COLUMNS = [
    "category",
    "series",
    "value",
    "unit",
    "qualifier",
    "period",
    "basis",
    "label_basis",
    "document",
    "line",
    "as_printed",
    "figure_id",
    "note",
]


def csv_rows(desk: Desk, view: ChartView) -> list[list[str]]:
    """The rows of a chart's data file, the head first, in the words of the page's language."""
    vocabulary = desk.vocabulary
    rows = [CSV_COLUMNS]
    for row in view.rows:
        rows.append(
            [
                row.label,
                row.series_label,
                plain_value(row.value),
                row.unit,
                row.qualifier,
                row.period_label,
                row.basis,
                row.label_basis,
                vocabulary.source(row.source_id, view.language),
                str(row.source_line or ""),
                row.as_printed or "",
                row.figure_id or "",
                vocabulary.note(row.note, view.language) if row.note else "",
            ]
        )
    return [[safe_cell(cell) for cell in row] for row in rows]


def safe_cell(cell: str) -> str:
    """Keeps a spreadsheet from running a text as a formula; numbers stay numbers."""
    if cell[:1] in "=@\t\r" or (cell[:1] in "+-" and not cell[1:].replace(".", "", 1).isdigit()):
        return f"'{cell}" if cell else cell
    return cell


def csv_file(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The data as CSV; ``excel=1`` puts the byte order mark first that Excel needs."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(csv_rows(desk, desk.view(chart, state, words)))
    mark = "\ufeff" if _choice("excel", ("0", "1"), "0") == "1" else ""
    return (mark + text.getvalue()).encode()


def figure_json(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The Plotly figure, for a chart that goes live outside the site's own pages."""
    layout = PHONE if _choice("layout", ("desktop", "phone"), "desktop") == "phone" else DESKTOP
    theme: Theme = _choice("theme", THEMES, "light")  # type: ignore[assignment]
    return json.dumps(themed_json(desk.drawing(chart, state, words, layout).figure, theme), ensure_ascii=False).encode()


#: extension → media type and maker. A new form is a new entry.
FORMS: dict[str, tuple[str, Maker]] = {
    "svg": ("image/svg+xml", svg),
    "png": ("image/png", png),
    "figure.json": ("application/json", figure_json),
    "json": ("application/json", data_forms.json_file),
    "metadata.json": ("application/json", data_forms.metadata_file),
    "zip": ("application/zip", data_forms.zip_file),
    "csv": ("text/csv; charset=utf-8", csv_file),
}


def chart_in_form(code: str, chart_id: str, form: str) -> Response:
    """Answers with a chart in the form its extension names.

    Raises:
        UnknownAddress: no such language, chart or form.
        BadState: a parameter does not offer the value.
    """
    words = check_language(code)
    desk = site_desk(asked().get("v"))
    chart = desk.catalogue.chart(chart_id)
    if form not in FORMS:
        raise UnknownAddress(f"{chart_id}.{form}", [f"{chart_id}.{name}" for name in FORMS])
    state = chart.state(asked())
    mimetype, make = FORMS[form]
    body = make(desk, chart, state, words)
    cached = "public, max-age=31536000" if "v" in asked() else "public, max-age=300, stale-while-revalidate=3600"
    if mimetype in ("image/png", "application/zip"):
        response = Response(body, content_type=mimetype, headers={"Cache-Control": cached})
        response.set_etag(hashlib.sha256(body).hexdigest()[:20])
        response.make_conditional(request)
    else:
        response = kept_response(keep(body), mimetype, cached)
    response.headers["Content-Disposition"] = disposition(chart, state, code, desk.version, form)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def disposition(chart: Chart, state: State, code: str, version: str, form: str) -> str:
    """A file name people can file, by RFC 6266."""
    options = "-".join(option for name, option in state if option != chart.definition.controls[name].default)
    stem = "_".join(part for part in ("interpol-figures", chart.id, options, code, version) if part)
    return f"inline; filename=\"{stem}.{form}\"; filename*=UTF-8''{quote(stem)}.{form}"
