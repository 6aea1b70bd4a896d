"""The site's Dash application and its components: charts that turn interactive where the written page has them.

The server writes whole pages (`dashboard.components.html`), and Dash takes up the charts in them when a reader asks: its
layout is the same for every page, and a callback in the browser fills it with a `Chart` for each that stands there.
The components' scripts are in ``assets/chart.js``.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from dash import Dash
from dash.development.base_component import Component
from flask import Flask

from dashboard.errors import SiteError

PREFIX = "/_dash/"
#: Of the scripts that Dash's own page would load, those that the components need, in their order.
_NEEDED = ("/dash/deps/react@", "/dash/deps/react-dom@", "/dash/deps/prop-types@", "/dash/dash-renderer/")
#: What the renderer reads of its configuration; the rest names versions, or differs from process to process.
_CONFIG = ("requests_pathname_prefix", "ui", "props_check", "show_undo_redo", "suppress_callback_exceptions",
           "update_title", "serve_locally", "validate_callbacks", "csrf_token_name", "csrf_header_name")  # fmt: skip
#: The style elements that scripts insert, by their hashes: Plotly's is empty, and the renderer's holds its undo buttons.
PLOTLY_STYLE = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
RENDERER_STYLE = "sha256-Do5Z9ZqsPvCQTUBQS9BnDm/2+on7omuzuLYk5sbA+2s="


class FiguresDash(Dash):  # type: ignore[misc]
    """Dash without a page of its own."""

    document_parts: dict[str, str]

    def interpolate_index(self, **parts: str) -> str:
        """Notes what Dash's own page would load, for our pages to load when a reader asks for it."""
        self.document_parts = parts
        return str(super().interpolate_index(**parts))


class _Component(Component):  # type: ignore[misc]
    _children_props: list[str] = []
    _base_nodes = ["children"]
    _namespace = "figures"
    _prop_names: list[str] = []

    def __init__(self, **properties: Any) -> None:
        self.available_properties = self._prop_names
        self._valid_wildcard_attributes: list[str] = []
        self.available_wildcard_properties: list[str] = []
        super().__init__(**properties)


class Islands(_Component):
    """Holds a `Chart` for each chart of the page; shows nothing itself."""

    _type = "Islands"
    _prop_names = ["id", "children"]


class Chart(_Component):
    """A chart of the page, written by `dashboard.components.chart_article`; interactive once a reader asks.

    Properties: ``chart``, its name; ``explored``, whether it is interactive; ``n_activated``, how often that was asked
    for; ``figure_url``, and ``figure`` from there; ``state``, what the page's address says; ``html``, the chart in that
    state; ``problem``, words for the reader where there is none.
    """

    _type = "Chart"
    _prop_names = ["id", "chart", "explored", "n_activated", "figure_url", "figure", "state", "html", "problem"]


#: Its own server is never asked: pages cannot be registered without one, and `dashboard.app` gives it the site's.
dash_app = FiguresDash(
    "dashboard",
    requests_pathname_prefix=PREFIX,
    routes_pathname_prefix=PREFIX,
    suppress_callback_exceptions=True,
    assets_folder="_none",
    include_assets_files=False,
    update_title=None,
)
dash_app.layout = Islands(id="islands")


class _Sources(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "script" and name == "src" and value]


def renderer_scripts(server: Flask) -> dict[str, bytes]:
    """Dash's scripts that the components need by name, in the order they are loaded.

    Raises:
        SiteError: this version of Dash names its files differently.
    """
    with server.app_context():
        dash_app.index()
    sources = _Sources()
    sources.feed(dash_app.document_parts["scripts"])
    paths = [path for name in _NEEDED for path in sources.found if name in path]
    if len(paths) != len(_NEEDED):
        raise SiteError(f"dashboard/components/islands.py: Dash's page loads {sources.found}; {_NEEDED} are one each.")
    contents = {}
    for name, path in zip(_NEEDED, paths, strict=True):
        with server.test_request_context(path):
            answer = server.make_response(server.dispatch_request())
        contents[f"dash/{re.findall('[a-z-]+', name)[-1]}.js"] = answer.get_data()
    return contents


def renderer_config() -> dict[str, Any]:
    """The configuration that Dash's renderer reads from the page, without versions; known after `renderer_scripts`."""
    text = dash_app.document_parts["config"].partition(">")[2].rpartition("<")[0]
    config = json.loads(text)
    kept = {name: config[name] for name in _CONFIG}
    return kept | {"children_props": {}, "dash_version": "", "python_version": "", "plotly_version": ""}
