"""What chart pages tell search engines and link previews."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from PIL import Image

from dashboard.i18n.languages import Code, get_language
from dashboard.releases.data_version import DataVersion
from dashboard.web.routes.chart_files import EXPORTS
from tests.dashboard.components.test_document import metas
from tests.dashboard.reading import find, parse, words
from tests.server import CODES, Site

CHARTS = ["revenue-by-source?measure=share", "haechi", "members-map", "notices-issued", "arrests-by-operation"]


def graph(page: str) -> dict[str, dict[str, Any]]:
    [block] = find(parse(page), "script", type="application/ld+json")
    content = json.loads(words(block))
    assert content["@context"] == "https://schema.org"
    return {node["@type"]: node for node in content["@graph"]}


@pytest.mark.parametrize("code", CODES)
def test_every_chart_is_a_dataset_with_its_files(site: Site, data: DataVersion, code: Code) -> None:
    types = {extension: form.media_type.partition(";")[0] for extension, form in EXPORTS.items() if form.kind == "data"}
    assert len(types) >= 5
    for chart in data.catalogue:
        view = data.view(chart, chart.state({}), get_language(code))
        found = graph(site.page(f"/{code}/charts/{chart.id}"))["Dataset"]
        assert found["name"] == view.title and 50 <= len(found["description"]) <= 5000
        assert (found["inLanguage"], found["version"]) == (code, data.version)
        assert found["license"].startswith("https://creativecommons.org/") and found["creator"]["name"]
        assert found["variableMeasured"] and len(found["isBasedOn"]) == len(view.source_ids) + len(view.publications)
        given = {each["contentUrl"]: each["encodingFormat"] for each in found["distribution"]}
        assert given == {f"{site.origin}/{code}/charts/{chart.id}.{name}": mime for name, mime in types.items()}


@pytest.mark.parametrize("chart", CHARTS)
def test_the_picture_is_the_one_of_the_state(site: Site, chart: str) -> None:
    page = site.page(f"/fr/charts/{chart}")
    nodes, about = graph(page), metas(parse(page))
    picture = nodes["ImageObject"]
    assert nodes["Dataset"]["image"]["@id"] == picture["@id"]
    name, _, query = chart.partition("?")
    address = f"{site.origin}/fr/charts/{name}.png{'?' if query else ''}{query}"
    assert picture["contentUrl"] == address
    preview = f"{site.origin}/fr/charts/{name}.thumbnail.png?{query}{'&' if query else ''}across=1200"
    assert about["og:image"] == about["twitter:image"] == preview
    answer = site.get(address.removeprefix(site.origin))
    with Image.open(io.BytesIO(answer.body)) as image:
        assert image.size == (picture["width"], picture["height"])
    assert answer.header("Content-Type") == picture["encodingFormat"] == about["og:image:type"]
    assert picture["caption"] == about["twitter:title"] and picture["creditText"] and picture["copyrightNotice"]
    assert site.get(picture["acquireLicensePage"].removeprefix(site.origin)).status == 200
    assert about["twitter:description"] == about["og:description"]
    assert about["og:image:alt"].startswith(about["twitter:image:alt"][:100])


def test_data_for_search_engines_cannot_end_their_script(site: Site) -> None:
    page = site.page("/en/charts/haechi")
    block = page.split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0]
    assert "<" not in block and json.loads(block)
