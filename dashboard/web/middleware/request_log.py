"""What is noted of each request, where somebody asks for it: a line of the log and numbers. Without either it costs nothing.

OpenTelemetry's middleware for WSGI fits around the application that `dashboard.app.create_app` makes.
"""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, g, request

from dashboard.runtime.logs import log_format
from dashboard.runtime.metrics import Metrics, metrics
from dashboard.web.page_cache import PageShelf
from dashboard.web.request import request_id

log = logging.getLogger("figures")


class Observer:
    """Notes answers in the log, in numbers, or in both.

    Args:
        counted: the numbers, or None.
        logged: a line is written for each.
        cache: of pages; its size is one of the numbers.
    """

    def __init__(self, counted: Metrics | None, logged: bool, cache: PageShelf) -> None:
        self._counted, self._logged, self._shelf = counted, logged, cache

    def note(self, method: str, route: str, status: int, seconds: float, size: int | None, request_id: str) -> None:
        """Notes one answer; ``size`` is that of its body in bytes, where it is known."""
        if self._counted:
            self._counted.requests.labels(route, str(status)).inc()
            self._counted.seconds.labels(route).observe(seconds)
            self._counted.shelf_bytes.set(self._shelf.size)
        if self._logged:
            fields = {
                "request_id": request_id,
                "method": method,
                "route": route,
                "status": status,
                "duration_ms": round(seconds * 1000, 2),
                "bytes": size,
            }
            log.info("answered", extra=fields)


def observe(app: Flask, cache: PageShelf) -> Observer | None:
    """Notes requests with ``LOG_FORMAT=json``, with ``METRICS_BIND``, or both; gives who notes what Flask does not see."""
    counted, logged = metrics(), log_format() == "json"
    if not counted and not logged:
        return None
    observer = Observer(counted, logged, cache)

    @app.before_request
    def begin() -> None:
        g.began_s = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("began_s", time.perf_counter())
        route = request.url_rule.rule if request.url_rule else "none"
        size = response.content_length
        observer.note(request.method, route, response.status_code, seconds, size, request_id())
        return response

    return observer
