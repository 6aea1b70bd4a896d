"""What a request asks for, read safely."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, abort, current_app, g, request
from werkzeug.routing import RequestRedirect
from werkzeug.wsgi import get_host

from dashboard.errors import InvalidParameter, SiteError
from dashboard.i18n.languages import CODES, DIGITS, TIMES, Code, Language, available_languages, get_language
from dashboard.i18n.sanitize import fold_search, has_controls, sanitize
from dashboard.pages.page_parameters import REPEATED
from dashboard.releases.data_version import DataVersion
from dashboard.settings import settings
from dashboard.urls import DIGITS_PARAMETER, TIME_PARAMETER

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_HOST = re.compile(
    r"(?=.{1,259}$)([a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9-]{1,63})*\.?|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?", re.I
)
#: Names whose values readers type: case and blanks around and between words mean nothing.
SEARCHED = frozenset({"q", "member"})
_SITE_ORIGIN = re.compile(rf"https?://{_HOST.pattern}", re.I)


def data_version(version: str | None = None) -> DataVersion:
    """The data version that is served now, or one that an address froze; the same for all of a request.

    Raises:
        InvalidParameter: the version is not kept, or is older than the language that is asked for.
        NotReady: its database cannot be read.
    """
    held: dict[str, DataVersion] = g.setdefault("data_versions", {})
    name = version or ""
    if name not in held:
        held[name] = current_app.extensions["versions"].acquire(name)
        asked = {(request.view_args or {}).get("code"), request.args.get("lang"), request.args.get("language")}
        if name and not asked & {*CODES} <= {*held[name].vocabulary.languages}:
            raise InvalidParameter("v", name, [data_version().version])
    return held[name]


def request_id() -> str:
    """A name for this request, the same in the log and on the page that tells of an error."""
    name: str = request.environ.setdefault("figures.request_id", secrets.token_hex(5))
    return name


def release_data_versions(app: Flask) -> None:
    """Keeps the data versions that a request uses open until it is answered."""

    @app.teardown_appcontext
    def release(_: BaseException | None) -> None:
        for data in g.pop("data_versions", {}).values():
            app.extensions["versions"].release(data)


def name_routes(app: Flask) -> None:
    """Tells the server which rule an address belongs to, for its log."""

    @app.before_request
    def name() -> None:
        request.environ["figures.route"] = request.url_rule.rule if request.url_rule else "none"


def origin() -> str:
    """Scheme and host of absolute addresses; ``SITE_ORIGIN`` fixes them behind a proxy."""
    # Not `request.host_url`, which decodes names in punycode: no header may hold their letters.
    return settings().site_origin or f"{request.scheme}://{request.host}"


def origin_from_environ(environ: WSGIEnvironment) -> str:
    """The same below Flask; empty where the request names no host."""
    host = get_host(environ)
    named = f"{environ['wsgi.url_scheme']}://{host}" if _HOST.fullmatch(host) else ""
    return settings().site_origin or named


def preferred_language() -> Code:
    """The first offered language that the browser asks for, whatever its region; English where it asks for none."""
    for tag, quality in request.accept_languages:
        code = tag.split("-")[0].lower()
        if quality > 0 and code in available_languages():
            return code
    return "en"


def language_with_digits(code: Code, query: Mapping[str, str]) -> Language:
    """A language in the digits, and with the direction of time, that a query string asks for.

    Raises:
        InvalidParameter: the language is not read in such digits, or time does not run so in it.
    """
    digits = query.get(DIGITS_PARAMETER) or DIGITS[code][0]
    if digits not in DIGITS[code]:
        raise InvalidParameter(DIGITS_PARAMETER, digits, DIGITS[code])
    time = query.get(TIME_PARAMETER) or TIMES[code][0]
    if time not in TIMES[code]:
        raise InvalidParameter(TIME_PARAMETER, time, TIMES[code])
    return get_language(code, digits, time)


def query_args() -> dict[str, str]:
    """The query string: the last value of each name, safe to show; of names that may be repeated all, blanks between.

    Raises:
        InvalidParameter: a name or a value holds a control character; it is not read as if it were clean.
    """
    return {
        sanitize(name): _understood(name, " ".join(dict.fromkeys(values)) if name in REPEATED else values[-1])
        for name, values in request.args.lists()
        if name
    }


def repeated_args(names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """All values of some names of the query string, each once and in one order, safe to show.

    Raises:
        InvalidParameter: a value holds a control character.
    """
    given = {name: request.args.getlist(name) for name in names if name in request.args}
    return {name: tuple(sorted({_understood(name, value) for value in values})) for name, values in given.items()}


def _understood(name: str, value: str) -> str:
    text = fold_search(value) if name in SEARCHED else value
    if has_controls(name) or has_controls(text):
        raise InvalidParameter(sanitize(name), value)
    return sanitize(text)


def check_hosts(app: Flask) -> None:
    """Refuses requests whose host is none.

    ``SITE_ORIGIN`` fixes the site's name; without it the host that a request names is taken.

    Raises:
        SiteError: a variable cannot be understood.
    """
    app.before_request(_check_host)
    app.before_request(_lead_to_one_spelling)
    site = settings().site_origin
    if site and not _SITE_ORIGIN.fullmatch(site):
        raise SiteError(f"SITE_ORIGIN is “{site}”; it is a scheme and a host, for example https://figures.example.org.")


def _check_host() -> None:
    if not _HOST.fullmatch(request.host):
        abort(400)


def _lead_to_one_spelling() -> Response | None:
    """Leads on where an address has slashes too many. Werkzeug would name the host that the request names."""
    error = request.routing_exception
    if not isinstance(error, RequestRedirect):
        return None
    address = urlsplit(error.new_url)
    location = urlunsplit(("", "", f"/{address.path.lstrip('/')}", address.query, ""))
    return Response(status=error.code, headers={"Location": location, "Cache-Control": "public, max-age=3600"})
