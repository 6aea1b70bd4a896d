"""What can be chosen about pictures and embeds on the server's side: addresses, code, refusals, escaping."""

from __future__ import annotations

import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from PIL import Image

from dashboard.charts.catalogue import Chart
from dashboard.exports.embeds.embed_code import embed_code
from dashboard.exports.embeds.embed_options import OPTIONS, EmbedOptions
from dashboard.exports.images.image_options import ImageOptions, image_options
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from dashboard.web.routes.chart_files import EXPORTS
from tests.dashboard.reading import find, parse, words
from tests.server import CODES, Site

CHOICES = {"preset", "theme", "format", "transparent", "language", "scale", "data", "width", "v", *OPTIONS}
HOSTILE = """A "quoted" <script>alert(1)</script> & 'single' ](x) `title` \\"""


def test_no_control_has_the_name_of_a_choice(data: DataVersion) -> None:
    names = {name for chart in data.catalogue for name in chart.definition.controls}
    assert names and not names & CHOICES


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("section", ["download", "embed"])
def test_every_chart_has_its_sections(site: Site, data: DataVersion, code: str, section: str) -> None:
    for chart in data.catalogue:
        root = parse(site.page(f"/{code}/charts/{chart.id}/{section}"))
        assert next(find(root, "meta", name="robots")).get("content") == "noindex"
        form = next(find(root, "form", class_="choices"))
        assert form.get("action") == f"/{code}/charts/{chart.id}/{section}"
        legends = [e for e in find(form, "fieldset") if not list(find(e, "legend"))]
        assert legends == [] and len(list(find(form, "input"))) >= {"download": 10, "embed": 9}[section]


def test_every_form_is_offered(site: Site) -> None:
    links = {a.get("href") for a in find(parse(site.page("/en/charts/haechi/download")), "a")}
    offered = [f"/en/charts/haechi.{name}" for name, form in EXPORTS.items() if form.kind in ("data", "citation")]
    assert len(offered) >= 8 and set(offered) <= links
    assert "/en/charts/haechi.csv?excel=1" in links
    assert [path for path in offered if site.get(path).status != 200] == []


def test_choices_stay_chosen(site: Site) -> None:
    page = site.page("/en/charts/revenue-by-source/download?measure=share&preset=square&theme=dark&language=ar&scale=3")
    form = next(find(parse(page), "form", class_="choices"))
    checked = {e.get("name"): e.get("value") for e in find(form, "input") if e.get("checked") is not None}
    assert checked["preset"] == "square" and checked["theme"] == "dark"
    assert [e.get("value") for e in find(form, "option") if e.get("selected") is not None] == [
        "",
        "ar",
        "3",
    ]  # nothing set off
    assert [e.get("value") for e in find(form, "input", type="hidden")] == ["share"]
    assert "/ar/charts/revenue-by-source.png?measure=share&amp;preset=square&amp;theme=dark&amp;scale=3" in page


@pytest.mark.parametrize(
    "query", ["preset=poster", "theme=blue", "format=gif", "scale=4", "language=de", "transparent=yes"]
)
def test_what_is_not_offered_is_refused(site: Site, query: str) -> None:
    answer = site.get(f"/en/charts/haechi/download?{query}")
    assert answer.status == 400
    assert query.partition("=")[2] in answer.text


def test_there_are_no_other_sections(site: Site) -> None:
    assert site.get("/en/charts/haechi/upload").status == 404
    assert site.get("/en/charts/nothing/download").status == 404
    assert site.get("/en/charts/haechi/embed?width=100").status == 400


def test_an_address_names_only_what_was_chosen(data: DataVersion) -> None:
    chart: Chart = data.catalogue.chart("haechi")
    assert ImageOptions(get_language("en")).address(chart, ()) == "/en/charts/haechi.png"
    choice = image_options({"preset": "story", "format": "svg", "scale": "3", "measure": "x"}, get_language("fr"))
    assert choice.address(chart, ()) == "/fr/charts/haechi.svg?preset=story"
    assert replace(choice, format="png").address(chart, ()) == "/fr/charts/haechi.png?preset=story&scale=3"
    assert choice.preview().option("scale") == "1"


