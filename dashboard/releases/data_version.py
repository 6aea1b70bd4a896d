"""One data version with everything made from it: the one function behind every face of a chart."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.chart_types import CHART_TYPES
from dashboard.chart_types.bidi import right_to_left
from dashboard.charts.catalogue import Catalogue, Chart, State, load_catalogue
from dashboard.charts.view import ChartView, chart_view
from dashboard.data.store import Store, current_database
from dashboard.data.vocabulary import Vocabulary
from dashboard.design.style import Layout
from dashboard.errors import ChartFileError
from dashboard.exports.images.plans import Plans
from dashboard.i18n.languages import Language
from dashboard.paths import PACKAGE
from dashboard.rendering.browser import plotly_bundle
from dashboard.rendering.file_cache import FileCache
from dashboard.rendering.svg_optimizer import ID_PREFIX
from dashboard.settings import cache_folder, drawings_folder, published_folder

log = logging.getLogger("figures")


@dataclass(frozen=True)
class Drawing:
    """A figure and the place of its drawing.

    Attributes:
        key: a hash of all that the drawing depends on.
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
        self.view = lru_cache(maxsize=4096)(self._view)
        self.drawing = lru_cache(maxsize=4096)(self._drawing)
        self.plans = Plans()
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

    def _drawing(self, chart: Chart, state: State, language: Language, layout: Layout) -> Drawing:
        figure = figure_json(self.view(chart, state, language), layout)
        text = json.dumps([figure, layout.text_px, renderer_version()], sort_keys=True, ensure_ascii=False)
        key = hashlib.sha256(text.encode()).hexdigest()[:24]
        return Drawing(key, figure, self.cache)


def figure_json(view: ChartView, layout: Layout) -> dict[str, Any]:
    """The Plotly figure of a view, as plain JSON: screen, picture, embed and live chart are all drawn from it."""
    figure: dict[str, Any] = json.loads(CHART_TYPES[view.chart.definition.type](view, layout).to_json())
    return right_to_left(figure) if view.language.rtl else figure


@lru_cache(maxsize=1)
def renderer_version() -> str:
    """Changes when what draws and rewrites figures changes, so that no old drawing is taken for a new one."""
    parts = [
        plotly_bundle().name,
        *((PACKAGE / "rendering" / name).read_text() for name in ("svg_optimizer.py", "path_simplification.py")),
    ]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:12]


def open_data_version(published: Path | None = None, drawings: Path | None = None) -> DataVersion:
    """Opens the current version.

    Raises:
        NotReady: nothing has been built yet.
        ChartFileError: a chart's file is wrong.
    """
    store = Store(current_database(published or published_folder()))
    prebuilt = drawings or drawings_folder()
    return DataVersion(store, load_catalogue(CHART_TYPES), FileCache(prebuilt, cache_folder(prebuilt.parent)))
