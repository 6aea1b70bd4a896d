"""``/openapi.json``: every public address, for programs."""

from __future__ import annotations

import json

from flask import Blueprint, Response, current_app

from dashboard.design.assets import BROTLI_EFFORT
from dashboard.releases.data_versions import Versions
from dashboard.web.file_response import open_to_other_sites
from dashboard.web.openapi.description import description
from dashboard.web.page_cache import PageShelf
from dashboard.web.request import origin, site_desk
from dashboard.web.routes.pages import kept_response

openapi = Blueprint("openapi", __name__)


@openapi.get("/openapi.json")
def openapi_json() -> Response:
    """The description of every public address (OpenAPI 3.1)."""
    desk, site = site_desk(), origin()
    versions: Versions = current_app.extensions["versions"]
    known = versions.known()
    shelf: PageShelf = current_app.extensions["page_shelf"]
    kept = shelf.get(
        (desk.version, site, "/openapi.json", *known),
        lambda: json.dumps(description(desk, known, site), ensure_ascii=False, indent=1) + "\n",
        BROTLI_EFFORT,
    )
    return open_to_other_sites(kept_response(kept, "application/json", "public, max-age=300"))
