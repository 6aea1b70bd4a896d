"""The rules by which Mozilla's HTTP Observatory scores a site (version 2), applied to one answer.

Redirection to TLS is left out: it is the proxy's, which ends TLS.
"""

from __future__ import annotations

import re

from tests.dashboard.reading import find, parse
from tests.server import Answer

SIX_MONTHS_S = 15_768_000
EXTRA_CREDIT_FROM = 90
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def policy_of(answer: Answer) -> dict[str, list[str]]:
    """The directives of a content security policy by name."""
    parts = [part.split() for part in answer.header("Content-Security-Policy").lower().split(";")]
    return {part[0]: part[1:] for part in parts if part}


def _policy_score(policy: dict[str, list[str]]) -> int:
    if not policy:
        return -25
    default = policy.get("default-src", ["*"])
    scripts, styles = policy.get("script-src", default), policy.get("style-src", default)
    objects = policy.get("object-src", default)
    broad = {"*", "http:", "https:", "data:", "blob:"}
    if {"'unsafe-inline'", *broad} & set(scripts) or broad & set(objects):
        return -20
    if any(source.startswith("http:") for sources in policy.values() for source in sources):
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if {"'unsafe-inline'", *broad} & set(styles):
        return 0
    strict = default == ["'none'"] and policy.get("form-action") in (["'none'"], ["'self'"])
    return 10 if strict and "base-uri" in policy and "frame-ancestors" in policy else 5


def _transport_score(header: str) -> int:
    if not header:
        return -20
    age = re.search(r"max-age=(\d+)", header)
    return 0 if age and int(age[1]) >= SIX_MONTHS_S else -10


def _scripts_score(answer: Answer) -> int:
    sources = [str(script.get("src")) for script in find(parse(answer.text), "script") if script.get("src")]
    return 0 if all(source.startswith("/") and not source.startswith("//") for source in sources) else -5


def score(answer: Answer) -> int:
    """The points of an answer that came by TLS; 100 and more are an A+."""
    framed = policy_of(answer).get("frame-ancestors")
    parts = [
        _policy_score(policy_of(answer)),
        0 if not answer.header("Set-Cookie") else -20,
        0 if not answer.header("Access-Control-Allow-Credentials") else -50,
        5 if answer.header("Referrer-Policy") in PRIVATE_REFERRERS else 0,
        _transport_score(answer.header("Strict-Transport-Security")),
        _scripts_score(answer),
        0 if answer.header("X-Content-Type-Options") == "nosniff" else -5,
        5 if framed and "*" not in framed else 0 if answer.header("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20,
        {"same-origin": 10, "same-site": 10}.get(answer.header("Cross-Origin-Resource-Policy"), 0),
    ]
    without_bonus = 100 + sum(part for part in parts if part < 0)
    return without_bonus if without_bonus < EXTRA_CREDIT_FROM else 100 + sum(parts)
