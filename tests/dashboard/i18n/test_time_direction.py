"""How time runs in Arabic charts: from the right, and from the left where a reader asks."""

from __future__ import annotations

import pytest

from dashboard.design.style import DESKTOP, PHONE
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion, figure_json
from tests.dashboard.reading import find, parse, words
from tests.server import Site

ARABIC, FROM_LEFT = get_language("ar"), get_language("ar", time="ltr")


@pytest.mark.parametrize("layout", [PHONE, DESKTOP], ids=lambda layout: layout.name)
def test_years_run_from_the_right_and_on_request_from_the_left(data: DataVersion, layout: object) -> None:
    chart = data.catalogue.chart("members-over-time")
    ranges = [
        figure_json(data.view(chart, (), language), layout)["layout"]["xaxis"]["range"]  # type: ignore[arg-type]
        for language in (ARABIC, FROM_LEFT, get_language("en"))
    ]
    assert ranges[0][0] > ranges[0][1]
    assert ranges[1] == ranges[2] == ranges[0][::-1]


def test_what_is_not_of_time_stays(data: DataVersion) -> None:
    turned = set()
    for chart in data.catalogue:
        state = chart.state({})
        figures = [figure_json(data.view(chart, state, language), DESKTOP) for language in (ARABIC, FROM_LEFT)]
        if figures[0] != figures[1]:
            turned.add(chart.id)
    assert {"searches", "notices-issued", "accessions-by-decade", "total-revenue"} <= turned
    assert not turned & {"members-map", "arrests-by-operation", "staff-by-status", "money-2021", "members-by-region"}


def test_the_choice_stays_in_every_link_and_is_offered_in_arabic_alone(site: Site) -> None:
    page = "/ar/charts/notices-issued"
    root = parse(site.page(f"{page}?time=ltr"))
    switch = next(nav for nav in find(root, "nav", class_="digits") if len(list(find(nav, "a", data_time="ltr"))))
    assert [link.get("aria-current") for link in find(switch, "a")] == [None, "true"]
    assert [link.get("href") for link in find(switch, "a")] == [page, f"{page}?time=ltr"]
    pictures = [a.get("href", "") for a in find(root, "a") if ".png" in a.get("href", "")]
    assert pictures and all("time=ltr" in address for address in pictures)
    assert "time=ltr" in words(next(find(root, "textarea", id="embed-text")))
    assert not list(find(parse(site.page("/fr/charts/notices-issued")), "a", data_time="ltr"))


@pytest.mark.parametrize("path", ["/ar/charts/haechi?time=down", "/en/?time=rtl", "/ar/embed/haechi?time=x"])
def test_another_direction_is_refused(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status == 400 and ("ltr" in answer.text)
