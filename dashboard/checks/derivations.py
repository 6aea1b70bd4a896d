"""What could be worked out of newer figures and is not, as rows of ``data/decisions/derivations.toml``."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from dashboard.data.store import Store
from dashboard.errors import ChartFileError

#: Figures worked out, where each of their inputs is printed later than the last of their own subject and metric:
#: those inputs.
SAME_RULE = """
    WITH latest AS (SELECT subject, metric, max(period_end) AS period_end FROM figures WHERE basis <> 'reported' GROUP BY ALL),
    measures AS (SELECT f.figure_id, f.subject AS of_subject, f.metric AS of_metric, f.period_end AS of_end, rule, position,
                        i.subject, i.metric, i.unit, i.period_end,
                        greatest(max(i.period_end) OVER (PARTITION BY f.figure_id, i.subject, i.metric), latest.period_end) AS of_input,
                        max(position) OVER (PARTITION BY f.figure_id) AS wanted
                 FROM figures f JOIN latest USING (subject, metric)
                 JOIN figure_inputs USING (figure_id) JOIN figures i ON i.figure_id = input_id
                 WHERE f.basis = 'derived'
                 QUALIFY year(of_end) = max(year(i.period_end)) OVER (PARTITION BY f.figure_id)
                     AND of_end = max(of_end) OVER (PARTITION BY of_subject, of_metric)),
    later AS (SELECT m.*, n.figure_id AS input_id, n.period_end AS later_end,
                     m.period_end = max(m.period_end) OVER (PARTITION BY m.figure_id, m.subject, m.metric) AS moved
              FROM measures m LEFT JOIN preferred_figures n
                  ON n.basis = 'printed' AND n.subject = m.subject AND n.metric = m.metric AND n.unit = m.unit
                  AND (n.period_end > m.of_input OR (year(m.period_end) < year(m.of_end) AND n.period_end = m.of_input))
              QUALIFY row_number() OVER (PARTITION BY m.figure_id, m.position
                                         ORDER BY n.period_end = m.of_input DESC, n.period_end) = 1)
    SELECT figure_id, rule, f.topic, f.subject, f.metric, f.unit, f.qualifier, f.note, max(year(later_end)) AS year,
           list(input_id ORDER BY position) AS inputs
    FROM later JOIN figures f USING (figure_id) GROUP BY ALL
    HAVING count(input_id) = max(wanted) AND count(DISTINCT year(later_end)) FILTER (moved) = 1 ORDER BY figure_id
"""
#: Shares, and amounts that are shares of a total, that are not printed of a later time, though the two others of
#: amount, total and share are. Which three belong together is told by what is worked out of them at any time.
AMOUNTS_AND_SHARES = """
    WITH inputs AS (SELECT figure_inputs.figure_id, rule, max({'subject': i.subject, 'metric': i.metric}) FILTER (position = 1) AS first,
                           max({'subject': i.subject, 'metric': i.metric}) FILTER (position = 2) AS second
                    FROM figure_inputs JOIN figures i ON i.figure_id = input_id
                    WHERE rule IN ('share_of_total', 'percent_of_total') GROUP BY ALL),
    threes AS (SELECT DISTINCT IF(rule = 'share_of_total', {'subject': subject, 'metric': metric}, first) AS amount,
                      IF(rule = 'share_of_total', first, second) AS total,
                      IF(rule = 'share_of_total', second, {'subject': subject, 'metric': metric}) AS share
               FROM inputs JOIN figures USING (figure_id)),
    rules AS (SELECT 'share_of_total' AS rule, amount AS result, total AS first, share AS second FROM threes UNION ALL
              SELECT 'percent_of_total', share, amount, total FROM threes),
    known AS (SELECT *, {'subject': subject, 'metric': metric} AS measure FROM preferred_figures WHERE basis IN ('printed', 'derived')),
    latest AS (SELECT measure, max(period_end) AS period_end, max(figure_id) AS figure_id FROM known GROUP BY ALL)
    SELECT rules.rule, f.topic, f.subject, f.metric, f.unit, 'about' AS qualifier,
           (SELECT max(note) FROM figures d JOIN figure_inputs i USING (figure_id) WHERE i.rule = rules.rule) AS note,
           year(a.period_end) AS year, [a.figure_id, b.figure_id] AS inputs
    FROM rules JOIN latest ON latest.measure = result
    JOIN figures f USING (figure_id)
    JOIN known a ON a.measure = rules.first AND a.basis = 'printed' AND a.period_end > latest.period_end
    JOIN known b ON b.measure = rules.second AND b.basis = 'printed' AND b.period_label = a.period_label
    ORDER BY latest.figure_id, a.period_end
"""
#: Figures worked out of one of which a later document prints another value. One whose id ends with the older document is meant so.
SUPERSEDED = """
    SELECT d.figure_id, i.figure_id AS input_id, p.figure_id AS later_id
    FROM figures d JOIN figure_inputs x USING (figure_id) JOIN figures i ON i.figure_id = x.input_id
    JOIN preferred_figures p ON p.unit = i.unit AND p.figure_id <> i.figure_id AND p.value <> i.value
        AND regexp_replace(p.figure_id, '^[^.]*', '') = regexp_replace(i.figure_id, '^[^.]*', '')
    WHERE NOT ends_with(d.figure_id, '.' || i.source_id) ORDER BY ALL
