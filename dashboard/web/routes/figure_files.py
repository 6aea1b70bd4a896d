"""A figure in other forms than its page."""

from __future__ import annotations

from flask import Blueprint, Response

from dashboard.errors import NotFound
from dashboard.exports.data.figure_json import figure_json, find_figure
from dashboard.web.file_response import file_response
from dashboard.web.request import data_version, origin
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
