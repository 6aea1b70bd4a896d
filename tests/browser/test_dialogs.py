"""Taking a chart away: the dialogs for downloads and embeds, by keyboard, in every kind of page; and without scripts."""

from __future__ import annotations

import http.server
import io
import re
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opened
from tests.server import Site

CHART = "revenue-by-source"


def opened_dialog(page: Page, kind: str = "download", chart: str = CHART) -> Locator:
    """Opens a dialog by keyboard and waits until it is filled."""
    page.locator(f'#chart-{chart} a[data-dialog="{kind}"]').first.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("form.choices")).to_be_visible()
    return dialog


def eventually(found: Callable[[], bool]) -> None:
    """Waits for what a page comes to; its policy forbids the evaluation that Playwright's own waiting needs."""
    until = time.monotonic() + 30
    while not found():
        assert time.monotonic() < until
        time.sleep(0.05)


def link_of(dialog: Locator) -> str:
    return dialog.locator("a.take").get_attribute("href") or ""


def settled(dialog: Locator) -> None:
    """The result of the last choice stands there."""
    expect(dialog.locator(".result[aria-busy]")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/en/finances", "embed", "Embed this chart"),
        (f"/en/charts/{CHART}", "embed", "Embed this chart"),
        (f"/en/charts/{CHART}", "download", "Download"),
    ],
)
def test_the_dialog_opens_by_keyboard_and_gives_focus_back(
    opened: Opened, site: Site, path: str, kind: str, name: str
) -> None:
    watched = opened(path)
    page = watched.page
    chart = page.locator("article.chart").first.get_attribute("data-chart") or ""
    dialog = opened_dialog(page, kind, chart=chart)
    expect(page.get_by_role("dialog", name=name)).to_have_count(1)
    assert dialog.evaluate("d => d.contains(document.activeElement)")
    if kind == "download":
        eventually(lambda: " kB" in dialog.get_by_role("status").inner_text())
        image = dialog.locator("img.preview")
        assert image.evaluate("i => [i.complete, i.naturalWidth]") == [True, 1200]
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.dialog") == kind
    assert page.evaluate("document.activeElement.closest('article').dataset.chart") == chart
    watched.clean(site.origin)


def test_the_dialog_closes_by_its_button_and_by_the_backdrop(opened: Opened) -> None:
    page = opened(f"/en/charts/{CHART}").page
    opened_dialog(page).get_by_role("button", name="Close").click()
    expect(page.locator("dialog")).to_have_count(0)
    dialog = opened_dialog(page)
    dialog.get_by_text("For print").click()
    expect(dialog).to_be_visible()
    page.mouse.click(5, 5)
    expect(page.locator("dialog")).to_have_count(0)


def test_choices_change_the_picture_and_its_address(opened: Opened) -> None:
    page = opened(f"/en/charts/{CHART}?measure=share").page
    dialog = opened_dialog(page)
    assert link_of(dialog) == f"/en/charts/{CHART}.png?measure=share"
    dialog.get_by_label("Dark").press("Space")
    settled(dialog)
    assert link_of(dialog) == f"/en/charts/{CHART}.png?measure=share&theme=dark"
    assert "theme=dark" in (dialog.locator("img.preview").get_attribute("src") or "")
    dialog.get_by_label("SVG").check()
    settled(dialog)
    further = dialog.locator("details.further")
    expect(further).not_to_have_attribute("open", "")
    further.locator("summary").click()
    dialog.get_by_label("Transparent").check()
    settled(dialog)
    dialog.get_by_label("Language").select_option("fr")
    settled(dialog)
    assert link_of(dialog) == f"/fr/charts/{CHART}.svg?measure=share&theme=dark&transparent=1"
    expect(dialog.locator("a.take")).to_have_text("Download SVG")
    assert "annuel" in dialog.get_by_label("One-sentence summary").input_value()
    dialog.get_by_label("PNG", exact=True).check()
    dialog.get_by_label("Pixels (PNG)").select_option("3")
    settled(dialog)
    assert link_of(dialog).endswith("transparent=1&scale=3")
    assert dialog.evaluate("d => d.contains(document.activeElement)")


def test_the_download_is_the_picture_it_says(opened: Opened) -> None:
    page = opened(f"/en/charts/{CHART}").page
    dialog = opened_dialog(page)
    dialog.locator("details.further summary").click()
    dialog.get_by_label("Pixels (PNG)").select_option("1")
    settled(dialog)
    eventually(lambda: dialog.get_by_role("status").inner_text().startswith("PNG, 1200 × 675 pixels, "))
    said = dialog.get_by_role("status").inner_text()
    with page.expect_download() as saved:
        dialog.locator("a.take").click()
    content = saved.value.path().read_bytes()
    assert saved.value.suggested_filename.startswith(f"interpol-figures_{CHART}_en_")
    assert Image.open(io.BytesIO(content)).size == (1200, 675)
    assert f"{round(len(content) / 1000)} kB" in said


