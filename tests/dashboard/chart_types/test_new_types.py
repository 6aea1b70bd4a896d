"""A chart type is one module: that of the documentation, one of what lasted and one of flows, in a site that has them.

The package is copied with no other charts; each type comes with one chart. What lies between two ends shows both.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from dashboard.chart_types import CHART_TYPES
from dashboard.charts.catalogue import load_catalogue
from dashboard.charts.chart_type_info import CHART_TYPE_INFO, ChartTypeInfo
from dashboard.charts.view import ChartView, chart_view
from dashboard.design.style import DESKTOP, PHONE, Layout
from dashboard.errors import ChartFileError
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.conftest import REPOSITORY
from tests.dashboard.reading import find, parse, words
from tests.server import Site, copy_package, run, serving

DOTS, TEST_OF_DOTS = re.findall(
    r"```python\n(.*?)```", (REPOSITORY / "docs" / "extending.md").read_text(encoding="utf-8"), re.S
)
HEAD = DOTS.split('"""', 2)[2].split("ROW_PX", 1)[0]
#: A bar from the start to the end of each row, in years.
SPANS = f'''"""Spans."""
{HEAD}
@chart_type(N_("Timeline."), scale="none", rows="category", ends="time")
def spans(view: ChartView, layout: Layout) -> FigureBuilder:
    """A bar for what lasted."""
    figure = empty_figure(view, layout, 40 * len(view.rows))
    for number, row in enumerate(view.rows):
        start, end = (int(row.ends[name].key[:4]) for name in ("start", "end"))
        figure.add_bar(x=[end + 1 - start], base=[start], y=[number], orientation="h", hovertext=[tooltip(view, row)])
        figure.add_annotation(x=start, y=number, text=row.label, showarrow=False)
    return figure
'''
#: A bar as long as each flow, with both of its ends written.
WAYS = f'''"""Ways."""
{HEAD}
@chart_type(N_("Chart of ways."), marks=(), ends="flow")
def ways(view: ChartView, layout: Layout) -> FigureBuilder:
    """A bar for each flow."""
    figure = empty_figure(view, layout, 40 * len(view.rows))
    for number, row in enumerate(view.rows):
        figure.add_bar(x=[row.value], y=[number], orientation="h", hovertext=[tooltip(view, row)])
        ends = " - ".join(end.label for end in row.ends.values())
        figure.add_annotation(x=0, y=number, text=ends, showarrow=False)
    return figure
'''
CHART = """type = "{type}"
order = {order}
question = "A question of {type}?"
title = "A finding of {type}"
subtitle = "Rows of {type}, {{years}}"
query = '''
{query}
'''
"""
DOTTED = """SELECT figure_id, subject AS category FROM preferred_figures
WHERE metric = 'arrests' AND period_label = '2021' ORDER BY value DESC"""
#: The first row is told by its period alone, the second by a start and an end, the third has a figure of its own.
LASTED = """SELECT NULL AS figure_id, subject AS category, source_id, period_label, NULL AS start, NULL AS end
FROM operations WHERE subject = 'haechi-i' AND source_id = 'ar2021'
UNION ALL SELECT NULL, 'haechi-ii', 'ar2021', NULL, '2021-06', '2021-09-30'
UNION ALL SELECT 'ar2021.haechi-ii.arrests.2021', 'haechi-ii', NULL, NULL, '2021', '2022'"""
FLOWED = """SELECT figure_id, subject AS origin, metric AS target FROM figures
WHERE figure_id = 'ar2021.statutory-contributions.revenue.2021'
UNION ALL SELECT 'ar2021.interpol.revenue.2021', NULL, NULL"""
QUERIES = {"dots": DOTTED, "spans": LASTED, "ways": FLOWED}


