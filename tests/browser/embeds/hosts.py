"""Pages of other people that frame a chart, each with what its own library asks for."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.elsewhere import Elsewhere, elsewhere

PARENTS = Path(__file__).with_name("parents")
#: How high a frame is, how high its content, and over what height it scrolls.
HEIGHTS = (
    "[innerHeight, Math.ceil(document.documentElement.getBoundingClientRect().height),"
    " document.documentElement.scrollHeight]"
)
SECRET = "a1B2c3D4e5"
PYM = "pym"

PAGE = """<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><style>
body{margin:0}.column{max-width:760px}iframe{display:block;width:100%%;border:0}</style>
<script>
window.heard = [];
addEventListener("message", event => heard.push({data: event.data}));
</script>%s<body><div class="column">%s</div>%s</body></html>"""


@dataclass(frozen=True)
class Host:
    """A kind of host page.

    Attributes:
        listener: the file that hears, before the frames.
        frame: the frame, where ``{src}`` and ``{n}`` stand for its address and its number.
        start: what is called once the frames are there.
        suffix: what the host adds to the address.
        most: the height that the host allows.
    """

    listener: str = ""
    frame: str = '<iframe src="{src}" id="frame-{n}" height="100"></iframe>'
    start: str = ""
    suffix: str = ""
    most: int = 100_000

    def page(self, addresses: Sequence[str]) -> str:
        head = f'<script src="/parents/{self.listener}"></script>' if self.listener else ""
        frames = "".join(
            self.frame.format(src=html.escape(address + self.suffix), n=n) for n, address in enumerate(addresses)
        )
        return PAGE % (head, frames, f"<script>{self.start}</script>")


#: Hosts that hear nothing, and what was measured without a listener.
SILENT = Host()
VERSION_5 = "iframe-resizer-5"
HOSTS = {
    PYM: Host(
        frame='<div id="pym-{n}" class="pym" data-address="{src}"></div>',
        listener="pym.v1.min.js",
        start="for (const e of document.querySelectorAll('.pym')) new pym.Parent(e.id, e.dataset.address, {})",
    ),
    "iframe-resizer-4": Host("iframe-resizer.v4.js", start="iFrameResize({}, 'iframe')"),
    VERSION_5: Host("iframe-resizer.v5.js", start="iframeResize({license: 'GPLv3'}, 'iframe')"),
    "open-iframe-resizer": Host("open-iframe-resizer.js", start="iframeResizer.initialize({}, 'iframe')"),
    "open-iframe-resizer-legacy": Host(
        "open-iframe-resizer.js", start="iframeResizer.initialize({enableLegacyLibSupport: true}, 'iframe')"
    ),
    "datawrapper": Host("datawrapper.js"),
    "iframe.resize": Host("iframe-resize.js"),
    "wordpress": Host(
        "wordpress.js",
        '<blockquote data-secret="' + SECRET + '"><a href="{src}">Fallback</a></blockquote>'
        '<iframe src="{src}" sandbox="allow-scripts" security="restricted" height="100" scrolling="no"'
        ' data-secret="' + SECRET + '"></iframe>',
        suffix=f"#?secret={SECRET}",
        most=1000,
    ),
}


@contextmanager
def served() -> Iterator[Elsewhere]:
    """Another site, which has the hosts' own libraries."""
    with elsewhere("localhost") as other:
        for path in PARENTS.glob("*.js"):
            other.files[f"/parents/{path.name}"] = ("text/javascript", path.read_bytes())
        yield other
