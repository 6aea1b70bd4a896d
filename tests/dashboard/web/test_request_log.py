"""What the operator is told: lines of the log for machines, and numbers at an address of their own."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.serving import free_port
from tests.faults.damage import wait_for
from tests.server import Site, environment, serving

AGENT, SEARCHED = "SecretBrowser/99", "somebodys-secret-search"
#: A picture of a size that nobody has drawn before.
NEW_PICTURE = "/en/charts/total-revenue.svg?width=777&height=555"


@pytest.fixture(scope="module")
def numbers_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def observed(site_published: Path, tmp_path_factory: pytest.TempPathFactory, numbers_port: int) -> Iterator[Site]:
    """A server that writes JSON and counts, with a cache of its own."""
    cache = tmp_path_factory.mktemp("observed") / "cache"
    with serving(
        site_published, LOG_FORMAT="json", METRICS_BIND=f"127.0.0.1:{numbers_port}", FIGURES_CACHE=str(cache)
    ) as site:
        yield site


def lines(site: Site) -> list[dict[str, Any]]:
    """The lines of the log; the first says where the site is, for people."""
    first, *rest = site.log().splitlines()
    assert first.startswith("http://")
    return [json.loads(line) for line in rest]


def numbers(port: int, path: str = "/metrics") -> dict[str, float]:
    """Every number with its labels, as Prometheus reads it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    assert answer.status == 200
    found = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in found}


def test_every_request_is_a_line_without_the_person(observed: Site) -> None:
    observed.get(f"/en/figures?q={SEARCHED}", user_agent=AGENT, referer="https://elsewhere.example/")
    observed.get("/en/charts/nothing-here", user_agent=AGENT)
    wait_for(lambda: any(line.get("status") == 404 for line in lines(observed)))  # written once the answer is sent
    answered = [line for line in lines(observed) if line["message"] == "answered"]
    assert {"/<code>/figures", "/<code>/charts/<chart_id>", "/readyz"} <= {line["route"] for line in answered}
    assert {200, 404} <= {line["status"] for line in answered}
    for line in answered:
        assert line["method"] == "GET" and line["duration_ms"] >= 0 and re.fullmatch("[0-9a-f]{10}", line["request_id"])
        told = json.dumps(line)
        for personal in ("127.0.0.1", AGENT, SEARCHED, "elsewhere.example", "?"):
            assert personal not in told
    for personal in (AGENT, SEARCHED, "elsewhere.example"):
        assert personal not in observed.log()


def test_the_reference_of_an_error_page_leads_to_its_line(site_published: Path, tmp_path: Path) -> None:
    with serving(site_published, workers=1, LOG_FORMAT="json", RENDERER_URL="off", FIGURES_CACHE=str(tmp_path)) as site:
        answer = site.get(NEW_PICTURE, accept="text/html")
        assert answer.status == 503
        (reference,) = re.findall(r"reference: (?:<[^>]*>)*([0-9a-f]{10})", answer.text)

        def named() -> list[dict[str, Any]]:
            return [line for line in lines(site) if line.get("request_id") == reference]

        wait_for(lambda: len(named()) == 2)  # the second is written once the answer is sent
        assert [line["level"] for line in named()] == ["error", "info"]
        assert reference in named()[0]["message"] and "no renderer is running" in named()[0]["message"]
        assert named()[1]["status"] == 503


def test_requests_are_counted_over_all_workers(observed: Site, numbers_port: int) -> None:
    name = 'figures_requests_total{route="/<code>/",status="200"}'
    before = numbers(numbers_port).get(name, 0.0)
    for _ in range(25):
        assert observed.get("/fr/").status == 200
    wait_for(lambda: numbers(numbers_port).get(name, 0.0) == before + 25)  # counted once the answer is sent
    after = numbers(numbers_port)
    assert after['figures_request_seconds_count{route="/<code>/"}'] >= 25
    assert after["figures_page_cache_bytes"] > 0


def test_the_data_version_is_told(observed: Site, numbers_port: int) -> None:
    version = (observed.published / "current").read_text().strip()
    assert numbers(numbers_port)[f'figures_data_version_info{{version="{version}"}}'] == 2  # both workers


def test_drawings_are_counted_by_how_they_went(observed: Site, numbers_port: int) -> None:
    name = 'figures_renderer_calls_total{outcome="made"}'
    before = numbers(numbers_port).get(name, 0.0)
    assert observed.get(NEW_PICTURE).status == 200
    after = numbers(numbers_port)
    assert after[name] >= before + 1
    assert after["figures_renderer_seconds_count"] >= 1


@pytest.mark.parametrize("path", ["/metrics", "/en/metrics", "/_metrics"])
def test_numbers_are_not_on_the_public_address(observed: Site, path: str) -> None:
    answer = observed.get(path)
    assert answer.status == 404 and "figures_requests" not in answer.text


def test_readiness_says_that_all_is_drawn(observed: Site) -> None:
    assert observed.get("/readyz").text.endswith(", all drawn\n")


def test_an_address_for_numbers_that_is_taken_is_refused_at_the_start(observed: Site, numbers_port: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "serve", "--port", str(free_port())], capture_output=True, text=True,
        timeout=60, env=environment(observed.published, METRICS_BIND=f"127.0.0.1:{numbers_port}"),
    )  # fmt: skip
    assert done.returncode == 1 and f"METRICS_BIND is “127.0.0.1:{numbers_port}”: Address already in use" in done.stderr
    assert "Traceback" not in done.stderr
