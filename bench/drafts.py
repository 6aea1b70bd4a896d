"""How near a draft comes to the transcription that was made by hand, on the documents whose texts are there.

Run: ``python -m bench.drafts [DIR]``; without a folder, ``FIGURES_SOURCES`` or ``../shared/sources``.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from etl.audit import read_text
from etl.draft import Draft, propose
from etl.extract import Inputs, extract
from etl.paths import default_paths
from etl.schema.printed import DRAFTED

#: Of the exclusions of each annual report, at least so many have the reason given by hand.
LEAST_REASONS = 0.9


@dataclass(frozen=True)
class Likeness:
    """What of a transcription a draft has.

    Attributes:
        excluded: numbers excluded by hand.
        proposed: numbers that the draft proposes to exclude.
        same_reason: those that both exclude for the same reason.
        figures: figures transcribed by hand.
        among_rows: those whose line and token are among the drafted rows.
        rows: drafted rows.
        cells: column → figures for which the draft has, or has among its candidates, what was written by hand.
    """

    excluded: int
    proposed: int
    same_reason: int
    figures: int
    among_rows: int
    rows: int
    cells: dict[str, int]

    @property
    def meets(self) -> bool:
        """True when reasons are right often enough, either way round, and no figure is missing."""
        least = self.same_reason / max(self.excluded, self.proposed)
        return least >= LEAST_REASONS and self.among_rows == self.figures


def compare(inputs: Inputs, draft: Draft) -> Likeness:
    """Counts what a draft has of the transcription that is there.

    Exclusions are compared by line, token and reason; a number excluded twice on a line counts twice.
    """
    by_hand = Counter[tuple[int, str, str]]()
    for item in inputs.tables["exclusions"]:
        if item.group == draft.source_id:
            by_hand[item.row.source_line, item.row.token, item.row.reason] += item.row.count
    drafted = Counter[tuple[int, str, str]]()
    for row in draft.exclusions:
        drafted[int(row["source_line"]), row["token"], row["reason"].removesuffix(DRAFTED)] += int(row["count"])
    places: dict[tuple[str, str], list[dict[str, str]]] = {}
    rows = [row for found in draft.figures.values() for row in found]
    for row in rows:
        further = row["also_printed"].removesuffix(DRAFTED)
        for line, _, token in [
            (row["source_line"], "", row["as_printed"]),
            *(p.partition(":") for p in further.split("|")),
        ]:
            places.setdefault((line, token), []).append(row)
    figures = [row for row in inputs.rows("printed_figures") if row.source_id == draft.source_id]
    cells = Counter[str]()
    found = 0
    for figure in figures:
        near = places.get((str(figure.source_line), figure.as_printed), [])
        found += bool(near)
        for column in ("subject", "metric", "period_label", "value", "unit", "qualifier", "multiplier"):
            value = getattr(figure, column)
            text = f"{value.normalize():f}" if column == "value" else str(value)
            cells[column] += any(text in row[column].removesuffix(DRAFTED).split("|") for row in near)
    return Likeness(
        excluded=by_hand.total(),
        proposed=drafted.total(),
        same_reason=(by_hand & drafted).total(),
        figures=len(figures),
        among_rows=found,
        rows=len(rows),
        cells=dict(cells),
    )


def main(arguments: list[str]) -> int:
    """Prints the likeness of each document.

    Returns:
        1 when an annual report misses its budget.
    """
    named = arguments[0] if arguments else os.environ.get("FIGURES_SOURCES", "../shared/sources")
    inputs = extract(default_paths())
    texts = {
        item.group: Path(named) / str(item.row.text_file) for item in inputs.tables["sources"] if item.row.text_file
    }
    missed = 0
    for name, text in texts.items():
        if not text.is_file():
            print(f"{name}: {text} is not there")
            continue
        likeness = compare(inputs, propose(inputs, read_text(text), name))
        budget = name.startswith("ar") and not likeness.meets
        missed += budget
        print(
            f"{name:<15} exclusions by hand {likeness.excluded}, drafted {likeness.proposed}, with the same reason "
            f"{likeness.same_reason} ({likeness.same_reason / likeness.excluded:.1%} and "
            f"{likeness.same_reason / likeness.proposed:.1%}); figures {likeness.figures}, among the "
            f"{likeness.rows} rows {likeness.among_rows}{'  over' if budget else ''}"
        )
        print(f"{'':<15} of the figures right, or among the candidates: {likeness.cells}")
    print(
        f"budget: {LEAST_REASONS:.0%} of an annual report's exclusions with the reason given by hand, every figure among the rows"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
