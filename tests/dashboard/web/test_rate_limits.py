"""Who may ask for how much, and under which name: limits of one client, proxies, hosts."""

from __future__ import annotations

import http.client
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.errors import SiteError, TooManyRequests
from dashboard.web.rate_limits import KINDS, RateLimits
from tests.dashboard.reading import parse, words
from tests.faults.damage import wait_for
from tests.server import Answer, Site, serving


@pytest.fixture(autouse=True)
def declared_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in KINDS:
        monkeypatch.delenv(f"RATE_{kind.upper()}", raising=False)


def post(site: Site, path: str = "/_dash/_dash-update-component", body: str = "{}", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json"} | headers)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def used_up(limits: RateLimits, kind: str, client: str) -> int:
    """How many requests are let through before one is refused."""
    for number in range(1000):
        try:
            limits.check(kind, client)
        except TooManyRequests as refusal:
            assert 1 <= refusal.retry_after_s <= 3600
            return number
    raise AssertionError("nothing was refused")


def test_each_client_has_its_share_of_each_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = RateLimits()
    assert used_up(limits, "pictures", "192.0.2.1") == 30
    assert used_up(limits, "pictures", "192.0.2.2") == 30
    assert used_up(limits, "callbacks", "192.0.2.1") == 120
    monkeypatch.setenv("RATE_PICTURES", "2 per hour")
    assert used_up(RateLimits(), "pictures", "192.0.2.1") == 2
    for wrong in ("often", "0 per minute", "many per minute"):
        monkeypatch.setenv("RATE_PICTURES", wrong)
        with pytest.raises(SiteError, match=f"RATE_PICTURES is “{wrong}”"):
            RateLimits()


def test_what_was_made_is_charged_whatever_it_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATE_WORK", "100 per minute")
    limits = RateLimits()
    limits.charge("work", "192.0.2.1", 60)
    limits.refuse_spent("work", "192.0.2.1")
    limits.charge("work", "192.0.2.1", 277)  # more than is left uses up what is left
    with pytest.raises(TooManyRequests) as refusal:
        limits.refuse_spent("work", "192.0.2.1")
    assert 1 <= refusal.value.retry_after_s <= 60
    limits.refuse_spent("work", "192.0.2.2")
    limits.check("pictures", "192.0.2.1", cost=30)
    with pytest.raises(TooManyRequests):
        limits.check("pictures", "192.0.2.1")


def test_each_process_counts_for_itself(site_published: Path) -> None:
    with serving(site_published, workers=2, RATE_CALLBACKS="10 per year") as site:
        assert [post(site).status == 429 for _ in range(10)] == [False] * 10
        answers: list[int] = []
        with ThreadPoolExecutor(8) as pool:  # one after the other, the system may give nearly all to one of the two

            def the_other_has_answered() -> bool:  # it may still be starting
                answers.extend(pool.map(lambda _: post(site).status, range(200)))
                return answers.count(429) < len(answers)

            wait_for(the_other_has_answered)
        assert 0 < len(answers) - answers.count(429) <= 10


def test_too_many_callbacks_are_refused_with_a_time(site_published: Path) -> None:
    with serving(site_published, workers=1, RATE_CALLBACKS="3 per year") as site:
        answers = [post(site) for _ in range(5)]
        assert [answer.status == 429 for answer in answers] == [False] * 3 + [True] * 2
        refusal = answers[-1]
        assert 1 <= int(refusal.header("Retry-After")) <= 366 * 86_400
        assert json.loads(refusal.body)["error"] == "Too many requests"
        assert refusal.header("Cache-Control") == "no-store"
        assert site.get("/en/").status == 200
        # Nobody's word is taken on who asks, unless it is configured.
        assert post(site, **{"X-Forwarded-For": "192.0.2.7"}).status == 429
    assert "Traceback" not in site.log()


def test_proxies_are_believed_only_when_configured(site_published: Path) -> None:
    told = {"x_forwarded_host": "figures.example.org", "x_forwarded_proto": "https"}
    with serving(site_published, workers=1) as site:
        page = site.get("/en/", **told).text
        assert "figures.example.org" not in page and f'content="{site.origin}/en/"' in page
    settings = {"TRUSTED_PROXIES": "1", "RATE_CALLBACKS": "2 per year"}
    with serving(site_published, workers=1, **settings) as site:
        assert 'content="https://figures.example.org/en/"' in site.get("/en/", **told).text
        for client in ("192.0.2.1", "192.0.2.2"):
            answers = [post(site, **{"X-Forwarded-For": f"203.0.113.9, {client}"}) for _ in range(3)]
            assert [answer.status == 429 for answer in answers] == [False, False, True]
        # A client of IPv6 has 2^64 addresses to itself.
        six = [post(site, **{"X-Forwarded-For": f"2001:db8::{number}"}).status == 429 for number in range(3)]
        assert six == [False, False, True]


def test_one_host_does_not_get_the_pages_of_another(site: Site) -> None:
    for host in ("first.example", "second.example:8080", "[::1]:8050"):
        assert f'content="http://{host}/en/"' in site.get("/en/", host=host).text
    other = site.get("/en/", host="second.example:8080").text
    assert "first.example" not in other


@pytest.mark.parametrize("host", ["a b", "a/b", "evil.example/<script>", "a" * 300, "x\u00e9", "@", "a:b", ".", "-"])
def test_a_host_that_is_none_is_refused(site: Site, host: str) -> None:
    answer = site.get("/en/", host=host)
    assert answer.status == 400
    assert len(host) < 5 or host not in answer.text


def test_a_configured_name_stands_whatever_the_host(site_published: Path) -> None:
    with serving(site_published, workers=1, SITE_ORIGIN="https://figures.example.org") as site:
        for host in ("other.example", "10.0.0.1:8050"):
            answer = site.get("/en/", host=host)
            assert answer.status == 200 and host not in answer.text
            assert 'content="https://figures.example.org/en/"' in answer.text


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "{}", '{"output": 1}', '{"output":"a.b","outputs":[],"inputs":[]}', "null", "[" * 60_000]
)
def test_a_callback_in_another_form_is_refused(site: Site, body: str) -> None:
    assert post(site, body=body).status == 400
    assert post(site, body=body, **{"Content-Type": "text/plain"}).status in (400, 415)
    assert site.get("/_dash/_dash-update-component").status == 405


