"""Outcomes of operations whose figures are printed out of order: each belongs to the right operation."""

from __future__ import annotations

import pytest

from etl.load import read_rows
from etl.pipeline import BuildResult
from tests.numbers.conftest import Figures

#: The 2021 report prints these two by columns of one table.
HAECHI = {
    "arrests": (585, 1_003),
    "cases_solved": (892, 1_660),
    "money_seized": (83_000_000, 27_000_000),
    "accounts_frozen": (1_600, 2_350),
    "countries": (9, 20),
    "notices_and_diffusions": (100, 50),
}
#: The 2021 report prints these figures before the names: arrests, countries, victims, migrants.
PEOPLE_SMUGGLING = {
    "turquesa-iii": (216, 34, 127, 10_000),
    "liberterra": (286, 47, 430, 4_000),
    "weka": (195, 24, 500, 760),
}


@pytest.mark.parametrize("metric", HAECHI)
def test_haechi(figures: Figures, metric: str) -> None:
    rows = [figures[f"ar2021.{name}.{metric}.2021"] for name in ("haechi-i", "haechi-ii")]
    assert tuple(row["value"] for row in rows) == HAECHI[metric]
    assert {row["unit"] for row in rows} == {"usd" if metric == "money_seized" else "count"}
    assert {row["note"] for row in rows} == {"haechi-columns"}


def test_nearly_belongs_to_the_first_haechi_alone(figures: Figures) -> None:
    assert figures["ar2021.haechi-i.notices_and_diffusions.2021"]["qualifier"] == "nearly"
    assert figures["ar2021.haechi-ii.notices_and_diffusions.2021"]["qualifier"] == "exact"


def test_haechi_columns_are_read_downwards(figures: Figures) -> None:
    """In the text each pair follows the one before: a slip of one line would mix two outcomes."""
    lines = [
        figures[f"ar2021.{name}.{metric}.2021"]["source_line"]
        for metric in HAECHI
        for name in ("haechi-i", "haechi-ii")
    ]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("operation", PEOPLE_SMUGGLING)
def test_people_smuggling(figures: Figures, operation: str) -> None:
    metrics = ("arrests", "countries", "victims_rescued", "migrants_detected")
    values = tuple(figures[f"ar2021.{operation}.{metric}.2021"]["value"] for metric in metrics)
    assert values == PEOPLE_SMUGGLING[operation]


def test_people_smuggling_figures_stand_apart(figures: Figures) -> None:
    """The blocks follow each other in the text; none reaches into the next."""
    blocks = []
    for operation in PEOPLE_SMUGGLING:
        lines = [
            row["source_line"]
            for row in figures.values()
            if row["subject"] == operation and row["source_id"] == "ar2021"
        ]
        blocks.append((min(lines), max(lines)))
    assert all(end < start for (_, end), (start, _) in zip(sorted(blocks), sorted(blocks)[1:], strict=False))


def test_figures_of_two_operations_together_are_not_split(figures: Figures) -> None:
    """Athena II and Pandora IV print one result for both."""
    subjects = {row["subject"] for row in figures.values()}
    assert not subjects & {"athena-ii", "pandora-iv"}
    assert any("athena" in subject and "pandora" in subject for subject in subjects)


def test_each_operation_serves_one_of_the_seven_goals(built: BuildResult) -> None:
    operations = read_rows(built.database, "SELECT subject, goal FROM operations")
    goals = {row["number"] for row in read_rows(built.database, "SELECT number FROM goals WHERE kind = 'goal'")}
    assert goals == set(range(1, 8))
    assert {int(row["goal"]) for row in operations} <= goals


def test_seven_goals_and_five_themes(built: BuildResult) -> None:
    counts = {
        row["kind"]: row["n"] for row in read_rows(built.database, "SELECT kind, count(*) AS n FROM goals GROUP BY 1")
    }
    assert counts == {"goal": 7, "theme": 5}
