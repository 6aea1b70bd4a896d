"""The server under what the internet does to servers: slow, many, broken and rude clients; and under its own operators."""

from __future__ import annotations

import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.damage import wait_for
from tests.faults.processes import master, open_sockets, workers
from tests.server import Site, environment, serving

PAGES = ["/en/", "/fr/finances", "/en/charts/total-revenue", "/robots.txt", "/en/charts/total-revenue.csv"]


@pytest.fixture(scope="module")
def running(site_published: Path) -> Iterator[Site]:
    """A server of two workers, warm."""
    with serving(site_published) as site:
        for _ in range(4):
            for path in PAGES:
                site.get(path)
        yield site


class Readers:
    """Readers who ask for pages all the time; what they got besides the right answers is kept."""

    def __init__(self, site: Site, number: int = 4) -> None:
        self.right = {path: site.get(path).body for path in PAGES}
        self.answers, self.wrong, self.cut = 0, [], 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(site,)) for _ in range(number)]

    def _read(self, site: Site) -> None:
        while not self._stop.is_set():
            for path in PAGES:
                try:
                    answer = site.get(path)
                except OSError:
                    self.cut += 1
                    continue
                except Exception as error:  # half an answer, which a client notices
                    self.cut += "IncompleteRead" in repr(error) or "RemoteDisconnected" in repr(error)
                    continue
                self.answers += 1
                if answer.status != 200 or answer.body != self.right[path]:
                    self.wrong.append((path, answer.status))

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()


def test_a_worker_killed_under_load_is_replaced(running: Site) -> None:
    before = workers(running)
    assert len(before) == 2
    with Readers(running) as readers:
        os.kill(before[0], signal.SIGKILL)
        wait_for(lambda: len(workers(running)) == 2 and before[0] not in workers(running))
        after = readers.answers
        wait_for(lambda: readers.answers > after + 20)
    assert readers.wrong == []
    assert readers.cut <= 8  # those that the killed worker held
    assert re.search(r"Unexpected exit from worker-\d", running.log())
    for path in PAGES * 3:
        assert running.get(path).body == readers.right[path]


def test_a_reload_answers_what_was_asked(running: Site) -> None:
    before = workers(running)
    with Readers(running) as readers:
        os.kill(master(running), signal.SIGHUP)
        wait_for(lambda: not set(before) & set(workers(running)) and len(workers(running)) == 2, 30)
        after = readers.answers
        wait_for(lambda: readers.answers > after + 20)
    assert readers.wrong == []
    assert readers.cut <= 8  # connections that an ending worker had taken and not yet been asked anything on


def test_a_request_that_is_being_answered_is_finished_before_the_end(site_published: Path) -> None:
    with serving(site_published, workers=1) as site:
        answers = []
        # Not made before, so it takes a moment.
        asking = threading.Thread(target=lambda: answers.append(site.get("/ar/")))
        asking.start()
        time.sleep(0.15)
        os.kill(master(site), signal.SIGTERM)
        asking.join()
    assert [answer.status for answer in answers] == [200]
    assert answers[0].text.endswith("</html>")


def connect(site: Site, data: bytes = b"", timeout: float = 30) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", site.port), timeout)
    if data:
        connection.sendall(data)
    return connection


def test_connections_that_say_nothing_do_not_keep_others_waiting(running: Site) -> None:
    with ExitStack() as stack:
        for _ in range(400):
            stack.enter_context(connect(running))
        began = time.monotonic()
        assert [running.get(path).status for path in PAGES * 4] == [200] * len(PAGES) * 4
        assert time.monotonic() - began < 60  # a thread for each would be busy for minutes


def test_clients_that_vanish_leave_nothing_behind(running: Site) -> None:
    before = open_sockets(running)
    began = b"GET /figures.csv HTTP/1.1\r\nHost: a\r\n"
    for sent in (b"", began, began + b"\r\n", began + b"Connection: keep-alive\r\n\r\n" * 2):
        for _ in range(40):
            with connect(running, sent) as connection:  # closed with a reset, in the middle of whatever goes on
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert [running.get(path).status for path in PAGES * 4] == [200] * len(PAGES) * 4
    wait_for(lambda: open_sockets(running) <= before + 4)
    assert "Traceback" not in running.log()


