"""Where machines find a chart in another form: oEmbed for other sites' editors, a feed for who follows its data."""

from __future__ import annotations

from urllib.parse import quote

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.i18n.languages import Language

#: format → media type.
OEMBED_TYPES = {"json": "application/json+oembed", "xml": "text/xml+oembed"}


def alternate_links(origin: str, language: Language, chart: Chart, state: State) -> dict[str, str]:
    """Media type → address of what stands beside a chart's page.

    Args:
        origin: scheme and host of the site.
        language: of the page.
        chart: which.
        state: of its controls.
    """
    page = quote(origin + urls.chart(language, chart, state), safe="")
    found = {kind: f"{origin}/oembed?url={page}&format={form}" for form, kind in OEMBED_TYPES.items()}
    return {**found, "application/atom+xml": origin + urls.chart(language, chart, (), "atom")}


def link_header(found: dict[str, str]) -> str:
    """Addresses by media type as the value of a ``Link`` header (RFC 8288)."""
    return ", ".join(f'<{address}>; rel="alternate"; type="{kind}"' for kind, address in found.items())