def test_buttons_fill_the_clipboard(opened: Opened, site: Site) -> None:
    page = opened(f"/en/charts/{CHART}", permissions=["clipboard-read", "clipboard-write"]).page
    dialog = opened_dialog(page)
    texts = {
        "Link": f"{site.origin}/en/charts/{CHART}",
        "One-sentence summary": "Annual Report 2021).",
        "Alternative text": "Stacked bar chart.",
        "Citation": "INTERPOL in figures, data version",
        "BibTeX": "@misc{interpol-figures-",
        "CSL-JSON": '"type": "dataset"',
        "Google Sheets": f'=IMPORTDATA("{site.origin}/en/charts/{CHART}.csv")',
    }
    row = dialog.locator(".copy-row")
    for name, expected in texts.items():
        row.get_by_role("button", name=name, exact=True).click()
        expect(dialog.get_by_role("status")).to_have_text(f"Copied: {name}")
        assert expected in page.evaluate("navigator.clipboard.readText()")
    row.get_by_role("button", name="Picture", exact=True).click()
    expect(dialog.get_by_role("status")).to_have_text("Copied: Picture")
    size = page.evaluate("""async () => {
      const items = await navigator.clipboard.read();
      const bitmap = await createImageBitmap(await items[0].getType('image/png'));
      return [bitmap.width, bitmap.height];
    }""")
    assert size[0] in (1200, 2400) and size[0] * 9 == size[1] * 16


def test_where_the_browser_copies_nothing_it_is_said(opened: Opened) -> None:
    page = opened(f"/en/charts/{CHART}").page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    dialog = opened_dialog(page)
    expect(dialog.locator("[data-copy]").filter(visible=True)).to_have_count(0)
    dialog.locator("[data-copy-picture]").click()
    expect(dialog.get_by_role("status")).to_have_text(
        "This browser cannot copy pictures. Download the picture instead."
    )


def test_one_is_set_off_and_sizes_are_free(opened: Opened) -> None:
    page = opened("/en/charts/notices-issued").page
    dialog = opened_dialog(page, chart="notices-issued")
    dialog.locator("details.further summary").click()
    dialog.get_by_label("In colour, the rest in grey").select_option("yellow-notices")
    settled(dialog)
    assert link_of(dialog) == "/en/charts/notices-issued.png?emphasise=yellow-notices"
    assert (
        dialog.get_by_label("Link", exact=True)
        .input_value()
        .endswith("/en/charts/notices-issued?emphasise=yellow-notices")
    )
    dialog.get_by_label("Width in pixels").fill("900")
    dialog.get_by_label("Height in pixels").fill("700")
    dialog.get_by_label("Height in pixels").blur()
    settled(dialog)
    eventually(lambda: link_of(dialog).endswith("png?emphasise=yellow-notices&width=900&height=700"))
    eventually(lambda: dialog.get_by_role("status").inner_text().startswith("PNG, 900 × 700 pixels, "))
    dialog.get_by_label("Width in pixels").fill("9000")  # the browser says what is allowed, and nothing is asked for
    dialog.get_by_label("Width in pixels").blur()
    assert "width=900&" in link_of(dialog) and page.url.endswith("/en/charts/notices-issued")


def test_a_picture_that_cannot_be_made_leaves_the_one_that_is_there(opened: Opened) -> None:
    page = opened(f"/ar/charts/{CHART}", width=390).page
    page.route("**/charts/*.png?*theme=dark*", lambda route: route.fulfill(status=503, body="busy"))
    dialog = opened_dialog(page)
    dialog.locator('input[name="theme"][value="dark"]').check()
    ready = dialog.locator("[data-cannot] a")
    expect(ready).to_be_visible()
    expect(dialog.locator("a.take")).to_be_hidden()
    with page.expect_download() as saved:
        ready.click()
    with Image.open(saved.value.path()) as image:
        assert image.size == (1200, 675)