#: Of the script that gives a frame its height.
ENDING = "f.style.height=Object.values(h)[0]+'px'})})</script>"


class Tags(HTMLParser):
    """Every tag that a browser would open, and the text between."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, dict(attrs)))


def test_a_title_never_breaks_out_of_the_code(data: DataVersion) -> None:
    chart = data.catalogue.chart("revenue-by-source")
    view = replace(data.view(chart, chart.state({}), get_language("en")), title=HOSTILE)
    options = EmbedOptions(theme="dark", title=False, controls=False, transparent=True, frozen=True)
    code = embed_code(data, view, "https://figures.example.org", options)
    for markup, tags in ((code.iframe, ["div", "iframe", "a"]), (code.picture, ["a", "picture", "source", "img"])):
        reader = Tags()
        reader.feed(markup)
        assert [tag for tag, _ in reader.opened][: len(tags)] == tags
        assert "script" not in [tag for tag, _ in reader.opened]
    reader = Tags()
    reader.feed(code.iframe_with_script)
    assert [tag for tag, _ in reader.opened] == ["div", "iframe", "a", "script"]
    assert not set("&<>\n") & set(code.iframe_with_script.partition("<script>")[2].removesuffix("</script>"))
    reader = Tags()
    reader.feed(code.iframe)
    frame = reader.opened[1][1]
    assert frame["title"] == HOSTILE
    query = f"theme=dark&title=0&controls=0&transparent=1&v={data.version}"
    assert frame["src"] == f"https://figures.example.org/en/embed/{chart.id}?{query}"
    assert "<" not in code.markdown and "\\](x)" in code.markdown


def test_an_origin_never_ends_the_script_that_names_it(data: DataVersion) -> None:
    chart = data.catalogue.chart("revenue-by-source")
    code = embed_code(data, data.view(chart, chart.state({}), get_language("en")), "https://x'</script>\\<script>")
    assert code.iframe_with_script.endswith(
        r"indexOf('https://x\u0027\u003c/script\u003e\u005c\u003cscript\u003e/')===0)" + ENDING
    )


def test_the_section_holds_the_code_as_text(site: Site) -> None:
    root = parse(site.page("/fr/charts/revenue-by-source/embed?theme=light&data=frozen"))
    assert next(find(root, "input", value="frozen")).get("checked") is not None
    assert len(list(find(root, "iframe"))) == 1, "the code in the text is no frame of the page"


def test_the_code_is_written_for_the_width_of_a_column(site: Site, data: DataVersion) -> None:
    """Scripts first; where a site drops styles, the height is that of the column."""
    heights = []
    for width in ("320", "760"):
        root = parse(site.page(f"/en/charts/haechi/embed?width={width}"))
        assert next(find(root, "input", type="number")).get("value") == width
        assert next(find(root, "iframe")).get("width") == width
        areas = [area.get("id") for area in find(root, "textarea")]
        assert areas == [f"code-{form}" for form in ("listening", "frame", "picture", "markdown", "oembed")]
        reader = Tags()
        reader.feed(words(next(find(root, "textarea", id="code-frame"))))
        heights.append(int(reader.opened[1][1]["height"] or 0))
    assert heights[0] > heights[1] > 100
    assert site.get("/en/charts/haechi/embed?width=wide").status == 400


def test_a_narrow_column_gets_an_upright_picture(site: Site, data: DataVersion) -> None:
    chart = data.catalogue.chart("haechi")
    reader = Tags()
    reader.feed(embed_code(data, data.view(chart, (), get_language("en")), site.origin).picture)
    source = dict(reader.opened)["source"]
    assert source["media"] == "(max-width:600px)"
    address = str(source["srcset"]).removeprefix(site.origin)
    with Image.open(io.BytesIO(site.get(address).body)) as picture:
        assert picture.size == (1080, 1350)


def test_the_address_for_oembed_carries_what_was_chosen(site: Site, data: DataVersion) -> None:
    for query, expected in (
        ("", "/en/charts/haechi"),
        ("?theme=dark&data=frozen", f"/en/embed/haechi?theme=dark&v={data.version}"),
    ):
        root = parse(site.page(f"/en/charts/haechi/embed{query}"))
        assert words(next(find(root, "textarea", id="code-oembed"))) == site.origin + expected
