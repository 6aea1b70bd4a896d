"""What the site raises on purpose.

SiteError
├── ChartFileError     a chart's file is wrong: file, key, how to mend it
├── NotReady           something the site needs has not been made yet
│   └── RenderUnavailable  a picture, and nothing can make it just now
├── Overloaded         more is asked for than can be made just now (503)
└── RequestError       an address asks for what does not exist
    ├── NotFound (404)
    │   └── UnknownLanguage
    ├── InvalidParameter (400)
    └── TooManyRequests (429)
"""

from __future__ import annotations

import contextlib
import difflib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Names that a message lists.
MAX_NAMED = 12


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
        self.what = what


def allowed_names(value: str, allowed: Iterable[str]) -> str:
    """Says which names are meant and allowed: ``Did you mean order? Allowed: order, type.``."""
    names = list(allowed)
    return f"{near_names(value, names)}Allowed: {first_names(names) or 'none'}."


def first_names(names: Sequence[str], most: int = MAX_NAMED) -> str:
    """A list of names; of a long one its beginning, and how many there are."""
    more = f", … ({len(names)} in all)" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def near_names(value: str, allowed: Iterable[str]) -> str:
    """Asks whether one of the nearest allowed names is meant, with a space behind; empty where none is near."""
    near = difflib.get_close_matches(value, list(allowed), n=2)
    return f"Did you mean {' or '.join(near)}? " if near else ""


class NotReady(SiteError):
    """The database, or a drawing, is not there yet; the message says which command makes it.

    Attributes:
        again: the same has been said in the log already.
    """

    def __init__(self, what: str, again: bool = False) -> None:
        super().__init__(what)
        self.again = again


@contextlib.contextmanager
def explained_permissions() -> Iterator[None]:
    """Names the file, the user and the cure where a file that another user made may not be read.

    Raises:
        NotReady: instead of a `PermissionError`.
    """
    try:
        yield
    except PermissionError as error:
        raise NotReady(
            f"{error.filename} may not be read by the user with the number {os.geteuid()}, who runs this. What is "
            "published is for every user to read: chmod -R a+rX on the folder of published versions."
        ) from error


class RenderUnavailable(NotReady):
    """A picture has not been made, and no renderer can make it just now; the message is for the log.

    Attributes:
        alternatives: address → name of pictures of the same chart that are there.
    """

    def __init__(self, what: str, alternatives: Mapping[str, str] | None = None) -> None:
        super().__init__(what)
        self.alternatives = dict(alternatives or {})


class Overloaded(SiteError):
    """More is asked for than can be made just now; the message is for the log.

    Attributes:
        retry_after_s: when it is worth asking again.
    """

    def __init__(self, what: str, retry_after_s: int = 5) -> None:
        super().__init__(what)
        self.retry_after_s = retry_after_s


class RequestError(SiteError):
    """A request that cannot be answered.

    Attributes:
        status: the HTTP status.
        query: what was asked for, as it came.
        allowed: what may be asked for instead.
    """

    status = 400

    def __init__(self, query: str, allowed: Sequence[str] = ()) -> None:
        super().__init__(query)
        self.query = query
        self.allowed = list(allowed)


class NotFound(RequestError):
    """There is no such page, chart, topic, language or format."""

    status = 404


class UnknownLanguage(NotFound):
    """An address in a language that is not offered."""


class InvalidParameter(RequestError):
    """A control does not exist, or does not offer the value.

    Attributes:
        parameter: the name in the query string.
        names: value → what a reader calls it: an English message, or a name in the language of the page.
    """

    status = 400

    def __init__(self, parameter: str, query: str, allowed: Sequence[str] | Mapping[str, str] = ()) -> None:
        super().__init__(query, list(allowed))
        self.parameter = parameter
        self.names = dict(allowed) if isinstance(allowed, Mapping) else {}


class TooManyRequests(RequestError):
    """One client asks for more than its share.

    Attributes:
        retry_after_s: when it may ask again.
    """

    status = 429

    def __init__(self, kind: str, retry_after_s: int) -> None:
        super().__init__(kind)
        self.retry_after_s = retry_after_s
