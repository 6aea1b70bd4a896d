"""What a question means: what fits, what fails and is named, what is refused."""

from __future__ import annotations

import pytest

from dashboard.releases.data_version import DataVersion
from dashboard.search.answer import Answer, find_answer


def ask(data: DataVersion, question: str) -> Answer:
    return find_answer(data.search_index, question, "en")


def test_a_year_restricts(data: DataVersion) -> None:
    for name in ask(data, "arrests 2021").figures:
        row = data.store.rows(
            "SELECT year(period_start) AS a, year(period_end) AS b FROM figures WHERE figure_id = $id", {"id": name}
        )[0]
        assert row["a"] <= 2021 <= row["b"]


def test_printed_figures_come_before_those_published_elsewhere(data: DataVersion) -> None:
    bases = {row["figure_id"]: row["basis"] for row in data.store.rows("SELECT figure_id, basis FROM figures")}
    found = [bases[name] for name in ask(data, "haechi money").figures]
    assert "printed" in found and "reported" in found
    assert found.index("reported") > max(n for n, basis in enumerate(found) if basis == "printed")


@pytest.mark.parametrize(
    ("question", "failed", "kept"),
    [("arrests zyxwv", ("zyxwv",), ("arrests",)), ("zyxwv", ("zyxwv",), ()), ("members 1911", ("1911",), ("members",)),
     ("zyxwv 2021", ("2021", "zyxwv"), ()), ("Zyxwvé arrests", ("Zyxwvé",), ("arrests",))],
)  # fmt: skip
def test_the_word_that_fails_is_named_as_it_was_typed(
    data: DataVersion, question: str, failed: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    answer = ask(data, question)
    assert (tuple(sorted(answer.failed)), answer.words) == (failed, kept)
    assert bool(answer.figures) == bool(kept)


def test_a_slip_is_forgiven_and_told(data: DataVersion) -> None:
    answer = ask(data, "arests 2021")
    assert answer.corrected == {"arests": "arrests"}
    assert answer.figures == ask(data, "arrests 2021").figures


def test_a_total_is_refused_and_only_where_none_is_printed(data: DataVersion) -> None:
    assert ask(data, "total arrests 2020").refusals == ("total-arrests",)
    assert ask(data, "arrests 2020").refusals == ()
    answer = ask(data, "total revenue 2021")
    assert answer.of_total and answer.refusals == () and answer.figures[0] == "ar2021.interpol.revenue.2021"
    assert answer.compared == ()


def test_several_operations_with_one_measure_are_compared(data: DataVersion) -> None:
    compared = ask(data, "arrests 2021").compared
    rows = data.store.rows(
        "SELECT DISTINCT metric, unit FROM figures WHERE figure_id IN (SELECT unnest($ids))", {"ids": list(compared)}
    )
    assert len(compared) > 5 and rows == [{"metric": "arrests", "unit": "count"}]
    assert ask(data, "haechi 2 arrests").compared == ()


@pytest.mark.parametrize("question", ["", "a", "?!", "the of", "\u200f", "'", "%", "()"])
def test_nothing_asked_is_nothing_found(data: DataVersion, question: str) -> None:
    assert not ask(data, question)


def test_the_id_of_a_figure_finds_it_alone(data: DataVersion) -> None:
    name = "ar2021.haechi-ii.arrests.2021"
    assert ask(data, name).figures == (name,)


@pytest.mark.parametrize(("question", "subject"), [("HAECHI V arrests", "haechi-v"), ("opson x countries", "opson-x")])
def test_an_edition_that_is_named_comes_before_the_others_whoever_prints_it(
    data: DataVersion, question: str, subject: str
) -> None:
    first = ask(data, question).figures[0]
    assert first.split(".")[:2] == ["reported", subject]