def test_the_dialog_in_arabic_on_a_small_screen(opened: Opened, site: Site) -> None:
    watched = opened("/ar/charts/haechi", width=320)
    page = watched.page
    for kind in ("download", "embed"):
        dialog = opened_dialog(page, kind, "haechi")
        page.locator("dialog .preview").first.wait_for(state="attached")
        assert dialog.evaluate("d => getComputedStyle(d).direction") == "rtl"
        assert dialog.evaluate("d => d.scrollWidth <= d.clientWidth")
        boxes = dialog.locator(
            "button:visible, select:visible, .choice label, .actions a, summary:visible, .take:visible"
        )
        assert boxes.count() > 10
        assert min(boxes.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")) >= 24
        page.keyboard.press("Escape")
    watched.clean(site.origin)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Another site: it serves what the test writes into its folder."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_codes_follow_the_options_and_work_when_pasted(
    opened: Opened, site: Site, elsewhere: str, tmp_path: Path
) -> None:
    page = opened("/en/finances?measure=share").page
    dialog = opened_dialog(page, "embed")
    code = dialog.get_by_label("For a site without scripts: frame", exact=True)
    assert f'src="{site.origin}/en/embed/{CHART}?measure=share"' in code.input_value()
    dialog.get_by_label("Dark").check()
    dialog.get_by_label("Without title").check()
    dialog.get_by_label("Frozen as of today").check()
    dialog.get_by_label("Language").select_option("es")
    dialog.get_by_label("How wide is your column").fill("760")
    dialog.get_by_label("Language").focus()
    settled(dialog)
    pasted = code.input_value()
    assert f"{site.origin}/es/embed/{CHART}?measure=share&amp;theme=dark&amp;title=0&amp;v=" in pasted
    preview = dialog.locator("iframe.preview")
    assert preview.get_attribute("width") == "760"
    expect(preview.content_frame.locator("html")).to_have_attribute("data-theme", "dark")
    (tmp_path / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{pasted}")
    host = page.context.new_page()
    host.goto(f"{elsewhere}/index.html")
    inside = host.frame_locator("iframe")
    expect(inside.locator("html")).to_have_attribute("lang", "es")
    assert inside.locator("svg.phone, svg.desktop").filter(visible=True).count() == 1
    # The heading holds names and figures together with spaces that do not break.
    named = host.locator("iframe").get_attribute("title") or ""
    assert named.replace("\u00a0", " ") == inside.locator("h1").inner_text().replace("\u00a0", " ")


def test_what_stands_beside_the_chart_follows_its_state(opened: Opened, site: Site) -> None:
    page = opened(f"/en/charts/{CHART}").page
    page.locator(f'#chart-{CHART} a[data-option="share"]').click()
    side = page.locator(".chart-side")
    expect(side.locator("a.take")).to_have_attribute("href", re.compile(r"\.png\?measure=share$"), timeout=20_000)
    taken = side.locator("a[download]").evaluate_all("all => all.map(e => e.getAttribute('href'))")
    assert len(taken) > 15 and all("measure=share" in address for address in taken)
    assert f"{site.origin}/en/embed/{CHART}?measure=share" in side.locator("#embed-text").input_value()
    assert f"{site.origin}/en/charts/{CHART}?measure=share" in side.locator("#cite-text").input_value()
    assert "measure=share" in link_of(opened_dialog(page))


def test_a_picture_comes_with_one_press(opened: Opened) -> None:
    page = opened("/en/finances?measure=share").page
    with page.expect_download() as saved:
        page.locator(f"#chart-{CHART} .actions a[download]").click()
    assert saved.value.suggested_filename.startswith(f"interpol-figures_{CHART}_share_en_")
    with Image.open(saved.value.path()) as image:
        assert image.format == "PNG"


@pytest.mark.parametrize("shown", ["light", "dark"])
def test_one_press_takes_the_picture_in_the_colours_language_and_state_shown(opened: Opened, shown: str) -> None:
    for address, name in (
        (f"/fr/charts/{CHART}?measure=share", "share_fr"),
        ("/ar/charts/notices-issued?emphasise=yellow-notices", "yellow-notices_ar"),
    ):
        page = opened(address, color_scheme=shown).page
        with page.expect_download() as saved:
            page.locator(".chart-side a.take").click()
        assert name in saved.value.suggested_filename
        with Image.open(saved.value.path()) as image:
            red, green, blue = image.convert("RGB").getpixel((3, image.height // 2))  # type: ignore[misc]
        assert (red + green + blue < 200) == (shown == "dark")


@pytest.mark.parametrize("code", ["en", "ar"])
def test_without_scripts_the_sections_do_the_same(opened: Opened, site: Site, code: str) -> None:
    page = opened(f"/{code}/finances", java_script_enabled=False).page
    page.locator(f'#chart-{CHART} a[data-dialog="embed"]').click()
    assert page.url == f"{site.origin}/{code}/charts/{CHART}#embed"
    expect(page.locator("#embed-text")).to_be_visible()
    page.locator(f'#chart-{CHART} a[data-dialog="download"]').click()
    assert page.url == f"{site.origin}/{code}/charts/{CHART}/download"
    section = page.locator("section[data-section=download]")
    section.locator('input[name="theme"][value="dark"]').check()
    section.locator("details.further summary").click()
    section.locator('select[name="language"]').select_option("fr")
    section.locator("button.without-scripts").click()
    assert f"/{code}/charts/{CHART}/download?" in page.url
    assert link_of(page.locator("section")) == f"/fr/charts/{CHART}.png?theme=dark"
    links = page.locator("section a[download]").evaluate_all("all => all.filter(a => a.offsetParent).map(a => a.href)")
    assert len(links) >= 6
    assert [link for link in links if site.get(link.removeprefix(site.origin)).status != 200] == []
    page.goto(f"/{code}/charts/{CHART}/embed")
    page.locator('input[name="theme"][value="dark"]').check()
    page.locator("button.without-scripts").click()
    assert "theme=dark" in page.locator("#code-frame").input_value()
