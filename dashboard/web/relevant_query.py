"""The part of a query string that shapes an answer, in one spelling.

The application sees no other: an answer is made from the same text that it is kept under, so that made-up names,
another order and other spellings make no further copies of it, and no client can put another's answer under its key.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

import dash
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from dashboard import urls
from dashboard.charts.catalogue import Catalogue
from dashboard.errors import SiteError
from dashboard.exports.cards.card_export import CARD_FORMATS
from dashboard.exports.registry import EXPORTS
from dashboard.i18n.sanitize import fold_search
from dashboard.pages import page_parameters
from dashboard.urls import READER_PARAMETERS
from dashboard.web.request import SEARCHED

#: More parameters than this are refused.
MAX_PARAMETERS = 50


class TooManyParameters(ValueError):
    """A query string with more than `MAX_PARAMETERS`."""


class RelevantQuery:
    """Reduces query strings.

    Args:
        app: whose addresses they belong to.
        catalogue: of the charts, whose controls are parameters.
    """

    def __init__(self, app: Flask, catalogue: Catalogue) -> None:
        self._adapter = app.url_map.bind("site")
        self._catalogue = catalogue
        #: Gives the query string that the application gets, from the decoded path and the query string as it came.
        self.of: Callable[[bytes, bytes], str] = lru_cache(maxsize=1024)(self._of)

    def _of(self, path: bytes, query: bytes) -> str:
        """Raises TooManyParameters where there are too many to read."""
        try:
            pairs = parse_qsl(query.decode(errors="replace"), errors="replace", max_num_fields=MAX_PARAMETERS)
        except ValueError as error:
            raise TooManyParameters from error
        names = self._names(path)
        if names is None:
            return query.decode("latin-1")
        known = sorted((pair for pair in pairs if pair[0] in names or pair[0] in READER_PARAMETERS), key=lambda p: p[0])
        folded = [(name, fold_search(value) if name in SEARCHED else value) for name, value in known]
        several = sorted({pair for pair in folded if pair[0] in page_parameters.REPEATED})
        single = [pair for pair in folded if pair[0] not in page_parameters.REPEATED]
        return urlencode([(name, value) for name, value in sorted([*single, *several], key=lambda p: p[0]) if value])

    def _names(self, path: bytes) -> Collection[str] | None:
        """The names that matter at an address; None for all of them."""
        try:
            endpoint, values = self._adapter.match(path.decode(errors="replace"), "GET")
        except (HTTPException, RequestRedirect):
            return None
        if endpoint == "previews.preview":
            return self._names(urls.previewed_path(values["code"], values["name"]).encode())
        try:
            return _names_of(self._catalogue, endpoint, values)
        except SiteError:  # there is no such topic or chart
            return ()


def _names_of(catalogue: Catalogue, endpoint: str, values: Mapping[str, str]) -> Collection[str] | None:
    if endpoint in dash.page_registry:
        path = {name: value for name, value in values.items() if name != "code"}
        # Pages show the current data, but refuse an address that names data which do not exist.
        return {*page_parameters.names_of(dash.page_registry[endpoint], catalogue, path), "v"}
    if endpoint.startswith("figure_files."):
        return _of_figure_file(endpoint, values)
    match endpoint:
        case "chart_forms.chart_file":
            chart_id, extension = f"{values['chart_id']}.{values['extension']}".split(".", 1)
            names = page_parameters.chart_parameters(catalogue.chart(chart_id))
            return {*names, *_of_file(extension), "v"}
        case "embeds.embed_page":
            return page_parameters.embed_parameters(catalogue.chart(values["chart_id"]))
        case "open_data.figures" | "open_data.table" | "open_data.data_package":
            return ("v",)
        case "embeds.figure_embed":
            return page_parameters.CARD_PARAMETERS
        case "service.health" | "service.robots" | "service.security" | "service.site_map" | "openapi.openapi_json":
            return ()
    return None


def _of_figure_file(endpoint: str, values: Mapping[str, str]) -> Collection[str]:
    """The parameters of files that are not a chart's: of a figure, the changes, the board and factsheets."""
    match endpoint:
        case "figure_files.changes":
            return ("show", "order")
        case "figure_files.names":
            return ()
        case "figure_files.operations" | "figure_files.operations_workbook":
            return (*page_parameters.REPEATED, "kind", "draw", "view", "order", "operation")
        case "figure_files.factsheet":
            return ("operation", "v") if values["name"] == "operations" else ("v",)
    return ("style", "theme", "v") if values["extension"] in CARD_FORMATS else ("v",)


def _of_file(extension: str) -> Collection[str]:
    """The parameters of a chart in another form, and of the forms that it holds."""
    found = [EXPORTS[name] for name in (extension, *EXPORTS[extension].includes)] if extension in EXPORTS else []
    return {parameter.name for export in found for parameter in export.parameters}
