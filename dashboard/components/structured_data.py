"""A chart for search engines: its data and its picture in the words of schema.org, as a block of data in the page."""

from __future__ import annotations

from typing import Any

from dashboard import urls
from dashboard.charts.description import alt_text
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext
from dashboard.components.html import Raw, json_script
from dashboard.data.licence import LICENCE
from dashboard.data.vocabulary import Publication
from dashboard.exports.citations import citation
from dashboard.exports.images.presets import DEFAULT, PRESETS
from dashboard.exports.registry import EXPORTS, EnumParameter


def picture_size() -> tuple[int, int]:
    """Width and height of a chart's PNG in pixels, when its address asks for nothing else."""
    scale = next(
        int(p.values[0]) for p in EXPORTS["png"].parameters if isinstance(p, EnumParameter) and p.name == "scale"
    )
    return PRESETS[DEFAULT].width_px * scale, PRESETS[DEFAULT].height_px * scale


def structured_data(context: PageContext, view: ChartView, size: tuple[int, int]) -> Raw:
    """The chart as a ``Dataset`` and an ``ImageObject`` in JSON-LD.

    Args:
        context: the request.
        view: the chart in its state.
        size: of the picture, in pixels.
    """
    graph = {"@context": "https://schema.org", "@graph": [_dataset(context, view), _image(context, view, size)]}
    return json_script(graph, "application/ld+json")


def _dataset(context: PageContext, view: ChartView) -> dict[str, Any]:
    page = _address(context, view)
    vocabulary, language = context.data.vocabulary, view.language
    dataset = {
        "@type": "Dataset",
        "@id": f"{page}#dataset",
        "name": view.title,
        "description": f"{alt_text(view)} {' '.join(view.notes)}".strip(),
        "url": page,
        "inLanguage": language.code,
        "license": LICENCE["path"],
        "isAccessibleForFree": True,
        "creator": _site(context),
        "publisher": _site(context),
        "version": context.data.version,
        "citation": citation(context.data, view, context.origin),
        "keywords": [vocabulary.topic(view.chart.topic, language)],
        "temporalCoverage": temporal_coverage(view),
        "variableMeasured": _variables(context, view),
        "isBasedOn": [
            *(_document(context, key) for key in view.source_ids),
            *(_publication(publication) for publication in view.publications),
        ],
        "image": {"@id": f"{page}#picture"},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": context.gettext(form.description),
                "encodingFormat": form.media_type.partition(";")[0],
                "contentUrl": _address(context, view, extension),
            }
            for extension, form in EXPORTS.items()
            if form.kind == "data"
        ],
    }
    return {name: value for name, value in dataset.items() if value}


def _image(context: PageContext, view: ChartView, size: tuple[int, int]) -> dict[str, Any]:
    page, site = _address(context, view), context.gettext("INTERPOL in figures")
    return {
        "@type": "ImageObject",
        "@id": f"{page}#picture",
        "contentUrl": _address(context, view, "png"),
        "encodingFormat": "image/png",
        "width": size[0],
        "height": size[1],
        "caption": view.title,
        "description": alt_text(view),
        "inLanguage": view.language.code,
        "representativeOfPage": True,
        "creator": _site(context),
        "creditText": site,
        "copyrightNotice": f"{site}, {LICENCE['name']}",
        "license": LICENCE["path"],
        "acquireLicensePage": context.origin + urls.topic(view.language, "about"),
    }


def _address(context: PageContext, view: ChartView, extension: str = "") -> str:
    return context.origin + urls.chart(view.language, view.chart, view.state, extension)


def _site(context: PageContext) -> dict[str, str]:
    home = context.origin + urls.overview(context.language)
    return {"@type": "Organization", "name": context.gettext("INTERPOL in figures"), "url": home}


def temporal_coverage(view: ChartView) -> str:
    """From the first to the last period of the rows, by ISO 8601; empty where no row has one."""
    periods = [row.period_label.split("--") for row in view.rows if row.period_label]
    if not periods:
        return ""
    first, last = min(period[0] for period in periods), max(period[-1] for period in periods)
    return first if first == last else f"{first}/{last}"


def _variables(context: PageContext, view: ChartView) -> list[dict[str, str]]:
    """What is measured, each once, with its unit."""
    vocabulary, language = context.data.vocabulary, view.language
    pairs = dict.fromkeys((row.metric, row.unit) for row in view.rows)
    return [
        {
            "@type": "PropertyValue",
            "name": vocabulary.metric(metric, language) if metric else view.subtitle,
            "unitText": vocabulary.name(unit, language),
        }
        for metric, unit in pairs
    ]


def _document(context: PageContext, key: str) -> dict[str, Any]:
    source = context.data.vocabulary.sources[key]
    return {
        "@type": "Dataset" if source.kind == "dataset" else "Report",
        "name": context.data.vocabulary.source(key, context.language),
        "description": context.data.vocabulary.citation(key, context.language),
        "publisher": {"@type": "Organization", "name": source.publisher},
        "datePublished": source.published,
        "inLanguage": source.language,
        "url": source.url,
    }


def _publication(publication: Publication) -> dict[str, Any]:
    described = {
        "@type": "CreativeWork",
        "name": publication.title,
        "publisher": {"@type": "Organization", "name": publication.publisher},
        "datePublished": publication.published,
        "inLanguage": publication.language,
        "url": publication.address,
    }
    return {name: value for name, value in described.items() if value}
