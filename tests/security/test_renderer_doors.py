"""The renderer makes only what those who know its secret send, under its own hash, and fetches nothing."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bench.serving import free_port
from dashboard.rendering.drawing import drawing_key
from dashboard.rendering.image_job import file_name
from dashboard.rendering.limits import is_private
from tests.server import environment

SECRET = "a secret of tests".replace(" ", "-")
FIGURE = {"data": [], "layout": {"width": 120, "height": 80}}
METADATA = dict.fromkeys(("title", "alternative", "source", "rights", "address", "version"), "x") | {"language": "en"}


@dataclass(frozen=True)
class Doors:
    """A renderer that listens at a port."""

    port: int
    pid: int
    cache: Path

    def post(self, path: str, content: Any, **headers: str) -> tuple[int, bytes]:
        given = {"Content-Type": "application/json", "Authorization": f"Bearer {SECRET}", **headers}
        return self.request_render("POST", path, json.dumps(content).encode(), given)

    def request_render(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def draw(self, figure: dict[str, Any]) -> tuple[int, bytes]:
        return self.post(f"/drawings/{drawing_key(figure)}", figure)

    def kept(self) -> list[str]:
        return sorted(path.name for path in self.cache.glob("*"))


def wait_until_ready(doors: Doors) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            assert doors.request_render("GET", "/healthz", b"", {})[0] == 200
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the renderer was not ready in a minute")


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder, port = tmp_path_factory.mktemp("renderer"), free_port()
    command = [sys.executable, "-m", "dashboard", "renderer", "--bind", f"127.0.0.1:{port}"]
    given = environment(folder, FIGURES_CACHE=str(folder / "cache"), RENDERER_SECRET=SECRET)
    renderer = subprocess.Popen(command, env=given)
    opened = Doors(port, renderer.pid, folder / "cache")
    try:
        wait_until_ready(opened)
        yield opened
    finally:
        renderer.send_signal(signal.SIGTERM)
        renderer.wait(30)


def test_who_does_not_know_the_secret_is_refused_before_anything_is_read(doors: Doors) -> None:
    for wrong in ({"Authorization": ""}, {"Authorization": "Bearer guessed"}, {"Authorization": f"Basic {SECRET}"}):
        status, said = doors.post(f"/drawings/{drawing_key(FIGURE)}", FIGURE, **wrong)
        assert status == 401 and b"RENDERER_SECRET" in said and SECRET.encode() not in said
    unread = {"Content-Type": "application/json", "Content-Length": "60000"}  # nothing of it is sent
    assert doors.request_render("POST", f"/drawings/{drawing_key(FIGURE)}", b"", unread)[0] == 401
    assert doors.request_render("GET", "/healthz", b"", {})[0] == 200
    assert doors.kept() == []


@pytest.mark.parametrize("host", ["evil.example", "renderer.example.org:8051", "127.0.0.1.evil.example", "", "a b"])
def test_a_public_name_that_points_here_is_refused(doors: Doors, host: str) -> None:
    assert doors.post(f"/drawings/{drawing_key(FIGURE)}", FIGURE, Host=host)[0] in (400, 421)


def test_private_names_are_known() -> None:
    for host in ("renderer", "renderer:8051", "10.2.3.4:8051", "[::1]:8051", "renderer.figures.svc.cluster.local"):
        assert is_private(host), host


def test_a_drawing_is_kept_under_the_hash_of_its_figure_only(doors: Doors) -> None:
    other = {**FIGURE, "layout": {"width": 200, "height": 80}}
    picture = {"svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "metadata": METADATA}
    for path, content in (
        (f"/drawings/{drawing_key(other)}", FIGURE),
        (f"/pictures/{file_name('png', {**picture, 'scale': 2})}", picture),
        ("/drawings/..%2f..%2fetc", FIGURE),
    ):
        assert doors.post(path, content)[0] in (400, 404), path
    assert doors.post(f"/drawings/{drawing_key(other)}", [1])[0] == 400
    assert doors.kept() == []
    assert doors.draw(FIGURE)[0] == 200 and doors.post(f"/pictures/{file_name('png', picture)}", picture)[0] == 200
    assert doors.kept() == sorted([f"{drawing_key(FIGURE)}.svg", file_name("png", picture)])


def test_a_figure_has_no_address_fetched_and_no_file_read(doors: Doors, tmp_path: Path) -> None:
    query: list[bytes] = []
    (tmp_path / "shapes.json").write_text('{"type": "FeatureCollection", "features": []}')
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    with listener.accept()[0] as caller:
                        query.append(caller.recv(200))
                except TimeoutError:
                    continue

        iframe_with_script = threading.Thread(target=listen)
        iframe_with_script.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        image = {"source": f"{address}/image.png", "xref": "paper", "yref": "paper", "sizex": 1, "sizey": 1}
        with_image = {"data": [], "layout": {**FIGURE["layout"], "images": [image]}}  # type: ignore[dict-item]
        assert doors.draw(with_image)[0] == 200
        for shapes in (f"{address}/shapes.json", (tmp_path / "shapes.json").as_uri()):
            map_ = {
                "data": [{"type": "choropleth", "geojson": shapes, "locations": ["FRA"], "z": [1]}],
                **{"layout": FIGURE["layout"]},
            }
            assert doors.draw(map_)[0] == 500
        ended.set()
        iframe_with_script.join()
    assert query == []


def test_the_browser_runs_without_switches_that_open_it(doors: Doors) -> None:
    assert doors.draw({"data": [], "layout": {"width": 121, "height": 80}})[0] == 200
    rows = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    processes = [line.split(None, 2) for line in rows.splitlines()[1:]]
    below = {str(doors.pid)}
    for _ in range(5):
        below |= {pid for pid, parent, _ in processes if parent in below}
    of_browser = [args for pid, _, args in processes if pid in below and "--headless" in args and ".py" not in args]
    (browser,) = [args for args in of_browser if "--type=" not in args]
    for switch in ("--disable-web-security", "--allow-file-access-from-files"):
        assert switch not in browser
    assert ("--no-sandbox" in browser) == (os.geteuid() == 0)


def test_what_is_too_large_is_refused_at_once(doors: Doors) -> None:
    for width, height in ((60_000, 80), (9_000, 9_000), (0, 10), (None, 10), ("9", 10)):
        status, said = doors.draw({"data": [], "layout": {"width": width, "height": height}})
        assert status == 413, (width, height, said)
    for svg, scale in (
        ('<svg xmlns="http://www.w3.org/2000/svg" width="60000" height="60000"/>', 1),
        ('<svg xmlns="http://www.w3.org/2000/svg" width="5000" height="5000"/>', 1),
        ('<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"/>', 30),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60000 60000"/>', 1),
    ):
        picture = {"svg": svg, "scale": scale, "metadata": METADATA}
        assert doors.post(f"/pictures/{file_name('png', picture)}", picture)[0] == 413
    page = {"svg": "<svg/>", "width_mm": 9e9, "height_mm": 1, "metadata": METADATA}
    assert doors.post(f"/pictures/{file_name('pdf', page)}", page)[0] == 413
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {SECRET}", "Content-Length": "4100000"}
    assert doors.request_render("POST", f"/drawings/{drawing_key(FIGURE)}", b"", headers)[0] == 413


def test_a_port_is_not_opened_without_a_secret(tmp_path: Path) -> None:
    for secret in ("", "short", "with a blank inside it", "ein Geheimnis – nicht in ASCII"):
        command = [sys.executable, "-m", "dashboard", "renderer", "--bind", f"127.0.0.1:{free_port()}"]
        given = environment(tmp_path, RENDERER_SECRET=secret)
        done = subprocess.run(command, env=given, capture_output=True, text=True, timeout=60)
        assert done.returncode == 1 and "RENDERER_SECRET" in done.stderr and "openssl" in done.stderr
        assert "Traceback" not in done.stderr and (not secret or secret not in done.stderr)
