"""``/openapi.json``: every public address, for programs."""

from __future__ import annotations

import json

from flask import Blueprint, Response, current_app

from dashboard.design.assets import BROTLI_EFFORT
from dashboard.releases.data_versions import DataVersions
from dashboard.web.file_response import allow_cross_origin
from dashboard.web.openapi.description import description
from dashboard.web.page_cache import PageShelf
from dashboard.web.request import data_version, origin
from dashboard.web.routes.pages import kept_response

openapi = Blueprint("openapi", __name__)


@openapi.get("/openapi.json")
def openapi_json() -> Response:
    """The description of every public address (OpenAPI 3.1)."""
    data, site = data_version(), origin()
    versions: DataVersions = current_app.extensions["versions"]
    known = versions.known()
    cache: PageShelf = current_app.extensions["page_shelf"]
    kept = cache.get(
        (data.version, site, "/openapi.json", *known),
        lambda: json.dumps(description(data, known, site), ensure_ascii=False, indent=1) + "\n",
        BROTLI_EFFORT,
    )
    return allow_cross_origin(kept_response(kept, "application/json", "public, max-age=300"))
