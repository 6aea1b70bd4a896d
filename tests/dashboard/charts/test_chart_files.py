"""A chart's file that cannot be used is refused with its file and the key that is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.chart_types import CHART_TYPES
from dashboard.charts.catalogue import Catalogue, load_catalogue
from dashboard.charts.view import ChartView, chart_view
from dashboard.data.vocabulary import ALL_TOPICS
from dashboard.errors import ChartFileError, InvalidParameter, NotFound
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion

TITLE = 'title = "{after} Red Notices were issued in 2021"'
GOOD = """type = "columns"
order = 10
question = "How many notices are issued?"
title = "{after} Red Notices were issued in 2021"
subtitle = "Red Notices issued in the year, 2020 and 2021"
query = '''
SELECT figure_id, period_label AS category FROM figures
WHERE metric = 'notices_issued' AND subject = 'red-notices' ORDER BY period_label
'''

[facts.after]
figure = "ar2021.red-notices.notices_issued.2021"

[controls.measure]
label = "Measure"
options = { amount = "Number", share = "Share" }
"""


def catalogue(folder: Path, *contents: str | bytes) -> Catalogue:
    """A catalogue of charts ``notices/one``, ``notices/two`` and so on."""
    topic = folder / "charts" / "notices"
    topic.mkdir(parents=True, exist_ok=True)
    for name, content in zip(("one", "two"), contents, strict=False):
        encoded = content if isinstance(content, bytes) else content.encode()
        (topic / f"{name}.toml").write_bytes(encoded)
    return load_catalogue(CHART_TYPES, folder / "charts")


def view(folder: Path, content: str, data: DataVersion) -> ChartView:
    chart = catalogue(folder, content).chart("one")
    return chart_view(chart, chart.state({}), get_language("en"), data.store, data.vocabulary)


def test_good_file_is_a_chart(tmp_path: Path, data: DataVersion) -> None:
    made = view(tmp_path, GOOD, data)
    assert made.title.endswith("Red Notices were issued in 2021") and made.title[0].isdigit()
    assert made.chart.topic == "notices" and len(made.rows) == 2


WRONG_FILES = [
    ("unknown key", GOOD.replace("order = 10", "order = 10\ncolor = 'red'"), "color"),
    ("missing key", GOOD.replace("order = 10\n", ""), "order"),
    ("missing title", GOOD.replace("\ntitle =", "\n# title ="), "title"),
    ("empty words", GOOD.replace('"Red Notices issued in the year, 2020 and 2021"', '" "'), "subtitle"),
    ("query and series", GOOD.replace("order = 10", "order = 10\nseries = ['red-notices-issued']"), "(file)"),
    ("unknown chart type", GOOD.replace('"columns"', '"pie"'), "type"),
    ("chart type that is no name", GOOD.replace('"columns"', '"../bars"'), "type"),
    ("order that is no number", GOOD.replace("order = 10", 'order = "first"'), "order"),
    (
        "query without provenance",
        GOOD.replace("figure_id, period_label", "value, unit, period_label"),
        "query",
    ),
    ("fact without an origin", GOOD.replace('figure = "ar2021', 'series = "ar2021'), "facts.after"),
    ("fact with two origins", GOOD.replace("[facts.after]", '[facts.after]\npick = "largest"'), "facts.after"),
    ("fact that picks the unknown", GOOD + '\n[facts.most]\npick = "middle"\n', "facts.most.pick"),
    ("condition that is none", GOOD.replace(TITLE, 'title = [{ when = "yes", text = "{after} fell" }]'), "title"),
    ("unknown colour", GOOD + '\n[colours]\nred-notices = "scarlet"\n', "colours.red-notices"),
    (
        "control with one option",
        GOOD.replace(', share = "Share"', ""),
        "controls.measure.options",
    ),
    ("query of no state", GOOD + '\n[state_queries]\n"measure=weight" = "SELECT figure_id"\n', "measure=weight"),
]


@pytest.mark.parametrize(("content", "key"), [case[1:] for case in WRONG_FILES], ids=[case[0] for case in WRONG_FILES])
def test_wrong_file_names_file_and_key(tmp_path: Path, content: str, key: str) -> None:
    with pytest.raises(ChartFileError) as caught:
        catalogue(tmp_path, content).chart("one")
    assert caught.value.file == "dashboard/charts/notices/one.toml"
    assert "dashboard/charts/notices/one.toml, key " in str(caught.value)
    assert key in str(caught.value)


@pytest.mark.parametrize("content", [b"type = ", b'type = "\xff\xfe"'], ids=["not TOML", "not UTF-8"])
def test_unreadable_file_is_named(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ChartFileError, match=r"dashboard/charts/notices/one\.toml.*well-formed TOML in UTF-8"):
        catalogue(tmp_path, content).chart("one")


def test_unknown_key_and_mark_say_what_is_allowed(tmp_path: Path) -> None:
    with pytest.raises(ChartFileError, match=r"Allowed: type, order,"):
        catalogue(tmp_path, f"color = 1\n{GOOD}").chart("one")
    with pytest.raises(ChartFileError, match=r"'pie' is not known\. Allowed: .*columns"):
        catalogue(tmp_path, GOOD.replace('"columns"', '"pie"')).chart("one")


def test_same_id_in_two_topics_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "charts" / "finances"
    other.mkdir(parents=True)
    (other / "one.toml").write_text(GOOD)
    read = catalogue(tmp_path, GOOD)
    assert [chart.file for chart in read] == ["dashboard/charts/finances/one.toml"]
    (problem,) = read.problems
    assert re.match(r".*notices/one\.toml, key file name: .*finances/one\.toml has this id", str(problem))


def test_a_file_that_cannot_be_used_takes_no_other_down(tmp_path: Path) -> None:
    read = catalogue(tmp_path, GOOD.replace("order = 10", "oder = 10"), GOOD)
    assert [chart.id for chart in read] == ["two"] and len(read.problems) == 2
    assert {problem.key for problem in read.problems} == {"oder", "order"}


WRONG_ON_THE_DATA = [
    ("query the database refuses", GOOD.replace("FROM figures", "FROM nowhere"), "query"),
    (
        "figure that does not exist",
        GOOD.replace("SELECT figure_id,", "SELECT figure_id || 'x' AS figure_id,"),
        "query",
    ),
    (
        "series that does not exist",
        re.sub("query = .*?'''\n.*?'''", "series = ['red-notices-printed']", GOOD, flags=re.S),
        "series",
    ),
    ("fact of no figure", GOOD.replace("notices_issued.2021", "notices_issued.1821"), "facts.after"),
    ("fact of no row", GOOD + '\n[facts.most]\npick = "largest"\nseries = "none"\n', "facts.most"),
    ("title that names no fact", GOOD.replace("{after}", "{afterwards}"), "title"),
    ("subtitle that names no fact", GOOD.replace("in the year", "in {the} year"), "subtitle"),
    ("brace left open", GOOD.replace("{after}", "{after"), "title"),
]


@pytest.mark.parametrize(
    ("content", "key"), [case[1:] for case in WRONG_ON_THE_DATA], ids=[case[0] for case in WRONG_ON_THE_DATA]
)
def test_what_the_data_refuse_names_file_and_key(tmp_path: Path, data: DataVersion, content: str, key: str) -> None:
    with pytest.raises(ChartFileError) as caught:
        view(tmp_path, content, data)
    assert f"dashboard/charts/notices/one.toml, key {key}:" in str(caught.value)


@pytest.mark.parametrize(
    ("when", "message"), [("after < 0", "no finding holds"), ("after > later", "there is no fact 'later'")]
)
def test_finding_that_never_holds_is_refused(tmp_path: Path, data: DataVersion, when: str, message: str) -> None:
    title = f'title = [{{ when = "{when}", text = "{{after}} fell" }}]'
    content = GOOD.replace(TITLE, title)
    with pytest.raises(ChartFileError, match=rf"one\.toml, key title: {message}"):
        view(tmp_path, content, data)


def test_states_are_the_product_of_the_controls(tmp_path: Path) -> None:
    chart = catalogue(tmp_path, GOOD).chart("one")
    assert list(chart.states()) == [(("measure", "amount"),), (("measure", "share"),)]
    assert chart.state({"measure": "share", "theme": "dark"}) == (("measure", "share"),)
    assert chart.query_string(chart.state({})) == ""
    assert chart.query_string(chart.state({"measure": "share"})) == "measure=share"
    with pytest.raises(InvalidParameter) as caught:
        chart.state({"measure": "weight"})
    assert caught.value.allowed == ["amount", "share"]


def test_unknown_chart_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        catalogue(tmp_path, GOOD).chart("two")
    assert caught.value.allowed == ["one"]


def test_a_topic_has_at_most_one_lead_and_orders_differ(data: DataVersion) -> None:
    for topic in data.vocabulary.topics:
        of_topic = data.catalogue.of_topic(topic)
        assert sum(chart.definition.panel == "lead" for chart in of_topic) <= 1, topic
        orders = [chart.definition.order for chart in of_topic]
        assert len(orders) == len(set(orders)), f"{topic}: two charts share a place"
    assert {chart.topic for chart in data.catalogue} <= {*data.vocabulary.topics, ALL_TOPICS}
