"""What a reader sees when an address cannot be answered: what is wrong, what is offered, how to go on."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.components.rich_text import sentence
from dashboard.errors import BadState, RequestError, SiteError, UnknownAddress, UnknownLanguage
from dashboard.i18n.languages import NAMES, Language, language, message, offered
from dashboard.i18n.sanitize import readable
from dashboard.releases.data_version import Desk

ASKED_STATE = message("The address asks for “{asked}” as {parameter}, which is not offered.")
ASKED_ADDRESS = message("There is nothing at “{asked}”.")


def error_body(words: Language, error: RequestError, allowed: list[str], desk: Desk) -> list[Any]:
    """Says what was asked for and what is offered, for a page in the reader's language.

    Args:
        words: the reader's language.
        error: what was asked for; it is shown as text and cannot reorder what stands around it.
        allowed: what to offer, as it stands in addresses.
        desk: names charts and topics.
    """
    body: list[Any] = [html.P(_asked(words, error))] if isinstance(error, BadState | UnknownAddress) else []
    if allowed:
        items = [html.Li(_offer(words, error, value, desk)) for value in allowed]
        body += [html.P(words.words("Choose one of these:")), html.Ul(items)]
    return body


def _asked(words: Language, error: RequestError) -> list[Any]:
    slots = {
        "asked": html.Bdi(readable(error.asked)),
        "parameter": html.Span(readable(getattr(error, "parameter", "")), dir="ltr"),
    }
    return sentence(words, ASKED_STATE if isinstance(error, BadState) else ASKED_ADDRESS, slots)


def _offer(words: Language, error: RequestError, value: str, desk: Desk) -> list[Any]:
    """A value as it stands in an address, with its name where it has one, and a link where it is a page."""
    code: Any = html.Code(value, dir="ltr")
    if isinstance(error, UnknownLanguage):
        other = language(next(code for code in offered() if value.startswith(f"/{code}/")))
        return [
            html.A(NAMES[other.code], href=value, lang=other.code, hrefLang=other.code, dir=other.direction),
            " ",
            code,
        ]
    if isinstance(error, UnknownAddress):
        return [*_page(words, value, desk), code]
    name = words.words(getattr(error, "names", {}).get(value, ""))
    return [name, " ", code] if name and name != value else [code]


def _page(words: Language, value: str, desk: Desk) -> list[Any]:
    if value in desk.vocabulary.topics:
        return [html.A(desk.vocabulary.topic(value, words), href=urls.topic(words, value)), " "]
    fixed = {
        "figures": message("All figures"),
        "data": message("Data and addresses"),
        "about": message("About"),
    }
    if value in fixed:
        return [html.A(words.words(fixed[value]), href=urls.topic(words, value)), " "]
    try:
        chart = desk.catalogue.chart(value)
        view = desk.view(chart, chart.state({}), words)
    except SiteError:
        return []
    return [html.A(view.title, href=urls.chart(words, chart)), " "]
