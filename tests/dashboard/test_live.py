"""What Dash is asked and answers, over HTTP as the browser does it."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest

from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, table_of, words
from tests.dashboard.site import Site


def post(site: Site, query: Any) -> tuple[int, str]:
    """Sends what a chart asks; gives the status and the body."""
    target = {"type": "chart", "chart": "revenue-by-source"}
    key = json.dumps(dict(sorted(target.items())), separators=(",", ":"))
    body = {
        "output": '{"chart":["MATCH"],"type":"chart"}.reply',
        "outputs": {"id": target, "property": "reply"},
        "inputs": [{"id": target, "property": "asked", "value": query}],
        "changedPropIds": [f"{key}.asked"],
    }
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        connection.request(
            "POST", "/_live/_dash-update-component", json.dumps(body), {"Content-Type": "application/json"}
        )
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def reply(site: Site, **query: Any) -> dict[str, Any]:
    status, body = post(site, query)
    assert status == 200, body
    (answer,) = json.loads(body)["response"].values()
    found: dict[str, Any] = answer["reply"]
    return found


def test_a_live_chart_is_the_drawn_one(site: Site, data: DataVersion) -> None:
    chart = data.catalogue.chart("revenue-by-source")
    for code in ("en", "ar"):
        for name in ("phone", "desktop"):
            answer = reply(site, chart=chart.id, language=code, query={}, layout=name, want="figure", serial=7)
            assert answer["serial"] == 7
            rows = data.view(chart, chart.state({}), get_language(code)).rows  # type: ignore[arg-type]
            drawn = [value for trace in answer["figure"]["data"] for value in trace["x"]]
            assert sorted(drawn) == sorted(row.value for row in rows)
            assert answer["figure"]["layout"]["dragmode"] is False


def test_a_live_chart_follows_state_and_theme(site: Site) -> None:
    share = reply(
        site, chart="revenue-by-source", language="en", query={"measure": "share"}, want="figure", theme="dark"
    )
    assert max(value for trace in share["figure"]["data"] for value in trace["x"]) <= 100
    assert "#ffffff" not in json.dumps(share)


def test_an_article_in_another_state(site: Site) -> None:
    query = {"measure": "share"}
    answer = reply(
        site, chart="revenue-by-source", language="fr", query=query, want="article", level=3, path="/fr/finances"
    )
    article = next(find(parse(answer["html"]), "article"))
    assert article.get("data-state") == "measure=share"
    assert len(table_of(article)) == 6
    current = [words(a) for a in find(article, "a", class_="option") if a.get("aria-current")]
    assert len(current) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"chart": "no-such-chart", "language": "en"},
        {"chart": "revenue-by-source", "language": "en", "query": {"measure": "weight"}, "want": "figure"},
        {"chart": "revenue-by-source", "language": "xx", "query": {"measure": "weight"}},
        {"chart": ["a"], "language": "en"},
    ],
)
def test_what_cannot_be_answered_is_said_in_words(site: Site, query: dict[str, Any]) -> None:
    answer = reply(site, **query)
    assert "figure" not in answer and "html" not in answer and answer["error"]


@pytest.mark.parametrize(
    "asked",
    [
        "text",
        {"chart": "revenue-by-source", "language": ["en"], "query": {}},
        {"chart": "revenue-by-source", "language": "en", "query": [1], "want": "figure"},
        {"chart": "revenue-by-source", "language": "en", "query": {}, "want": "article", "level": "high"},
    ],
)
def test_nonsense_is_refused_without_a_fault(site: Site, query: Any) -> None:
    status, body = post(site, query)
    assert status < 500, body[:200]
    assert "Traceback" not in body


def test_tooltips_of_live_charts_have_room_and_say_what_is_doubtful(site: Site) -> None:
    figure = json.loads(site.get("/en/charts/haechi.figure.json").text)
    texts = [text for trace in figure["data"] for text in trace.get("hovertext") or []]
    assert len(texts) > 5
    for text in texts:
        assert all(line[0] == line[-1] == "\u2002" for line in text.split("<br>"))
    assert all("The label is missing from the document’s text; it is inferred." in text for text in texts)
    assert any("The documents disagree on it." in text for text in texts)
