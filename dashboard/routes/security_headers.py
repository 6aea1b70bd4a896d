"""What every answer tells a browser it may do with it."""

from __future__ import annotations

import os
from functools import cache
from wsgiref.headers import Headers

from flask import Flask, Response, request

from dashboard.framing import embed_policy, may_be_framed
from dashboard.live import live_styles
from dashboard.routes.request import origin
from dashboard.static import style_sources

#: Two years, as the lists of browsers ask for; ``HSTS`` overrides it, for example with ``includeSubDomains``.
HSTS = "max-age=63072000"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "usb",
        )
    ),
}
#: A picture that is opened by itself runs nothing and loads nothing.
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"


def secure(app: Flask) -> None:
    """Adds the headers to every answer that does not say otherwise itself."""
    hsts = os.environ.get("HSTS") or HSTS
    always_tls = os.environ.get("SITE_ORIGIN", "").startswith("https://")

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        for name, value in EVERYWHERE.items():
            headers.setdefault(name, value)
        if always_tls or request.is_secure:
            headers.setdefault("Strict-Transport-Security", hsts)
        if response.mimetype != "text/html":
            # Data and pictures may be used by anyone.
            headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
            if response.mimetype == "image/svg+xml":
                headers.setdefault("Content-Security-Policy", SVG_POLICY)
        elif may_be_framed(request.path):
            headers.setdefault("Content-Security-Policy", embed_policy(origin()))
            headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        else:
            headers.setdefault("Content-Security-Policy", page_policy())
            headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
            headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            headers.setdefault("X-Frame-Options", "DENY")
        return response


def label_asset(headers: Headers, _path: str, _address: str) -> None:
    """Adds the headers to an asset; assets serve embeds on other sites too."""
    headers["X-Content-Type-Options"] = EVERYWHERE["X-Content-Type-Options"]
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"


@cache
def page_policy() -> str:
    """The content security policy of pages: no script inline, no style sheet but those known, nothing from elsewhere.

    Style attributes are needed by Plotly, which inserts texts with them.
    """
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' {style_sources(*live_styles())}; "
        "style-src-attr 'unsafe-inline'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