"""
#: The change of a value on the one before it.
CHANGE = """
    SELECT v.figure_id, v.topic, v.subject, $metric AS metric, year(v.period_end) AS year, 'percent' AS unit,
           'percent_change' AS rule, 'about' AS qualifier, 'change-worked-out' AS note, [b.figure_id, v.figure_id] AS inputs
    FROM figures v JOIN preferred_figures b USING (subject, metric, unit)
    WHERE v.figure_id = $value AND b.period_end < v.period_end AND length(b.period_label) = length(v.period_label)
    ORDER BY b.period_end DESC LIMIT 1
"""
#: What figures that are worked out are rounded to, the coarsest first.
STEPS = (*(Decimal(10**power) for power in range(9, -1, -1)), Decimal("0.1"), Decimal("0.01"))


class NotWorkedOut(ChartFileError):
    """A figure that could be worked out of what a report prints of a later time, and is not.

    Attributes:
        row: what would do it, a row of ``data/decisions/derivations.toml``.
    """

    def __init__(self, file: str, key: str, row: dict[str, Any], store: Store, what: str = "") -> None:
        figure_id = f"derived.{row['subject']}.{row['metric']}.{row['year']}"
        worked_out = f"{figure_id} can be worked out from {' and '.join(row['inputs'])}, and is not."
        mend = (
            "Add the row that is printed for it to data/decisions/derivations.toml, if it holds of the later time too."
        )
        super().__init__(file, key, f"{what}{worked_out} {mend}")
        self.row = _in_toml(figure_id, row, store)


def not_worked_out(file: str, key: str, ids: Collection[str], store: Store) -> Iterator[NotWorkedOut]:
    """What could be worked out of a later time than that of figures that are shown, each once."""
    measures = {tuple(each.split(".")[1:3]) for each in ids}
    yield from (
        NotWorkedOut(file, key, row, store)
        for row in _later_derivations(store)
        if (row["subject"], row["metric"]) in measures
    )


def unshown_not_worked_out(told: Collection[str], store: Store) -> Iterator[NotWorkedOut]:
    """What could be worked out of a later time and no chart shows: it stands in the table of what is worked out.

    Args:
        told: rows of `NotWorkedOut` that were told already.
        store: the data.
    """
    for row in _later_derivations(store):
        problem = NotWorkedOut("data/decisions/derivations.toml", f"{row['subject']}.{row['metric']}", row, store)
        if problem.row not in told:
            yield problem


def superseded_inputs(store: Store) -> Iterator[ChartFileError]:
    """Figures worked out of a value that a later document prints otherwise: charts show that one beside them."""
    for row in store.rows(SUPERSEDED):
        what = f"it is worked out from {row['input_id']}, and {row['later_id']} has another value, which charts show."
        mend = "Name that one in its inputs, or take the row out; for a chart of the older document alone, add one whose id ends with it."
        yield ChartFileError("data/decisions/derivations.toml", row["figure_id"], f"{what} {mend}")


def _later_derivations(store: Store) -> list[dict[str, Any]]:
    """What could be worked out of a later time than any figure of its subject and metric."""
    rows = [*store.rows(SAME_RULE), *store.rows(AMOUNTS_AND_SHARES)]
    once = {(row["subject"], row["metric"], row["year"]): row for row in reversed(rows)}
    return list(reversed(once.values()))


def change_not_worked_out(file: str, key: str, what: str, value: str, metric: str, store: Store) -> ChartFileError:
    """That no report prints the change of a value, and how it could be worked out where the value before it is known."""
    rows = store.rows(CHANGE, {"value": value, "metric": metric})
    return (
        NotWorkedOut(file, key, rows[0], store, f"{what} ")
        if rows
        else ChartFileError(file, key, f"{what} Leave change out.")
    )


def _in_toml(figure_id: str, row: dict[str, Any], store: Store) -> str:
    """A derivation as it stands in its file, rounded as others of its metric are."""
    if row["rule"] in ("sum_of", "difference"):  # as fine as what it comes from
        found = store.rows("SELECT value FROM figures WHERE list_contains($ids, figure_id)", {"ids": row["inputs"]})
    else:
        query = "SELECT value FROM figures WHERE basis = 'derived' AND metric = $metric AND unit = $unit"
        found = store.rows(query, {key: row[key] for key in ("metric", "unit")})
    values = [Decimal(str(each["value"])) for each in found]
    fits = (step for step in STEPS if values and not any(value % step for value in values))
    lines = {
        "figure_id": figure_id,
        **{key: row[key] for key in ("topic", "subject", "metric")},
        "period_label": str(row["year"]),
        **{key: row[key] for key in ("unit", "rule", "inputs")},
        "round_to": next(fits, Decimal("0.1")),
        **{key: row[key] for key in ("qualifier", "note")},
    }
    words = [f"{key} = {each if key == 'round_to' else json.dumps(each)}" for key, each in lines.items()]
    return "\n".join(["[[derivation]]", *words])
