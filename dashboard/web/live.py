"""Dash: what is live on a page. Pages are complete without it; it takes charts over where they stand.

Dash's own tree holds one component for each chart and shows nothing by itself. Each component looks after the chart of
its name on the page, if the page has it: it asks for the figure when the reader shows interest, and for the chart in
another state when a control is used.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dash
from dash import MATCH, Dash, Input, Output, no_update
from dash.development.base_component import Component
from flask import Flask

from dashboard import urls
from dashboard.components.chart_article import chart_article
from dashboard.components.context import PageContext
from dashboard.components.html import write
from dashboard.design.style import DESKTOP, PHONE
from dashboard.design.theming import Theme, interactive_figure
from dashboard.errors import SiteError
from dashboard.i18n.languages import available_languages, get_language
from dashboard.paths import assets_folder
from dashboard.releases.data_version import DataVersion
from dashboard.web.image_work import drawing_or_none
from dashboard.web.request import language_with_digits

PREFIX = "/_live/"
#: One slash, and then no character that browsers leave out or take for another slash.
_PATH = re.compile(r"/[\w-][\w/-]*", re.A)
#: The name that Dash's renderer, which is served beside it, gives to the licences of what is bundled in it.
LICENCES_ADDRESS = "/assets/dash/dash_renderer.min.js.LICENSE.txt"


class _LivePart(Component):  # type: ignore[misc]
    """A component whose script is ``assets/live.js``."""

    _children_props: list[str] = []
    _base_nodes = ["children"]
    _namespace = "figures_live"
    _prop_names: list[str] = []

    def __init__(self, **properties: Any) -> None:
        self.available_properties = self._prop_names
        self._valid_wildcard_attributes: list[str] = []
        self.available_wildcard_properties: list[str] = []
        super().__init__(**properties)


class LiveGroup(_LivePart):
    """Holds the live charts."""

    _type = "LiveGroup"
    _prop_names = ["id", "children"]


class LiveChart(_LivePart):
    """Looks after one chart: ``asked`` is what the page wants, ``reply`` the server's answer."""

    _type = "LiveChart"
    _prop_names = ["id", "chart", "asked", "reply"]


def create_live(server: Flask, data: Callable[[], DataVersion]) -> Dash:
    """Adds Dash to the server, below its own prefix, without its page, its assets and its other components."""
    app = Dash(
        "dashboard",
        server=server,
        requests_pathname_prefix=PREFIX,
        routes_pathname_prefix=PREFIX,
        suppress_callback_exceptions=True,
        assets_folder="_none",
        include_assets_files=False,
        update_title=None,
    )
    app.layout = lambda: LiveGroup(
        id="live",
        children=[LiveChart(id={"type": "chart", "chart": c.id}, chart=c.id) for c in data().catalogue],
    )

    @app.callback(  # type: ignore[untyped-decorator]
        Output({"type": "chart", "chart": MATCH}, "reply"),
        Input({"type": "chart", "chart": MATCH}, "asked"),
        prevent_initial_call=True,
    )
    def answer(query: Any) -> Any:
        return reply(data(), query) if query else no_update

    return app


def reply(data: DataVersion, query: Any) -> dict[str, Any]:
    """Answers what a chart on a page asks.

    Args:
        data: the data.
        query: ``chart``, ``language``, ``query`` (name → value), ``theme``, ``layout`` and ``want``: ``figure`` for a
            live chart, ``article`` for the chart in another state.

    Returns:
        ``serial`` as it came, with ``figure`` or ``html``; or ``error`` with words for the reader.
    """
    if not isinstance(query, dict):  # whatever a stranger sends
        return {"error": get_language("en").gettext("This chart cannot be shown at the moment.")}
    serial, code = query.get("serial"), str(query.get("language"))
    language = get_language(code if code in available_languages() else "en")
    try:
        chart = data.catalogue.chart(str(query.get("chart")))
        query = {str(name): str(value) for name, value in dict(query.get("query") or {}).items()}
        language = language_with_digits(language.code, query)
        state = chart.state(query)
        if query.get("want") == "article":
            context = PageContext(
                data, language, query, "", _path(query.get("path")) or urls.chart(language, chart), drawing_or_none
            )
            level = int(query.get("level") or 3)
            article = chart_article(context, chart, level=level if level in (1, 2, 3) else 3, linked=level != 1)
            return {"serial": serial, "html": write(article)}
        layout = PHONE if query.get("layout") == "phone" else DESKTOP
        theme: Theme = "dark" if query.get("theme") == "dark" else "light"
        return {
            "serial": serial,
            "figure": interactive_figure(data.drawing(chart, state, language, layout).figure, theme),
        }
    except (SiteError, TypeError, ValueError, AttributeError, OverflowError):  # whatever a stranger sends
        return {"serial": serial, "error": language.gettext("This chart cannot be shown at the moment.")}


def _path(query: Any) -> str:
    """The path of the page that a chart stands on, or nothing where it is none: it is written into links."""
    return query if isinstance(query, str) and _PATH.fullmatch(query) else ""


def live_config(app: Dash) -> str:
    """The configuration Dash's renderer reads, without the versions it would publish."""
    config = app._config()
    for name in (
        "dash_version",
        "python_version",
        "dash_version_url",
        "plotly_version",
        "ddk_version",
        "end_id",
    ):
        config.pop(name, None)
    config |= {"dash_version": "", "python_version": "", "plotly_version": ""}
    return json.dumps(config, default=str)


def live_scripts() -> dict[str, bytes]:
    """Dash's scripts that the live charts need, by name, in the order they are loaded."""
    package = dash.__path__[0]
    dependencies = dash._dash_renderer._js_dist_dependencies[0]["relative_package_path"]["prod"]
    wanted = [name for name in dependencies if "polyfill" not in name]
    wanted.append(dash._dash_renderer._js_dist[0]["relative_package_path"])
    scripts = {}
    for name in wanted:
        content = (Path(package) / name).read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:10]
        scripts[f"{Path(name).stem}.{digest}.js"] = content
    return scripts


def live_licences() -> bytes:
    """The licences of Dash's scripts and of what is bundled in them; the package has them not."""
    return (assets_folder() / "vendor" / "LICENSES-dash.txt").read_bytes()


def live_styles() -> list[str]:
    """The texts of the style elements that scripts insert when charts go live: Dash's renderer, and Plotly an empty one."""
    renderer = next(content for name, content in live_scripts().items() if name.startswith("dash_renderer"))
    sheets = re.findall(r'\.push\(\[\w+\.id,("(?:[^"\\]|\\.)*")', renderer.decode())
    return ["", *(json.loads(sheet) for sheet in sheets)]
