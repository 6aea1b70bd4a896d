"""How old the figures are is worked out from the data."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.data.coverage import Coverage, coverage
from dashboard.data.store import Store
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.server import CODES, Site


def store(folder: Path, figures: list[tuple[str, str, int, int]]) -> Store:
    """A database with so many figures of a source, basis and year."""
    path = folder / "figures-test.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(
            "CREATE TABLE figures (source_id TEXT, topic TEXT, basis TEXT, period_start DATE, period_end DATE)"
        )
        connection.execute("CREATE TABLE sources (source_id TEXT, published TEXT)")
        connection.execute("CREATE TABLE data_version (version TEXT)")
        connection.execute("INSERT INTO data_version VALUES ('test')")
        for source, basis, year, number in figures:
            row = [source, "notices", basis, f"{year}-01-01", f"{year}-12-31"]
            connection.executemany("INSERT INTO figures VALUES (?, ?, ?, ?, ?)", [row] * number)
        for source in {row[0] for row in figures}:
            connection.execute("INSERT INTO sources VALUES (?, ?)", [source, source[-4:]])
    return Store(path)


def test_years_with_few_figures_and_leaflets_are_not_promised(tmp_path: Path) -> None:
    found = coverage(
        store(
            tmp_path,
            [("ar2021", "printed", 2020, 40), ("ar2022", "printed", 2021, 50), ("ar2022", "printed", 2025, 2),
             ("leaflet2024", "printed", 2023, 3), ("ar2022", "reported", 2024, 90)],
        )
    )  # fmt: skip
    assert found == Coverage(("2020", "2021"), False, "ar2022", ("2024", "2024"))


def test_a_new_report_makes_the_site_newer_however_short_it_is(tmp_path: Path) -> None:
    rows = [
        ("ar2021", "printed", 2020, 40),
        ("ar2022", "printed", 2021, 50),
        ("ar2023", "printed", 2022, 60),
        ("ar2024", "printed", 2023, 1),
    ]
    assert coverage(store(tmp_path, rows)) == Coverage(("2020", "2021", "2022"), False, "ar2024")


def test_figures_of_many_years_are_told_by_their_ends(tmp_path: Path) -> None:
    rows = [("list2025", "reference", year, 1) for year in range(1956, 2025)]
    assert coverage(store(tmp_path, rows), "notices") == Coverage(("1956", "2024"), True, "")


@pytest.mark.parametrize("code", CODES)
def test_every_page_says_it(site: Site, data: DataVersion, code: str) -> None:
    language = get_language(code)  # type: ignore[arg-type]
    found = data.coverage()
    report = data.vocabulary.source(found.newest_report, language)
    for path in ("", *data.vocabulary.topics, "figures", "about", "data", "charts/hits"):
        page = site.page(f"/{code}/{path}")
        footer = page.rpartition("<footer")[2]
        assert report in footer and all(year in footer for year in found.periods), path
