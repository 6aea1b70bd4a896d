"""The renderer process: killed, hung, missing, full; the site goes on and says what it cannot do."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.rendering import client
from dashboard.rendering.browser import Renderer
from dashboard.rendering.drawing import Job
from dashboard.rendering.file_cache import FileCache
from tests.server import OFTEN, Site, environment, serving

# Charts are laid out for the shape of a picture, so it is another shape that asks for another drawing.


@pytest.fixture(scope="module")
def own_site(site_published: Path) -> Iterator[Site]:
    """A server of its own with a renderer of its own, to do harm to."""
    with serving(site_published, workers=1) as running:
        yield running


def processes_below(port: int, required_drawings: str) -> list[int]:
    """Processes of the site at a port, by a part of their command line."""
    listing = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listing.splitlines()[1:]]
    below = {int(pid) for pid, _, args in rows if f"serve --port {port}" in args}
    assert below, "the site is not running"
    for _ in range(6):
        below |= {int(pid) for pid, parent, _ in rows if int(parent) in below}
    return [int(pid) for pid, _, args in rows if int(pid) in below and required_drawings in args]


def eventually(site: Site, path: str, status: int = 200, seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while (found := site.get(path).status) != status:
        assert time.monotonic() < until, f"{path} still answers {found}"
        time.sleep(0.5)


def test_a_killed_renderer_comes_back(own_site: Site) -> None:
    eventually(own_site, "/en/charts/hits.svg?width=600&height=620")
    for pid in processes_below(own_site.port, "dashboard renderer"):
        os.kill(pid, signal.SIGKILL)
    assert own_site.get("/en/charts/haechi").status == 200
    eventually(own_site, "/en/charts/records.svg?width=600&height=620")
    until = time.monotonic() + 30
    while "started again" not in own_site.log():  # what was drawn before is answered sooner
        assert time.monotonic() < until, own_site.log()
        time.sleep(0.2)


def test_a_killed_browser_comes_back(own_site: Site) -> None:
    eventually(own_site, "/en/charts/databases-count.svg?width=600&height=620")
    until = time.monotonic() + 30
    while not (browsers := processes_below(own_site.port, "--type=renderer")):
        assert time.monotonic() < until, "no browser was started"
        time.sleep(0.2)
    for pid in processes_below(own_site.port, "--headless"):
        os.kill(pid, signal.SIGKILL)
    while set(browsers) & set(processes_below(own_site.port, "--type=renderer")):
        assert time.monotonic() < until, "the browser lives on"
        time.sleep(0.2)
    eventually(own_site, "/en/charts/total-revenue.svg?width=600&height=620")


def test_readers_wait_for_a_hung_browser_no_longer_than_it_takes_to_replace_it(own_site: Site) -> None:
    eventually(own_site, "/en/charts/records.svg?width=600&height=630")
    hung = processes_below(own_site.port, "--headless")
    assert hung
    for pid in hung:
        os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        query = pool.submit(own_site.get, "/en/charts/searches.svg?width=600&height=640")
        for path in ("/en/", "/en/charts/searches.svg", "/fr/notices"):  # what is made is not kept waiting
            assert own_site.get(path).status == 200
        answer = query.result()
    assert answer.status == 200 and answer.text.rstrip().endswith("</svg>")
    assert "the browser is started anew" in own_site.log()
    assert not set(hung) & set(processes_below(own_site.port, "--headless"))


def test_a_hung_browser_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.rendering.browser.TIME_LIMIT_S", 3)
    figure = {"data": [], "layout": {"width": 100, "height": 80}}
    renderer = Renderer()
    try:
        assert renderer.render_all(Job("first", figure)).startswith("<svg")
        assert renderer._server is not None
        os.killpg(renderer._server.subprocess.pid, signal.SIGSTOP)
        assert renderer.render_all(Job("second", figure)).startswith("<svg")
    finally:
        renderer.close()


def test_without_a_renderer_made_pictures_are_served_and_others_say_so(site_published: Path) -> None:
    with serving(site_published, workers=1, RENDERER_URL="off") as site:
        assert site.get("/en/charts/haechi.svg").status == 200
        assert site.get("/en/charts/haechi").status == 200
        answer = site.get("/en/charts/searches.svg?width=700&height=690")
        assert answer.status == 503 and answer.header("Retry-After")
        assert "python -m dashboard renderer" in site.log()  # readers are not told how a server is run
        assert "RENDERER_URL" in site.log() and "RENDERER_URL" not in answer.text
        offered = re.findall(r'<li><a href="(/en/charts/searches\.[^"]+)">', answer.text)
        assert "/en/charts/searches.svg" in offered
        assert {site.get(unescape(address)).status for address in offered} == {200}
        told = site.get("/fr/charts/searches.png?width=700&height=690", accept="application/json")
        assert told.status == 503 and "/fr/charts/searches.svg" in json.loads(told.body)["allowed"]
        other = site.get("/en/charts/revenue-by-source.svg?measure=share&height=690")
        assert other.status == 503 and 'href="/en/charts/revenue-by-source.svg?measure=share"' in other.text
        assert not processes_below(site.port, "chromium")
        version = (site_published / "current").read_text().strip()
        without = site.get(f"/en/charts/searches.zip?v={version}&height=691")
        assert without.status == 200 and without.header("Cache-Control") == "no-store"  # its picture may be there later


def test_a_renderer_that_never_answers_holds_up_only_so_many(
    site_published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes every question and answers none
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        for name, value in {
            "RENDERER_URL": address,
            "RENDERER_SECRET": "x" * 16,
            "FIGURES_CACHE": str(tmp_path),
            **OFTEN,
        }.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(client, "TIME_LIMIT_S", 8)
        monkeypatch.setattr(client, "_slots", threading.BoundedSemaphore(2))
        app = create_app(site_published)

        def request_render(path: str) -> TestResponse:
            return app.test_client().get(path)

        with ThreadPoolExecutor(3) as pool:
            new = [f"/en/charts/searches.svg?width=600&height={height}" for height in (651, 652, 653)]
            answers = list(pool.map(request_render, new))
            assert request_render("/en/charts/searches.svg").status_code == 200
        app.extensions["versions"].close()
    assert [answer.status_code for answer in answers] == [503] * 3
    assert sorted(int(answer.headers["Retry-After"]) for answer in answers) == [3, 30, 30]
    said = [record.getMessage() for record in caplog.records]
    assert sum("too many requests wait for the renderer" in line for line in said) == 1
    assert sum(f"the renderer at {address} (RENDERER_URL) does not answer: timed out" in line for line in said) == 2


def test_ten_thousand_sizes_are_too_many(site_published: Path) -> None:
    with serving(site_published, workers=1, RATE_PICTURES="5 per year") as site:
        statuses = [
            site.get(f"/en/charts/searches.svg?width=600&height={height}").status for height in range(700, 820, 10)
        ]
        assert statuses[:5] == [200] * 5
        assert statuses[5:] == [429] * 7
        refused = site.get("/en/charts/searches.svg?width=600&height=999")
        assert int(refused.header("Retry-After")) >= 1
        assert site.get("/en/charts/searches.svg").status == 200  # what is made costs nothing
        assert site.get("/en/").status == 200


def test_the_cache_keeps_to_its_limit_and_forgets_the_longest_unused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PICTURE_CACHE_MB", "0.1")
    cache = FileCache(tmp_path / "ahead", tmp_path / "cache")
    counts = tmp_path / "cache" / "embeds.sqlite"
    counts.parent.mkdir()
    counts.write_bytes(bytes(50_000))
    os.utime(counts, (0, 0))
    for number in range(30):
        cache.put(f"{number}.png", bytes(10_000))
        os.utime(tmp_path / "cache" / f"{number}.png", (number, number))
        os.utime(tmp_path / "cache" / "0.png", (10_000, 10_000))
    assert counts.exists()  # it is no picture
    sizes = [path.stat().st_size for path in (tmp_path / "cache").glob("*.png")]
    assert sum(sizes) <= 100_000 and len(sizes) >= 5
    assert cache.get("0.png") is not None and cache.get("3.png") is None
    assert cache.get("29.png") is not None


WRONG = [
    ("PICTURE_CACHE_MB", "much"),
    ("PORT", "http"),
    ("RENDERER_URL", "http://renderer:8051"),  # without a secret
    ("RENDERER_URL", "http://renderer:99999"),
    ("RENDERER_URL", "https://renderer:8051"),
    ("RENDERER_URL", "renderer:8051"),
    ("RENDERER_URL", "unix:relative"),
    ("RENDERER_URL", "http://renderer:8051/path"),
]


@pytest.mark.parametrize(("variable", "value"), WRONG)
def test_a_setting_that_cannot_be_understood_is_said_in_a_line(site_published: Path, variable: str, value: str) -> None:
    settings = environment(site_published, **{variable: value})
    command = [sys.executable, "-m", "dashboard", "serve"]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=60)
    assert done.returncode and value in done.stderr and "Traceback" not in done.stderr
    assert variable in done.stderr


#: What a browser that ends leaves in its pipe where it is read late: the library's own word, not in its form.
LAST_WORDS = """
import logging.config, os
from choreographer.channels.pipe import Pipe
from dashboard.runtime.logs import log_settings
logging.config.dictConfig(log_settings())
pipe = Pipe()
pipe.open()
os.write(pipe.from_external_to_choreo, b'{"id": 1}\\0{bye}\\n\\0')
print(pipe.read_jsons()[0])
"""


@pytest.mark.parametrize("ours", [True, False], ids=["with the renderer", "without"])
def test_the_end_of_a_browser_is_no_traceback_in_the_log(ours: bool) -> None:
    script = "import dashboard.rendering.browser\n" * ours + LAST_WORDS
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[{'id': 1}]\n"
    assert ("Traceback" in done.stderr) is not ours, done.stderr


def test_what_goes_wrong_beside_a_drawing_is_said_in_a_line(caplog: pytest.LogCaptureFixture) -> None:
    renderer = Renderer()
    renderer._loop.call_soon_threadsafe(lambda: 1 / 0)
    renderer.close()
    (record,) = caplog.records
    assert "ZeroDivisionError" in record.getMessage() and not record.exc_info


def test_a_folder_that_cannot_be_written_costs_no_picture(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = FileCache(tmp_path, tmp_path / "file" / "cache")
    cache.put("a.png", b"x")
    assert cache.get("a.png") is None
