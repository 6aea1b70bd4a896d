"""Numbers, money, dates and lists in a reader's language, by CLDR."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from babel.dates import format_date, format_interval, format_skeleton, get_month_names
from babel.lists import format_list as babel_list
from babel.numbers import format_compact_currency, format_compact_decimal, format_currency, format_decimal

from dashboard.i18n.languages import N_, NN_, Language

CURRENCIES = {"eur": "EUR", "usd": "USD"}
MINUS = "−"
NO_BREAK = "\u00a0"
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
#: A name in Latin letters, and a number of its own, before what parts it from another number or ends it.
_LATIN_NAME = re.compile(r"(?<![A-Za-z])[A-Za-z][\w.]*(?:[ \u00a0]\d+)?(?=[:،؛][ \u00a0]|$)")
#: From here on a number is worded: 3.5 billion, not 3,500,000,000.
COMPACT_FROM = 1_000_000


def number(value: float, language: Language, decimals: int = 1) -> str:
    """A plain number: 69,270 or 0.5; at most ``decimals`` places, none when they are zero."""
    pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
    written = format_decimal(value, format=pattern, locale=language.locale, numbering_system=language.digits)
    return left_to_right(language.localize_digits(written.replace("-", MINUS)), language, only_if=value < 0)


def separators(language: Language) -> str:
    """The signs of decimals and of thousands, as Plotly wants them."""
    symbols = language.locale.number_symbols.get("latn", {})
    return f"{symbols.get('decimal', '.')}{symbols.get('group', ',')}"


def left_to_right(written: str, language: Language, *, only_if: bool = True) -> str:
    """A number with its sign or per cent in Arabic text: marks on both sides keep them in order (CLDR does so too)."""
    if not (only_if and language.rtl and language.digits == "latn"):
        return written
    bare = written.replace(LEFT_TO_RIGHT_MARK, "")
    return f"{LEFT_TO_RIGHT_MARK}{bare}{LEFT_TO_RIGHT_MARK}"


def end_of_name(text: str, language: Language) -> str:
    """Arabic text with a mark behind each Latin name, so that what follows is not read as its part: First Light 2026: 5,811."""
    return _LATIN_NAME.sub(rf"\g<0>{RIGHT_TO_LEFT_MARK}", text) if language.rtl else text


def amount(value: float, unit: str, language: Language, *, short: bool = False) -> str:
    """A value with its unit, without a qualifier.

    Args:
        value: in base units.
        unit: a unit of ``data/decisions/units.csv``.
        language: whose conventions to follow.
        short: for labels in charts: ``€137M`` instead of ``€137 million``.
    """
    if unit == "date":
        return language.localize_digits(f"{value:.0f}")
    if unit in CURRENCIES:
        text = _money(abs(value), unit, language, short=short)
        return text if value >= 0 else left_to_right("−", language) + text if language.rtl else f"−{text}"
    if unit == "percent":
        return _percent(value, language)
    if unit in SHORT_UNITS and unit != "count":
        display = compact(value, language) if abs(value) >= COMPACT_FROM else number(value, language)
        if short and unit == "tonne":  # the word would be wider than the columns of a series
            return language.gettext("{value} t", value=display)
        singular, plural = SHORT_UNITS[unit]
        return language.ngettext(singular, plural, _grammatical_number(value, language), value=display)
    if abs(value) >= COMPACT_FROM and (value % 10_000 == 0 or short):
        return compact(value, language, short=short)
    return number(value, language)


def _grammatical_number(value: float, language: Language) -> int:
    """The whole number whose noun a value takes: 0.5 seconds, but 0,5 seconde."""
    if value == int(value):
        return int(value)
    if language.code == "ar":  # its rule for what is no whole number is not followed
        return 1 if value < 1 else round(value)
    form = language.locale.plural_form
    return next((whole for whole in range(2, 101) if form(whole) == form(value)), 1)


#: Units that are written beside the number; the others are named by the chart.
SHORT_UNITS = {
    "kg": NN_("{value} kg", "{value} kg"),
    "tonne": NN_("{value} tonne", "{value} tonnes"),
    "second": NN_("{value} second", "{value} seconds"),
    "ratio": NN_("× {value}", "× {value}"),
    "packet": NN_("{value} packet", "{value} packets"),
    "tablet": NN_("{value} tablet", "{value} tablets"),
    "day": NN_("{value} day", "{value} days"),
    "hour": NN_("{value} hour", "{value} hours"),
    "minute": NN_("{value} minute", "{value} minutes"),
    "week": NN_("{value} week", "{value} weeks"),
    "month": NN_("{value} month", "{value} months"),
    "year": NN_("{value} year", "{value} years"),
}


def compact(value: float, language: Language, *, short: bool = False) -> str:
    """A large number in words: 3.5 billion (3.5B when short)."""
    if (
        language.code == "es" and 1e9 <= abs(value) < 1e12
    ):  # thousands of millions: CLDR's "4 mil millones" is not written
        pattern = N_("{number} M") if short else N_("{number} million")
        return language.gettext(pattern, number=number(value / 1e6, language)).replace(" ", NO_BREAK)
    form: Literal["short", "long"] = "short" if short and not language.rtl else "long"
    display = format_compact_decimal(
        value, format_type=form, locale=language.locale, fraction_digits=1, numbering_system=language.digits
    )
    display = (
        _british_suffix(display, language) if form == "short" else _fix_plural(display, language).replace(" ", NO_BREAK)
    )
    return language.localize_digits(display)


def _money(value: float, unit: str, language: Language, *, short: bool) -> str:
    if abs(value) < COMPACT_FROM and not language.rtl:
        written = format_currency(
            value,
            CURRENCIES[unit],
            locale=language.locale,
            currency_digits=False,
            format=_whole_money(language),
            numbering_system=language.digits,
        )
        return language.localize_digits(written)
    if short and not language.rtl:  # Arabic names the currency: a sign would stand on the wrong side
        display = format_compact_currency(
            value, CURRENCIES[unit], locale=language.locale, fraction_digits=1, numbering_system=language.digits
        )
        return language.localize_digits(_british_suffix(display, language).replace("MUS$", f"M{NO_BREAK}US$"))
    display = compact(value, language) if abs(value) >= COMPACT_FROM else number(value, language)
    pattern = {"eur": N_("€{number}"), "usd": N_("US${number}")}[unit]
    return language.gettext(pattern, number=display)


def _percent(value: float, language: Language) -> str:
    return left_to_right(language.gettext("{number}%", number=number(value, language)), language)


def _fix_plural(display: str, language: Language) -> str:
    """Mends the number of the noun where Babel takes the wrong plural: 1 million; 4 مليارات."""
    if language.code == "fr":
        return re.sub(rf"^({MINUS}?1\s)(million|milliard)s$", r"\1\2", display)
    if language.code == "ar":
        display = re.sub(r"^1\s(?=مليون$|مليار$)", "", display)
        return re.sub(r"^((?:[3-9]|10)\s)مليار$", r"\1مليارات", display)
    return display


def _british_suffix(display: str, language: Language) -> str:
    """CLDR's English shorthand is American (7.4B); the site writes 7.4bn, 137m, 50k."""
    if language.code != "en":
        return display
    return re.sub(r"(?<=\d)[KMB]$", lambda match: {"K": "k", "M": "m", "B": "bn"}[match[0]], display)


