"""What Dash is asked and answers, over HTTP as the browser does it."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest

from bench.load import callback_body
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, table_of, words
from tests.server import Site


def post(site: Site, body: Any) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        address = "/_dash/_dash-update-component"
        connection.request("POST", address, json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def reply(site: Site, chart: Any, state: Any) -> dict[str, Any]:
    status, text = post(
        site, callback_body("revenue-by-source", state) | {"state": [{"id": "x", "property": "chart", "value": chart}]}
    )
    assert status == 200, text
    (answer,) = json.loads(text)["response"].values()
    found: dict[str, Any] = answer
    return found


def test_the_interactive_chart_is_the_drawn_one(site: Site, data: DataVersion) -> None:
    chart = data.catalogue.chart("revenue-by-source")
    for code in ("en", "ar"):
        article = next(find(parse(site.page(f"/{code}/charts/{chart.id}")), "article"))
        for layout in ("phone", "desktop"):
            answer = site.get(f"{article.get('data-figure')}&layout={layout}&theme=dark")
            assert "immutable" in answer.header("Cache-Control")
            figure = json.loads(answer.text)
            rows = data.view(chart, chart.state({}), get_language(code)).rows
            points = [pair for trace in figure["data"] for pair in zip(trace["customdata"], trace["x"], strict=True)]
            assert [number for number, _ in sorted(points)] == list(range(len(rows)))
            for number, drawn in points:  # parts of a whole stand two pixels apart
                assert 0.95 * rows[number].value < drawn <= rows[number].value
            assert figure["layout"]["xaxis"]["fixedrange"] is False and "#ffffff" not in answer.text


def test_an_article_in_another_state(site: Site) -> None:
    answer = reply(site, "revenue-by-source", {"language": "fr", "query": {"measure": "share"}, "path": "/fr/finances"})
    assert answer["problem"] == "" and "measure=share" in answer["figure_url"]
    article = next(find(parse(answer["html"]), "article"))
    assert article.get("data-state") == "measure=share" and article.get("data-figure") == answer["figure_url"]
    assert len(table_of(article)) == 6
    current = [words(a) for a in find(article, "a", class_="option") if a.get("aria-current")]
    assert len(current) == 1


@pytest.mark.parametrize(
    ("chart", "state"),
    [
        ("no-such-chart", {"language": "en"}),
        ("revenue-by-source", {"language": "en", "query": {"measure": "weight"}}),
        ("revenue-by-source", {"language": "xx"}),
        ("revenue-by-source", {"language": "en", "level": "high"}),
        ("revenue-by-source", {"language": "en", "query": [1]}),
        ("revenue-by-source", {}),
        ("revenue-by-source", "text"),
        (["a"], {"language": "en"}),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(site: Site, chart: Any, state: Any) -> None:
    answer = reply(site, chart, state)
    assert answer == {"problem": "This chart cannot be shown at the moment."}


def test_what_runs_in_the_browser_is_no_question_for_the_server(site: Site) -> None:
    body = callback_body("haechi", 1) | {"output": '{"id":["MATCH"],"type":"chart"}.figure'}
    assert post(site, body)[0] == 400
