"""Operations by what they can be told apart by, and how many are left under each choice.

Values of one facet are alternatives; facets restrict each other; the counts of a facet ignore its own choice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.data.operations import AREAS, OUTCOMES, REGIONS
from dashboard.data.store import Row, Store
from dashboard.errors import InvalidParameter
from dashboard.i18n.languages import N_, Code

#: In the order in which they are listed and named.
FACETS = ("year", "area", "goal", "region", "outcome")
#: No place is printed; no figure is printed.
NONE = "none"
#: A figure of another kind is printed.
OTHER = "other"
#: What the facets ``region`` and ``outcome`` offer → words; orders of what is drawn.
PLACES_NAMED = {**REGIONS, NONE: N_("no place printed")}
PRINTED = {
    **{key: text for key, (text, *_) in OUTCOMES.items()},
    OTHER: N_("Something else"),
    NONE: N_("no figure printed"),
}
#: Operations that can be laid side by side.
COMPARE, MAX_COMPARED = "compare", 3
ORDERS = {"value": N_("largest first"), "name": N_("by name")}
Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class FacetedOperation:
    """An operation of a report.

    Attributes:
        key: document and subject.
        row: of the table ``operations``, with ``subject_name``.
        facets: facet → its values.
    """

    key: str
    row: Row
    facets: Mapping[str, tuple[str, ...]]

    def fits(self, chosen: Chosen, *, without: str = "") -> bool:
        """True where each facet that is chosen has one of the chosen values; ``without`` one that is ignored."""
        return all(
            facet == without or not values or not set(values).isdisjoint(self.facets[facet])
            for facet, values in chosen.items()
        )


def faceted_operations(store: Store, kind: str, code: Code) -> list[FacetedOperation]:
    """The entries of a kind, the latest year first, within a year by name.

    Args:
        store: the database.
        kind: of the table ``operations``.
        code: of the language whose order names are in.
    """
    query = f"""SELECT o.*, s.{code} AS subject_name FROM operations o JOIN subjects s USING (subject)
                WHERE o.kind = $kind ORDER BY left(o.period_label, 4) DESC, subject_name COLLATE {store.collation(code)}"""
    regions = {
        row["printed"]: row["un_regions"] for row in store.rows("SELECT printed, un_regions FROM printed_places")
    }
    outcomes = _outcomes(store)
    found = []
    for row in store.rows(query, {"kind": kind}):
        places = _parts(row["regions_printed"]) + _parts(row["countries_printed"])
        named = {region for place in places for region in _parts(regions[place])}
        facets = {
            "year": tuple(dict.fromkeys(re.findall(r"\d{4}", row["period_label"]))),
            "area": (row["crime_area"],),
            "goal": (str(row["goal"]),),
            "region": tuple(region for region in REGIONS if region in named) or (NONE,),
            "outcome": outcomes.get((row["source_id"], row["subject"])) or (NONE,),
        }
        found.append(FacetedOperation(f"{row['source_id']}-{row['subject']}", row, facets))
    return found


def _parts(cell: str | None) -> list[str]:
    return [part for part in (cell or "").split("; ") if part]


def _outcomes(store: Store) -> dict[tuple[str, str], tuple[str, ...]]:
    """Document and subject → outcomes with a printed figure, alone or together with others; other figures are none of them."""
    query = """SELECT DISTINCT f.source_id, coalesce(c.subject, f.subject) AS subject, f.metric, f.unit
               FROM figures f LEFT JOIN combined_subjects c ON c.combined = f.subject WHERE f.basis = 'printed'"""
    keys = {(metric, unit): key for key, (_, metric, unit) in OUTCOMES.items()}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in store.rows(query):
        found[row["source_id"], row["subject"]].add(keys.get((row["metric"], row["unit"]), OTHER))
    order = [*OUTCOMES, OTHER]
    return {name: tuple(sorted(values, key=order.index)) for name, values in found.items()}


def facet_values(operations: Iterable[FacetedOperation], goals: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What each facet offers, in order; values that none of the operations has are offered where they are of the site's lists."""
    listed = list(operations)
    years = sorted({year for each in listed for year in each.facets["year"]}, reverse=True)
    areas = {each.row["crime_area"] for each in listed}
    return {
        "year": tuple(years),
        "area": tuple(area for area in AREAS if area in areas),
        "goal": tuple(goals),
        "region": tuple(PLACES_NAMED),
        "outcome": tuple(PRINTED),
    }


def facet_counts(operations: Iterable[FacetedOperation], chosen: Chosen) -> dict[str, Counter[str]]:
    """Facet → value → how many operations fit it and the choices of the other facets."""
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for each in operations:
        for facet in FACETS:
            if each.fits(chosen, without=facet):
                counts[facet].update(each.facets[facet])
    return counts


