"""``/feed.atom`` and ``/<lang>/charts/<id>.atom``: new data versions, with what was added, corrected and withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response

from dashboard import urls
from dashboard.components.site_header import SITE_NAME
from dashboard.data.changes import Changes, Correction, latest_changes
from dashboard.exports.registry import EnumParameter, Export, ExportRequest, export
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, Code, Language, available_languages, get_language
from dashboard.releases.data_version import DataVersion
from dashboard.web.request import data_version, origin, query_args

feed = Blueprint("feed", __name__)
MEDIA_TYPE = "application/atom+xml"
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


def language_parameter() -> EnumParameter[Code]:
    """What chooses the language of a feed."""
    return EnumParameter("lang", available_languages(), N_("The language of its words."))


@feed.get("/feed.atom")
def atom() -> Response:
    """The latest data versions, newest first (RFC 4287); ``lang`` names the language of its words.

    Raises:
        InvalidParameter: the language is not offered.
    """
    language = get_language(language_parameter().parse(query_args()))
    site = origin()
    about = _Feed(
        language.gettext("{site}: changes to the data", site=language.gettext(SITE_NAME)),
        own=site + urls.feed(language),
        page=site + urls.overview(language.code),
        data=site + urls.file("figures.csv", v=""),
    )
    data = data_version()
    found = [changes.of_documents() for changes in latest_changes(data.store.path.parent, LATEST)]
    body = _written(about, found, data, language)
    return Response(body, mimetype=MEDIA_TYPE, headers={"Cache-Control": "public, max-age=600"})


@export("atom", MEDIA_TYPE, N_("Feed of changes to the data of this chart"), "machine", mutable=True)
def chart_feed(request: ExportRequest) -> Export:
    """The versions that changed a figure of a chart, whatever its state."""
    data, chart, language, site = request.data, request.chart, request.language, request.origin
    views = [data.view(chart, each, language) for each in chart.states()]
    figures = {row.figure_id for view in views for row in view.rows if row.figure_id}
    found = [changes.restricted_to(figures) for changes in latest_changes(data.store.path.parent, LATEST)]
    about = _Feed(
        language.gettext("{site}: changes to the data", site=request.view.title),
        own=site + urls.chart(language.code, chart, (), "atom"),
        page=site + urls.chart(language.code, chart),
        data=site + urls.chart(language.code, chart, (), "csv", v=""),
    )
    return Export(_written(about, [changes for changes in found if changes], data, language).encode())


def _written(about: _Feed, versions: list[Changes], data: DataVersion, language: Language) -> str:
    entries = "".join(_entry(about, changes, data, language) for changes in versions)
    never = datetime.fromtimestamp(0, UTC)
    updated = max((changes.published for changes in versions), default=never).isoformat()
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language.code}"><id>{escape(about.own)}</id>'
        f"<title>{escape(about.title)}</title><updated>{updated}</updated>"
        f'<link rel="self" type="{MEDIA_TYPE}" href={quoteattr(about.own)}/>'
        f'<link rel="alternate" type="text/html" href={quoteattr(about.page)}/>'
        f"<author><name>{escape(language.gettext(SITE_NAME))}</name></author>{entries}</feed>"
    )


def _entry(about: _Feed, changes: Changes, data: DataVersion, language: Language) -> str:
    lines = [_summary(changes, language), *_corrections(changes.corrected[:SPELLED_OUT], data, language)]
    content = "".join(f'<p dir="{language.direction}">{escape(line)}</p>' for line in lines)
    title = language.gettext("Data version {version}", version=changes.version)
    address = about.data + changes.version
    return (
        f"<entry><id>{escape(address)}</id><title>{escape(title)}</title>"
        f"<updated>{changes.published.isoformat()}</updated>"
        f'<link rel="alternate" type="text/csv" href={quoteattr(address)}/>'
        f'<content type="html">{escape(content)}</content></entry>'
    )


def _summary(changes: Changes, language: Language) -> str:
    if changes.first:
        return language.ngettext("{number} figure.", "{number} figures.", len(changes.added))
    parts = [
        language.ngettext("{number} figure corrected.", "{number} figures corrected.", len(changes.corrected)),
        language.ngettext("{number} figure added.", "{number} figures added.", len(changes.added)),
        language.ngettext("{number} figure withdrawn.", "{number} figures withdrawn.", len(changes.withdrawn)),
    ]
    return " ".join(parts)


def _corrections(corrected: Iterable[Correction], data: DataVersion, language: Language) -> Iterable[str]:
    for correction in corrected:
        old, new = correction.old, correction.new
        before, after = (
            formatting.qualified(reading.value, reading.unit, reading.qualifier, language) for reading in (old, new)
        )
        if before == after:  # the words round what was corrected
            before, after = formatting.machine_value(old.value), formatting.machine_value(new.value)
        yield language.gettext(
            "{subject}, {metric}, {period}: {new} instead of {old} ({figure_id})",
            subject=data.vocabulary.name(new.subject, language),
            metric=data.vocabulary.name(new.metric, language),
            period=formatting.period(new.period, language),
            new=after,
            old=before,
            figure_id=correction.figure_id,
        )
