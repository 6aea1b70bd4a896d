"""Clients that linger, do not send, do not read, or ask for a lot: all others are answered as if they were not there."""

from __future__ import annotations

import http.client
import itertools
import socket
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bench.rude import RUDENESS, connect_rudely
from dashboard.web.wsgi_call import MAX_WHOLE_BYTES
from tests.faults.damage import wait_for
from tests.faults.processes import open_sockets
from tests.server import Site, serving

RUDE, SEARCHERS = 110, 130
#: How long the server waits for a body, and for a client to read.
BODY_LIMIT_S, UNREAD_LIMIT_S = 10, 30
#: Who waits behind a rude client waits about as long as the server does for that one.
MEDIAN_LIMIT_S = BODY_LIMIT_S / 20


@pytest.fixture(scope="module")
def running(site_published: Path) -> Iterator[Site]:
    """A server of two workers that both know what is asked here."""
    with serving(site_published, RATE_WORK="20000 per minute") as site:
        for _ in range(8):
            for path in ("/healthz", "/en/"):
                site.get(path)
        yield site


def rude(site: Site, sent: bytes) -> socket.socket:
    return connect_rudely(site.port, sent)


def median_s(site: Site, path: str, times: int = 30) -> float:
    """How long another client waits for a whole answer."""
    waited = []
    for _ in range(times):
        since = time.perf_counter()
        assert site.get(path).status == 200
        waited.append(time.perf_counter() - since)
    return statistics.median(waited)


@pytest.mark.parametrize("kind", RUDENESS)
def test_others_are_answered_as_if_they_were_not_there(running: Site, kind: str) -> None:
    with ExitStack() as stack:
        for number in range(RUDE):
            stack.enter_context(rude(running, RUDENESS[kind]))
            if number % 10 == 0:
                assert running.get("/healthz").status == 200
        for path in ("/healthz", "/en/", "/readyz", "/figures.csv"):
            assert median_s(running, path) < MEDIAN_LIMIT_S
    assert "Traceback" not in running.log()


def test_those_who_do_not_send_or_read_are_given_up(running: Site) -> None:
    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(rude(running, RUDENESS["does not read"]))
        silent, since = stack.enter_context(rude(running, RUDENESS["sends no body"])), time.monotonic()
        assert silent.recv(4000).startswith(b"HTTP/1.1 408 ")
        assert time.monotonic() - since < BODY_LIMIT_S + 5
        held = open_sockets(running)  # by now whatever came before these is closed
        assert held > 20
        wait_for(lambda: open_sockets(running) <= held - 20, UNREAD_LIMIT_S + 20)


@contextmanager
def searching(site: Site, number: int) -> Iterator[tuple[Counter[int], list[float]]]:
    """So many clients of one address that search for something else each time; gives what they were told, and the
    seconds that each of the answered waited."""
    stop, told, numbers, waited_s = threading.Event(), Counter[int](), itertools.count(), list[float]()

    def search() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        while not stop.is_set():
            since = time.perf_counter()
            connection.request("GET", f"/en/figures?q=zq{next(numbers)}")
            answer = connection.getresponse()
            answer.read()
            told[answer.status] += 1
            if answer.status == 200:
                waited_s.append(time.perf_counter() - since)
            if answer.status in (429, 503):
                assert int(answer.headers["Retry-After"]) > 0
                stop.wait(0.5)
        connection.close()

    threads = [threading.Thread(target=search) for _ in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield told, waited_s
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_kept_pages_go_on_beside_a_flood_of_searches(running: Site) -> None:
    with searching(running, SEARCHERS) as (told, waited_s):
        kept_s = [median_s(running, path) for path in ("/healthz", "/en/")]
    assert max(kept_s) < statistics.median(waited_s)  # they do not stand in the queue of the searches
    assert set(told) <= {200, 429, 503}
    assert told[503] + told[429] > 0


def test_a_client_pays_for_what_is_made_and_for_nothing_else(site_published: Path) -> None:
    with serving(site_published, workers=1, RATE_WORK="10000 per hour") as site:
        kept = site.get("/en/")
        answers = [site.get("/en/figures?q=p")]
        while answers[-1].status == 200:
            answers.append(site.get(f"/en/figures?q=p{len(answers)}"))
        assert kept.status == 200 and len(answers) > 2
        assert answers[-1].status == 429 and 1 <= int(answers[-1].header("Retry-After")) <= 3600
        assert answers[-1].header("Cache-Control") == "no-store"
        assert site.get("/en/").body == kept.body
        assert site.get("/readyz").status == 200
    assert "Traceback" not in site.log()


def test_files_come_whole_to_many_who_fetch_them_at_once(running: Site) -> None:
    """The database is sent piece by piece; the server calls clients gone that are not."""
    size = len(running.get("/figures.duckdb").body)
    assert size > MAX_WHOLE_BYTES
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: len(running.get("/figures.duckdb").body), range(2400)))
    assert set(found) == {size}
