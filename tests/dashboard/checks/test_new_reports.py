"""After a report of a year that nobody knew of, every chart is right, or the check says which is not, and why.

Two made-up reports: one of 2019, which prints hits of 2018 and none of its own year, and one of 2022.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.chart_types.base_figure import row_colour
from dashboard.charts.catalogue import Catalogue
from dashboard.charts.description import alt_text
from dashboard.charts.facts import Facts
from dashboard.charts.view import ChartView
from dashboard.checks.charts import chart_problems
from dashboard.checks.derivations import NotWorkedOut, superseded_inputs
from dashboard.checks.newer_figures import left_out, newer_figures, waiting_charts
from dashboard.checks.years import unread_words
from dashboard.components.context import PageContext
from dashboard.components.tiles import brief
from dashboard.design.style import DESKTOP, topic_token
from dashboard.i18n.languages import Code, get_language
from dashboard.pages.operation_board import read_board
from dashboard.pages.operation_timeline import timeline
from dashboard.pages.topic import disagreements
from dashboard.pages.topic_sections.notices import layout as purposes
from dashboard.releases.data_version import DataVersion, figure_json, open_data_version
from etl.paths import Paths
from etl.pipeline import build
from tests.conftest import copy_inputs

#: File of figures → subject, metric, period, value and unit of what the reports print.
PRINTED = {
    "ar2019": {
        "databases": ["interpol-databases,hits,2018,1100000,count", "interpol-databases,databases,2019,17,count"],
        "members": ["interpol,members,2019,194,count"],
        "operations": ["haechi-iii,arrests,2019,975,count", "haechi-iii,countries,2019,30,count"],
    },
    "ar2022": {
        "databases": ["interpol-databases,hits,2022,1300000,count", "interpol-databases,databases,2022,19,count", "interpol-databases,searches,2022,5900000000,count"],
        "finances": [
            "counter-terrorism,expenditure,2022,26000000,eur",
            "cybercrime,expenditure,2022,39000000,eur",
            "interpol,revenue,2022,155000000,eur",
            "in-kind-contributions,revenue_share,2022,25,percent",
            "statutory-contributions,revenue,2022,69000000,eur",
        ],
        "notices": ["red-notices,notices_issued,2022,11920,count"],
        "operations": [
            "liberterra,arrests,2022,4444,count",
            "weka-ii,victims_rescued,2022,700,count",
            "weka-ii,migrants_detected,2022,4000,count",
        ],
        "people": [
            "interpol,staff,2022,1042,count",
            "police-capabilities-programme,officials_trained,2022,702,count",
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
    add_reports(paths)
    build(paths)
    data = open_data_version(paths.published, folder / "pictures")
    yield data
    data.store.close()


def add_reports(paths: Paths) -> None:
    """Adds cards and rows of the two reports, and nothing else but the operation that one of them enters."""
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
        file.write("weka-ii,ar2022,Weka II,operation,2022,,,human-trafficking-and-migrant-smuggling,3,,,1,\n")
    with (paths.decisions / "glosses.csv").open("a", encoding="utf-8") as file:
        file.write("online fraud,,,,haechi-iii,ar2019,1\nhuman trafficking,,,,weka-ii,ar2022,1\n")
    with (paths.decisions / "same_figures.csv").open("a", encoding="utf-8") as file:
        for metric in ("arrests", "countries"):
            file.write(
                f"reported.haechi-iii.{metric}.2022-06-28--2022-11-23,ar2019.haechi-iii.{metric}.2019,one edition\n"
            )
        for metric in ("victims_rescued", "migrants_detected"):
            file.write(f"reported.weka-ii.{metric}.2022-06-12--2022-06-17,ar2022.weka-ii.{metric}.2022,one edition\n")
        file.write(
            "reported.interpol-databases.databases.2022-10,ar2022.interpol-databases.databases.2022,one number\n"
        )


def view(data: DataVersion, chart_id: str, code: Code = "en", **state: str) -> ChartView:
    chart = data.catalogue.chart(chart_id)
    return data.view(chart, chart.state(state), get_language(code))


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


def test_what_is_not_right_is_told_with_its_reason(grown: DataVersion) -> None:
    told: dict[str, str] = {}
    for problem in chart_problems(grown):
        name = "/".join(problem.file.split("/")[-2:])
        told[name] = f"{told.get(name, '')}{problem}\n"
    entered = "in data/decisions/operations.csv, with subject liberterra and source_id ar2022."
    assert f"ar2022.liberterra.arrests.2022. Enter the operation {entered}" in told.pop("operations/operations.toml")
    # A tile names one edition and a chart those of one report, and a later report prints a newer one.
    chosen = told.pop("operations/human-trafficking.toml")
    assert "ar2022.liberterra.arrests.2022" in chosen and "newer editions are left out: ar2022.weka-ii" in chosen
    newer = told.pop("operations/tiles.toml")
    assert "tile 'Victims rescued in Operation Weka': figures of newer editions are left out: ar2022.weka-ii." in newer
    # Changes that no report prints, ready to be pasted.
    change = told.pop("finances/tiles.toml")
    assert "its change ar2021.interpol.revenue_change.2021 is of 2021, its value of 2022, so it is not shown." in change
    assert "can be worked out from ar2021.interpol.revenue.2021 and ar2022.interpol.revenue.2022, and is not" in change
    assert "derived.red-notices.notices_issued_change.2022" in told.pop("notices/tiles.toml")
    assert "derived.interpol-databases.searches_change.2022" in told.pop("databases/tiles.toml")
    # What a chart of parts waits for, where it can be worked out.
    waits = told.pop("finances/revenue-by-source.toml")
    assert "derived.statutory-contributions.revenue_share.2022 can be worked out from" in waits
    assert "derived.in-kind-contributions.revenue.2022 can be worked out from" in waits
    # Nothing fell from one made-up report to the next.
    fell = told.pop("changes/then-and-now.toml")
    assert "it gives no rows in the state show=fell. Take the option out, or mend the query" in fell
    assert told == {}


def test_what_is_to_be_worked_out_can_be_pasted(grown: DataVersion, tmp_path: Path) -> None:
    """The rows that the check prints make it silent about them."""
    pasted = "".join({f"\n{each.row}\n" for each in chart_problems(grown) if isinstance(each, NotWorkedOut)})
    rows = tomllib.loads(pasted)["derivation"]
    assert {row["rule"] for row in rows} == {"percent_change", "percent_of_total", "share_of_total"}
    assert len({row["figure_id"] for row in rows}) == len(rows) == 5
    paths = copy_inputs(tmp_path)
    add_reports(paths)
    with (paths.decisions / "derivations.toml").open("a", encoding="utf-8") as file:
        file.write(pasted)
    build(paths)
    data = open_data_version(paths.published, tmp_path / "pictures")
    assert [str(problem) for problem in chart_problems(data) if isinstance(problem, NotWorkedOut)] == []
    data.store.close()


def test_a_chart_of_parts_waits_for_a_report_that_prints_them_all(grown: DataVersion) -> None:
    """Two of the five parts of the expenditure, and the staff without its parts, are printed of 2022."""
    spent = view(grown, "expenditure-by-purpose")
    assert {row.period_label for row in spent.rows} == {"2021"} and len(spent.rows) == 5
    staff = view(grown, "staff-by-status")
    assert {row.period_label for row in staff.rows} == {"2021"}
    assert staff.title.startswith("260 of INTERPOL’s 1,016 staff were seconded in 2021")
    chart = spent.chart
    hasty = replace(chart, definition=chart.definition.model_copy(update={"complete": False}), until=None)
    now = grown.view(hasty, hasty.state({}), get_language("en"))
    (told,) = newer_figures(hasty, [now], grown.store)
    assert "of 2022, and no report prints of that time: governance-and-oversight" in str(told)
    assert str(told).endswith("Write complete = true, and it waits for them.")


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


def test_a_chart_that_waits_is_told(grown: DataVersion, data: DataVersion) -> None:
    told = {line.partition(":")[0]: line for line in waiting_charts(grown)}
    staff = told["dashboard/charts/people/staff-by-status.toml"]
    assert "stays at 2021" in staff and "There is ar2022.interpol.staff.2022; there lacks interpol.staff_" in staff
    sources = told["dashboard/charts/finances/revenue-by-source.toml"]
    assert sources.endswith(
        "there lacks in-kind-contributions.revenue, statutory-contributions.revenue_share, "
        "voluntary-contributions.revenue, voluntary-contributions.revenue_share."
    )
    money = told["dashboard/charts/finances/money-2021.toml"]
    assert "it is of 2021, and a chart of a later year waits" in money
    assert "ar2022.interpol.revenue.2022" in money and "there lacks governance-and-oversight.expenditure, in" in money
    assert list(waiting_charts(data)) == []


def test_a_chart_of_one_year_says_what_it_had_the_year_before(grown: DataVersion) -> None:
    """One programme of training of three is printed of 2022."""
    trainings = view(grown, "trainings")
    assert {row.period_label for row in trainings.rows} == {"2021"} and len(trainings.rows) == 3
    hasty = replace(
        trainings.chart, definition=trainings.chart.definition.model_copy(update={"complete": False}), until=None
    )
    (told,) = newer_figures(hasty, [grown.view(hasty, (), get_language("en"))], grown.store)
    assert "it is of 2022 and lacks what it had of 2021: project-case officials_trained, virtual-academy" in str(told)
    assert str(told).endswith("Write complete = true, and it waits; or take them out of the query.")


def test_operations_of_a_report_are_compared_where_it_has_two(grown: DataVersion) -> None:
    """The report of 2022 has one operation with victims and migrants, so that nothing is the most."""
    chart = view(grown, "human-trafficking")
    assert {row.series for row in chart.rows} == {"weka", "liberterra", "turquesa-iii"}
    assert chart.title.startswith("Of the operations of 2021 against human trafficking, Weka rescued the most victims")
    compared = ["ar2021.weka.victims_rescued.2021", "ar2021.turquesa-iii.victims_rescued.2021"]
    assert list(left_out("file", "query", compared, "", grown.store)) == []
    (told,) = left_out("file", "query", compared[:1], "", grown.store)
    assert "newer editions are left out: ar2022.weka-ii.victims_rescued.2022" in str(told)
    query = f"SELECT figure_id, subject AS category FROM figures WHERE figure_id IN {tuple(compared)}"
    two = replace(chart.chart, definition=chart.chart.definition.model_copy(update={"query": query}))
    (waits,) = waiting_charts(DataVersion(grown.store, Catalogue([two]), grown.cache))
    assert waits.endswith("waits for a later one that has two of them. There is ar2022.weka-ii.victims_rescued.2022.")


def test_equal_numbers_of_databases_are_told_as_such(grown: DataVersion) -> None:
    assert view(grown, "databases-count").title == "INTERPOL ran 19 databases in 2022, as many as in 2021"


def test_what_documents_disagree_on_is_left_out_where_later_figures_are_shown(data: DataVersion) -> None:
    """The charts of people show no meetings at all, or only those of another time than the disagreement is of."""
    chart = data.catalogue.chart("virtual-meetings")

    def told(query: str) -> str:
        people = replace(chart, definition=chart.definition.model_copy(update={"query": query}))
        mine = DataVersion(data.store, Catalogue([people]), data.cache)
        return str(disagreements(PageContext(mine, get_language("en"), {}, "", "/en/people"), "people"))

    figures = "SELECT figure_id, metric AS category FROM figures WHERE subject = 'general-assembly' AND "
    of_2013 = "A report on the close of the General Assembly of 2013"
    assert of_2013 in told(f"{figures} metric = 'delegates'")
    assert of_2013 in told(f"{figures} metric = 'countries_present'")
    assert of_2013 not in told(f"{figures} metric = 'countries_present' AND period_end > '2014-01-01'")
    assert "In 2021, 51,749 virtual meetings" in told(f"{figures} metric = 'countries_present'")


def test_words_that_say_the_year_that_was_newest_are_to_be_read(grown: DataVersion, tmp_path: Path) -> None:
    told = list(unread_words(grown.store))
    assert any(each.startswith("dashboard/charts/people/virtual-meetings.toml: ") for each in told)
    assert not any(each.startswith("dashboard/pages/") for each in told)
    heading = str(purposes(PageContext(grown, get_language("en"), {}, "", "/en/notices")))
    assert "What was each colour for in 2022?" in heading
    assert all("write year = 2022 in dashboard/checks/words_read.toml" in each for each in told)
    assert not any("money-2021" in each for each in told)
    read = tmp_path / "words_read.toml"
    read.write_text("year = 2022\n", encoding="utf-8")
    assert list(unread_words(grown.store, read)) == []


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


def test_the_charts_of_today_tell_no_year_that_is_not_theirs(data: DataVersion, tmp_path: Path) -> None:
    assert [str(problem) for problem in chart_problems(data)] == []


def test_what_can_be_worked_out_of_a_newer_year_is_told(grown: DataVersion) -> None:
    rate = "derived.interpol-databases.hits_per_million_searches.2021"
    (problem,) = left_out("file", "facts", [rate], "", grown.store)
    assert isinstance(problem, NotWorkedOut)
    later = ["ar2022.interpol-databases.hits.2022", "ar2022.interpol-databases.searches.2022"]
    assert f"{rate.replace('2021', '2022')} can be worked out from {' and '.join(later)}, and is not." in str(problem)
    (row,) = tomllib.loads(problem.row)["derivation"]
    assert row["inputs"] == later and row["round_to"] == 10
    assert list(left_out("file", "facts", ["derived.cybercrime.expenditure_share.2021"], "", grown.store)) == []


def test_an_entered_operation_is_told_as_the_control_takes_it(grown: DataVersion) -> None:
    chart = grown.catalogue.chart("compared-operations")
    controls = {"compare": chart.definition.controls["compare"].model_copy(update={"first": "ar2021-weka"})}
    chart = replace(chart, definition=chart.definition.model_copy(update={"controls": controls}))
    shown = grown.view(chart, chart.state({}), get_language("en"))
    (told,) = newer_figures(chart, [shown], grown.store)
    assert "compared-operations.toml, key controls.compare.first: newer figures are left out: ar2022.weka-ii." in str(
        told
    )
    assert str(told).endswith("The operation is entered: write ar2022-weka-ii in the place of an older one.")


def test_an_edition_that_no_series_names_is_told_though_a_later_one_is_shown(tmp_path: Path) -> None:
    paths = copy_inputs(tmp_path)
    series = paths.decisions / "series.csv"
    text = series.read_text(encoding="utf-8").replace("haechi-i; haechi-ii; haechi-iii", "haechi-i; haechi-iii")
    series.write_text(text, encoding="utf-8")
    build(paths)
    data = open_data_version(paths.published, tmp_path / "pictures")
    chart = data.catalogue.chart("haechi-editions")
    told = [str(problem) for problem in newer_figures(chart, [view(data, chart.id)], data.store)]
    data.store.close()
    assert len(told) == len(chart.definition.series) == 4
    arrests = next(problem for problem in told if ".arrests." in problem)
    assert "ar2021.haechi-ii.arrests.2021 is printed, and no series of the chart has that edition." in arrests
    assert "Add haechi-ii, in its place, to the subjects of haechi-arrests in data/decisions/series.csv." in arrests


def test_a_figure_that_another_document_prints_later_is_told(grown: DataVersion) -> None:
    """Two annual reports print the searches of 2020."""
    chart = grown.catalogue.chart("hits")
    query = "SELECT figure_id, left(period_label, 4) AS category FROM {} WHERE metric = 'searches' AND period_label = '2020'"
    told = {}
    for table in ("figures", "preferred_figures"):
        bare: dict[str, object] = {
            "query": query.format(table),
            "title": "Searches",
            "facts": {},
            "remark": None,
            "caveat": None,
        }
        changed = replace(chart, definition=chart.definition.model_copy(update=bare))
        shown = grown.view(changed, changed.state({}), get_language("en"))
        told[table] = " ".join(str(problem) for problem in newer_figures(changed, [shown], grown.store))
    later = "ar2020.interpol-databases.searches.2020 is shown, and ar2021.interpol-databases.searches.2020, of the same"
    assert later in told["figures"] and "goes before it" not in told["preferred_figures"]


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


def test_what_is_worked_out_of_a_superseded_value_is_told(tmp_path: Path) -> None:
    """The report of 2022 prints another expenditure of 2021, and readers are told."""
    paths = copy_inputs(tmp_path)
    add_reports(paths)
    later, older = "ar2022.interpol.expenditure.2021", "ar2021.interpol.expenditure.2021"
    with (paths.figures / "finances.csv").open("a", encoding="utf-8") as file:
        file.write(f"{later},interpol,expenditure,2021,132000000,eur,exact,printed,ar2022,9,132000000,1,,,agreed\n")
    with (paths.decisions / "disagreements.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[[disagreement]]\nid = "x"\ntopic = "finances"\nfigures = ["{older}", "{later}"]\nen = "Of 2021."\n'
        )
    left = "derived.interpol.revenue_less_expenditure.2021"
    decided = paths.decisions / "derivations.toml"
    rows = decided.read_text(encoding="utf-8").split("[[derivation]]")
    own = next(row for row in rows if f'"{left}"' in row).replace(left, f"{left}.ar2021")
    decided.write_text("[[derivation]]".join([*rows, own]), encoding="utf-8")
    build(paths)
    data = open_data_version(paths.published, tmp_path / "pictures")
    told = [str(problem) for problem in superseded_inputs(data.store)]
    assert sum(left in each for each in told) == 1, "what is of the older document by its id is meant so"
    assert any(
        "derived.cybercrime.expenditure_share.2021" in each and f"{later} has another value" in each for each in told
    )
    money = [str(problem) for problem in chart_problems(data) if "money-2021" in problem.file]
    assert money == [], "a chart of one year keeps the values of its document"
    data.store.close()
