"""What can be asked for by its name: operations, countries, goals, and what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.data.store import Store
from dashboard.i18n.languages import Code

#: Names of each kind, the first by the alphabet: more are no help to who types, and pages stay small.
MAX_NAMES = 600
Kind = Literal["operation", "country", "goal", "question"]
#: Names of a language → what they name.
_QUERIES: dict[Kind, str] = {
    "question": """SELECT DISTINCT name, '' AS key FROM (
                       SELECT m.{code} AS name FROM metrics m JOIN figures f USING (metric) WHERE f.basis = 'printed'
                       UNION SELECT s.{code} FROM subjects s JOIN figures f USING (subject)
                       WHERE f.basis = 'printed' AND subject NOT IN (SELECT subject FROM operations))""",
    "operation": """SELECT s.{code} AS name, max_by(o.source_id || '-' || o.subject, o.period_label) AS key
                    FROM operations o JOIN subjects s USING (subject) GROUP BY ALL""",
    "country": """SELECT m.name_{code} AS name, iso3 AS key, nullif(n.{code}, m.name_{code}) AS others
                  FROM members m LEFT JOIN country_names n USING (iso3)""",
    "goal": "SELECT title_{code} AS name, goal AS key FROM goals WHERE kind = 'goal'",
}


@dataclass(frozen=True)
class Suggestion:
    """A name that a question can be.

    Attributes:
        kind: of what it names.
        name: in a language.
        key: of the operation, country or goal.
        others: everyday names, such as UK.
    """

    kind: Kind
    name: str
    key: str
    others: str = ""


def suggestions(store: Store, code: Code) -> list[Suggestion]:
    """The names of a language by kind, within a kind by the alphabet."""
    found: list[Suggestion] = []
    for kind, query in _QUERIES.items():
        ordered = (
            f"SELECT * FROM ({query.format(code=code)}) ORDER BY name COLLATE {store.collation(code)} LIMIT {MAX_NAMES}"
        )
        found += [Suggestion(kind, row["name"], row["key"], row.get("others") or "") for row in store.rows(ordered)]
    return found
