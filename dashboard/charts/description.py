"""A chart in words, made from its data: what it shows, the main finding, the extremes."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.datum import Datum
from dashboard.charts.view import ChartView
from dashboard.i18n import formatting

#: Values that share no scale and are all named.
MAX_NAMED = 40
#: Values of what is set off that are read out.
MAX_EMPHASISED = 6


def alt_text(view: ChartView) -> str:
    """Gives two to six sentences; the finding comes before the form."""
    language, info = view.language, view.info
    sentences = [
        _sentence(view.title),
        language.gettext(info.name),
        _sentence(view.subtitle.rstrip("\u00a0†§*‡")),  # marks are explained where they can be seen
    ]
    if chosen := view.emphasised:
        named = formatting.format_list([_named(view, row) for row in chosen[:MAX_EMPHASISED]], language)
        sentences.append(language.gettext("In colour among grey ones: {values}.", values=named))
    rows = list(view.rows)
    if not rows:
        return " ".join(sentences)
    if rows[0].point and len(rows) > 6:
        return " ".join([*sentences, *(series_in_words(view, key) for key in view.series)])
    comparable = len({row.unit for row in rows}) == 1 and info.scale == "unit"
    if len(rows) > MAX_NAMED and not comparable:
        sentences.append(_first_and_last(view, rows))
    elif comparable and len(rows) > 6:
        largest, smallest = max(rows, key=_value), min(rows, key=_value)
        sentences.append(
            language.gettext(
                "It has {count} values; the largest is {largest}, the smallest {smallest}.",
                count=formatting.number(len(rows), language),
                largest=_named(view, largest),
                smallest=_named(view, smallest),
            )
        )
    else:
        sentences.append(
            language.gettext(
                "Its values: {values}.", values=formatting.format_list([_named(view, r) for r in rows], language)
            )
        )
    return " ".join(sentences)


def series_in_words(view: ChartView, key: str) -> str:
    """How many values a series has, the first and the last."""
    return _first_and_last(view, [row for row in view.rows if row.series == key])


def _first_and_last(view: ChartView, rows: Sequence[Datum]) -> str:
    return view.language.gettext(
        "Values: {count}; the first is {first}, the last {last}.",
        count=formatting.number(len(rows), view.language),
        first=_named(view, rows[0]),
        last=_named(view, rows[-1]),
    )


def _value(row: Datum) -> float:
    return row.value


def _named(view: ChartView, row: Datum) -> str:
    name = row.label
    if row.series_label:
        name = view.language.gettext("{category}, {series}", category=row.label, series=row.series_label)
    return view.language.gettext("{name} ({value})", name=name, value=row.words(view.language))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
