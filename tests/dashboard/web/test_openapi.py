"""The description of addresses: valid, whole and true, for programs and for readers."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest
from openapi_spec_validator import validate

from dashboard.i18n.languages import Code, get_language
from dashboard.releases.data_version import DataVersion
from dashboard.web.routes.chart_files import EXPORTS
from dashboard.web.routes.open_data import FILES
from tests.dashboard.reading import find, parse, words
from tests.server import CODES, Site

#: Forms whose pictures take their time.
DRAWN = re.compile(r"[.](png|svg|pdf|zip)$")


@pytest.fixture(scope="module")
def described(site: Site) -> dict[str, Any]:
    answer = site.get("/openapi.json")
    assert answer.header("Content-Type").startswith("application/json")
    content: dict[str, Any] = json.loads(answer.body)
    return content


def test_it_is_valid(described: dict[str, Any]) -> None:
    validate(described)
    assert described["openapi"].startswith("3.1")


def test_each_example_is_answered(site: Site, described: dict[str, Any]) -> None:
    assert len(described["paths"]) > 60
    for path, item in described["paths"].items():
        operation, address, query = item["get"], path, []
        if "controls" in operation["tags"] and DRAWN.search(path):
            continue  # the pictures of the other charts stand for these
        if path.endswith("/security.txt"):
            continue  # only a site with an address has it
        for parameter in operation.get("parameters", []):
            if "example" in parameter:
                example = parameter["example"]
                assert jsonschema_rs.is_valid(parameter["schema"], example), f"{path}: {parameter['name']}"
                address = address.replace(f"{{{parameter['name']}}}", example)
                if parameter["in"] == "query":
                    query.append(f"{parameter['name']}={quote(example, safe='')}")
        answer = site.get(address + ("?" + "&".join(query) if query else ""))
        status, told = next(iter(operation["responses"].items()))
        assert str(answer.status) == status, f"{address}: {answer.status}"
        if "content" in told:
            assert answer.header("Content-Type").partition(";")[0] in told["content"], address
        if "304" in operation["responses"]:
            assert site.get(address, if_none_match=answer.header("ETag")).status == 304, address


def test_nothing_public_is_left_out(described: dict[str, Any], data: DataVersion) -> None:
    paths = described["paths"]
    for extension in EXPORTS:
        ids = {p["name"]: p["schema"] for p in paths[f"/{{lang}}/charts/{{id}}.{extension}"]["get"]["parameters"]}["id"]
        own = {chart.id for chart in data.catalogue if f"/{{lang}}/charts/{chart.id}.{extension}" in paths}
        assert set(ids["enum"]) | own == {chart.id for chart in data.catalogue}
        assert own == {chart.id for chart in data.catalogue if chart.definition.controls}
    assert {f"/{name}" for name in FILES} <= set(paths)


def test_every_value_that_is_offered_is_taken(site: Site, described: dict[str, Any]) -> None:
    """One parameter at a time; pictures in all their sizes are others' to draw."""
    query = 0
    for path, item in described["paths"].items():
        if DRAWN.search(path) or path == "/oembed":
            continue
        if "controls" in item["get"]["tags"] and not path.endswith((".csv", ".json")):
            continue  # the other charts stand for these
        address = path.replace("{lang}", "es").replace("{id}", "notices-issued")
        for each in item["get"].get("parameters", []):
            address = address.replace(f"{{{each['name']}}}", str(each.get("example", "")))
        for parameter in item["get"].get("parameters", []):
            if parameter["in"] == "query":
                for value in parameter["schema"].get("enum", []):
                    query += 1
                    status = site.get(f"{address}?{parameter['name']}={quote(value)}").status
                    assert status == 200, f"{address}?{parameter['name']}={value}: {status}"
                if "enum" in parameter["schema"] and not path.endswith(("figures", "operations", "members")):
                    wrong = site.get(f"{address}?{parameter['name']}=no-such-value")
                    assert wrong.status == 400, f"{address}: {parameter['name']}"
    assert query > 100


@pytest.mark.parametrize("code", CODES)
def test_readers_find_each_form_and_file(site: Site, described: dict[str, Any], code: Code) -> None:
    page = parse(site.page(f"/{code}/data"))
    links = {link.get("href", "") for link in find(page, "a")}
    expected = {f"/{code}/charts/notices-issued.{extension}" for extension in EXPORTS} | {f"/{name}" for name in FILES}
    assert expected <= links
    text = words(next(find(page, "main")))
    for name in ("as_printed", "more_than", "preset", "transparent", "pd.read_csv"):
        assert name in text, name
    for column in ("Value", "Unit", "As printed"):
        assert get_language(code).gettext(column) in text
    for home in (f"/{code}/", f"/{code}/charts/haechi"):
        page = parse(site.page(home))
        assert f"/{code}/data" in {link.get("href") for link in find(page, "a")}
        assert [link.get("href") for link in find(page, "link", rel="service-desc")] == ["/openapi.json"]
