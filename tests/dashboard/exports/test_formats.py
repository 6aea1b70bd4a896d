"""Pictures as files: opened by readers that are not ours, whatever is asked for, and refused in plain words."""

from __future__ import annotations

import hashlib
import io
import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest
from pdfminer.high_level import extract_text
from PIL import Image
from pypdf import PdfReader

from dashboard.chart_types.registry import without_last_rows
from dashboard.charts.catalogue import Chart
from dashboard.charts.datum import Datum
from dashboard.charts.description import alt_text
from dashboard.charts.sources import source_line
from dashboard.charts.view import ChartView
from dashboard.exports.images.layout import layout_image, rest_line
from dashboard.exports.images.presets import MAX_PX, MIN_PX, PRESETS, resized
from dashboard.i18n.languages import Language, get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import squeezed
from tests.server import CODES, Site

NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
#: Chart forms that write only some of their values beside the marks.
SELECTIVE = ("line", "world_map")


def labelled(view: ChartView) -> list[Datum]:
    """The values that a chart must label: of columns over time the last, of a line the first too and those that documents print."""
    if view.chart.definition.type in SELECTIVE:
        return []
    if not view.chart.definition.series:
        return list(view.rows)
    beside = [row for row in view.rows if row.series == view.chart.definition.beside]  # the last bears its name as well
    ends = [[row for row in view.rows if row.series == name] for name in view.series]
    if view.chart.definition.type == "series_columns":  # the others may have a scale instead
        return [rows[-1] for rows in ends if rows[-1] not in beside]
    first_and_last = [row for rows in ends for row in (rows[0], rows[-1])]
    return [row for row in view.rows if row not in beside and (row.basis != "reported" or row in first_and_last)]


DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def opened(body: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(body))
    image.load()
    return image


def letters(text: str) -> str:
    """What a text is made of, whatever the order and the forms in which a reader finds its letters."""
    return "".join(sorted(re.sub(r"[\W_]", "", text)))


