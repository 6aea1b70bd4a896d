"""What the server answers itself, without the application: a line of text, in the reader's language."""

from __future__ import annotations

import json

from dashboard.i18n.languages import N_, Code, available_languages, get_language
from dashboard.web.middleware.security_headers import BASE_HEADERS
from dashboard.web.response_cache import Header

_TEXTS = {
    400: N_("This request cannot be answered"),
    408: N_("This request cannot be answered"),
    413: N_("This request is too large"),
    414: N_("This address is too long"),
    429: N_(
        "This takes work to make, and you have asked for a lot of it in a short time. Please try again a little later."
    ),
    500: N_("This cannot be shown at the moment"),
    503: N_("More is being asked for than can be made at once. Please try again a little later."),
}
_TITLES = {429: N_("Too many requests"), 503: N_("The site is busy")}


class Refusal(Exception):
    """A request that is not answered by the application.

    Args:
        status: the HTTP status.
        retry_after_s: when it is worth asking again.
        close: the connection ends with the answer, for what is left of the request is not read.
    """

    def __init__(self, status: int, *, retry_after_s: int = 0, close: bool = False) -> None:
        super().__init__(status)
        self.status, self.retry_after_s, self.close = status, retry_after_s, close


def refusal(refused: Refusal, path: str, headers: dict[bytes, bytes]) -> tuple[int, list[Header], bytes]:
    """Status, headers and body of a refusal; JSON for a program."""
    code = path[1:3]
    code_of_page: Code = next((each for each in available_languages() if each == code), "en")
    language = get_language(code_of_page)
    detail = language.gettext(_TEXTS[refused.status])
    title = language.gettext(_TITLES[refused.status]) if refused.status in _TITLES else detail
    if path.startswith("/_dash/") or b"application/json" in headers.get(b"accept", b""):
        body, kind = (
            json.dumps({"error": title, "detail": detail, "allowed": []}, ensure_ascii=False),
            "application/json",
        )
    else:
        body, kind = (f"{title}. {detail}\n" if title != detail else f"{detail}\n"), "text/plain; charset=utf-8"
    encoded = body.encode()
    named = {**BASE_HEADERS, "Content-Type": kind, "Content-Length": str(len(encoded)), "Cache-Control": "no-store"}
    if refused.retry_after_s:
        named["Retry-After"] = str(refused.retry_after_s)
    return refused.status, [(name.lower().encode(), value.encode()) for name, value in named.items()], encoded
