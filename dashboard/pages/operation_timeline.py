"""When operations ran: by month where a report prints one, and which of them have only a year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from dash import html

from dashboard.components.html import Element
from dashboard.data.operation_facets import FacetedOperation
from dashboard.i18n import formatting
from dashboard.pages.operation_board import Board
from dashboard.pages.operation_panel import operation_name

#: A month or a day, or two of them.
_MONTHS = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?(?:--(\d{4})-(\d{2})(?:-\d{2})?)?")
#: The columns of a calendar, and those that a name needs at least.
YEAR_MONTHS, MIN_NAME_MONTHS = 12, 2

#: What tells of an operation that does not fit to those who do not see it.
UNFIT = "not-selected"
#: With more entries than this nobody finds one on it; the list below has pages.
MAX_ON_TIMELINE = 200


def timeline(board: Board, operations: list[FacetedOperation], shown: Collection[str]) -> Any:
    """Lays out the operations by year and month; those that do not fit are hidden."""
    gettext, language = board.context.gettext, board.context.language
    printed = sum(_printed_month(each) is not None for each in board.operations)
    if not printed or len(operations) > MAX_ON_TIMELINE:
        return None
    of_year: dict[str, list[FacetedOperation]] = defaultdict(list)
    for each in sorted(operations, key=lambda each: (each.row["period_label"][:7], each.row["subject_name"])):
        ends = each.facets["year"]
        for year in ends if _printed_month(each) else ends[:1]:
            of_year[year].append(each)
    sentence = language.ngettext(
        "A month is printed for {months} of {number} entry; the others have none.",
        "A month is printed for {months} of {number} entries; the others have none.",
        len(board.operations),
        months=formatting.number(printed, language),
    )
    years = [_year(board, year, of_year[year], shown) for year in sorted(of_year)]
    told = html.Span(gettext("(not selected)"), id=UNFIT, hidden=True)
    return html.Section([html.H3(gettext("When did they run?")), html.P(sentence), told, *years], className="timeline")


def _printed_month(operation: FacetedOperation) -> str | None:
    label = operation.row["period_label"]
    return label if _MONTHS.fullmatch(label) else None


def _year(board: Board, year: str, operations: list[FacetedOperation], shown: Collection[str]) -> Any:
    gettext, language = board.context.gettext, board.context.language
    of_month: dict[str, list[FacetedOperation]] = defaultdict(list)
    for each in operations:
        of_month[_printed_month(each) or ""].append(each)
    months = sorted(month for month in of_month if month)
    rows = {
        month: html.Div(
            [
                html.Dt(formatting.period(month, language) if month else gettext("no month printed")),
                html.Dd(html.Ul([_name(board, each, shown, _place(month, year)) for each in of_month[month]])),
            ]
        )
        for month in [*months, ""]
        if of_month[month]
    }
    names = [html.Span(name) for name in formatting.month_names(language)]
    heads = html.P(names, className="month-names", dir=language.time, **{"aria-hidden": "true"})
    return [
        html.H4(formatting.period(year, language)),
        [heads, html.Dl([rows[month] for month in months], className="months", dir=language.time)] if months else None,
        _folded(board, rows[""], len(of_month[""])) if "" in rows else None,
    ]


def _folded(board: Board, row: Any, number: int) -> Any:
    """Those without a month tell nothing of when, and all stand in the list below."""
    counted = formatting.number(number, board.context.language)
    words = board.context.gettext("{name}: {value}", name=board.context.gettext("no month printed"), value=counted)
    return html.Details([html.Summary(words), html.Dl(row)], className="fold")


def _place(period: str, year: str) -> str | None:
    """Where an operation stands in the calendar of a year, as properties for the style sheet.

    These are the columns that its name takes, and where in them its months of that year begin and how long they are.
    """
    found = _MONTHS.fullmatch(period)
    if not found:
        return None
    first_year, first_month, last_year, last_month = found.groups()
    first = int(first_month) if first_year == year else 1
    last = int(last_month or first_month) if (last_year or first_year) == year else YEAR_MONTHS
    columns = max(last - first + 1, MIN_NAME_MONTHS)
    start = min(first, YEAR_MONTHS + 1 - columns)
    return (
        f"--start:{start};--columns:{columns};--from:{(first - start) / columns:.4f};"
        f"--length:{(last - first + 1) / columns:.4f}"
    )


def _name(board: Board, operation: FacetedOperation, shown: Collection[str], place: str | None) -> Any:
    link = html.A(operation_name(board.context, operation.row), href=board.operation_address(operation.key),
                  **{"data-opens": operation.key,
                     "aria-describedby": None if operation.key in shown else UNFIT})  # fmt: skip
    unfit = None if operation.key in shown else "unfit"
    return Element("li", {"class": unfit, "data-when": operation.key, "style": place}, link)
