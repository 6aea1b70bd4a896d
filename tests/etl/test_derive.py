"""Figures that no document prints, each from named figures by a named rule."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from etl.derive import RULES, derive, round_to_multiple
from etl.extract import extract
from etl.paths import Paths
from tests.etl.changes import Change, cell, replace
from tests.etl.conftest import Refusal

DERIVATIONS = "decisions/derivations.toml"
SHARE = '"ar2020.statutory-contributions.revenue_share.2020"'
FIRST = f"data/{DERIVATIONS}, line 3"


@pytest.mark.parametrize(
    ("rule", "inputs", "value"),
    [
        ("sum_of", (136, 6), 142),
        ("difference", (137, 130), 7),
        ("percent_change", (80, 100), 25),
        ("percent_change", (100, 80), -20),
        ("share_of_total", (136, 44), "59.84"),
        ("percent_of_total", (25, 200), "12.5"),
        ("before_change_percent", (97, -3), 100),
        ("before_change", (137, 1), 136),
        ("per_million", (1_300_000, 4_000_000_000), 325),
        ("ratio", (9, 2), "4.5"),
    ],
)
def test_each_rule_does_what_it_says(rule: str, inputs: tuple[int, ...], value: int | str) -> None:
    assert RULES[rule](*map(Decimal, inputs)) == Decimal(value)


def test_no_rule_is_left_untested() -> None:
    tested = {mark.args[1][i][0] for mark in _marks() for i in range(len(mark.args[1]))}
    assert tested == set(RULES)


def _marks() -> list[pytest.Mark]:
    return test_each_rule_does_what_it_says.pytestmark  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "step", "rounded"),
    [
        ("45.3333", "0.1", "45.3"),
        ("0.05", "0.1", "0.1"),
        ("-0.05", "0.1", "-0.1"),
        ("59840000", "1000000", "60000000"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, step: str, rounded: str) -> None:
    assert round_to_multiple(Decimal(value), Decimal(step)) == Decimal(rounded)


def cycle(data: Path) -> str:
    """Revenue of 2019 from the statutory contributions of 2020, and those from the revenue of 2019."""
    old = 'inputs = ["ar2020.interpol.revenue.2020", "ar2020.interpol.revenue_decrease.2020"]'
    replace(DERIVATIONS, old, 'inputs = ["derived.statutory-contributions.revenue.2020"]')(data)
    old = 'inputs = ["ar2020.interpol.revenue.2020", "ar2020.statutory'
    replace(DERIVATIONS, old, 'inputs = ["derived.interpol.revenue.2019", "ar2020.statutory')(data)
    return FIRST


def zero_before(data: Path) -> str:
    figure = "ar2020.red-notices.notices_issued.2020"
    cell("figures/notices.csv", figure, "value", "0")(data)
    cell("figures/notices.csv", figure, "as_printed", "0")(data)
    return f"data/{DERIVATIONS}, line "


def of_itself(data: Path) -> str:
    old = '"ar2020.interpol.revenue.2020", "ar2020.interpol.revenue_decrease.2020"'
    replace(DERIVATIONS, old, '"derived.interpol.revenue.2019"')(data)
    return FIRST


WRONG: dict[str, tuple[Change, tuple[str, ...]]] = {
    "unknown rule": (
        replace(DERIVATIONS, 'rule = "sum_of"', 'rule = "sum"', f"{FIRST}, key rule"),
        ("there is no rule 'sum'. ", "sum_of. Fix the derivation."),
    ),
    "cycle": (
        cycle,
        ("cannot be worked out (derived.statutory-contributions.revenue.2020)", "Break the cycle"),
    ),
    "figure of itself": (
        of_itself,
        ("cannot be worked out (derived.interpol.revenue.2019)", "Break the cycle"),
    ),
    "too many inputs": (
        replace(DERIVATIONS, SHARE, f'{SHARE}, "ar2020.interpol.revenue.2020"', "data/{file}, line "),
        ("share_of_total does not take 3 inputs. Fix the derivation.",),
    ),
    "division by zero": (zero_before, ("percent_change divides by zero", "Fix the derivation")),
    "rounding too fine": (
        replace(DERIVATIONS, "round_to = 1000000", "round_to = 1e-40", f"{FIRST}, key rule"),
        ("round_to is too fine",),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_derivation_that_cannot_be_worked_out_stops_the_build(name: str, refusal: Refusal) -> None:
    change, words = WRONG[name]
    place, message = refusal(change)
    assert place in message
    for word in words:
        assert word in message


def test_a_derived_figure_may_feed_another(data_copy: Paths) -> None:
    old = 'inputs = ["ar2021.interpol.revenue.2021", "ar2021.interpol.expenditure.2021"]'
    new = 'inputs = ["derived.interpol.revenue.2019", "derived.interpol.expenditure.2020"]'
    replace(DERIVATIONS, old, new)(data_copy.data)
    derived = derive(extract(data_copy))
    assert derived["derived.interpol.revenue_less_expenditure.2021"] == 142_000_000 - 134_000_000
