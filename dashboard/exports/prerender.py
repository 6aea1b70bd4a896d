"""Draws ahead what the site will show: every chart, state, language and layout, and its pictures."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from dashboard.charts.catalogue import Chart, State
from dashboard.design.style import DESKTOP, PHONE
from dashboard.errors import SiteError
from dashboard.exports.images.jobs import as_png
from dashboard.exports.images.layout import compose, layout_image
from dashboard.exports.images.presets import DEFAULT, PRESETS
from dashboard.i18n.languages import Code, available_languages, get_language
from dashboard.paths import PACKAGE
from dashboard.releases.data_version import DataVersion, Drawing, prefix_ids
from dashboard.rendering.browser import PARALLEL, Job, render_all, renderer_version
from dashboard.rendering.encode import convert
from dashboard.rendering.file_cache import write_atomically
from dashboard.rendering.svg_optimizer import optimize_svg

#: Parts of the package that answer requests and draw nothing.
_NOT_DRAWN = ("pages", "routes", "web", "openapi")


def required_drawings(data: DataVersion, codes: Iterable[Code], presets: Iterable[str]) -> Iterator[Drawing]:
    """Every drawing that pages and the default picture need, and further presets of each chart as it is first shown."""
    for code, chart, state in _states(data, codes):
        for layout in (PHONE, DESKTOP):
            yield data.drawing(chart, state, get_language(code), layout)
        for name in _presets(chart, state, presets):
            yield layout_image(data, chart, state, get_language(code), PRESETS[name], "").drawing


def _states(data: DataVersion, codes: Iterable[Code]) -> Iterator[tuple[Code, Chart, State]]:
    for code in codes:
        for chart in data.catalogue:
            for state in chart.states():
                yield code, chart, state


def _presets(chart: Chart, state: State, presets: Iterable[str]) -> Iterable[str]:
    """The default for every state, what is asked for besides only for the first that is shown."""
    return dict.fromkeys((DEFAULT, *(presets if state == chart.state({}) else ())))


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
    codes, presets = tuple(codes or available_languages()), tuple(sorted({*presets} - {DEFAULT}))
    # What is drawn with further presets is drawn without them too.
    markers = {_done_file(data, codes, presets), _done_file(data, codes, ())}
    if all(marker.exists() for marker in markers):
        return 0
    drawings = {drawing.key: drawing for drawing in required_drawings(data, codes, presets)}
    missing = {key: drawing for key, drawing in drawings.items() if not (data.cache.prebuilt / drawing.name).exists()}
    data.cache.prebuilt.mkdir(parents=True, exist_ok=True)
    if missing:
        _draw_all(data, missing)
    for marker in markers:
        marker.touch()
    return len(missing)


def _draw_all(data: DataVersion, missing: Mapping[str, Drawing]) -> None:
    progress = _Progress(len(missing))

    def done(key: str, svg: str) -> None:
        drawing = missing[key]
        write_atomically(data.cache.prebuilt / drawing.name, optimize_svg(svg, drawing.figure, 14).encode())
        progress.step()

    render_all((Job(key, drawing.figure) for key, drawing in missing.items()), done)


def is_prerendered(data: DataVersion) -> bool:
    """Whether `prerender_drawings` has made all that it would make."""
    return _done_file(data, tuple(available_languages()), ()).exists()


def _done_file(data: DataVersion, codes: tuple[Code, ...], presets: tuple[str, ...]) -> Path:
    return data.cache.prebuilt / f"complete-{_inputs_version(data, codes, presets)}"


def _inputs_version(data: DataVersion, codes: tuple[str, ...], presets: tuple[str, ...]) -> str:
    """A hash of all that decides which drawings there are: planning every figure only to find it drawn takes seconds."""
    digest = hashlib.sha256(repr((data.version, codes, presets, renderer_version(), code_version())).encode())
    for chart in data.catalogue:
        digest.update(chart.definition.model_dump_json().encode())
    return digest.hexdigest()[:16]


@cache
def code_version() -> str:
    """A hash of the code and words that shape drawings, as this process began with them.

    What is installed later is not what this process draws with; and what no drawing shows changes nothing.
    """
    digest = hashlib.sha256()
    for path in sorted(path for kind in ("*.py", "*.po") for path in PACKAGE.rglob(kind)):
        if path.relative_to(PACKAGE).parts[0] not in _NOT_DRAWN:
            lines = path.read_bytes().splitlines()
            digest.update(b"\n".join(line for line in lines if not line.startswith(b"#")))
    return digest.hexdigest()


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
    for code, chart, state in _states(data, tuple(codes or available_languages())):
        for name in _presets(chart, state, presets):
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
    """A line that counts up; one line in ten steps where the output is no terminal."""

    def __init__(self, total: int, what: str = "drawing charts") -> None:
        self._total, self._made, self._since, self._what = total, 0, time.monotonic(), what

    def step(self) -> None:
        self._made += 1
        terminal = sys.stderr.isatty()
        if terminal or self._made % max(1, self._total // 10) == 0 or self._made == self._total:
            seconds = time.monotonic() - self._since
            end = "\r" if terminal and self._made < self._total else "\n"
            sys.stderr.write(f"{self._what} {self._made}/{self._total} ({seconds:.0f} s){end}")
            sys.stderr.flush()
