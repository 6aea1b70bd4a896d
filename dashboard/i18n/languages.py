"""The languages of the site and the words in each.

``data/decisions/languages.csv`` declares them, and CLDR tells the rest. English is what the code and the chart files say.
The other languages are gettext catalogues in ``dashboard/i18n/locales/<language>/LC_MESSAGES/messages.po``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal
from babel.support import Translations

from dashboard.errors import SiteError, near_names
from dashboard.paths import PACKAGE, languages_file
from dashboard.settings import settings

Code = str
Direction = Literal["ltr", "rtl"]
Digits = str
#: The zero of each kind of digits that are not Latin, by their CLDR names.
ZEROS: dict[Digits, str] = {"arab": "٠", "arabext": "۰"}


def _read_languages() -> dict[Code, tuple[Locale, bool]]:
    """Each declared language: its locale, and whether it is offered before all of its words are there.

    Raises:
        SiteError: the file is missing, or a locale is unknown; the pipeline checks the rest.
    """
    shown = "data/decisions/languages.csv"
    found = {}
    try:
        with languages_file().open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                try:
                    found[row["language"]] = Locale.parse(row["locale"]), row["offered"] == "always"
                except (ValueError, UnknownLocaleError) as error:
                    near = near_names(row["locale"], locale_identifiers())
                    raise SiteError(
                        f"{shown}, line {number}, column locale: {row['locale']!r} is no locale of CLDR. {near}"
                    ) from error
    except (OSError, KeyError) as error:
        raise SiteError(f"{shown} cannot be read ({error}). Restore it from the repository.") from error
    return found


_DECLARED = _read_languages()
#: Every declared language, in the order of the language switch.
CODES: tuple[Code, ...] = tuple(_DECLARED)
#: Each in its own words.
NAMES = {
    code: str(locale.language_name)[:1].upper() + str(locale.language_name)[1:]
    for code, (locale, _) in _DECLARED.items()
}
#: The digits in which each language can be read, by their CLDR names; the first are the default.
DIGITS: dict[Code, tuple[Digits, ...]] = {
    code: ("latn", *({str(locale.other_numbering_systems.get("native"))} & ZEROS.keys()))
    for code, (locale, _) in _DECLARED.items()
}
#: The ways in which time runs in the charts of each language. Arabic pages, tables and sentences begin at the right, and so
#: does time, as in Arabic textbooks; many newsrooms draw it from the left, and may ask for that.
TIMES: dict[Code, tuple[Direction, ...]] = {
    code: ("rtl", "ltr") if locale.text_direction == "rtl" else ("ltr",) for code, (locale, _) in _DECLARED.items()
}


@dataclass(frozen=True)
class Language:
    """A language and its words.

    Attributes:
        code: of ISO 639, such as ``en``.
        locale: the CLDR locale of numbers and dates.
        digits: CLDR's name of the digits that words are written with: Latin, or Arabic-Indic where a reader asks.
        time: the direction in which years follow each other in charts.
    """

    code: Code
    locale: Locale
    translations: Translations
    digits: Digits
    time: Direction

    def __hash__(self) -> int:
        return hash((self.code, self.digits, self.time))

    @property
    def direction(self) -> Direction:
        """``ltr`` or ``rtl``."""
        return "rtl" if self.rtl else "ltr"

    @property
    def rtl(self) -> bool:
        """True where text runs from right to left."""
        return bool(self.locale.text_direction == "rtl")

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
        zero = ord(ZEROS[self.digits])
        return _WORD.sub(lambda match: match[0] if _LATIN_LETTER.search(match[0]) else _arabic(match[0], zero), text)

    def _filled(self, values: dict[str, object]) -> dict[str, object]:
        return {
            key: self.localize_digits(str(value)) if isinstance(value, int) else value for key, value in values.items()
        }


_WORD = re.compile(r"\{[^}]*\}|[^\s{}]+")
_LATIN_LETTER = re.compile("[A-Za-z]")


def _arabic(text: str, zero: int) -> str:
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "٬", text)
    text = re.sub(r"(?<=\d)\.(?=\d)", "٫", text).replace("%", "٪")
    return text.translate({ord("0") + digit: zero + digit for digit in range(10)})


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
        KeyError: it is not declared, or is not read in these digits, or time does not run so in it.
    """
    if code not in CODES or digits not in DIGITS[code] or time not in (None, *TIMES[code]):
        raise KeyError(code, digits, time)
    return Language(code, _DECLARED[code][0], _translations(code), digits, time or TIMES[code][0])


def check_catalogues() -> None:
    """Reads every catalogue, and keeps none.

    Raises:
        SiteError: one cannot be read.
    """
    for code in CODES:
        _translations.__wrapped__(code)


def catalogue_shown(code: Code) -> str:
    """Its place, for messages."""
    return f"dashboard/i18n/locales/{code}/LC_MESSAGES/messages.po"


def catalogue(code: Code) -> Catalog:
    """The messages of a language; none where it has no catalogue.

    Raises:
        SiteError: it cannot be read, or has another number of plural forms than the language.
    """
    path, shown = catalogue_path(code), catalogue_shown(code)
    if not path.exists():
        return Catalog(code)
    try:
        with path.open("rb") as file:
            found = read_po(file, locale=code, abort_invalid=True)
    except (OSError, UnicodeDecodeError, PoFileError) as error:
        raise SiteError(f"{shown} cannot be read: {error}. Mend it; make translations writes it anew.") from error
    gettext, names = get_plural(code), {*_DECLARED[code][0].plural_form.tags, "other"}
    if found.num_plurals not in (gettext.num_plurals, len(names)):
        what = f"there are nplurals={found.num_plurals}; {NAMES[code]} has {len(names)} by CLDR ({', '.join(sorted(names))})"
        raise SiteError(f"{shown}, Plural-Forms: {what}. Write those, or what gettext has: {gettext}")
    return found


def untranslated_messages(code: Code) -> list[str]:
    """The English messages of a catalogue that lack a translation, or a form of it."""
    return [text for text, forms in catalogue_messages(code) if not all(forms)]


def catalogue_messages(code: Code) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every English message of a catalogue with its translations; of one with several forms, all of them."""
    for message in catalogue(code):
        if isinstance(message.id, (tuple, list)):
            yield message.id[1], tuple(map(str, message.string or ()))
        elif message.id:
            yield message.id, (str(message.string or ""),)


@cache
def _translations(code: Code) -> Translations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(code))
    compiled.seek(0)
    return Translations(compiled)


@cache
def _has_every_message(code: Code) -> bool:
    return code == "en" or (len(catalogue(code)) > 0 and not untranslated_messages(code))


def available_languages() -> tuple[Code, ...]:
    """The languages that are offered: those that are always, and those whose words are all there, in the data too."""
    named, complete = _served
    return tuple(
        code
        for code in CODES
        if code in named and (_is_always_offered(code) or (code in complete and _has_every_message(code)))
    )


def _is_always_offered(code: Code) -> bool:
    return _DECLARED[code][1] or settings().unfinished_languages


def serve_names(named: Collection[Code], complete: Collection[Code]) -> None:
    """Takes note of the data that are served.

    Args:
        named: the languages that its tables have columns for.
        complete: those of them in which no name is missing.
    """
    global _served
    _served = frozenset(named), frozenset(complete)


#: Until data are served, those are what the code knows.
_served = frozenset(CODES), frozenset(CODES)
