"""Whole answers kept below Flask, which takes more than half of the time of a page that stands on the shelf.

What is kept is what many ask for: pages and embeds as their address first shows them, in each encoding.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask, request

from dashboard.releases.data_versions import DataVersions
from dashboard.web.middleware.request_log import Observer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Bytes of answers that one process keeps: made-up names of hosts cannot fill the memory.
KEPT_BYTES = 16_000_000
_OFFERED = "figures.front-shelf"


class _Offer(NamedTuple):
    body: bytes
    version: str
    route: str


class _Answer(NamedTuple):
    headers: list[tuple[str, str]]
    offer: _Offer


def offer(body: bytes, version: str) -> None:
    """Offers the answer to this request for keeping.

    Args:
        body: its bytes, in the encoding of this client.
        version: of the data served when it was made.
    """
    route = request.url_rule.rule if request.url_rule else "none"
    request.environ[_OFFERED] = _Offer(body, version, route)


def keep_in_front(app: Flask) -> None:
    """Answers from the front shelf what stands there; what Flask offers is put there."""
    app.wsgi_app = FrontShelf(  # type: ignore[method-assign]
        app.wsgi_app, app.extensions["versions"], app.extensions["observer"]
    )


class FrontShelf:
    """Answers by all that shapes them in a request; an answer of another data version than the current one is not given.

    Args:
        inner: the application.
        versions: says which data version is current.
        observer: is told of the answers given here, for the application does not see them.

    Attributes:
        size: bytes kept.
    """

    def __init__(self, inner: WSGIApplication, versions: DataVersions, observer: Observer | None) -> None:
        self._inner, self._versions, self._observer = inner, versions, observer
        self._answers: dict[tuple[str, ...], _Answer] = {}
        self.size = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """A WSGI application."""
        began_s = time.perf_counter()
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING") or "HTTP_IF_NONE_MATCH" in environ:
            return self._inner(environ, start_response)
        key = _key(environ)
        found = self._answers.get(key)
        if not found or found.offer.version != self._versions.data().version:
            return self._ask(environ, start_response, key)
        start_response("200 OK", list(found.headers))
        if self._observer:
            seconds = time.perf_counter() - began_s
            self._observer.note("GET", found.offer.route, 200, seconds, len(found.offer.body), secrets.token_hex(5))
        return [found.offer.body]

    def _ask(self, environ: WSGIEnvironment, start_response: StartResponse, key: tuple[str, ...]) -> Iterable[bytes]:
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            started.append((status, list(headers)))
            return start_response(status, headers, *error)

        answer = self._inner(environ, start)
        offered: _Offer | None = environ.get(_OFFERED)
        if offered and started and started[-1][0] == "200 OK":
            self._put(key, _Answer(started[-1][1], offered))
        return answer

    def _put(self, key: tuple[str, ...], answer: _Answer) -> None:
        if self.size > KEPT_BYTES:
            self._answers, self.size = {}, 0
        self._answers[key] = answer
        self.size += len(answer.offer.body) + sum(map(len, key))


def _key(environ: WSGIEnvironment) -> tuple[str, ...]:
    return (
        environ["PATH_INFO"],
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", ""),
        environ.get("HTTP_ACCEPT_ENCODING", ""),
        environ.get("HTTP_SAVE_DATA", ""),
    )
