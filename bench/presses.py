"""Budget of presses: from a press of a facet, or a step of a year, to the painted answer, on a phone slowed four times.

Run: ``python -m bench.presses``.
"""

from __future__ import annotations

import statistics
import sys

from playwright.sync_api import Browser, Page, sync_playwright

from bench.serving import UNLIMITED, serving
from dashboard.rendering.drawing import browser_path

#: Milliseconds at most for 95 of 100.
FACET_MS, YEAR_MS = 100, 50
SLOWED = 4
#: What is waited after each press, so that none waits for the one before.
REST_MS = 150
#: Of each press: from the event until what it changed is painted.
OBSERVE = """
window.answered = [];
for (const kind of ['click', 'keydown']) {
  addEventListener(kind, (event) => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => answered.push(performance.now() - event.timeStamp);
    requestAnimationFrame(() => painted.port2.postMessage(0));
  }, true);
}
"""
#: Facets that the page answers by itself; each is pressed and released.
FACETS = "#board .facet:not([data-reload]) a[data-facet]:not([data-count='0'])"


def main() -> int:
    """Measures both, in a language of each direction.

    Returns:
        The budgets missed.
    """
    missed = 0
    print(f"budget: a facet pressed {FACET_MS} ms, a year stepped {YEAR_MS} ms, processor slowed {SLOWED} times (p95)")
    with sync_playwright() as playwright, serving(**UNLIMITED) as (site, _):
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        for code in ("en", "ar"):
            missed += _told(f"/{code}/operations", _facets(browser, f"{site}/{code}/operations"), FACET_MS)
            missed += _told(f"/{code}/members", _years(browser, f"{site}/{code}/members"), YEAR_MS)
        browser.close()
    return missed


def _facets(browser: Browser, address: str) -> list[float]:
    page = _opened(browser, address)
    for link in page.locator(FACETS).element_handles():  # counts change with each press
        for _ in range(2):
            link.evaluate("(link) => link.click()")
            page.wait_for_timeout(REST_MS)
    return _answers(page)


def _years(browser: Browser, address: str) -> list[float]:
    """From the latest year to the first, by key."""
    page = _opened(browser, address)
    slider = page.locator("#time input[name=until]")
    slider.focus()
    for _ in range(int(slider.get_attribute("max") or 0) - int(slider.get_attribute("min") or 0)):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(REST_MS)
    assert slider.input_value() == slider.get_attribute("min"), "the slider did not move"
    return _answers(page)


def _opened(browser: Browser, address: str) -> Page:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="networkidle")
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    return page


def _answers(page: Page) -> list[float]:
    answered: list[float] = page.evaluate("answered")
    page.context.close()
    return answered


def _told(path: str, answered: list[float], budget_ms: float) -> int:
    p95 = statistics.quantiles(answered, n=20)[-1]
    over = p95 > budget_ms
    print(
        f"{path:<44}median {statistics.median(answered):5.1f} ms, p95 {p95:5.1f} ms of {len(answered)}"
        f"{'  over' if over else ''}",
        flush=True,
    )
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
