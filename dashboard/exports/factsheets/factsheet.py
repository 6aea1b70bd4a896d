"""What stands on a factsheet: figures in brief, the leading charts with their sources, and where all of it is kept."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from dashboard import urls
from dashboard.charts.catalogue import Chart
from dashboard.charts.datum import MARKS, marks_of
from dashboard.charts.description import alt_text
from dashboard.charts.sources import coverage_words, source_line
from dashboard.charts.tiles import Tile
from dashboard.charts.view import ChartView
from dashboard.data.store import Row
from dashboard.design.style import DESKTOP
from dashboard.errors import ChartFileError, InvalidParameter
from dashboard.exports.images.frame import NAME
from dashboard.i18n import formatting
from dashboard.i18n.languages import Language
from dashboard.i18n.typography import NO_BREAK
from dashboard.releases.data_version import DataVersion, Drawing
from dashboard.rendering.image_metadata import ImageMetadata

log = logging.getLogger("figures")
#: Charts of a topic's sheet: one below the figures, then two a page.
MAX_CHARTS = 5


@dataclass(frozen=True)
class SheetFigure:
    """A figure in words.

    Attributes:
        name: what it counts, and of when.
        value: with its qualifier, unit and marks.
        place: document and line, where the sheet names them one by one.
    """

    name: str
    value: str
    place: str = ""


@dataclass(frozen=True)
class SheetChart:
    """A chart with its words; its drawing goes beside them."""

    title: str
    subtitle: str
    alternative: str
    notes: tuple[str, ...]
    source: str
    address: str


@dataclass(frozen=True)
class Sheet:
    """A factsheet.

    Attributes:
        title: of the sheet.
        lead: of which years the figures are and which report was read last, or what an operation was after.
        figures: in brief.
        charts: in their order, with ``drawings`` in the same.
        marks: what the marks in use mean.
        terms: the site's name, whom it speaks for, licence and data version.
        address: of the page that the sheet belongs to.
    """

    title: str
    topic: str
    lead: str
    figures: tuple[SheetFigure, ...]
    charts: tuple[SheetChart, ...]
    drawings: tuple[Drawing, ...] = field(repr=False)
    marks: str
    terms: str
    address: str

    def content(self) -> dict[str, Any]:
        """Its words by name, for the typesetter."""
        words = asdict(Sheet(**{**vars(self), "drawings": ()}))
        del words["drawings"]
        return words


def topic_sheet(data: DataVersion, topic: str, language: Language, site: str) -> Sheet:
    """The sheet of a topic.

    Args:
        data: the data.
        topic: its key; empty for the whole site, with the leading chart of each topic.
        language: of the words.
        site: scheme and host.
    """
    vocabulary = data.vocabulary
    tiles = data.tiles.of_topic(topic) if topic else data.tiles.of_overview()
    views = [view for view in data.default_charts(language, _charts(data, topic)) if _can_be_drawn(data, view)]
    found = data.coverage(topic)
    title = vocabulary.topic(topic, language) if topic else language.gettext(NAME)
    if not topic and found.newest_report:
        title = f"{title} – {vocabulary.source(found.newest_report, language)}"
    address = site + (urls.topic(language, topic) if topic else urls.overview(language))
    figures = [figure for tile in tiles if tile.figures for figure in _of_tile(data, tile, language)]
    return _sheet(data, title, topic, coverage_words(found, vocabulary, language), figures, views, language, address)


def operation_sheet(data: DataVersion, operation: str, language: Language, site: str) -> Sheet:
    """The sheet of one operation: every figure that a document prints for it, with its line.

    Args:
        data: the data.
        operation: document and subject, as the page of operations names them.
        language: of the words.
        site: scheme and host.

    Raises:
        InvalidParameter: there is no such operation; the error names those that there are.
    """
    rows = data.store.rows("SELECT *, source_id || '-' || subject AS key FROM operations ORDER BY key")
    row = next((each for each in rows if each["key"] == operation), None)
    if row is None:
        raise InvalidParameter("operation", operation, [each["key"] for each in rows])
    query = """SELECT *, figure_id IN (SELECT figure_id FROM disagreement_figures) AS disputed FROM figures
                WHERE source_id = $source_id AND basis <> 'reported' AND (subject = $subject OR subject IN
                      (SELECT combined FROM combined_subjects WHERE subject = $subject)) ORDER BY source_line, figure_id"""
    found = data.store.rows(query, {"source_id": row["source_id"], "subject": row["subject"]})
    glosses = data.store.rows(f"SELECT glosses.{language.code} AS text FROM glosses WHERE subject = $subject",
                              {"subject": row["subject"]})  # fmt: skip
    lead = " · ".join([*(gloss["text"] for gloss in glosses), formatting.period(row["period_label"], language)])
    figures = [_printed(data, each, row["subject"], language) for each in found]
    title = data.vocabulary.name(row["subject"], language)
    address = site + urls.topic(language, "operations", operation=operation)
    return _sheet(data, title, "operations", lead, figures, [], language, address)


def sheet_metadata(sheet: Sheet, data: DataVersion, language: Language) -> ImageMetadata:
    """What the file says about itself."""
    sources = "; ".join(dict.fromkeys(chart.source for chart in sheet.charts)) or sheet.lead
    told = f"{sheet.title}. {sheet.lead}"
    return ImageMetadata(sheet.title, told, sources, sheet.terms, sheet.address, data.version, language.code)


def _charts(data: DataVersion, topic: str) -> list[Chart]:
    shown = [chart for chart in data.catalogue if chart.definition.panel not in ("tile", "listed", "section")]
    if not topic:
        return [chart for chart in shown if chart.definition.panel == "lead"]
    own = [chart for chart in shown if chart.topic == topic]
    return sorted(own, key=lambda chart: chart.definition.panel != "lead")[:MAX_CHARTS]


def _can_be_drawn(data: DataVersion, view: ChartView) -> bool:
    try:
        data.drawing(view.chart, view.state, view.language, DESKTOP)
    except ChartFileError as error:
        log.error("left out of the factsheet: %s", error)
        return False
    return True


def _sheet(
    data: DataVersion,
    title: str,
    topic: str,
    lead: str,
    figures: Iterable[SheetFigure],
    views: list[ChartView],
    language: Language,
    address: str,
) -> Sheet:
    figures = tuple(figures)
    shown = "".join(figure.value for figure in figures)
    used = {mark for mark in MARKS if mark in shown} | {
        mark for view in views for row in view.rows for mark in row.marks
    }
    terms = [
        language.gettext(NAME),
        language.gettext("This site is independent. It uses no emblem of INTERPOL and does not speak for it."),
        "CC BY 4.0",
        language.gettext("figures as of {date}", date=formatting.period(data.vocabulary.data_date, language)),
        language.gettext("data version {version}", version=data.version),
    ]
    return Sheet(
        title=title,
        topic=topic or "members",
        lead=lead,
        figures=figures,
        charts=tuple(_chart(data, view, address) for view in views),
        drawings=tuple(data.drawing(view.chart, view.state, language, DESKTOP) for view in views),
        marks=" · ".join(f"{mark} {language.gettext(words)}" for mark, words in MARKS.items() if mark in used),
        terms=" · ".join(terms),
        address=address,
    )


def _chart(data: DataVersion, view: ChartView, address: str) -> SheetChart:
    site = address.split(f"/{view.language.code}/", 1)[0]
    notes = tuple(text for text in (view.caveat,) if text)
    place = site + urls.chart(view.language, view.chart, view.state)
    return SheetChart(view.title, view.subtitle, alt_text(view), notes, source_line(view, data.vocabulary), place)


def _of_tile(data: DataVersion, tile: Tile, language: Language) -> Iterable[SheetFigure]:
    view = data.view(tile.as_chart, (), language)
    row = [each for each in view.rows if not each.extra.get("is_change")][-1]
    name = language.gettext(tile.name)
    period = formatting.period(row.period_label, language)
    named = language.gettext("{name}, {period}", name=name[0].upper() + name[1:], period=period)
    yield SheetFigure(named, row.words(language) + "".join(f"{NO_BREAK}{mark}" for mark in row.marks))


def _printed(data: DataVersion, row: Row, subject: str, language: Language) -> SheetFigure:
    vocabulary = data.vocabulary
    marks = marks_of(row["basis"], row["label_basis"], row["disputed"])
    value = formatting.qualified(row["value"], row["unit"], row["qualifier"], language)
    name = vocabulary.metric(row["metric"], language)
    if row["subject"] != subject:  # printed for several operations together
        name = f"{name} ({vocabulary.name(row['subject'], language)})"
    document = vocabulary.source(row["source_id"], language)
    place = language.gettext("{document}, line {line}", document=document, line=row["source_line"])
    if row["source_line"] is None:
        place = language.gettext("worked out from {document}", document=document)
    return SheetFigure(name, value + "".join(f"{NO_BREAK}{mark}" for mark in marks), place)
