"""What stands above every page: the site's name, languages, digits and topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dash import html

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.i18n.languages import DIGITS, N_, NAMES, Language, available_languages, get_language
from dashboard.releases.data_version import DataVersion

SITE_NAME = N_("INTERPOL in figures")


def site_header(context: PageContext, topic: str) -> Any:
    """Lays out the site's name, the switches and the topics; ``topic`` is the one that is current."""
    return html.Header(
        [
            _site_name(context.language),
            _language_switch(context),
            _digits_switch(context),
            _navigation(context.language, context.data, topic),
        ],
        className="site-header",
    )


def _site_name(language: Language) -> Any:
    return html.A(language.gettext(SITE_NAME), href=urls.overview(language), className="site-name")


def _navigation(language: Language, data: DataVersion, topic: str = "") -> Any:
    vocabulary = data.vocabulary
    entries = [(name, vocabulary.topic(name, language)) for name in vocabulary.topics]
    entries += [("figures", language.gettext("All figures")), ("about", language.gettext("About"))]
    links = [
        html.Li(
            html.A(
                words,
                href=urls.topic(language, name),
                **{"aria-current": "page" if topic == name else None},
            )
        )
        for name, words in entries
    ]
    return html.Nav(html.Ul(links), **{"aria-label": language.gettext("Topics")})


def error_header(language: Language, data: DataVersion | None) -> Any:
    """What leads on from an error: the topics where there are data, else the overview and the languages."""
    switch = [
        html.Li(
            html.A(
                NAMES[code],
                href=urls.overview(code),
                lang=code,
                hrefLang=code,
                **{"aria-current": "true" if code == language.code else None},
            )
        )
        for code in available_languages()
    ]
    languages = html.Nav(html.Ul(switch), className="languages", **{"aria-label": language.gettext("Language")})
    topics = _navigation(language, data) if data else None
    return html.Header([_site_name(language), languages, topics], className="site-header")


def _language_switch(context: PageContext) -> Any:
    """The same page and state in another language; digits stay behind where the other language has no choice."""
    kept = {name: value for name, value in context.query.items() if name != urls.DIGITS_PARAMETER}
    links = [
        html.Li(
            html.A(
                NAMES[code],
                href=_with_query(
                    urls.in_language(context.path, code), context.query if len(DIGITS[code]) > 1 else kept
                ),
                lang=code,
                hrefLang=code,
                **{"aria-current": "true" if code == context.language.code else None},
            )
        )
        for code in available_languages()
    ]
    return html.Nav(html.Ul(links), className="languages", **{"aria-label": context.gettext("Language")})


def _digits_switch(context: PageContext) -> Any:
    """The same page and state in other digits, where the language is read in more than one kind."""
    code, chosen = context.language.code, context.language.digits
    if len(DIGITS[code]) < 2:
        return None
    kept = {name: value for name, value in context.query.items() if name != urls.DIGITS_PARAMETER}
    links = []
    for digits in DIGITS[code]:
        query = kept if digits == DIGITS[code][0] else {**kept, urls.DIGITS_PARAMETER: digits}
        link = html.A(
            get_language(code, digits).localize_digits("123"),
            href=_with_query(context.path, query),
            **{
                "aria-current": "true" if digits == chosen else None,
                "data-digits": digits if digits != DIGITS[code][0] else "",
            },
        )
        links.append(html.Li(link))
    label = context.gettext("Digits:")
    return html.Nav([html.Span(label), html.Ul(links)], className="digits", **{"aria-label": context.gettext("Digits")})


def _with_query(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
