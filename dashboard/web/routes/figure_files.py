"""A figure, the measures of two years, the operations of a board and the names to search for, in other forms than pages."""

from __future__ import annotations

import json

from flask import Blueprint, Response

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.data.operation_facets import FacetedOperation
from dashboard.data.year_pairs import year_pairs
from dashboard.errors import NotFound
from dashboard.exports.cards.card_export import CARD_FORMATS, CardRequest, card_file
from dashboard.exports.data.changes_csv import changes_csv
from dashboard.exports.data.figure_json import figure_json, required_figure
from dashboard.exports.data.operations_csv import operation_rows, operations_csv
from dashboard.exports.data.xlsx_export import XLSX, table_workbook
from dashboard.exports.factsheets.factsheet import operation_sheet, topic_sheet
from dashboard.exports.factsheets.factsheet_export import factsheet_pdf
from dashboard.i18n.languages import N_
from dashboard.pages.changes import choices, select_pairs
from dashboard.pages.operation_board import read_board
from dashboard.pages.page_parameters import REPEATED
from dashboard.urls import FACTSHEET
from dashboard.web.file_response import file_response
from dashboard.web.image_work import file_request
from dashboard.web.request import data_version, origin, query_args, repeated_args
from dashboard.web.routes.pages import check_language

#: What is suggested → what a reader calls it.
SUGGESTED = {
    "question": N_("Figures"),
    "operation": N_("Operation"),
    "country": N_("Country"),
    "goal": N_("Policing goal"),
}
figure_files = Blueprint("figure_files", __name__)


@figure_files.get("/<code>/figures/<figure_id>.<any(json, png, svg, pdf):extension>")
def figure(code: str, figure_id: str, extension: str) -> Response:
    """One figure as JSON, or as a picture of its card.

    Raises:
        NotFound: there is no such figure.
        InvalidParameter: the figure does not allow the style, or there is no such theme or data version.
    """
    query = query_args()
    language, data = check_language(code), data_version(query.get("v"))
    row = required_figure(data.store, figure_id)
    frozen = bool(query.get("v"))
    if extension == "json":
        return file_response(figure_json(data, row, language, origin()), "application/json", frozen=frozen)
    asked = CardRequest(**vars(file_request(data, query)), row=row, language=language)
    response = file_response(card_file(asked, extension), CARD_FORMATS[extension], frozen=frozen)
    name = f"interpol-figures_{figure_id}_{code}_{data.version}.{extension}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@figure_files.get("/<code>/changes.csv")
def changes(code: str) -> Response:
    """The measures that the page shows in the same state.

    Raises:
        InvalidParameter: there is no such selection or order.
    """
    language, data = check_language(code), data_version()
    context = PageContext(data, language, query_args(), origin(), "")
    pairs = select_pairs(context, year_pairs(data.store), *choices(context))
    return _csv(changes_csv(pairs, data.vocabulary, language), "changes")


@figure_files.get("/<code>/operations.csv")
def operations(code: str) -> Response:
    """The operations that the board shows in the same state.

    Raises:
        InvalidParameter: a facet has no such value, or there is no such kind.
    """
    data = data_version()
    return _csv(operations_csv(_shown(code), data.store), "operations")


@figure_files.get("/<code>/operations.xlsx")
def operations_workbook(code: str) -> Response:
    """The same as a workbook.

    Raises:
        InvalidParameter: a facet has no such value, or there is no such kind.
    """
    data = data_version()
    rows = operation_rows(_shown(code), data.store)
    return _attached(file_response(table_workbook(data, rows, "operations"), XLSX, frozen=False), "operations.xlsx")


def _shown(code: str) -> list[FacetedOperation]:
    language, data = check_language(code), data_version()
    return read_board(PageContext(data, language, query_args(), origin(), "", values=repeated_args(REPEATED))).shown


@figure_files.get("/<code>/suggestions.json")
def names(code: str) -> Response:
    """The names that a reader may be typing, with where each leads: read once by a page, and matched there."""
    language, data = check_language(code), data_version()
    word = "{word}"  # the name itself, in the address that the script fills in
    addresses = {
        "question": urls.search(language, word),
        "operation": urls.topic(language, "operations", operation=word) + f"#operation-{word}",
        "country": urls.country(language, word),
        "goal": urls.goal(language, word),
    }
    listed = [
        [each.kind, each.name, *filter(None, [each.key, each.others])] for each in data.suggestions(language.code)
    ]
    labels = {kind: language.gettext(text) for kind, text in SUGGESTED.items()}
    found = {"addresses": addresses, "labels": labels, "names": listed}
    return file_response(json.dumps(found, ensure_ascii=False).encode(), "application/json", frozen=False)


@figure_files.get("/<code>/<name>.pdf")
def factsheet(code: str, name: str) -> Response:
    """A topic on paper; ``factsheet`` is the whole site, and ``operation`` chooses one operation.

    Raises:
        NotFound: there is no such topic.
        InvalidParameter: there is no such operation or data version.
    """
    query = query_args()
    language, data = check_language(code), data_version(query.get("v"))
    if name != FACTSHEET and name not in data.vocabulary.topics:
        raise NotFound(f"{name}.pdf", [f"{each}.pdf" for each in (*data.vocabulary.topics, FACTSHEET)])
    operation = query.get("operation", "") if name == "operations" else ""
    if operation:
        sheet = operation_sheet(data, operation, language, origin())
    else:
        sheet = topic_sheet(data, "" if name == FACTSHEET else name, language, origin())
    asked = file_request(data, query)
    response = file_response(factsheet_pdf(asked, sheet, language), "application/pdf", frozen=bool(query.get("v")))
    stem = "_".join(part for part in ("interpol-figures", operation or name, code, data.version) if part)
    response.headers["Content-Disposition"] = f'inline; filename="{stem}.pdf"'
    return response


def _csv(body: bytes, name: str) -> Response:
    return _attached(file_response(body, "text/csv; charset=utf-8", frozen=False), f"{name}.csv")


def _attached(response: Response, name: str) -> Response:
    stem, _, extension = name.partition(".")
    file = f"interpol-figures_{stem}_{data_version().version}.{extension}"
    response.headers["Content-Disposition"] = f'inline; filename="{file}"'
    return response
