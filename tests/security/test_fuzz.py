"""Whatever a stranger asks, in whatever words: never a fault of ours, never a traceback."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import quote, unquote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import create_environ, run_wsgi_app

from bench.load import callback_body
from dashboard.releases.data_version import DataVersion
from tests.server import CODES, Site

ASKED = [*CODES, "xx", "EN", "en-GB", ""]
#: What tends to break programs.
NASTY = [
    "",
    " ",
    "0",
    "-1",
    "1e309",
    "NaN",
    "9" * 400,
    "١٢",
    "²",
    "'",
    '"',
    "' OR 1=1 --",
    "; DROP TABLE figures; --",
    "%",
    "_",
    "\\",
    "\x00",
    "\ud800",
    "\u202e",
    "{}",
    "{0.__class__}",
    "%s%n",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "]]>",
    "a" * 5000,
    "true",
    "null",
    "[]",
]
FORMATS = [
    "png",
    "svg",
    "pdf",
    "csv",
    "xlsx",
    "json",
    "metadata.json",
    "figure.json",
    "zip",
    "exe",
    "",
    "png.csv",
    "bib",
]
FIXED = ["", "/", "/robots.txt", "/sitemap.xml", "/feed.atom", "/oembed", "/figures.csv", "/figures.parquet", "/figures.exe",
         "/operations.csv", "/datapackage.json", "/openapi.json", "/healthz", "/readyz", "/_dash/_dash-layout",
         "/_dash/_dash-dependencies", "/_dash/", "/favicon.ico", "//", "/.env", "/%2e%2e/%2e%2e/etc/passwd"]  # fmt: skip
NAMES = ["q", "page", "figure", "topic", "year", "kind", "area", "goal", "region", "outcome", "order", "operation", "member",
         "unit", "basis", "source", "v", "lang", "theme", "title", "controls", "transparent", "preset", "scale", "layout",
         "width", "height", "background", "dpi", "excel", "url", "format", "maxwidth", "maxheight", "childId", "%"]  # fmt: skip
FUZZ = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, max_examples=120)
#: Pages by the hundred are made anew here.
LONGER = settings(FUZZ, max_examples=4000)


def texts() -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(NASTY), st.text(max_size=30), st.sampled_from(["all", "share", "1", "2021", "dark"])
    )


def paths(charts: list[str]) -> st.SearchStrategy[str]:
    code, chart = (
        st.sampled_from(ASKED),
        st.one_of(st.sampled_from(charts), texts().map(lambda t: quote(t, errors="replace"))),
    )
    page = st.sampled_from(["", "figures", "about", "goals", "operations", "members", "notices", "finances", "nothing"])
    return st.one_of(
        st.sampled_from(FIXED),
        st.builds("/{}/{}".format, code, page),
        st.builds("/{}/charts/{}".format, code, chart),
        st.builds("/{}/embed/{}".format, code, chart),
        st.builds("/{}/charts/{}.{}".format, code, chart, st.sampled_from(FORMATS)),
        texts().map(lambda t: "/" + quote(t, errors="replace")),
    )


def queries(data: DataVersion) -> st.SearchStrategy[list[tuple[str, str]]]:
    controls = {name: control for chart in data.catalogue for name, control in chart.definition.controls.items()}
    names = st.one_of(st.sampled_from([*NAMES, *controls]), texts())
    return st.lists(st.tuples(names, texts()), max_size=5)


def encoded(query: list[tuple[str, str]]) -> str:
    return urlencode([(n.encode(errors="surrogatepass"), v.encode(errors="surrogatepass")) for n, v in query])


def check(status: int, body: bytes, path: str) -> None:
    """No fault; a picture may have to wait for the renderer, which is not there."""
    picture = path.rpartition(".")[2] in ("png", "svg", "pdf", "zip")
    assert status < 500 or status == 501 or (status == 503 and picture), f"{status}: {body[-300:]!r}"
    assert b"Traceback" not in body and b"File &quot;" not in body


@pytest.mark.parametrize("effort", [FUZZ, pytest.param(LONGER, marks=pytest.mark.slow)], ids=["some", "many"])
def test_no_address_and_no_query_is_a_fault(app: Flask, data: DataVersion, effort: settings) -> None:
    seen: set[int] = set()

    @effort
    @given(path=paths([chart.id for chart in data.catalogue]), query=queries(data))
    def request_render(path: str, query: list[tuple[str, str]]) -> None:
        # As the server gives it: the test client would read a host out of two slashes.
        environ = {**create_environ(query_string=encoded(query)), "PATH_INFO": unquote(path or "/", "latin-1")}
        parts, status, _ = run_wsgi_app(app, environ, buffered=True)
        seen.add(int(status[:3]))
        check(int(status[:3]), b"".join(parts)[-2000:], path)

    request_render()
    assert {200, 404} <= seen


def test_the_same_over_http(site: Site, data: DataVersion) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)

    @settings(FUZZ, max_examples=40)
    @given(
        path=paths([chart.id for chart in data.catalogue]),
        query=queries(data),
        method=st.sampled_from(["GET", "HEAD", "POST"]),
    )
    def request_render(path: str, query: list[tuple[str, str]], method: str) -> None:
        connection.request(method, f"{path or '/'}?{encoded(query)}")
        answer = connection.getresponse()
        check(answer.status, answer.read()[-2000:], path)

    request_render()
    connection.close()
    assert "Traceback" not in site.log()


def json_values() -> st.SearchStrategy[Any]:
    leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts())
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3), max_leaves=6
    )


@FUZZ
@given(data=st.data())
def test_no_question_for_a_state_is_a_fault(client: FlaskClient, data: st.DataObject) -> None:
    chart = data.draw(st.one_of(st.sampled_from(["haechi", "revenue-by-source"]), json_values()))
    optional = {name: json_values() for name in ("query", "level", "path", "more")}
    language = st.one_of(json_values(), st.sampled_from(["en", "ar"]))
    state = data.draw(st.one_of(json_values(), st.fixed_dictionaries({"language": language}, optional=optional)))
    body = callback_body("haechi", state)
    body["state"][0]["value"] = chart
    answer = client.post("/_dash/_dash-update-component", data=json.dumps(body), content_type="application/json")
    check(answer.status_code, answer.data, "")


@FUZZ
@given(
    body=st.one_of(
        json_values(),
        st.dictionaries(st.sampled_from(["output", "outputs", "inputs", "state", "changedPropIds"]), json_values()),
    )
)
def test_no_body_is_a_fault(client: FlaskClient, body: Any) -> None:
    answer = client.post("/_dash/_dash-update-component", data=json.dumps(body), content_type="application/json")
    assert answer.status_code == 400
