"""The renderer beside dear pictures, and with a browser or a converter that ends: others are answered."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dashboard.app import create_app
from dashboard.errors import NotReady
from dashboard.rendering import client, converter
from dashboard.rendering.browser import Renderer
from dashboard.rendering.converter import Converter
from dashboard.rendering.drawing import Job, drawing_key
from dashboard.rendering.file_cache import FileCache
from dashboard.rendering.service import QueueFull, RenderService
from dashboard.rendering.turns import Turns
from dashboard.web import rate_limits

METADATA = dict.fromkeys(("title", "alternative", "source", "rights", "address", "version"), "x") | {"language": "en"}
FIGURE = {
    "data": [{"type": "bar", "x": list(range(300)), "y": list(range(300))}],
    "layout": {"width": 300, "height": 200},
}


def picture(side_px: int, number: int = 0) -> dict[str, Any]:
    """A picture that costs about as much as its pixels."""
    circles = "".join(f'<circle cx="{n % side_px}" cy="{n * 7 % side_px}" r="99" opacity=".1"/>' for n in range(300))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{side_px}" height="{side_px}"><desc>{number}</desc>{circles}</svg>'
    return {"svg": svg, "scale": 1, "metadata": METADATA}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[RenderService]:
    opened = RenderService(FileCache(tmp_path, tmp_path / "cache"))
    try:
        yield opened
    finally:
        opened.close()


def test_ten_dear_pictures_keep_another_reader_waiting_for_one_of_them_only(service: RenderService) -> None:
    made: list[str] = []
    began = threading.Semaphore(0)

    def request_render(who: str, side_px: int, number: int) -> None:
        began.release()
        service.picture("png", picture(side_px, number), who)
        made.append(who)

    with ThreadPoolExecutor(11) as pool:
        dear = [pool.submit(request_render, "greedy", 2400, number) for number in range(10)]
        for _ in dear:
            began.acquire()
        pool.submit(request_render, "reader", 400, 0).result()
        assert made.index("reader") <= 2
    assert made.count("greedy") == 10


def test_a_conversion_leaves_the_interpreter_to_others(service: RenderService) -> None:
    with ThreadPoolExecutor(1) as pool:
        service.picture("png", picture(40), "reader")  # the converter has been started
        dear = pool.submit(service.picture, "png", picture(4800), "greedy")
        longest_s, last = 0.0, (began := time.monotonic())
        while not dear.done():
            time.sleep(0.005)
            now = time.monotonic()
            longest_s, last = max(longest_s, now - last), now
    assert len(dear.result()) > 1000
    assert longest_s < (last - began) / 2  # else this thread stood still for most of it


def test_one_client_cannot_fill_the_queue(service: RenderService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.rendering.service.MAX_PER_CLIENT", 2)
    hold, waiting = threading.Event(), threading.Semaphore(0)

    def convert(form: str, query: dict[str, Any]) -> bytes:
        waiting.release()
        hold.wait(30)
        return b"made"

    monkeypatch.setattr(service._converter, "convert", convert)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(service.picture, "png", picture(10, 0), "greedy")
        waiting.acquire()
        second = pool.submit(service.picture, "png", picture(10, 1), "greedy")
        until = time.monotonic() + 10
        while service._waiting["greedy"] < 2:
            assert time.monotonic() < until
            time.sleep(0.01)
        with pytest.raises(QueueFull):
            service.picture("png", picture(10, 2), "greedy")
        other = pool.submit(service.picture, "png", picture(10, 3), "reader")
        hold.set()
        assert [first.result(), second.result(), other.result()] == [b"made"] * 3
    assert not service._waiting


def test_turns_go_to_who_asked_for_least() -> None:
    turns, order, taken = Turns(), [], threading.Event()
    free = threading.Event()

    def work(who: str, cost: float) -> None:
        with turns.turn(who, cost):
            order.append((who, cost))
            taken.set()
            free.wait(10)

    with ThreadPoolExecutor(8) as pool:
        pool.submit(work, "a", 10)
        taken.wait(10)
        for who, cost in (("a", 10), ("a", 10), ("b", 12), ("a", 1), ("c", 1)):
            before = len(turns._waiting)
            pool.submit(work, who, cost)
            until = time.monotonic() + 10
            while len(turns._waiting) == before:
                assert time.monotonic() < until
                time.sleep(0.005)
        free.set()
    assert order == [("a", 10), ("c", 1), ("a", 10), ("b", 12), ("a", 10), ("a", 1)]
    assert not turns._asked and not turns._busy


def test_a_converter_that_is_killed_or_takes_too_long_is_started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Converter()
    try:
        small = picture(20)
        png = opened.convert("png", small)
        assert png.startswith(b"\x89PNG")
        assert opened._process is not None
        os.kill(opened._process.pid, signal.SIGKILL)
        opened._process.wait()
        assert opened.convert("png", small) == png
        os.kill(opened._process.pid, signal.SIGSTOP)
        with monkeypatch.context() as limit:
            limit.setattr(converter, "TIME_LIMIT_S", 0.5)
            with pytest.raises(NotReady, match="longer than"):
                opened.convert("png", small)
        assert opened.convert("png", small) == png
        with pytest.raises(ValueError, match="unknown token"):
            opened.convert("png", {**small, "svg": "no svg"})
    finally:
        opened.close()


def below(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout.split()
    return [process for child in found for process in (int(child), *below(int(child)))]


def page_processes(pid: int) -> list[int]:
    return [p for p in below(pid) if b"--type=renderer" in Path(f"/proc/{p}/cmdline").read_bytes()]


@pytest.mark.parametrize("which", [lambda pid: below(pid)[:1], page_processes], ids=["browser", "page"])
def test_whoever_waits_for_a_killed_browser_is_answered(
    which: Callable[[int], list[int]], caplog: pytest.LogCaptureFixture
) -> None:
    renderer = Renderer()
    try:
        renderer.render_all(Job("first", FIGURE))
        for moment in ("before", "while"):
            assert renderer._server is not None
            killed = which(renderer._server.subprocess.pid)
            assert killed
            with ThreadPoolExecutor(4) as pool:
                if moment == "while":
                    waiting = [pool.submit(renderer.render_all, Job(f"{number}", FIGURE)) for number in range(4)]
                for pid in killed:
                    os.kill(pid, signal.SIGKILL)
                if moment == "before":
                    waiting = [pool.submit(renderer.render_all, Job("next", FIGURE))]
                assert all(drawn.result().startswith("<svg") for drawn in waiting)
    finally:
        renderer.close()
    assert not [record for record in caplog.records if record.exc_info]
    # A browser that hangs is found out after 15 s; one that has ended at once.
    assert "the browser is started anew" in caplog.text and "no answer within" not in caplog.text
    assert "Cancelled" not in caplog.text


def test_a_picture_is_counted_by_its_pixels(site_published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIGURES_PUBLISHED", str(site_published))
    monkeypatch.setenv("RENDERER_URL", "off")
    monkeypatch.setenv("RATE_PICTURES", "12 per year")
    rate_limits.load_limits()
    app = create_app()
    try:
        reader = app.test_client()
        dear = [reader.get(f"/en/charts/searches.png?scale=3&theme={theme}").status_code for theme in ("light", "dark")]
        assert dear == [200, 200]  # 7.3 million pixels: each as 4
        cheap = [
            reader.get(f"/en/charts/{chart}.png").status_code for chart in ("haechi", "hits", "records", "searches")
        ]
        assert cheap == [200] * 4
        assert reader.get("/en/charts/haechi.png?scale=2").status_code == 429
        assert reader.get("/en/charts/haechi.svg").status_code == 200
    finally:
        app.extensions["versions"].close()
        monkeypatch.undo()
        rate_limits.load_limits()


def test_the_renderer_is_asked_for_a_client_without_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, str]] = []

    def post(address: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        sent.append(headers)
        return 200, b""

    monkeypatch.setattr(client, "_post", post)
    monkeypatch.setenv("RENDERER_URL", "unix:/nowhere")
    for who in ("192.0.2.7", "192.0.2.7", "192.0.2.8"):
        client.request_render(f"/drawings/{drawing_key(FIGURE)}", FIGURE, who)
    names = [headers[client.CLIENT_HEADER] for headers in sent]
    assert names[0] == names[1] != names[2] and "192" not in names[0]
