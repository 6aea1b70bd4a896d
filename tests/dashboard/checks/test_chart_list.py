"""`python -m dashboard charts` lists charts, the figures of a chart, and the charts of a figure."""

from __future__ import annotations

import pytest

from dashboard.checks.chart_list import chart_list
from dashboard.errors import SiteError
from dashboard.releases.data_version import DataVersion

SEARCHES = "ar2021.interpol-databases.searches.2020"


def test_every_chart_is_listed_with_its_controls(data: DataVersion) -> None:
    told = list(chart_list(data, []))
    assert len(told) == len(data.catalogue)
    assert "dashboard/charts/operations/arrests-by-operation.toml  bars; year: all, 2020, 2021" in told


def test_a_chart_tells_its_figures_and_a_figure_its_charts(data: DataVersion) -> None:
    chart, *figures = chart_list(data, ["searches"])
    assert chart.startswith("dashboard/charts/databases/searches.toml  ")
    assert f"  {SEARCHES}" in figures
    assert chart in list(chart_list(data, [SEARCHES]))


@pytest.mark.parametrize(
    ("name", "meant"), [("serches", "searches"), (SEARCHES.replace("searches", "serches"), SEARCHES)]
)
def test_an_unknown_name_is_told_with_near_ones(data: DataVersion, name: str, meant: str) -> None:
    with pytest.raises(SiteError, match=rf"there is no chart and no figure .*Did you mean {meant}"):
        list(chart_list(data, [name]))
