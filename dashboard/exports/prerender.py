"""Draws ahead what the site will show: every chart, state, language and layout, and its pictures."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from dashboard.charts.catalogue import Chart, State
from dashboard.design.style import DESKTOP, PHONE
from dashboard.errors import ChartFileError, SiteError
from dashboard.exports.images.frame import DEFAULT_HOST
from dashboard.exports.images.jobs import as_png
from dashboard.exports.images.layout import compose, layout_image
from dashboard.exports.images.presets import PRESETS
from dashboard.exports.required_drawings import chart_states, layouts_of, presets_of, required_names
from dashboard.i18n.languages import Code, Language, available_languages, get_language
from dashboard.releases.data_version import DataVersion, Drawing, prefix_ids
from dashboard.releases.manifest import DrawnChart, Manifest, code_version, drawing_name, write_manifest
from dashboard.rendering.browser import PARALLEL, render_all
from dashboard.rendering.drawing import Job
from dashboard.rendering.encode import convert
from dashboard.rendering.file_cache import write_atomically
from dashboard.rendering.svg_optimizer import optimize_svg

log = logging.getLogger("figures")


def required_drawings(
    data: DataVersion, codes: Iterable[Code], presets: Iterable[str]
) -> Iterator[tuple[str, Drawing, DrawnChart]]:
    """Every drawing that pages and the default picture need, and further presets of each chart as it is first shown.

    A chart that its file does not allow to be made is left out, which the log says.

    Yields:
        The name in the manifest, the drawing, and what the manifest says of it.
    """
    left_out: set[str] = set()
    for code, chart, state in chart_states(data, codes):
        try:
            yield from list(_drawings_of(data, chart, state, get_language(code), presets))
        except ChartFileError as error:
            if str(error) not in left_out:
                log.error("chart left out: %s", error)
            left_out.add(str(error))


def _drawings_of(
    data: DataVersion, chart: Chart, state: State, language: Language, presets: Iterable[str]
) -> Iterator[tuple[str, Drawing, DrawnChart]]:
    for layout in layouts_of(chart, state):
        drawing, left_out = data.fitted_drawing(chart, state, language, layout)
        drawn = DrawnChart(drawing.key, drawing.width_px, drawing.height_px, left_out=left_out, marks=drawing.marks)
        yield drawing_name(chart, state, language, layout.name), drawing, drawn
    for name in presets_of(chart, state, presets):
        plan = layout_image(data, chart, state, language, PRESETS[name], f"https://{DEFAULT_HOST}")
        drawing, scale = plan.drawing, plan.preset.zoom / PRESETS[name].zoom
        drawn = DrawnChart(drawing.key, drawing.width_px, drawing.height_px, scale, plan.left_out, drawing.marks)
        yield drawing_name(chart, state, language, name), drawing, drawn


def named_presets(names: Iterable[str]) -> list[str]:
    """The presets that an operator names; ``all`` stands for each.

    Raises:
        SiteError: there is none of a name.
    """
    known = dict.fromkeys(names)
    if unknown := [name for name in known if name != "all" and name not in PRESETS]:
        raise SiteError(f"there is no preset {', '.join(unknown)}. Allowed: all, {', '.join(PRESETS)}.")
    return list(PRESETS) if "all" in known else list(known)


def prerender_drawings(data: DataVersion, codes: Iterable[Code] | None = None, presets: Iterable[str] = ()) -> int:
    """Draws what is wanted and not there yet, with a progress line.

    Args:
        data: the data.
        codes: languages; the default is all.
        presets: besides the default.

    Returns:
        How many drawings were made.

    Raises:
        NotReady: something is to be drawn and there is no browser.
    """
    codes, presets = tuple(codes or available_languages()), tuple(presets)
    wanted = {*required_names(data, codes, presets)}
    if wanted <= {*data.manifest.drawings}:
        return 0
    progress, required = _Progress(len(wanted), "laying out charts"), []
    for each in required_drawings(data, codes, presets):
        required.append(each)
        progress.step()
    folder = data.cache.prebuilt
    folder.mkdir(parents=True, exist_ok=True)
    drawings = {drawing.key: drawing for _, drawing, _ in required}
    missing = {key: drawing for key, drawing in drawings.items() if not (folder / drawing.name).exists()}
    if missing:
        _draw_all(data, missing)
    for name, drawing, _ in required:
        if name.endswith((f" {PHONE.name}", f" {DESKTOP.name}")):
            write_atomically(folder / drawing.figure_name, json.dumps(drawing.figure, ensure_ascii=False).encode())
    drawn = {name: each for name, _, each in required}
    data.manifest = Manifest(code=code_version(), drawings={**data.manifest.drawings, **drawn})
    write_manifest(folder, data.version, data.manifest)
    return len(missing)


def _draw_all(data: DataVersion, missing: Mapping[str, Drawing]) -> None:
    progress = _Progress(len(missing))

    def done(key: str, svg: str) -> None:
        drawing = missing[key]
        write_atomically(data.cache.prebuilt / drawing.name, optimize_svg(svg, drawing.figure, 14).encode())
        progress.step()

    render_all((Job(key, drawing.figure) for key, drawing in missing.items()), done)


def prerender_images(
    data: DataVersion, site: str, codes: Iterable[Code] | None = None, presets: Iterable[str] = ()
) -> int:
    """Makes the pictures of every chart, state and language as PNG; their drawings must be made.

    Args:
        data: the data.
        site: scheme and host, which are printed in the pictures.
        codes: languages; the default is all.
        presets: besides the default, of each chart as it is first shown.

    Returns:
        How many pictures were made.
    """
    conversions = {}
    for code, chart, state in chart_states(data, tuple(codes or available_languages())):
        for name in presets_of(chart, state, presets):
            if data.drawn(chart, state, get_language(code), name) is None:
                continue  # its file does not allow it
            plan = layout_image(data, chart, state, get_language(code), PRESETS[name], site)
            drawn = plan.drawing.read()
            if drawn is not None:
                conversion = as_png(plan, compose(plan, prefix_ids(drawn, "c"), "light"), 1)
                conversions[conversion.name] = conversion
    missing = {name: c for name, c in conversions.items() if not (data.cache.prebuilt / name).exists()}
    progress = _Progress(len(missing), "making pictures")
    # Processes and not threads: the converter keeps the interpreter to itself.
    with ProcessPoolExecutor(PARALLEL, mp_context=get_context("spawn")) as pool:
        made = pool.map(convert, [c.form for c in missing.values()], [c.as_json() for c in missing.values()])
        for name, png in zip(missing, made, strict=True):
            write_atomically(data.cache.prebuilt / name, png)
            progress.step()
    return len(missing)


class _Progress:
    """A line that counts up, from nought; one line in ten steps where the output is no terminal."""

    def __init__(self, total: int, what: str = "drawing charts") -> None:
        self._total, self._made, self._since, self._what = total, 0, time.monotonic(), what
        if total:
            self._say()

    def step(self) -> None:
        self._made += 1
        self._say()

    def _say(self) -> None:
        terminal = sys.stderr.isatty()
        if terminal or self._made % max(1, self._total // 10) == 0 or self._made == self._total:
            seconds = time.monotonic() - self._since
            end = "\r" if terminal and self._made < self._total else "\n"
            sys.stderr.write(f"{self._what} {self._made}/{self._total} ({seconds:.0f} s){end}")
            sys.stderr.flush()
