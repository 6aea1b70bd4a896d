"""The whole description, generated from the catalogue of charts and the registries of forms, files and pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard import urls
from dashboard.charts.catalogue import Chart
from dashboard.data.licence import LICENCE
from dashboard.exports.embeds.embed_options import OPTIONS
from dashboard.exports.registry import EXPORTS, KINDS
from dashboard.i18n.languages import N_, available_languages
from dashboard.releases.data_version import DataVersion
from dashboard.web.openapi.page_addresses import page_addresses
from dashboard.web.openapi.parts import (
    Json,
    Operation,
    choice,
    controls,
    emphasis_parameter,
    error_responses,
    form_parameters,
    language_parameter,
    parameter,
    version_parameter,
)
from dashboard.web.routes.feed import language_parameter as feed_language
from dashboard.web.routes.open_data import FILES

#: Of the addresses, not of the data: it changes when an address does.
VERSION = "1.0.0"
TAGS = {
    "charts": N_("One chart"),
    "controls": N_("Charts with a choice of their own"),
    "files": N_("All figures"),
    "pages": N_("Pages"),
    "machines": N_("For other sites and programs"),
}


def description(data: DataVersion, versions: Sequence[str], origin: str) -> Json:
    """Every public address in OpenAPI 3.1.

    Args:
        data: the current data.
        versions: data versions that are kept, the latest first.
        origin: scheme and host of the site.
    """
    operations = [
        *_charts(data, versions),
        *_files(versions),
        *page_addresses(data),
        *_machines(data, origin),
    ]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "INTERPOL in figures",
            "version": VERSION,
            "summary": "Figures of INTERPOL’s published reports as pages, pictures and data.",
            "description": f"Everything is read with GET and needs no key. Current data version: {data.version}.",
            "license": {"name": LICENCE["title"], "identifier": LICENCE["name"]},
        },
        "servers": [{"url": origin}],
        "externalDocs": {"url": origin + urls.topic("en", "data"), "description": "Data and addresses"},
        "tags": [{"name": name, "description": about} for name, about in TAGS.items()],
        "paths": {operation.path: operation.written() for operation in operations},
        "components": {"responses": error_responses()},
    }


def _charts(data: DataVersion, versions: Sequence[str]) -> Iterator[Operation]:
    """Each form of a chart; charts with controls have addresses of their own, since their parameters differ."""
    simple = [chart for chart in data.catalogue if not chart.definition.controls]
    ids = choice("id", [chart.id for chart in simple], N_("The chart."), place="path", example=simple[0].id)
    groups: list[tuple[str, str, list[Json]]] = [("{id}", "charts", [ids])]
    groups += [(chart.id, "controls", controls([chart])) for chart in data.catalogue if chart.definition.controls]
    for name, tag, own in groups:
        shared = [language_parameter(), *own, emphasis_parameter()]
        page = N_("The page of the chart")
        yield Operation(f"/{{lang}}/charts/{name}", page, tag, ["text/html"], shared, (400, 404))
        for extension, form in sorted(EXPORTS.items(), key=lambda entry: KINDS.index(entry[1].kind)):
            parameters = [*shared, *form_parameters(form), version_parameter(versions)]
            errors = (400, 404, 429, 503) if form.kind == "picture" or form.includes else (400, 404)
            yield Operation(
                f"/{{lang}}/charts/{name}.{extension}", form.description, tag, [form.media_type], parameters, errors
            )
        options = [choice(option.name, option.values, option.description) for option in OPTIONS.values()]
        frame = N_("The chart as a page to embed")
        parameters = [*shared, *options, version_parameter(versions)]
        yield Operation(f"/{{lang}}/embed/{name}", frame, tag, ["text/html"], parameters, (400, 404))


def _files(versions: Sequence[str]) -> Iterator[Operation]:
    for name, (media_type, about) in FILES.items():
        yield Operation(f"/{name}", about, "files", [media_type], [version_parameter(versions)], (400, 404))


def _machines(data: DataVersion, origin: str) -> Iterator[Operation]:
    first = next(iter(data.catalogue))
    yield Operation(
        "/oembed",
        N_("The frame of a chart (oEmbed)"),
        "machines",
        ["application/json", "text/xml"],
        [
            parameter(
                "url",
                {"type": "string", "pattern": _chart_pattern(list(data.catalogue), origin)},
                N_("The address of a chart’s page or embed, with its query string."),
                required=True,
                example=origin + urls.chart("en", first),
            ),
            choice("format", ("json", "xml"), N_("The format of the answer.")),
            *(
                parameter(name, {"type": "integer", "minimum": 200, "maximum": 4000}, N_("At most so many pixels."))
                for name in ("maxwidth", "maxheight")
            ),
        ],
        (400, 404, 501),
        kept=False,
    )
    pages = choice("page", [*data.vocabulary.topics, *urls.FIXED_PAGES, urls.OVERVIEW], N_("The page."), place="path",
                   example=urls.OVERVIEW)  # fmt: skip
    shown = N_("The picture that other sites show of a page; it takes what the page takes")
    takes = [language_parameter(), pages]
    yield Operation("/{lang}/previews/{page}.png", shown, "machines", ["image/png"], takes, (400, 404, 429, 503))
    for path, summary, media_type in (
        ("/feed.atom", N_("A feed of data versions and corrections"), "application/atom+xml"),
        ("/openapi.json", N_("This description (OpenAPI 3.1)"), "application/json"),
        ("/sitemap.xml", N_("Every page in every language"), "application/xml"),
        ("/robots.txt", N_("What robots may read"), "text/plain"),
        ("/.well-known/security.txt", N_("Where a weakness may be reported"), "text/plain"),
        ("/healthz", N_("Whether the process answers"), "text/plain"),
        ("/readyz", N_("Whether the database answers"), "text/plain"),
    ):
        chosen = feed_language()
        takes = [parameter(chosen.name, chosen.schema(), chosen.description)] if path == "/feed.atom" else []
        errors = (400,) if takes else (404,) if path.endswith("security.txt") else ()
        yield Operation(path, summary, "machines", [media_type], takes, errors, kept=path == "/openapi.json")


def _chart_pattern(charts: list[Chart], origin: str) -> str:
    site, ids = origin.replace(".", "[.]"), "|".join(chart.id for chart in charts)
    return f"^{site}/({'|'.join(available_languages())})/(charts|embed)/({ids})$"
