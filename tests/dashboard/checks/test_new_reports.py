"""After a report of a year that nobody knew of, charts, titles and tiles take the new year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.chart_types.base_figure import row_colour
from dashboard.charts.description import alt_text
from dashboard.charts.facts import Facts
from dashboard.components.context import PageContext
from dashboard.components.tiles import brief
from dashboard.design.style import DESKTOP, topic_token
from dashboard.i18n.languages import Code, get_language
from dashboard.pages import about
from dashboard.pages.operation_board import read_board
from dashboard.pages.operation_timeline import timeline
from dashboard.releases.data_version import DataVersion, figure_json
from tests.dashboard.checks.made_up_reports import view, with_reports


def test_titles_and_subtitles_tell_the_years_of_the_data(grown: DataVersion) -> None:
    hits = view(grown, "hits")
    assert [row.category for row in hits.rows] == ["2018", "2020", "2021", "2022"]
    assert hits.title == "Searches led to 1.3\u00a0million hits in 2022, as many as in 2021"
    assert hits.subtitle == "Hits from searches of INTERPOL databases in the year, 2018–2022"
    assert view(grown, "hits", "fr").title.endswith("est resté à 1,3\u00a0million en 2022, comme en 2021")
    assert view(grown, "searches").title.startswith("Database searches reached 5.9\u00a0billion in 2022, ")
    assert view(grown, "staff-over-time").title.startswith("INTERPOL’s Annual Report counts 1,042 staff in 2022")
    assert "2019" in [row.period_label for row in view(grown, "databases-count").rows]
    assert "2010 to 2023" in view(grown, "searches").subtitle


def test_years_without_a_figure_are_drawn_as_a_gap(grown: DataVersion) -> None:
    axis = figure_json(view(grown, "hits"), DESKTOP)["layout"]["xaxis"]
    words = [text.replace("<br>", " ") for text in axis["ticktext"]]
    assert words == ["2018", "2019: no usable figure", "2020", "2021", "2022"]


def test_controls_offer_the_years_that_all_charts_of_the_topic_have(grown: DataVersion, data: DataVersion) -> None:
    for chart in ("arrests-by-operation", "countries-by-operation"):
        (offered,) = grown.catalogue.chart(chart).definition.controls.values()
        assert list(offered.options) == ["all", "2019", "2020", "2021"]
        (before,) = data.catalogue.chart(chart).definition.controls.values()
        assert list(before.options) == ["all", "2020", "2021"]
    assert view(grown, "arrests-by-operation", year="2019").subtitle.endswith("prints them, 2019")
    everything = view(grown, "arrests-by-operation")
    assert ("2022", 4444) in {(row.series, row.value) for row in everything.rows}


def test_of_the_years_of_operations_the_newest_is_the_strongest(grown: DataVersion) -> None:
    drawn = view(grown, "operations", draw="arrests")
    colours = {row.series: row_colour(drawn, row) for row in drawn.rows}
    assert colours == {"2021": topic_token("operations", "t"), "2020": "slate", "2019": "no-member"}


def test_an_option_that_nothing_fits_is_told_in_a_sentence(grown: DataVersion) -> None:
    for code, words in (("en", "No report prints a figure for this choice."), ("fr", "Aucun rapport")):
        fell = view(grown, "then-and-now", code, show="fell")
        assert fell.rows == () and fell.title == fell.question and alt_text(fell)
        assert words in str(figure_json(fell, DESKTOP))
    assert view(grown, "then-and-now", show="fell").subtitle == "Show: What fell"


def test_the_goals_of_operations_are_those_of_the_last_two_reports(grown: DataVersion) -> None:
    goals = view(grown, "operations-per-goal")
    assert goals.series == ["2021", "2022"] and sum(row.value for row in goals.rows if row.series == "2022") == 1
    assert goals.title == "Protection of vulnerable communities: 3 operations in 2021, 1 in 2022"


def test_the_editions_of_haechi_are_the_last_two_of_the_reports(grown: DataVersion) -> None:
    assert {row.series for row in view(grown, "haechi").rows} == {"haechi-i", "haechi-ii"}
    assert view(grown, "haechi").title.startswith("HAECHI II, against financial crime online, led to 1,003 arrests")


def test_a_tile_draws_no_parts_of_another_year_than_its_value(grown: DataVersion) -> None:
    tile = next(tile for tile in grown.tiles.of_topic("people") if tile.picture == "parts")
    context = PageContext(grown, get_language("en"), {}, "", "/en/")
    shown = str(brief(context, [tile]).to_plotly_json())
    assert "1,042" in shown and "tile-picture" not in shown


def test_the_table_of_the_academy_shows_what_its_tile_does(grown: DataVersion, data: DataVersion) -> None:
    """Users and courses are printed of 2022, the rest of 2021; each then has its year beside it."""
    academy = view(grown, "virtual-academy")
    (tile,) = (tile for tile in grown.tiles.of_topic("people") if tile.chart == "virtual-academy")
    assert set(tile.figures) <= {row.figure_id for row in academy.rows}
    assert academy.title == "INTERPOL’s Virtual Academy had 30,000 registered users in 2022"
    assert {(row.period_label, row.series_label) for row in academy.rows} == {("2021", "2021"), ("2022", "2022")}
    assert {row.series for row in view(data, "virtual-academy").rows} == {""}


def test_equal_numbers_of_databases_are_told_as_such(grown: DataVersion) -> None:
    assert view(grown, "databases-count").title == "INTERPOL ran 19 databases in 2022, as many as in 2021"


def test_two_that_are_equal_are_both_named(grown: DataVersion) -> None:
    chart = view(grown, "expenditure-by-purpose")
    rows = [replace(row, value=1.0) for row in chart.rows]
    words = Facts(chart.chart, rows, chart.language, grown.store, {}).format("{purpose}", "title")
    assert words == ", ".join(row.label for row in rows[:-1]) + f" and {rows[-1].label}"


def test_every_figure_stands_once_for_its_subject_metric_and_period(grown: DataVersion) -> None:
    rows = grown.store.rows(
        "SELECT figure_id FROM preferred_figures WHERE metric = 'searches' AND period_label = '2020'"
    )
    assert [row["figure_id"] for row in rows] == ["ar2021.interpol-databases.searches.2020"]
    kept = grown.store.rows(
        "SELECT figure_id FROM preferred_figures WHERE metric = 'members' AND period_label = '2022-01'"
    )
    assert len(kept) == 2, "a document that contradicts itself is not decided here"


def test_a_period_of_days_stands_in_the_calendar_by_its_months(grown: DataVersion) -> None:
    board = read_board(PageContext(grown, get_language("en"), {}, "", "/en/operations"))
    first, second, third = board.operations[:3]
    dated = [
        replace(each, row={**each.row, "period_label": period}, facets={**each.facets, "year": years})
        for each, period, years in (
            (first, "2021-06-28--2021-11-23", ("2021",)),
            (second, "2021-12-05--2022-02", ("2021", "2022")),
            (third, "2022-05-01", ("2022",)),
        )
    ]
    drawn = str(timeline(replace(board, operations=dated), dated, ()).to_plotly_json())
    places = [part.split("'")[0] for part in drawn.split("--start:")[1:]]
    assert places == [
        "6;--columns:6;--from:0.0000;--length:1.0000",
        "11;--columns:2;--from:0.5000;--length:0.5000",
        "1;--columns:2;--from:0.0000;--length:1.0000",
        "5;--columns:2;--from:0.0000;--length:0.5000",
    ]
    assert "A month is printed for 3 of 3 entries" in drawn and "no month printed" not in drawn


def test_the_page_on_method_tells_how_many_figures_wait_for_a_second_reading(data: DataVersion, tmp_path: Path) -> None:
    def told(version: DataVersion, code: Code = "en") -> str:
        return str(about.layout(PageContext(version, get_language(code), {}, "", f"/{code}/about")).body)

    once = "ar2022.interpol.expenditure.2022,interpol,expenditure,2022,150000000,eur,exact,printed,ar2022,9,150000000,1,,,once\n"
    with with_reports(tmp_path, {"figures/finances.csv": once}) as grown:
        assert "1 figure has been read only once so far." in told(grown)
        assert "1 chiffre n’a été lu qu’une seule fois à ce jour." in told(grown, "fr")
    assert "only once" not in told(data)