def _whole_money(language: Language) -> str:
    """The locale's pattern of money without cents."""
    return re.sub(r"[.,]?00(?=[^0#,.]|$)", "", str(language.locale.currency_formats["standard"].pattern))


QUALIFIED = {
    "exact": N_("{value}"),
    "about": N_("about {value}"),
    "more_than": N_("more than {value}"),
    "at_least": N_("at least {value}"),
    "nearly": N_("nearly {value}"),
    "less_than": N_("less than {value}"),
}
QUALIFIED_SHORT = {
    **QUALIFIED,
    "more_than": N_("> {value}"),
    "at_least": N_("≥ {value}"),
    "less_than": N_("< {value}"),
}


def qualified(value: float, unit: str, qualifier: str, language: Language, *, short: bool = False) -> str:
    """A value as the document qualifies it: nearly 4,000; more than 650,000 (> 650,000 when short)."""
    pattern = (QUALIFIED_SHORT if short else QUALIFIED)[qualifier]
    return language.gettext(pattern, value=amount(value, unit, language, short=short))


def period(label: str, language: Language) -> str:
    """A period in words: 2021; January 2022; 31 December 2021; 2022–2025; 9–16 Jun 2015.

    Months and days are joined as CLDR joins them: what both ends share is said once. Days in Arabic are not: two
    numbers about a dash may be read in either order there.

    Args:
        label: ISO 8601 with ``--`` between two ends.
        language: whose words to use.
    """
    first, _, last = label.partition("--")
    if not last:
        return _format_date(first, language)
    of_months = len(first) == len(last) == len("2020-02")
    if of_months or (len(first) == len(last) == len("2020-02-01") and not language.rtl):
        start, end = (date.fromisoformat(f"{moment}-01"[: len("2020-02-01")]) for moment in (first, last))
        display = format_interval(start, end, skeleton="yMMMM" if of_months else "yMMMMd", locale=language.locale)
        return language.localize_digits(display.translate(_LATIN_DIGITS))
    return language.gettext("{start}–{end}", start=_format_date(first, language), end=_format_date(last, language))


