"""The addresses of a figure's card."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.dashboard.reading import find, parse, words
from tests.server import CODES, Site

ARRESTS = "ar2021.haechi-ii.arrests.2021"
SHARE = "ar2021.statutory-contributions.revenue_share.2021"
#: What a frame of one number may weigh.
EMBED_BYTES = 5_000


def test_a_card_is_a_picture_of_its_promised_size(site: Site) -> None:
    for query in ("", "?style=among&theme=dark"):
        answer = site.get(f"/fr/figures/{ARRESTS}.png{query}")
        assert (answer.status, answer.header("Content-Type")) == (200, "image/png")
        assert Image.open(io.BytesIO(answer.body)).size == (1200, 630)
        assert site.get(f"/fr/figures/{ARRESTS}.png{query}").body == answer.body
    page = PdfReader(io.BytesIO(site.get(f"/ar/figures/{ARRESTS}.pdf").body))
    assert len(page.pages) == 1 and "/StructTreeRoot" in page.root_object
    assert "1,003" in site.page(f"/en/figures/{ARRESTS}.svg")


def test_what_a_figure_does_not_allow_is_refused_with_what_it_does(site: Site) -> None:
    for path, allowed in ((f"figures/{ARRESTS}.png?style=share", "among"), (f"embed/figures/{ARRESTS}?style=pair", "among"),
                          (f"figures/{ARRESTS}.svg?style=x", "pair"), (f"figures/{ARRESTS}.png?theme=x", "dark"),
                          (f"figures/{ARRESTS}.png?v=0", "")):  # fmt: skip
        answer = site.get(f"/es/{path}")
        assert answer.status in (400, 404) and allowed in answer.text, path
    for path in ("figures/none.png", "embed/figures/none", f"figures/{ARRESTS}.gif"):
        assert site.get(f"/en/{path}").status == 404, path


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("query", ["", "style=share&theme=dark"])
def test_a_frame_of_a_number_is_small_and_needs_no_script(site: Site, code: str, query: str) -> None:
    answer = site.get(f"/{code}/embed/figures/{SHARE}?{query}", accept_encoding="br")
    assert answer.status == 200 and "frame-ancestors *" in answer.header("Content-Security-Policy")
    text = site.page(f"/{code}/embed/figures/{SHARE}?{query}")
    loaded = re.findall(r'<link[^>]*rel="(?!canonical)[^>]*href="([^"]+)"', text) + re.findall(
        r'<link[^>]*href="([^"]+)"[^>]*rel="(?!canonical)', text
    )
    weight = len(answer.body) + sum(len(site.get(path, accept_encoding="br").body) for path in set(loaded))
    assert loaded and weight <= EMBED_BYTES, weight
    root = parse(text)
    assert not list(find(root, "script"))
    assert "45" in words(next(find(root, "strong")))
    links = [link.get("href", "") for link in find(root, "a")]
    assert links == [f"{site.origin}/{code}/figures/{SHARE}"]


def test_a_figures_page_offers_its_card(site: Site) -> None:
    root = parse(site.page(f"/en/figures/{SHARE}"))
    links = [link.get("href", "") for link in find(root, "a")]
    for style in ("", "?style=pair", "?style=share", "?style=among"):
        assert f"/en/figures/{SHARE}.png{style}" in links
    codes = [words(area) for area in find(root, "textarea")]
    assert len(codes) == 4 and all("<iframe" in code and "height=" in code for code in codes)
    image = next(meta for meta in find(root, "meta") if meta.get("property") == "og:image")
    assert image.get("content") == f"{site.origin}/en/figures/{SHARE}.png"
