"""Inputs of a larger archive: every printed figure, subject, operation and rule many times, in up to 200 reports."""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dashboard.i18n.languages import CODES

#: Copies of the five documents at most, so that there are 200 reports at most; each lies two years before the last.
GENERATIONS = 40
YEARS_BETWEEN = 2
Cells = dict[str, str]


def write_inputs(origin: Path, target: Path, times: int) -> None:
    """Writes a folder that ``FIGURES_DATA`` can name.

    A copy has ids, subjects and operations of its own, stands in a report of its generation and covers earlier
    years; values, tokens and lines stay, so that validation holds as it does for the originals.

    Args:
        origin: the folder ``data`` of a checkout.
        target: must not exist.
        times: how many times the figures; 1 gives the originals.
    """
    target.mkdir(parents=True)
    for folder in ("sources", "figures", "reported", "reference", "decisions"):
        shutil.copytree(origin / folder, target / folder)
    _write_sources(target, min(times, GENERATIONS))
    copies = range(1, times)
    for path in sorted((target / "figures").glob("*.csv")):
        _multiply(path, copies, _figure)
    decisions = target / "decisions"
    _multiply(decisions / "subjects.csv", copies, _subject)
    _multiply(decisions / "operations.csv", copies, _operation)
    _multiply(decisions / "glosses.csv", copies, _gloss)
    _multiply(decisions / "combined_subjects.csv", copies, _combined)
    _write_rules(decisions, copies)


def _generation(copy: int) -> int:
    return copy % GENERATIONS


def _source(source_id: str, copy: int) -> str:
    generation = _generation(copy)
    return f"{source_id}-g{generation}" if generation else source_id


def _earlier(period: str, copy: int) -> str:
    return re.sub(r"\d{4}", lambda year: str(int(year[0]) - YEARS_BETWEEN * _generation(copy)), period)


def _figure(row: Cells, copy: int) -> Cells:
    return row | {
        "figure_id": _copied(row["figure_id"], copy),
        "subject": f"{row['subject']}-x{copy}",
        "period_label": _earlier(row["period_label"], copy),
        "source_id": _source(row["source_id"], copy),
        # What confirms a label confirms that of the original alone.
        "label_basis": row["label_basis"].replace("confirmed", "inferred"),
    }


def _subject(row: Cells, copy: int) -> Cells:
    return (
        row | {"subject": f"{row['subject']}-x{copy}"} | {code: f"{row[code]} {copy}" for code in CODES if code in row}
    )


def _operation(row: Cells, copy: int) -> Cells:
    return row | {
        "subject": f"{row['subject']}-x{copy}",
        "source_id": _source(row["source_id"], copy),
        "name": f"{row['name']} {copy}",
        "period_label": _earlier(row["period_label"], copy),
    }


def _gloss(row: Cells, copy: int) -> Cells:
    return row | {"subject": f"{row['subject']}-x{copy}", "source_id": _source(row["source_id"], copy)}


def _combined(row: Cells, copy: int) -> Cells:
    return {name: f"{subject}-x{copy}" for name, subject in row.items()}


def _multiply(path: Path, copies: Iterable[int], change: Callable[[Cells, int], Cells]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        for copy in copies:
            writer.writerows(change(row, copy) for row in rows)


def _write_sources(target: Path, generations: int) -> None:
    exclusions = target / "decisions" / "exclusions"
    for path in sorted((target / "sources").glob("*.toml")):
        card = tomllib.loads(path.read_text(encoding="utf-8"))
        if card["kind"] != "document":
            continue
        for generation in range(1, generations):
            new = card | {
                "title": f"{card['title']} ({generation})",
                "published": _earlier(card["published"], generation),
                "names": {code: f"{name} ({generation})" for code, name in card["names"].items()},
            }
            name = _source(path.stem, generation)
            (path.with_name(f"{name}.toml")).write_text(_toml(new), encoding="utf-8")
            if (exclusions / f"{path.stem}.csv").exists():
                shutil.copy(exclusions / f"{path.stem}.csv", exclusions / f"{name}.csv")


def _write_rules(decisions: Path, copies: Iterable[int]) -> None:
    """Derivations, checks and disagreements, each over the figures of its copy."""
    for key, changed, listed in (
        ("derivation", ("figure_id",), ("inputs",)),
        ("check", ("total",), ("parts", "shares")),
        ("disagreement", (), ("figures",)),
    ):
        path = decisions / f"{key}s.toml"
        entries = tomllib.loads(path.read_text(encoding="utf-8"))[key]
        with path.open("a", encoding="utf-8") as file:
            for copy in copies:
                for entry in entries:
                    file.write(f"\n[[{key}]]\n{_toml(_rule(entry, copy, changed, listed))}")


def _rule(entry: dict[str, Any], copy: int, changed: Iterable[str], listed: Iterable[str]) -> dict[str, Any]:
    new = dict(entry)
    new |= {name: _copied(entry[name], copy) for name in changed if name in entry}
    new |= {name: [_copied(figure, copy) for figure in entry[name]] for name in listed if name in entry}
    new |= {name: f"{entry[name]}-x{copy}" for name in ("id", "subject") if name in entry}
    if "period_label" in entry:
        new["period_label"] = _earlier(entry["period_label"], copy)
    return new


def _copied(figure: str, copy: int) -> str:
    """The id of a figure's copy: it names document, subject and period; what was reported elsewhere is not copied."""
    source, subject, metric, period, *word = figure.split(".")
    if source == "reported":
        return figure
    if source == "derived":
        return f"{figure}.x{copy}"
    return ".".join([_source(source, copy), f"{subject}-x{copy}", metric, _earlier(period, copy), *word])


def _toml(values: dict[str, Any], heading: str = "") -> str:
    """Plain values as TOML; a table inside comes last."""
    plain = {key: value for key, value in values.items() if not isinstance(value, dict)}
    lines = [heading] if heading else []
    lines += [f"{key} = {_toml_value(value)}" for key, value in plain.items()]
    tables = [_toml(value, f"\n[{key}]") for key, value in values.items() if isinstance(value, dict)]
    return "\n".join([*lines, *tables]) + "\n"


def _toml_value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml_value, value))}]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return str(value)
