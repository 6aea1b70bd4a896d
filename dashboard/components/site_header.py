"""What stands above every page: the site's name, search, languages, digits and topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import dash
from dash import html

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.components.form_controls import hidden_inputs
from dashboard.components.html import Element
from dashboard.components.icons import icon
from dashboard.i18n.languages import DIGITS, N_, NAMES, TIMES, Code, Language, available_languages, get_language
from dashboard.releases.data_version import DataVersion

SITE_NAME = N_("INTERPOL in figures")


def site_header(context: PageContext, topic: str) -> Any:
    """Lays out the site's name, the search, the switches and the topics; ``topic`` is the one that is current."""
    language = context.language
    menu = [_language_switch(context), _digits_switch(context), _time_switch(context)]
    return _header(language, menu, _navigation(language, context.data, topic))


def error_header(language: Language, data: DataVersion | None) -> Any:
    """What leads on from an error: the topics where there are data, else the overview and the languages."""
    links = [_language_link(code, language.code, urls.overview(code)) for code in available_languages()]
    return _header(language, [_languages(language, links)], _navigation(language, data) if data else None)


def _header(language: Language, menu: list[Any], navigation: Any) -> Any:
    name = html.A(
        [icon("brand"), html.Span(language.gettext(SITE_NAME))], href=urls.overview(language), className="site-name"
    )
    find = html.A(
        [icon("search"), html.Span(language.gettext("To the search"), className="visually-hidden")],
        href="#find",
        className="find-link",
    )
    own = [
        html.Span(f"{language.gettext('Language')}: ", className="visually-hidden"),
        html.Span(NAMES[language.code], className="language-name"),
        icon("open"),
    ]
    switches = html.Details([html.Summary(own), html.Div(menu, className="menu")], className="language-menu")
    masthead = html.Div([name, find, switches, _search(language)], className="wrap")
    return html.Header([html.Div(masthead, className="masthead"), navigation], className="site-header")


def _search(language: Language) -> Any:
    """Looks in everything where there is a page for that, else in the list of all figures."""
    everything = any(page["path_template"] == "/<code>/search" for page in dash.page_registry.values())
    words = language.gettext("Find figures, operations, countries")
    return html.Form(
        [
            icon("search"),
            html.Label(words, htmlFor="find-words", className="visually-hidden"),
            Element("input", {"id": "find-words", "type": "search", "name": "q", "placeholder": words}),
            *hidden_inputs(language, ()),
        ],
        id="find",
        className="find",
        method="get",
        action=f"/{language.code}/{'search' if everything else 'figures'}",
        role="search",
        **{"aria-label": language.gettext("The whole site")},
    )


def _navigation(language: Language, data: DataVersion, topic: str = "") -> Any:
    """One strip: the overview, the topics, and what is beside them; a phone scrolls it sideways."""
    vocabulary = data.vocabulary
    entries = [("overview", language.gettext("Overview"), urls.overview(language), "")]
    entries += [
        (name, vocabulary.topic(name, language), urls.topic(language, name), f"topic-{name}")
        for name in vocabulary.topics
    ]
    entries += [
        ("figures", language.gettext("All figures"), urls.topic(language, "figures"), "beside"),
        ("about", language.gettext("About"), urls.topic(language, "about"), ""),
    ]
    links = [
        html.Li(
            html.A(words, href=address, **{"aria-current": "page" if topic == name else None}),
            className=classes or None,
        )
        for name, words, address, classes in entries
    ]
    return html.Nav(html.Ul(links, className="wrap"), className="strip", **{"aria-label": language.gettext("Topics")})


def _language_link(code: Code, current: str, address: str) -> Any:
    link = {"lang": code, "hrefLang": code, "aria-current": "true" if code == current else None}
    return html.Li(html.A(NAMES[code], href=address, **link))


def _languages(language: Language, links: list[Any]) -> Any:
    return html.Nav(html.Ul(links), className="languages", **{"aria-label": language.gettext("Language")})


def _language_switch(context: PageContext) -> Any:
    """The same page and state in another language; digits and direction stay behind where the other has no choice."""
    every = {**context.query, **context.values}
    kept = {name: value for name, value in every.items() if name not in urls.READER_PARAMETERS}
    links = [
        _language_link(
            code,
            context.language.code,
            _with_query(urls.in_language(context.path, code), every if len(DIGITS[code]) > 1 else kept),
        )
        for code in available_languages()
    ]
    return _languages(context.language, links)


def _digits_switch(context: PageContext) -> Any:
    """The same page and state in other digits, where the language is read in more than one kind."""
    code = context.language.code
    words: dict[str, str] = {digits: get_language(code, digits).localize_digits("123") for digits in DIGITS[code]}
    return _reader_switch(context, urls.DIGITS_PARAMETER, context.gettext("Digits:"), words, context.language.digits)


def _time_switch(context: PageContext) -> Any:
    """The same page and state with time running the other way, where the language's charts may run both ways."""
    words = {"rtl": context.gettext("from the right"), "ltr": context.gettext("from the left")}
    offered: dict[str, str] = {time: words[time] for time in TIMES[context.language.code]}
    return _reader_switch(context, urls.TIME_PARAMETER, context.gettext("Time:"), offered, context.language.time)


def _reader_switch(context: PageContext, parameter: str, label: str, offered: Mapping[str, str], chosen: str) -> Any:
    if len(offered) < 2:
        return None
    every = {**context.query, **context.values}
    kept = {name: value for name, value in every.items() if name != parameter}
    links = []
    for place, (value, words) in enumerate(offered.items()):
        query = {**kept, parameter: value} if place else kept
        current = "true" if value == chosen else None
        hook = {f"data-{parameter}": value if place else ""}
        links.append(html.Li(html.A(words, href=_with_query(context.path, query), **{"aria-current": current, **hook})))
    return html.Nav([html.Span(label), html.Ul(links)], className="digits", **{"aria-label": label.rstrip(":")})


def _with_query(path: str, query: Mapping[str, object]) -> str:
    return f"{path}?{urlencode(query, doseq=True)}" if query else path
