"""What a stranger may send in place of a live chart's question."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

ADDRESS = "/_live/_dash-update-component"
TARGET = {"type": "chart", "chart": "haechi"}
REPLY = {"id": TARGET, "property": "reply"}


def body(query: Any, outputs: Any = REPLY) -> str:
    return json.dumps(
        {
            "output": '{"chart":["MATCH"],"type":"chart"}.reply',
            "outputs": outputs,
            "inputs": [{"id": TARGET, "property": "asked", "value": query}],
            "changedPropIds": ['{"chart":"haechi","type":"chart"}.asked'],
        }
    )


def send(client: FlaskClient, text: str) -> tuple[int, str]:
    answer = client.post(ADDRESS, data=text, content_type="application/json")
    return answer.status_code, answer.get_data(as_text=True)


def article(client: FlaskClient, **more: Any) -> str:
    query = {"chart": "haechi", "language": "en", "want": "article", **more}
    status, text = send(client, body(query))
    assert status == 200
    (reply,) = json.loads(text)["response"].values()
    return str(reply["reply"].get("html", ""))


@pytest.mark.parametrize("level", ["Infinity", "-Infinity", "NaN", "1e400", "1e999"])
def test_a_number_without_end_is_no_fault(client: FlaskClient, level: str, caplog: pytest.LogCaptureFixture) -> None:
    text = body({"chart": "haechi", "language": "en", "want": "article", "level": 0}).replace(
        '"level": 0', f'"level": {level}'
    )
    status, answer = send(client, text)
    assert status < 500 and "Traceback" not in answer and "unexpected" not in caplog.text


@pytest.mark.parametrize(
    "outputs",
    [
        [],
        [REPLY],
        [[]],
        {"id": "live", "property": "children"},
        {"id": "live", "property": "reply"},
        {"id": TARGET, "property": "asked"},
        {"id": {"type": "chart"}, "property": "reply"},
        {"id": {"type": "other", "chart": "haechi"}, "property": "reply"},
        {"id": {**TARGET, "more": 1}, "property": "reply"},
        [{"id": "live", "property": "reply"}],
    ],
)
def test_outputs_that_are_not_the_charts_own_are_refused(
    client: FlaskClient, outputs: Any, caplog: pytest.LogCaptureFixture
) -> None:
    status, _ = send(client, body({"chart": "haechi", "language": "en"}, outputs))
    assert status == 400 and "unexpected" not in caplog.text


@pytest.mark.parametrize(
    "path",
    ["javascript:alert(1)", "//evil.example/x", "/\\evil.example", "https://evil.example", "/\t/evil.example", "x", ""],
)
def test_links_lead_to_pages_of_the_site_only(client: FlaskClient, path: str) -> None:
    html = article(client, chart="revenue-by-source", path=path)
    assert 'href="/en/charts/revenue-by-source?' in html
    assert "evil.example" not in html and "javascript:" not in html
    assert 'href="/en/finances?' in article(client, chart="revenue-by-source", path="/en/finances")
