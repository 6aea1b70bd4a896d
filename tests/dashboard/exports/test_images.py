"""Pictures: the size that was asked for, something to see on them, and everything that a reader needs inside."""

from __future__ import annotations

import io
import json

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


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
def test_presets_and_free_sizes_are_exact(site: Site, data: DataVersion, code: str) -> None:
    for place, chart in enumerate(list(data.catalogue)[:: len(PRESETS)]):
        preset = list(PRESETS.values())[place % len(PRESETS)]
        image = picture(site, f"/{code}/charts/{chart.id}.png?preset={preset.name}")
        assert image.size == (preset.width_px, preset.height_px), chart.id
    assert picture(site, f"/{code}/charts/arrests-by-operation.png?width=640&height=480").size == (640, 480)
    assert picture(site, f"/{code}/charts/members-map.png?width=900").size == (900, 506)  # the shape of the preset


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
def test_a_size_in_which_a_chart_cannot_be_read_is_refused_with_one_that_can(site: Site, code: str) -> None:
    for address, asked in (
        ("width=2400&height=320", "320"),
        ("width=320", "320"),
        ("preset=story&width=400&height=401", "401"),
    ):
        path = f"/{code}/charts/money-2021.png?{address}"
        refused = site.get(path, Accept="application/json")
        assert refused.status == 400, address
        least = int(json.loads(refused.text)["allowed"][0].split(" – ")[0])
        assert least > int(asked) and asked in json.loads(refused.text)["detail"]
        taken = path.replace(f"&height={asked}", "") + f"&height={least}"
        assert picture(site, taken).size == (int(address.split("width=")[1].split("&")[0]), least)
        assert site.get(taken.replace(f"height={least}", f"height={least - 15}")).status == 400
    for size in (
        "width=319",
        "width=2401",
        "height=0",
        "height=1e3",
        "width=-5",
        "height=99999999",
        "width=%D9%A4%D9%A0%D9%A0",
    ):
        refused = site.get(f"/{code}/charts/hits.png?{size}", Accept="application/json")
        assert refused.status == 400 and json.loads(refused.text)["allowed"] == ["320 – 2400"], size


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
