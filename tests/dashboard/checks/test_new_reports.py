"""After a report of a year that nobody knew of, every chart is right, or the check says which is not, and why.

Two made-up reports: one of 2019, which prints hits of 2018 and none of its own year, and one of 2022.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.charts.facts import Facts
from dashboard.charts.view import ChartView
from dashboard.checks.charts import chart_problems
from dashboard.checks.newer_figures import left_out, newer_figures
from dashboard.design.style import DESKTOP
from dashboard.i18n.languages import Code, get_language
from dashboard.releases.data_version import DataVersion, figure_json, open_data_version
from etl.pipeline import build
from tests.conftest import copy_inputs

#: File of figures → subject, metric, period, value and unit of what the reports print.
PRINTED = {
    "ar2019": {
        "databases": ["interpol-databases,hits,2018,1100000,count", "interpol-databases,databases,2019,17,count"],
        "members": ["interpol,members,2019,194,count"],
        "operations": ["haechi-iii,arrests,2019,77,count", "haechi-iii,countries,2019,9,count"],
    },
    "ar2022": {
        "databases": ["interpol-databases,hits,2022,1300000,count", "interpol-databases,searches,2022,5900000000,count"],
        "finances": [
            "counter-terrorism,expenditure,2022,26000000,eur",
            "cybercrime,expenditure,2022,39000000,eur",
            "interpol,revenue,2022,155000000,eur",
        ],
        "operations": ["liberterra,arrests,2022,4444,count"],
        "people": [
            "virtual-academy,self_paced_courses_completed,2022,14000,count",
            "virtual-academy,registered_users,2022,30000,count",
        ],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataVersion]:
    """The data with the two reports."""
    folder = tmp_path_factory.mktemp("grown")
    paths = copy_inputs(folder)
    card = (paths.sources / "ar2021.toml").read_text(encoding="utf-8")
    for source, topics in PRINTED.items():
        year = source.removeprefix("ar")
        again = card.replace("2021", year).replace('"2022"', f'"{int(year) + 1}"')
        (paths.sources / f"{source}.toml").write_text(again, encoding="utf-8")
        for topic, figures in topics.items():
            with (paths.figures / f"{topic}.csv").open("a", encoding="utf-8") as file:
                for number, figure in enumerate(figures, 1):
                    subject, metric, period, value, unit = figure.split(",")
                    figure_id = f"{source}.{subject}.{metric}.{period}"
                    cells = (figure_id, subject, metric, period, value, unit, "exact", "printed", source, str(number))
                    file.write(",".join([*cells, value, "1", "", "", "agreed"]) + "\n")
    with (paths.decisions / "operations.csv").open("a", encoding="utf-8") as file:
        file.write("haechi-iii,ar2019,HAECHI III,operation,2019,,,financial-crime,1,,,1,\n")
    with (paths.decisions / "glosses.csv").open("a", encoding="utf-8") as file:
        file.write("online fraud,,,,haechi-iii,ar2019,1\n")
    build(paths)
    data = open_data_version(paths.published, folder / "pictures")
    yield data
    data.store.close()


def view(data: DataVersion, chart_id: str, code: Code = "en", **state: str) -> ChartView:
    chart = data.catalogue.chart(chart_id)
    return data.view(chart, chart.state(state), get_language(code))


def test_titles_and_subtitles_tell_the_years_of_the_data(grown: DataVersion) -> None:
    hits = view(grown, "hits")
    assert [row.category for row in hits.rows] == ["2018", "2020", "2021", "2022"]
    assert hits.title == "Searches led to 1.3\u00a0million hits in 2022, as many as in 2021"
    assert hits.subtitle == "Hits from searches of INTERPOL databases in the year, 2018–2022"
    assert view(grown, "hits", "fr").title.endswith("est resté à 1,3\u00a0million en 2022, comme en 2021")
    spent = view(grown, "expenditure-by-purpose")
    assert {row.period_label for row in spent.rows} == {"2022"} and spent.rows[0].category == "cybercrime"
    assert spent.title.endswith("largest item of expenditure in 2022, at €39\u00a0million")
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


def test_what_is_not_right_is_told_with_its_reason(grown: DataVersion) -> None:
    told: dict[str, str] = {}
    for problem in chart_problems(grown):
        name = "/".join(problem.file.split("/")[-2:])
        told[name] = f"{told.get(name, '')}{problem}\n"
    left_out = "newer figures of what it shows are left out: "
    assert f"{left_out}ar2022.interpol.revenue.2022" in told.pop("finances/revenue-and-expenditure.toml")
    assert "registered_users.2022" in told.pop("people/virtual-academy.toml")
    assert "'ar2019.interpol.members.2019' has no name" in told.pop("members/members-printed.toml")
    assert "'Every measure that the annual reports of 2020 and 2021 both give" in (
        both := told.pop("changes/then-and-now.toml")
    )
    assert f"key facts: {left_out}ar2022.interpol-databases.searches.2022" in both
    assert "ar2022.liberterra.arrests.2022. Enter the operation in" in told.pop("operations/operations.toml")
    # A title or a tile that names an older value than the chart shows.
    assert f"key facts: {left_out}ar2022.interpol-databases.searches.2022" in told.pop("databases/searches.toml")
    assert f"tile 'Revenue': {left_out}ar2022.interpol.revenue.2022" in told.pop("finances/tiles.toml")
    assert f"tile 'Searches of the databases': {left_out}ar2022.interpol-databases.searches" in told.pop(
        "databases/tiles.toml"
    )
    assert "virtual-academy.self_paced_courses_completed.2022" in told.pop("people/tiles.toml")
    # Two of the five parts of a total are printed of 2022.
    lacking = told.pop("finances/expenditure-by-purpose.toml")
    assert "of 2022, and no report prints of that time: governance-and-oversight" in lacking
    assert "Write until = 2021" in lacking
    assert told == {}


def test_a_chart_waits_at_a_year_for_the_parts_of_a_later_one(grown: DataVersion) -> None:
    chart = grown.catalogue.chart("expenditure-by-purpose")
    held = replace(chart, definition=chart.definition.model_copy(update={"until": 2021}))
    waiting = grown.view(held, held.state({}), get_language("en"))
    assert {row.period_label for row in waiting.rows} == {"2021"} and len(waiting.rows) == 5
    assert list(newer_figures(held, [waiting], grown.store)) == []
    assert list(newer_figures(chart, [grown.view(chart, chart.state({}), get_language("en"))], grown.store)) != []
    early = replace(chart, definition=chart.definition.model_copy(update={"until": 2020}))
    assert "until = 2021" in str(next(newer_figures(early, [waiting], grown.store)))


def test_two_that_are_equal_are_both_named(grown: DataVersion) -> None:
    chart = view(grown, "expenditure-by-purpose")
    rows = [replace(row, value=1.0) for row in chart.rows]
    words = Facts(chart.chart, rows, chart.language, grown.store, {}).format("{purpose}", "title")
    assert words == " and ".join(row.label for row in rows)


def test_every_figure_stands_once_for_its_subject_metric_and_period(grown: DataVersion) -> None:
    rows = grown.store.rows(
        "SELECT figure_id FROM preferred_figures WHERE metric = 'searches' AND period_label = '2020'"
    )
    assert [row["figure_id"] for row in rows] == ["ar2021.interpol-databases.searches.2020"]
    kept = grown.store.rows(
        "SELECT figure_id FROM preferred_figures WHERE metric = 'members' AND period_label = '2022-01'"
    )
    assert len(kept) == 2, "a document that contradicts itself is not decided here"


def test_the_charts_of_today_tell_no_year_that_is_not_theirs(data: DataVersion, tmp_path: Path) -> None:
    assert [str(problem) for problem in chart_problems(data)] == []


def test_what_can_be_worked_out_of_a_newer_year_is_told(grown: DataVersion) -> None:
    rate = "derived.interpol-databases.hits_per_million_searches.2021"
    (problem,) = left_out("file", "facts", [rate], "", grown.store)
    assert f"{rate}. Add the later one to data/decisions/derivations.toml" in str(problem)
    assert list(left_out("file", "facts", ["derived.cybercrime.expenditure_share.2021"], "", grown.store)) == []
