"""Numbers, money, dates and lists in a reader's language, by CLDR."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_compact_currency, format_compact_decimal, format_decimal

from dashboard.languages import Language

CURRENCIES = {"eur": "EUR", "usd": "USD"}
LATIN = {"numbering_system": "latn"}
#: From here on a number is worded: 3.5 billion, not 3,500,000,000.
WORDED_FROM = 1_000_000


def number(value: float, language: Language, decimals: int = 1) -> str:
    """A plain number: 69,270 or 0.5; at most ``decimals`` places, none when they are nought."""
    pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
    return format_decimal(value, format=pattern, locale=language.locale, **LATIN)


def amount(value: float, unit: str, language: Language, *, short: bool = False) -> str:
    """A value with its unit, without a qualifier.

    Args:
        value: in base units.
        unit: a unit of ``data/decisions/units.csv``.
        language: whose conventions to follow.
        short: for labels in charts: ``€137M`` instead of ``€137 million``.
    """
    if unit in CURRENCIES:
        return _money(value, unit, language, short=short)
    if unit == "percent":
        return _percent(value, language)
    if unit in SHORT_UNITS and unit != "count":
        return language.words(SHORT_UNITS[unit]).format(number=number(value, language))
    if abs(value) >= WORDED_FROM and (value % 10_000 == 0 or short):
        return compact(value, language, short=short)
    return number(value, language)


#: Units that are written beside the number; the others are named by the chart.
SHORT_UNITS = {
    "kg": "{number} kg",
    "tonne": "{number} t",
    "second": "{number} s",
    "ratio": "× {number}",
    "packet": "{number} packets",
    "tablet": "{number} tablets",
    "day": "{number} days",
    "hour": "{number} hours",
    "minute": "{number} min",
    "week": "{number} weeks",
    "month": "{number} months",
    "year": "{number} years",
}


def compact(value: float, language: Language, *, short: bool = False) -> str:
    """A large number in words: 3.5 billion (3.5B when short)."""
    form = "short" if short and not language.rtl else "long"
    return format_compact_decimal(value, format_type=form, locale=language.locale, fraction_digits=1, **LATIN)


def _money(value: float, unit: str, language: Language, *, short: bool) -> str:
    if short or abs(value) < WORDED_FROM:
        places = 1 if abs(value) >= WORDED_FROM else 0
        return format_compact_currency(
            value, CURRENCIES[unit], locale=language.locale, fraction_digits=places, **LATIN
        )
    worded = compact(value, language)
    pattern = {"eur": "€{number}", "usd": "US${number}"}[unit]
    return language.words(pattern, number=worded)


def _percent(value: float, language: Language) -> str:
    return language.words("{number}%", number=number(value, language))


QUALIFIED = {
    "exact": "{value}",
    "about": "about {value}",
    "more_than": "more than {value}",
    "at_least": "at least {value}",
    "nearly": "nearly {value}",
    "less_than": "less than {value}",
}
QUALIFIED_SHORT = {**QUALIFIED, "more_than": "> {value}", "at_least": "≥ {value}", "less_than": "< {value}"}


def qualified(value: float, unit: str, qualifier: str, language: Language, *, short: bool = False) -> str:
    """A value as the document qualifies it: nearly 4,000; more than 650,000 (> 650,000 when short)."""
    pattern = (QUALIFIED_SHORT if short else QUALIFIED)[qualifier]
    return language.words(pattern, value=amount(value, unit, language, short=short))


def period(label: str, language: Language) -> str:
    """A period in words: 2021; January 2022; 31 December 2021; 2022–2025.

    Args:
        label: ISO 8601 with ``--`` between two ends.
        language: whose words to use.
    """
    first, _, last = label.partition("--")
    if not last:
        return _moment(first, language)
    return language.words("{start}–{end}", start=_moment(first, language), end=_moment(last, language))


def _moment(text: str, language: Language) -> str:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    moment = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    if len(parts) == 2:
        worded = format_skeleton("yMMMM", moment, locale=language.locale)
    else:
        worded = format_date(moment, format="long", locale=language.locale)
    return latin_digits(worded)


_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def latin_digits(text: str) -> str:
    """Turns Arabic-Indic digits into Latin ones, INTERPOL's own usage in Arabic."""
    return text.translate(_EASTERN)


def listed(items: list[str], language: Language) -> str:
    """A list in words: a, b and c."""
    return format_list(items, locale=language.locale) if items else ""


def plain_value(value: Any) -> str:
    """A value for a machine: no thousands separators, no needless decimals."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