def month_names(language: Language) -> list[str]:
    """The names of the twelve months, as short as the language has them."""
    names = get_month_names("abbreviated", context="stand-alone", locale=language.locale)
    return [names[number] for number in range(1, 13)]


#: Years that are named one by one; more are told by the first and the last.
MAX_YEARS = 3


def years(found: list[str], language: Language) -> str:
    """Some years in words, the earliest first: 2020 and 2021; 2015–2021."""
    if len(found) > MAX_YEARS:
        return period(f"{found[0]}--{found[-1]}", language)
    return format_list([period(year, language) for year in found], language)


def _format_date(text: str, language: Language) -> str:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return language.localize_digits(text)
    moment = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    if len(parts) == 2:
        display = format_skeleton("yMMMM", moment, locale=language.locale)
    else:
        display = format_date(moment, format="long", locale=language.locale)
    return language.localize_digits(display.translate(_LATIN_DIGITS))


#: Babel writes Arabic dates in the digits of the locale whatever numbering system is asked for.
_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


def thousands_in_words(text: str, language: Language) -> str:
    """Whole thousands as an Arabic headline has them: twenty thousand, not 20,000; a comma beside its own would be read."""
    if language.code != "ar":
        return text
    return _THOUSANDS.sub(lambda n: f"{n[1]}{NO_BREAK}{'آلاف' if n[1] in ('10', '١٠') else 'ألف'}", text)


_THOUSANDS = re.compile(r"(?<![\d.,٫٬])(\d{2,3})[,٬](?:000|٠٠٠)(?![\d,.٫٬])")


def format_list(items: list[str], language: Language) -> str:
    """A list in words: a, b and c; in Spanish “e” stands before the sound i."""
    if not items:
        return ""
    written = babel_list(items, locale=language.locale)
    if language.code == "ar":  # joined to a Latin name, the word for “and” would be read after it
        return _JOINED_WAW.sub(f"و{NO_BREAK}", written)
    if language.code == "es" and len(items) > 1 and _SOUND_I.match(items[-1]):
        return written.removesuffix(f"y {items[-1]}") + f"e {items[-1]}"
    return written


_JOINED_WAW = re.compile("(?<= )و(?=[A-Za-z])")
_SOUND_I = re.compile(r"h?[ií](?![aeou])", re.I)


def machine_value(value: Any) -> str:
    """A value for a machine: no thousands separators, no needless decimals."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
