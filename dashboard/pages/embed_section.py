"""The code that staff copy, written for what they choose, and how it will look. It works without scripts."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext
from dashboard.components.copy_field import copy_field
from dashboard.components.dialog_section import dialog_section
from dashboard.components.form_controls import Option, check_boxes, hidden_inputs, radio_group, select
from dashboard.components.html import Element
from dashboard.exports.embeds.embed_code import embed_code
from dashboard.exports.embeds.embed_height import embed_height_px
from dashboard.exports.embeds.embed_options import OPTIONS, EmbedOptions
from dashboard.i18n.languages import N_, NAMES, Language, available_languages

#: Widths of the preview; the first is shown first.
PREVIEWS_PX = ("480", "320", "760")
#: Where the section stands on the chart's page, and the last part of its own page's address.
ANCHOR = "embed"
THEME_WORDS = {"auto": N_("As on the reader’s device"), "light": N_("Light"), "dark": N_("Dark")}


def embed_section(
    context: PageContext, view: ChartView, options: EmbedOptions, language: Language, width: str = PREVIEWS_PX[0]
) -> Any:
    """Lays out the choices, a preview and the forms of the code.

    Args:
        context: the request.
        view: the chart in its state, in the language of the page.
        options: how the embed is shown.
        language: of the embed.
        width: of the preview, one of `PREVIEWS_PX`.
    """
    embedded = context.data.view(view.chart, view.state, language)
    column_notes = context.gettext(
        "Paste one of these into your page. The frame adjusts its height where your page listens to it or runs the "
        "short script; otherwise the height is fixed, enough for a phone. "
        "It sets no cookies and loads nothing from third parties."
    )
    return dialog_section(
        view,
        ANCHOR,
        context.gettext("Embed this chart"),
        form=_form(context, view, options, language, width),
        submit=context.gettext("Update the code"),
        result=_codes(context, embedded, options),
        details=[_preview(context, embedded, options, int(width)), html.P(column_notes)],
        footer=[],
    )


def _form(context: PageContext, view: ChartView, options: EmbedOptions, language: Language, width: str) -> list[Any]:
    gettext = context.gettext
    data = [
        Option("live", gettext("Updates with new data")),
        Option(
            "frozen", gettext("Frozen as of today"), gettext("data version {version}", version=context.data.version)
        ),
    ]
    without = [
        ("title", Option("0", gettext("Without title")), not options.title),
        ("controls", Option("0", gettext("Without controls and menu")), not options.controls),
        ("transparent", Option("1", gettext("Transparent background")), options.transparent),
    ]
    themes = [Option(name, gettext(THEME_WORDS[name])) for name in OPTIONS["theme"].values]
    widths = [Option(px, gettext("{width} pixels", width=int(px))) for px in sorted(PREVIEWS_PX)]
    return [
        *hidden_inputs(context.language, view.state),
        radio_group("data", gettext("Data"), data, "frozen" if options.frozen else "live"),
        radio_group("theme", gettext("Colours"), themes, options.theme),
        check_boxes(gettext("Appearance"), without),
        select(
            "language", gettext("Language"), [Option(c, NAMES[c], lang=c) for c in available_languages()], language.code
        ),
        radio_group("width", gettext("Width of the preview"), widths, width),
    ]


def _preview(context: PageContext, embedded: ChartView, options: EmbedOptions, width_px: int) -> Any:
    parameters = options.parameters(context.data.version)
    attributes = {
        "src": urls.embed(embedded.language, embedded.chart, embedded.state, **parameters),
        "title": context.gettext("Preview, {width} pixels wide", width=width_px),
        "width": str(width_px),
        "height": str(embed_height_px(context.data, embedded, width_px, options)),
        "loading": "lazy",
        "class": f"preview {options.theme}",
    }
    frame = html.Div(Element("iframe", attributes), className="frame-room")
    return Element("details", {"class": "previews"}, [html.Summary(context.gettext("Preview")), frame])


def _codes(context: PageContext, embedded: ChartView, options: EmbedOptions) -> list[Any]:
    code = embed_code(context.data, embedded, context.origin, options)
    forms = [
        ("frame", N_("Frame"), code.iframe),
        ("listening", N_("Frame with a short script that adjusts its height"), code.iframe_with_script),
        ("picture", N_("Picture linked to the chart, without scripts or frames"), code.picture),
        ("markdown", N_("Picture for Markdown"), code.markdown),
        ("oembed", N_("Address for sites that support oEmbed"), code.page),
    ]
    return [copy_field(context, f"code-{key}", context.gettext(label), text, code=True) for key, label, text in forms]
