"""What an address asks of the board of operations, and the addresses of its other states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.components.form_controls import chosen_option
from dashboard.data.operation_facets import (
    COMPARE,
    FACETS,
    MAX_COMPARED,
    ORDERS,
    PLACES_NAMED,
    PRINTED,
    Chosen,
    FacetedOperation,
    facet_values,
    faceted_operations,
    operation_names,
)
from dashboard.data.operations import AREAS, KINDS, OUTCOMES
from dashboard.errors import InvalidParameter
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.urls import READER_PARAMETERS

ANCHOR, COMPARE_ANCHOR = "board", "compare"
#: Names of the query string that are read here; those after the facets in the order in which addresses have them.
OTHER_PARAMETERS = ("kind", "draw", "view", "order")
PARAMETERS = (*FACETS, *OTHER_PARAMETERS, COMPARE, "page", "operation")
VIEWS = {"cards": N_("Cards"), "table": N_("Table")}
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
        compared: keys of the operations that are laid side by side.
    """

    operations: list[FacetedOperation]
    chosen: Chosen
    options: Mapping[str, Mapping[str, str]]
    others: Mapping[str, str]
    shown: list[FacetedOperation]
    compared: tuple[str, ...]
    context: PageContext

    def query(self, chosen: Chosen, compared: tuple[str, ...] = (), **others: str) -> str:
        """The query string of the board with other choices; what is the default is not written."""
        pairs = [(facet, value) for facet in FACETS for value in self.options[facet] if value in chosen.get(facet, ())]
        named = {**self.others, **others}
        pairs += [(name, named[name]) for name in (*OTHER_PARAMETERS, *READER_PARAMETERS) if named.get(name)]
        pairs += [(COMPARE, key) for key in compared]
        return urlencode([*pairs, *((name, others[name]) for name in ("operation",) if others.get(name))])

    def address(self, chosen: Chosen, anchor: str = ANCHOR, **others: str) -> str:
        """The board with other choices."""
        return self._page(self.query(chosen, self.compared, **others), anchor)

    def operation_address(self, key: str) -> str:
        """The board with one operation opened; what is chosen stays where the operation fits it."""
        chosen = self.chosen if any(each.key == key for each in self.shown) else {}
        return self._page(self.query(chosen, self.compared, view="", operation=key), f"operation-{key}")

    def compared_address(self, key: str) -> str:
        """The board with one operation more or less laid beside the others."""
        after = tuple(sorted({*self.compared} ^ {key}))
        anchor = COMPARE_ANCHOR if len(after) > 1 else f"operation-{key}"
        return self._page(self.query(self.chosen, after), anchor)

    def without_comparison(self) -> str:
        """The board with no operation laid beside another."""
        return self._page(self.query(self.chosen), ANCHOR)

    def _page(self, query: str, anchor: str) -> str:
        return self.context.path + (f"?{query}" if query else "") + f"#{anchor}"

    def file(self, path: str) -> str:
        """The operations that are shown, or what is drawn of them, at another address of the page's language."""
        draw = "" if self.drawn == next(iter(OUTCOMES)) else self.drawn
        query = self.query(self.chosen, view="", draw=draw)
        return urls.file_in_language(self.context.language.code, path) + (f"?{query}" if query else "")

    def comparison_file(self, form: str, keys: tuple[str, ...] = ()) -> str:
        """The figures of the operations that are laid side by side, or of others, as a chart in a form."""
        query = urlencode([(COMPARE, key) for key in keys or self.compared])
        return urls.file_in_language(self.context.language.code, f"charts/compared-operations{form}?{query}")

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
    def all_compared(self) -> bool:
        """True where no further operation can be laid beside the others."""
        return len(self.compared) >= MAX_COMPARED

    @property
    def paged(self) -> bool:
        """True where there are too many operations for one page."""
        return len(self.operations) > MAX_ROWS


def read_board(context: PageContext) -> Board:
    """Reads what the address asks for.

    Raises:
        InvalidParameter: a facet has no such value; there is no such kind, view, outcome, order or operation; too many
            operations are compared.
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
    others |= {name: query.get(name, "") for name in READER_PARAMETERS}
    operations = faceted_operations(context.data.store, others["kind"] or "operation", context.language.code)
    offered = options(context, operations)
    chosen = {facet: _chosen(context, facet, offered[facet]) for facet in FACETS}
    shown = [each for each in operations if each.fits(chosen)]
    return Board(operations, chosen, offered, others, shown, _compared(context), context)


def _compared(context: PageContext) -> tuple[str, ...]:
    """The operations that are laid side by side.

    Raises:
        InvalidParameter: there is none of a name, or there are too many.
    """
    asked = tuple(value for value in context.values.get(COMPARE, ()) if value)
    operation_names(context.data.store, context.language.code, asked)
    return asked


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
        "region": {key: gettext(text) for key, text in PLACES_NAMED.items()},
        "outcome": {key: gettext(text) for key, text in PRINTED.items()},
    }
    return {
        facet: {
            value: words[facet][value] if facet in words else formatting.period(value, language) for value in values
        }
        for facet, values in facet_values(operations, goals).items()
    }