@pytest.mark.parametrize("path", ["", "any", "_reload-hash", "_favicon.ico", "_dash-component-suites/dash/dcc/dash.js"])
def test_dash_offers_nothing_that_the_site_does_not_use(site: Site, path: str) -> None:
    assert site.get(f"/_dash/{path}").status == 404
    assert site.get("/_dash/_dash-layout").status == site.get("/_dash/_dash-dependencies").status == 200


def test_programs_are_told_in_json(site: Site) -> None:
    answer = site.get("/fr/charts/no-such-chart", accept="application/json")
    assert answer.status == 404 and answer.header("Content-Type").startswith("application/json")
    content = json.loads(answer.body)
    assert content["error"] == "Cette page n’existe pas" and "haechi" in content["allowed"]
    page = site.get("/fr/charts/no-such-chart", accept="text/html,*/*;q=0.8")
    assert content["error"] in words(parse(page.text))


@contextmanager
def threads_that_alternate() -> Iterator[None]:
    """Has threads take turns as often as they can, so that those meet which seldom do."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def test_threads_count_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The storage of the library starts a timer; two threads that found it ended started the same one twice."""
    monkeypatch.setenv("RATE_WORK", "100000000 per minute")
    limits = RateLimits()

    def count(_: int) -> None:
        for number in range(4000):
            limits.charge("work", f"192.0.2.{number % 9}", 1)

    with threads_that_alternate(), ThreadPoolExecutor(16) as pool:
        list(pool.map(count, range(64)))
