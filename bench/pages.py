"""Page budgets in headless Chromium on a phone with slow 4G: 1.6 Mbit/s, 150 ms, CPU slowed four times, cold cache."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import CDPSession, Error, Frame, Page, sync_playwright

from dashboard.rendering.drawing import browser_path

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
OBSERVE = """
window.measured = {shift: 0, blocking: 0, laid_out: null, chart: null};
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) measured.shift += e.value; }))
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(e => { measured.blocking += Math.max(0, e.duration - 50); }))
  .observe({type: 'longtask', buffered: true});
(function look() {
  const chart = [...document.querySelectorAll('.drawing svg, .board-drawing table, .js-plotly-plot svg')]
    .find(e => e.getBoundingClientRect().height > 40);
  if (chart) {
    measured.laid_out = performance.now();
    requestAnimationFrame(() => setTimeout(() => { measured.chart = performance.now(); }));
  }
  else { setTimeout(look, 20); }
})();
"""


@dataclass(frozen=True)
class PageCost:
    """What a page costs a reader.

    Attributes:
        first_chart_ms: until a chart stands on the page; None where it has none.
        total_kb: all bytes before the reader touches a chart.
        blocking_ms: total blocking time.
        layout_shift: cumulative.
        explore_ms: from the press of a chart's button until it is interactive; None where no chart is ours.
    """

    path: str
    first_chart_ms: float | None
    total_kb: float
    blocking_ms: float
    layout_shift: float
    explore_ms: float | None


def measure(
    address: str, *, settle_ms: int = 6000, explore: bool = True, charts: bool = True, timeout_ms: int = 90_000
) -> PageCost:
    """Loads a page with a cold cache and measures it.

    Args:
        address: of the page.
        settle_ms: how long after the first chart bytes are still counted.
        explore: presses the button of the first chart and waits until it is interactive.
        charts: the page has charts; their first is waited for.
        timeout_ms: how long a chart may take.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        page = context.new_page()
        page.add_init_script(OBSERVE)
        client = context.new_cdp_session(page)
        received = slow_down(client)
        page.goto(address, wait_until="commit", timeout=timeout_ms)
        if charts:
            wait(page, "measured.chart !== null", timeout_ms)
        page.wait_for_load_state("load", timeout=timeout_ms)
        page.wait_for_timeout(settle_ms)
        measured = page.evaluate("measured")
        total = sum(received) / 1000
        waited = _explore(page, timeout_ms) if explore and charts else None
        browser.close()
    return PageCost(address, measured["chart"], total, measured["blocking"], round(measured["shift"], 4), waited)


def wait(page: Page | Frame, condition: str, timeout_ms: int) -> None:
    """Asks until a condition holds; Playwright's own wait needs the ``eval`` that our policy refuses."""
    for _ in range(timeout_ms // 20):
        try:
            holds = page.evaluate(condition)
        except Error as error:  # a page that loads itself anew answers in a moment
            if "context was destroyed" not in str(error):
                raise
            holds = False
        if holds:
            return
        page.wait_for_timeout(20)
    raise TimeoutError(condition)


def slow_down(client: CDPSession) -> list[float]:
    """Gives a page a slow line and a slow processor; the list receives the bytes of each answer.

    The cache stays on: that of a new browser context is empty, and frames of one page share what they load.
    """
    received: list[float] = []
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    client.send("Network.enable")
    client.send("Network.emulateNetworkConditions", SLOW_4G)
    client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return received


def _explore(page: Page, timeout_ms: int) -> float | None:
    button = page.locator("[data-explore]").first
    if not button.count():
        return None
    button.scroll_into_view_if_needed()
    since = page.evaluate("performance.now()")
    button.tap()
    wait(page, "!!document.querySelector('.drawing[data-interactive=on]')", timeout_ms)
    return float(page.evaluate("performance.now()")) - since
