"""Links to the pages of a long list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dash import html

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.errors import InvalidParameter
from dashboard.i18n import formatting

#: Page numbers on each side of the current one; the first and the last are always there.
NEIGHBOURS = 3
#: A list of so few pages names them all.
NAMED_ALL = 12


def page_number(context: PageContext, total: int, page_rows: int) -> int:
    """The page that the address asks for, from 1.

    Raises:
        InvalidParameter: there is no such page.
    """
    last = max(1, -(-total // page_rows))
    query = context.query.get("page", "1")
    # One spelling of each: 01 would be another page to keep.
    if not (query.isascii() and query.isdecimal()) or query != str(int(query)) or not 1 <= int(query) <= last:
        raise InvalidParameter("page", query, [f"1–{last}"])
    return int(query)


def shown_pages(page: int, last: int) -> list[int]:
    """The page numbers that are linked: all of a few; else the first, the last and those around the current one."""
    if last <= NAMED_ALL:
        return list(range(1, last + 1))
    around = range(max(1, page - NEIGHBOURS), min(last, page + NEIGHBOURS) + 1)
    return sorted({1, *around, last})


def pager(context: PageContext, page: int, total: int, page_rows: int, anchor: str = "") -> Any:
    """Lays out the links, or nothing where one page holds everything.

    Args:
        context: the request.
        page: the current page, from 1.
        total: rows of the list.
        page_rows: rows of one page.
        anchor: the id of the list on its page.
    """
    last = -(-total // page_rows)
    if last < 2:
        return None
    links: list[Any] = []
    before = 0
    for number in shown_pages(page, last):
        if number > before + 1:
            links.append(html.Li("…", **{"aria-hidden": "true"}))
        query = urlencode({**context.query, "page": str(number)}) + (f"#{anchor}" if anchor else "")
        current = "page" if number == page else None
        shown = formatting.number(number, context.language)
        links.append(html.Li(html.A(shown, href=f"{context.path}?{query}", **{"aria-current": current})))
        before = number
    return html.Nav(html.Ul(links), className="pager", **{"aria-label": context.gettext("Pages")})


def truncation_notice(context: PageContext, shown: int, total: int, **chosen: str) -> list[Any]:
    """Says how many rows there are and leads to the list of all figures, where a page shows the first of many.

    Args:
        context: the request.
        shown: rows that the page shows at most.
        total: rows there are.
        **chosen: filters that narrow the list of all figures.
    """
    if total <= shown:
        return []
    numbers = {name: formatting.number(n, context.language) for name, n in (("shown", shown), ("number", total))}
    text = context.gettext("The first {shown} of {number} are shown.", **numbers)
    link = html.A(context.gettext("All figures"), href=urls.topic(context.language, "figures", **chosen))
    return [html.P([text, " ", link])]
