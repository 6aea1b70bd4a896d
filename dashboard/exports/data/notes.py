"""What must go with the data wherever they go: title, caveats, sources, licence, address, version, citation."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard import urls
from dashboard.charts.description import alt_text
from dashboard.charts.sources import publication_name
from dashboard.charts.view import ChartView
from dashboard.data.licence import LICENCE
from dashboard.exports.citations import citation
from dashboard.exports.data.columns import Column, columns_of
from dashboard.i18n.languages import Language
from dashboard.releases.data_version import DataVersion

#: Heading and text; a heading that repeats is shown once.
Notes = list[tuple[str, str]]


def chart_notes(data: DataVersion, view: ChartView, origin: str) -> Notes:
    """The notes that go with a chart, in the words of its language."""
    gettext = view.language.gettext
    return [
        (gettext("Title"), view.title),
        (gettext("Subtitle"), view.subtitle),
        (gettext("Description"), alt_text(view)),
        *((gettext("Notes"), note) for note in view.notes),
        *((gettext("Sources"), source) for source in sources(data, view.source_ids, view.language)),
        *((gettext("Published elsewhere"), publication) for publication in _publications(view)),
        (gettext("Licence"), licence()),
        (gettext("Address"), origin + urls.chart(view.language, view.chart, view.state)),
        (gettext("Data version"), data.version),
        (gettext("How to cite"), citation(data, view, origin)),
        *column_notes(columns_of(view), view.language),
    ]


def sources(data: DataVersion, source_ids: Iterable[str], language: Language) -> list[str]:
    """Name, citation and address of each document or dataset."""
    vocabulary = data.vocabulary
    return [
        f"{vocabulary.source(key, language)} – {vocabulary.citation(key, language)} {vocabulary.sources[key].url}"
        for key in source_ids
    ]


def _publications(view: ChartView) -> list[str]:
    """Title, publisher, date and address of what else prints values of a chart."""
    return [f"{each.title} – {publication_name(each, view.language)} {each.address}" for each in view.publications]


def licence() -> str:
    """Title and address of the licence."""
    return f"{LICENCE['title']} ({LICENCE['name']}) {LICENCE['path']}"


def column_notes(columns: Iterable[Column], language: Language) -> Notes:
    """What each column holds."""
    return [(language.gettext("Columns"), _column_note(column, language)) for column in columns]


def _column_note(column: Column, language: Language) -> str:
    codes = ", ".join(f"{code} = {language.gettext(text)}" for code, text in (column.values or {}).items())
    description = f"{column.name} – {language.gettext(column.title)}. {language.gettext(column.description)}"
    return f"{description} {codes}" if codes else description