def test_two_thousand_clients_are_answered(running: Site) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    with ExitStack() as stack:
        clients = [stack.enter_context(connect(running, request, 60)) for _ in range(2000)]
        answers = [client.recv(4000)[:15] for client in clients]
        assert answers == [b"HTTP/1.1 200 OK"] * 2000
        assert running.get("/en/").status == 200


MALFORMED = [
    b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS to a port without
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /%ff%00 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /en/?q=%ff%fe%00 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 20000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHo st: a\r\n\r\n",
    b"POST /_dash/_dash-update-component HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    b"CONNECT example.org:443 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://example.org/ HTTP/1.1\r\nHost: a\r\n\r\n",
    b"BREW /en/ HTTP/1.1\r\nHost: a\r\n\r\n",
]


@pytest.mark.parametrize("sent", MALFORMED, ids=lambda sent: repr(sent[:40]))
def test_nonsense_is_refused_and_harms_nothing(running: Site, sent: bytes) -> None:
    with connect(running, sent) as connection:
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(4000)
    assert not answer or re.match(rb"HTTP/1\.\d [2-4]\d\d ", answer) or answer.startswith(b"HTTP/1.1 505"), answer[:80]
    assert b"Traceback" not in answer
    assert running.get("/healthz").status == 200
    assert "Traceback" not in running.log()


def test_a_large_body_is_refused(running: Site) -> None:
    head = b"POST /_dash/_dash-update-component HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    with connect(running, head + b"Content-Length: 900000000\r\n\r\n{") as connection:
        assert connection.recv(4000).startswith(b"HTTP/1.1 413 ")


def test_a_large_body_in_chunks_is_refused(running: Site) -> None:
    head = b"POST /_dash/_dash-update-component HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    with connect(running, head) as connection:
        connection.sendall(b"11000\r\n" + bytes(0x11000) + b"\r\n")
        assert connection.recv(4000).startswith(b"HTTP/1.1 413 ")


def test_a_download_is_sent_whole_or_in_part(running: Site) -> None:
    whole = running.get("/figures.duckdb")
    assert whole.status == 200 and len(whole.body) == int(whole.header("Content-Length")) > 1_000_000
    part = running.get("/figures.duckdb", range="bytes=100-199")
    assert (part.status, part.body) == (206, whole.body[100:200])
    end = running.get("/figures.duckdb", range="bytes=-1100000")
    assert (end.status, end.body) == (206, whole.body[-1_100_000:])
    for ignored in ("bytes=0-1,5-9", "lines=1-2", "bytes=b-a"):
        assert running.get("/figures.duckdb", range=ignored).status == 200
    head = running.get("/figures.duckdb", method="HEAD")
    assert (head.status, head.body, head.header("Content-Length")) == (200, b"", whole.header("Content-Length"))
    assert running.get("/figures.duckdb", if_none_match=whole.header("ETag")).status == 304


def test_a_port_in_use_is_said_and_nothing_is_started(running: Site) -> None:
    command = [sys.executable, "-m", "dashboard", "serve", "--port", str(running.port)]
    done = subprocess.run(command, env=environment(running.published), capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert f"cannot listen at 127.0.0.1:{running.port}: Address already in use" in done.stderr
    assert "Traceback" not in done.stderr and "renderer" not in done.stderr
    assert running.get("/healthz").status == 200


def test_workers_end_with_the_master(site_published: Path) -> None:
    with serving(site_published, RENDERER_URL="off") as site:
        serving_processes = workers(site)
        assert len(serving_processes) == 2
        os.kill(master(site), signal.SIGKILL)
        wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in serving_processes))
        with pytest.raises(ConnectionRefusedError):
            connect(site)


def test_nothing_of_a_reader_is_in_the_log(running: Site) -> None:
    for sent in (
        b"GET /en/figures?q=jane.doe HTTP/1.1 extra\r\n\r\n",
        b"GET /en/figures?q=jane.doe HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET /\xff?q=jane.doe HTTP/1.1\r\nHost: a\r\nUser-Agent: jane.doe\r\n\r\n",
        b"GET /en/figures?q=jane.doe HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"POST /_dash/_dash-update-component?q=jane.doe HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{",
    ):
        with connect(running, sent) as connection:
            connection.shutdown(socket.SHUT_WR)
            connection.recv(4000)
    assert "jane" not in running.log() and "127.0.0.1:" not in running.log().replace(f"127.0.0.1:{running.port}", "")
