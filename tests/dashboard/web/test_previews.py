"""What other sites show of an address: a picture for each that can be shared, in its state, which can be read when it is small."""

from __future__ import annotations

import io
import re
from urllib.parse import quote

import pytest
from PIL import Image

from dashboard.exports.images.layout import layout_image, thumbnail_layout
from dashboard.exports.images.page_preview import page_preview
from dashboard.exports.images.presets import PRESETS
from dashboard.i18n.languages import Code, available_languages, get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.components.test_document import metas
from tests.dashboard.reading import parse
from tests.server import Site

#: Pixels of the title where a picture is shown 300 pixels wide.
MIN_TITLE_PX = 10
#: Two states each of addresses that are shared.
STATES = (
    ("members", "members?until=1980"),
    ("search?q=arrests", "search?q=budget"),
    ("changes", "changes?show=fell"),
    ("figures?topic=notices", "figures?topic=members"),
    ("charts/revenue-by-source", "charts/revenue-by-source?measure=share"),
    ("charts/notices-issued", "charts/notices-issued?emphasise=yellow-notices"),
    ("finances", "notices"),
    ("", "about"),
)


def preview_of(site: Site, address: str) -> bytes:
    about = metas(parse(site.page(address)))
    assert about["og:image"] == about["twitter:image"] and about["og:image:alt"], address
    answer = site.get(about["og:image"].removeprefix(site.origin))
    assert (answer.status, answer.header("Content-Type")) == (200, "image/png"), about["og:image"]
    with Image.open(io.BytesIO(answer.body)) as image:
        assert (about["og:image:width"], about["og:image:height"]) == tuple(map(str, image.size)), address
        assert image.width == 1200
    return answer.body


@pytest.mark.parametrize("code", available_languages())
def test_each_state_has_a_picture_of_its_own(site: Site, code: Code) -> None:
    for first, second in STATES:
        assert preview_of(site, f"/{code}/{first}") != preview_of(site, f"/{code}/{second}"), first


def test_what_is_shared_is_the_state(site: Site) -> None:
    for address in ("members?until=1980", "operations?area=drugs&year=2021", "charts/revenue-by-source?measure=share"):
        about = metas(parse(site.page(f"/en/{address}")))
        assert about["og:url"] == f"{site.origin}/en/{address}"


@pytest.mark.parametrize("code", available_languages())
def test_titles_can_be_read_at_300_pixels(data: DataVersion, code: Code) -> None:
    language = get_language(code)
    for chart in data.catalogue:
        plan = layout_image(data, chart, chart.state({}), language, PRESETS["wide"], "https://a.example")
        small = thumbnail_layout(plan)
        size = small.head[0].size_px * 300 / small.preset.width_px
        assert size >= MIN_TITLE_PX * (0.75 if len(small.head[0].lines) > 2 else 0.85), f"{chart.id}: {size:.1f} px"
    job = page_preview(
        language, "Operations", "Twelve operations of forty " * 3, "operations", "https://a.example/", "v"
    )
    assert min(map(int, re.findall(r'font-size="(\d+)', job.content["svg"]))) >= 4 * MIN_TITLE_PX


def test_what_a_reader_typed_is_in_no_picture(site: Site) -> None:
    first, second = (preview_of(site, f"/en/search?q={quote(typed)}") for typed in ("zzzz qqqq", "xyzzy is innocent"))
    assert first == second


def test_previews_take_what_pages_take_and_no_more(site: Site) -> None:
    assert site.get("/en/previews/members.png?until=1800").status == 400
    assert site.get("/en/previews/nothing.png").status == 404
    assert site.get("/xx/previews/members.png").status == 404
    assert site.get("/en/previews/members.png?made=up").body == site.get("/en/previews/members.png").body
