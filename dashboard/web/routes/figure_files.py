"""A figure, and the measures of two years, in other forms than their pages."""

from __future__ import annotations

from flask import Blueprint, Response

from dashboard.components.context import PageContext
from dashboard.data.year_pairs import year_pairs
from dashboard.errors import NotFound
from dashboard.exports.data.changes_csv import changes_csv
from dashboard.exports.data.figure_json import figure_json, find_figure
from dashboard.pages.changes import choices, select_pairs
from dashboard.web.file_response import file_response
from dashboard.web.request import data_version, origin, query_args
from dashboard.web.routes.pages import check_language

figure_files = Blueprint("figure_files", __name__)


@figure_files.get("/<code>/figures/<figure_id>.json")
def figure(code: str, figure_id: str) -> Response:
    """One figure as JSON.

    Raises:
        NotFound: there is no such figure.
    """
    language, data = check_language(code), data_version()
    row = find_figure(data.store, figure_id)
    if row is None:
        raise NotFound(figure_id, ["figures", "search"])
    return file_response(figure_json(data, row, language, origin()), "application/json", frozen=False)


@figure_files.get("/<code>/changes.csv")
def changes(code: str) -> Response:
    """The measures that the page shows in the same state.

    Raises:
        InvalidParameter: there is no such selection or order.
    """
    language, data = check_language(code), data_version()
    context = PageContext(data, language, query_args(), origin(), "")
    pairs = select_pairs(context, year_pairs(data.store), *choices(context))
    response = file_response(changes_csv(pairs, data.vocabulary, language), "text/csv; charset=utf-8", frozen=False)
    response.headers["Content-Disposition"] = f'inline; filename="interpol-figures_changes_{data.version}.csv"'
    return response
