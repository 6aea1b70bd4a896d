"""Answers that are kept are those that the application gave."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.damage import wait_for
from tests.server import Answer, Site, serving

PATHS = ["/en/", "/ar/members", "/fr/charts/haechi", "/es/figures", "/en/embed/haechi", "/ar/embed/members-map"]
CODINGS = ["br", "gzip", "identity", "gzip, deflate, br, zstd"]


@pytest.fixture(scope="module")
def alone(site_published: Path) -> Iterator[Site]:
    """A server of one process, so that a second question meets what the first left."""
    with serving(site_published, workers=1, LOG_FORMAT="json") as site:
        yield site


def told(answer: Answer) -> tuple[int, list[tuple[str, str]], bytes]:
    """An answer without the time of day."""
    return (
        answer.status,
        sorted((name, value) for name, value in answer.headers.items() if name.lower() != "date"),
        answer.body,
    )


@pytest.mark.parametrize("path", PATHS)
def test_the_second_answer_is_the_first_to_the_byte(alone: Site, path: str) -> None:
    for coding in CODINGS:
        first, second, third = (alone.get(path, accept_encoding=coding, accept_language="fr") for _ in range(3))
        assert first.status == 200 and len(first.body) > 1000
        assert told(first) == told(second) == told(third)
        assert first.headers["Content-Encoding"] == (None if coding == "identity" else coding[-9:-6].strip() or coding)


def test_readers_get_their_own(alone: Site) -> None:
    for _ in range(2):
        assert alone.get("/en/").headers["Cache-Control"].startswith("public")
        assert "http://figures.example/en/" in alone.get("/en/", host="figures.example").text
        assert "http://figures.example/" not in alone.get("/en/").text
        assert alone.get("/en/", host="a b").status == 400


def test_what_is_known_already_is_not_sent_again(alone: Site) -> None:
    for _ in range(2):
        answer = alone.get("/en/")
        again = alone.get("/en/", if_none_match=answer.headers["ETag"])
        assert (again.status, again.body) == (304, b"")
        head = alone.get("/en/", method="HEAD")
        assert head.body == b"" and head.headers["Content-Length"] == answer.headers["Content-Length"]


def test_questions_and_errors_are_not_mixed_up_with_pages(alone: Site) -> None:
    page = alone.get("/en/figures").body
    assert alone.get("/en/figures?q=haechi").body != page
    assert alone.get("/en/figures").body == page
    assert alone.get("/en/no-such-topic").status == alone.get("/en/no-such-topic").status == 404
    assert alone.get("/en/", method="POST").status == 405


def test_each_answer_is_in_the_log(alone: Site) -> None:
    def lines() -> list[dict[str, Any]]:
        told = [json.loads(line) for line in alone.log().splitlines() if line.startswith("{")]
        return [line for line in told if line.get("route") == "/<code>/<topic>"]

    before = len(lines())
    first, *others = (alone.get("/fr/goals", accept_encoding="br") for _ in range(5))
    wait_for(lambda: len(lines()) == before + 5)  # a line is written once its answer is sent
    answered = lines()[before:]
    assert len({line["request_id"] for line in answered}) == 5
    assert {(line["status"], line["bytes"]) for line in answered} == {(200, len(first.body))}
    assert [told(other)[:2] for other in others] == [told(first)[:2]] * 4
    assert {other.body for other in others} == {first.body}
