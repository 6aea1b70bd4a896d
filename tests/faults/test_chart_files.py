"""Charts under those who write them: a broken file takes its own chart down, and a reload that cannot be done changes nothing.

The package is copied; its charts are broken in three ways, by turns: what no file may say, what the data refuse, and
what no chart type can draw.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.charts.catalogue import TILES_FILE
from tests.faults.damage import wait_for
from tests.faults.processes import master, workers
from tests.server import Site, copy_package, serving

PAGES = (
    "",
    "finances",
    "notices",
    "members",
    "operations",
    "databases",
    "people",
    "goals",
    "figures",
    "about",
    "data",
    "changes",
    "search?q=budget",
)
FORMS = ("charts/{}", "embed/{}", "charts/{}.csv", "charts/{}.png", "charts/{}.json")
CHART = "charts/finances/total-revenue.toml"


@pytest.fixture(scope="module")
def broken(site_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, list[str]]]:
    """The site with every chart but two broken, and a file of tiles; the ids of the broken ones."""
    package = copy_package(tmp_path_factory.mktemp("broken"))
    files = [path for path in sorted(package.glob("charts/*/*.toml")) if path.name != TILES_FILE]
    spared = {"hits", "total-revenue"}
    for number, path in enumerate(files):
        content = path.read_text(encoding="utf-8")
        if path.stem not in spared:
            if number % 3 == 0 or "FROM" not in content or path.stem == "money-2021":
                content = "oder = 1\n" + content
            elif number % 3 == 1:
                content = content.replace("FROM ", "FROM no_")
            else:
                content = re.sub('type = ".*"', 'type = "flow"', content)
            path.write_text(content, encoding="utf-8")
    tiles = package / "charts" / "people" / TILES_FILE
    tiles.write_text("[[tile", encoding="utf-8")
    with serving(site_published, folder=package.parent, workers=1) as running:
        yield running, [path.stem for path in files if path.stem not in spared]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_falls_with_its_charts(broken: tuple[Site, list[str]], page: str) -> None:
    for code in ("en", "ar"):
        answer = broken[0].get(f"/{code}/{page}")
        assert answer.status == 200 and "</html>" in answer.text, page


@pytest.mark.parametrize(
    "path",
    [
        "/openapi.json",
        "/sitemap.xml",
        "/feed.atom",
        "/datapackage.json",
        "/figures.csv",
        "/healthz",
        "/en/finances.pdf",
        "/en/operations.pdf",
    ],
)
def test_no_file_falls_with_the_charts(broken: tuple[Site, list[str]], path: str) -> None:
    before = broken[0].get(path).status
    assert before in (200, 404), path  # 404: there is no such file with whole charts either


def test_a_broken_chart_says_so_and_a_whole_one_is_shown(broken: tuple[Site, list[str]]) -> None:
    site, ids = broken
    assert len(ids) > 50
    for chart in ids:
        answer = site.get(f"/en/charts/{chart}")
        assert answer.status == 503 and "This chart cannot be shown at the moment" in answer.text, chart
        assert answer.header("Retry-After") and "Traceback" not in answer.text and "no_figures" not in answer.text
    for form in FORMS:
        assert site.get(f"/fr/{form.format(ids[0])}").status == 503, form
        assert site.get(f"/fr/{form.format('total-revenue')}").status == 200, form
    assert site.get("/en/charts/no-such-chart").status == 404
    assert "Traceback" not in site.log()


def test_what_is_left_out_is_told(broken: tuple[Site, list[str]]) -> None:
    site, _ = broken
    assert (
        "left out: dashboard/charts/members/members-map.toml, key oder: " in site.log() or "members-map" in site.log()
    )
    ready = site.page("/readyz")
    assert re.search(r"; left out: .*dashboard/charts/people/tiles\.toml", ready), ready
    named = {*re.findall(r"[\w-]+(?=\.toml|, | \()", ready)}
    assert {*broken[1]} <= named and "total-revenue" not in named, {*broken[1]} - named


@pytest.fixture(scope="module")
def running(site_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """A server of two workers over a copy of the package."""
    package = copy_package(tmp_path_factory.mktemp("reloaded"))
    published = package.parent / "published"
    shutil.copytree(site_published, published)
    with serving(published, folder=package.parent) as site:
        yield site, package


def reload(site: Site) -> None:
    """Asks for a reload and waits until its workers are new ones."""
    before = workers(site)
    os.kill(master(site), signal.SIGHUP)
    wait_for(lambda: len(workers(site)) == 2 and not set(before) & set(workers(site)), 40)


def test_a_reload_with_a_broken_chart_serves_the_others(running: tuple[Site, Path]) -> None:
    site, package = running
    path = package / CHART
    whole = path.read_text(encoding="utf-8")
    path.write_text("oder = 1\n" + whole, encoding="utf-8")
    reload(site)
    assert site.get("/en/charts/total-revenue").status == 503
    assert site.get("/en/finances").status == site.get("/en/charts/money-2021").status == 200
    assert "left out: dashboard/charts/finances/total-revenue.toml, key oder: Extra inputs" in site.log()
    path.write_text(whole, encoding="utf-8")
    reload(site)
    assert site.get("/en/charts/total-revenue").status == 200
    assert "left out" not in site.page("/readyz")


@pytest.mark.parametrize("damage", ["catalogue", "data"])
def test_a_reload_that_cannot_be_done_changes_nothing(running: tuple[Site, Path], damage: str) -> None:
    site, package = running
    before = workers(site)
    catalogue = package / "i18n" / "locales" / "fr" / "LC_MESSAGES" / "messages.po"
    path, wrong = {"catalogue": (catalogue, b'msgid "\xff'), "data": (site.published / "current", b"../nothing")}[
        damage
    ]
    whole = path.read_bytes()
    path.write_bytes(wrong)
    told = site.log().count("nothing is reloaded, the site goes on as it is: ")
    try:
        os.kill(master(site), signal.SIGHUP)
        wait_for(lambda: site.log().count("nothing is reloaded, the site goes on as it is: ") == told + 1, 30)
        assert workers(site) == before
        assert [site.get(f"/{code}/finances").status for code in ("en", "fr", "ar")] == [200] * 3
    finally:
        path.write_bytes(whole)
    reload(site)
    assert site.get("/fr/finances").status == 200
