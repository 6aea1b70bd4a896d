"""Everything that can be taken from a chart: a picture as chosen, its words, its data. It works without scripts.

The section stands on the chart's page and, with what was chosen, on a page of its own; the dialog shows that one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.description import alt_text
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext
from dashboard.components.copy_field import copy_button, copy_field
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
from dashboard.exports.citations import bibtex, citation, csl, finding_sentence, ris
from dashboard.exports.code_snippets import SNIPPETS, snippets
from dashboard.exports.images.image_options import FORMATS, ImageOptions, formats, is_allowed, sides
from dashboard.exports.images.presets import PRESET_LABELS, PRESETS
from dashboard.exports.registry import EXPORTS
from dashboard.i18n.languages import N_, NAMES, available_languages

#: Where the section stands on the chart's page, and the last part of its own page's address.
ANCHOR = "download"
THEME_WORDS = {"light": N_("Light"), "dark": N_("Dark")}
SIZE_WORDS = {"width": N_("Width in pixels"), "height": N_("Height in pixels")}
SCALE_WORDS = {
    "1": N_("As listed above"),
    "2": N_("Twice as many, for sharp screens"),
    "3": N_("Three times as many"),
}


def download_section(context: PageContext, view: ChartView, choice: ImageOptions) -> Any:
    """Lays out the choices, the picture they give, texts to copy and the data.

    Args:
        context: the request.
        view: the chart in its state, in the language of the page.
        choice: the picture.
    """
    taken = context.data.view(view.chart, view.state, choice.language)
    return dialog_section(
        view,
        ANCHOR,
        context.gettext("Download"),
        form=_form(context, view, choice),
        submit=context.gettext("Show this picture"),
        result=_picture(context, taken, choice),
        details=_texts(context, taken, choice),
        footer=[_files(context, view)],
    )


def _form(context: PageContext, view: ChartView, choice: ImageOptions) -> list[Any]:
    gettext = context.gettext
    transparent = Option("1", gettext("Transparent"))
    presets = [_preset(context, name) for name in PRESETS]
    themes = [Option(name, gettext(THEME_WORDS[name])) for name in is_allowed("theme")]
    scales = [Option(scale, gettext(SCALE_WORDS[scale])) for scale in sorted(is_allowed("scale"))]
    sizes = [
        number(side.name, gettext(SIZE_WORDS[side.name]), side.minimum, side.maximum, choice.sizes.get(side.name))
        for side in sides()
    ]
    folded = [
        *emphasis_select(context, view),
        select(
            "language",
            gettext("Language"),
            [Option(c, NAMES[c], lang=c) for c in available_languages()],
            choice.language.code,
        ),
        *sizes,
        select("scale", gettext("Pixels (PNG)"), scales, choice.option("scale")),
        check_boxes(gettext("Background"), [("transparent", transparent, choice.option("transparent") == "1")]),
    ]
    changed = bool(view.emphasis or choice.sizes or choice.language.code != context.language.code)
    changed = changed or any(choice.option(name) != is_allowed(name)[0] for name in ("scale", "transparent"))
    return [
        *hidden_inputs(context.language, view.state),
        radio_group("preset", gettext("Picture"), presets, choice.option("preset")),
        radio_group("theme", gettext("Colours"), themes, choice.option("theme")),
        radio_group("format", gettext("File"), [Option(name, FORMATS[name]) for name in formats()], choice.format),
        Element(
            "details",
            {"class": "further", "open": changed},
            [html.Summary(gettext("One in colour, language, size and more")), html.Div(folded, className="choices")],
        ),
    ]


def _preset(context: PageContext, name: str) -> Option:
    preset = PRESETS[name]
    if name == "print":
        detail = context.gettext("180 mm wide, 300 dots per inch")
    else:
        detail = context.gettext("{width} × {height} pixels", width=preset.width_px, height=preset.height_px)
    return Option(name, context.gettext(PRESET_LABELS[name]), detail)


def _picture(context: PageContext, taken: ChartView, choice: ImageOptions) -> list[Any]:
    """The preview, the link to the file, and what to do where it cannot be made."""
    gettext, chart, state = context.gettext, taken.chart, taken.state
    preset = choice.preset
    name = FORMATS[choice.format]
    image = {
        "src": choice.preview().address(chart, state),
        "width": str(preset.width_px),
        "height": str(preset.height_px),
        "alt": gettext("Preview of the picture"),
        "loading": "lazy",
        "class": "preview" if choice.sizes else f"preview {preset.name}",
    }
    link = {
        "href": choice.address(chart, state),
        "download": "",
        "class": "take",
        "data-scale": choice.option("scale") if choice.format == "png" else "",
        "data-format": name,
    }
    return [
        Element("details", {"class": "previews"}, [html.Summary(gettext("Preview")), Element("img", image)]),
        html.P(Element("a", link, gettext("Download {format}", format=name)), className="take-row"),
        _cannot_be_made(context, taken, choice),
    ]


def _cannot_be_made(context: PageContext, taken: ChartView, choice: ImageOptions) -> Any:
    """Shown by the script when the server answers that it cannot make the picture just now."""
    gettext = context.gettext
    ready = ImageOptions(choice.language).address(taken.chart, taken.state)
    return html.Div(
        [
            html.P(gettext("This picture cannot be made just now. Try again in a minute, or take this one:")),
            html.P(html.A(gettext("The picture for an article (PNG)"), href=ready, download="")),
        ],
        className="notice",
        hidden=True,
        **{"data-cannot": True},
    )


def _texts(context: PageContext, taken: ChartView, choice: ImageOptions) -> list[Any]:
    """One button for each text, and the texts themselves to be read and taken by hand."""
    gettext, data, site = context.gettext, context.data, context.origin
    chart, state = taken.chart, taken.state
    quick = [
        ("link", gettext("Link"), site + urls.chart(choice.language, chart, state)),
        ("finding", gettext("One-sentence summary"), finding_sentence(data, taken)),
        ("alt", gettext("Alternative text"), alt_text(taken)),
    ]
    citations = [
        ("citation", gettext("Citation"), citation(data, taken, site)),
        ("bibtex", "BibTeX", bibtex(data, taken, site)),
        ("ris", "RIS", ris(data, taken, site)),
        ("csl", "CSL-JSON", csl(data, taken, site)),
    ]
    lines = snippets(taken, site)
    programs = [(name, gettext(SNIPPETS[name][0]), line) for name, line in lines.items()]
    frozen = site + urls.chart(choice.language, chart, state, "png", v=data.version)
    fields = [*quick, *citations, *programs, ("frozen", gettext("Picture that will not change"), frozen)]
    image = {"type": "button", "class": "copy", "hidden": True}
    image["data-copy-picture"] = replace(choice, format="png").address(chart, state)
    return [
        _copy_row(gettext("Copy:"), [Element("button", image, gettext("Picture")), *_buttons(quick)]),
        _copy_row(gettext("Copy the citation:"), _buttons(citations)),
        _copy_row(gettext("Copy a line that reads the data:"), _buttons(programs)),
        html.Details(
            [
                html.Summary(gettext("Texts to copy")),
                *[
                    copy_field(context, f"take-{key}", label, text, code=text in lines.values())
                    for key, label, text in fields
                ],
            ]
        ),
    ]


def _buttons(fields: list[tuple[str, str, str]]) -> list[Any]:
    return [copy_button(f"take-{key}", label) for key, label, _ in fields]


def _copy_row(label: str, buttons: list[Any]) -> Any:
    return html.Div([html.Span(label), *buttons], className="copy-row", role="group", **{"aria-label": label})


def _files(context: PageContext, view: ChartView) -> Any:
    """Every form of the chart's data, and the citations as files."""

    def link(labels: str, form: str, **options: str) -> Any:
        address = urls.chart(context.language, view.chart, view.state, form, **options)
        return html.Li(html.A(context.gettext(labels), href=address, download=""))

    data = []
    for name, form in EXPORTS.items():
        if form.kind == "data":
            data.append(link(form.description, name))
        if name == "csv":
            data.append(link(N_("CSV for Excel"), "csv", excel="1"))
    citations = [link(form.description, name) for name, form in EXPORTS.items() if form.kind == "citation"]
    return html.Div([html.H3(context.gettext("Data")), html.Ul([*data, *citations], className="actions")])
