"""What is noted of each request, where somebody asks for it: a line of the log and numbers. Without either it costs nothing.

OpenTelemetry's middleware for WSGI fits around the application that `dashboard.app.create_app` makes.
"""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, g, request

from dashboard.logs import log_format
from dashboard.metrics import Metrics, metrics
from dashboard.routes.request import request_id

log = logging.getLogger("figures")


def observe(app: Flask) -> None:
    """Notes requests with ``LOG_FORMAT=json``, with ``METRICS_BIND``, or both."""
    counted, logged = metrics(), log_format() == "json"
    if not counted and not logged:
        return

    @app.before_request
    def begin() -> None:
        g.began_s = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("began_s", time.perf_counter())
        route = request.url_rule.rule if request.url_rule else "none"
        if counted:
            _count(counted, app, route, response.status_code, seconds)
        if logged:
            fields = {
                "request_id": request_id(),
                "method": request.method,
                "route": route,
                "status": response.status_code,
                "duration_ms": round(seconds * 1000, 2),
                "bytes": response.content_length,
            }
            log.info("answered", extra=fields)
        return response


def _count(counted: Metrics, app: Flask, route: str, status: int, seconds: float) -> None:
    counted.requests.labels(route, str(status)).inc()
    counted.seconds.labels(route).observe(seconds)
    counted.shelf_bytes.set(app.extensions["page_shelf"].size)
