"""Readers' questions in four languages are answered by the first results, quickly and without a sum."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from dashboard.data.store import Store
from dashboard.i18n.languages import Code
from dashboard.releases.data_version import DataVersion
from dashboard.search.answer import Answer, find_answer
from tests.dashboard.search.questions import FIRST, FURTHER, QUESTIONS

#: Of the questions must be answered.
SHARE = 0.95
CPU_LIMIT_MS = 20


def first_answers(answer: Answer) -> set[str]:
    others = (("chart", answer.charts), ("operation", answer.operations), ("country", answer.countries))
    more = (("goal", answer.goals), ("term", answer.terms), ("refusal", answer.refusals))
    named = {f"{kind}:{key}" for kind, keys in (*others, *more) for key in keys[: 2 * FIRST]}
    return {*answer.figures[:FIRST], *named}


def test_there_are_enough_questions_in_each_language_and_their_answers_exist(data: DataVersion) -> None:
    assert min(Counter(code for code, _, _ in QUESTIONS).values()) >= 15 and len(QUESTIONS) >= 60
    known = {row["figure_id"] for row in data.store.rows("SELECT figure_id FROM figures")}
    assert {answer for *_, right in QUESTIONS for answer in right if ":" not in answer} <= known


def test_questions_are_answered_by_the_first_results(data: DataVersion) -> None:
    wrong = [
        (code, question, missing)
        for code, question, right in QUESTIONS
        if (missing := set(right) - first_answers(find_answer(data.search_index, question, code)))  # type: ignore[arg-type]
    ]
    assert len(wrong) <= (1 - SHARE) * len(QUESTIONS), wrong


def test_the_questions_of_another_reader_are_answered_as_well(data: DataVersion) -> None:
    assert min(Counter(code for code, _, _ in FURTHER).values()) >= 15 and len(FURTHER) >= 60
    known = {row["figure_id"] for row in data.store.rows("SELECT figure_id FROM figures")}
    assert {answer for *_, right in FURTHER for answer in right if "." in answer} <= known
    wrong = []
    for code, question, right in FURTHER:
        first = first_answers(find_answer(data.search_index, question, code))  # type: ignore[arg-type]
        first |= {"refusal"} if any(each.startswith("refusal:") for each in first) else set()
        if first.isdisjoint(right):
            wrong.append((code, question, right))
    assert len(wrong) <= (1 - SHARE) * len(FURTHER), wrong


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
def test_a_search_costs_little(data: DataVersion, code: Code) -> None:
    index = data.search_index
    for question in [question for language, question, _ in QUESTIONS if language == code] + ["x" * 2000, "a b " * 500]:
        find_answer(index, question, code)
        began = time.thread_time()
        find_answer(index, question, code)
        assert (time.thread_time() - began) * 1000 < CPU_LIMIT_MS, question


def test_no_value_is_a_sum(data: DataVersion, store_of_figures: set[str]) -> None:
    for code, question, _ in QUESTIONS:
        answer = find_answer(data.search_index, question, code)  # type: ignore[arg-type]
        assert set(answer.figures) <= store_of_figures


@pytest.fixture(scope="module")
def store_of_figures(data: DataVersion) -> set[str]:
    store: Store = data.store
    return {row["figure_id"] for row in store.rows("SELECT figure_id FROM figures")}
