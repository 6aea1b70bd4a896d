"""The order of the stages."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.derive import derive
from etl.extract import Inputs, extract
from etl.load import content_version
from etl.paths import Paths
from etl.publish import publish
from etl.tables import build_tables
from etl.validate import documents_without_headings, validate

Report = Callable[[str], None]


@dataclass(frozen=True)
class BuildResult:
    """What a build gives.

    Attributes:
        version: 12 hexadecimal digits, a hash of the content.
        database: the DuckDB file.
        figure_count: rows of the table ``figures``.
    """

    version: str
    database: Path
    figure_count: int


def prepare_tables(paths: Paths, report: Report = lambda _: None) -> tuple[Inputs, dict[str, pd.DataFrame]]:
    """Runs the stages that write nothing.

    Returns:
        The validated inputs and the tables made from them.

    Raises:
        DataError: the inputs are wrong.
    """
    stage = _Progress(report)
    inputs = extract(paths)
    stage.done("extract", f"{sum(map(len, inputs.tables.values()))} rows from {len(inputs.tables)} tables")
    validate(inputs)
    stage.done("validate", f"{len(inputs.tables['checks'])} totals met by their parts")
    derived = derive(inputs)
    stage.done("derive", f"{len(derived)} derived figures")
    tables = build_tables(inputs, derived)
    stage.done("tables", f"{len(tables['figures'])} figures, {len(tables)} tables")
    return inputs, tables


def build(paths: Paths, report: Report = lambda _: None) -> BuildResult:
    """Runs every stage: extract, validate, derive, tables, load, publish.

    Raises:
        DataError: the inputs are wrong; nothing is published.
        PublishError: the result could not be written; the version before stays.
    """
    inputs, tables = prepare_tables(paths, report)
    stage = _Progress(report)
    version = content_version(tables)
    database = publish(tables, version, paths)
    stage.done("load, publish", f"version {version}")
    for note in documents_without_headings(inputs):
        report(f"note           {note}")
    return BuildResult(version, database, len(tables["figures"]))


class _Progress:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._since = time.monotonic()

    def done(self, stage: str, what: str) -> None:
        now = time.monotonic()
        self._report(f"{stage:<14} {what} ({now - self._since:.1f} s)")
        self._since = now
