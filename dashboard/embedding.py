"""What staff paste into another site: the frame's code, its height, a picture, a line of Markdown."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from html import escape

from dashboard import addresses
from dashboard.charts.description import describe
from dashboard.charts.view import ChartView
from dashboard.desk import Desk
from dashboard.embed_options import EmbedOptions
from dashboard.sources import source_line
from dashboard.style import DESKTOP, PHONE
from dashboard.text_measure import wrap

#: From this width on a frame shows the wide layout; the style sheet has the same number.
WIDE_FROM_PX = 560
DEFAULT_WIDTH_PX = 640
#: Menu, links, table summary and margins; more where the menu takes a second line or the type is larger.
_FRAME_PX = 192


@dataclass(frozen=True)
class EmbedCode:
    """The forms in which a chart is offered to other sites.

    Attributes:
        iframe: a responsive frame, right without any script of the host.
        picture: a picture linked to the chart.
        markdown: the same for Markdown.
        address: of the embed page.
        page: of the chart's page.
    """

    iframe: str
    picture: str
    markdown: str
    address: str
    page: str


def embed_height_px(desk: Desk, view: ChartView, width_px: int) -> int:
    """The height a frame needs at a width, from the drawing's height and the lengths of the texts.

    It is what the pasted code carries for hosts that do not listen to the frame; at most a line or two too high.
    """
    inner_px = width_px - 32
    layout = DESKTOP if width_px >= WIDE_FROM_PX else PHONE
    drawn = desk.drawing(view.chart, view.state, view.language, layout).figure["layout"]
    texts = [(view.title, 21.25, 600, 1.25), (view.subtitle, 16.15, 400, 1.55)]
    texts += [(view.reading, 15.3, 400, 1.55)] if view.reading else []
    texts += [(note, 13.94, 400, 1.45) for note in view.notes]
    texts += [(source_line(view, desk.vocabulary), 14.45, 400, 1.55)]
    texts += [(event, 14.45, 400, 1.55) for event in view.events if layout.phone]
    heights = [len(wrap(text, size, inner_px, weight)) * size * leading for text, size, weight, leading in texts]
    drawing_px = drawn["height"] * min(inner_px, 680) / drawn["width"]
    controls_px = 62 * len(view.chart.definition.controls)
    return math.ceil(
        float(drawing_px + sum(heights) + controls_px + _FRAME_PX + (65 if width_px < 400 or width_px >= 760 else 0))
    )


def embed_code(desk: Desk, view: ChartView, origin: str, chosen: EmbedOptions | None = None) -> EmbedCode:
    """Writes the code for a chart in its state; every value from outside is escaped.

    Args:
        desk: the data.
        view: the chart in state and language.
        origin: scheme and host of the site.
        chosen: how it is shown, and whether its data stay as they are.
    """
    chosen = chosen or EmbedOptions()
    language, chart, state = view.language, view.chart, view.state
    options = chosen.parameters(desk.version)
    address = origin + addresses.embed(language, chart, state, **options)
    page = origin + addresses.chart(language, chart, state)
    # A picture cannot follow its reader's theme and keeps its title, which names what it shows.
    of_picture = {name: value for name, value in options.items() if name in ("theme", "transparent", "v")}
    picture = origin + addresses.chart(language, chart, state, "png", **of_picture)
    title, alternative = escape(view.title), escape(describe(view))
    height = embed_height_px(desk, view, 360)
    iframe = (
        f'<iframe src="{escape(address)}" title="{title}" loading="lazy" width="100%" height="{height}" '
        'style="border:0;width:0;min-width:100%" allow="fullscreen; clipboard-write">'
        f'<a href="{escape(page)}">{title}</a></iframe>'
    )
    linked = (
        f'<a href="{escape(page)}"><img src="{escape(picture)}" alt="{alternative}" width="1200" '
        'style="max-width:100%;height:auto"></a>'
    )
    return EmbedCode(iframe, linked, f"[![{_markdown(view.title)}]({picture})]({page})", address, page)


def _markdown(text: str) -> str:
    """A text as Markdown reads it: nothing in it is markup."""
    return re.sub(r"([\\`*_\[\]])", r"\\\1", escape(text, quote=False))
