"""Tables in texts, and the scale that a head gives to a row far below it."""

from __future__ import annotations

from etl.numerals import numerals
from etl.proposals import Reader
from etl.text_tables import head_of_table

TABLE = [
    "In 2022 we spent more.",
    "Spending (in million euros)",
    *(f"Item {letter}\t{7}" for letter in "abcdefghijkl"),
    "",
    "Last      5.4",
]


def test_the_head_of_a_row_stands_above_all_rows() -> None:
    assert [head_of_table(TABLE, number) for number in (1, 2, 3, 14, 16)] == [0, 0, 2, 2, 2]
    assert head_of_table(["Item  5"], 1) == 0
    assert head_of_table([*TABLE[:2], "  2021  2022", "Item  5  7"], 4) == 2


def test_the_scale_of_the_head_is_that_of_the_last_row() -> None:
    last = Reader(numerals("en"), ()).read(TABLE)[-1]
    assert (last.token, last.multiplier, last.unit) == ("5.4", 10**6, "eur")


def test_numbers_under_two_years_may_be_two() -> None:
    table = ["Income (in million euros)", "2022 2021", "Dues 152 138"]
    readings = Reader(numerals("en"), ()).read(table)[-3:]
    assert [(each.token, each.multiplier) for each in readings] == [(t, 10**6) for t in ("152 138", "152", "138")]
    del table[1]
    assert [each.token for each in Reader(numerals("en"), ()).read(table)] == ["152 138"]
