"""Host pages on another origin, and frames whose height can be waited for."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

from bench.elsewhere import Elsewhere
from tests.browser.embeds.hosts import HEIGHTS, Host, served
from tests.server import Site

PACKAGE = "@iframe-resizer/parent@5.5.9"
#: How npm says that there is no way to its registry.
UNREACHABLE = (
    "ENOTFOUND",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "ECONNREFUSED",
    "ECONNRESET",
    "EHOSTUNREACH",
    "ERR_SOCKET_TIMEOUT",
)


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    with served() as other:
        yield other


@pytest.fixture(scope="session")
def version_5(elsewhere: Elsewhere, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The parent's side of iframe-resizer 5, which is not ours to keep: fetched once, then from pytest's cache."""
    keep = hasattr(pytestconfig, "cache")
    folder = pytestconfig.cache.mkdir("iframe-resizer-5") if keep else tmp_path_factory.mktemp("npm")
    library = folder / PACKAGE.rpartition("@")[2] / "node_modules" / "@iframe-resizer" / "parent" / "index.umd.js"
    if not library.is_file():
        _fetch(library.parents[3])
    assert PACKAGE.rpartition("@")[2].encode() in library.read_bytes()
    elsewhere.files["/parents/iframe-resizer.v5.js"] = ("text/javascript", library.read_bytes())


def _fetch(folder: Path) -> None:
    """Installs the package; where npm is missing or its registry is out of reach the test is skipped, else it fails."""
    npm, why = shutil.which("npm"), "iframe-resizer 5 is GPL-3, so it is fetched for the test: "
    if npm is None:
        pytest.skip(f"{why}npm is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-timeout=30000"]
    command = [npm, "install", "--prefix", str(folder), *options, PACKAGE]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=240)
    except subprocess.TimeoutExpired:
        pytest.skip(f"{why}the registry did not answer in four minutes")
    if done.returncode and any(sign in done.stderr for sign in UNREACHABLE):
        pytest.skip(f"{why}the registry is out of reach: {done.stderr[-200:]}")
    assert done.returncode == 0, done.stderr


@dataclass
class Framed:
    """A host page with its frames, and the errors of both."""

    page: Page
    errors: list[str] = field(default_factory=list)

    @property
    def frames(self) -> list[Frame]:
        return [frame for frame in self.page.frames if frame.parent_frame == self.page.main_frame]

    @property
    def frame(self) -> Frame:
        return self.frames[0]

    def heard(self) -> list[object]:
        """The data of every message the page got."""
        found: list[object] = self.page.evaluate("heard.map(message => message.data)")
        return found

    def post(self, message: str) -> None:
        """Posts what the JavaScript expression gives to the first frame."""
        self.page.evaluate(f"frames[0].postMessage({message}, '*')")

    def grow(self) -> None:
        """Opens the table below the chart."""
        self.frame.locator("details.data > summary").first.click()


Opened = Callable[..., Framed]


@pytest.fixture
def framed(chromium: Browser, site: Site, elsewhere: Elsewhere, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """Opens a host with charts in frames: ``framed(HOSTS["pym"], "/en/embed/haechi", block="**/embed.*.js")``."""
    contexts = []

    def open_host(host: Host, *paths: str, width: int = 760, block: str = "") -> Framed:
        if host.listener == "iframe-resizer.v5.js":
            request.getfixturevalue("version_5")
        address = elsewhere.show(host.page([site.origin + path for path in paths]))
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        opened = Framed(page)
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on("console", lambda m: opened.errors.append(m.text) if m.type == "error" else None)
        if block:
            page.route(block, lambda route: route.abort())
        page.goto(address, wait_until="load")
        return opened

    yield open_host
    for context in contexts:
        context.close()


def content(frame: Frame) -> int:
    """The height that the page in the frame needs."""
    height: int = frame.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
    return height


def fits(frame: Frame, most: int = 100_000, unlike: int = 0, seconds: float = 30) -> int:
    """Waits until the frame is as high as its content, nothing cut off and no scrollbar, and stays so.

    Args:
        frame: the frame.
        most: the height its host allows at most.
        unlike: a height it had before and must have left.
        seconds: how long to wait.
    """
    # Chromium tells a frame its new size only when it is in sight.
    frame.frame_element().scroll_into_view_if_needed()
    until, right, seen = time.monotonic() + seconds, 0, (0, 0, 0)
    while time.monotonic() < until:
        inner, needed, scrolled = seen = tuple(frame.evaluate(HEIGHTS))
        whole = inner == min(needed, most) and (needed > most or scrolled <= inner)
        right = right + 1 if whole and needed != unlike else 0
        if right == 3:
            return needed
        time.sleep(0.05)
    raise AssertionError(f"the frame is {seen[0]} px high, its content {seen[1]} (scrolls over {seen[2]})")
