"""What the site raises on purpose.

SiteError
├── ChartFileError     a chart's file is wrong: file, key, how to mend it
├── NotReady           something the site needs has not been made yet
└── RequestError       an address asks for what does not exist
    ├── UnknownAddress (404)
    └── BadState       (400)
"""

from __future__ import annotations

from collections.abc import Sequence


class SiteError(Exception):
    """Anything this package raises on purpose; the message is meant to be read."""


class ChartFileError(SiteError):
    """A chart's file cannot be used.

    Args:
        file: ``dashboard/charts/<topic>/<id>.toml``.
        key: the key that is wrong.
        what: what is wrong, and how to mend it.
    """

    def __init__(self, file: str, key: str, what: str) -> None:
        super().__init__(f"{file}, key {key}: {what}")
        self.file = file
        self.key = key


class NotReady(SiteError):
    """The database, or a drawing, is not there yet; the message says which command makes it."""


class RequestError(SiteError):
    """A request that cannot be answered.

    Attributes:
        status: the HTTP status.
        asked: what was asked for, as it came.
        allowed: what may be asked for instead.
    """

    status = 400

    def __init__(self, asked: str, allowed: Sequence[str] = ()) -> None:
        super().__init__(asked)
        self.asked = asked
        self.allowed = list(allowed)


class UnknownAddress(RequestError):
    """There is no such page, chart, topic, language or format."""

    status = 404


class BadState(RequestError):
    """A control does not exist, or does not offer the value.

    Attributes:
        parameter: the name in the query string.
    """

    status = 400

    def __init__(self, parameter: str, asked: str, allowed: Sequence[str] = ()) -> None:
        super().__init__(asked, allowed)
        self.parameter = parameter
