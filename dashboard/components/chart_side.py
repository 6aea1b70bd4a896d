"""Beside a chart on its own page: its picture, its data, how to cite it and how to embed it, one calm section each."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext
from dashboard.components.copy_field import copy_field
from dashboard.components.html import Raw
from dashboard.components.icons import icon
from dashboard.exports.citations import citation
from dashboard.exports.embeds.embed_code import embed_code
from dashboard.exports.images.image_options import FORMATS, ImageOptions
from dashboard.exports.images.presets import PRESET_LABELS, PRESETS, Preset
from dashboard.exports.registry import EXPORTS

#: Marks the link to a picture that is to be as light or as dark as the page is shown; ``assets/site.js`` sees to it.
AS_SHOWN = {"data-as-shown": "true"}
#: Formats of data that most readers want; the others are folded.
FIRST_FORMATS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


def chart_side(context: PageContext, view: ChartView) -> Any:
    """Lays the four sections out; what has more choices leads to a page of its own, or opens as a dialog."""
    gettext = context.gettext
    return html.Aside(
        [
            _section("download", gettext("Picture"), _picture(context, view)),
            _section("data", gettext("Data"), _data(context, view)),
            _section("cite", gettext("Cite"), _cite(context, view)),
            _section("embed", gettext("Embed"), _embed(context, view)),
        ],
        className="panel chart-side span-4 mid-12",
        **{"aria-label": gettext("Take this chart with you")},
    )


def _section(anchor: str, heading: str, content: list[Any]) -> Any:
    return html.Section([html.H2(heading, id=anchor), *content])


def _picture(context: PageContext, view: ChartView) -> list[Any]:
    def address(form: str = "png", **options: str) -> str:
        return ImageOptions(context.language, form, options).address(view.chart, view.state)

    presets = [
        html.Li(
            html.A(
                [_shape(preset), html.Span(context.gettext(PRESET_LABELS[name])), html.Small(_size(context, preset))],
                href=address(preset=name),
                download="",
            )
        )
        for name, preset in PRESETS.items()
    ]
    forms = [html.A(name, href=address(form), download="") for form, name in FORMATS.items() if form in EXPORTS]
    dark = html.A(context.gettext("Dark colours (PNG)"), href=address(theme="dark"), download="")
    words = context.gettext("Download {format}", format="PNG")
    return [
        html.A([icon("png"), words], href=address(), download="", className="take", **AS_SHOWN),
        html.Ul(presets, className="presets"),
        html.Ul([html.Li(link) for link in (*forms[1:], dark)], className="formats"),
        _more(context, view, "download", context.gettext("Language, pixels, background and more")),
    ]


def _shape(preset: Preset) -> Raw:
    """The preset's proportions, drawn."""
    longest = max(preset.width_px, preset.height_px)
    width, height = (round(24 * side / longest, 1) for side in (preset.width_px, preset.height_px))
    x, y = round(13 - width / 2, 1), round(13 - height / 2, 1)
    title = "" if preset.untitled else f'<path d="M{x + 3} {y + 3.5}h{round(width / 2, 1)}"/>'
    return Raw(
        f'<svg class="shape" viewBox="0 0 26 26" aria-hidden="true"><rect x="{x}" y="{y}" width="{width}" '
        f'height="{height}"/>{title}</svg>'
    )


def _size(context: PageContext, preset: Preset) -> str:
    if preset.width_mm:
        return context.gettext("180 mm wide, 300 dots per inch")
    return context.gettext("{width} × {height} pixels", width=preset.width_px, height=preset.height_px)


def _data(context: PageContext, view: ChartView) -> list[Any]:
    def link(form: str, words: str, **options: str) -> Any:
        address = urls.chart(context.language, view.chart, view.state, form, **options)
        return html.Li(html.A(words, href=address, download=""))

    others = [link("csv", context.gettext("CSV for Excel"), excel="1")]
    for name, form in EXPORTS.items():
        if form.kind == "data" and name not in FIRST_FORMATS:
            others.append(link(name, context.gettext(form.description)))
    return [
        html.Ul([link(form, words) for form, words in FIRST_FORMATS.items()], className="formats"),
        html.Details([html.Summary(context.gettext("More formats")), html.Ul(others, className="formats")]),
    ]


def _cite(context: PageContext, view: ChartView) -> list[Any]:
    words = context.gettext("Citation")
    forms = [
        html.Li(html.A(name, href=urls.chart(context.language, view.chart, view.state, form), download=""))
        for form, name in (("bib", "BibTeX"), ("ris", "RIS"), ("csl.json", "CSL-JSON"))
        if form in EXPORTS
    ]
    return [
        copy_field(context, "cite-text", words, citation(context.data, view, context.origin), code=False),
        html.Ul(forms, className="formats"),
    ]


def _embed(context: PageContext, view: ChartView) -> list[Any]:
    code = embed_code(context.data, view, context.origin).iframe_with_script
    return [
        copy_field(context, "embed-text", context.gettext("Frame and a short script"), code, code=True),
        _more(
            context,
            view,
            "embed",
            context.gettext("For your column’s width, without script, as picture, frozen and more"),
        ),
    ]


def _more(context: PageContext, view: ChartView, section: str, words: str) -> Any:
    """Leads to a section with all its choices; with scripts it opens as a dialog."""
    address = urls.section(context.language, view.chart, section)
    query = "&".join(
        part for part in (view.chart.query_string(view.state), urls.digits_query(context.language)) if part
    )
    href = f"{address}?{query}" if query else address
    return html.P(html.A(words, href=href, **{"data-dialog": section}), className="more")