@pytest.fixture(scope="module")
def extended(site_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with three more chart types and a chart of each."""
    folder = tmp_path_factory.mktemp("types")
    package = copy_package(folder)
    published = folder / "published"
    shutil.copytree(site_published, published)
    for topic in (package / "charts").iterdir():
        if topic.is_dir():
            shutil.rmtree(topic)
    topic = package / "charts" / "operations"
    topic.mkdir()
    for order, (name, module) in enumerate({"dots": DOTS, "spans": SPANS, "ways": WAYS}.items(), 1):
        (package / "chart_types" / f"{name}.py").write_text(module, encoding="utf-8")
        chart = CHART.format(type=name, order=order, query=QUERIES[name])
        (topic / f"chart-of-{name}.toml").write_text(chart, encoding="utf-8")
    run(published, "dashboard", "pictures", folder=folder)
    with serving(published, folder=folder, workers=1) as running:
        yield running


def figure(site: Site, name: str, code: str = "en") -> dict[str, list[dict[str, list[object]]]]:
    answer = site.get(f"/{code}/charts/chart-of-{name}.figure.json?v={current(site)}")
    assert answer.status == 200, answer.text
    found: dict[str, list[dict[str, list[object]]]] = json.loads(answer.text)
    return found


def current(site: Site) -> str:
    return (site.published / "current").read_text().strip()


def rows(site: Site, name: str, code: str = "en") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(site.page(f"/{code}/charts/chart-of-{name}.csv"))))


def cells(site: Site, name: str, code: str = "en") -> list[list[str]]:
    """The table of a chart, its head first."""
    page = parse(site.page(f"/{code}/charts/chart-of-{name}"))
    table = next(each for each in find(page, "table") if "A finding of" in words(each))
    return [[words(cell) for kind in ("th", "td") for cell in find(row, kind)] for row in find(table, "tr")]


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_type_of_one_module_has_page_picture_and_data(extended: Site, name: str, code: str) -> None:
    page = parse(extended.page(f"/{code}/charts/chart-of-{name}"))
    assert len([svg for svg in find(page, "svg") if svg.get("role") == "img"]) == 2
    picture = Image.open(io.BytesIO(extended.get(f"/{code}/charts/chart-of-{name}.png").body))
    assert picture.size == (1200, 675)
    assert len(rows(extended, name, code)) == len(cells(extended, name, code)) - 1 >= 2


@pytest.mark.parametrize("file", ["dashboard/chart_types/dots.py", "tests/dashboard/chart_types/test_dots.py"])
def test_the_examples_of_the_documentation_are_as_the_linter_wants_them(file: str) -> None:
    content = TEST_OF_DOTS if "test_" in file else DOTS
    for command in (["check"], ["format", "--check"]):
        ruff = [str(Path(sys.executable).with_name("ruff")), *command, "--stdin-filename", file, "-"]
        done = subprocess.run(ruff, input=content, cwd=REPOSITORY, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("layout", [PHONE, DESKTOP])
def test_the_test_of_the_documentation_tests_its_type(
    data: DataVersion, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    for registered in (CHART_TYPES, CHART_TYPE_INFO):
        monkeypatch.setitem(registered, "dots", None)  # type: ignore[arg-type]  # taken out again afterwards
    exec(DOTS, {"__name__": "dots"})
    names: dict[str, Any] = {"__name__": "test_dots"}
    exec(TEST_OF_DOTS, names)
    names["test_each_row_has_its_dot"](data, layout)


def test_the_type_of_the_documentation_draws_a_dot_for_each_value(extended: Site) -> None:
    dots = [trace for trace in figure(extended, "dots")["data"] if trace.get("customdata")]
    assert len(dots) == len(rows(extended, "dots")) > 3
    assert [trace["x"][0] for trace in dots] == sorted((trace["x"][0] for trace in dots), reverse=True)


def test_what_lasted_shows_its_start_and_its_end(extended: Site) -> None:
    found = rows(extended, "spans")
    assert [(row["start"], row["end"]) for row in found][1:] == [("2021-06", "2021-09-30"), ("2021", "2022")]
    assert found[0]["start"] and found[0]["end"]
    drawn = figure(extended, "spans")["data"]
    assert [(trace["base"][0], trace["x"][0]) for trace in drawn][1:] == [(2021, 1), (2021, 2)]
    head, _, lasted, counted = cells(extended, "spans")
    assert head == ["What", "Start", "End", "Value", "Where it was read"]
    assert lasted[1:4] == ["June 2021", "30 September 2021", "June 2021–30 September 2021"]
    assert counted[1:3] == ["2021", "2022"] and counted[3] == "1,003"
    assert cells(extended, "spans", "fr")[0][1:3] == ["Début", "Fin"]


def test_a_flow_shows_what_it_comes_from_and_goes_to(extended: Site) -> None:
    flowed, whole = rows(extended, "ways")
    assert (flowed["origin"], flowed["target"]) == ("Statutory contributions", "Revenue")
    assert (whole["origin"], whole["target"]) == ("", "")
    head, told, total = cells(extended, "ways")
    assert (
        head[1:3] == ["From", "To"] and told[1:3] == ["Statutory contributions", "Revenue"] and total[1:3] == ["", ""]
    )
    notes = figure(extended, "ways")["layout"]["annotations"]  # type: ignore[call-overload]
    assert "Statutory contributions - Revenue" in notes[0]["text"]


WRONG = {
    "no start": (("spans", "'2021'", "NULL"), r"the row 'haechi-ii' has no start\. Give start and end, in ISO 8601\."),
    "neither, nor a period": (
        ("spans", "'2021-06', '2021-09-30'", "NULL, NULL"),
        r"the row 'haechi-ii' has no start and no end\.",
    ),
    "no moment": (("spans", "'2021-06'", "'2021-13'"), r"has the start '2021-13'\. Write 2021, 2021-12 or 2021-12-31\."),
    "an end before the start": (("spans", "'2021-06'", "'2021-10'"), r"ends \(2021-09-30\) before it starts\."),
    "no target": (
        ("ways", "metric AS target", "NULL AS target"),
        r"has no target\. Give origin and target, or neither of a whole\.",
    ),
    "ends of another type": (("ways", "AS target", "AS end"), r"the type ways has no end\. .* type = one of: spans\."),
    "ends where the type has none": (
        ("dots", "AS category", "AS category, '2021' AS start"),
        r"the type dots has no start\. Leave it out, or write type = one of: spans\.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), WRONG.values(), ids=WRONG)
def test_a_row_without_its_ends_is_told_with_its_mend(
    change: tuple[str, str, str], told: str, data: DataVersion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, old, new = change
    assert old in QUERIES[name]
    for known, ends in (("dots", None), ("spans", "time"), ("ways", "flow")):
        monkeypatch.setitem(CHART_TYPE_INFO, known, ChartTypeInfo("Made up.", ends=ends))  # type: ignore[arg-type]
    with pytest.raises(ChartFileError, match=f"chart-of-{name}.toml, key query: .*{told}"):
        made(tmp_path, name, QUERIES[name].replace(old, new), data)


def test_a_year_ends_after_its_months(data: DataVersion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHART_TYPE_INFO, "spans", ChartTypeInfo("Made up.", ends="time"))
    view = made(tmp_path, "spans", LASTED.replace("'2021-09-30'", "'2021'"), data)
    assert view.rows[1].period_label == "2021-06--2021" and view.rows[1].lasting and not view.rows[2].lasting


def made(folder: Path, name: str, query: str, data: DataVersion) -> ChartView:
    topic = folder / "operations"
    topic.mkdir()
    chart = CHART.format(type=name, order=1, query=query)
    (topic / f"chart-of-{name}.toml").write_text(chart, encoding="utf-8")
    chart_file = load_catalogue([*CHART_TYPES, name], folder).chart(f"chart-of-{name}")
    return chart_view(chart_file, (), get_language("en"), data.store, data.vocabulary)
