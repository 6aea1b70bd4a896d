"""Revenue and expenditure: what is printed, what is derived from it, and that both add up."""

from __future__ import annotations

import pytest

from tests.numbers.conftest import Figures

MILLION = 1_000_000
SOURCES = ("statutory-contributions", "voluntary-contributions", "in-kind-contributions")
PURPOSES = {
    "counter-terrorism": 25,
    "cybercrime": 21,
    "organized-and-emerging-crime": 33,
    "institutional-support-and-infrastructure": 34,
    "governance-and-oversight": 17,
}


def test_revenue_of_2021_by_source(figures: Figures) -> None:
    amounts = [figures[f"ar2021.{source}.revenue.2021"]["value"] for source in SOURCES]
    assert amounts == [62 * MILLION, 41 * MILLION, 34 * MILLION]
    assert sum(amounts) == figures["ar2021.interpol.revenue.2021"]["value"] == 137 * MILLION


@pytest.mark.parametrize(("year", "shares"), [(2020, [44, 30, 26]), (2021, [45, 30, 25])])
def test_shares_of_revenue(figures: Figures, year: int, shares: list[int]) -> None:
    found = [figures[f"ar{year}.{source}.revenue_share.{year}"] for source in SOURCES]
    assert [row["value"] for row in found] == shares
    assert {row["unit"] for row in found} == {"percent"}
    assert sum(shares) == 100


def test_printed_amounts_match_printed_shares(figures: Figures) -> None:
    total = figures["ar2021.interpol.revenue.2021"]["value"]
    for source in SOURCES:
        share = figures[f"ar2021.{source}.revenue.2021"]["value"] / total * 100
        assert round(share) == figures[f"ar2021.{source}.revenue_share.2021"]["value"]


def test_expenditure_of_2021_by_purpose(figures: Figures) -> None:
    amounts = {purpose: figures[f"ar2021.{purpose}.expenditure.2021"]["value"] for purpose in PURPOSES}
    assert amounts == {purpose: amount * MILLION for purpose, amount in PURPOSES.items()}
    assert sum(amounts.values()) == figures["ar2021.interpol.expenditure.2021"]["value"] == 130 * MILLION


def test_no_other_figure_is_an_amount_by_source_or_purpose(figures: Figures) -> None:
    """A sixth purpose would break the sum on the charts, not in the check."""
    for metric, parts in (("revenue", set(SOURCES)), ("expenditure", set(PURPOSES))):
        subjects = {
            row["subject"]
            for row in figures.values()
            if row["metric"] == metric and row["period_label"] == "2021" and row["basis"] == "printed"
        }
        assert subjects == parts | {"interpol"}


@pytest.mark.parametrize(
    ("figure", "millions"),
    [
        ("statutory-contributions.revenue.2020", 60),
        ("voluntary-contributions.revenue.2020", 41),
        ("in-kind-contributions.revenue.2020", 35),
        ("interpol.revenue.2019", 142),
        ("interpol.expenditure.2020", 134),
    ],
)
def test_amounts_that_no_report_prints(figures: Figures, figure: str, millions: int) -> None:
    row = figures[f"derived.{figure}"]
    assert row["value"] == millions * MILLION
    assert (row["basis"], row["qualifier"], row["source_line"]) == ("derived", "about", None)


def test_derived_amounts_of_2020_add_up(figures: Figures) -> None:
    amounts = [figures[f"derived.{source}.revenue.2020"]["value"] for source in SOURCES]
    assert sum(amounts) == figures["ar2020.interpol.revenue.2020"]["value"] == 136 * MILLION


def test_signs_belong_by_position(figures: Figures) -> None:
    assert figures["ar2021.interpol.revenue_change.2021"]["value"] == 1
    assert figures["ar2021.interpol.expenditure_change.2021"]["value"] == -3
    assert {figures[f"ar2021.interpol.{m}.2021"]["note"] for m in ("revenue_change", "expenditure_change")} == {
        "label-by-position"
    }


def test_revenue_of_2021_follows_from_2020(figures: Figures) -> None:
    before = figures["ar2020.interpol.revenue.2020"]["value"]
    assert before + figures["ar2021.interpol.revenue_increase.2021"]["value"] == 137 * MILLION


def test_shares_of_expenditure_make_a_whole(figures: Figures) -> None:
    shares = [figures[f"derived.{purpose}.expenditure_share.2021"]["value"] for purpose in PURPOSES]
    assert sum(shares) == pytest.approx(100, abs=0.3)


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("ar2020.i-core.donation.2020", 5 * MILLION),
        ("ar2021.i-core.donation.2021", 1.2 * MILLION),
        ("ar2021.wapis.donation.2021", 15 * MILLION),
        ("ar2021.statutory-contributions.contribution_increase.2021-11", 22 * MILLION),
    ],
)
def test_donations_and_the_contribution_increase(figures: Figures, figure: str, value: float) -> None:
    assert (figures[figure]["value"], figures[figure]["unit"]) == (value, "eur")
