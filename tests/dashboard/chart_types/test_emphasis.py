"""Emphasis: any chart with marks of its own can set one off, and page, picture, embed, title and description say so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.chart_types.emphasis import emphasis_choices
from dashboard.charts.catalogue import EMPHASISE
from dashboard.charts.chart_type_info import CHART_TYPE_INFO
from dashboard.charts.description import alt_text
from dashboard.charts.view import ChartView
from dashboard.design.style import DESKTOP, LIGHT
from dashboard.errors import InvalidParameter
from dashboard.i18n import formatting
from dashboard.i18n.languages import Code, available_languages, get_language
from dashboard.releases.data_version import DataVersion, figure_json
from tests.dashboard.reading import find, parse, words
from tests.server import Site

GREYS = {LIGHT[name] for name in ("slate", "no-member", "land", "paper", "ink", "second", "rule")}


def choices_of(data: DataVersion, chart_id: str, code: Code = "en") -> tuple[ChartView, dict[str, str]]:
    chart = data.catalogue.chart(chart_id)
    view = data.view(chart, chart.state({}), get_language(code))
    return view, emphasis_choices(view)


def set_off(data: DataVersion, chart_id: str, key: str, code: Code = "en") -> ChartView:
    chart = data.catalogue.chart(chart_id)
    return data.view(chart, chart.state({EMPHASISE: key}), get_language(code))


def colours(figure: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """The number of each value that has a mark, with the colour of its mark."""
    for trace in figure["data"]:
        numbers = trace.get("customdata") or []
        if trace["type"] == "choropleth":
            found = [trace["colorscale"][0][1]] * len(numbers)
        else:
            given = trace.get("marker", {}).get("color", "")
            found = given if isinstance(given, list) else [given] * len(numbers)
        yield from ((number, colour) for number, colour in zip(numbers, found, strict=True) if colour.startswith("#"))


def test_which_charts_can_follows_from_their_form(data: DataVersion) -> None:
    can = {chart.id: bool(choices_of(data, chart.id)[1]) for chart in data.catalogue}
    for chart in data.catalogue:
        if not CHART_TYPE_INFO[chart.definition.type].marks:
            assert not can[chart.id], chart.id
    assert sum(can.values()) > len(can) / 2
    assert can["members-map"] and can["arrests-by-operation"] and can["notices-issued"]


@pytest.mark.parametrize("code", available_languages())
def test_every_chart_draws_each_of_its_choices_in_colour_and_all_else_in_grey(data: DataVersion, code: Code) -> None:
    for chart in data.catalogue:
        view, choices = choices_of(data, chart.id, code)
        for key in list(choices)[:2]:
            changed = set_off(data, chart.id, key, code)
            assert changed.rows == view.rows and changed.emphasised
            plain, shown = (figure_json(each, DESKTOP) for each in (view, changed))
            assert shown["layout"]["height"] <= plain["layout"]["height"], f"{chart.id} {key}"
            own = {colour for colour in re.findall("#[0-9a-f]{6}", json.dumps(shown)) if colour not in GREYS}
            assert own, f"{chart.id} {key}: nothing is in colour"
            for number, colour in colours(shown):
                row = changed.rows[number]
                assert row in changed.emphasised or colour[:7] in GREYS, f"{chart.id} {key}: {row.label} is {colour}"


def test_only_what_is_chosen_has_colour(data: DataVersion) -> None:
    for chart_id, key in (("arrests-by-operation", "haechi-ii"), ("members-map", "FRA"), ("notices-issued", "2021")):
        view = set_off(data, chart_id, key)
        found = {
            view.rows[number].category
            for number, colour in colours(figure_json(view, DESKTOP))
            if colour[:7] not in GREYS
        }
        assert found == {key}


@pytest.mark.parametrize("code", available_languages())
def test_title_and_description_name_it_with_what_is_printed_only(data: DataVersion, code: Code) -> None:
    titled = 0
    for chart in data.catalogue:
        view, choices = choices_of(data, chart.id, code)
        for key, name in list(choices.items())[:3]:
            changed = set_off(data, chart.id, key, code)
            rows, described = changed.emphasised, alt_text(changed)
            assert name in described, f"{chart.id} {key}"
            values = [formatting.qualified(row.value, row.unit, row.qualifier, view.language) for row in rows]
            assert values[0] in described
            if changed.title != name:
                titled += 1
                assert len(rows) == 1 and rows[0].basis == "printed" and not rows[0].marks
                assert name in changed.title and values[0] in changed.title
            else:
                assert len(rows) > 1 or rows[0].basis != "printed" or rows[0].marks
            assert changed.subtitle == view.subtitle
    assert titled > 5


def test_what_a_chart_does_not_have_is_refused_with_what_it_has(data: DataVersion) -> None:
    _, choices = choices_of(data, "notices-issued")
    with pytest.raises(InvalidParameter) as refused:
        set_off(data, "notices-issued", "haechi-ii")
    assert refused.value.allowed == list(choices) and refused.value.names == choices


@pytest.mark.parametrize("code", available_languages())
def test_every_face_shows_the_same(site: Site, data: DataVersion, code: Code) -> None:
    changed = set_off(data, "notices-issued", "yellow-notices", code)
    query = "?emphasise=yellow-notices"
    page = site.page(f"/{code}/charts/notices-issued{query}")
    drawn = [svg for svg in find(parse(page), "svg") if svg.get("role") == "img"]
    assert len(drawn) == 2
    assert words(next(find(parse(page), "h1"))).replace("\u00a0", " ") == changed.title.replace("\u00a0", " ")
    # Everything that is taken from the page is in the same state, and a link leads back.
    for extension in ("png", "csv", "svg"):
        assert f"/{code}/charts/notices-issued.{extension}{query}" in page
    assert f'href="/{code}/charts/notices-issued#chart-notices-issued"' in page
    picture = site.get(f"/{code}/charts/notices-issued.svg{query}")
    assert changed.title in picture.text and alt_text(changed).replace("&", "&amp;") in picture.text
    assert picture.text != site.get(f"/{code}/charts/notices-issued.svg").text
    embed = site.page(f"/{code}/embed/notices-issued{query}")
    assert changed.title.replace("\u00a0", " ") in words(next(find(parse(embed), "h1"))).replace("\u00a0", " ")
    figure = site.get(f"/{code}/charts/notices-issued.figure.json{query}")
    assert figure.status == 200 and figure.text != site.get(f"/{code}/charts/notices-issued.figure.json").text


@pytest.mark.parametrize("code", available_languages())
def test_a_wrong_one_answers_400_everywhere_in_the_readers_language(site: Site, code: Code) -> None:
    query = "?emphasise=no-such-thing"
    for path in ("charts/{}", "charts/{}.png", "charts/{}.csv", "embed/{}", "charts/{}/download", "charts/{}/embed"):
        refused = site.get(f"/{code}/" + path.format("notices-issued") + query)
        assert refused.status == 400 and "yellow-notices" in refused.text, path
        assert f'lang="{code}"' in refused.text
    assert (
        site.get(f"/{code}/charts/money-2021?emphasise=contributions").status == 400
    )  # a flow has no marks of its own
    hostile = "<script>alert(1)</script>".replace("<", "%3C")
    assert "<script>alert" not in site.get(f"/{code}/charts/notices-issued?emphasise={hostile}").text


def test_it_is_offered_where_the_chart_can(site: Site) -> None:
    for section in ("download", "embed"):
        offered = next(find(parse(site.page(f"/en/charts/notices-issued/{section}")), "select", name="emphasise"))
        assert "yellow-notices" in [option.get("value") for option in find(offered, "option")]
        assert not list(find(parse(site.page(f"/en/charts/money-2021/{section}")), "select", name="emphasise"))
