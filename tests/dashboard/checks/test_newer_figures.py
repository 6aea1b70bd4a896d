"""What a new report leaves wrong in a chart is told, with its reason; what waits is told too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.charts.catalogue import Catalogue
from dashboard.checks.charts import chart_problems
from dashboard.checks.newer_figures import left_out, newer_figures, waiting_charts
from dashboard.checks.years import unread_words
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion, open_data_version
from etl.pipeline import build
from tests.conftest import copy_inputs
from tests.dashboard.checks.made_up_reports import view, with_reports


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
    # What no chart shows stands in a table of the page of methods.
    assert "hits_per_million_searches.2022 can be worked out" in told.pop("decisions/derivations.toml")
    # Nothing fell from one made-up report to the next.
    fell = told.pop("changes/then-and-now.toml")
    assert "it gives no rows in the state show=fell. Take the option out, or mend the query" in fell
    assert told == {}


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


def test_what_a_later_report_prints_beside_the_parts_of_a_chart_is_told(grown: DataVersion) -> None:
    """Two programmes of the year 2022, one of them in the chart of 2021, whose whole may be parted otherwise by now."""
    told = {line.partition(":")[0]: line for line in waiting_charts(grown)}
    spent = told["dashboard/charts/finances/expenditure-by-purpose.toml"]
    assert "stays at 2021" in spent
    assert "ar2022.counter-terrorism.expenditure.2022" in spent and "ar2022.cybercrime.expenditure.2022" in spent


def test_other_operations_of_the_kind_and_crime_area_are_told(grown: DataVersion) -> None:
    """No operation of the chart has a newer edition; the report of 2022 has another one against the same crime."""
    turquesa, liberterra = (f"ar2021.{name}.victims_rescued.2021" for name in ("turquesa-iii", "liberterra"))
    chart = grown.catalogue.chart("human-trafficking")
    query = f"SELECT figure_id, subject AS category FROM figures WHERE figure_id IN ('{turquesa}', '{liberterra}')"
    two = replace(chart, definition=chart.definition.model_copy(update={"query": query}))
    (waits,) = waiting_charts(DataVersion(grown.store, Catalogue([two]), grown.cache))
    assert waits.endswith("waits for a later one that has two of them. There is ar2022.weka-ii.victims_rescued.2022.")


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


def test_words_that_say_the_year_that_was_newest_are_to_be_read(grown: DataVersion, tmp_path: Path) -> None:
    told = list(unread_words(grown.store))
    assert any(each.startswith("dashboard/pages/topic_sections/notices.py: ") for each in told)
    assert all("write year = 2022 in dashboard/checks/words_read.toml" in each for each in told)
    assert not any("money-2021" in each for each in told)
    read = tmp_path / "words_read.toml"
    read.write_text("year = 2022\n", encoding="utf-8")
    assert list(unread_words(grown.store, read)) == []


def test_words_about_an_operation_that_a_report_now_prints_are_to_be_read(tmp_path: Path) -> None:
    """Before, the chart drew what publications print of HAECHI III, and its words say how they describe it."""
    printed, reported = "ar2022.haechi-iii.arrests.2022", "reported.haechi-iii.arrests.2022-06-28--2022-11-23"
    added = {
        "figures/operations.csv": f"{printed},haechi-iii,arrests,2022,975,count,exact,printed,ar2022,9,975,1,,,agreed\n",
        "decisions/same_figures.csv": f"{reported},{printed},One edition.\n",
    }
    with with_reports(tmp_path, added) as data:
        told = [
            each for each in unread_words(data.store) if "speaks of HAECHI III, of which the report of 2022" in each
        ]
    assert [each.partition(":")[0] for each in told] == ["dashboard/charts/operations/haechi-editions.toml"]


def test_the_charts_of_today_tell_no_year_that_is_not_theirs(data: DataVersion, tmp_path: Path) -> None:
    assert [str(problem) for problem in chart_problems(data)] == []


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
