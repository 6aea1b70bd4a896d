"""A site alone, without renderer and browser, gives every format of each drawing that it has."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.serving import free_port
from dashboard.errors import Overloaded
from dashboard.rendering import local_conversion
from dashboard.rendering.converter import Converter
from dashboard.rendering.file_cache import FileCache
from dashboard.rendering.image_job import ImageJob
from dashboard.rendering.image_metadata import ImageMetadata
from dashboard.rendering.local_conversion import convert_locally
from tests.dashboard.rendering.test_renderer import processes_below
from tests.server import Site, serving

#: What is printed in a picture is the address that it was asked for at.
HOST = "figures.example.org"
PICTURES = (
    "/en/charts/haechi.png",
    "/en/charts/haechi.png?scale=1&theme=dark",
    "/fr/charts/notices-issued.pdf",
    "/ar/charts/haechi.thumbnail.png",
)
METADATA = ImageMetadata("A title", "What is drawn", "A source", "CC BY 4.0", "http://localhost/", "0", "en")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="red"/></svg>'


@pytest.fixture(scope="module")
def alone(site_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with nothing beside it."""
    cache = tmp_path_factory.mktemp("cache")
    with serving(site_published, workers=1, RENDERER_URL="off", FIGURES_CACHE=str(cache)) as site:
        yield site


@pytest.mark.parametrize("path", PICTURES)
def test_pictures_are_the_same_bytes_as_the_renderers(site: Site, alone: Site, path: str) -> None:
    from_renderer, converted = (served.get(path, host=HOST) for served in (site, alone))
    assert from_renderer.status == converted.status == 200
    assert from_renderer.header("Content-Type") == converted.header("Content-Type")
    assert from_renderer.body == converted.body == alone.get(path, host=HOST).body
    assert not processes_below(alone.port, "chromium")


def test_an_archive_has_its_picture(alone: Site) -> None:
    answer = alone.get("/en/charts/haechi.zip")
    assert b"haechi.png" in answer.body and "no-store" not in answer.header("Cache-Control")


def test_a_renderer_that_is_away_is_done_without(site_published: Path, tmp_path: Path) -> None:
    away = f"http://127.0.0.1:{free_port()}"
    settings = {"RENDERER_URL": away, "RENDERER_SECRET": "0123456789abcdef", "FIGURES_CACHE": str(tmp_path)}
    with serving(site_published, workers=1, **settings) as site:
        assert site.get("/en/charts/haechi.png").status == 200
        assert site.get("/en/charts/haechi.png?width=700").status == 503  # nothing draws it


def test_a_killed_process_is_replaced(alone: Site) -> None:
    assert alone.get("/en/charts/hits.png?theme=dark").status == 200
    (killed,) = processes_below(alone.port, "dashboard.rendering.conversion")
    os.kill(killed, signal.SIGKILL)
    assert alone.get("/en/charts/hits.pdf?theme=dark").status == 200
    assert killed not in processes_below(alone.port, "dashboard.rendering.conversion")
    assert "Traceback" not in alone.log()


def test_only_so_many_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More are told to come back, and one that comes back is answered."""
    converter = Converter()
    monkeypatch.setattr(local_conversion, "_converter", converter)
    monkeypatch.setattr(local_conversion, "_slots", threading.BoundedSemaphore(1))
    cache = FileCache(tmp_path / "pictures", tmp_path / "cache")
    jobs = [ImageJob(METADATA, "png", {"svg": SVG, "scale": 1 + number / 10}) for number in range(12)]
    begin = threading.Barrier(len(jobs))

    def convert(job: ImageJob) -> bool:
        begin.wait(30)
        try:
            return convert_locally(job, cache).startswith(b"\x89PNG")
        except Overloaded:
            return False

    with contextlib.closing(converter), ThreadPoolExecutor(len(jobs)) as pool:
        assert False in set(pool.map(convert, jobs))
        assert all(convert_locally(job, cache) == cache.get(job.name) for job in jobs)
