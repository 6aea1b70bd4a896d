"""The code that brings its own short script: the frame fits on a host that has none."""

from __future__ import annotations

import pytest

from dashboard.exports.embeds.embed_code import embed_code
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.browser.embeds.conftest import Opened, fits
from tests.browser.embeds.hosts import Host
from tests.server import Site

#: A frame of another site that wants to be as high as it likes.
STRANGER = """<!doctype html><script>
parent.postMessage({'datawrapper-height': {x: 4321}}, '*'); parent.postMessage(null, '*'); parent.postMessage('x', '*');
</script>"""


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_pasted_frame_fits_at_every_width(framed: Opened, site: Site, data: DataVersion, code: str) -> None:
    chart = data.catalogue.chart("staff-by-status")
    pasted = embed_code(data, data.view(chart, chart.state({}), get_language(code)), site.origin).iframe_with_script
    opened = framed(Host(frame=pasted.replace("{", "{{").replace("}", "}}")), "")
    wide = fits(opened.frame)
    opened.page.set_viewport_size({"width": 320, "height": 900})
    narrow = fits(opened.frame, unlike=wide)
    opened.grow()
    assert fits(opened.frame, unlike=narrow) > narrow + 100
    assert opened.errors == []


def test_two_pasted_charts_hear_their_own_and_strangers_are_not_heard(
    framed: Opened, site: Site, data: DataVersion
) -> None:
    charts = [data.catalogue.chart(name) for name in ("staff-by-status", "haechi")]
    codes = [
        embed_code(data, data.view(c, c.state({}), get_language("en")), site.origin).iframe_with_script for c in charts
    ]
    stranger = f'<iframe srcdoc="{STRANGER}" height="100"></iframe>'
    markup = "".join([codes[0], stranger, codes[1]]).replace("{", "{{").replace("}", "}}")
    opened = framed(Host(frame=markup), "")
    first, other, second = opened.frames
    assert fits(first) != fits(second)
    assert {"datawrapper-height": {"x": 4321}} in opened.heard()
    assert other.evaluate("innerHeight") == 100
    assert opened.errors == []
