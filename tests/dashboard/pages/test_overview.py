"""The overview: pictures and findings, and nothing to work with; the topics' pages have that."""

from __future__ import annotations

import pytest

from dashboard.i18n.languages import CODES
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import charts, find, parse, words
from tests.server import Site


@pytest.mark.parametrize("code", CODES)
def test_it_has_no_controls_notes_or_downloads(site: Site, code: str) -> None:
    root = parse(site.page(f"/{code}/"))
    main = next(find(root, "main"))
    assert charts(main) == [] and [*find(main, "details")] == [] and [*find(main, "button")] == []
    assert [link for link in find(main, "a") if "download" in link.attrib or "data-control" in link.attrib] == []


@pytest.mark.parametrize("code", CODES)
def test_a_picture_a_finding_and_a_number_for_every_topic(site: Site, data: DataVersion, code: str) -> None:
    root = parse(site.page(f"/{code}/"))
    panels = list(find(root, "section", class_="panel"))
    topics = [name for panel in panels for name in panel.get("class", "").split() if name.startswith("topic-")]
    assert sorted(topics) == sorted(f"topic-{topic}" for topic in data.vocabulary.topics)
    for panel in panels:
        drawn = [svg for svg in find(panel, "svg") if svg.get("role") == "img"]
        assert drawn and all(svg.get("aria-labelledby") for svg in drawn)
        finding = next(element for element in panel.iter() if element.get("class") == "chart-title")
        link = next(find(finding, "a")).get("href", "")
        assert words(finding) and site.get(link).status == 200
    hero = panels[0]
    assert words(next(find(hero, "b"))) == str(data.store.rows(
        "SELECT value::INT AS n FROM figures WHERE metric = 'members' AND basis = 'reference' ORDER BY period_end DESC"
    )[0]["n"])  # fmt: skip
    assert list(find(hero, "p", class_="caveat")), "the disclaimer stands under the map"


def test_three_doors_for_newsrooms_lead_somewhere(site: Site) -> None:
    doors = next(find(parse(site.page("/en/")), "ul", class_="doors"))
    links = [link.get("href", "") for link in find(doors, "a")]
    assert len(links) == 3 and all(site.get(link).status == 200 for link in links)
