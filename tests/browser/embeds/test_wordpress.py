"""WordPress's sandbox, in which a frame may do almost nothing."""

from __future__ import annotations

import pytest

from tests.browser.embeds.conftest import Opened, fits
from tests.browser.embeds.hosts import HOSTS, SECRET, SILENT, Host
from tests.server import Site

CHART = "/en/embed/staff-by-status"
LINK = "a[href*='/en/charts/staff-by-status']:not([download])"


def test_the_fallback_goes_when_the_chart_has_come(framed: Opened) -> None:
    opened = framed(HOSTS["wordpress"], CHART)
    fits(opened.frame, 1000)
    assert opened.page.locator("blockquote").is_hidden()


def test_without_scripts_the_fallback_stays(framed: Opened) -> None:
    opened = framed(HOSTS["wordpress"], CHART, block="**/embed.*.js")
    opened.page.wait_for_timeout(500)
    assert opened.page.locator("blockquote").is_visible()


def test_a_link_leads_out_of_the_sandbox(framed: Opened, site: Site) -> None:
    opened = framed(HOSTS["wordpress"], CHART)
    fits(opened.frame, 1000)
    opened.frame.locator(LINK).filter(visible=True).first.click()
    opened.page.wait_for_url(f"{site.origin}/en/charts/staff-by-status*")


@pytest.mark.parametrize("suffix", ["", "#secret=a1B2c3D4e5", "#?other=a1B2c3D4e5", "#?secret="])
def test_without_a_secret_nothing_is_said(framed: Opened, suffix: str) -> None:
    plain = Host(frame='<iframe src="{src}" sandbox="allow-scripts"></iframe>', suffix=suffix)
    opened = framed(plain, CHART)
    opened.page.wait_for_function("heard.some(message => message.data['datawrapper-height'])")
    opened.frame.locator(LINK).filter(visible=True).first.click()
    opened.page.wait_for_timeout(300)
    assert [m for m in opened.heard() if isinstance(m, dict) and "secret" in m] == []


def test_a_secret_that_comes_later_is_answered(framed: Opened) -> None:
    opened = framed(SILENT, CHART)
    opened.page.wait_for_function("heard.some(message => message.data['datawrapper-height'])")
    opened.page.evaluate(f"document.querySelector('iframe').src += '#?secret={SECRET}'")
    opened.page.wait_for_function("heard.some(message => message.data.secret)")
    assert [m["message"] for m in opened.heard() if isinstance(m, dict) and m.get("secret") == SECRET] == ["height"]


def test_outside_a_sandbox_links_are_left_alone(framed: Opened, site: Site) -> None:
    opened = framed(Host(suffix=f"#?secret={SECRET}", frame='<iframe src="{src}" height="900"></iframe>'), CHART)
    opened.page.wait_for_function("heard.some(message => message.data.secret)")
    with opened.page.expect_popup() as popup:
        opened.frame.locator(LINK).filter(visible=True).first.click()
    popup.value.wait_for_url(f"{site.origin}/en/charts/staff-by-status*")
    assert [m for m in opened.heard() if isinstance(m, dict) and m.get("message") == "link"] == []
