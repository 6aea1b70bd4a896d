"""`make dev`: what changed is served again, and what is wrong stands in the page."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from bench.serving import end, free_port
from dashboard.rendering.drawing import browser_path
from tests.conftest import copy_inputs
from tests.faults.damage import wait_for
from tests.server import REPOSITORY, Answer, Site, environment

HITS, STYLE, SHEET, TOPICS = (
    "dashboard/charts/databases/hits.toml",
    "dashboard/design/style.py",
    "assets/site.css",
    "data/decisions/topics.csv",
)


@pytest.fixture(scope="module")
def developed(site_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """A copy of the repository that is served while it is changed."""
    folder = tmp_path_factory.mktemp("developed")
    for name in ("dashboard", "etl", "assets"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    copy_inputs(folder)
    published = folder / "data" / "published"
    shutil.copytree(site_published, published)
    site = Site(free_port(), published)
    command = [sys.executable, "-m", "dashboard", "develop", "--port", str(site.port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment(published), stdout=log, stderr=log)
        try:
            wait_for(lambda: asked(site, "/en/databases").status == 200)
            yield site, folder
        finally:
            os.kill(process.pid, signal.SIGINT)
            end(process)


def asked(site: Site, path: str) -> Answer:
    """An answer; while nothing is there, one without a status."""
    try:
        return site.get(path)
    except OSError:
        return Answer(0, None, b"")  # type: ignore[arg-type]


def page_of(site: Site, path: str) -> str:
    """A page, once it is served."""
    wait_for(lambda: asked(site, path).status == 200)
    return site.page(path)


@contextmanager
def changed(folder: Path, name: str, change: Callable[[str], str]) -> Iterator[None]:
    """Changes a file as long as the block."""
    path = folder / name
    whole = path.read_text(encoding="utf-8")
    path.write_text(change(whole), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(whole, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "change", "path", "seen"),
    [
        (HITS, lambda text: text.replace("Searches led to", "Searches quite led to"), "/en/charts/hits", "Searches quite led to"),
        (SHEET, lambda text: text + "\n.quite-new{color:red}\n", "/en/databases", "quite-new"),
        (STYLE, lambda text: text.replace('"#', '"#12', 1), "/en/databases", ""),
        (TOPICS, lambda text: text.replace("Databases,", "Data bases,"), "/en/databases", "Data bases"),
    ],
    ids=["title", "style sheet", "colour", "data"],
)  # fmt: skip
def test_a_change_is_served(
    developed: tuple[Site, Path], name: str, change: Callable[[str], str], path: str, seen: str
) -> None:
    site, folder = developed
    before = page_of(site, path)
    with changed(folder, name, change):
        wait_for(lambda: (answer := asked(site, path)).status == 200 and seen in answer.text and answer.text != before)
    wait_for(lambda: asked(site, path).text == before)


@pytest.mark.browser
def test_an_open_page_shows_what_changed(developed: tuple[Site, Path]) -> None:
    site, folder = developed
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page()
        page_of(site, "/en/charts/hits")
        page.goto(f"{site.origin}/en/charts/hits")
        heading = page.get_by_role("heading", level=1)
        with changed(folder, HITS, lambda text: text.replace("Searches led to", "Searches quite led to")):
            heading.filter(has_text="Searches quite led to").wait_for()
        heading.filter(has_text="Searches led to").wait_for()
        browser.close()


def test_what_is_wrong_with_a_chart_stands_in_its_page(developed: tuple[Site, Path]) -> None:
    site, folder = developed
    with changed(folder, HITS, lambda text: "oder = 1\n" + text):
        wait_for(lambda: asked(site, "/en/charts/hits").status == 503)
        assert "key oder: Extra inputs are not permitted. Did you mean order?" in asked(site, "/en/charts/hits").text
        assert site.get("/en/databases").status == 200
    wait_for(lambda: asked(site, "/en/charts/hits").status == 200)


def test_code_that_does_not_start_is_shown_until_it_does(developed: tuple[Site, Path]) -> None:
    site, folder = developed
    with changed(folder, STYLE, lambda text: text + "\nx = = 1\n"):
        wait_for(lambda: "SyntaxError" in asked(site, "/en/databases").body.decode())
        assert site.get("/en/databases").status == 500
    wait_for(lambda: asked(site, "/en/databases").status == 200)


def test_data_that_cannot_be_built_are_shown_until_they_can(developed: tuple[Site, Path]) -> None:
    site, folder = developed
    with changed(folder, TOPICS, lambda text: text.replace("databases", "databasses")):
        wait_for(lambda: "nothing was published" in asked(site, "/en/databases").body.decode())
    wait_for(lambda: asked(site, "/en/databases").status == 200)


def test_a_port_in_use_is_said_at_once(developed: tuple[Site, Path]) -> None:
    site, folder = developed
    command = [sys.executable, "-m", "dashboard", "develop", "--port", str(site.port)]
    done = subprocess.run(command, cwd=folder, env=environment(site.published), capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(f"the site cannot listen at 127.0.0.1:{site.port}: Address already in use")
    assert done.stderr.count("\n") == 1
