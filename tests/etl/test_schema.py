"""What a cell may hold, where the rule is more than a list of words."""

from __future__ import annotations

from datetime import date

import pytest

from etl.schema.fields import period_bounds
from etl.schema.printed import READINGS, Exclusion, PrintedFigure, known_reading
from tests.conftest import REPOSITORY


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2022-01", date(2022, 1, 1), date(2022, 1, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-12-31", date(2021, 12, 31), date(2021, 12, 31)),
        ("2022--2025", date(2022, 1, 1), date(2025, 12, 31)),
        ("2020-02--2020-03", date(2020, 2, 1), date(2020, 3, 31)),
        ("2020-04--2020", date(2020, 4, 1), date(2020, 12, 31)),
    ],
)
def test_a_period_covers_whole_days(label: str, start: date, end: date) -> None:
    assert period_bounds(label) == (start, end)


@pytest.mark.parametrize(
    "label", ["2021-13", "2021-00", "2021-00-01", "2021-01-00", "2021-02-29", "0000", "2025--2022", "2020-03--2020-02"]
)
def test_what_is_no_period_is_refused(label: str) -> None:
    with pytest.raises(ValueError):
        period_bounds(label)


def test_the_documentation_tells_each_column_in_the_words_of_the_schema() -> None:
    text = (REPOSITORY / "docs" / "reports.md").read_text(encoding="utf-8")
    for model in (PrintedFigure, Exclusion):
        rows = "".join(f"| `{name}` | {field.description} |\n" for name, field in model.model_fields.items())
        assert "None" not in rows and rows in text
    assert "".join(f"| `{word}` | {meaning} |\n" for word, meaning in READINGS.items()) in text


@pytest.mark.parametrize(
    ("value", "word", "told"),
    [("agreed", "agreed", "agreed"), ("once", "once", "once"), ("settled: first says 3", "settled", "first says 3")],
)
def test_a_reading_has_a_word_and_may_have_a_remark(value: str, word: str, told: str) -> None:
    row = PrintedFigure.model_construct(checked=known_reading(value))
    assert (row.reading, row.reading_told) == (word, told)


@pytest.mark.parametrize("value", ["", "agree", "twice", "settled", "settled:", "reread: ", "once: yes", "Agreed"])
def test_what_is_no_reading_is_refused(value: str) -> None:
    with pytest.raises(ValueError):
        known_reading(value)
