"""What the sections for downloads and for embeds share: a form of choices beside what they give."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext
from dashboard.components.html import Element
from dashboard.design.assets import asset_url


def dialog_strings(context: PageContext) -> Any:
    """What ``assets/dialogs.js`` says, in the page's language; once for a page."""
    gettext = context.gettext
    said = {
        "data-close": gettext("Close"),
        "data-loading": gettext("Loading…"),
        "data-copied": gettext("Copied: {what}", what="{what}"),
        "data-cannot-copy": gettext("This browser cannot copy pictures. Download the picture instead."),
        "data-too-large": gettext(
            "The chart cannot be read in this size, or there are too many pixels. Choose others."
        ),
        "data-measuring": gettext("Size: …"),
        "data-size": gettext(
            "{format}, {width} × {height} pixels, {size} kB",
            **{name: f"{{{name}}}" for name in ("format", "width", "height", "size")},
        ),
        "data-weight": gettext("{format}, {size} kB", format="{format}", size="{size}"),
    }
    return html.P(id="dialog-words", hidden=True, **said)


def dialog_section(
    view: ChartView,
    anchor: str,
    heading: str,
    *,
    form: list[Any],
    submit: str,
    result: list[Any],
    details: list[Any],
    footer: list[Any],
) -> Any:
    """Lays a section out; ``assets/dialogs.js`` shows it in a dialog and keeps it in step with what is chosen.

    Args:
        view: the chart in its state, in the language of the page.
        anchor: where the section stands on the chart's page, and the last part of its own page's address.
        heading: of the section.
        form: fields of the choices; sent to the section's own page, which works without scripts.
        submit: words of the button that readers without scripts need.
        result: what the choices give, beside them.
        details: what they give further down.
        footer: what does not depend on them.
    """
    action = urls.section(view.language, view.chart, anchor)
    button = Element("button", {"class": "without-scripts"}, submit)
    said = html.P(role="status", className="said")
    return html.Section(
        [
            Element("link", {"rel": "stylesheet", "href": asset_url("dialogs.css")}),
            html.H2(heading, id=anchor),
            html.Div(
                [
                    Element("form", {"action": action, "class": "choices"}, [*form, button]),
                    html.Div([html.Div(result, className="result"), said]),
                ],
                className="choosing",
            ),
            html.Div(details, className="result"),
            *footer,
        ],
        className=f"{anchor}-section",
        **{"data-section": anchor, "data-of": view.chart.id, "data-state": view.chart.query_string(view.state)},
    )
