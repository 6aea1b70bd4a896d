"""The overview: pictures and findings, and nothing to work with; the topics' pages have that."""

from __future__ import annotations

import pytest

from dashboard.chart_types.registry import MIN_ROWS, row_keys
from dashboard.components.figure_symbols import without_marks
from dashboard.design.style import CARD
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import charts, find, parse, words
from tests.server import CODES, Site


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


@pytest.mark.parametrize("code", CODES)
def test_tiles_draw_the_years_that_publications_print(site: Site, data: DataVersion, code: str) -> None:
    root = parse(site.page(f"/{code}/"))
    drawn = {words(next(find(tile, "span", class_="tile-name"))): tile for tile in find(root, "li", class_="tile")}
    series = [tile for tile in data.tiles.of_overview() if tile.series]
    assert len(series) == 5
    pictures = [tile for tile in drawn.values() if [*find(tile, "span", class_="series")]]
    assert len(pictures) == len(series)
    for tile, picture in zip(series, pictures, strict=True):
        view = data.view(tile.as_series, (), get_language(code))
        kinds = {"printed": {"solid"}, "derived": {"derived"}, "reported": {"pale", "hollow"}}
        marks = [mark for mark in find(picture, "i") if "--share" in mark.get("style", "")]
        assert all(mark.get("class") in kinds[row.basis] for mark, row in zip(marks, view.rows, strict=True))
        told = words(next(find(picture, "span", class_="visually-hidden")))
        assert without_marks(view.value_label(view.rows[0], short=False))[0] in told
        assert not [*find(picture, "script")]


def test_a_missing_year_is_a_gap_and_a_break_is_drawn(site: Site) -> None:
    root = parse(site.page("/en/"))
    by_name = {
        words(next(find(tile, "span", class_="tile-name"))): [mark.get("class") for mark in find(tile, "i")]
        for tile in find(root, "li", class_="tile")
    }
    revenue = next(found for name, found in by_name.items() if "Revenue" in name)
    assert revenue.count("gap") == 1 and revenue.count("divide") == 1  # 2017, and money in kind from 2016 on
    valid = next(found for name, found in by_name.items() if "Red Notices" in name)
    assert valid.count("gap") == 1 and "divide" not in valid


@pytest.mark.parametrize("code", CODES)
def test_cards_are_equally_high_and_say_what_has_no_room(site: Site, data: DataVersion, code: str) -> None:
    language = get_language(code)
    cards = list(find(parse(site.page(f"/{code}/")), "section", class_="card"))
    boxes = [
        next(svg for svg in find(card, "svg") if svg.get("role") == "img").get("viewbox", "").split() for card in cards
    ]
    assert {width for _, _, width, _ in boxes} == {str(CARD.width_px)}
    heights = [float(height) for *_, height in boxes]
    assert max(heights) <= CARD.max_height_px and min(heights) > 0.9 * CARD.max_height_px
    left_out = {}
    for card in cards:
        chart = data.catalogue.chart(next(find(card, "h3")).get("id", "").removeprefix("title-"))
        _, count = data.fitted_drawing(chart, chart.state({}), language, CARD)
        rows = row_keys(data.view(chart, chart.state({}), language))
        assert not count or count <= len(rows) - MIN_ROWS
        left_out[chart.id] = count
        foot = words(next(find(card, "p", class_="footnotes")))
        told = language.ngettext("{number} more not drawn", "{number} more not drawn", count)
        assert (told in foot.replace("\u00a0", " ")) == bool(count)
    assert {chart for chart, count in left_out.items() if count} == {"arrests-by-operation", "operations-per-goal"}


def test_the_map_of_the_overview_is_the_world_alone(site: Site) -> None:
    hero = next(find(parse(site.page("/en/")), "section", class_="hero"))
    maps = {svg.get("class"): svg for svg in find(hero, "svg") if svg.get("class") in ("card", "hero")}
    assert set(maps) == {"card", "hero"}
    assert all("Europe" not in words(svg) for svg in maps.values())
