"""The code that staff copy, written for what they choose, and how it will look. It works without scripts."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext
from dashboard.components.copy_field import copy_field
from dashboard.components.dialog_section import section_frame
from dashboard.components.form_controls import Option, check_boxes, kept, radio_group, select
from dashboard.components.html import Element
from dashboard.exports.embeds.embed_code import embed_code
from dashboard.exports.embeds.embed_height import embed_height_px
from dashboard.exports.embeds.embed_options import OPTIONS, EmbedOptions
from dashboard.i18n.languages import NAMES, Language, message, offered

#: Widths of the preview; the first is shown first.
PREVIEWS_PX = ("480", "320", "760")
#: Where the section stands on the chart's page, and the last part of its own page's address.
ANCHOR = "embed"
THEME_WORDS = {"auto": message("As on the reader’s device"), "light": message("Light"), "dark": message("Dark")}


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
    embedded = context.desk.view(view.chart, view.state, language)
    explained = context.words(
        "Paste one of these into your page. The frame adjusts its height where your page listens to it or runs the "
        "short script; otherwise the height is fixed, enough for a phone. "
        "It sets no cookies and loads nothing from third parties."
    )
    return section_frame(
        view,
        ANCHOR,
        context.words("Embed this chart"),
        form=_form(context, view, options, language, width),
        submit=context.words("Update the code"),
        beside=_codes(context, embedded, options),
        below=[_preview(context, embedded, options, int(width)), html.P(explained)],
        rest=[],
    )


def _form(context: PageContext, view: ChartView, options: EmbedOptions, language: Language, width: str) -> list[Any]:
    words = context.words
    data = [
        Option("live", words("Updates with new data")),
        Option("frozen", words("Frozen as of today"), words("data version {version}", version=context.desk.version)),
    ]
    without = [
        ("title", Option("0", words("Without title")), not options.title),
        ("controls", Option("0", words("Without controls and menu")), not options.controls),
        ("transparent", Option("1", words("Transparent background")), options.transparent),
    ]
    themes = [Option(name, words(THEME_WORDS[name])) for name in OPTIONS["theme"].allowed]
    widths = [Option(px, words("{width} pixels", width=int(px))) for px in sorted(PREVIEWS_PX)]
    return [
        *kept(context.language, view.state),
        radio_group("data", words("Data"), data, "frozen" if options.frozen else "live"),
        radio_group("theme", words("Colours"), themes, options.theme),
        check_boxes(words("Appearance"), without),
        select("language", words("Language"), [Option(c, NAMES[c], lang=c) for c in offered()], language.code),
        radio_group("width", words("Width of the preview"), widths, width),
    ]


def _preview(context: PageContext, embedded: ChartView, options: EmbedOptions, width_px: int) -> Any:
    parameters = options.parameters(context.desk.version)
    attributes = {
        "src": urls.embed(embedded.language, embedded.chart, embedded.state, **parameters),
        "title": context.words("Preview, {width} pixels wide", width=width_px),
        "width": str(width_px),
        "height": str(embed_height_px(context.desk, embedded, width_px, options)),
        "loading": "lazy",
        "class": f"preview {options.theme}",
    }
    frame = html.Div(Element("iframe", attributes), className="frame-room")
    return Element("details", {"class": "previews"}, [html.Summary(context.words("Preview")), frame])


def _codes(context: PageContext, embedded: ChartView, options: EmbedOptions) -> list[Any]:
    code = embed_code(context.desk, embedded, context.origin, options)
    forms = [
        ("frame", message("Frame"), code.iframe),
        ("listening", message("Frame with a short script that adjusts its height"), code.listening),
        ("picture", message("Picture linked to the chart, without scripts or frames"), code.picture),
        ("markdown", message("Picture for Markdown"), code.markdown),
        ("oembed", message("Address for sites that support oEmbed"), code.page),
    ]
    return [copy_field(context, f"code-{key}", context.words(label), text, code=True) for key, label, text in forms]
