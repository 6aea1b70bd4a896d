"""The site as a WSGI application."""

from __future__ import annotations

import importlib
import os
import pkgutil
from pathlib import Path

from flask import Flask

import dashboard.pages
from dashboard.chart_types import CHART_TYPES
from dashboard.charts.catalogue import load_catalogue
from dashboard.charts.tiles import load_tiles
from dashboard.components.islands import dash_app
from dashboard.errors import explained_permissions
from dashboard.releases.data_version import DataVersion
from dashboard.releases.data_versions import DataVersions, readable_store
from dashboard.rendering.file_cache import FileCache
from dashboard.settings import cache_folder, drawings_folder, published_folder
from dashboard.web import callbacks as callbacks  # they register themselves
from dashboard.web.asgi_messages import MAX_BODY_BYTES
from dashboard.web.dash_guard import validate_dash_request
from dashboard.web.error_pages import register_error_handlers
from dashboard.web.middleware.assets import serve_assets
from dashboard.web.middleware.proxy_headers import trust_proxies
from dashboard.web.middleware.security_headers import add_security_headers
from dashboard.web.request import check_hosts, name_routes, release_data_versions
from dashboard.web.routes.chart_files import chart_forms
from dashboard.web.routes.embeds import embeds
from dashboard.web.routes.feed import feed
from dashboard.web.routes.figure_files import figure_files
from dashboard.web.routes.health import service
from dashboard.web.routes.oembed import oembed
from dashboard.web.routes.open_data import open_data
from dashboard.web.routes.openapi import openapi
from dashboard.web.routes.pages import add_pages, pages
from dashboard.web.routes.previews import previews

#: Outermost first.
MIDDLEWARE = (serve_assets, trust_proxies, add_security_headers)


@explained_permissions()
def create_app(published: Path | None = None, drawings: Path | None = None) -> Flask:
    """Makes the site.

    Args:
        published: folder of database versions; the default is that of the checkout.
        drawings: folder of drawn charts.

    Raises:
        NotReady: no data have been published, or they may not be read.
        ChartFileError: a chart's file is wrong.
    """
    folder = published or published_folder()
    prebuilt = drawings or drawings_folder()
    if prebuilt.is_dir():
        os.scandir(prebuilt).close()  # charts whose drawing may not be read would be shown as not drawn
    catalogue = load_catalogue(CHART_TYPES)
    cache = FileCache(prebuilt, cache_folder(prebuilt.parent))
    data = DataVersion(readable_store(folder), catalogue, cache, load_tiles(catalogue))
    versions = DataVersions(data, folder)
    app = Flask("dashboard", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.extensions["versions"] = versions
    app.extensions["current_data"] = versions.data
    release_data_versions(app)
    name_routes(app)
    app.register_blueprint(service)
    app.register_blueprint(embeds)
    app.register_blueprint(oembed)
    app.register_blueprint(open_data)
    app.register_blueprint(feed)
    app.register_blueprint(openapi)
    app.register_blueprint(chart_forms)
    app.register_blueprint(figure_files)
    app.register_blueprint(previews)
    app.register_blueprint(pages)
    for module in pkgutil.iter_modules(dashboard.pages.__path__, "dashboard.pages."):
        importlib.import_module(module.name)  # pages register themselves
    add_pages(app)
    dash_app.init_app(app)
    validate_dash_request(app)
    register_error_handlers(app)
    check_hosts(app)
    for wrap in reversed(MIDDLEWARE):
        app.wsgi_app = wrap(app)  # type: ignore[assignment, method-assign]
    return app
