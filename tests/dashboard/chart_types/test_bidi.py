"""Lines of Arabic labels stay apart: Safari and Firefox put all lines of an SVG text in order as if they were one."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from dashboard.chart_types.bidi import END, LINE_MARK, START, right_to_left, without_direction
from dashboard.releases.data_version import DataVersion
from tests.server import Site

SVG = "{http://www.w3.org/2000/svg}"


def lines(text: ElementTree.Element) -> list[str]:
    """Each line of a text, as Plotly writes it."""
    return ["".join(line.itertext()) for line in text if line.tag == f"{SVG}tspan" and line.get("x")]


def test_a_mark_stands_between_lines() -> None:
    figure = {"data": [{"text": ["أ<br>ب"], "hovertext": ["أ"]}], "layout": {"xaxis": {"ticktext": ["1<br>2<br>3"]}}}
    trace, axis = right_to_left(figure)["data"][0], figure["layout"]["xaxis"]
    assert trace == {"text": [f"{START}أ{END}{LINE_MARK}<br>{START}ب{END}"], "hovertext": [f"{START}أ{END}"]}
    assert without_direction(trace["text"][0]) == "أ<br>ب"
    assert axis["ticktext"][0].count(LINE_MARK) == 2 and not axis["ticktext"][0].endswith(LINE_MARK)


def test_every_arabic_label_of_several_lines_has_it(site: Site, data: DataVersion) -> None:
    several = 0
    for chart in data.catalogue:
        page = site.page(f"/ar/embed/{chart.id}")
        for drawing in re.findall(r'<svg[^>]* role="img".*?</svg>', page, re.S):
            for text in ElementTree.fromstring(drawing).iter(f"{SVG}text"):
                found = lines(text)
                several += len(found) > 1
                assert all(line.endswith(LINE_MARK) for line in found[:-1]), (chart.id, found)
    assert several > 20
