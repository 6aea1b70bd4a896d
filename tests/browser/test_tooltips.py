"""A chart answers pointer, tap and key at once, from what is on the page, on pages and in embeds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.releases.data_version import DataVersion
from tests.browser.conftest import Opened, pages_of_charts
from tests.server import Site

#: Whether the tooltip lies within the chart and the window, and beside what it tells of.
KEPT_IN = """tip => {
  const box = tip.getBoundingClientRect(), chart = tip.closest('[data-chart]').getBoundingClientRect();
  const mark = tip.parentElement.querySelector('.highlight:not(.linked) .ring').getBoundingClientRect();
  const within = (frame) => box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
  const over = box.left < mark.right - 4 && box.right > mark.left + 4 && box.top < mark.bottom - 4 && box.bottom > mark.top + 4;
  return { chart: within(chart), window: within({ left: 0, top: 0, right: innerWidth, bottom: innerHeight }), over };
}"""


def middle(mark: Locator) -> tuple[float, float]:
    mark.evaluate("e => e.scrollIntoView({ block: 'center' })")
    box = mark.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


#: Whether all that the style sheet left aside is laid out, as it is in spare time.
LAID_OUT = """() => [...document.querySelectorAll('.grid>.panel, main>.text~.text, .after>*, .timeline, .panels>.operation')]
    .every((part) => part.style.contentVisibility === 'visible')"""


def point(page: Page, chart: str, number: int) -> Locator:
    """Points at the mark of a value in the layout that is seen; gives the tooltip."""
    drawn = page.locator(f"#drawing-{chart} > svg").filter(visible=True)
    page.mouse.move(*middle(drawn.locator(f"[data-point='{number}']").last))
    return page.locator(f"#drawing-{chart} [role=tooltip]")


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_chart_of_every_topic_answers(opened: Opened, site: Site, data: DataVersion, code: str) -> None:
    watched = opened(f"/{code}/")
    page, seen = watched.page, 0
    for path, charts in pages_of_charts(data):
        page.goto(f"/{code}/{path}")
        page.wait_for_function(LAID_OUT)  # else marks move between being found and pointed at
        for chart in charts:
            tooltip = point(page, chart.id, 0)
            expect(tooltip).to_be_visible()
            label = page.evaluate(
                f"JSON.parse(document.querySelector('#chart-{chart.id} .points').textContent).points[0].label"
            )
            expect(tooltip).to_contain_text(label)
            found = tooltip.evaluate(KEPT_IN)
            assert found["chart"] and found["window"], f"{chart.id}: {found}"
            seen += 1
    assert seen == len(data.catalogue)
    watched.clean(site.origin)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["charts", "embed"])
def test_a_tooltip_tells_value_document_and_note(opened: Opened, path: str, scheme: str) -> None:
    page = opened(f"/en/{path}/haechi", color_scheme=scheme).page
    tooltip = point(page, "haechi", 10)
    expect(tooltip).to_contain_text("HAECHI I")
    expect(tooltip).to_contain_text("nearly 100")
    expect(tooltip).to_contain_text("Annual Report 2021, line 1105")
    expect(tooltip).to_contain_text("* The document’s text does not say")
    assert not tooltip.evaluate(KEPT_IN)["over"]
    ground, ink = tooltip.evaluate("e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]")
    assert ground != ink
    page.keyboard.press("Escape")
    expect(tooltip).to_have_count(0)


def test_a_tooltip_names_the_publication_with_its_address(opened: Opened) -> None:
    page = opened("/en/charts/notices-issued").page
    tooltip = point(page, "notices-issued", 1)
    expect(tooltip).to_contain_text("6,344")
    expect(tooltip).to_contain_text("§ Published elsewhere")
    expect(tooltip).to_contain_text("The Heritage Foundation")
    expect(tooltip).to_contain_text("https://heritage.org/")
    address = page.locator("details.data tbody tr").nth(1).locator("a[rel~=external]").get_attribute("href")
    assert address and address in tooltip.inner_text()


def test_hovering_and_scrolling_load_no_script(opened: Opened) -> None:
    watched = opened("/en/notices")
    page = watched.page
    page.wait_for_load_state("networkidle")
    before = len(watched.requests)
    for drawing in page.locator(".drawing").all():
        drawing.scroll_into_view_if_needed()
        box = drawing.bounding_box()
        assert box
        for step in range(40):
            page.mouse.move(box["x"] + box["width"] * (step % 8) / 8, box["y"] + box["height"] * step / 40)
        page.keyboard.press("Tab")
    page.mouse.wheel(0, 20_000)
    page.wait_for_load_state("networkidle")
    loaded = watched.requests[before:]
    assert not [url for url in loaded if ".js" in url or "_dash" in url], loaded


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 390])
def test_a_tap_opens_a_sheet_that_closes_again(opened: Opened, code: str, width: int) -> None:
    page = opened(f"/{code}/charts/notices-issued", width=width, has_touch=True, is_mobile=True).page
    mark = page.locator("svg.phone [data-point='11']")
    sheet = page.locator(".drawing [role=tooltip]")
    for close in (mark, page.locator(".chart-title"), None):
        page.touchscreen.tap(*middle(mark))
        expect(sheet).to_contain_text("11,094")
        found = sheet.evaluate(KEPT_IN)
        assert found["chart"] and found["window"], found
        if close is None:
            page.keyboard.press("Escape")
        else:
            page.touchscreen.tap(*middle(close))
        expect(sheet).to_have_count(0)
    actions = page.locator(".drawing, .drawing *").evaluate_all("all => all.map(e => getComputedStyle(e).touchAction)")
    assert set(actions) <= {"auto", "pan-y pinch-zoom"}, "a finger on the chart would not scroll the page"


def test_a_page_zoomed_twice_keeps_the_tooltip_in(opened: Opened) -> None:
    page = opened("/en/charts/arrests-by-operation", width=640, device_scale_factor=2).page
    for number in (0, 5, 16):
        found = point(page, "arrests-by-operation", number).evaluate(KEPT_IN)
        assert found["chart"] and found["window"] and not found["over"], found


def test_a_legend_and_a_label_dim_the_rest(opened: Opened) -> None:
    page = opened("/en/charts/notices-issued").page
    dimmed = page.locator("svg.desktop .dimmed")
    page.mouse.move(*middle(page.locator("svg.desktop text", has_text="Yellow Notices")))
    expect(dimmed).to_have_count(15)
    assert dimmed.evaluate_all("all => all.map(e => Number(e.dataset.point))") == list(range(15))
    page.mouse.move(*middle(page.locator("h1")))
    expect(dimmed).to_have_count(0)


def test_a_subject_is_ringed_in_other_charts_and_tables(opened: Opened) -> None:
    page = opened("/en/notices").page
    page.locator("#chart-notices-in-circulation details.data summary").click()
    point(page, "notices-issued", 0)
    linked = page.locator("#drawing-notices-in-circulation .highlight.linked")
    expect(linked).to_have_count(5)
    row = page.locator("#chart-notices-in-circulation tr.pointed")
    expect(row).to_have_count(5)
    row.first.hover()
    expect(page.locator("#drawing-notices-in-circulation .highlight:not(.linked)")).to_have_count(1)


def test_the_browsers_own_tooltip_stays_for_readers_without_scripts(opened: Opened) -> None:
    page = opened("/en/charts/notices-issued", java_script_enabled=False).page
    titles = page.locator("svg.desktop [data-point] title").all_text_contents()
    printed = [title for title in titles if "Annual Report 202" in title and ", line " in title]
    assert len(printed) == 4 and len(titles) == 19
    assert all("§ Published elsewhere" in title for title in titles if title not in printed)
    with_scripts = opened("/en/charts/notices-issued").page
    expect(point(with_scripts, "notices-issued", 0)).to_be_visible()
    expect(with_scripts.locator(".drawing title")).to_have_count(0)
