"""A figure, the measures of two years, and the operations of a board, in other forms than their pages."""

from __future__ import annotations

from flask import Blueprint, Response

from dashboard.components.context import PageContext
from dashboard.data.year_pairs import year_pairs
from dashboard.errors import NotFound
from dashboard.exports.cards.card_export import CARD_FORMATS, CardRequest, card_file
from dashboard.exports.data.changes_csv import changes_csv
from dashboard.exports.data.figure_json import figure_json, required_figure
from dashboard.exports.data.operations_csv import operations_csv
from dashboard.exports.factsheets.factsheet import operation_sheet, topic_sheet
from dashboard.exports.factsheets.factsheet_export import SheetRequest, factsheet_pdf
from dashboard.pages.changes import choices, select_pairs
from dashboard.pages.page_parameters import REPEATED
from dashboard.pages.topic_sections.operations import read_board
from dashboard.urls import FACTSHEET
from dashboard.web.file_response import file_response
from dashboard.web.image_work import work_counter
from dashboard.web.rate_limits import client_network
from dashboard.web.request import data_version, origin, query_args, repeated_args
from dashboard.web.routes.pages import check_language

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
    asked = CardRequest(data, row, language, query, origin(), client_network(), work_counter())
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
    language, data = check_language(code), data_version()
    context = PageContext(data, language, query_args(), origin(), "", values=repeated_args(REPEATED))
    return _csv(operations_csv(read_board(context).shown, data.store), "operations")


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
    asked = SheetRequest(data, client_network(), work_counter())
    response = file_response(factsheet_pdf(asked, sheet, language), "application/pdf", frozen=bool(query.get("v")))
    stem = "_".join(part for part in ("interpol-figures", operation or name, code, data.version) if part)
    response.headers["Content-Disposition"] = f'inline; filename="{stem}.pdf"'
    return response


def _csv(body: bytes, name: str) -> Response:
    response = file_response(body, "text/csv; charset=utf-8", frozen=False)
    version = data_version().version
    response.headers["Content-Disposition"] = f'inline; filename="interpol-figures_{name}_{version}.csv"'
    return response