def written(svg: ElementTree.Element) -> str:
    """What stands in a picture for all to see."""
    return "".join("".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text"))


def drawn_labels(data: DataVersion, chart: Chart, language: Language) -> set[str]:
    """The words that a chart's own figure carries at its marks: values, those of one row too, and names of what has them."""
    figure = layout_image(data, chart, chart.state({}), language, PRESETS["wide"], "").drawing.figure
    found = [note.get("text", "") for note in figure["layout"].get("annotations", [])]
    for trace in figure["data"]:
        texts = trace.get("text") or []
        found += [texts] if isinstance(texts, str) else texts
    return {part for text in map(squeezed, found) for part in (text, *text.split("+")) if part}


def stands(number: str, text: str) -> bool:
    """Whether a number stands in a text by itself, its thousands set apart or not, and not as a part of a longer one."""
    spaced = r"\s?".join(map(re.escape, number))
    return re.search(rf"(?<!\d){spaced}(?!\d)", text) is not None


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_every_preset_has_its_size(site: Site, name: str) -> None:
    preset = PRESETS[name]
    image = opened(site.get(f"/en/charts/haechi.png?preset={name}").body)
    assert image.size == (preset.width_px, preset.height_px)
    if preset.width_mm:
        assert image.info["dpi"][0] == pytest.approx(300, abs=0.5)


@pytest.mark.parametrize("code", CODES)
def test_a_picture_without_title_keeps_all_else(site: Site, data: DataVersion, code: str) -> None:
    chart = data.catalogue.chart("haechi")
    view = data.view(chart, chart.state({}), get_language(code))  # type: ignore[arg-type]
    root = ElementTree.fromstring(site.get(f"/{code}/charts/haechi.svg?preset=plain").body)
    lines = [squeezed("".join(text.itertext())) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    drawn = "".join(lines)
    assert squeezed(view.title) not in drawn and squeezed(view.subtitle) not in drawn
    assert view.caveat and len(view.notes) >= 2
    for words in (view.caveat, source_line(view, data.vocabulary), f"/{code}/charts/haechi"):
        assert squeezed(words) in drawn, words
    topic = data.vocabulary.topic(chart.topic, view.language)
    assert squeezed(topic) not in map(squeezed, lines) and data.version not in drawn
    assert root.findtext("{http://www.w3.org/2000/svg}title") == view.title  # for who cannot see it


@pytest.mark.parametrize("size", [(MIN_PX, 480), (800, 600), (MAX_PX, 1200), (600, 1400)])
def test_free_sizes(site: Site, size: tuple[int, int]) -> None:
    image = opened(site.get(f"/en/charts/searches.png?width={size[0]}&height={size[1]}").body)
    assert image.size == size


def test_one_side_keeps_the_shape(site: Site) -> None:
    assert opened(site.get("/en/charts/searches.png?width=800").body).size == (800, 450)
    assert opened(site.get("/en/charts/searches.png?preset=square&height=600").body).size == (600, 600)


@pytest.mark.parametrize("code", CODES)
def test_a_png_says_what_it_is(site: Site, data: DataVersion, code: str) -> None:
    chart = data.catalogue.chart("haechi")
    view = data.view(chart, chart.state({}), get_language(code))  # type: ignore[arg-type]
    image = opened(site.get(f"/{code}/charts/haechi.png").body)
    assert image.info["Title"] == view.title
    assert image.info["Description"] == alt_text(view)
    assert source_line(view, data.vocabulary) in image.info["Source"]
    assert f"/{code}/charts/haechi" in image.info["Source"]
    xmp_packet = image.info["XML:com.adobe.xmp"]
    root = ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", xmp_packet))
    title = [item.text for item in root.find(f".//{DC}title").iter(f"{RDF}li")]  # type: ignore[union-attr]
    assert set(title) == {view.title}
    assert root.findtext(f".//{DC}source") == source_line(view, data.vocabulary)
    for said in (data.version, "creativecommons.org/licenses/by/4.0", "AltTextAccessibility"):
        assert said in xmp_packet


@pytest.mark.parametrize("code", CODES)
def test_a_pdf_has_text_title_language_and_description(site: Site, data: DataVersion, code: str) -> None:
    chart = data.catalogue.chart("haechi")
    view = data.view(chart, chart.state({}), get_language(code))  # type: ignore[arg-type]
    answer = site.get(f"/{code}/charts/haechi.pdf?preset=print")
    assert answer.header("Content-Type") == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.body))
    page = reader.pages[0]
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(180, abs=0.1)
    assert reader.metadata is not None and reader.metadata.title == view.title
    root = reader.trailer["/Root"]
    assert root["/Lang"] == code and root["/MarkInfo"]["/Marked"]
    xmp_packet = root["/Metadata"].get_data().decode()
    ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", xmp_packet).strip("\ufeff"))
    assert data.version in xmp_packet and source_line(view, data.vocabulary) in xmp_packet
    found = letters(extract_text(io.BytesIO(answer.body)))
    for text in (view.title, view.subtitle, *(view.value_label(row) for row in view.rows)):
        for letter in set(letters(text)):
            assert found.count(letter) >= letters(text).count(letter), (text, letter)
    if code != "ar":  # a reader of plain text puts right-to-left lines in another order
        plain = re.sub(r"\s+", "", extract_text(io.BytesIO(answer.body)))
        assert re.sub(r"\s+", "", view.title) in plain


def test_an_svg_says_what_it_is(site: Site, data: DataVersion) -> None:
    chart = data.catalogue.chart("searches")
    view = data.view(chart, chart.state({}), get_language("ar"))
    root = ElementTree.fromstring(site.get("/ar/charts/searches.svg").body)
    svg = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{svg}title") == view.title and root.findtext(f"{svg}desc") == alt_text(view)
    assert (root.get("lang"), root.get("role")) == ("ar", "img")
    assert root.find(f"{svg}metadata//{DC}title") is not None


