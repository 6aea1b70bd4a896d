"""Frames of single figures: whole in the height that is pasted, without any script, in every language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.dashboard.reading import find, parse, words
from tests.server import Site

FIGURES = (
    "ar2021.haechi-ii.arrests.2021",
    "ar2021.statutory-contributions.revenue_share.2021",
    "brochure2022.interpol.members.2022-01.194",
    "derived.cybercrime.expenditure_share.2021",
    "reported.pangea-vii.goods_value.2014-05-13--2014-05-20",
)
NEEDED = "Math.ceil(document.documentElement.getBoundingClientRect().height)"
SPARE_PX = 240


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
def test_a_pasted_frame_is_whole(chromium: Browser, site: Site, code: str) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 300})
    spare = {}
    for figure_id in FIGURES:
        for area in find(parse(site.page(f"/{code}/figures/{figure_id}")), "textarea"):
            pasted = words(area)
            address, height = re.search(r'src="([^"]+)"', pasted), re.search(r'height="(\d+)"', pasted)
            assert address and height
            page.goto(address[1].replace("&amp;", "&"))
            spare[address[1]] = int(height[1]) - page.evaluate(NEEDED)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
    assert not {path: px for path, px in spare.items() if not 0 <= px <= SPARE_PX}
