"""The code that staff copy, written for what they choose, and how it will look. It works without scripts."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext
from dashboard.components.copy_field import copy_field
from dashboard.components.dialog_section import dialog_section
from dashboard.components.form_controls import (
    Option,
    check_boxes,
    emphasis_select,
    hidden_inputs,
    number,
    radio_group,
    select,
)
from dashboard.components.html import Element
from dashboard.exports.embeds.embed_code import embed_code
from dashboard.exports.embeds.embed_height import embed_height_px
from dashboard.exports.embeds.embed_options import DEFAULT_WIDTH_PX, OPTIONS, WIDTH, EmbedOptions
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, NAMES, Language, available_languages

#: Where the section stands on the chart's page, and the last part of its own page's address.
ANCHOR = "embed"
THEME_WORDS = {"auto": N_("As on the reader’s device"), "light": N_("Light"), "dark": N_("Dark")}


def embed_section(
    context: PageContext,
    view: ChartView,
    options: EmbedOptions,
    language: Language,
    width_px: int = DEFAULT_WIDTH_PX,
) -> Any:
    """Lays out the choices, a preview and the forms of the code.

    Args:
        context: the request.
        view: the chart in its state, in the language of the page.
        options: how the embed is shown.
        language: of the embed.
        width_px: of the column that the frame is meant for.
    """
    embedded = context.data.view(view.chart, view.state, language)
    column_notes = context.gettext(
        "Paste one of these into your page. The frame is as high as the chart needs in any column, on a phone too; "
        "with the short script it also grows when a reader opens the notes or the table. "
        "It sets no cookies and loads nothing from third parties."
    )
    return dialog_section(
        view,
        ANCHOR,
        context.gettext("Embed this chart"),
        form=_form(context, view, options, language, width_px),
        submit=context.gettext("Update the code"),
        result=_codes(context, embedded, options, width_px),
        details=[_preview(context, embedded, options, width_px), html.P(column_notes)],
        footer=[],
    )


def _form(context: PageContext, view: ChartView, options: EmbedOptions, language: Language, width_px: int) -> list[Any]:
    gettext = context.gettext
    data = [
        Option("live", gettext("Updates with new data")),
        Option(
            "frozen",
            gettext("Frozen as of today"),
            gettext(
                "figures as of {date}", date=formatting.period(context.data.vocabulary.data_date, context.language)
            ),
        ),
    ]
    without = [
        ("title", Option("0", gettext("Without title")), not options.title),
        ("controls", Option("0", gettext("Without controls and menu")), not options.controls),
        ("transparent", Option("1", gettext("Transparent background")), options.transparent),
    ]
    themes = [Option(name, gettext(THEME_WORDS[name])) for name in OPTIONS["theme"].values]
    return [
        *hidden_inputs(context.language, view.state),
        *emphasis_select(context, view),
        number("width", gettext("How wide is your column, in pixels?"), WIDTH.minimum, WIDTH.maximum, width_px),
        radio_group("data", gettext("Data"), data, "frozen" if options.frozen else "live"),
        radio_group("theme", gettext("Colours"), themes, options.theme),
        check_boxes(gettext("Appearance"), without),
        select(
            "language", gettext("Language"), [Option(c, NAMES[c], lang=c) for c in available_languages()], language.code
        ),
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


def _codes(context: PageContext, embedded: ChartView, options: EmbedOptions, width_px: int) -> list[Any]:
    code = embed_code(context.data, embedded, context.origin, options, width_px)
    known = code.page if options == EmbedOptions() else code.address
    forms = [
        ("listening", N_("For a site that allows scripts: frame and a short script"), code.iframe_with_script),
        ("frame", N_("For a site without scripts: frame"), code.iframe),
        ("picture", N_("For a site without frames: picture linked to the chart"), code.picture),
        ("markdown", N_("Picture for Markdown"), code.markdown),
        ("oembed", N_("Address for sites that support oEmbed"), known),
    ]
    return [copy_field(context, f"code-{key}", context.gettext(label), text, code=True) for key, label, text in forms]
