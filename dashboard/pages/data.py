"""What can be taken from this site and where it stands: the description of addresses, for readers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import dash
from dash import html

from dashboard import urls
from dashboard.components.context import Page, PageContext
from dashboard.components.copy_field import copy_field
from dashboard.components.tables import scrolling
from dashboard.data.licence import LICENCE
from dashboard.exports import code_snippets
from dashboard.exports.data.columns import COLUMNS, END_COLUMNS, FIGURE_COLUMNS, Column
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, available_languages

Json = dict[str, Any]
#: What a chart's file is shown with: the first chart of the notices, a topic that every reader knows.
EXAMPLE = "notices-issued"


def layout(context: PageContext) -> Page:
    """Lays out the page on data and addresses."""
    described = context.openapi()
    gettext = context.gettext
    title = gettext("Data and addresses")
    lead = gettext("Every chart is also a file, and every file has a permanent address.")
    charts, files, machines = (
        gettext(text)
        for name, text in ((tag["name"], tag["description"]) for tag in described["tags"])
        if name in ("charts", "files", "machines")
    )
    body = [
        html.H1(title),
        html.P(lead, className="intro"),
        html.P(html.A(gettext("Factsheet (PDF)"), href=urls.factsheet(context.language), download="")),
        _section(
            charts,
            [*map(html.P, _chart_words(context)), *_operations(context, described, "charts", charts)],
        ),
        _section(gettext("Parameters of a chart’s address"), [_parameters(context, described)]),
        _section(files, _operations(context, described, "files", files)),
        _section(gettext("In a spreadsheet or a program"), _snippets(context)),
        _section(gettext("Columns of a chart’s data"), [_columns(context, [*COLUMNS, *chain(*END_COLUMNS.values())])]),
        _section(gettext("Columns of all figures"), [_columns(context, FIGURE_COLUMNS)]),
        _section(machines, _operations(context, described, "machines", machines)),
        _section(gettext("Terms"), _terms(context)),
    ]
    return Page(title=title, description=lead, body=body, topic="data")


def _section(heading: str, content: Iterable[Any]) -> Any:
    return html.Section([html.H2(heading), *content], className="text")


def _chart_words(context: PageContext) -> list[str]:
    return [
        context.gettext(
            "In these addresses {lang} is the language ({codes}) and {id} the chart, as in the address of its page.",
            codes=formatting.format_list(list(available_languages()), context.language),
            lang="{lang}",
            id="{id}",
        ),
        context.gettext(
            "The address without v always gives the current data; with v it gives the same answer for good."
        ),
    ]


def _operations(context: PageContext, described: Json, tag: str, caption: str) -> list[Any]:
    """What stands where, each with an example to open."""
    rows = []
    for path, item in described["paths"].items():
        operation = item["get"]
        if tag not in operation["tags"]:
            continue
        summary: str = operation["summary"]
        needed = [p["name"] for p in operation.get("parameters", []) if p.get("required") and p["in"] == "query"]
        example = path.replace("{lang}", context.language.code).replace("{id}", EXAMPLE)
        for each in operation.get("parameters", []):
            example = example.replace(f"{{{each['name']}}}", str(each.get("example", "")))
        code = html.Code(path, dir="ltr")
        address = code if needed else html.A(code, href=example)
        rows.append([html.Th(context.gettext(summary), scope="row"), html.Td(address)])
    return [_table(context, caption, ("What", "Address"), rows)]


def _parameters(context: PageContext, described: Json) -> Any:
    """Every parameter that a form of a chart takes, each once."""
    rows: dict[str, list[Any]] = {}
    own = {name for chart in context.data.catalogue for name in chart.definition.controls}
    for item in described["paths"].values():
        operation = item["get"]
        if not {"charts", "controls"} & set(operation["tags"]):
            continue
        for parameter in operation["parameters"]:
            if parameter["in"] == "query":
                name = html.Th(html.Code(parameter["name"], dir="ltr"), scope="row")
                values = html.Td(html.Code(_values(parameter["schema"]), dir="ltr"))
                about = context.gettext(str(parameter["description"]))
                if "controls" in operation["tags"] and parameter["name"] in own:
                    about = context.gettext("The choice “{label}”, on charts that offer it.", label=about)
                rows.setdefault(parameter["name"], [name, values, html.Td(about)])
    caption = context.gettext("Parameters of a chart’s address")
    return _table(context, caption, ("Name", "Values", "What it does"), list(rows.values()))


def _values(schema: Json) -> str:
    if "enum" in schema:
        values = [value for value in schema["enum"] if value]
        return ", ".join(sorted(values, key=int) if all(value.isdecimal() for value in values) else values)
    return f"{schema['minimum']} – {schema['maximum']}" if "minimum" in schema else "…"


HEADS = {
    "What": N_("Description"),
    "Address": N_("Address"),
    "Name": N_("Name"),
    "Values": N_("Values"),
    "What it does": N_("What it does"),
    "What it holds": N_("What it holds"),
}


def _columns(context: PageContext, columns: Iterable[Column]) -> Any:
    rows = []
    for column in columns:
        about: list[Any] = [context.gettext(column.description)]
        for code, text in (column.values or {}).items():
            about += [html.Br(), html.Code(code, dir="ltr"), f" – {context.gettext(text)}"]
        name = html.Th(html.Code(column.name, dir="ltr"), scope="row")
        rows.append([name, html.Td(context.gettext(column.title)), html.Td(about)])
    caption = context.gettext("What the columns hold")
    return _table(context, caption, ("Name", "What", "What it holds"), rows)


def _table(context: PageContext, caption: str, heads: Iterable[str], rows: list[list[Any]]) -> Any:
    table = html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(html.Tr([html.Th(context.gettext(HEADS[head]), scope="col") for head in heads])),
            html.Tbody([html.Tr(cells) for cells in rows]),
        ],
        className="addresses",
    )
    return scrolling(table, caption)


def _snippets(context: PageContext) -> list[Any]:
    examples = [chart for chart in context.data.catalogue if chart.id == EXAMPLE]
    view = next(iter(context.data.default_charts(context.language, examples)), None)
    if view is None:
        return []
    lines = code_snippets.snippets(view, context.origin)
    return [
        copy_field(context, f"copy-{key}", context.gettext(name), lines[key], code=True)
        for key, (name, _) in code_snippets.SNIPPETS.items()
    ]


def _terms(context: PageContext) -> list[Any]:
    gettext = context.gettext
    citation = gettext(
        "INTERPOL in figures, data version {version}, {address}. From INTERPOL’s published reports.",
        version=context.data.version,
        address=f"{context.origin}{urls.overview(context.language)}",
    )
    return [
        html.P(
            [
                gettext("{name}:", name=gettext("Licence")),
                " ",
                html.A(gettext("Creative Commons Attribution 4.0 International"), href=LICENCE["path"], rel="license"),
            ]
        ),
        html.P([gettext("{name}:", name=gettext("How to cite")), " ", html.Span(citation, className="citation")]),
        html.P(html.A(gettext("How the figures were read"), href=urls.topic(context.language, "about"))),
    ]


dash.register_page(__name__, path_template="/<code>/data", title=N_("Data and addresses"), layout=layout)
