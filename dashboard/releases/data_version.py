"""One data version with everything made from it: the one function behind every face of a chart."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from dashboard.chart_types import CHART_TYPES
from dashboard.chart_types.base_figure import drawn_marks, number_points, tooltip
from dashboard.chart_types.bidi import right_to_left
from dashboard.chart_types.emphasis import with_emphasis
from dashboard.chart_types.registry import fewest_left_out, without_last_rows
from dashboard.charts.catalogue import EMPHASISE, Catalogue, Chart, State, load_catalogue, without_emphasis
from dashboard.charts.chart_rows import default_figures, offer_years
from dashboard.charts.newest import tiles_with_newest, with_newest
from dashboard.charts.tiles import Tiles, load_tiles
from dashboard.charts.view import ChartView, chart_view
from dashboard.data.coverage import Coverage, coverage
from dashboard.data.store import Store, current_database
from dashboard.data.vocabulary import Vocabulary, untranslated
from dashboard.design.style import CARD, DESKTOP, HERO, PHONE, Layout
from dashboard.errors import ChartFileError
from dashboard.i18n.languages import CODES, Code, Language, serve_names
from dashboard.releases.manifest import DrawnChart, drawing_name, read_manifest
from dashboard.rendering.drawing import drawing_key
from dashboard.rendering.file_cache import FileCache
from dashboard.rendering.svg_optimizer import ID_PREFIX
from dashboard.search.build import build_index
from dashboard.search.index import Index
from dashboard.search.suggestions import Suggestion, suggestions
from dashboard.settings import cache_folder, drawings_folder, published_folder

log = logging.getLogger("figures")
#: Views of charts, of some 10 kB each: more than pages need while they are made; afterwards pages are cached whole.
MAX_VIEWS = 128
#: What pages are made of, drawn ahead.
PAGE_LAYOUTS = (PHONE, DESKTOP, CARD, HERO)


@dataclass(frozen=True)
class Drawing:
    """The place of a drawing, and what is to be drawn where it is not there.

    Attributes:
        key: from `drawing_key`.
        width_px: of the drawing.
        height_px: likewise.
        marks: of †, §, * and ‡, those that can be seen in it.
        cache: where the drawn SVG stands, or will stand.
        lay_out: gives the figure.
    """

    key: str
    width_px: float
    height_px: float
    marks: str
    cache: FileCache
    lay_out: Callable[[], dict[str, Any]]

    @property
    def name(self) -> str:
        """Of the drawn SVG's file."""
        return f"{self.key}.svg"

    @property
    def figure_name(self) -> str:
        """Of the file with Plotly's JSON, which charts on pages have for those who explore them."""
        return f"{self.key}.json"

    @property
    def figure(self) -> dict[str, Any]:
        """Plotly's JSON: read where it was kept, else laid out."""
        kept = self.cache.get(self.figure_name)
        figure: dict[str, Any] = self.lay_out() if kept is None else json.loads(kept)
        return figure

    def read(self) -> bytes | None:
        """The drawn SVG as its file has it, or None while it is not drawn."""
        return self.cache.get(self.name)


def prefix_ids(drawn: bytes, prefix: str) -> str:
    """A drawn chart as text, with ids that are unique under a prefix."""
    return drawn.decode().replace(ID_PREFIX, f"{prefix}-")


