"""Numbers, money, dates and lists in a reader's language, by CLDR."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_compact_currency, format_compact_decimal, format_currency, format_decimal

from dashboard.i18n.languages import Language, message, message_pair

CURRENCIES = {"eur": "EUR", "usd": "USD"}
MINUS = "−"
NO_BREAK = "\u00a0"
LEFT_TO_RIGHT_MARK = "\u200e"
#: From here on a number is worded: 3.5 billion, not 3,500,000,000.
WORDED_FROM = 1_000_000


def number(value: float, language: Language, decimals: int = 1) -> str:
    """A plain number: 69,270 or 0.5; at most ``decimals`` places, none when they are nought."""
    pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
    written = format_decimal(value, format=pattern, locale=language.locale, numbering_system=language.digits)
    return left_to_right(language.in_digits(written.replace("-", MINUS)), language, only_if=value < 0)


def left_to_right(written: str, language: Language, *, only_if: bool = True) -> str:
    """A number with its sign or per cent in Arabic text: marks on both sides keep them in order (CLDR does so too)."""
    if not (only_if and language.rtl and language.digits == "latn"):
        return written
    bare = written.replace(LEFT_TO_RIGHT_MARK, "")
    return f"{LEFT_TO_RIGHT_MARK}{bare}{LEFT_TO_RIGHT_MARK}"


def amount(value: float, unit: str, language: Language, *, short: bool = False) -> str:
    """A value with its unit, without a qualifier.

    Args:
        value: in base units.
        unit: a unit of ``data/decisions/units.csv``.
        language: whose conventions to follow.
        short: for labels in charts: ``€137M`` instead of ``€137 million``.
    """
    if unit == "date":
        return language.in_digits(f"{value:.0f}")
    if unit in CURRENCIES:
        return _money(value, unit, language, short=short)
    if unit == "percent":
        return _percent(value, language)
    if unit in SHORT_UNITS and unit != "count":
        worded = compact(value, language) if abs(value) >= WORDED_FROM else number(value, language)
        singular, plural = SHORT_UNITS[unit]
        return language.count_words(singular, plural, _grammatical_number(value, language), value=worded)
    if abs(value) >= WORDED_FROM and (value % 10_000 == 0 or short):
        return compact(value, language, short=short)
    return number(value, language)


def _grammatical_number(value: float, language: Language) -> int:
    """The whole number whose noun a value takes: 0.5 seconds, but 0,5 seconde."""
    if value == int(value):
        return int(value)
    if language.code in ("en", "es"):
        return max(2, round(value))
    return 1 if value < (2 if language.code == "fr" else 1) else round(value)


#: Units that are written beside the number; the others are named by the chart.
SHORT_UNITS = {
    "kg": message_pair("{value} kg", "{value} kg"),
    "tonne": message_pair("{value} tonne", "{value} tonnes"),
    "second": message_pair("{value} second", "{value} seconds"),
    "ratio": message_pair("× {value}", "× {value}"),
    "packet": message_pair("{value} packet", "{value} packets"),
    "tablet": message_pair("{value} tablet", "{value} tablets"),
    "day": message_pair("{value} day", "{value} days"),
    "hour": message_pair("{value} hour", "{value} hours"),
    "minute": message_pair("{value} minute", "{value} minutes"),
    "week": message_pair("{value} week", "{value} weeks"),
    "month": message_pair("{value} month", "{value} months"),
    "year": message_pair("{value} year", "{value} years"),
}


def compact(value: float, language: Language, *, short: bool = False) -> str:
    """A large number in words: 3.5 billion (3.5B when short)."""
    if (
        language.code == "es" and 1e9 <= abs(value) < 1e12
    ):  # thousands of millions: CLDR's "4 mil millones" is not written
        pattern = message("{number} M") if short else message("{number} million")
        return language.words(pattern, number=number(value / 1e6, language)).replace(" ", NO_BREAK)
    form: Literal["short", "long"] = "short" if short and not language.rtl else "long"
    worded = format_compact_decimal(
        value, format_type=form, locale=language.locale, fraction_digits=1, numbering_system=language.digits
    )
    worded = _british(worded, language) if form == "short" else _agreed(worded, language).replace(" ", NO_BREAK)
    return language.in_digits(worded)


def _money(value: float, unit: str, language: Language, *, short: bool) -> str:
    if abs(value) < WORDED_FROM and not language.rtl:
        written = format_currency(
            value,
            CURRENCIES[unit],
            locale=language.locale,
            currency_digits=False,
            format=_whole_money(language),
            numbering_system=language.digits,
        )
        return language.in_digits(written)
    if short and not language.rtl:  # Arabic names the currency: a sign would stand on the wrong side
        worded = format_compact_currency(
            value, CURRENCIES[unit], locale=language.locale, fraction_digits=1, numbering_system=language.digits
        )
        return language.in_digits(_british(worded, language).replace("MUS$", f"M{NO_BREAK}US$"))
    worded = compact(value, language) if abs(value) >= WORDED_FROM else number(value, language)
    pattern = {"eur": message("€{number}"), "usd": message("US${number}")}[unit]
    return language.words(pattern, number=worded)


def _percent(value: float, language: Language) -> str:
    return left_to_right(language.words("{number}%", number=number(value, language)), language)


def _agreed(worded: str, language: Language) -> str:
    """Mends the number of the noun where Babel takes the wrong plural: 1 million; 4 مليارات."""
    if language.code == "fr":
        return re.sub(rf"^({MINUS}?1\s)(million|milliard)s$", r"\1\2", worded)
    if language.code == "ar":
        worded = re.sub(r"^1\s(?=مليون$|مليار$)", "", worded)
        return re.sub(r"^((?:[3-9]|10)\s)مليار$", r"\1مليارات", worded)
    return worded


def _british(worded: str, language: Language) -> str:
    """CLDR's English shorthand is American (7.4B); the site writes 7.4bn, 137m, 50k."""
    if language.code != "en":
        return worded
    return re.sub(r"(?<=\d)[KMB]$", lambda match: {"K": "k", "M": "m", "B": "bn"}[match[0]], worded)


