"""Five years that tell how the membership grew, each a link with a sentence made from the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.data.membership import SOVIET, Membership
from dashboard.i18n import formatting


def guided_steps(
    context: PageContext,
    known: Membership,
    names: dict[str, str],
    shown: int,
    address: Callable[[int], str],
) -> Any:
    """Lays out the steps in their order.

    Args:
        context: the request.
        known: every membership.
        names: code → name.
        shown: the year that is shown.
        address: of a year.
    """
    items = []
    for year, sentence in _steps(context, known, names):
        period = formatting.period(str(year), context.language)
        link = html.A(
            [html.B(period), html.Span(sentence)],
            href=address(year),
            **{"data-until": str(year), "aria-current": "true" if year == shown else None},
        )
        items.append(html.Li(link))
    label = context.gettext("Five steps through the years")
    return html.Nav(html.Ol(items, className="time-steps"), **{"aria-label": label})


def _steps(context: PageContext, known: Membership, names: dict[str, str]) -> list[tuple[int, str]]:
    language, gettext, ngettext = context.language, context.gettext, context.language.ngettext
    first, last = known.years[0], known.years[-1]
    african = [code for code in known.joined_between(1960, 1969) if known.regions.get(code) == "Africa"]
    soviet = [code for code in known.joined_between(1991, 1993) if code in SOVIET]
    returned = formatting.format_list([names[code] for code in names if code in known.returned], language)
    latest = next(each for each in reversed(known.years) if each.joined)
    newest = formatting.format_list([names[code] for code in names if code in latest.joined], language)
    return [
        (
            first.year,
            ngettext(
                "{number} member when the present constitution comes into force",
                "{number} members when the present constitution comes into force",
                first.count,
            ),
        ),
        (
            1969,
            ngettext(
                "{number} African country has joined in ten years, as colonies become states",
                "{number} African countries have joined in ten years, as colonies become states",
                len(african),
            ),
        ),
        (1985, gettext("They leave and come back: {countries}", countries=returned)),
        (
            1993,
            ngettext(
                "{number} former Soviet republic has joined in three years, as the Soviet Union ends",
                "{number} former Soviet republics have joined in three years, as the Soviet Union ends",
                len(soviet),
            ),
        ),
        (
            last.year,
            gettext(
                "The latest to join: {countries} ({year})",
                countries=newest,
                year=formatting.period(str(latest.year), language),
            ),
        ),
    ]
