"""``/openapi.json``: every public address, for programs."""

from __future__ import annotations

import json

from flask import Blueprint, Response, current_app

from dashboard.releases.data_versions import DataVersions
from dashboard.web.file_response import allow_cross_origin
from dashboard.web.openapi.description import description
from dashboard.web.request import data_version, origin
from dashboard.web.response_cache import CachePolicy, mark_cacheable

openapi = Blueprint("openapi", __name__)


@openapi.get("/openapi.json")
def openapi_json() -> Response:
    """The description of every public address (OpenAPI 3.1)."""
    data, site = data_version(), origin()
    versions: DataVersions = current_app.extensions["versions"]
    known = versions.known()
    body = json.dumps(description(data, known, site), ensure_ascii=False, indent=1) + "\n"
    mark_cacheable(CachePolicy(data.version))
    return allow_cross_origin(
        Response(body, mimetype="application/json", headers={"Cache-Control": "public, max-age=300"})
    )