def _whole_money(language: Language) -> str:
    """The locale's pattern of money without cents."""
    return re.sub(r"[.,]?00(?=[^0#,.]|$)", "", str(language.locale.currency_formats["standard"].pattern))


QUALIFIED = {
    "exact": message("{value}"),
    "about": message("about {value}"),
    "more_than": message("more than {value}"),
    "at_least": message("at least {value}"),
    "nearly": message("nearly {value}"),
    "less_than": message("less than {value}"),
}
QUALIFIED_SHORT = {
    **QUALIFIED,
    "more_than": message("> {value}"),
    "at_least": message("≥ {value}"),
    "less_than": message("< {value}"),
}


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
    if len(first) == len(last) == len("2020-02") and first[:4] == last[:4]:  # the year is said once
        start, end = (date(int(month[:4]), int(month[5:]), 1) for month in (first, last))
        worded = format_interval(start, end, skeleton="yMMMM", locale=language.locale)
        return language.in_digits(worded.translate(_LATIN_DIGITS))
    return language.words("{start}–{end}", start=_moment(first, language), end=_moment(last, language))


def _moment(text: str, language: Language) -> str:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return language.in_digits(text)
    moment = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    if len(parts) == 2:
        worded = format_skeleton("yMMMM", moment, locale=language.locale)
    else:
        worded = format_date(moment, format="long", locale=language.locale)
    return language.in_digits(worded.translate(_LATIN_DIGITS))


#: Babel writes Arabic dates in the digits of the locale whatever numbering system is asked for.
_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def listed(items: list[str], language: Language) -> str:
    """A list in words: a, b and c; in Spanish “e” stands before the sound i."""
    if not items:
        return ""
    written = format_list(items, locale=language.locale)
    if language.code == "es" and len(items) > 1 and _SOUND_I.match(items[-1]):
        return written.removesuffix(f"y {items[-1]}") + f"e {items[-1]}"
    return written


_SOUND_I = re.compile(r"h?[ií](?![aeou])", re.I)


def plain_value(value: Any) -> str:
    """A value for a machine: no thousands separators, no needless decimals."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
