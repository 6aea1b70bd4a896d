"""One child script under every host's own library: at first, when the column narrows, when the content grows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route

from bench.elsewhere import Elsewhere
from bench.pages import wait
from dashboard.releases.data_version import DataVersion
from dashboard.rendering.drawing import browser_path
from tests.browser.embeds.conftest import Opened, content, fits
from tests.browser.embeds.hosts import HOSTS, SILENT, VERSION_5, Host
from tests.server import Site

#: Less high than WordPress allows, at both widths, until its table is open.
CHART = "/en/embed/staff-by-status"
SCRIPT = "**/embed.*.js"
#: Boards in a state, and what is pressed in their frames.
BOARDS = {
    "/en/embed/operations?year=2021&area=cybercrime": ("year=2020", "draw=countries"),
    "/ar/embed/members-in-year?until=1963": ("until=1991",),
    "/fr/embed/then-and-now": ("show=rose",),
}


@pytest.mark.parametrize("name", HOSTS)
def test_the_frame_is_as_high_as_its_chart(framed: Opened, name: str) -> None:
    host = HOSTS[name]
    opened = framed(host, CHART)
    wide = fits(opened.frame, host.most)
    assert wide > 200
    opened.page.set_viewport_size({"width": 320, "height": 900})
    narrow = fits(opened.frame, host.most, unlike=wide)
    assert opened.frame.evaluate("innerWidth") == 320
    opened.grow()
    grown = fits(opened.frame, host.most, unlike=narrow)
    assert grown > narrow + 100
    opened.grow()
    assert fits(opened.frame, host.most, unlike=grown) == narrow
    assert opened.errors == []


@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.parametrize("path", BOARDS)
def test_a_board_fits_in_every_state_that_is_chosen_in_its_frame(framed: Opened, name: str, path: str) -> None:
    most = HOSTS[name].most
    opened = framed(HOSTS[name], path)
    fits(opened.frame, most)
    for wanted in BOARDS[path]:
        for filters in opened.frame.locator("details.filter > summary").all()[:1]:
            filters.click()
            fits(opened.frame, most)
        control, option = wanted.split("=")
        link = f'[data-control="{control}"][data-option="{option}"]'
        opened.frame.locator(link).click()
        opened.frame.wait_for_selector(f"{link}[aria-current=true]")
        fits(opened.frame, most)
    opened.page.set_viewport_size({"width": 320, "height": 900})
    fits(opened.frame, most)
    assert opened.errors == []


def test_an_interactive_chart_stays_so_in_another_state(framed: Opened) -> None:
    opened = framed(HOSTS["datawrapper"], "/en/embed/operations")
    opened.frame.locator("[data-explore]").click()
    opened.frame.wait_for_selector(".drawing[data-interactive=on] .js-plotly-plot", timeout=30_000)
    opened.frame.locator("[data-control=draw][data-option=countries]").click()
    opened.frame.wait_for_selector("[data-control=draw][data-option=countries][aria-current=true]")
    opened.frame.wait_for_selector(".drawing[data-interactive=on] .js-plotly-plot", timeout=30_000)
    fits(opened.frame)
    opened.frame.locator("[data-explore]").click()
    opened.frame.wait_for_selector(".drawing:not([data-interactive]) svg:visible")
    assert opened.errors == []


def test_the_last_choice_counts_whenever_the_answers_come(framed: Opened) -> None:
    opened = framed(HOSTS["datawrapper"], "/en/embed/operations")
    held: list[Route] = []
    opened.page.route("**draw=countries*", lambda route: held.append(route))
    opened.frame.locator("[data-option=countries][data-control=draw]").click()
    opened.frame.locator("[data-option=checks][data-control=draw]").click()
    opened.frame.wait_for_selector("[data-option=checks][data-control=draw][aria-current=true]:focus")
    with opened.page.expect_response("**draw=countries*"):
        held[0].continue_()
    opened.frame.evaluate("fetch(location.href).then((answer) => answer.text())")  # by then the late answer is read
    assert opened.frame.locator("[data-option=checks][data-control=draw][aria-current=true]").count() == 1
    assert opened.errors == []


@pytest.mark.parametrize("path", BOARDS)
def test_a_board_whose_filters_are_fixed_offers_none(framed: Opened, path: str) -> None:
    opened = framed(HOSTS["datawrapper"], f"{path}{'&' if '?' in path else '?'}controls=0")
    opened.frame.wait_for_selector(".drawing svg:visible")
    assert opened.frame.locator("[data-option]").count() == 0


@pytest.mark.parametrize("name", HOSTS)
def test_without_the_script_no_host_moves_the_frame(framed: Opened, name: str) -> None:
    opened = framed(HOSTS[name], CHART, block=SCRIPT)
    before = opened.frame.evaluate("innerHeight")
    opened.grow()
    opened.page.wait_for_timeout(1000)
    assert opened.frame.evaluate("innerHeight") == before < content(opened.frame)


@pytest.mark.parametrize("name", HOSTS)
def test_the_frame_fits_an_interactive_chart(framed: Opened, name: str) -> None:
    """The frame grows with the tools of the interactive chart, and stays as high as its content when it narrows."""
    host = HOSTS[name]
    opened = framed(host, CHART)
    before = fits(opened.frame, host.most)
    opened.frame.locator("[data-explore]").dispatch_event("click")
    opened.frame.wait_for_selector(".drawing[data-interactive=on] .js-plotly-plot", timeout=30_000)
    assert fits(opened.frame, host.most) >= before
    opened.page.set_viewport_size({"width": 420, "height": 900})
    assert fits(opened.frame, host.most, unlike=before) > 200
    opened.grow()
    assert fits(opened.frame, host.most) > before
    assert opened.errors == []


@pytest.fixture
def with_scrollbars(chromium: Browser) -> Iterator[Browser]:
    """A Chromium whose scrollbars take room, as on Windows; Playwright's have none."""
    options = {"args": ["--no-sandbox"], "ignore_default_args": ["--hide-scrollbars"]}
    browser = chromium.browser_type.launch(executable_path=browser_path(), **options)
    yield browser
    browser.close()


