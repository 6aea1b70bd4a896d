"""The board of operations: facets with counts, one outcome drawn, and every operation with its figures.

Every choice is a link, so that the board works without scripts; ``assets/board.js`` answers the same links at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dash import html

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.components.form_controls import chosen_option
from dashboard.components.html import Element, Raw, json_script
from dashboard.components.pager import page_number, pager
from dashboard.components.tables import scrolling, table_head
from dashboard.data.operation_facets import (
    FACETS,
    NONE,
    OTHER,
    Chosen,
    FacetedOperation,
    excluding_facets,
    facet_counts,
    facet_values,
    faceted_operations,
)
from dashboard.data.operations import AREAS, KINDS, OUTCOMES, REGIONS
from dashboard.design.assets import asset_url
from dashboard.errors import InvalidParameter
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.pages.operation_panel import panels, row_attributes
from dashboard.pages.outcomes import ORDERS, bar, drawn_outcome
from dashboard.urls import DIGITS_PARAMETER

ANCHOR = "board"
#: Names of the query string that are read here; those after the facets in the order in which addresses have them.
OTHER_PARAMETERS = ("kind", "draw", "view", "order")
PARAMETERS = (*FACETS, *OTHER_PARAMETERS, "page", "operation")
VIEWS = {"cards": N_("Cards"), "table": N_("Table")}
HEADINGS = {
    "year": N_("Year"),
    "area": N_("Crime area"),
    "goal": N_("Policing goal"),
    "region": N_("Place named"),
    "outcome": N_("With a printed figure for"),
}
#: Operations of which all are on the page, those that do not fit hidden; of more, those that fit are laid out in pages.
MAX_ROWS = 120


@dataclass(frozen=True)
class Board:
    """What an address asks for, and what fits it.

    Attributes:
        operations: of the kind that is asked for.
        chosen: facet → chosen values.
        options: facet → value → words.
        others: further parameters of the address that are not the default.
        shown: the operations that fit.
    """

    operations: list[FacetedOperation]
    chosen: Chosen
    options: Mapping[str, Mapping[str, str]]
    others: Mapping[str, str]
    shown: list[FacetedOperation]
    context: PageContext

    def address(self, chosen: Chosen, **others: str) -> str:
        """The board with other choices; what is the default is not written."""
        pairs = [(facet, value) for facet in FACETS for value in self.options[facet] if value in chosen.get(facet, ())]
        named = {**self.others, **others}
        pairs += [(name, named[name]) for name in (*OTHER_PARAMETERS, DIGITS_PARAMETER) if named.get(name)]
        query = urlencode(pairs)
        return self.context.path + (f"?{query}" if query else "") + f"#{ANCHOR}"

    def file(self) -> str:
        """The operations that are shown, as a file."""
        query = self.address(self.chosen).partition("#")[0].partition("?")[2]
        path = urls.file_in_language(self.context.language.code, "operations.csv")
        return path + (f"?{query}" if query else "")

    def toggled(self, facet: str, value: str) -> str:
        """The board with one choice more or less."""
        values = self.chosen.get(facet, ())
        after = tuple(each for each in values if each != value) if value in values else (*values, value)
        return self.address({**self.chosen, facet: after})

    @property
    def drawn(self) -> str:
        """The outcome that is drawn: the one that is named, or the only one that is chosen, or the first."""
        of_facet = [value for value in self.chosen["outcome"] if value in OUTCOMES]
        return self.others.get("draw") or (of_facet[0] if len(of_facet) == 1 else next(iter(OUTCOMES)))

    @property
    def paged(self) -> bool:
        """True where there are too many operations for one page."""
        return len(self.operations) > MAX_ROWS


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
    results = [
        _kinds(board),
        _drawing(board, board.shown if board.paged else listed, shown),
        _choices(board, gettext("View"), "view", VIEWS),
        _table(context, listed, shown)
        if board.others.get("view") == "table"
        else html.Div(panels(context, listed, shown), className="panels"),
        pager(context, page, len(board.shown), MAX_ROWS, ANCHOR) if board.paged else None,
        html.P(html.A(gettext("These rows as CSV"), href=board.file(), **{"data-file": ""}), className="actions"),
    ]
    return html.Section(
        [
            html.H2(gettext("What did each operation achieve?")),
            html.P(
                gettext(
                    "Press a crime area, a place or a year to filter; press it again to release it. Area and goal are our own classification; an operation in two regions counts in both."
                )
            ),
            _bar(board),
            html.Div([_facets(board), html.Div(results, className="board-results")], className="board-columns"),
            _script(board),
        ],
        id=ANCHOR,
        **{"data-paged": "" if board.paged else None},
    )


def read_board(context: PageContext) -> Board:
    """Reads what the address asks for.

    Raises:
        InvalidParameter: a facet has no such value; there is no such kind, view, outcome, order or operation.
    """
    query = context.query
    named = query.get("operation", "")
    others = {
        "kind": chosen_option(context, "kind", KINDS),
        "draw": chosen_option(context, "draw", {key: text for key, (text, *_) in OUTCOMES.items()}),
        "view": chosen_option(context, "view", VIEWS),
        "order": chosen_option(context, "order", ORDERS),
    }
    if named and not others["kind"]:
        others["kind"] = _kind_of(context, named)
    for name, default in (("kind", "operation"), ("view", "cards"), ("order", "value")):
        others[name] = "" if others[name] == default else others[name]
    others[DIGITS_PARAMETER] = query.get(DIGITS_PARAMETER, "")
    operations = faceted_operations(context.data.store, others["kind"] or "operation", context.language.code)
    offered = options(context, operations)
    chosen = {facet: _chosen(context, facet, offered[facet]) for facet in FACETS}
    return Board(operations, chosen, offered, others, [each for each in operations if each.fits(chosen)], context)


def _chosen(context: PageContext, facet: str, offered: Mapping[str, str]) -> tuple[str, ...]:
    """The chosen values of a facet, in the order in which they are offered."""
    asked = [value for value in context.values.get(facet, ()) if value]
    if facet == "year" and "all" in asked:  # as the charts above call it
        return ()
    for value in asked:
        if value not in offered:
            raise InvalidParameter(facet, value, offered)
    return tuple(value for value in offered if value in asked)


def _kind_of(context: PageContext, name: str) -> str:
    """The kind of an operation that is named.

    Raises:
        InvalidParameter: there is none of that name.
    """
    rows = context.data.store.rows("SELECT source_id || '-' || subject AS name, kind FROM operations ORDER BY name")
    kinds = {row["name"]: str(row["kind"]) for row in rows}
    if name not in kinds:
        raise InvalidParameter("operation", name, list(kinds))
    return kinds[name]


def options(context: PageContext, operations: list[FacetedOperation]) -> dict[str, dict[str, str]]:
    """What each facet offers: value in the address → words."""
    gettext, language = context.gettext, context.language
    query = f"SELECT number, title_{language.code} AS title FROM goals WHERE kind = 'goal' ORDER BY number"
    goals = {str(row["number"]): f"{row['number']}. {row['title']}" for row in context.data.store.rows(query)}
    words = {
        "area": {key: gettext(text) for key, text in AREAS.items()},
        "goal": {key: language.localize_digits(text) for key, text in goals.items()},
        "region": {**{key: gettext(text) for key, text in REGIONS.items()}, NONE: gettext("no place printed")},
        "outcome": {
            **{key: gettext(text) for key, (text, *_) in OUTCOMES.items()},
            OTHER: gettext("Something else"),
            NONE: gettext("no figure printed"),
        },
    }
    return {
        facet: {
            value: words[facet][value] if facet in words else formatting.period(value, language) for value in values
        }
        for facet, values in facet_values(operations, goals).items()
    }


def _bar(board: Board) -> Any:
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
    return html.Div(
        [html.P(_status(board), className="found", role="status"), html.Ul(chips, className="chips"), _empty(board)],
        className="board-bar",
    )


def _status(board: Board) -> str:
    chosen = [board.options[facet][value] for facet in FACETS for value in board.chosen[facet]]
    counted = _counted(board).replace("{shown}", formatting.number(len(board.shown), board.context.language))
    if not chosen:
        return counted
    return board.context.gettext("{counted}: {chosen}", counted=counted, chosen=_separator(board).join(chosen))


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
    sentence = gettext("No operation fits {choices} together.", choices=named)
    return html.Div([html.P(sentence), html.Ul(links, className="chips")], className="notice board-empty")


def _facets(board: Board) -> Any:
    counts = facet_counts(board.operations, board.chosen)
    return html.Div([_facet(board, facet, counts[facet]) for facet in FACETS], className="facets")


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
    charted = any(facet in chart.definition.controls for chart in context.data.catalogue.of_topic("operations"))
    # A choice that the charts above follow as well has the page made anew.
    return html.Nav([title, html.Ul(items)], className="facet",
                    **{"aria-labelledby": heading, "data-reload": "" if charted else None})  # fmt: skip


def _kinds(board: Board) -> Any:
    return _choices(board, board.context.gettext("Kind"), "kind", KINDS)


def _choices(board: Board, label: str, name: str, offered: Mapping[str, str]) -> Any:
    """One of a few as links, for which the page is made anew."""
    default = next(iter(offered))
    current = board.others.get(name) or default
    links = []
    for value, text in offered.items():
        chosen = {} if name == "kind" else board.chosen
        href = board.address(chosen, **{name: "" if value == default else value})
        marked = "true" if value == current else None
        links.append(html.Li(html.A(board.context.gettext(text), href=href, className="option",
                                    **{"aria-current": marked, "data-keep": f"{name}={value}"})))  # fmt: skip
    return html.Nav([html.Span(label), html.Ul(links)], className="options", **{"aria-label": label})


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
    drawn = [drawn_outcome(context, listed, shown, outcome, board.drawn) for outcome in outcomes]
    return html.Div(
        [
            html.Nav([html.Span(label), html.Ul(links)], className="options", **{"aria-label": label}),
            *drawn,
            _choices(board, context.gettext("Order"), "order", ORDERS),
        ],
        className="board-drawing",
    )


def _table(context: PageContext, operations: list[FacetedOperation], shown: set[str]) -> Any:
    gettext, language = context.gettext, context.language
    body = []
    for each in operations:
        outcomes = [gettext(OUTCOMES[value][0]) for value in each.facets["outcome"] if value in OUTCOMES]
        area = AREAS[each.row["crime_area"]]
        cells = [
            html.Th(html.Bdi(bind_with_nbsp(language.localize_digits(each.row["subject_name"]))), scope="row"),
            html.Td(formatting.period(each.row["period_label"], language)),
            html.Td(gettext(area)),
            html.Td(_separator_of(context).join(outcomes) or "–"),
        ]
        body.append(html.Tr(cells, **row_attributes(each, shown)))
    title = gettext("What did each operation achieve?")
    head = [gettext("Operation"), gettext("Period"), gettext("Crime area"), gettext("With a printed figure for")]
    table = html.Table([html.Caption(title, className="visually-hidden"), table_head(head), html.Tbody(body)])
    return scrolling(table, title)


def _separator_of(context: PageContext) -> str:
    return "، " if context.language.rtl else ", "


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
        "locale": f"{language.code}-u-nu-{language.digits}",
        "total": len(board.operations),
        "outcomes": list(OUTCOMES),
    }
    return [json_script(words), Element("script", {"src": asset_url("board.js"), "defer": True})]
