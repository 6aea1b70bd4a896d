"""What staff paste into another site: the frame's code, its height, a picture, a line of Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from dashboard import urls
from dashboard.charts.description import alt_text
from dashboard.charts.view import ChartView
from dashboard.exports.embeds.embed_height import embed_height_px, fluid_height
from dashboard.exports.embeds.embed_options import DEFAULT_WIDTH_PX, EmbedOptions
from dashboard.releases.data_version import DataVersion

#: Columns up to this width get an upright picture, whose text is as large as the page's.
_UPRIGHT_UP_TO_PX = 600
_UPRIGHT = {"preset": "square", "width": "1080", "height": "1350"}
#: Hears the frame as Datawrapper's does, for frames of this site alone. It holds no ``&``, ``<`` or ``>`` and no line
#: break: some content systems rewrite those inside of scripts.
_LISTENER = (
    "<script>addEventListener('message',function(e){var h=Object(e.data)['datawrapper-height'];"
    "if(h)document.querySelectorAll('iframe').forEach(function(f){if(f.contentWindow===e.source)"
    "if(f.src.indexOf('SITE')===0)f.style.height=Object.values(h)[0]+'px'})})</script>"
)


@dataclass(frozen=True)
class EmbedCode:
    """The forms in which a chart is offered to other sites.

    Attributes:
        iframe: a frame that is as high as its chart needs in any column, without any script.
        iframe_with_script: the frame and a short script that follows it when a reader opens its notes or its table.
        picture: a picture linked to the chart, another one for narrow columns.
        markdown: the same for Markdown.
        address: of the embed page, with what was chosen.
        page: of the chart's page.
    """

    iframe: str
    iframe_with_script: str
    picture: str
    markdown: str
    address: str
    page: str


def embed_code(
    data: DataVersion,
    view: ChartView,
    origin: str,
    chosen: EmbedOptions | None = None,
    width_px: int = DEFAULT_WIDTH_PX,
) -> EmbedCode:
    """Writes the code for a chart in its state; every value from outside is escaped.

    Args:
        data: the data.
        view: the chart in state and language.
        origin: scheme and host of the site.
        chosen: how it is shown, and whether its data stay as they are.
        width_px: of the column; where a site drops styles the frame is as high as that needs.
    """
    chosen = chosen or EmbedOptions()
    language, chart, state = view.language, view.chart, view.state
    options = chosen.parameters(data.version)
    address = origin + urls.embed(language, chart, state, **options)
    page = origin + urls.chart(language, chart, state)
    # A picture cannot follow its reader's theme and keeps its title, which names what it shows.
    of_picture = {name: value for name, value in options.items() if name in ("theme", "transparent", "v")}
    picture = origin + urls.chart(language, chart, state, "png", **of_picture)
    upright = origin + urls.chart(language, chart, state, "png", **of_picture, **_UPRIGHT)
    title, alternative = escape(view.title), escape(alt_text(view))
    iframe = (
        f'<div style="container-type:inline-size"><iframe src="{escape(address)}" title="{title}" loading="lazy" '
        f'width="100%" height="{embed_height_px(data, view, width_px, chosen)}" style="display:block;border:0;width:0;'
        f'min-width:100%;height:{fluid_height(data, view, chosen)}" allow="fullscreen; clipboard-write">'
        f'<a href="{escape(page)}">{title}</a></iframe></div>'
    )
    linked = (
        f'<a href="{escape(page)}"><picture><source media="(max-width:{_UPRIGHT_UP_TO_PX}px)" '
        f'srcset="{escape(upright)}"><img src="{escape(picture)}" alt="{alternative}" width="1200" '
        'style="max-width:100%;height:auto"></picture></a>'
    )
    iframe_with_script = iframe + _LISTENER.replace("SITE", _in_script(f"{origin}/"))
    return EmbedCode(
        iframe, iframe_with_script, linked, f"[![{_markdown(view.title)}]({picture})]({page})", address, page
    )


def _in_script(text: str) -> str:
    """A text between quotation marks in a script inside HTML: nothing in it ends either."""
    return re.sub(r"[^\w:/.\-]", lambda found: f"\\u{ord(found[0]):04x}", text, flags=re.ASCII)


def _markdown(text: str) -> str:
    """A text as Markdown reads it: nothing in it is markup."""
    return re.sub(r"([\\`*_\[\]])", r"\\\1", escape(text, quote=False))
