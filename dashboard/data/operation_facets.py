"""Operations by what they can be told apart by, and how many are left under each choice.

Values of one facet are alternatives; facets restrict each other; the counts of a facet ignore its own choice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.data.operations import AREAS, OUTCOMES, REGIONS
from dashboard.data.store import Row, Store
from dashboard.i18n.languages import Code

#: In the order in which they are listed and named.
FACETS = ("year", "area", "goal", "region", "outcome")
#: No place is printed; no figure is printed.
NONE = "none"
#: A figure of another kind is printed.
OTHER = "other"
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
                WHERE o.kind = $kind ORDER BY left(o.period_label, 4) DESC, subject_name COLLATE {code}"""
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
        "region": (*REGIONS, NONE),
        "outcome": (*OUTCOMES, OTHER, NONE),
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