def excluding_facets(operations: Iterable[FacetedOperation], chosen: Chosen) -> tuple[str, ...]:
    """The first two facets whose choices exclude each other; all that are chosen where no two alone do."""
    listed = list(operations)
    names = [facet for facet in FACETS if chosen.get(facet)]
    for position, later in enumerate(names):
        for earlier in names[:position]:
            if not any(each.fits({name: chosen[name] for name in (earlier, later)}) for each in listed):
                return (earlier, later)
    return tuple(names)


def outcome_figures(
    store: Store, code: Code, operations: Iterable[FacetedOperation], metric: str, unit: str
) -> list[Row]:
    """Figures of the operations, and those printed for several of them together, each once, the largest first.

    ``operations`` are the keys of those it is printed for; ``place`` is where the subject stands among the names of all;
    ``disputed`` is true where documents disagree on it.
    """
    return store.rows(
        f"""WITH names AS (SELECT subject, row_number() OVER (ORDER BY subjects.{code} COLLATE {store.collation(code)}) AS place FROM subjects),
           wanted AS (
               SELECT f.figure_id, string_agg(DISTINCT f.source_id || '-' || coalesce(c.subject, f.subject), ' ') AS operations
               FROM figures f LEFT JOIN combined_subjects c ON c.combined = f.subject
               WHERE f.basis = 'printed' AND f.metric = $metric AND f.unit = $unit
                 AND f.source_id || '-' || coalesce(c.subject, f.subject) IN (SELECT unnest($keys))
               GROUP BY f.figure_id)
           SELECT f.*, figure_id IN (SELECT figure_id FROM disagreement_figures) AS disputed, names.place, wanted.operations
           FROM wanted JOIN figures f USING (figure_id) JOIN names USING (subject)
           ORDER BY f.value DESC, f.figure_id""",
        {"metric": metric, "unit": unit, "keys": [each.key for each in operations]},
    )


@dataclass(frozen=True)
class Selection:
    """What a chart shows of the board in a state.

    Attributes:
        shown: how many operations fit what is chosen.
        figures: of the outcome that is drawn, in their order.
    """

    shown: int
    figures: list[Row]


def outcome_selection(store: Store, code: Code, state: Mapping[str, str]) -> Selection:
    """The figures that the board draws in a state: ``kind``, ``draw``, ``order``, and each facet with blanks between values."""
    operations = faceted_operations(store, state["kind"], code)
    chosen = {facet: tuple(state[facet].split()) for facet in FACETS}
    shown = {each.key: each for each in operations if each.fits(chosen)}
    _, metric, unit = OUTCOMES[state["draw"]]
    figures = outcome_figures(store, code, operations, metric, unit)
    figures = [row for row in figures if not shown.keys().isdisjoint(row["operations"].split(" "))]
    if state["order"] == "name":
        figures.sort(key=lambda row: row["place"])
    return Selection(len(shown), figures)


#: The key of an operation that a figure is printed for, alone or together with others.
_PRINTED_FOR = "f.source_id || '-' || coalesce(c.subject, f.subject)"


def operation_names(store: Store, code: Code, keys: Sequence[str], parameter: str = COMPARE) -> list[str]:
    """The names of the operations that an address lays side by side.

    Raises:
        InvalidParameter: there is none of a key, or there are too many.
    """
    query = f"""SELECT source_id || '-' || subject AS key, s.{code} AS name
                FROM operations JOIN subjects s USING (subject) ORDER BY key"""
    known = {row["key"]: str(row["name"]) for row in store.rows(query)}
    for key in keys:
        if key not in known:
            raise InvalidParameter(parameter, key, known)
    if len(keys) > MAX_COMPARED:
        allowed = {"&".join(f"{parameter}={key}" for key in keys[:MAX_COMPARED]): N_("Two or three operations:")}
        raise InvalidParameter(parameter, " ".join(keys), allowed)
    return [known[key] for key in keys]


def compared_figures(store: Store, keys: Sequence[str]) -> list[Row]:
    """The figures of operations, alone or together with others: those first that more of the operations have.

    ``operations`` are the keys of those it is printed for; ``disputed`` is true where documents disagree on it.
    """
    rows = store.rows(
        f"""WITH wanted AS (
               SELECT f.figure_id, min(list_position($keys, {_PRINTED_FOR})) AS place,
                      list(DISTINCT {_PRINTED_FOR}) AS operations
               FROM figures f LEFT JOIN combined_subjects c ON c.combined = f.subject
               WHERE f.basis <> 'reported' AND {_PRINTED_FOR} IN (SELECT unnest($keys)) GROUP BY f.figure_id)
           SELECT f.*, figure_id IN (SELECT figure_id FROM disagreement_figures) AS disputed, wanted.operations
           FROM wanted JOIN figures f USING (figure_id) ORDER BY wanted.place, f.source_line, f.figure_id""",
        {"keys": list(keys)},
    )
    having: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        having.setdefault((row["metric"], row["unit"]), set()).update(row["operations"])
    order = sorted(having, key=lambda measure: -len(having[measure]))
    return sorted(rows, key=lambda row: order.index((row["metric"], row["unit"])))
