"""Every language that is offered says all that the site says."""

from __future__ import annotations

import re

import pytest

from dashboard.i18n.languages import CODES, available_languages, catalogue_path, get_language
from dashboard.i18n.messages import TRANSLATED, in_step, stale, template
from dashboard.releases.data_version import DataVersion


def test_all_four_languages_are_offered() -> None:
    assert available_languages() == CODES


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_is_complete(code: str) -> None:
    assert list(stale(code)) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_is_the_file_that_the_command_writes(code: str) -> None:
    assert catalogue_path(code).read_bytes() == in_step(code), "run: python -m dashboard messages"


@pytest.mark.parametrize("code", TRANSLATED)
def test_plural_forms_keep_their_placeholders(code: str) -> None:
    """Numbers that a language words alike must still be said: five, eleven, a hundred."""
    language = get_language(code)  # type: ignore[arg-type]
    for message in template():
        if isinstance(message.id, (tuple, list)):
            singular, plural = message.id
            names = set(re.findall(r"{(\w+)}", plural))
            for number in (5, 11, 100):
                text = language.translations.ungettext(singular, plural, number)
                assert set(re.findall(r"{(\w+)}", text)) == names, f"{code}, {number}: {text}"


def test_the_database_names_everything_in_four_languages(data: DataVersion) -> None:
    for table in ("topics", "subjects", "metrics", "units", "notes", "disagreements"):
        for row in data.store.rows(f"SELECT en, fr, es, ar FROM {table}"):
            assert all(row.values()), f"{table}: {row}"
