"""What the server says: lines for people, or with ``LOG_FORMAT=json`` one JSON object a line for machines.

Nothing of a person is written: no address, no query string, no browser.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from dashboard.settings import settings

FORMATS = ("text", "json")
#: Attributes of a record that a line carries beside its message.
FIELDS = ("request_id", "method", "route", "status", "duration_ms", "bytes", "event", "host", "chart")


class JsonFormatter(logging.Formatter):
    """One JSON object for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """Writes a record as JSON."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def where_raised(error: BaseException) -> str:
    """The kind of an error and the lines it came through, with those of its causes.

    Its own words are left out: they may hold what a reader asked for.
    """
    chain = [error]
    while cause := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(cause)
    return "\n".join(f"{type(each).__name__}\n{''.join(traceback.format_tb(each.__traceback__))}" for each in chain)


def log_settings() -> dict[str, Any]:
    """The loggers of the site and of granian, in the form of `logging.config.dictConfig`.

    Raises:
        SiteError: ``LOG_FORMAT`` is not one of `FORMATS`.
    """
    own = {"level": "INFO", "handlers": ["stderr"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"format": "[%(asctime)s] [%(process)d] [%(levelname)s] %(message)s", "datefmt": "%F %T %z"},
            "json": {"()": JsonFormatter},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": settings().log_format,
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {"figures": own, "_granian": dict(own), "_granian.asgi.io": {"level": "ERROR"}},
    }
