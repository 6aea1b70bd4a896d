"""One data version with everything made from it: the one function behind every face of a chart."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.chart_types import CHART_TYPES
from dashboard.chart_types.base_figure import number_points, tooltip
from dashboard.chart_types.bidi import right_to_left
from dashboard.charts.catalogue import Catalogue, Chart, State, load_catalogue
from dashboard.charts.view import ChartView, chart_view
from dashboard.data.store import Store, current_database
from dashboard.data.vocabulary import Vocabulary
from dashboard.design.style import Layout
from dashboard.errors import ChartFileError
from dashboard.i18n.languages import Language
from dashboard.rendering.browser import drawing_key
from dashboard.rendering.file_cache import FileCache
from dashboard.rendering.svg_optimizer import ID_PREFIX
from dashboard.runtime.sized_cache import SizedCache
from dashboard.settings import cache_folder, drawings_folder, published_folder

log = logging.getLogger("figures")
#: Views of charts, of some 50 kB each; there are a few hundred states and languages.
MAX_VIEWS = 512
#: Drawings for pages, of some 45 kB each, and image layouts.
MAX_DRAWING_BYTES, MAX_LAYOUT_BYTES = 48_000_000, 24_000_000
#: The texts of an image layout, beside its drawing.
LAYOUT_TEXT_BYTES = 4_000


@dataclass(frozen=True)
class Drawing:
    """A figure and the place of its drawing.

    Attributes:
        key: from `drawing_key`.
        figure: Plotly's JSON.
        cache: where the drawn SVG stands, or will stand.
    """

    key: str
    figure: dict[str, Any]
    cache: FileCache

    @property
    def name(self) -> str:
        """Of the drawn SVG's file."""
        return f"{self.key}.svg"

    def read(self) -> bytes | None:
        """The drawn SVG as its file has it, or None while it is not drawn."""
        return self.cache.get(self.name)


def prefix_ids(drawn: bytes, prefix: str) -> str:
    """A drawn chart as text, with ids that are unique under a prefix."""
    return drawn.decode().replace(ID_PREFIX, f"{prefix}-")


class DataVersion:
    """The charts over one version of the data."""

    def __init__(self, store: Store, catalogue: Catalogue, cache: FileCache) -> None:
        self.store = store
        self.catalogue = catalogue
        self.vocabulary = Vocabulary(store)
        self.cache = cache
        self.view = lru_cache(maxsize=MAX_VIEWS)(self._view)
        self.drawings: SizedCache[Drawing] = SizedCache(
            MAX_DRAWING_BYTES, lambda drawing: _figure_bytes(drawing.figure)
        )
        #: Image layouts of presets; see `dashboard.exports.images.layout`.
        self.image_layouts: SizedCache[Any] = SizedCache(
            MAX_LAYOUT_BYTES, lambda layout: _figure_bytes(layout.drawing.figure) + LAYOUT_TEXT_BYTES
        )
        #: Figure and language → its row in the list of figures, as HTML; see `dashboard.pages.figures`.
        self.figure_rows: dict[tuple[str, Language], str] = {}

    @property
    def version(self) -> str:
        """The data version."""
        return self.store.version

    def default_charts(self, language: Language, charts: Iterable[Chart] | None = None) -> list[ChartView]:
        """Charts as their pages first show them; one whose file is wrong is left out and logged."""
        views = []
        for chart in self.catalogue if charts is None else charts:
            try:
                views.append(self.view(chart, chart.state({}), language))
            except ChartFileError as error:
                log.error("chart left out: %s", error)
        return views

    def _view(self, chart: Chart, state: State, language: Language) -> ChartView:
        return chart_view(chart, state, language, self.store, self.vocabulary)

    def drawing(self, chart: Chart, state: State, language: Language, layout: Layout) -> Drawing:
        """A chart laid out for a page, kept for who asks again."""
        return self.drawings.get(
            (chart, state, language, layout), lambda: self.new_drawing(chart, state, language, layout)
        )

    def new_drawing(self, chart: Chart, state: State, language: Language, layout: Layout) -> Drawing:
        """A chart laid out for a size that few ask for."""
        figure = figure_json(self.view(chart, state, language), layout)
        return Drawing(drawing_key(figure), figure, self.cache)


def _figure_bytes(figure: dict[str, Any]) -> int:
    """About how much memory a figure takes: 8 bytes for each character of its JSON (measured: 8.3)."""
    return 8 * len(json.dumps(figure))


def figure_json(view: ChartView, layout: Layout) -> dict[str, Any]:
    """The Plotly figure of a view, as plain JSON: screen, picture, embed and live chart are all drawn from it."""
    figure: dict[str, Any] = json.loads(CHART_TYPES[view.chart.definition.type](view, layout).to_json())
    number_points(figure, [tooltip(view, row) for row in view.rows])
    return right_to_left(figure) if view.language.rtl else figure


def open_data_version(published: Path | None = None, drawings: Path | None = None) -> DataVersion:
    """Opens the current version.

    Raises:
        NotReady: nothing has been built yet.
        ChartFileError: a chart's file is wrong.
    """
    store = Store(current_database(published or published_folder()))
    prebuilt = drawings or drawings_folder()
    return DataVersion(store, load_catalogue(CHART_TYPES), FileCache(prebuilt, cache_folder(prebuilt.parent)))
