"""oEmbed, read by an independent consumer that knows only a page's address."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import micawber
import pyoembed
import pytest
import requests
from micawber.providers import Provider
from PIL import Image

from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse
from tests.server import CODES, REPOSITORY, Site

ENTRY = REPOSITORY / "deploy" / "oembed-provider.json"
TYPES = {"application/json+oembed", "text/xml+oembed"}
PAGES = [f"/{code}/charts/{chart}" for code in CODES for chart in ("haechi", "revenue-by-source?measure=share")]


def format_list(site: Site, folder: Path) -> micawber.ProviderRegistry:
    """A consumer that knows the site from the public list alone."""
    text = ENTRY.read_text(encoding="utf-8").replace("https://HOST", site.origin)
    (folder / "providers.json").write_text(text, encoding="utf-8")
    return micawber.bootstrap_oembed(providers_file=str(folder / "providers.json"), timeout=60)


def in_page(address: str) -> dict[str, str]:
    """Media type → address that a page's head offers."""
    links = find(parse(requests.get(address, timeout=30).text), "link", rel="alternate")
    return {link.get("type", ""): link.get("href", "") for link in links if link.get("type") in TYPES}


def in_headers(address: str) -> dict[str, str]:
    """The same from the headers, without the page."""
    found = requests.utils.parse_header_links(requests.head(address, timeout=30).headers["Link"])
    return {link["type"]: link["url"] for link in found if link["rel"] == "alternate" and link["type"] in TYPES}


def valid(content: dict[str, object], most_width: int = 10_000, most_height: int = 10_000) -> None:
    """What the specification asks of a rich answer."""
    assert (content["version"], content["type"]) == ("1.0", "rich")
    assert isinstance(content["version"], str) and isinstance(content["html"], str)
    for name in ("", "thumbnail_"):
        width, height = content[f"{name}width"], content[f"{name}height"]
        assert isinstance(width, int) and isinstance(height, int)
        assert 0 < width <= most_width and 0 < height <= most_height
    assert str(content["thumbnail_url"]).startswith("http")
    frame = next(find(parse(str(content["html"])), "iframe"))
    assert (frame.get("width"), frame.get("height")) == (str(content["width"]), str(content["height"]))
    assert frame.get("title") and "<script" not in str(content["html"])


@pytest.mark.parametrize("page", PAGES)
def test_a_consumer_finds_the_chart_from_its_address_alone(site: Site, data: DataVersion, page: str) -> None:
    address = site.origin + page
    offered = in_page(address)
    assert set(offered) == TYPES and in_headers(address) == offered
    endpoint, _, _ = offered["application/json+oembed"].partition("?")
    registry = micawber.ProviderRegistry()
    registry.register(re.escape(address), Provider(endpoint, timeout=60))
    content = registry.request(address, maxwidth=500, maxheight=700)
    valid(content, 500, 700)
    chart = data.catalogue.chart(page.split("/")[-1].split("?")[0])
    state = chart.state({"measure": "share"} if "share" in page else {})
    assert content["title"] == data.view(chart, state, get_language(page[1:3])).title  # type: ignore[arg-type]
    frame = next(find(parse(content["html"]), "iframe")).get("src") or ""
    assert frame == address.replace("/charts/", "/embed/")
    assert requests.get(frame, timeout=30).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_consumer_that_discovers_needs_nothing_but_the_address(site: Site, page: str) -> None:
    content = pyoembed.oEmbed(site.origin + page, maxwidth=500, maxheight=700)
    numbers = {name: int(content[name]) for name in content if name.endswith(("width", "height"))}
    valid({**content, **numbers}, 500, 700)
    frame = next(find(parse(content["html"]), "iframe")).get("src") or ""
    assert frame == (site.origin + page).replace("/charts/", "/embed/")


@pytest.mark.parametrize("page", PAGES[:2])
def test_what_a_page_offers_answers_as_it_says(site: Site, page: str) -> None:
    offered = in_page(site.origin + page)
    as_json = requests.get(offered["application/json+oembed"], timeout=30)
    as_xml = requests.get(offered["text/xml+oembed"], timeout=30)
    valid(as_json.json())
    root = ElementTree.fromstring(as_xml.content)
    assert (root.tag, as_xml.headers["Content-Type"]) == ("oembed", "text/xml; charset=utf-8")
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in as_json.json().items()}


