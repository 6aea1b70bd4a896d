"""The board of operations: facets with counts, one outcome drawn, and every operation with its figures.

Every choice is a link, so that the board works without scripts; ``assets/board.js`` answers the same links at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.components.html import Element, Raw, json_script
from dashboard.components.pager import page_number, pager
from dashboard.components.tables import scrolling, table_head
from dashboard.data.operation_facets import (
    FACETS,
    ORDERS,
    FacetedOperation,
    compared_figures,
    excluding_facets,
    facet_counts,
    operation_names,
)
from dashboard.data.operations import AREAS, KINDS, OUTCOMES
from dashboard.design.assets import asset_url
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.pages import operation_board
from dashboard.pages.operation_board import ANCHOR, MAX_ROWS, VIEWS, Board, read_board
from dashboard.pages.operation_comparison import comparison
from dashboard.pages.operation_panel import figure_in_words, figures_of, key_figures, panels, row_attributes
from dashboard.pages.operation_timeline import timeline
from dashboard.pages.outcomes import bar, drawn_outcome, finding, finding_words

PARAMETERS = operation_board.PARAMETERS
#: The board stands before the charts of its topic, and draws what its lead chart does.
FIRST = True
#: Where those who need no filter go.
RESULTS = "operations-found"
HEADINGS = {
    "year": N_("Year"),
    "area": N_("Crime area"),
    "goal": N_("Policing goal"),
    "region": N_("Place named"),
    "outcome": N_("With a printed figure for"),
}


def layout(context: PageContext) -> Any:
    """Lays out the board in the state that the address asks for.

    Raises:
        InvalidParameter: a facet has no such value; there is no such kind, view, outcome, order, operation or page.
    """
    board = read_board(context)
    gettext = context.gettext
    page = _page(board)
    listed = board.shown[(page - 1) * MAX_ROWS : page * MAX_ROWS] if board.paged else board.operations
    shown = {each.key for each in board.shown}
    parts = [
        _kinds(board),
        _drawing(board, board.shown if board.paged else listed, shown),
        timeline(board, listed, shown),
        _choices(board, gettext("View"), "view", VIEWS),
        _table(board, listed, shown)
        if board.others.get("view") == "table"
        else html.Div(panels(board, listed, shown), className="panels"),
        pager(context, page, len(board.shown), MAX_ROWS, ANCHOR) if board.paged else None,
        _files(board),
    ]
    results = html.Div(parts, className="board-results", id=RESULTS, tabIndex=-1)
    return html.Section(
        [
            html.P(gettext("What did each operation achieve?"), className="kicker"),
            html.H2(_title(board), **{"data-finding": ""}),
            html.P(
                gettext(
                    "Press a crime area, a place or a year to filter; press it again to release it. Area and goal are our own classification; an operation in two regions counts in both."
                )
            ),
            comparison(board),
            *_bar(board),
            _empty(board),
            html.A(gettext("To the operations"), href=f"#{RESULTS}", className="skip skip-filters"),
            html.Div([_facets(board), results], className="board-columns"),
            _script(board),
        ],
        id=ANCHOR,
        **{"data-paged": "" if board.paged else None},
    )


def preview(context: PageContext) -> dict[str, Any]:
    """An operation that is named, or those side by side, else what is drawn; as a picture, where there is something."""
    board = read_board(context)
    named = context.query.get("operation", "")
    query = board.query(board.chosen, board.compared, view="", operation=named)
    keys = (named,) if named else board.compared
    if not keys:
        drawn = {"image": board.file("charts/operations.png"), "image_alt": _status(board)}
        return {**drawn, "query": query} if _is_drawable(board) else {}
    names = operation_names(context.data.store, context.language.code, keys)
    title = formatting.format_list([context.language.localize_digits(name) for name in names], context.language)
    figures = compared_figures(context.data.store, keys)
    told = [figure_in_words(context, figure) for figure in key_figures(figures)]
    description = " · ".join(told) or context.gettext("The document prints no figure for it.")
    picture = {"image": board.comparison_file(".png", keys), "image_alt": f"{title}: {description}"}
    return {"title": title, "description": description, "query": query, **(picture if figures else {})}


def _is_drawable(board: Board) -> bool:
    return any(board.drawn in each.facets["outcome"] for each in board.shown)


def _files(board: Board) -> Any:
    """What is shown, and what is drawn of it, to take away."""
    gettext = board.context.gettext
    files = {
        "operations.csv": gettext("These rows as CSV"),
        "operations.xlsx": gettext("These rows for Excel"),
        "charts/operations.png": "PNG",
        "charts/operations/embed": gettext("Embed"),
        "charts/operations": gettext("Link"),
    }
    drawable = _is_drawable(board)
    links = []
    for path, words in files.items():
        drawn = path.startswith("charts")
        link = html.A(words, href=board.file(path), **{"data-file": "drawn" if drawn else ""})
        links.append(html.Li(link, hidden=True if drawn and not drawable else None))
    return html.Ul(links, className="actions")


def _bar(board: Board) -> list[Any]:
    """How many are shown, what is chosen, and how to let go of it."""
    gettext = board.context.gettext
    chips = []
    for facet in FACETS:
        for value, words in board.options[facet].items():
            chosen = value in board.chosen[facet]
            link = html.A([words, html.Span(" ×", **{"aria-hidden": "true"})], href=board.toggled(facet, value),
                          title=gettext("Without {choice}", choice=words), className="chip",
                          **{"data-drop": f"{facet}={value}"})  # fmt: skip
            chips.append(html.Li(link, hidden=None if chosen else True))
    any_chosen = any(board.chosen.values())
    clear = html.A(gettext("Clear all"), href=board.address({}), className="chip clear", **{"data-clear": ""})
    chips.append(html.Li(clear, hidden=None if any_chosen else True))
    status = html.P(_status(board), className="found board-bar", role="status", tabIndex=-1)
    return [status, html.Ul(chips, className="chips")]


def _status(board: Board) -> str:
    chosen = [board.options[facet][value] for facet in FACETS for value in board.chosen[facet]]
    counted = _counted(board).replace("{shown}", formatting.number(len(board.shown), board.context.language))
    if not chosen:
        return counted
    return board.context.gettext("{counted}: {chosen}", counted=counted, chosen=_separator(board).join(chosen))


def _title(board: Board) -> str:
    """What is chosen, and the finding on it."""
    found = finding(board)
    chosen = _separator(board).join(board.options[facet][value] for facet in FACETS for value in board.chosen[facet])
    return board.context.gettext("{chosen} – {finding}", chosen=chosen, finding=found) if chosen else found


def _counted(board: Board) -> str:
    """How many of all are shown, with the place of their number."""
    return board.context.language.ngettext(
        "{shown} of {number} entry", "{shown} of {number} entries", len(board.operations), shown="{shown}"
    )


def _separator(board: Board) -> str:
    return "، " if board.context.language.rtl else ", "


def _empty(board: Board) -> Any:
    """Where nothing fits: which choices exclude each other, and what there is without one of them."""
    if board.shown:
        return None
    gettext = board.context.gettext
    excluding = excluding_facets(board.operations, board.chosen)
    words = [_separator(board).join(board.options[f][value] for value in board.chosen[f]) for f in excluding]
    named = formatting.format_list([f"“{each}”" for each in words], board.context.language)
    links = []
    for facet in reversed([name for name in FACETS if board.chosen[name]]):
        without = {**board.chosen, facet: ()}
        number = sum(each.fits(without) for each in board.operations)
        choice = _separator(board).join(board.options[facet][value] for value in board.chosen[facet])
        text = gettext("Without {choice}", choice=f"“{choice}”")
        shown = f"{text} ({formatting.number(number, board.context.language)})"
        links.append(html.Li(html.A(shown, href=board.address(without), className="chip")))
    sentence = (
        gettext("No operation fits {choices} together.", choices=named)
        if len(excluding) > 1
        else gettext("No operation fits {choices}.", choices=named)
    )
    return html.Div([html.P(sentence), html.Ul(links, className="chips")], className="notice board-empty")


def _facets(board: Board) -> Any:
    counts = facet_counts(board.operations, board.chosen)
    summary = html.Summary(board.context.gettext("Filter"))
    listed = html.Div([_facet(board, facet, counts[facet]) for facet in FACETS], className="facet-list")
    return html.Details([summary, listed], className="facets", open=True if any(board.chosen.values()) else None)


def _facet(board: Board, facet: str, counts: Mapping[str, int]) -> Any:
    context = board.context
    total = max(1, len(board.operations))
    items = []
    for value, words in board.options[facet].items():
        count = counts.get(value, 0)
        chosen = value in board.chosen[facet]
        link = html.A(
            [
                html.Span(words, className="facet-words"),
                html.Span(formatting.number(count, context.language), className="facet-count"),
                Raw(bar(count / total, rtl=context.language.rtl)),
            ],
            href=board.toggled(facet, value),
            className="facet-option" if count or chosen else "facet-option none",
            **{"data-facet": facet, "data-value": value, "data-count": str(count),
               "aria-current": "true" if chosen else None},
        )  # fmt: skip
        items.append(html.Li(link))
    heading = f"facet-{facet}"
    title = html.H3(context.gettext(HEADINGS[facet]), id=heading)
    return html.Nav([title, html.Ul(items)], className="facet", **{"aria-labelledby": heading})


def _kinds(board: Board) -> Any:
    return _choices(board, board.context.gettext("Kind"), "kind", KINDS)


def _choices(board: Board, label: str, name: str, offered: Mapping[str, str]) -> Any:
    """One of a few as links, for which the page is made anew."""
    default = next(iter(offered))
    current = board.others.get(name) or default
    links = []
    for value, text in offered.items():
        chosen = {} if name == "kind" else board.chosen
        href = board.address(chosen, ANCHOR if name == "kind" else name, **{name: "" if value == default else value})
        marked = "true" if value == current else None
        links.append(html.Li(html.A(board.context.gettext(text), href=href, className="option",
                                    **{"aria-current": marked, "data-keep": f"{name}={value}"})))  # fmt: skip
    return html.Nav([html.Span(label), html.Ul(links)], className="options", id=name, **{"aria-label": label})


def _drawing(board: Board, listed: list[FacetedOperation], shown: set[str]) -> Any:
    """The outcome that is drawn; where all operations are on the page, the others too, hidden."""
    context = board.context
    links = []
    for key, (text, *_) in OUTCOMES.items():
        marked = "true" if key == board.drawn else None
        links.append(html.Li(html.A(context.gettext(text), href=board.address(board.chosen, draw=key), className="option",
                                    **{"data-draw": key, "aria-current": marked})))  # fmt: skip
    label = context.gettext("Draw")
    outcomes = (board.drawn,) if board.paged else tuple(OUTCOMES)
    drawn = [drawn_outcome(board, listed, shown, outcome) for outcome in outcomes]
    return html.Div(
        [
            html.Nav([html.Span(label), html.Ul(links)], className="options", **{"aria-label": label}),
            *drawn,
            _choices(board, context.gettext("Order"), "order", ORDERS),
        ],
        className="board-drawing",
    )


def _table(board: Board, operations: list[FacetedOperation], shown: set[str]) -> Any:
    context = board.context
    gettext, language = context.gettext, context.language
    alone, together = figures_of(context, [each.row for each in operations])
    body = []
    for each in operations:
        key = (each.row["source_id"], each.row["subject"])
        figures = [figure_in_words(context, figure) for figure in key_figures(alone.get(key) or together.get(key, []))]
        if figures and key not in alone:
            names = context.data.vocabulary.name(together[key][0]["subject"], language)
            figures.insert(0, gettext("Printed for {operations} together:", operations=names))
        area = AREAS[each.row["crime_area"]]
        name = html.Bdi(bind_with_nbsp(language.localize_digits(each.row["subject_name"])))
        cells = [
            html.Th(html.A(name, href=board.operation_address(each.key)), scope="row"),
            html.Td(formatting.period(each.row["period_label"], language)),
            html.Td(gettext(area)),
            html.Td(" · ".join(figures) or "–"),
        ]
        body.append(html.Tr(cells, **row_attributes(each, shown)))
    title = gettext("What did each operation achieve?")
    head = [gettext("Operation"), gettext("Period"), gettext("Crime area"), gettext("Figures")]
    table = html.Table([html.Caption(title, className="visually-hidden"), table_head(head), html.Tbody(body)])
    return scrolling(table, title)


def _page(board: Board) -> int:
    """The page that is asked for; that of an operation where only the operation is named.

    Raises:
        InvalidParameter: there is no such page.
    """
    named = board.context.query.get("operation", "")
    if named and "page" not in board.context.query:
        names = [each.key for each in board.shown]
        return names.index(named) // MAX_ROWS + 1 if board.paged and named in names else 1
    return page_number(board.context, len(board.shown) if board.paged else 0, MAX_ROWS)


def _script(board: Board) -> Any:
    """What the script needs: sentences of the status line, and how addresses are written."""
    language = board.context.language
    words = {
        "counted": _counted(board),
        "chosen": board.context.gettext("{counted}: {chosen}", counted="{counted}", chosen="{chosen}"),
        "separator": _separator(board),
        "question": board.context.gettext("What did each operation achieve?"),
        "finding": finding_words(board),
        "title": board.context.gettext("{chosen} – {finding}", chosen="{chosen}", finding="{finding}"),
        "locale": f"{language.code}-u-nu-{language.digits}",
        "total": len(board.operations),
        "outcomes": list(OUTCOMES),
    }
    return [json_script(words), Element("script", {"src": asset_url("board.js"), "defer": True})]
