"""The languages of the site and the words in each.

English is what the code and the chart files say. The other languages are gettext catalogues in
``dashboard/locales/<language>/LC_MESSAGES/messages.po``.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from dashboard.locations import PACKAGE

Code = Literal["en", "fr", "es", "ar"]
#: Every language of the design, in the order of the language switch.
CODES: tuple[Code, ...] = ("en", "fr", "es", "ar")
NAMES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}
OPEN_GRAPH_LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar_AR"}


@dataclass(frozen=True)
class Language:
    """A language and its words.

    Attributes:
        code: ``en``, ``fr``, ``es`` or ``ar``.
        locale: the CLDR locale of numbers and dates; Latin digits in every language.
        direction: ``ltr`` or ``rtl``.
    """

    code: Code
    locale: Locale
    direction: Literal["ltr", "rtl"]
    translations: Translations

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def rtl(self) -> bool:
        """True where text runs from right to left."""
        return self.direction == "rtl"

    def words(self, message: str, **values: object) -> str:
        """The message in this language, with its placeholders filled.

        Args:
            message: the English text, for example ``Download {chart}``.
            **values: what the placeholders stand for, as text.
        """
        text = self.translations.ugettext(message) if message else ""
        return text.format(**values) if values else text

    def count_words(self, singular: str, plural: str, number: int, **values: object) -> str:
        """The form of a message that fits a number, with ``{number}`` filled."""
        text = self.translations.ungettext(singular, plural, number)
        return text.format(number=number, **values)


def message(text: str) -> str:
    """Marks a text that is worded later, so that it is found for the catalogues."""
    return text


def message_pair(singular: str, plural: str) -> tuple[str, str]:
    """Marks two forms of a message that is worded later."""
    return singular, plural


def catalogue_path(code: str) -> Path:
    """The gettext catalogue of a language."""
    return PACKAGE / "locales" / code / "LC_MESSAGES" / "messages.po"


@cache
def language(code: Code) -> Language:
    """Gives a language.

    Raises:
        KeyError: it is not one of the four.
    """
    if code not in CODES:
        raise KeyError(code)
    locale = Locale.parse({"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar_EG"}[code])
    direction: Literal["ltr", "rtl"] = "rtl" if code == "ar" else "ltr"
    return Language(code, locale, direction, _translations(code))


def _translations(code: str) -> Translations:
    path = catalogue_path(code)
    if not path.exists():
        return Translations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def offered() -> tuple[Code, ...]:
    """The languages whose catalogue is there; English always is."""
    return tuple(code for code in CODES if code == "en" or catalogue_path(code).exists())
