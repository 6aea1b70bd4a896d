"""Budget of ten embeds on a page of another site, on a phone with slow 4G."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Frame, Page, sync_playwright

from bench.elsewhere import elsewhere
from bench.pages import OBSERVE, slow_down, wait
from dashboard.exports.embeds.embed_code import embed_code
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from dashboard.rendering.drawing import browser_path

ON_ONE_PAGE = 10
#: Between two embeds a reader scrolls on, as one who reads does.
READING_MS = 1500
#: What Datawrapper's embed codes hear; most newsrooms have it on their pages.
LISTENER = """<script>addEventListener("message", event => {
  const told = event.data["datawrapper-height"];
  for (const frame of document.querySelectorAll("iframe")) {
    if (told && frame.contentWindow === event.source) { frame.style.height = Object.values(told)[0] + "px"; }
  }
});</script>"""
HOST = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{margin:15px;font:17px/1.5 sans-serif}</style></head><body>%s</body></html>"""
TEXT = "<p>A paragraph of the article that stands between two charts and must not jump.</p>"


@dataclass(frozen=True)
class HostCost:
    """What ten embeds cost a reader of another site's page.

    Attributes:
        readable_ms: of each embed, from when the browser asks for it until its chart is laid out.
        seen_ms: of each embed, from when it comes into view, or is asked for if later, until its chart is painted.
        host_shift: layout shift of the page around them, all of it.
        frame_shift: the largest inside an embed.
    """

    readable_ms: list[float]
    seen_ms: list[float]
    host_shift: float
    frame_shift: float


def measure_host(site: str, data: DataVersion, *, listens: bool) -> HostCost:
    """A page with ten charts, pasted as the code is offered, read from top to bottom.

    Args:
        site: scheme and host of the site.
        data: its charts.
        listens: the page hears the heights that the frames tell.
    """
    charts = list(data.catalogue)[:ON_ONE_PAGE]
    views = [data.view(chart, chart.state({}), get_language("en")) for chart in charts]
    frames = "".join(TEXT + embed_code(data, view, site).iframe for view in views)
    markup = HOST % ((LISTENER if listens else "") + frames + TEXT)
    # On the site's own host name: one process, so that one slow line is shared by all.
    with elsewhere() as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        page = context.new_page()
        page.add_init_script(OBSERVE)
        slow_down(context.new_cdp_session(page))
        page.goto(host.show(markup), wait_until="commit")
        times = [_read(page, number) for number in range(len(charts))]
        page.wait_for_timeout(READING_MS)
        inside = max(float(frame.evaluate("measured.shift")) for frame in _embeds(page))
        shift = float(page.evaluate("measured.shift"))
        browser.close()
    sanitize, seen = (list(of_each) for of_each in zip(*times, strict=True))
    return HostCost(sanitize, seen, round(shift, 4), round(inside, 4))


def _read(page: Page, number: int) -> tuple[float, float]:
    """Scrolls to an embed, waits until its chart stands and reads it; gives ``readable_ms`` and ``seen_ms``.

    A frame of another site that is out of view lays out and does not paint: so the two times are not one.
    """
    wait(page, f"document.querySelectorAll('iframe').length > {number}", 30_000)
    element = page.locator("iframe").nth(number)
    element.scroll_into_view_if_needed()
    scrolled = float(page.evaluate("performance.timeOrigin + performance.now()"))
    handle = element.element_handle()
    frame = handle.content_frame() if handle else None
    assert frame is not None
    wait(frame, "window.measured && measured.chart !== null", 60_000)
    page.wait_for_timeout(READING_MS)
    laid_out, painted, query = frame.evaluate("[measured.laid_out, measured.chart, performance.timeOrigin]")
    return float(laid_out), max(0.0, float(painted) - max(0.0, scrolled - float(query)))


def _embeds(page: Page) -> list[Frame]:
    return [frame for frame in page.frames if "/embed/" in frame.url]
