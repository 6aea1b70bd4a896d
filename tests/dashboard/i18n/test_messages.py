"""Every language that is offered says all that the site says."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from dashboard.data.vocabulary import untranslated
from dashboard.i18n.languages import available_languages, catalogue_path, get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.i18n.catalogues import make, template
from tests.server import CODES

TRANSLATED = CODES[1:]


def test_the_declared_languages_are_offered() -> None:
    assert available_languages()[:4] == ("en", "fr", "es", "ar")


def test_catalogues_are_the_files_that_the_command_writes() -> None:
    done = make("translations", "CHECK=--check")
    assert done.returncode == 0, f"run: make translations\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated_with_its_placeholders(code: str) -> None:
    with catalogue_path(code).open("rb") as file:
        catalogue = read_po(file, locale=code)
    for message in template():
        if not message.id:
            continue
        translated = catalogue.get(message.id[0] if isinstance(message.id, (tuple, list)) else message.id)
        assert translated is not None and not translated.fuzzy, f"{code}: missing {message.id!r}"
        plural = isinstance(message.id, (tuple, list))
        wanted = set(re.findall(r"{\w+}", message.id[-1] if plural else message.id))
        for text in translated.string if isinstance(translated.string, (tuple, list)) else [translated.string]:
            found = set(re.findall(r"{\w+}", text or ""))
            assert text and found <= wanted and (plural or found == wanted), f"{code}: {message.id!r}"


@pytest.mark.parametrize("code", TRANSLATED)
def test_plural_forms_keep_their_placeholders(code: str) -> None:
    """Numbers that a language words alike must still be said: five, eleven, a hundred."""
    language = get_language(code)
    for message in template():
        if isinstance(message.id, (tuple, list)):
            singular, plural = message.id
            names = set(re.findall(r"{(\w+)}", plural))
            for number in (5, 11, 100):
                text = language.translations.ungettext(singular, plural, number)
                assert set(re.findall(r"{(\w+)}", text)) == names, f"{code}, {number}: {text}"


def test_the_database_names_everything_in_every_language(data: DataVersion) -> None:
    assert [row for row in untranslated(data.store) if row["language"] in CODES] == []
