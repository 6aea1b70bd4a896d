"""Whose word is taken on who asks, and by which scheme and host."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.settings import settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def trust_proxies(app: Flask) -> WSGIApplication:
    """``TRUSTED_PROXIES`` is the number of proxies in front that set ``X-Forwarded-For``, ``-Proto`` and ``-Host``.

    Without it these headers mean nothing.
    """
    count = settings().trusted_proxies
    if not count:
        return app.wsgi_app
    return ProxyFix(_known_scheme(app.wsgi_app), x_for=count, x_proto=count, x_host=count)


def _known_scheme(inner: WSGIApplication) -> WSGIApplication:
    """Takes a scheme that a proxy names only where it is one of the site's; it stands in links and policies."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["wsgi.url_scheme"] not in ("http", "https"):
            environ["wsgi.url_scheme"] = environ["werkzeug.proxy_fix.orig"]["wsgi.url_scheme"]
        return inner(environ, start_response)

    return application