class DataVersion:
    """The charts over one version of the data."""

    def __init__(self, store: Store, catalogue: Catalogue, cache: FileCache, tiles: Tiles | None = None) -> None:
        self.store = store
        #: As the files declare them: what they take from the data is that of this version.
        self.declared = (catalogue, tiles or Tiles([]))
        self.catalogue = with_newest(offer_years(catalogue, store), store)
        self.tiles = tiles_with_newest(self.declared[1], store)
        self.vocabulary = Vocabulary(store)
        self.cache = cache
        self.view = lru_cache(maxsize=MAX_VIEWS)(self._view)
        self.coverage = lru_cache(maxsize=16)(self._coverage)
        self.suggestions = lru_cache(maxsize=len(CODES))(self._suggestions)
        self.manifest = read_manifest(cache.prebuilt, store.version)
        #: Figure and language → its row in the list of figures, as HTML; see `dashboard.pages.figures`.
        self.figure_rows: dict[tuple[str, Language], str] = {}

    @property
    def version(self) -> str:
        """The data version."""
        return self.store.version

    @property
    def problems(self) -> tuple[ChartFileError, ...]:
        """What is wrong with files of charts and tiles that cannot be used."""
        return (*self.catalogue.problems, *self.tiles.problems)

    def offer_languages(self) -> None:
        """Makes this the version by whose names languages are offered."""
        lacking = {row["language"] for row in untranslated(self.store)}
        serve_names(self.vocabulary.languages, {*self.vocabulary.languages} - lacking)

    @cached_property
    def search_index(self) -> Index:
        """What the search finds; made once, in a quarter of a second."""
        return build_index(self.store, self.figures_by_chart)

    @cached_property
    def figures_by_chart(self) -> dict[Chart, list[str]]:
        """The ids of the figures that each chart first shows; of one whose file is wrong, none."""
        found: dict[Chart, list[str]] = {}
        for chart in self.catalogue:
            with contextlib.suppress(ChartFileError):
                found[chart] = default_figures(chart, self.store)
        return found

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
        if (plain := without_emphasis(state)) != state:
            return with_emphasis(self.view(chart, plain, language), dict(state)[EMPHASISE])
        return chart_view(chart, state, language, self.store, self.vocabulary)

    def _suggestions(self, code: Code) -> list[Suggestion]:
        return suggestions(self.store, code)

    def _coverage(self, topic: str = "") -> Coverage:
        return coverage(self.store, topic)

    def drawn(self, chart: Chart, state: State, language: Language, variant: str) -> DrawnChart | None:
        """What the manifest says of a chart; see `drawing_name`."""
        return self.manifest.drawings.get(drawing_name(chart, state, language, variant))

    def drawing(
        self,
        chart: Chart,
        state: State,
        language: Language,
        layout: Layout,
        drawn: DrawnChart | None = None,
        left_out: int = 0,
        on_layout: Callable[[], None] = lambda: None,
    ) -> Drawing:
        """A chart in a layout: from the manifest where it was drawn ahead, else laid out now.

        Args:
            chart: which.
            state: of its controls.
            language: of its words.
            layout: the room it has.
            drawn: what the manifest says of it, where that is known; of layouts of pages it is found here.
            left_out: how many of its last rows are not drawn.
            on_layout: is called before it is laid out; what it raises stops that.
        """

        def lay_out() -> dict[str, Any]:
            return figure_json(without_last_rows(self.view(chart, state, language), left_out), layout)

        if drawn is None and layout in PAGE_LAYOUTS:
            drawn = self.drawn(chart, state, language, layout.name)
        if drawn is not None:
            return Drawing(drawn.key, drawn.width_px, drawn.height_px, drawn.marks, self.cache, lay_out)
        on_layout()
        figure = lay_out()
        size, marks = figure["layout"], drawn_marks(figure)
        return Drawing(drawing_key(figure), size["width"], size["height"], marks, self.cache, lambda: figure)

    def fitted_drawing(
        self,
        chart: Chart,
        state: State,
        language: Language,
        layout: Layout,
        on_layout: Callable[[], None] = lambda: None,
    ) -> tuple[Drawing, int]:
        """A chart in a layout of pages, and how many of its last rows are not drawn because the layout has no room for them.

        Args:
            chart: which.
            state: of its controls.
            language: of its words.
            layout: the room it has.
            on_layout: as in `drawing`.
        """
        if drawn := self.drawn(chart, state, language, layout.name):
            return self.drawing(chart, state, language, layout, drawn), drawn.left_out
        on_layout()

        def fits(count: int) -> bool:
            limit_px = layout.max_height_px
            return not limit_px or self.drawing(chart, state, language, layout, left_out=count).height_px <= limit_px

        left_out = fewest_left_out(self.view(chart, state, language), fits)
        return self.drawing(chart, state, language, layout, left_out=left_out), left_out


def figure_json(view: ChartView, layout: Layout) -> dict[str, Any]:
    """The Plotly figure of a view, as plain JSON: screen, picture, embed and live chart are all drawn from it.

    Raises:
        ChartFileError: the rows do not fit the chart type.
    """
    chart = view.chart
    try:
        figure: dict[str, Any] = json.loads(CHART_TYPES[chart.definition.type](view, layout).to_json())
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        what = f"a chart of the type {chart.definition.type} cannot be drawn of such rows ({type(error).__name__}: {error})."
        raise ChartFileError(chart.file, "type", what) from error
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
    catalogue = load_catalogue(CHART_TYPES)
    cache = FileCache(prebuilt, cache_folder(prebuilt.parent))
    data = DataVersion(store, catalogue, cache, load_tiles(catalogue))
    data.offer_languages()
    return data
