"""What a stranger may send in place of a chart's question."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from bench.load import callback_body
from dashboard.web.dash_guard import CALLBACK

CHART = "revenue-by-source"
QUESTION = callback_body(CHART, {"language": "en"})
FIRST, *OTHERS = QUESTION["outputs"]


def send(client: FlaskClient, text: str) -> tuple[int, str]:
    answer = client.post(CALLBACK, data=text, content_type="application/json")
    return answer.status_code, answer.get_data(as_text=True)


def article(client: FlaskClient, path: str) -> str:
    status, text = send(client, json.dumps(callback_body(CHART, {"language": "en", "path": path})))
    assert status == 200
    (reply,) = json.loads(text)["response"].values()
    return str(reply.get("html", ""))


def test_a_chart_of_a_page_is_answered(client: FlaskClient) -> None:
    assert 'href="/en/finances?' in article(client, "/en/finances")


@pytest.mark.parametrize("level", ["Infinity", "-Infinity", "NaN", "1e400", "1e999"])
def test_a_number_without_end_is_no_fault(client: FlaskClient, level: str, caplog: pytest.LogCaptureFixture) -> None:
    text = json.dumps(callback_body(CHART, {"language": "en", "level": 0})).replace('"level": 0', f'"level": {level}')
    status, answer = send(client, text)
    assert status < 500 and "Traceback" not in answer and "unexpected" not in caplog.text


@pytest.mark.parametrize(
    "outputs",
    [
        [],
        [[]],
        FIRST,
        [FIRST],
        [*OTHERS, FIRST],
        [FIRST, *OTHERS, FIRST],
        {"id": "islands", "property": "children"},
        [{"id": "islands", "property": "html"}, *OTHERS],
        [{"id": FIRST["id"], "property": "state"}, *OTHERS],
        [{"id": {"type": "chart"}, "property": "html"}, *OTHERS],
        [{"id": {"type": "other", "id": CHART}, "property": "html"}, *OTHERS],
        [{"id": {**FIRST["id"], "more": 1}, "property": "html"}, *OTHERS],
    ],
)
def test_outputs_that_are_not_the_charts_own_are_refused(
    client: FlaskClient, outputs: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert send(client, json.dumps(QUESTION | {"outputs": outputs}))[0] == 400
    assert "unexpected" not in caplog.text


@pytest.mark.parametrize(
    "path",
    [
        "javascript:alert(1)",
        "//evil.example/x",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "/en/\n",
        "x",
    ],
)
def test_links_lead_to_pages_of_the_site_only(client: FlaskClient, path: str) -> None:
    assert article(client, path) == ""
