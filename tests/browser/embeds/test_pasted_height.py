"""The height in pasted code, for hosts that do not listen: nothing is cut, and little is left over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from dashboard.exports.embeds.embed_height import embed_height_px
from dashboard.exports.embeds.embed_options import embed_options
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.server import Site

NEEDED = "document.fonts.ready.then(() => Math.ceil(document.documentElement.getBoundingClientRect().height))"
#: Words that just fit a line, or just do not, in the letters of this machine.
LINES_PX = 90
WITHOUT = {"title": "0", "controls": "0"}


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize(("width_px", "query"), [(360, {}), (360, WITHOUT), (640, {}), (900, {})], ids=str)
def test_a_frame_that_nobody_hears_is_high_enough(
    chromium: Browser, site: Site, data: DataVersion, code: str, width_px: int, query: dict[str, str]
) -> None:
    words, options = get_language(code), embed_options(query)
    page = chromium.new_page(viewport={"width": width_px, "height": 400})
    spare = {}
    for chart in list(data.catalogue)[:: 1 if code == "en" else 4]:
        parameters = "&".join(f"{name}={value}" for name, value in query.items())
        page.goto(f"{site.origin}/{code}/embed/{chart.id}?{parameters}")
        page.reload()  # an Arabic page shows its letters from the second time on
        view = data.view(chart, chart.state({}), words)
        spare[chart.id] = embed_height_px(data, view, width_px, options) - page.evaluate(NEEDED)
    page.close()
    assert len(spare) > 8
    assert not {chart: px for chart, px in spare.items() if not -4 <= px <= LINES_PX}
    assert sum(spare.values()) / len(spare) < LINES_PX / 2
