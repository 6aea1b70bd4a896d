"""What must go with the data wherever they go: title, caveats, sources, licence, address, version, citation."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard import urls
from dashboard.charts.description import describe
from dashboard.charts.view import ChartView
from dashboard.exports.citations import citation
from dashboard.exports.data.columns import COLUMNS, Column
from dashboard.exports.licence import LICENCE
from dashboard.i18n.languages import Language
from dashboard.releases.data_version import Desk

#: Heading and text; a heading that repeats is shown once.
Notes = list[tuple[str, str]]


def chart_notes(desk: Desk, view: ChartView, origin: str) -> Notes:
    """The notes that go with a chart, in the words of its language."""
    words = view.language.words
    return [
        (words("Title"), view.title),
        (words("Subtitle"), view.subtitle),
        (words("Description"), describe(view)),
        *((words("Notes"), note) for note in view.notes),
        *((words("Sources"), source) for source in sources(desk, view.source_ids, view.language)),
        (words("Licence"), licence()),
        (words("Address"), origin + urls.chart(view.language, view.chart, view.state)),
        (words("Data version"), desk.version),
        (words("How to cite"), citation(desk, view, origin)),
        *explained(COLUMNS, view.language),
    ]


def sources(desk: Desk, source_ids: Iterable[str], language: Language) -> list[str]:
    """Name, citation and address of each document or dataset."""
    vocabulary = desk.vocabulary
    return [
        f"{vocabulary.source(key, language)} – {vocabulary.citation(key, language)} {vocabulary.sources[key].url}"
        for key in source_ids
    ]


def licence() -> str:
    """Title and address of the licence."""
    return f"{LICENCE['title']} ({LICENCE['name']}) {LICENCE['path']}"


def explained(columns: Iterable[Column], language: Language) -> Notes:
    """What each column holds."""
    return [(language.words("Columns"), _explained(column, language)) for column in columns]


def _explained(column: Column, language: Language) -> str:
    codes = ", ".join(f"{code} = {language.words(text)}" for code, text in (column.allowed or {}).items())
    about = f"{column.name} – {language.words(column.title)}. {language.words(column.about)}"
    return f"{about} {codes}" if codes else about
