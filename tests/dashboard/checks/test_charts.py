"""`python -m dashboard check`: every mistake of a chart's file is told, with file, key, what is wrong and near names."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.chart_types import CHART_TYPES
from dashboard.charts.catalogue import load_catalogue
from dashboard.charts.tiles import load_tiles
from dashboard.checks.charts import chart_problems
from dashboard.releases.data_version import DataVersion
from tests.server import run

GOOD = """type = "columns"
order = 10
question = "How many notices are issued?"
title = "{after} Red Notices were issued in {last_year}"
subtitle = "Red Notices issued in the year, {years}"
query = '''
SELECT figure_id, period_label AS category FROM figures
WHERE metric = 'notices_issued' AND subject = 'red-notices' AND basis = 'printed' AND $year IN ('all', period_label)
ORDER BY period_label
'''

[facts.after]
pick = "last"

[controls.year]
label = "Year"
options = { all = "All", 2020 = "2020", 2021 = "2021" }
"""
TILE = """[[tile]]
chart = "one"
name = "Red Notices issued"
figures = ["ar2020.red-notices.notices_issued.2020", "ar2021.red-notices.notices_issued.2021"]
"""
FILE = "dashboard/charts/notices/one.toml, key "


def problems(folder: Path, data: DataVersion, tiles: str = "", **charts: str) -> list[str]:
    """What the check says of charts of the topic notices, over the data of the site."""
    topic = folder / "notices"
    topic.mkdir(exist_ok=True)
    for name, content in charts.items():
        (topic / f"{name}.toml").write_text(content, encoding="utf-8")
    if tiles:
        (topic / "tiles.toml").write_text(tiles, encoding="utf-8")
    catalogue = load_catalogue(CHART_TYPES, folder)
    mine = DataVersion(data.store, catalogue, data.cache, load_tiles(catalogue, folder))
    return [str(problem) for problem in chart_problems(mine)]


def test_the_charts_of_the_site_have_no_mistake(site_published: Path) -> None:
    assert "every chart and every word is as it should be" in run(site_published, "dashboard", "check")


def test_a_good_chart_has_none(tmp_path: Path, data: DataVersion) -> None:
    assert problems(tmp_path, data, TILE, one=GOOD) == []


MISTAKES = {
    "two wrong keys are told together": (
        GOOD.replace("order = 10", "oder = 10"),
        [FILE + "order: Field required", FILE + "oder: Extra inputs are not permitted. Did you mean order? Allowed: type, order"],
    ),
    "wrong key of a fact": (
        GOOD.replace('pick = "last"', 'pick = "last"\nshows = "label"'),
        [FILE + "facts.after.shows: Extra inputs are not permitted. Did you mean show? Allowed: figure, pick, show, series, category."],
    ),
    "wrong key of a finding": (
        GOOD.replace('title = "{after} Red Notices were issued in {last_year}"', 'title = [{ wen = "after > 1", text = "{after}" }]'),
        [FILE + "title.0.wen: Extra inputs are not permitted. Did you mean when? Allowed: when, text."],
    ),
    "wrong word where few are allowed": (
        GOOD.replace("order = 10", 'order = 10\npanel = "halves"'),
        [FILE + "panel: 'halves' is not known. Did you mean half? Allowed: lead, wide, half"],
    ),
    "wrong chart type": (GOOD.replace('"columns"', '"colums"'), [FILE + "type: 'colums' is not known. Did you mean columns"]),
    "wrong option": (
        GOOD + '\n[state_subtitles]\n"year=2012" = "x"\n',
        [FILE + "(file): Value error, 'year=2012' is no option of a control of this chart. Did you mean year=2021"],
    ),
    "one of two ids of a list": (
        GOOD.replace("AND basis = 'printed'", "AND figure_id IN ('ar2020.red-notices.notices_issued.2020', 'ar2021.red-notice.notices_issued.2021')"),
        [FILE + "query: nothing has the figure_id 'ar2021.red-notice.notices_issued.2021'. Did you mean ar2021.red-notices.notices_issued.2021"],
    ),
    "a metric that nothing has": (
        GOOD.replace("'notices_issued'", "'notice_issued'"),
        [FILE + "query: nothing has the metric 'notice_issued'. Did you mean notices_issued", FILE + "query: it gives no rows in the state year=all."],
    ),
    "an id in the order of rows": (
        GOOD.replace("ORDER BY period_label", "ORDER BY list_position(['red-notice'], subject)"),
        [FILE + "query: nothing has the subject 'red-notice'. Did you mean red-notices"],
    ),
    "a column that does not exist": (GOOD.replace("period_label AS", "period AS"), [FILE + "query: the database refuses it: Binder Error"]),
    "a control that does not exist": (GOOD.replace("$year", "$yer"), [FILE + "query: there is no control “yer”. Did you mean year?"]),
    "a figure that does not exist": (
        GOOD.replace('pick = "last"', 'figure = "ar2021.red-notices.notice_issued.2021"'),
        [FILE + "facts.after: there is no figure 'ar2021.red-notices.notice_issued.2021'. Did you mean ar2021.red-notices.notices_issued.2021"],
    ),
    "a year in a title that is not shown": (
        GOOD.replace('title = "{after} Red Notices were issued in {last_year}"',
                     'title = [{ when = "after > 99999", text = "{after} Red Notices were issued in 2020" }, { when = "after > 0", text = "{after} Red Notices were issued in {last_year}" }]'),
        [FILE + "title.0: it says '{after} Red Notices were issued in 2020', and rows are of 2021."],
    ),
    "a fact that is not declared": (
        GOOD.replace("{after} Red", "{afters} Red"),
        [FILE + "title: '{afters} Red Notices were issued in {last_year}' names a fact that is not declared ('afters'). Did you mean after?"],
    ),
    "a category that does not exist": (
        GOOD.replace('pick = "last"', 'pick = "last"\ncategory = "2012"'),
        [FILE + "facts.after: no row of the query fits it. Did you mean 2021"],
    ),
    "a key that no reader should see": (
        GOOD.replace("period_label AS category", "figure_id AS category"),
        [FILE + "query: 'ar2020.red-notices.notices_issued.2020' has no name, and a reader would see it as it is."],
    ),
    "rows of years that the words do not name": (
        GOOD.replace("in the year, {years}", "in the year, 2021"),
        [FILE + "subtitle: it says 'Red Notices issued in the year, 2021', and the rows in the state year=all are of 2020 too."],
    ),
    "words for a year of which there is no row": (
        GOOD.replace("in the year, {years}", "in the year, 2020 to 2022"),
        [FILE + "subtitle: it says 'Red Notices issued in the year, 2020 to 2022', and no row in the state year=all is of 2022."],
    ),
    "an option without rows": (
        GOOD.replace('2021 = "2021" }', '2021 = "2021", 2022 = "2022" }'),
        [FILE + "query: it gives no rows in the state year=2022."],
    ),
    "a query without rows": (
        GOOD.replace("{after} Red Notices were", "Many were").replace("[facts.after]\npick = \"last\"\n", "").replace("'red-notices'", "'orange-notices'"),
        [FILE + "query: it gives no rows in the state year=all."],
    ),
    "a row without a value": (
        GOOD.replace("figure_id, period_label AS category", "source_id, period_label AS category"),
        [FILE + "query: a row has neither a figure_id nor a value and a source_id that are known"],
    ),
    "rows that the chart type cannot draw": (
        GOOD.replace('"columns"', '"line"').replace("period_label AS category", "subject AS category"),
        [FILE + "type: a chart of the type line cannot be drawn of such rows (ValueError"],
    ),
    "a finding of another day that names no fact": (
        GOOD.replace('title = "{after} Red Notices were issued in {last_year}"', 'title = [{ when = "after > 0", text = "{after} in {last_year}" }, { when = "after <= 0", text = "{aftr}" }]'),
        [FILE + "facts: {aftr} is not declared. Did you mean after?"],
    ),
    "a value of another year than the title says": (
        GOOD.replace("issued in {last_year}", "issued in 2021").replace('pick = "last"', 'pick = "first"').replace("year, {years}", "year"),
        [FILE + "facts.after: its value is of 2020, and the title says"],
    ),
    "a value of another year than the title's, which the subtitle has": (
        GOOD.replace('[facts.after]\npick = "last"', '[facts.after]\nfigure = "ar2020.red-notices.notices_issued.2020"'),
        [FILE + "facts.after: its value is of 2020, and the title says"],
    ),
    "a fact that nothing names": (
        GOOD.replace("{after} Red", "Many Red"), [FILE + "facts.after: no words and no condition name it. Take it out."],
    ),
    "a name for what is not there": (GOOD + '\n[names]\nred-notice = "Red"\n', [FILE + "names.red-notice: no row has the category or series 'red-notice'."]),
    "a colour for what is not there": (GOOD + '\n[colours]\n2012 = "notice-red"\n', [FILE + "colours.2012: no row has the category or series '2012'. Did you mean 2021"]),
    "a control that nothing reads": (
        GOOD.replace(" AND $year IN ('all', period_label)", ""),
        [FILE + "controls.year: nothing reads it. Use $year in the query, or give [state_queries]."],
    ),
    "a key that the chart type passes over": (
        GOOD.replace("order = 10", "order = 10\nlargest = 4"), [FILE + "largest: a chart of the type columns is the same without it."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "told"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_place_and_mend(
    tmp_path: Path, data: DataVersion, content: str, told: list[str]
) -> None:
    found = problems(tmp_path, data, one=content)
    for message in told:
        assert [problem for problem in found if problem.startswith(message)], f"{message} is not in {found}"


def test_controls_of_one_name_offer_the_same_on_a_topic(tmp_path: Path, data: DataVersion) -> None:
    other = GOOD.replace("order = 10", "order = 20").replace(', 2021 = "2021"', "")
    older, told = problems(tmp_path, data, one=GOOD, two=other)
    assert older.startswith(
        "dashboard/charts/notices/two.toml, key controls.year: it says 'All 2020', and rows are of 2021."
    )
    assert told.startswith(
        "dashboard/charts/notices/two.toml, key controls.year: only dashboard/charts/notices/one.toml offers 2021; ?year= on"
    )


def test_charts_of_a_topic_have_places_of_their_own(tmp_path: Path, data: DataVersion) -> None:
    leading = GOOD.replace("order = 10", 'order = 10\npanel = "lead"')
    first, second = problems(tmp_path, data, one=leading, two=leading)
    assert first.startswith(
        "dashboard/charts/notices/two.toml, key order: dashboard/charts/notices/one.toml has 10 already"
    )
    assert second.startswith("dashboard/charts/notices/two.toml, key panel: dashboard/charts/notices/one.toml has lead")


def test_a_folder_is_a_topic(tmp_path: Path, data: DataVersion) -> None:
    (tmp_path / "notice").mkdir()
    (tmp_path / "notice" / "odd.toml").write_text(GOOD, encoding="utf-8")
    (told,) = problems(tmp_path, data)
    assert told.startswith("dashboard/charts/notice/odd.toml, key folder: 'notice' is no topic. Did you mean notices?")


def test_a_change_is_of_the_year_of_its_value(tmp_path: Path, data: DataVersion) -> None:
    tile = f'{TILE}change = "derived.red-notices.notices_issued_change.2021"\n'
    assert problems(tmp_path, data, tile, one=GOOD) == []
    first = tile.replace(', "ar2021.red-notices.notices_issued.2021"', "")
    (tmp_path / "second").mkdir()
    told = "\n".join(problems(tmp_path / "second", data, first, one=GOOD))
    assert "is of 2021, its value of 2020, so it is not shown. Leave change out." in told


def test_a_value_is_named_by_what_it_counts(tmp_path: Path, data: DataVersion) -> None:
    newest = GOOD.replace('pick = "last"', 'figure = "newest.red-notices.notices_issued"').replace(
        " in {last_year}", ""
    )
    tile = TILE.replace("ar2020", "previous").replace("ar2021", "newest").replace(".2020", "").replace(".2021", "")
    assert problems(tmp_path, data, tile, one=newest) == []
    (tmp_path / "second").mkdir()
    told = "\n".join(problems(tmp_path / "second", data, one=newest.replace('notices_issued"', 'notices_issud"')))
    assert "key facts.after: there is no figure 'newest.red-notices.notices_issud'." in told


def test_a_year_of_a_title_is_that_of_a_value_that_it_names(tmp_path: Path, data: DataVersion) -> None:
    title = GOOD.replace("{after} Red Notices were issued in {last_year}", "{after} in {last_year}, more than in 2019")
    assert "and no value that it names is of 2019" in "\n".join(problems(tmp_path, data, one=title))


def test_metrics_of_a_chart_are_named_all_or_none(tmp_path: Path, data: DataVersion) -> None:
    figures = "'ar2021.wapis.donation.2021', 'ar2021.interpol.staff.2021', 'ar2021.interpol.nationalities.2021'"
    query = f"SELECT figure_id, metric AS category FROM figures WHERE figure_id IN ({figures}) ORDER BY value DESC"
    chart = GOOD.partition("query")[0] + f'query = """{query}"""\n\n[facts.after]\npick = "last"\n'
    told = [
        problems(tmp_path, data, one=chart + "\n[names]\n" + names)
        for names in ('staff = "People"\n', 'staff = "People"\nnationalities = "Nations"\n')
    ]
    assert not any("other metrics" in each for each in told[0])
    (found,) = (each for each in told[1] if "other metrics" in each)
    assert found.startswith(FILE + "names: other metrics of the chart have a name here, and not donation (")


def test_mistakes_of_several_files_are_told_together(tmp_path: Path, data: DataVersion) -> None:
    wrong_tile = TILE.replace("notices_issued.2020", "notices_issud.2020") + TILE.replace('"one"', '"ones"')
    told = "\n".join(
        problems(tmp_path, data, wrong_tile, one=GOOD, two="type = ", three=GOOD.replace("order", "odrer"))
    )
    assert "notices/two.toml, key (file): it is not well-formed TOML" in told
    assert "notices/three.toml, key odrer: Extra inputs are not permitted. Did you mean order?" in told
    assert "notices/tiles.toml, key tile.2.chart: notices has no chart 'ones'. Did you mean one?" in told
    assert (
        "tiles.toml, key tile 'Red Notices issued': there is no figure 'ar2020.red-notices.notices_issud.2020'." in told
    )
