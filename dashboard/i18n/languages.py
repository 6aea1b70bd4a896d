"""The languages of the site and the words in each.

English is what the code and the chart files say. The other languages are gettext catalogues in
``dashboard/i18n/locales/<language>/LC_MESSAGES/messages.po``.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal
from babel.support import Translations

from dashboard.errors import SiteError
from dashboard.paths import PACKAGE

Code = Literal["en", "fr", "es", "ar"]
#: Every language of the design, in the order of the language switch.
CODES: tuple[Code, ...] = ("en", "fr", "es", "ar")
NAMES = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}
Direction = Literal["ltr", "rtl"]
#: The digits in which each language can be read, by their CLDR names; the first are the default.
Digits = Literal["latn", "arab"]
DIGITS: dict[Code, tuple[Digits, ...]] = {"en": ("latn",), "fr": ("latn",), "es": ("latn",), "ar": ("latn", "arab")}
#: The ways in which time runs in the charts of each language. Arabic pages, tables and sentences begin at the right, and so
#: does time, as in Arabic textbooks; many newsrooms draw it from the left, and may ask for that.
TIMES: dict[Code, tuple[Direction, ...]] = {"en": ("ltr",), "fr": ("ltr",), "es": ("ltr",), "ar": ("rtl", "ltr")}
OPEN_GRAPH_LOCALES = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar_AR"}


@dataclass(frozen=True)
class Language:
    """A language and its words.

    Attributes:
        code: ``en``, ``fr``, ``es`` or ``ar``.
        locale: the CLDR locale of numbers and dates.
        direction: ``ltr`` or ``rtl``.
        digits: CLDR's name of the digits that words are written with: Latin, or Arabic-Indic where a reader asks.
        time: the direction in which years follow each other in charts.
    """

    code: Code
    locale: Locale
    direction: Direction
    translations: Translations
    digits: Digits = "latn"
    time: Direction = "ltr"

    def __hash__(self) -> int:
        return hash((self.code, self.digits, self.time))

    @property
    def rtl(self) -> bool:
        """True where text runs from right to left."""
        return self.direction == "rtl"

    def gettext(self, message: str, **values: object) -> str:
        """The message in this language, with its placeholders filled.

        Args:
            message: the English text, for example ``Download {chart}``.
            **values: what the placeholders stand for: text in its final form, or a whole number that names
                something, such as a line, and so has no separators.
        """
        text = self.localize_digits(self.translations.ugettext(message)) if message else ""
        return text.format(**self._filled(values)) if values else text

    def ngettext(self, singular: str, plural: str, number: int, **values: object) -> str:
        """The form of a message that fits a number, with ``{number}`` filled."""
        text = self.localize_digits(self.translations.ungettext(singular, plural, number))
        written = self.localize_digits(format_decimal(number, locale=self.locale, numbering_system=self.digits))
        return text.format(number=written, **self._filled(values))

    def localize_digits(self, text: str) -> str:
        """A text with its numbers in the digits of this language.

        What holds Latin letters, such as COVID-19 or a version, stays as it is.
        """
        if self.digits == "latn":
            return text
        return _WORD.sub(lambda match: match[0] if _LATIN_LETTER.search(match[0]) else _arabic_indic(match[0]), text)

    def _filled(self, values: dict[str, object]) -> dict[str, object]:
        return {
            key: self.localize_digits(str(value)) if isinstance(value, int) else value for key, value in values.items()
        }


_WORD = re.compile(r"\{[^}]*\}|[^\s{}]+")
_LATIN_LETTER = re.compile("[A-Za-z]")
_TO_ARABIC_INDIC = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")


def _arabic_indic(text: str) -> str:
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "٬", text)
    return re.sub(r"(?<=\d)\.(?=\d)", "٫", text).translate(_TO_ARABIC_INDIC)


def N_(text: str) -> str:  # noqa: N802
    """Marks a text that is worded later, so that it is found for the catalogues."""
    return text


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802
    """Marks two forms of a message that is worded later."""
    return singular, plural


def catalogue_path(code: str) -> Path:
    """The gettext catalogue of a language."""
    return PACKAGE / "i18n" / "locales" / code / "LC_MESSAGES" / "messages.po"


@cache
def get_language(code: Code, digits: Digits = "latn", time: Direction | None = None) -> Language:
    """Gives a language.

    Raises:
        KeyError: it is not one of the four, or is not read in these digits, or time does not run so in it.
    """
    if code not in CODES or digits not in DIGITS[code] or time not in (None, *TIMES[code]):
        raise KeyError(code, digits, time)
    locale = Locale.parse({"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar_EG"}[code])
    direction: Direction = "rtl" if code == "ar" else "ltr"
    return Language(code, locale, direction, _translations(code), digits, time or TIMES[code][0])


def check_catalogues() -> None:
    """Reads every catalogue, and keeps none.

    Raises:
        SiteError: one cannot be read.
    """
    for code in CODES:
        _translations.__wrapped__(code)


@cache
def _translations(code: str) -> Translations:
    path = catalogue_path(code)
    if not path.exists():
        return Translations()
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code, abort_invalid=True)
    except (OSError, UnicodeDecodeError, PoFileError) as error:
        shown = f"dashboard/i18n/locales/{code}/LC_MESSAGES/messages.po"
        raise SiteError(f"{shown} cannot be read: {error}. Mend it; make translations writes it anew.") from error
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


@cache
def available_languages() -> tuple[Code, ...]:
    """The languages whose catalogue is there; English always is. Looked for once."""
    return tuple(code for code in CODES if code == "en" or catalogue_path(code).exists())