def test_the_entry_for_the_public_list_leads_to_every_chart(site: Site, data: DataVersion, tmp_path: Path) -> None:
    registry = format_list(site, tmp_path)
    entry = json.loads(ENTRY.read_text(encoding="utf-8"))[0]
    assert set(entry) == {"provider_name", "provider_url", "endpoints"} and entry["endpoints"][0]["discovery"] is True
    for example in entry["endpoints"][0]["example_urls"]:
        path = example.replace("https%3A%2F%2FHOST", quote(site.origin, safe="")).removeprefix("https://HOST")
        assert path.startswith("/oembed?") and site.get(path).status == 200
    addresses = [
        f"{site.origin}/{code}/{kind}/{chart.id}"
        for code in CODES
        for kind in ("charts", "embed")
        for chart in data.catalogue
    ]
    assert len(addresses) > 200
    assert [address for address in addresses if registry.provider_for_url(address) is None] == []
    for address in addresses[::37]:
        valid(registry.request(address))
    for path in ("/en/", "/en/notices", "/fr/about", "/en/figures"):
        assert registry.provider_for_url(site.origin + path) is None


def test_charts_in_a_text_become_frames(site: Site, tmp_path: Path) -> None:
    text = f"Read this:\n{site.origin}/en/charts/haechi\nand that."
    assert f'<iframe src="{site.origin}/en/embed/haechi"' in format_list(site, tmp_path).parse_text(text)


def request_render(site: Site, url: str, **more: str) -> tuple[int, dict[str, object]]:
    answer = site.get(f"/oembed?{urlencode({'url': url, **more})}")
    return answer.status, json.loads(answer.text) if answer.status == 200 else {}


@pytest.mark.parametrize(("width", "height"), [("200", "200"), ("320", "480"), ("640", "300"), ("1200", "1200")])
def test_sizes_are_obeyed_by_frame_and_thumbnail(site: Site, data: DataVersion, width: str, height: str) -> None:
    for chart in list(data.catalogue)[::6]:
        status, content = request_render(site, f"{site.origin}/fr/charts/{chart.id}", maxwidth=width, maxheight=height)
        assert status == 200
        valid(content, int(width), int(height))
        path = str(content["thumbnail_url"]).removeprefix(site.origin)
        with Image.open(io.BytesIO(site.get(path).body)) as picture:
            assert picture.size == (content["thumbnail_width"], content["thumbnail_height"])


@pytest.mark.parametrize(("asked", "width"), [({}, 640), ({"maxwidth": "760"}, 760), ({"maxwidth": "3000"}, 1600)])
def test_a_frame_is_as_wide_as_asked_and_says_its_title_once(site: Site, asked: dict[str, str], width: int) -> None:
    content = request_render(site, f"{site.origin}/en/charts/haechi", **asked)[1]
    assert content["width"] == width and str(content["html"]).startswith("<iframe ")


@pytest.mark.parametrize("scheme", ["http", "https", "HTTP"])
@pytest.mark.parametrize(
    "path", ["/en/charts/haechi", "/ar/embed/haechi", "/es/charts/haechi#embed", "/fr/embed/haechi?x=1"]
)
def test_own_addresses_are_known(site: Site, scheme: str, path: str) -> None:
    status, content = request_render(site, f"{scheme}://127.0.0.1:{site.port}{path}")
    assert status == 200
    valid(content)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://HOST/en/charts/haechi", "//HOST/en/charts/haechi", "/en/charts/haechi", "javascript:alert(1)",
        "http://HOST@evil.example/en/charts/haechi", "http://evil.example/en/charts/haechi", "http://HOST/en/notices",
        "http://HOST/en/charts/no-such-chart", "http://HOST/xx/charts/haechi", "http://HOST/en/charts/haechi.png",
        "http://HOST/en/charts/", "http://[", "http://HOST/en/embed/haechi?lang=xx", "",
    ],
)  # fmt: skip
def test_other_addresses_are_not(site: Site, url: str) -> None:
    assert request_render(site, url.replace("HOST", f"127.0.0.1:{site.port}"))[0] == 404


def test_an_embeds_address_keeps_its_options(site: Site, data: DataVersion) -> None:
    url = (
        f"{site.origin}/en/embed/revenue-by-source?measure=share&theme=dark&title=0&lang=fr&v={data.version}&childId=x"
    )
    content = request_render(site, url)[1]
    frame = next(find(parse(str(content["html"])), "iframe")).get("src")
    assert frame == (f"{site.origin}/fr/embed/revenue-by-source?measure=share&theme=dark&title=0&v={data.version}")
    for wrong in ("measure=weight", "v=000000000000", "theme=%22%3E%3Cb%3E"):
        assert request_render(site, f"{site.origin}/en/embed/revenue-by-source?{wrong}")[0] == 400


def test_nothing_from_outside_gets_into_the_answer(site: Site) -> None:
    nasty = "\"><script>alert('x')</script>&amp;]]>"
    url = f"{site.origin}/en/embed/haechi?a={quote(nasty)}#{quote(nasty)}"
    for form in ("json", "xml"):
        answer = site.get(f"/oembed?{urlencode({'url': url, 'format': form})}")
        assert answer.status == 200 and "alert" not in answer.text
    ElementTree.fromstring(answer.text)
