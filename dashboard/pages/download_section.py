"""Everything that can be taken from a chart, on its own page; links that work without scripts."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import addresses
from dashboard.charts.view import ChartView
from dashboard.citation import citation
from dashboard.languages import message
from dashboard.pages.context import PageContext
from dashboard.pages.copy_field import copy_field

#: words, form, options of the address.
PICTURES = [
    (message("PNG, light"), "png", {}),
    (message("PNG, dark"), "png", {"theme": "dark"}),
    (message("SVG, light"), "svg", {}),
    (message("SVG, dark"), "svg", {"theme": "dark"}),
]
DATA = [
    (message("CSV"), "csv", {}),
    (message("CSV for Excel"), "csv", {"excel": "1"}),
    (message("JSON"), "json", {}),
    (message("Metadata (JSON)"), "metadata.json", {}),
    (message("Everything (ZIP)"), "zip", {}),
]
ANCHOR = "download"


def download_section(context: PageContext, view: ChartView) -> Any:
    """Lays out pictures, data, the citation and the address that always gives today’s data."""
    words, desk = context.words, context.desk
    frozen = addresses.chart(context.language, view.chart, view.state, "png", v=desk.version)
    fields = [
        (words("Citation"), citation(desk, view, context.origin)),
        (words("Picture that will not change"), context.origin + frozen),
    ]
    return html.Section(
        [
            html.H2(words("Download"), id=ANCHOR),
            _links(context, view, words("Pictures"), PICTURES),
            _links(context, view, words("Data"), DATA),
            *[copy_field(context, f"copy-{n}", label, text, code=False) for n, (label, text) in enumerate(fields, 1)],
        ],
        className="download-section",
    )


def _links(context: PageContext, view: ChartView, label: str, forms: list[tuple[str, str, dict[str, str]]]) -> Any:
    items = [
        html.Li(
            html.A(
                context.words(text),
                href=addresses.chart(context.language, view.chart, view.state, form, **options),
                download="",
            )
        )
        for text, form, options in forms
    ]
    return html.Div([html.Strong(label), html.Ul(items, className="actions")])
