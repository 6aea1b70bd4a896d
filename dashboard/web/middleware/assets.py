"""Scripts, styles, fonts and pictures of the site itself, Dash's own among them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from dashboard.components.html import json_script, write
from dashboard.components.islands import PREFIX, renderer_config, renderer_scripts
from dashboard.design import assets
from dashboard.paths import assets_folder
from dashboard.rendering.drawing import plotly_bundle
from dashboard.web.middleware.security_headers import BASE_HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

#: The name that Dash's renderer, which is served beside it, gives to the licences of what is bundled in it.
LICENCES_ADDRESS = "/assets/dash/dash_renderer.min.js.LICENSE.txt"


def serve_assets(app: Flask) -> WSGIApplication:
    """Answers addresses below ``/assets/`` from files that are compressed beforehand."""
    scripts = {assets.content_address(name, content): content for name, content in renderer_scripts(app).items()}
    app.extensions["script_settings"] = _script_settings(list(scripts))
    licences = (assets_folder() / "vendor" / "LICENSES-dash.txt").read_bytes()
    served: WSGIApplication = WhiteNoise(
        app.wsgi_app,
        root=assets.build_assets(scripts | {LICENCES_ADDRESS: licences}),
        immutable_file_test=assets.is_immutable,
        max_age=3600,
        add_headers_function=_add_headers,
    )
    app.extensions["assets"] = served
    return served


def _add_headers(headers: Headers, _path: str, _address: str) -> None:
    """Adds the headers to an asset; assets serve embeds on other sites too."""
    headers["X-Content-Type-Options"] = BASE_HEADERS["X-Content-Type-Options"]
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _script_settings(scripts: list[str]) -> str:
    """Two blocks of data for the page: Dash's configuration, and what `assets/site.js` loads and when."""
    react, renderer = scripts[:-1], scripts[-1]
    chart = assets.asset_url("chart.js")
    settings = {
        "dash": [*react, chart, renderer],
        "chart": chart,
        "ahead": [f"{PREFIX}_dash-layout", f"{PREFIX}_dash-dependencies"],
        "plotly": assets.asset_url(f"vendor/{plotly_bundle().name}"),
        "boundaries": assets.asset_url("boundaries/"),
        "suggestions": assets.asset_url("suggestions.js"),
        "dialogs": [assets.asset_url("dialogs.js"), assets.asset_url("dialogs.css")],
    }
    return write([json_script(renderer_config(), id="_dash-config"), json_script(settings, id="script-settings")])
