"""Firefox over WebDriver BiDi and WebKitGTK over WebDriver, each as its maker and Debian ship it.

Playwright drives patched builds of both, or Firefox by commands that Debian's does not know; so these are asked directly.
Both protocols describe the acts of a pointer and of keys by the same words, which is why there is little here.
"""

from __future__ import annotations

import abc
import itertools
import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import websocket

from bench.serving import end, free_port

#: How WebDriver names keys without a letter.
KEYS = {
    "Tab": "\ue004",
    "Escape": "\ue00c",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowRight": "\ue014",
}
#: Gives what a function gives as text, when it is there.
CALLED = "async (given) => JSON.stringify(await (%s)(...JSON.parse(given))) ?? 'null'"

#: The middle of an element in the window.
MIDDLE = """(selector) => {
  const seen = [...document.querySelectorAll(selector)].filter((each) => each.getClientRects().length).at(-1);
  const middle = () => { const box = seen.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };
  const y = seen && middle()[1];
  if (seen) scrollBy(0, y - innerHeight / 2); // Firefox's scrollIntoView brings a mark's drawing into sight and not the mark
  return seen && Math.abs(middle()[1] - y) < 1 && middle(); // what comes into sight may be laid out only then
}"""


class Missing(Exception):
    """A program that has to be installed first."""


class Browser(abc.ABC):
    """One window of a browser, of which pages are opened in turn."""

    #: What runs, and Debian's packages of it.
    programs: tuple[str, ...]
    packages: str

    @abc.abstractmethod
    def open(self, address: str) -> None:
        """Opens an address, and waits until all is loaded."""

    @abc.abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Gives the page this room, in CSS pixels."""

    @abc.abstractmethod
    def call(self, function: str, given: str, frame: int | None) -> str:
        """Runs a function of one text that gives a text, in the page or in one of its frames."""

    @abc.abstractmethod
    def act(self, source: dict[str, Any]) -> None:
        """Acts as a pointer or as keys, in the words of WebDriver. Firefox's do not reach into frames of other sites."""

    def run(self, function: str, *given: object, frame: int | None = None) -> Any:
        """Runs a JavaScript function and gives what it gives: ``run("(a) => a + 1", 2)``."""
        return json.loads(self.call(CALLED % function, json.dumps(given), frame))

    def until(self, function: str, *given: object, frame: int | None = None) -> Any:
        """Waits until a function gives something that counts, and gives it."""
        by = time.monotonic() + 30
        while not (found := self.run(function, *given, frame=frame)):
            assert time.monotonic() < by, f"not in 30 seconds: {function} of {given}"
            time.sleep(0.05)
        return found

    def middle(self, selector: str, frame: int | None = None) -> tuple[float, float]:
        """Brings the last element that is seen into the middle of the window, and gives where its own middle is."""
        x, y = self.until(MIDDLE, selector, frame=frame)
        return x, y

    def pointer(self, *places: tuple[float, float], pressed: bool = False, kind: str = "mouse") -> None:
        """Moves a pointer from place to place of the window; ``pressed`` from the first to the last."""
        moves = [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0} for x, y in places]
        if pressed:
            moves.insert(1, {"type": "pointerDown", "button": 0})
            moves.append({"type": "pointerUp", "button": 0})
        self.act({"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": moves})

    def press(self, *keys: str) -> None:
        """Presses keys one after the other."""
        acts = [{"type": kind, "value": KEYS[key]} for key in keys for kind in ("keyDown", "keyUp")]
        self.act({"type": "key", "id": "keys", "actions": acts})


