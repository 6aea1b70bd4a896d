"""Labels of values break where a reader would break them, and never inside a number."""

from __future__ import annotations

import pytest

from dashboard.chart_types.label_wrapping import wrap_value


@pytest.mark.parametrize(
    ("text", "limit_px", "lines"),
    [
        ("€134m\u00a0†\u00a0*", 100, ["€134m\u00a0†\u00a0*"]),
        ("€134m\u00a0†\u00a0*", 50, ["€134m", "†\u00a0*"]),
        ("€134m\u00a0§\u00a0‡", 50, ["€134m", "§\u00a0‡"]),
        ("€134m\u00a0†\u00a0*", 60, ["€134m", "†\u00a0*"]),
        ("1,003\u00a0†\u00a0*\u00a0‡", 60, ["1,003", "†\u00a0*\u00a0‡"]),
        ("134\u00a0M\u00a0€\u00a0*", 45, ["134\u00a0M", "€\u00a0*"]),
        ("650\u202f000\u00a0*", 60, ["650\u202f000", "*"]),
        (">\u00a0650\u202f000", 20, [">\u00a0650\u202f000"]),
        ("650\u202f000", 10, ["650\u202f000"]),
        ("41\u00a0مليون\u00a0يورو\u00a0†", 80, ["41\u00a0مليون", "يورو\u00a0†"]),
        ("136\u00a0مليون\u00a0€", 60, ["136", "مليون\u00a0€"]),
    ],
)
def test_where_values_break(text: str, limit_px: float, lines: list[str]) -> None:
    assert wrap_value(text, 14, limit_px) == lines
