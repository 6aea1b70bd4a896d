"""Every address of the site, made in one place.

An address is given for a language; one that is read in other digits than its default, or whose charts run the other way,
carries that along.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard.charts.catalogue import Chart, State
from dashboard.i18n.languages import DIGITS, TIMES, Code, Language

#: Pages beside the topics, by their last part.
FIXED_PAGES = ("figures", "search", "changes", "data", "about")
#: The name of the sheet on the whole site.
FACTSHEET = "factsheet"
#: What the first page is called where it needs a name.
OVERVIEW = "overview"
#: The parameter that chooses the digits of Arabic.
DIGITS_PARAMETER = "digits"
#: The parameter that chooses how time runs in Arabic charts.
TIME_PARAMETER = "time"
#: What every page is read by, beside its own parameters.
READER_PARAMETERS = (DIGITS_PARAMETER, TIME_PARAMETER)


def digits_query(language: Code | Language) -> str:
    """The part of the query string that keeps a reader's digits and direction of time; empty for the defaults."""
    if isinstance(language, str):
        return ""
    chosen = ((DIGITS_PARAMETER, language.digits, DIGITS), (TIME_PARAMETER, language.time, TIMES))
    return "&".join(f"{name}={value}" for name, value, offered in chosen if value != offered[language.code][0])


def _address(language: Code | Language, path: str, query: str = "", options: Mapping[str, str] | None = None) -> str:
    code = language if isinstance(language, str) else language.code
    parts = (query, *(f"{name}={value}" for name, value in (options or {}).items()), digits_query(language))
    whole = "&".join(part for part in parts if part)
    return f"/{code}/{path}" + (f"?{whole}" if whole else "")


def overview(language: Code | Language) -> str:
    """The first page of a language."""
    return _address(language, "")


def topic(language: Code | Language, name: str, **options: str) -> str:
    """A topic's page, or one of the fixed pages, with what its filters choose."""
    return _address(language, name, "", options)


def factsheet(language: Code | Language, topic: str = FACTSHEET, operation: str = "") -> str:
    """A topic on paper, or one operation; by default the whole site."""
    return _address(language, f"{topic}.pdf", urlencode({"operation": operation}) if operation else "")


def preview(language: Code | Language, path: str, query: str = "") -> str:
    """The picture that other sites show of a page, from the page's path and query string; none of pages below others."""
    code, name = language if isinstance(language, str) else language.code, path.split("/", 2)[2]
    return "" if "/" in name else f"/{code}/previews/{name or OVERVIEW}.png" + (f"?{query}" if query else "")


def previewed_path(code: str, name: str) -> str:
    """The path of the page that a preview is of."""
    return f"/{code}/{'' if name == OVERVIEW else name}"


def in_language(path: str, code: Code) -> str:
    """The page of a path, in another language."""
    return f"/{code}/{path.split('/', 2)[2]}"


def file(name: str, **options: str) -> str:
    """A file of all figures, such as ``figures.csv``."""
    return f"/{name}" + (f"?{urlencode(options)}" if options else "")


def file_in_language(language: Code | Language, name: str) -> str:
    """A file that is made in a language, such as ``changes.csv``."""
    return _address(language, name)


def feed(language: Code | Language) -> str:
    """The feed of all data versions; it is in English where nothing else is said."""
    code = language if isinstance(language, str) else language.code
    return file("feed.atom") if code == "en" else file("feed.atom", lang=code)


def chart(language: Code | Language, which: Chart, state: State = (), form: str = "", **options: str) -> str:
    """A chart's page, or the chart in another form.

    Args:
        language: of the words.
        which: the chart.
        state: of its controls; defaults are left out.
        form: ``png``, ``csv`` and so on; empty for the page.
        **options: further parameters.
    """
    path = f"charts/{which.id}{'.' if form else ''}{form}"
    return _address(language, path, which.query_string(state), options)


def section(language: Code | Language, which: Chart, name: str) -> str:
    """A section of a chart's page on a page of its own, ``download`` or ``embed``; its form adds state and choices."""
    return f"/{language if isinstance(language, str) else language.code}/charts/{which.id}/{name}"


def embed(language: Code | Language, which: Chart, state: State = (), **options: str) -> str:
    """The page of a chart that others frame."""
    return _address(language, f"embed/{which.id}", which.query_string(state), options)


def figure(language: Code | Language, figure_id: str, form: str = "", **options: str) -> str:
    """A figure's own page, or the figure in another form, such as ``json`` or ``png``."""
    return _address(language, f"figures/{figure_id}{'.' if form else ''}{form}", "", options)


def figure_embed(language: Code | Language, figure_id: str, **options: str) -> str:
    """The page of a figure's card that others frame."""
    return _address(language, f"embed/figures/{figure_id}", "", options)


def search_figures(language: Code | Language, question: str) -> str:
    """Every figure that fits a question."""
    return _address(language, "figures", urlencode({"q": question}))


def country(language: Code | Language, iso3: str) -> str:
    """One country, followed through the years."""
    return _address(language, "members", urlencode({"country": iso3})) + "#time"


def operation(language: Code | Language, source_id: str, subject: str, **options: str) -> str:
    """An operation of a report, opened, among the others."""
    name = f"{source_id}-{subject}"
    return topic(language, "operations", **options, operation=name) + f"#operation-{name}"


def goal(language: Code | Language, key: str) -> str:
    """A goal, or a theme, among the policing goals."""
    return f"{topic(language, 'goals')}#{key}"


def search(language: Code | Language, question: str = "") -> str:
    """The answers to a question."""
    return _address(language, "search", urlencode({"q": question}) if question else "")
