"""Whatever is asked of the board, the membership and the search is answered in the reader's language, and never reflected."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from dashboard.i18n.languages import available_languages
from tests.server import Site

SCRIPT, MARKS = "<script>alert(1)</script>", "\u202eabc\u2066"
WRONG = {
    "operations": [("area", "x"), ("year", "1800"), ("year", "abc"), ("goal", "8"), ("region", "Atlantis"), ("draw", "x"),
                   ("outcome", "profit"), ("kind", "x"), ("view", "x"), ("order", "x"), ("page", "99"), ("page", "abc"),
                   ("operation", MARKS), ("compare", SCRIPT), ("area", SCRIPT), ("area", MARKS), ("area", "x" * 2000)],
    "embed/operations": [("area", "x"), ("draw", SCRIPT)],
    "charts/compared-operations": [("compare", "x"), ("compare", MARKS)],
    "charts/members-in-year": [("until", "abc"), ("until", "1800"), ("until", MARKS), ("until", SCRIPT)],
    "members": [("until", "abc"), ("until", "1800"), ("until", "3000")],
}  # fmt: skip
QUESTIONS = [
    "x" * 2000,
    MARKS,
    SCRIPT,
    "",
    " ",
    "a",
    "%",
    "'; DROP TABLE figures",
    "0" * 500,
    "-" * 300,
    "١" * 300,
    "\u200f",
]


@pytest.mark.parametrize("code", available_languages())
def test_what_is_not_offered_is_refused_with_what_is(site: Site, code: str) -> None:
    for page, asked in WRONG.items():
        for name, value in asked:
            answer = site.get(f"/{code}/{page}?{urlencode({name: value})}")
            assert answer.status == 400, (page, name, value)
            assert (
                f'<html lang="{code}"' in answer.text and "<li>" in answer.text and "<script>alert" not in answer.text
            )
    ten = urlencode([(name, f"x{n}") for name in ("area", "goal", "region", "outcome", "compare") for n in range(10)])
    assert site.get(f"/{code}/operations?{ten}").status == 400


@pytest.mark.parametrize("code", available_languages())
def test_every_question_has_an_answer_or_is_told_what_may_be_asked(site: Site, code: str) -> None:
    for question in QUESTIONS:
        answer = site.get(f"/{code}/search?{urlencode({'q': question})}")
        assert answer.status == 200 and "<script>alert" not in answer.text, question
        assert "data-figure=" in answer.text or 'class="text examples"' in answer.text or "found-others" in answer.text
        assert "\u202e" not in answer.text
