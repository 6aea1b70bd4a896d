"""One record of each request, where somebody asks for it: a line of the log, numbers, or both.

Nothing of a person is in it: no address, no query string, no browser.
"""

from __future__ import annotations

import logging

from dashboard.runtime.metrics import metrics
from dashboard.settings import settings

log = logging.getLogger("figures")


class RequestLog:
    """Records requests in the log with ``LOG_FORMAT=json``, in numbers with ``METRICS_BIND``.

    Attributes:
        enabled: False where neither is asked for; then nothing needs to be measured.
    """

    def __init__(self) -> None:
        self._metrics, self._logged = metrics(), settings().log_format == "json"
        self.enabled = bool(self._metrics or self._logged)

    def record(self, method: str, route: str, status: int, seconds: float, size: int | None, request_id: str) -> None:
        """Records one answer; ``size`` is that of its body in bytes, where it is known."""
        if self._metrics:
            self._metrics.requests.labels(route, str(status)).inc()
            self._metrics.seconds.labels(route).observe(seconds)
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

    def record_cache_size(self, size: int) -> None:
        """Records how many bytes of answers are kept."""
        if self._metrics:
            self._metrics.page_cache_bytes.set(size)
