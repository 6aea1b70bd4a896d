"""What one user built is served by another, as in the images: root builds, a user without rights serves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from sysconfig import get_path

import pytest

from bench.serving import free_port
from dashboard.releases.data_version import DataVersion
from tests.server import REPOSITORY, environment, serving

OTHER = 10001
AS_OTHER = ("setpriv", f"--reuid={OTHER}", f"--regid={OTHER}", "--clear-groups", "--no-new-privs")
SETTINGS = {"RENDERER_URL": "off", "HOME": "/tmp", "PYTHONPATH": get_path("purelib")}
#: Whoever builds may keep his own files to himself.
UMASK = 0o077


@pytest.fixture(scope="module")
def python() -> str:
    """One that the other user may run: that of the tests may lie in a home folder."""
    check = "import subprocess, sys, dashboard.app; subprocess.run([sys.executable, '-c', ''], check=True)"
    for found in (sys.executable, "/usr/bin/python3"):
        command = [*AS_OTHER, found, "-c", check]
        if (
            os.geteuid() == 0
            and not subprocess.run(command, cwd=REPOSITORY, env=SETTINGS, capture_output=True).returncode
        ):
            return found
    pytest.skip("needs root, and a checkout and a Python that every user can read")


def build(published: Path, *command: str) -> None:
    """Runs Python as the user who builds."""
    subprocess.run([sys.executable, *command], cwd=REPOSITORY, env=environment(published), umask=UMASK, check=True)


@pytest.fixture(scope="module")
def built_by_root(site_published: Path, python: str) -> Iterator[Path]:
    """What the build stage of the images makes, where others can reach it."""
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are for their owner alone
    folder.chmod(0o755)
    published = folder / "published"
    try:
        build(published, "-m", "etl", "build")
        shutil.copytree(site_published / "pictures", published / "pictures")
        (published / "pictures").chmod(0o755)
        build(published, "-c", "from dashboard.app import create_app; create_app()")
        if not list(published.glob("static-*")):  # an application takes what was collected beside its code
            collected = max((REPOSITORY / "data/published").glob("static-*"), key=lambda path: path.stat().st_mtime)
            shutil.copytree(collected, published / collected.name)
        yield published
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def cache(built_by_root: Path) -> Iterator[Path]:
    """The other user's own."""
    folder = built_by_root.with_name("cache")
    folder.mkdir()
    os.chown(folder, OTHER, OTHER)
    yield folder
    shutil.rmtree(folder)


def test_what_is_published_is_for_every_user_to_read_and_for_none_else_to_write(built_by_root: Path) -> None:
    found = [built_by_root, *built_by_root.rglob("*")]
    assert len(found) > 500
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in found}
    assert modes == {(True, 0o755), (False, 0o644)}


@pytest.mark.slow
def test_what_is_drawn_is_for_every_user_to_read(built_by_root: Path, data: DataVersion) -> None:
    pictures = built_by_root / "pictures"
    drawing = pictures / f"{next(iter(data.manifest.drawings.values())).key}.svg"
    manifests = list(pictures.glob("manifest-*.json"))
    for path in (drawing, *manifests):
        path.unlink()
    build(built_by_root, "-m", "dashboard", "pictures")
    for path in (drawing, *manifests):
        assert path.stat().st_mode & 0o777 == 0o644


def test_another_user_serves_it(built_by_root: Path, cache: Path, python: str) -> None:
    with serving(
        built_by_root, workers=1, within=AS_OTHER, python=python, FIGURES_CACHE=str(cache), **SETTINGS
    ) as site:
        page = site.page("/en/charts/haechi")
        assert "<svg" in page and "all drawn" in site.page("/readyz")
        script = page.partition('src="/assets/')[2].partition('"')[0]
        assert script and site.get(f"/assets/{script}", accept_encoding="br").status == 200
        for form in ("png", "svg", "pdf", "csv", "xlsx", "zip"):
            assert site.get(f"/en/charts/haechi.{form}").status == 200, site.log()
        for path in ("/figures.csv", "/figures.parquet", "/figures.duckdb"):
            assert site.get(path).status == 200, path
        assert {path.stat().st_uid for path in cache.rglob("*")} == {OTHER}
        assert "Traceback" not in site.log() and "not kept" not in site.log()


@pytest.mark.parametrize("kept", ["", "current", "figures-*.duckdb", "pictures", "static-*"])
def test_what_another_user_keeps_to_himself_is_named(built_by_root: Path, cache: Path, python: str, kept: str) -> None:
    (path,) = built_by_root.glob(kept) if kept else [built_by_root]
    mode = path.stat().st_mode
    command = [*AS_OTHER, python, "-m", "dashboard", "serve", "--port", str(free_port())]
    settings = environment(built_by_root, FIGURES_CACHE=str(cache), **SETTINGS)
    path.chmod(0o700)
    try:
        done = subprocess.run(command, cwd=REPOSITORY, env=settings, capture_output=True, text=True, timeout=60)
    finally:
        path.chmod(mode)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    (said,) = done.stderr.splitlines()
    assert str(path) in said and f"may not be read by the user with the number {OTHER}" in said
    assert "chmod -R a+rX" in said