@pytest.mark.parametrize("chart", ["staff-by-status", "members-map"])
def test_no_scrollbar_stays_beside_a_chart(
    with_scrollbars: Browser, elsewhere: Elsewhere, site: Site, chart: str
) -> None:
    """A page that a scrollbar narrows may need less height than without it, and the frame would be that high."""
    page = with_scrollbars.new_page(viewport={"width": 1000, "height": 900})
    page.goto(elsewhere.show(SILENT.page([f"{site.origin}/en/embed/{chart}"])))
    narrowed = "innerWidth - document.documentElement.clientWidth"
    assert page.frames[1].evaluate(narrowed) > 5
    page.goto(elsewhere.show(HOSTS["datawrapper"].page([f"{site.origin}/en/embed/{chart}"])))
    for width in (760, 400, 520):
        page.evaluate(f"document.querySelector('.column').style.maxWidth = '{width}px'")
        wait(page.frames[1], f"innerWidth === {width}", 20_000)
        fits(page.frames[1])
        assert page.frames[1].evaluate(narrowed) == 0


def test_without_a_listener_the_frame_stays(framed: Opened) -> None:
    opened = framed(SILENT, CHART)
    opened.grow()
    opened.page.wait_for_timeout(1000)
    assert opened.frame.evaluate("innerHeight") == 100 < content(opened.frame)
    assert opened.errors == []


def test_a_script_that_wakes_late_is_answered(framed: Opened) -> None:
    """The library comes long after the frame has said all it had to say."""
    late = Host(HOSTS["iframe-resizer-4"].listener, start="")
    opened = framed(late, CHART)
    opened.page.wait_for_timeout(500)
    assert opened.frame.evaluate("innerHeight") == 100
    opened.page.evaluate(HOSTS["iframe-resizer-4"].start)
    fits(opened.frame)


@pytest.mark.parametrize("name", [n for n in HOSTS if n != "wordpress"])
def test_ten_charts_have_a_height_each(framed: Opened, data: DataVersion, name: str) -> None:
    charts = [chart.id for chart in data.catalogue][:10]
    assert len(charts) == 10
    opened = framed(HOSTS[name], *(f"/en/embed/{chart}" for chart in charts))
    opened.page.wait_for_function("frames.length === 10")
    heights = [fits(frame, seconds=20) for frame in opened.frames]
    assert len(set(heights)) > 4
    assert opened.errors == []


def test_a_frame_shown_late_gets_its_height(framed: Opened) -> None:
    hidden = Host("datawrapper.js", '<div hidden><iframe src="{src}" height="100"></iframe></div>')
    opened = framed(hidden, CHART)
    opened.page.wait_for_timeout(500)
    told = [m["datawrapper-height"] for m in opened.heard() if isinstance(m, dict) and "datawrapper-height" in m]
    assert all(height for message in told for height in message.values())
    opened.page.evaluate("document.querySelector('[hidden]').hidden = false")
    fits(opened.frame)


def test_version_5_names_a_nameless_frame(framed: Opened) -> None:
    opened = framed(HOSTS[VERSION_5], CHART)
    fits(opened.frame)
    title = opened.frame.title()
    opened.page.wait_for_function("title => document.querySelector('iframe').title === title", arg=title)
