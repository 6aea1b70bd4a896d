"""Pictures: the size that was asked for, something to see on them, and everything that a reader needs inside."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageColor

from dashboard.charts.sources import source_line
from dashboard.design.style import DARK, LIGHT, topic_token
from dashboard.exports.images.presets import PRESETS
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.exports.test_formats import labelled
from tests.dashboard.reading import find, parse, squeezed, words
from tests.server import Site


def picture(site: Site, path: str) -> Image.Image:
    answer = site.get(path)
    assert answer.status == 200 and answer.header("Content-Type") == "image/png", path
    opened = Image.open(io.BytesIO(answer.body))
    opened.load()
    return opened


def test_every_chart_has_its_picture(site: Site, data: DataVersion) -> None:
    for chart in data.catalogue:
        image = picture(site, f"/en/charts/{chart.id}.png?scale=1")
        assert image.size == (1200, 675), chart.id
        # A chart is more than its title: ink of several shades over much of the height.
        grey = image.convert("L")
        middle = grey.crop((0, image.height // 4, image.width, image.height * 9 // 10))
        dark = sum(middle.histogram()[:200]) / (middle.width * middle.height)
        assert dark > 0.002, f"{chart.id}: {dark:.4%} of the picture is drawn on"
        assert image.convert("RGB").getpixel((2, 40)) == (255, 255, 255)
        tone = LIGHT[topic_token(chart.topic, "t")]
        assert image.convert("RGB").getpixel((20, 6)) == ImageColor.getrgb(tone), chart.id  # its topic's start


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_scales(site: Site, scale: int) -> None:
    assert picture(site, f"/en/charts/haechi.png?scale={scale}").width == 1200 * scale
    assert picture(site, "/en/charts/haechi.png").size == (1200, 675)


def test_the_same_picture_is_the_same_bytes(site: Site) -> None:
    for path in ("/en/charts/haechi.png", "/ar/charts/revenue-by-source.svg?measure=share"):
        first, second = site.get(path), site.get(path)
        assert first.body == second.body
        assert first.header("ETag") == second.header("ETag") != ""


def test_themes_and_transparency(site: Site) -> None:
    dark = picture(site, "/en/charts/haechi.png?theme=dark&scale=1").convert("RGB")
    assert "#{:02x}{:02x}{:02x}".format(*dark.getpixel((2, 40))) == DARK["paper"]  # type: ignore[misc]
    clear = picture(site, "/en/charts/haechi.png?transparent=1&scale=1").convert("RGBA")
    assert clear.getpixel((2, 40))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("chart_id", ["haechi", "notices-issued", "members-over-time", "virtual-academy"])
def test_the_picture_carries_title_source_address_and_values(
    site: Site, data: DataVersion, code: str, chart_id: str
) -> None:
    chart = data.catalogue.chart(chart_id)
    view = data.view(chart, chart.state({}), get_language(code))  # type: ignore[arg-type]
    answer = site.get(f"/{code}/charts/{chart_id}.svg")
    assert answer.header("Content-Type").startswith("image/svg+xml")
    root = parse(answer.text)
    assert words(next(find(root, "title"))) == view.title
    drawn = squeezed("".join(words(text) for text in find(root, "text")))
    topic = data.vocabulary.topic(chart.topic, view.language)
    for text in (topic, view.title, view.subtitle, source_line(view, data.vocabulary), view.caveat or ""):
        assert squeezed(text) in drawn, text
    assert squeezed(f"/{code}/charts/{chart_id}") in drawn
    assert data.version not in drawn  # it stands in the file's metadata and in the address, as no date of the figures
    assert data.version in answer.text
    rows = labelled(view) or list(view.rows)
    labels = [squeezed(view.value_label(row, short=short)) for row in rows for short in (True, False)]
    told = sum(label in drawn for label in labels)
    assert told >= (2 if chart_id == "members-over-time" else len(rows)), labels
    assert "var(--" not in answer.text and "ID-" not in answer.text


def test_a_state_has_its_own_picture(site: Site) -> None:
    amount, share = (site.get(f"/en/charts/revenue-by-source.svg?measure={m}").text for m in ("amount", "share"))
    assert amount != share and "€" in amount
    assert "percent of the total" in share


def test_the_file_has_a_name_to_keep_it_by(site: Site, data: DataVersion) -> None:
    name = site.get("/fr/charts/revenue-by-source.png?measure=share").header("Content-Disposition")
    assert f'filename="interpol-figures_revenue-by-source_share_fr_{data.version}.png"' in name
    csv = site.get("/en/charts/haechi.csv")
    assert f"interpol-figures_haechi_en_{data.version}.csv" in csv.header("Content-Disposition")
    assert csv.header("Access-Control-Allow-Origin") == "*"
    assert site.get("/en/charts/haechi.csv?excel=1").body.startswith(b"\xef\xbb\xbf")


def test_hatching_repeats_after_whole_pixels(site: Site) -> None:
    looked_at = 0
    for name in PRESETS:
        root = parse(site.get(f"/en/charts/revenue-by-source.svg?preset={name}").text)
        chart = list(find(root, "svg"))[1]
        zoom = float(chart.get("width", "")) / float(chart.get("viewbox", "").split()[2])
        for pattern in find(root, "pattern"):
            enlarged = float(pattern.get("patterntransform", "").removeprefix("scale(").rstrip(")")) * zoom
            tile_px = float(pattern.get("width", "").removesuffix("px")) * enlarged
            assert abs(tile_px - round(tile_px)) < 0.01, name
            looked_at += 1
    assert looked_at >= len(PRESETS)
