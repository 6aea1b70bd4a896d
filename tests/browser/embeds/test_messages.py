"""What the frame says, to the letter; and what it does not say, whatever it is told."""

from __future__ import annotations

import json
import random
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.browser.embeds.conftest import Framed, Opened, content
from tests.browser.embeds.hosts import SILENT, Host
from tests.server import Site

CHART = "/en/embed/staff-by-status"
INIT_4 = "[iFrameSizer]f:8:false:false:32:true:true:null:bodyOffset:null:null:0:false:parent:scroll:true"
INIT_5 = "[iFrameSizer]f:8:false:false:32:true:true::auto:::0:false:child:auto:false:::true:GPLv3:5.5.9:0::false"
QUESTION = "{type: 'iframe-get-child-dimensions'}"

MALFORMED = [
    "null", "undefined", "0", "NaN", "true", "''", "[]", "{}", "[['[iFrameSizer]f:8:true']]", "new Date()", "/x/g",
    "new Map([['type', 'iframe-child-init']])", "new ArrayBuffer(8)", "10n", "new Error('type')", "new String('x')",
    "{type: null}", "{type: ['iframe-child-init']}", "{type: {toString: 'x'}}", "{type: 'iframe-child-init '}",
    "{length: 5, startsWith: 'x'}", "{message: 'height', value: 1, secret: 'x'}", "{'datawrapper-height': {a: 1}}",
    "'{\"type\":\"iframe-child-init\"}'", "'x'.repeat(5e6)", "'[iFrameSizer]' + 'x:'.repeat(1e6)",
    "'[iFrameSizer]' + 'x'.repeat(2e4) + ':8:true'", "'[iFrameSizer]'", "'[iFrameSizer]::true'", "'[iFrameSizer]f'",
    "'[iFrameSizer]f:8:maybe'", "'[iFrameSizer]:8:true:false'", "'[iframesizer]f:8:true'", "' [iFrameSizer]f:8:true'",
    "'[iFrameSizer]resize'", "'[iFrameSizer]reset'", "'[iFrameSizer]moveToAnchor:x'", "'[iFrameSizer]constructor'",
    "'[iFrameResizerChild]Ready'", "'pymxPYMxabcxPYMxwidthxPYMx5'", "'pymxPYMx'", "'pymxPYMxnullxPYMxwidthxPYMx5'",
    "'pymxPYMx(a+)+$xPYMxheightxPYMx5'", "'pymxPYMxaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!xPYMxwidthxPYMx5'",
]  # fmt: skip


def started(framed: Opened, host: Host = SILENT, path: str = CHART) -> Framed:
    """A frame that has said its first height; the messages so far stay in ``heard``."""
    opened = framed(host, path)
    opened.page.wait_for_function("heard.some(message => message.data['datawrapper-height'])")
    settle(opened)
    return opened


def settle(opened: Framed) -> None:
    """Waits until the frame has had its turn, and then has said nothing more for a while."""
    said = -1
    while said != (said := len(opened.heard())):
        opened.frame.evaluate("new Promise(done => setTimeout(done))")
        opened.page.wait_for_timeout(400)


def replies(opened: Framed, *messages: str) -> list[object]:
    """What the frame says to these messages and to nothing else."""
    opened.page.evaluate("heard.length = 0")
    for message in messages:
        opened.post(message)
    settle(opened)
    return opened.heard()


def test_the_first_words(framed: Opened, site: Site) -> None:
    opened = started(framed, path=f"{CHART}?childId=px&initialWidth=760")
    height = content(opened.frame)
    assert opened.heard() == [
        "[iFrameResizerChild]Ready",
        {"datawrapper-height": {"staff-by-status": height}},
        {"sentinel": "amp", "type": "embed-size", "height": height},
        json.dumps(
            {
                "src": f"{site.origin}{CHART}?childId=px&initialWidth=760",
                "context": "iframe.resize",
                "height": height,
            },
            separators=(",", ":"),
        ),
        f"pymxPYMxpxxPYMxheightxPYMx{height}",
    ]


def test_questions_are_answered_each_time(framed: Opened) -> None:
    opened = started(framed, path=f"{CHART}?childId=px")
    height, width = content(opened.frame), opened.frame.evaluate("document.documentElement.clientWidth")
    pym = [f"pymxPYMxpxxPYMxheightxPYMx{height}"]
    assert replies(opened, *["'pymxPYMxpxxPYMxwidthxPYMx760'"] * 2) == pym * 2
    open_answer = [{"type": "iframe-resized", "width": width, "height": height}]
    assert replies(opened, "{type: 'iframe-child-init'}", QUESTION) == open_answer * 2
    init = [f"[iFrameSizer]f:{height}:{width}:{event}" for event in ("init", "resizeObserver")]
    assert replies(opened, *[repr(INIT_4)] * 2) == init * 2
    assert replies(opened, "'[iFrameSizer]resize'") == [f"[iFrameSizer]f:{height}:{width}:resizeParent"]
    assert replies(opened, "'[iFrameSizer]reset'") == [f"[iFrameSizer]f:{height}:{width}:resetPage"]
    assert replies(opened, "'[iFrameSizer]moveToAnchor:no:where'") == ["[iFrameSizer]f:0:0:inPageLink:#no:where"]
    found = replies(opened, "'[iFrameSizer]moveToAnchor:title-staff-by-status'")
    assert len(found) == 1 and str(found[0]).endswith(":0:scrollToOffset")
    title = opened.frame.title().replace(":", " –")
    assert replies(opened, repr(INIT_5)) == [*init, f"[iFrameSizer]f:0:0:title:{title}"]
    assert opened.errors == []


