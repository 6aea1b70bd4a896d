"""What a reader sees when an address cannot be answered: what is wrong, what is offered, how to go on."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.components.chart_link import chart_link
from dashboard.components.rich_text import gettext_elements
from dashboard.errors import InvalidParameter, NotFound, RequestError, SiteError, UnknownLanguage
from dashboard.i18n.languages import N_, NAMES, Language, available_languages, get_language
from dashboard.i18n.sanitize import sanitize
from dashboard.releases.data_version import DataVersion

ASKED_STATE = N_("The address asks for “{asked}” as {parameter}, which is not offered.")
ASKED_ADDRESS = N_("There is nothing at “{asked}”.")


def error_body(language: Language, error: RequestError, allowed: list[str], data: DataVersion) -> list[Any]:
    """Says what was asked for and what is offered, for a page in the reader's language.

    Args:
        language: the reader's language.
        error: what was asked for; it is shown as text and cannot reorder what stands around it.
        allowed: what to offer, as it stands in addresses.
        data: names charts and topics.
    """
    body: list[Any] = [html.P(_asked(language, error))] if isinstance(error, InvalidParameter | NotFound) else []
    if allowed:
        items = [html.Li(_offer(language, error, value, data)) for value in allowed]
        body += [html.P(language.gettext("Choose one of these:")), html.Ul(items)]
    return body


def _asked(language: Language, error: RequestError) -> list[Any]:
    slots = {
        "asked": html.Bdi(sanitize(error.query)),
        "parameter": html.Span(sanitize(getattr(error, "parameter", "")), dir="ltr"),
    }
    return gettext_elements(language, ASKED_STATE if isinstance(error, InvalidParameter) else ASKED_ADDRESS, slots)


def _offer(language: Language, error: RequestError, value: str, data: DataVersion) -> list[Any]:
    """A value as it stands in an address, with its name where it has one, and a link where it is a page."""
    code: Any = html.Code(value, dir="ltr")
    if isinstance(error, UnknownLanguage):
        other = get_language(next(code for code in available_languages() if value.startswith(f"/{code}/")))
        return [
            html.A(NAMES[other.code], href=value, lang=other.code, hrefLang=other.code, dir=other.direction),
            " ",
            code,
        ]
    if isinstance(error, NotFound):
        return [*_page(language, value, data), code]
    name = language.gettext(getattr(error, "names", {}).get(value, ""))
    return [name, " ", code] if name and name != value else [code]


def _page(language: Language, value: str, data: DataVersion) -> list[Any]:
    if value in data.vocabulary.topics:
        return [html.A(data.vocabulary.topic(value, language), href=urls.topic(language, value)), " "]
    fixed = {
        "figures": N_("All figures"),
        "data": N_("Data and addresses"),
        "about": N_("About"),
    }
    if value in fixed:
        return [html.A(language.gettext(fixed[value]), href=urls.topic(language, value)), " "]
    try:
        chart = data.catalogue.chart(value)
        view = data.view(chart, chart.state({}), language)
    except SiteError:
        return []
    return [chart_link(view), " "]
