"""What has been drawn ahead for a data version, so that pages, embeds and pictures are made without laying charts out."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from dashboard.charts.catalogue import Chart, State
from dashboard.i18n.languages import TIMES, Language
from dashboard.paths import PACKAGE
from dashboard.rendering.drawing import plotly_bundle
from dashboard.rendering.file_cache import write_atomically

log = logging.getLogger("figures")


class DrawnChart(NamedTuple):
    """A chart that has been drawn.

    Attributes:
        key: of the drawing.
        width_px: of the drawing.
        height_px: likewise.
        scale: how much smaller than its preset says a picture is set so that everything fits; 1 on pages.
        left_out: how many of its last rows are not drawn, because they do not fit into a picture.
        marks: as in `Drawing`.
    """

    key: str
    width_px: float
    height_px: float
    scale: float = 1.0
    left_out: int = 0
    marks: str = ""


class Manifest(BaseModel):
    """The drawings of one data version.

    Attributes:
        code: the `code_version` that they were drawn with.
        drawings: by `drawing_name`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    code: str
    drawings: Mapping[str, DrawnChart] = {}


def drawing_name(chart: Chart, state: State, language: Language, variant: str) -> str:
    """Names a drawing in a manifest.

    Args:
        chart: which.
        state: of its controls.
        language: of its words and digits.
        variant: ``phone`` or ``desktop`` on pages, the name of a preset in pictures.
    """
    return " ".join(
        (
            chart.id,
            chart.digest,
            chart.query_string(state) or "-",
            language.code,
            language.digits,
            *_turned(language),
            variant,
        )
    )


def _turned(language: Language) -> list[str]:
    return [language.time] if language.time != TIMES[language.code][0] else []


@cache
def code_version() -> str:
    """A hash of the site's code and words as this process began with them, and of the Plotly bundle.

    What a chart's file says is in the names of its drawings: one that changes leaves those of the others in use.
    """
    digest = hashlib.sha256(plotly_bundle().name.encode())
    for path in sorted(path for kind in ("*.py", "*.po") for path in PACKAGE.rglob(kind)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _path(folder: Path, data_version: str) -> Path:
    return folder / f"manifest-{data_version}.json"


def read_manifest(folder: Path, data_version: str) -> Manifest:
    """The manifest of a data version; an empty one where nothing was drawn ahead, or by other code than this."""
    path, empty = _path(folder, data_version), Manifest(code=code_version())
    try:
        found = Manifest.model_validate_json(path.read_bytes())
    except OSError:
        return empty
    except ValidationError as error:
        log.error("%s cannot be read and is left out. Run: python -m dashboard prerender (%s)", path.name, error)
        return empty
    return found if found.code == empty.code else empty


def write_manifest(folder: Path, data_version: str, manifest: Manifest) -> None:
    """Writes the manifest of a data version.

    Raises:
        OSError: it cannot be written.
    """
    write_atomically(_path(folder, data_version), manifest.model_dump_json().encode())
