"""Changes of one thing in a copy of the inputs, and what a folder holds before and after."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from etl.paths import Paths
from tests.conftest import REPOSITORY

#: A change of the inputs; it gives the place that the message must name.
Change = Callable[[Path], str]


def read_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def set_cell(data: Path, file: str, key: str, column: str, value: str) -> str:
    """Sets one cell of the first row that holds ``key``; gives ``data/<file>, line <n>``."""
    rows = read_rows(data / file)
    index = next(number for number, row in enumerate(rows) if key in row)
    rows[index][rows[0].index(column)] = value
    write_rows(data / file, rows)
    return f"data/{file}, line {index + 1}"


def cell(file: str, key: str, column: str, value: str, shown: str | None = None) -> Change:
    """The change of one cell, to be blamed on its column or on the column ``shown``."""
    return lambda data: f"{set_cell(data, file, key, column, value)}, column {shown or column}"


def add_row(file: str, key: str, column: str, value: str, shown: str) -> Change:
    """Repeats the row that holds ``key`` at the end of the file, with one other cell."""

    def change(data: Path) -> str:
        rows = read_rows(data / file)
        row = next(row for row in rows if key in row).copy()
        row[rows[0].index(column)] = value
        write_rows(data / file, [*rows, row])
        return f"data/{file}, line {len(rows) + 1}, column {shown}"

    return change


def replace(file: str, old: str, new: str, shown: str = "") -> Change:
    """Replaces the first occurrence of a text; ``{file}`` and ``{line}`` in ``shown`` stand for its place."""

    def change(data: Path) -> str:
        text = (data / file).read_text(encoding="utf-8")
        line = text[: text.index(old)].count("\n") + 1
        (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return (shown or "data/{file}, line {line}").format(file=file, line=line)

    return change


def other_version(data: Path, words: str = "Another wording.") -> None:
    """Changes the wording of a note: right inputs that make another version."""
    set_cell(data, "decisions/notes.csv", "from-change", "en", words)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def leftovers(folder: Path) -> list[str]:
    """What an unfinished build left behind."""
    return sorted(path.name for path in folder.glob(".unfinished-*"))


def environment(paths: Paths) -> dict[str, str]:
    """The environment that points a process to other folders."""
    folders = {"FIGURES_DATA": str(paths.data), "FIGURES_PUBLISHED": str(paths.published)}
    kept = {name: value for name, value in os.environ.items() if name != "FIGURES_SOURCES"}
    return {**kept, **folders, "PYTHONPATH": str(REPOSITORY)}


def start(paths: Paths, *arguments: str) -> subprocess.Popen[str]:
    """Starts ``python -m etl`` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "etl", *arguments],
        env=environment(paths),
        cwd=paths.data.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(paths: Paths, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs ``python -m etl`` to its end."""
    with start(paths, *arguments) as process:
        out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)
