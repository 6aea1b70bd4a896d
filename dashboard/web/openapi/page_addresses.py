"""The addresses of pages, with the filters each has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import dash

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.components.figure_symbols import DISPUTED
from dashboard.data.operation_facets import COMPARE, ORDERS, faceted_operations
from dashboard.data.operations import KINDS, OUTCOMES, REGIONS
from dashboard.exports.cards.card import STYLE, card_styles
from dashboard.exports.cards.card_export import CARD_FORMATS, THEME
from dashboard.exports.data.xlsx_export import XLSX
from dashboard.exports.embeds.embed_options import OPTIONS
from dashboard.i18n.languages import N_, get_language
from dashboard.pages import changes, figures, operation_board
from dashboard.releases.data_version import DataVersion
from dashboard.web.openapi.parts import Json, Operation, choice, controls, language_parameter, parameter

_TEXT = {"type": "string", "maxLength": 200}


def page_addresses(data: DataVersion) -> Iterator[Operation]:
    """Every page that is no chart's own."""
    lang, errors = language_parameter(), (400, 404)
    redirect = {"Location": {"schema": {"type": "string"}}}
    root = N_("Leads to the reader’s language")
    yield Operation("/", root, "pages", [], kept=False, success="302", headers=redirect)
    yield Operation("/{lang}/", N_("The overview"), "pages", ["text/html"], [lang], errors)
    filters = _filters(data)
    for topic in data.vocabulary.topics:
        # A filter that shares its name with a control goes with it.
        charts = [chart for chart in data.catalogue.of_topic(topic) if not chart.definition.rows]
        named = {each["name"]: each for each in (*filters.get(topic, []), *controls(charts))}
        parameters = [lang, *named.values()]
        yield Operation(
            f"/{{lang}}/{topic}",
            data.vocabulary.topic(topic, get_language("en")),
            "pages",
            ["text/html"],
            parameters,
            errors,
        )
    figure_id = parameter("figure_id", _TEXT, N_("The figure."), place="path", example=_figure_with_styles(data))
    page = N_("The page of a figure")
    yield Operation("/{lang}/figures/{figure_id}", page, "pages", ["text/html"], [lang, figure_id], errors)
    as_json = N_("A figure as JSON")
    yield Operation(
        "/{lang}/figures/{figure_id}.json", as_json, "files", ["application/json"], [lang, figure_id], errors
    )
    yield from _cards(lang, figure_id)
    as_csv = N_("The measures of two years side by side as CSV")
    yield Operation("/{lang}/changes.csv", as_csv, "files", ["text/csv"], [lang, *_changes()], errors)
    as_csv = N_("The operations that the board shows, as CSV")
    board = [each for each in filters["operations"] if each["name"] not in ("draw", "view", "order", "compare")]
    yield Operation("/{lang}/operations.csv", as_csv, "files", ["text/csv"], [lang, *board], errors)
    as_workbook = N_("The operations that the board shows, as a workbook")
    yield Operation("/{lang}/operations.xlsx", as_workbook, "files", [XLSX], [lang, *board], errors)
    as_names = N_("The names that the search suggests, with where each leads")
    yield Operation("/{lang}/suggestions.json", as_names, "files", ["application/json"], [lang], errors)
    sheets = [*data.vocabulary.topics, urls.FACTSHEET]
    which = choice("name", sheets, N_("The topic; factsheet is the whole site."), place="path", example=sheets[0])
    one = parameter("operation", _TEXT, N_("Of operations, the one that the sheet is about."))
    as_pdf = N_("A topic on paper")
    yield Operation(
        "/{lang}/{name}.pdf", as_pdf, "files", ["application/pdf"], [lang, which, one], (400, 404, 429, 503)
    )
    for name in urls.FIXED_PAGES:
        summary = dash.page_registry[f"dashboard.pages.{name}"]["title"]
        yield Operation(f"/{{lang}}/{name}", summary, "pages", ["text/html"], [lang, *filters.get(name, [])], errors)


#: Extension of a figure's card → what it is.
CARD_NAMES = {
    "png": N_("The card of a figure as PNG"),
    "svg": N_("The card of a figure as SVG"),
    "pdf": N_("The card of a figure as PDF"),
}


def _figure_with_styles(data: DataVersion) -> str:
    """A figure that allows every style of card, as the example of all; else the first."""
    query = f"SELECT *, {DISPUTED} FROM figures WHERE basis = 'printed' ORDER BY unit <> 'percent', figure_id"
    rows = data.store.rows(query)
    every = (row for row in rows if row["unit"] == "percent" and len(card_styles(data, row)) == len(STYLE.values))
    return str(next(every, rows[0])["figure_id"])


def _cards(lang: Json, figure_id: Json) -> Iterator[Operation]:
    """The pictures of a figure; the data say which styles it allows."""
    style, theme = (choice(each.name, each.values, each.description) for each in (STYLE, THEME))
    for extension, media_type in CARD_FORMATS.items():
        path, errors = f"/{{lang}}/figures/{{figure_id}}.{extension}", (400, 404, 429, 503)
        yield Operation(path, CARD_NAMES[extension], "files", [media_type], [lang, figure_id, style, theme], errors)
    shown = choice("theme", OPTIONS["theme"].values, OPTIONS["theme"].description)
    about, parameters = N_("The card of a figure as a page to embed"), [lang, figure_id, style, shown]
    yield Operation("/{lang}/embed/figures/{figure_id}", about, "files", ["text/html"], parameters, (400, 404))


def _of_operations(context: PageContext) -> dict[str, Iterable[str]]:
    entries = faceted_operations(context.data.store, "operation", "en")
    return {
        **operation_board.options(context, entries),
        "kind": KINDS,
        "draw": OUTCOMES,
        "view": operation_board.VIEWS,
        "order": ORDERS,
        COMPARE: [each.key for each in entries],
    }


def _changes() -> list[Json]:
    return [
        choice("show", changes.SHOWN, N_("Shows only what fits.")),
        choice("order", changes.ORDERS, N_("The order.")),
    ]


def _filters(data: DataVersion) -> dict[str, list[Json]]:
    """Page → its filters, from the forms that offer them."""
    context = PageContext(data, get_language("en"), {}, "", "/en/")
    about = N_("Shows only what fits.")
    search = [parameter("q", _TEXT, N_("Words or a number to look for."))]
    search += [choice(name, options, about) for name, options in figures.choices(context).items()]
    return {
        "search": search[:1],
        "changes": _changes(),
        "figures": search,
        "operations": [choice(name, options, about) for name, options in _of_operations(context).items()],
        "members": [
            parameter("member", _TEXT, N_("Words or a number to look for.")),
            choice("region", REGIONS, about),
        ],
    }
