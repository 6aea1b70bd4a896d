"""The height in pasted code, for hosts that do not listen: nothing is cut, and little is left over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bench.elsewhere import Elsewhere
from bench.pages import wait
from dashboard.exports.embeds.embed_code import embed_code
from dashboard.exports.embeds.embed_height import embed_height_px
from dashboard.exports.embeds.embed_options import embed_options
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.server import Site

#: One step of columns further, with fewer lines of text.
STEP_PX = 130
COLUMNS_PX = (240, 320, 358, 412, 480, 559, 560, 700, 760, 1000)
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


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_pasted_frame_fits_every_column_without_a_script(
    chromium: Browser, elsewhere: Elsewhere, site: Site, data: DataVersion, code: str
) -> None:
    """Nothing is cut and little is blank, whatever column the code is meant for."""
    page = chromium.new_page(viewport={"width": 1100, "height": 900})
    spare = {}
    for chart in list(data.catalogue)[:: 8 if code == "en" else 20]:
        view = data.view(chart, chart.state({}), get_language(code))
        pasted = embed_code(data, view, site.origin, width_px=1000).iframe.replace('loading="lazy"', "")
        page.goto(elsewhere.show(f"<!doctype html><div id='column'>{pasted}</div>"))
        page.reload()
        frame = page.frames[1]
        for width_px in COLUMNS_PX:
            page.evaluate(f"document.getElementById('column').style.width = '{width_px}px'")
            wait(frame, f"innerWidth === {width_px}", 20_000)
            spare[chart.id, width_px] = frame.evaluate("innerHeight") - frame.evaluate(NEEDED)
    page.close()
    assert len(spare) > 3 * len(COLUMNS_PX)
    assert not {where: px for where, px in spare.items() if not -4 <= px <= LINES_PX + STEP_PX}
    assert sum(spare.values()) / len(spare) < LINES_PX
