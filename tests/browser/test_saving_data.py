"""With ``Save-Data: on`` no chart turns live and nothing of Dash or Plotly is loaded until a reader asks for it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opened


@pytest.mark.parametrize("path", ["/en/charts/haechi", "/en/embed/haechi"])
def test_charts_turn_live_on_demand_only(opened: Opened, path: str) -> None:
    watched = opened(path, extra_http_headers={"Save-Data": "on"})
    page = watched.page
    page.mouse.wheel(0, 200)
    drawing = page.locator("#drawing-haechi")
    drawing.hover()
    drawing.focus()
    page.wait_for_timeout(500)
    heavy = [url for url in watched.requests if "plotly" in url or "dash" in url or "react" in url]
    assert heavy == [] and drawing.get_attribute("data-live") is None
    page.get_by_role("button", name="Make this chart interactive").click()
    page.wait_for_selector("#drawing-haechi[data-live=on]", timeout=20000)
    assert any("plotly" in url for url in watched.requests)
    assert watched.errors == []
