"""``/feed.atom`` and ``/<lang>/charts/<id>.atom``: new data versions, with what was added, corrected and withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.components.site_header import SITE_NAME
from dashboard.data.changes import Changes, Correction, latest_changes
from dashboard.exports.registry import Choice, form
from dashboard.i18n import formatting
from dashboard.i18n.languages import CODES, Language, language, message
from dashboard.releases.data_version import Desk
from dashboard.web.request import asked, origin, site_desk

feed = Blueprint("feed", __name__)
MEDIA_TYPE = "application/atom+xml"
LANGUAGE = Choice("lang", CODES, message("The language of its words."))
#: Entries of the feed, and corrections that one entry spells out.
LATEST, SPELLED_OUT = 20, 50


@dataclass(frozen=True)
class _Feed:
    """What a feed is called and where it stands.

    Attributes:
        own: its own address.
        page: of what it is about.
        data: address of the data, to which a version is added.
    """

    title: str
    own: str
    page: str
    data: str


@feed.get("/feed.atom")
def atom() -> Response:
    """The latest data versions, newest first (RFC 4287); ``lang`` names the language of its words.

    Raises:
        BadState: the language is not offered.
    """
    words = language(LANGUAGE.chosen(asked()))
    site, query = origin(), "" if words.code == "en" else f"?lang={words.code}"
    about = _Feed(
        words.words("{site}: changes to the data", site=words.words(SITE_NAME)),
        own=f"{site}/feed.atom{query}",
        page=site + urls.overview(words.code),
        data=f"{site}/figures.csv?v=",
    )
    desk = site_desk()
    body = _written(about, latest_changes(desk.store.path.parent, LATEST), desk, words)
    return Response(body, mimetype=MEDIA_TYPE, headers={"Cache-Control": "public, max-age=600"})


@form("atom", MEDIA_TYPE, message("Feed of changes to the data of this chart"), "machine", grows=True)
def chart_feed(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The versions that changed a figure of a chart, whatever its state."""
    site = origin()
    views = [desk.view(chart, each, words) for each in chart.states()]
    figures = {row.figure_id for view in views for row in view.rows if row.figure_id}
    found = [changes.of(figures) for changes in latest_changes(desk.store.path.parent, LATEST)]
    about = _Feed(
        words.words("{site}: changes to the data", site=desk.view(chart, state, words).title),
        own=site + urls.chart(words.code, chart, (), "atom"),
        page=site + urls.chart(words.code, chart),
        data=site + urls.chart(words.code, chart, (), "csv", v=""),
    )
    return _written(about, [changes for changes in found if changes], desk, words).encode()


def _written(about: _Feed, versions: list[Changes], desk: Desk, words: Language) -> str:
    entries = "".join(_entry(about, changes, desk, words) for changes in versions)
    never = datetime.fromtimestamp(0, UTC)
    updated = max((changes.published for changes in versions), default=never).isoformat()
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{words.code}"><id>{escape(about.own)}</id>'
        f"<title>{escape(about.title)}</title><updated>{updated}</updated>"
        f'<link rel="self" type="{MEDIA_TYPE}" href={quoteattr(about.own)}/>'
        f'<link rel="alternate" type="text/html" href={quoteattr(about.page)}/>'
        f"<author><name>{escape(words.words(SITE_NAME))}</name></author>{entries}</feed>"
    )


def _entry(about: _Feed, changes: Changes, desk: Desk, words: Language) -> str:
    lines = [_summary(changes, words), *_corrections(changes.corrected[:SPELLED_OUT], desk, words)]
    content = "".join(f'<p dir="{words.direction}">{escape(line)}</p>' for line in lines)
    title = words.words("Data version {version}", version=changes.version)
    address = about.data + changes.version
    return (
        f"<entry><id>{escape(address)}</id><title>{escape(title)}</title>"
        f"<updated>{changes.published.isoformat()}</updated>"
        f'<link rel="alternate" type="text/csv" href={quoteattr(address)}/>'
        f'<content type="html">{escape(content)}</content></entry>'
    )


def _summary(changes: Changes, words: Language) -> str:
    if changes.first:
        return words.count_words("{number} figure.", "{number} figures.", len(changes.added))
    parts = [
        words.count_words("{number} figure corrected.", "{number} figures corrected.", len(changes.corrected)),
        words.count_words("{number} figure added.", "{number} figures added.", len(changes.added)),
        words.count_words("{number} figure withdrawn.", "{number} figures withdrawn.", len(changes.withdrawn)),
    ]
    return " ".join(parts)


def _corrections(corrected: Iterable[Correction], desk: Desk, words: Language) -> Iterable[str]:
    for correction in corrected:
        old, new = correction.old, correction.new
        before, after = (
            formatting.qualified(reading.value, reading.unit, reading.qualifier, words) for reading in (old, new)
        )
        if before == after:  # the words round what was corrected
            before, after = formatting.plain_value(old.value), formatting.plain_value(new.value)
        yield words.words(
            "{subject}, {metric}, {period}: {new} instead of {old} ({figure_id})",
            subject=desk.vocabulary.name(new.subject, words),
            metric=desk.vocabulary.name(new.metric, words),
            period=formatting.period(new.period, words),
            new=after,
            old=before,
            figure_id=correction.figure_id,
        )
