"""The source line of a chart, and its citation."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.charts.datum import years_of
from dashboard.charts.view import ChartView
from dashboard.data.coverage import Coverage
from dashboard.data.vocabulary import Publication, Vocabulary
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, Language

#: The year in the title of a report.
_YEAR = re.compile(r"\d{4}")
#: Publishers whose name another script writes in another way.
PUBLISHERS = {"INTERPOL": N_("INTERPOL")}
#: How a publication came to where it was read, in English, after its publisher.
_RELAYED = re.compile(r" \(|, (?:in|from|relayed|distributed|copy|copied)\b")
#: Kinds of publications: those that are named are the ones that a reader can rest most on.
STRONGEST_FIRST = ("interpol", "official", "press", "law_firm", "other", "encyclopedia")
#: Publications that are named where no document is, beside documents one; the others are counted.
MAX_PUBLICATIONS = 2


def source_names(view: ChartView, vocabulary: Vocabulary) -> list[str]:
    """Title of every document behind a chart; the publisher once, with the first of its documents."""
    names, named = [], set()
    for source_id in sorted(view.source_ids):
        publisher = vocabulary.sources[source_id].publisher
        known = publisher in named
        names.append(
            vocabulary.source(source_id, view.language) if known else named_source(source_id, vocabulary, view.language)
        )
        named.add(publisher)
    return names


def named_source(source_id: str, vocabulary: Vocabulary, language: Language) -> str:
    """A document with its publisher: INTERPOL, Annual Report 2021."""
    source, title = vocabulary.sources[source_id], vocabulary.source(source_id, language)
    if source.kind == "dataset":
        return title
    publisher = language.gettext(PUBLISHERS.get(source.publisher, source.publisher))
    return language.gettext("{publisher}, {title}", publisher=publisher, title=title)


def source_line(view: ChartView, vocabulary: Vocabulary, *, brief: bool = False) -> str:
    """Source: INTERPOL, Annual Report 2021; § Europol, July 2021; of many publications the first are named, the others counted.

    Args:
        view: the chart.
        vocabulary: names of documents.
        brief: only the first document is named; all others are counted together.
    """
    names, number, language = source_names(view, vocabulary), len(view.publications), view.language
    total = len(names) + number
    if brief and names and total > 1:
        others = language.ngettext("{number} other document", "{number} other documents", total - 1)
        names, number = [names[0], _unbroken(others)], 0
    listed = _format_names(names, language)
    if number:
        published = "§\u00a0" + _publications(view, 1 if brief or names else MAX_PUBLICATIONS)
        listed = language.gettext("{sources}; {source}", sources=listed, source=published) if names else published
    return language.ngettext("Source: {names}", "Sources: {names}", total, names=listed)


def publication_name(publication: Publication, language: Language) -> str:
    """Who published it, and when where it bears a date: Europol, July 2021."""
    if not publication.published:
        return publication.publisher
    date = formatting.period(publication.published, language)
    publisher = formatting.end_of_name(publication.publisher, language)
    return language.gettext("{publisher}, {title}", publisher=publisher, title=date)


def publisher_name(publication: Publication) -> str:
    """Who published it, without how it came to where it was read: relayed by another, a copy, an agency's text."""
    return _RELAYED.split(publication.publisher)[0]


def _publications(view: ChartView, most: int) -> str:
    """Some publications by name, each publisher once, and how many others there are: those of the finding, then the strongest."""
    publications, language = view.publications, view.language
    places = {row.publication: place for row in view.rows if (place := view.place_in_finding(row)) is not None}
    ordered = sorted(
        publications, key=lambda each: (places.get(each, len(view.finding)), STRONGEST_FIRST.index(each.kind))
    )
    first_of_publisher = {each.publisher: each for each in reversed(ordered)}
    named: list[str] = []
    for publication in sorted(ordered, key=lambda each: first_of_publisher[each.publisher] is not each):
        name = publication_name(replace(publication, publisher=publisher_name(publication)), language)
        if len(named) < most and name not in named:
            named.append(name)
    listed = named[0]
    for name in named[1:]:
        listed = language.gettext("{sources}; {source}", sources=listed, source=name)
    left = len(publications) - len(named)
    if not left:
        return listed
    more = language.ngettext("{number} more", "{number} more", left)
    return language.gettext("{sources} and {more}", sources=listed, more=_unbroken(more))


def _unbroken(text: str) -> str:
    """Words that stand in one line."""
    return text.replace(" ", "\u00a0")


def age_line(view: ChartView, vocabulary: Vocabulary) -> str:
    """Of which years a chart's figures are and, where documents print them, which report was read last.

    The empty string where the rows are of no period.
    """
    language = view.language
    rows = [row for row in view.rows if row.unit != "date"]
    years = years_of(rows)
    if not years:
        return ""
    spans = any(end and end[:4] != start[:4] for start, _, end in (row.period_label.partition("--") for row in rows))
    named = formatting.period(f"{years[0]}--{years[-1]}", language) if spans else formatting.years(years, language)
    newest_report = vocabulary.newest_report  # none where the figures come from very many documents
    if not newest_report or not any(row.basis in ("printed", "derived") for row in view.rows):
        return language.gettext("Figures of {years}", years=named)
    report = _YEAR.search(vocabulary.source(newest_report, language))
    newest = report[0] if report else formatting.period(years[-1], language)
    return language.gettext("Figures of {years}; newest Annual Report read: {year}", years=named, year=newest)


def coverage_words(found: Coverage, vocabulary: Vocabulary, language: Language) -> str:
    """Of which years the figures of a topic, or of the site, are; and the newest report that was read.

    The empty string where there are none.
    """
    if not found.periods:
        return ""
    if found.spread:
        years = formatting.period("--".join(found.periods), language)
    else:
        years = formatting.format_list([formatting.period(year, language) for year in found.periods], language)
    if not found.newest_report:
        return language.gettext("Figures of {years}.", years=years)
    report = vocabulary.source(found.newest_report, language)
    if found.others:
        return language.gettext(
            "Figures in reports: {years}; in other sources: {others}; newest report read: {report}.",
            years=years,
            others=formatting.period("--".join(dict.fromkeys(found.others)), language),
            report=report,
        )
    return language.gettext("Figures of {years}; newest report read: {report}.", years=years, report=report)


def _format_names(names: list[str], language: Language) -> str:
    """Documents as a list; semicolons stand between titles that have commas of their own."""
    if not any("," in name or "،" in name for name in names[1:]):
        return formatting.format_list(names, language)
    listed = names[0]
    for name in names[1:]:
        listed = language.gettext("{sources}; {source}", sources=listed, source=name)
    return listed