def test_nothing_is_said_twice_unasked(framed: Opened) -> None:
    opened = started(framed)
    replies(opened, repr(INIT_4), QUESTION)
    opened.page.evaluate("heard.length = 0")
    opened.page.wait_for_timeout(1500)
    opened.frame.evaluate("dispatchEvent(new Event('resize'))")
    settle(opened)
    assert opened.heard() == []
    opened.grow()
    settle(opened)
    assert len(opened.heard()) == 5  # Datawrapper, AMP, iframe.resize, iframe-resizer, open-iframe-resizer


def test_a_hostile_page_gets_no_answer_and_does_no_harm(framed: Opened) -> None:
    opened = started(framed)
    assert replies(opened, *MALFORMED) == []
    assert opened.errors == []
    # The frame is still there, and errors in it would have been seen.
    assert len(replies(opened, QUESTION)) == 1
    opened.frame.evaluate("void setTimeout(() => { throw new Error('probe') })")
    settle(opened)
    assert any("probe" in error for error in opened.errors)


def fuzzed(seed: int, number: int) -> list[str]:
    """Messages that look like the dialects and are broken somewhere, as JavaScript."""
    chance = random.Random(seed)
    texts = [INIT_4, INIT_5, "pymxPYMxpxxPYMxwidthxPYMx5", '{"context":"iframe.resize","height":5}', "[iFrameSizer]"]
    scraps = [":", "true", "xPYMx", "[", "\\u0000", "\ud800", "<b>", "(a+)+$", "__proto__", "9" * 400, "-1", "\n", "é"]
    values = ["null", "undefined", "[]", "{}", "-1", "NaN", "1e999", "'x'", "['x']", "new Date()", "{toString: 1}"]
    found = []
    for _ in range(number):
        text = chance.choice(texts)
        for _ in range(chance.randrange(1, 4)):
            at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
            text = text[:at] + chance.choice(scraps) * chance.randrange(1, 3) + text[to:]
        key = chance.choice(["type", "message", "datawrapper-height", "secret", "sentinel", "__proto__", "length"])
        found.append(json.dumps(text))
        found.append(f"{{{json.dumps(key)}: {chance.choice(values)}, type: {chance.choice(values)}}}")
    return found


@pytest.mark.parametrize("seed", range(4))
def test_noise_does_no_harm(framed: Opened, seed: int) -> None:
    """Whatever a page throws at its frame: no error, no growth, no words of others, and questions are answered after."""
    opened = started(framed, path=f"{CHART}?childId=px")
    height = content(opened.frame)
    noise = fuzzed(seed, 250)
    assert len(noise) == 500
    told = replies(opened, *noise)
    assert len(told) <= 4 * len(noise)
    for message in told:  # broken messages may still be questions; the answer is the height and an id at most
        assert isinstance(message, str) and message.startswith(("[iFrameSizer]", "pymxPYMxpxxPYMx")), message
    assert content(opened.frame) == height
    assert len(replies(opened, QUESTION)) == 1
    assert opened.frame.evaluate("({}).x === undefined && Object.keys(Object.prototype).length === 0")
    assert opened.errors == []


@pytest.mark.parametrize("name", [".*", "(a+)+$", "[", "\\", "x</script><b>", '"><img src=x onerror=alert(1)>', "é ü"])
def test_a_name_from_outside_is_only_a_name(framed: Opened, name: str) -> None:
    opened = started(framed, path=f"{CHART}?childId={quote(name, safe='')}")
    height = content(opened.frame)
    assert f"pymxPYMx{name}xPYMxheightxPYMx{height}" in opened.heard()
    assert replies(opened, *MALFORMED) == []
    mine = json.dumps(f"pymxPYMx{name}xPYMxwidthxPYMx5")
    assert replies(opened, mine) == [f"pymxPYMx{name}xPYMxheightxPYMx{height}"]
    assert opened.frame.locator("img[onerror]").count() == 0
    assert opened.errors == []


def test_only_the_page_around_the_frame_is_heard(framed: Opened) -> None:
    """Neither a neighbour nor the frame itself may ask."""
    host = Host(frame='<iframe src="{src}" height="100"></iframe><iframe srcdoc="<p>Neighbour</p>"></iframe>')
    opened = started(framed, host)
    opened.page.evaluate("heard.length = 0")
    request_render = f"({QUESTION}, '*')"
    opened.frames[1].evaluate(f"parent.frames[0].postMessage{request_render}")
    opened.frame.evaluate(f"postMessage{request_render}")
    settle(opened)
    assert opened.heard() == []
    assert len(replies(opened, QUESTION)) == 1


def test_a_chart_that_nobody_frames_is_silent(chromium: Browser, site: Site) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("window.heard = []; addEventListener('message', event => heard.push(event.data))")
    page.goto(f"{site.origin}{CHART}?childId=px#?secret=a1B2c3D4e5")
    page.wait_for_timeout(500)
    assert page.evaluate("heard") == []
    context.close()