class Firefox(Browser):
    """Firefox, over WebDriver BiDi."""

    programs = ("firefox-esr",)
    packages = "firefox-esr"

    def __init__(self, started: ExitStack) -> None:
        profile = Path(started.enter_context(TemporaryDirectory()))
        command = ["firefox-esr", "--headless", "--profile", str(profile), "--remote-debugging-port=0"]
        started.enter_context(_running(command))
        told = profile / "WebDriverBiDiServer.json"
        server = _soon(lambda: json.loads(told.read_text()))
        address = f"ws://{server['ws_host']}:{server['ws_port']}/session"
        self._socket = started.enter_context(
            closing(_soon(lambda: websocket.create_connection(address, timeout=60, suppress_origin=True)))
        )
        self._numbers = itertools.count()
        self._ask("session.new", capabilities={})
        self._window = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **params: object) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def resize(self, width: int, height: int) -> None:
        self._ask("browsingContext.setViewport", context=self._window, viewport={"width": width, "height": height})

    def call(self, function: str, given: str, frame: int | None) -> str:
        context = self._window
        if frame is not None:
            context = self._ask("browsingContext.getTree", root=context)["contexts"][0]["children"][frame]["context"]
        answer = self._ask(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": given}],
            target={"context": context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        text: str = answer["result"]["value"]
        return text

    def act(self, source: dict[str, Any]) -> None:
        self._ask("input.performActions", context=self._window, actions=[source])


class WebKit(Browser):
    """WebKitGTK's own browser, over WebDriver; it has no mode without a screen."""

    programs = ("WebKitWebDriver", "Xvfb")
    packages = "webkit2gtk-driver xvfb"

    def __init__(self, started: ExitStack) -> None:
        screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"]
        display = started.enter_context(_running(screen, stdout=subprocess.PIPE)).stdout
        assert display
        number = started.enter_context(display).readline().decode().strip()
        port = free_port()
        environment = {**os.environ, "DISPLAY": f":{number}"}
        started.enter_context(_running(["WebKitWebDriver", f"--port={port}"], env=environment))
        self._session = f"http://127.0.0.1:{port}/session"
        session = _soon(lambda: self._ask("POST", capabilities={}))
        self._session += f"/{session['sessionId']}"
        started.callback(self._ask, "DELETE")

    def _ask(self, method: str, path: str = "", **params: object) -> Any:
        body = json.dumps(params).encode() if method == "POST" else None
        request = urllib.request.Request(self._session + path, body, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error

    def open(self, address: str) -> None:
        self._ask("POST", "/url", url=address)

    def resize(self, width: int, height: int) -> None:
        own = self.run("() => [outerWidth - innerWidth, outerHeight - innerHeight]")
        self._ask("POST", "/window/rect", width=width + own[0], height=height + own[1])
        self.until("(width, height) => innerWidth === width && innerHeight === height", width, height)

    def call(self, function: str, given: str, frame: int | None) -> str:
        script = f"({function})(arguments[0]).then((text) => arguments[1]([text]), (e) => arguments[1](String(e)))"
        self._ask("POST", "/frame", id=frame)
        answer = self._ask("POST", "/execute/async", script=script, args=[given])
        self._ask("POST", "/frame", id=None)
        assert isinstance(answer, list), answer
        text: str = answer[0]
        return text

    def act(self, source: dict[str, Any]) -> None:
        self._ask("POST", "/actions", actions=[source])


BROWSERS: tuple[type[Browser], ...] = (Firefox, WebKit)


@contextmanager
def started(browser: type[Browser]) -> Iterator[Browser]:
    """A browser, until the block ends."""
    missing = [program for program in browser.programs if shutil.which(program) is None]
    if missing:
        raise Missing(f"{' and '.join(missing)} not installed; on Debian: sudo apt-get install {browser.packages}")
    with ExitStack() as stack:
        yield browser(stack)


@contextmanager
def _running(command: list[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options})
    try:
        yield process
    finally:
        end(process)


def _soon(get: Callable[[], Any]) -> Any:
    """What a program gives once it has started."""
    by = time.monotonic() + 60
    while True:
        try:
            return get()
        except (OSError, ValueError):
            assert time.monotonic() < by, "the browser did not start in a minute"
            time.sleep(0.05)
