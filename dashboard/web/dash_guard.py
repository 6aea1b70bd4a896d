"""What reaches Dash: only the addresses that live charts use, not too often, and only in the form Dash understands."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, Response, abort, request
from pydantic import BaseModel, Field, ValidationError

from dashboard.components.islands import PREFIX, dash_app
from dashboard.web.rate_limits import enforce, load_limits

CALLBACK = f"{PREFIX}_dash-update-component"
#: Dash offers more: a page of its own that names versions, and every script of its packages.
ALLOWED_PATHS = {CALLBACK: "POST", f"{PREFIX}_dash-layout": "GET", f"{PREFIX}_dash-dependencies": "GET"}
Id = str | dict[str, str | int | float | bool]


class _Place(BaseModel):
    id: Id
    property: str


class _Value(_Place):
    value: Any = None


class _Callback(BaseModel):
    """The body of a callback as Dash's renderer sends it."""

    output: str
    outputs: _Place | list[_Place]
    inputs: list[_Value]
    state: list[_Value] = []
    changed: list[str] = Field(default=[], alias="changedPropIds")


def validate_dash_request(app: Flask) -> None:
    """Refuses, before Dash sees them, requests that no chart of ours makes.

    Raises:
        SiteError: a limit of requests cannot be understood.
    """
    load_limits()

    @app.before_request
    def check() -> None:
        if not request.path.startswith(PREFIX):
            return
        if request.path not in ALLOWED_PATHS:
            abort(404)
        if request.method != ALLOWED_PATHS[request.path]:
            abort(405, valid_methods=[ALLOWED_PATHS[request.path]])
        if request.path == CALLBACK:
            enforce("callbacks")
            _check_callback()

    @app.after_request
    def keep(response: Response) -> Response:
        """Layout and callbacks are the same for every page: `assets/site.js` asks for them ahead of Dash's renderer."""
        if ALLOWED_PATHS.get(request.path) == "GET" and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=60"
        return response


def _check_callback() -> None:
    """Dash ends in an error of its own on a body in another form."""
    try:
        body = _Callback.model_validate(request.get_json())
    except (ValidationError, RecursionError):  # brackets within brackets, deeper than they can be read
        abort(400)
    known = dash_app.callback_map.get(body.output, {})
    if "callback" not in known or (len(body.inputs), len(body.state)) != (len(known["inputs"]), len(known["state"])):
        abort(400)
    several = body.output.startswith("..")
    names = body.output.strip(".").split("...") if several else [body.output]
    places = body.outputs if isinstance(body.outputs, list) else [body.outputs]
    if isinstance(body.outputs, list) != several or len(places) != len(names) or not all(map(_fits, places, names)):
        abort(400)


def _fits(place: _Place, output: str) -> bool:
    """Whether a place is one that an output names, whose id holds ``["MATCH"]`` where each chart has its own name."""
    pattern, _, name = output.rpartition(".")
    if place.property != name or not isinstance(place.id, dict):
        return False
    wanted = json.loads(pattern)
    same = (wanted.get(key) in (value, ["MATCH"]) for key, value in place.id.items())
    return place.id.keys() == wanted.keys() and all(same)
