"""Panels stand in rows that fill the width: there is never a hole."""

from __future__ import annotations

import itertools

import pytest

from dashboard.components.panel_rows import COLUMNS, SPANS, filled_rows, place_classes


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ([], []),
        ([4], [[12]]),
        ([6, 6], [[6, 6]]),
        ([4, 4], [[6, 6]]),
        ([4, 4, 4, 6], [[4, 4, 4], [12]]),
        ([6, 4], [[8, 4]]),
        ([4, 6, 12], [[4, 8], [12]]),
        ([6, 12, 6], [[12], [12], [12]]),
    ],
)
def test_rows_are_filled(asked: list[int], given: list[list[int]]) -> None:
    assert filled_rows(asked) == given


def test_no_order_of_panels_leaves_a_hole_or_loses_one() -> None:
    for number in range(1, 6):
        for asked in itertools.product(set(SPANS.values()), repeat=number):
            rows = filled_rows(asked)
            assert all(sum(row) == COLUMNS for row in rows), asked
            assert sum(map(len, rows)) == number, asked
            middle = [classes.rpartition("-")[2] for classes in place_classes(rows)]
            assert sum(map(int, middle)) % COLUMNS == 0, asked