def test_many_at_once_get_each_their_own(site: Site, data: DataVersion) -> None:
    paths = [f"/{code}/charts/{c.id}.svg?width=1000" for c in data.catalogue for code in ("en", "es")][:30]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(site.get, paths))
    for path, answer in zip(paths, answers, strict=True):
        assert answer.status == 200, path
        code, chart_id = path.split("/")[1], path.split("/")[3].split(".")[0]
        chart = data.catalogue.chart(chart_id)
        view = data.view(chart, chart.state({}), get_language(code))  # type: ignore[arg-type]
        root = ElementTree.fromstring(answer.body)
        assert root.findtext("{http://www.w3.org/2000/svg}title") == view.title
        text = re.sub(r"\s", "", written(root))
        left_out = layout_image(
            data, chart, view.state, view.language, resized(PRESETS["wide"], 1000, None), ""
        ).left_out
        assert squeezed(rest_line(view.language, left_out)) in squeezed(text), path
        last = without_last_rows(view, left_out).rows[-1]
        labels = [re.sub(r"\s", "", view.value_label(last, short=short)) for short in (True, False)]
        assert any(label in text for label in labels), path
    assert len({hashlib.sha256(answer.body).digest() for answer in answers}) == 30


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("preset=poster", "wide"),
        ("theme=blue", "dark"),
        ("scale=0", "3"),
        ("scale=-1", "3"),
        ("scale=99999999999", "3"),
        ("width=0", "2400"),
        ("width=99999", "2400"),
        ("height=-5", "320"),
        ("width=1e3", "2400"),
        ("width=٨٠٠", "2400"),
        ("width=2400&height=2400&scale=3", "2"),
        ("transparent=yes", "1"),
        ("v=000000000000", ""),
    ],
)
@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_what_is_not_offered_is_refused_with_what_is(site: Site, query: str, offered: str, form: str) -> None:
    if ("width=2400" in query or "scale" in query) and form != "png":
        pytest.skip("only pixels are counted")
    answer = site.get(f"/en/charts/haechi.{form}?{query}".replace("٨٠٠", "%D9%A8%D9%A0%D9%A0"))
    assert answer.status == 400 and offered in answer.text


def test_frozen_pictures_are_kept_for_ever(site: Site, data: DataVersion) -> None:
    frozen = site.get(f"/en/charts/haechi.png?v={data.version}")
    assert "immutable" in frozen.header("Cache-Control") and frozen.header("ETag")
    assert "immutable" not in site.get("/en/charts/haechi.png").header("Cache-Control")
    again = site.get(f"/en/charts/haechi.png?v={data.version}", if_none_match=frozen.header("ETag"))
    assert again.status == 304 and not again.body


def holds(text: str, words: str) -> bool:
    return all(text.count(letter) >= letters(words).count(letter) for letter in set(letters(words)))


@pytest.mark.parametrize("code", CODES)
def test_every_chart_opens_in_every_format(site: Site, data: DataVersion, code: str) -> None:
    looked_at = 0
    for chart in data.catalogue:
        view = data.view(chart, chart.state({}), get_language(code))  # type: ignore[arg-type]
        address = f"/{code}/charts/{chart.id}"
        svg = ElementTree.fromstring(site.get(f"{address}.svg").body)
        text = letters(written(svg))
        image = opened(site.get(f"{address}.png").body)
        printed = site.get(f"{address}.pdf").body
        page = PdfReader(io.BytesIO(printed))
        assert svg.findtext("{http://www.w3.org/2000/svg}title") == view.title
        assert (image.info["Title"], page.metadata.title if page.metadata else "") == (view.title, view.title)
        assert image.size == (int(svg.get("width", "0")), int(svg.get("height", "0")))
        credit = source_line(view, data.vocabulary)
        metadata = ElementTree.fromstring(page.trailer["/Root"]["/Metadata"].get_data())
        assert credit in image.info["Source"] and credit in "".join(metadata.itertext())
        # In the picture, whatever the order in which lines are broken and embedded. Documents are counted where the caveat
        # needs the room.
        counted = source_line(view, data.vocabulary, brief=True) + (view.caveat or "no caveat")
        assert holds(text, credit) or holds(text, counted), chart.id
        assert holds(text, view.subtitle), chart.id
        labels = drawn_labels(data, chart, view.language)
        plan = layout_image(data, chart, view.state, view.language, PRESETS["wide"], "")
        shown = without_last_rows(view, plan.left_out)
        drawn, read = squeezed(written(svg)), extract_text(io.BytesIO(printed))
        assert squeezed(rest_line(view.language, plan.left_out)) in drawn
        for row in labelled(shown):
            forms = tuple(squeezed(view.value_label(row, short=short)) for short in (True, False))
            assert any(label.startswith(forms) for label in labels), f"{chart.id} does not label {row.label}"
        gap = squeezed(view.language.gettext(view.chart.definition.gap))  # said where there is room for it
        more = re.sub(r"\d", "", squeezed(view.language.ngettext("And {number} more:", "And {number} more:", 12)))
        for label in labels:
            if re.sub(r"\d", "", label) == more:  # how many are counted depends on the size in which it was drawn
                assert more in re.sub(r"\d", "", drawn), chart.id
                continue
            assert label in drawn or label == gap, (chart.id, label)
            assert all(stands(number, read) for number in NUMBER.findall(label)), (chart.id, label)
        looked_at += len(labels)
    assert looked_at > 200
