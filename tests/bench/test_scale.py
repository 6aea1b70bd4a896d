"""A larger archive passes every check of the build, and every page of it answers and stays of a readable size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.scale_data import GENERATIONS, write_inputs
from dashboard.chart_types import CHART_TYPES
from dashboard.charts.chart_type_info import CHART_TYPE_INFO, DEFAULT_MAX_ROWS
from dashboard.components.pager import shown_pages
from etl.paths import Paths
from etl.pipeline import BuildResult, build
from tests.server import REPOSITORY, Site, serving

TIMES = 30


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("archive")
    write_inputs(REPOSITORY / "data", folder / "data", TIMES)
    built = build(Paths(folder / "data", folder / "published"))
    assert built.figure_count > TIMES * 200
    with serving(folder / "published", workers=1) as site:
        yield site


def test_once_the_figures_are_the_originals(tmp_path: Path, built: BuildResult) -> None:
    write_inputs(REPOSITORY / "data", tmp_path / "data", 1)
    assert build(Paths(tmp_path / "data", tmp_path / "published")).version == built.version


def test_the_reports_grow_to_two_hundred() -> None:
    documents = [path for path in (REPOSITORY / "data" / "sources").glob("*.toml") if "document" in path.read_text()]
    assert len(documents) * GENERATIONS >= 200


@pytest.mark.parametrize(
    "name", ["", "finances", "operations", "goals", "databases", "about", "figures", "figures?q=haechi"]
)
def test_pages_of_a_large_archive_stay_readable(archive: Site, name: str) -> None:
    page = archive.page(f"/en/{name}")
    assert len(page) < (900_000 if name == "operations" else 700_000)  # the board has a table for each outcome
    assert "<h1" in page


def test_a_chart_of_thousands_shows_the_first_and_says_so(archive: Site) -> None:
    page = archive.page("/en/charts/arrests-by-operation")
    assert re.search(rf"shows the first {DEFAULT_MAX_ROWS} of \d+ figures", page)


def test_no_chart_of_the_real_data_is_cut(site: Site) -> None:
    charts = re.findall(r"<loc>[^<]*(/en/charts/[^<]+)</loc>", site.get("/sitemap.xml").text)
    assert len(charts) > 30
    assert not [path for path in charts if "shows the first" in site.page(path)]
    assert min(CHART_TYPE_INFO[name].max_rows for name in CHART_TYPES) >= 40


def test_the_list_of_figures_leads_to_its_last_page(archive: Site) -> None:
    first = archive.page("/en/figures")
    pages = [int(number) for number in re.findall(r"figures\?page=(\d+)", first)]
    assert pages[-1] > 100
    assert len(pages) < 20
    assert "<tbody><tr" in archive.page(f"/en/figures?page={pages[-1]}")
    assert archive.get(f"/en/figures?page={pages[-1] + 1}").status == 400


def test_an_operation_named_in_the_address_is_on_the_page_that_opens(archive: Site) -> None:
    goals = archive.page("/en/goals")
    assert "all " in goals
    names = re.findall(r"operations\?operation=([\w-]+)#", goals)
    assert len(names) > 50
    for name in names[:: len(names) // 5]:
        assert re.search(rf'id="operation-{name}"', archive.page(f"/en/operations?operation={name}"))


def test_few_pages_are_all_linked_and_many_are_not() -> None:
    assert shown_pages(1, 5) == [1, 2, 3, 4, 5]
    assert shown_pages(50, 100) == [1, 47, 48, 49, 50, 51, 52, 53, 100]
