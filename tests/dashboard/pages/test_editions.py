"""A recurring operation's chart and the editions that the reports describe lead to each other, without scripts."""

from __future__ import annotations

import pytest

from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import CODES, Site


def editions(data: DataVersion) -> dict[str, str]:
    """Operation of a report, as its panel is named → id of the chart that has its editions."""
    operations = data.store.rows("SELECT source_id, subject FROM operations")
    charts = {
        row["subject"]: chart.id
        for chart in data.catalogue
        for row in data.store.rows(
            """SELECT DISTINCT subject FROM series_points JOIN figures USING (figure_id) JOIN series USING (series)
               WHERE step = 'edition' AND series IN (SELECT unnest($names))""",
            {"names": chart.definition.series},
        )
    }
    return {
        f"{row['source_id']}-{row['subject']}": charts[row["subject"]] for row in operations if row["subject"] in charts
    }


@pytest.mark.parametrize("code", CODES)
def test_an_operation_leads_to_the_chart_of_its_editions(site: Site, data: DataVersion, code: str) -> None:
    root = parse(site.page(f"/{code}/operations"))
    found = {}
    for panel in find(root, "details"):
        links = [link.get("href", "") for link in find(panel, "a")]
        charts = [link.rsplit("/", 1)[-1] for link in links if link.endswith("-editions")]
        if charts and panel.get("id"):
            found[panel.get("id", "").removeprefix("operation-")] = charts
    expected = {name: [chart] for name, chart in editions(data).items()}
    assert found == {name: charts for name, charts in expected.items() if name in found} and len(found) >= 12
    assert site.get(f"/{code}/charts/{found['ar2021-haechi-ii'][0]}").status == 200


def test_the_chart_of_editions_leads_to_each_that_a_report_describes(site: Site, data: DataVersion) -> None:
    for chart in sorted(set(editions(data).values())):
        root = parse(site.page(f"/en/charts/{chart}"))
        links = [link.get("href", "") for link in find(root, "a") if "operation=" in link.get("href", "")]
        named = [link.rpartition("#operation-")[2] for link in links]
        assert sorted(named) == sorted(name for name, own in editions(data).items() if own == chart), chart
        page = parse(site.page(links[0].partition("#")[0]))
        opened = next(find(page, "details", id=f"operation-{named[0]}"))
        assert "open" in opened.attrib and words(opened)


def test_a_chart_of_other_things_has_no_editions(site: Site) -> None:
    assert "Editions that the reports describe" not in site.page("/en/charts/searches")
