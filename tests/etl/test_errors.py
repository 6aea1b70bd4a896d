"""Messages are meant to be read by the person who can fix the data."""

from __future__ import annotations

import pytest

from etl.errors import DataError, FiguresError, Problem, PublishError, allowed_values


@pytest.mark.parametrize(
    ("value", "allowed", "sentence"),
    [
        ("cuont", ["eur", "count"], "Did you mean count? Allowed: count, eur."),
        ("zzz", ["eur", "count"], "Allowed: count, eur."),
        ("x", [], "Allowed: ."),
        ("n1", [f"n{i:02}" for i in range(20)], "… (20 in all)."),
    ],
)
def test_the_nearest_names_come_first(value: str, allowed: list[str], sentence: str) -> None:
    assert allowed_values(value, allowed).endswith(sentence)


def test_each_problem_is_said_once_in_order() -> None:
    problems = [
        Problem("b.csv, line 2", "It is wrong.", "Fix it."),
        Problem("a.csv, line 10", "And this.", "Too."),
        Problem("a.csv, line 9", "So is this.", "Too."),
    ]
    error = DataError([*problems, problems[0]])
    assert str(error).splitlines() == [
        "3 problems in the data; nothing was published.",
        "  a.csv, line 9: So is this. Too.",
        "  a.csv, line 10: And this. Too.",
        "  b.csv, line 2: It is wrong. Fix it.",
    ]


def test_one_problem_is_no_plural() -> None:
    assert str(DataError([Problem("a", "b", "c")])).startswith("1 problem in")


def test_all_errors_are_of_one_family() -> None:
    assert issubclass(DataError, FiguresError) and issubclass(PublishError, FiguresError)


def test_a_mistake_that_shows_in_thousands_of_rows_is_told_in_a_readable_message() -> None:
    from etl.errors import MAX_SHOWN, DataError, Problem

    told = str(
        DataError(Problem(f"data/figures/goals.csv, line {line:05}", "it is wrong.", "Fix it.") for line in range(5000))
    )
    assert told.startswith("5000 problems in the data")
    assert f"{5000 - MAX_SHOWN} more" in told
    assert len(told.splitlines()) == MAX_SHOWN + 2


def test_the_nearest_names_are_looked_for_only_so_often() -> None:
    from etl.errors import MAX_SUGGESTED, Suggestions

    hints = Suggestions(f"operation-{number}" for number in range(50))
    told = [hints(f"operation-{number}x") for number in range(MAX_SUGGESTED + 5)]
    assert "Did you mean operation-0" in told[0]
    assert sum("Did you mean" in words for words in told) == MAX_SUGGESTED
    assert all("50 in all" in words for words in told)
