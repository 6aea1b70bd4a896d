"""The site as a WSGI application."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from dashboard.charts.catalogue import load_catalogue
from dashboard.design import assets
from dashboard.paths import cache_folder, drawings_folder, published_folder
from dashboard.releases.data_version import Desk
from dashboard.releases.data_versions import Versions, readable_store
from dashboard.rendering.browser import plotly_bundle
from dashboard.rendering.file_cache import Shelf
from dashboard.web.dash_guard import guard_live
from dashboard.web.error_pages import answer_errors
from dashboard.web.live import create_live, live_config, live_scripts
from dashboard.web.middleware.request_log import observe
from dashboard.web.middleware.response_cache import keep_in_front
from dashboard.web.middleware.security_headers import label_asset, secure
from dashboard.web.page_cache import PageShelf
from dashboard.web.request import hold_desks, site_desk, trust_what_is_configured
from dashboard.web.routes import chart_files as chart_files  # its makers register themselves
from dashboard.web.routes.embeds import embeds
from dashboard.web.routes.feed import feed
from dashboard.web.routes.health import service
from dashboard.web.routes.oembed import oembed
from dashboard.web.routes.open_data import open_data
from dashboard.web.routes.openapi import openapi
from dashboard.web.routes.pages import pages

#: A live chart's question takes some hundred bytes.
LARGEST_BODY_BYTES = 65_536


def create_app(published: Path | None = None, drawings: Path | None = None) -> Flask:
    """Makes the site.

    Args:
        published: folder of database versions; the default is that of the checkout.
        drawings: folder of drawn charts.

    Raises:
        NotReady: no data have been published.
        ChartFileError: a chart's file is wrong.
    """
    folder = published or published_folder()
    ahead = drawings or drawings_folder()
    desk = Desk(readable_store(folder), load_catalogue(), Shelf(ahead, cache_folder(ahead.parent)))
    versions = Versions(desk, folder)
    app = Flask("dashboard", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY_BYTES
    app.extensions["versions"] = versions
    app.extensions["desk"] = versions.desk
    app.extensions["page_shelf"] = shelf = PageShelf()
    app.extensions["observer"] = observe(app, shelf)
    hold_desks(app)
    app.register_blueprint(service)
    app.register_blueprint(embeds)
    app.register_blueprint(oembed)
    app.register_blueprint(open_data)
    app.register_blueprint(feed)
    app.register_blueprint(openapi)
    app.register_blueprint(pages)
    live = create_live(app, site_desk)
    guard_live(app, live)
    scripts = {f"/assets/dash/{name}": content for name, content in live_scripts().items()}
    app.extensions["live_head"] = _live_settings(live_config(live), list(scripts))
    answer_errors(app)
    secure(app)
    keep_in_front(app)
    trust_what_is_configured(app)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=assets.collect(scripts),
        immutable_file_test=assets.is_immutable,
        max_age=3600,
        add_headers_function=label_asset,
    )
    return app


def _live_settings(config: str, scripts: list[str]) -> str:
    """Two blocks of data for the page: Dash's configuration, and what `assets/site.js` loads and when."""
    react, renderer = scripts[:-1], scripts[-1]
    settings = {
        "scripts": [*react, assets.asset("live.js"), renderer],
        "walk": assets.asset("walk.js"),
        "plotly": assets.asset(f"vendor/{plotly_bundle().name}"),
        "boundaries": "/assets/boundaries/",
        "dialogs": [assets.asset("dialogs.js"), assets.asset("dialogs.css")],
    }
    return (
        f'<script id="_dash-config" type="application/json">{_for_html(config)}</script>'
        f'<script id="live-settings" type="application/json">{_for_html(json.dumps(settings))}</script>'
    )


def _for_html(text: str) -> str:
    """JSON that cannot end its script element."""
    return text.replace("<", "\\u003c")
