"""Third stage: figures that no document prints, each from named figures by a named rule."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from etl.errors import DataError, Problem, allowed_values
from etl.extract import Inputs, SourceRow
from etl.schema.rules import Derivation

Rule = Callable[..., Decimal]
RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    """Registers a rule under its function's name."""
    RULES[function.__name__] = function
    return function


@rule
def sum_of(*parts: Decimal) -> Decimal:
    """The sum of the inputs."""
    return sum(parts, Decimal(0))


@rule
def difference(minuend: Decimal, subtrahend: Decimal) -> Decimal:
    """The first input less the second."""
    return minuend - subtrahend


@rule
def percent_change(before: Decimal, after: Decimal) -> Decimal:
    """The change from the first input to the second, in percent of the first."""
    return (after - before) / before * 100


@rule
def share_of_total(total: Decimal, share_percent: Decimal) -> Decimal:
    """The amount that a printed share (percent) makes of a printed total."""
    return total * share_percent / 100


@rule
def percent_of_total(part: Decimal, total: Decimal) -> Decimal:
    """The first input in percent of the second."""
    return part / total * 100


@rule
def before_change_percent(after: Decimal, change_percent: Decimal) -> Decimal:
    """The earlier value, from the later one and the printed change in percent."""
    return after / (1 + change_percent / 100)


@rule
def before_change(after: Decimal, change: Decimal) -> Decimal:
    """The earlier value, from the later one and the printed change in the same unit."""
    return after - change


@rule
def per_million(count: Decimal, base: Decimal) -> Decimal:
    """How many of the first input come on a million of the second."""
    return count / base * 1_000_000


@rule
def ratio(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The first input divided by the second."""
    return numerator / denominator


def round_to_multiple(value: Decimal, step: Decimal) -> Decimal:
    """Rounds half up to a multiple of ``step``: 45.3333 to 0.1 is 45.3."""
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def derive(inputs: Inputs) -> dict[str, Decimal]:
    """Works out every derived figure.

    Returns:
        figure_id → value, in the order of the file.

    Raises:
        DataError: a rule is unknown, takes another number of inputs, divides by zero, or inputs form a cycle.
    """
    known = {row.figure_id: row.value for row in inputs.rows("printed_figures")}
    derived: dict[str, Decimal] = {}
    problems: list[Problem] = []
    needed_by: dict[str, list[SourceRow[Any]]] = {}
    missing: dict[str, int] = {}
    for item in inputs.tables["derivations"]:
        unknown = {name for name in item.row.inputs if name not in known}
        missing[item.row.figure_id] = len(unknown)
        for name in unknown:
            needed_by.setdefault(name, []).append(item)
    ready = deque(item for item in inputs.tables["derivations"] if not missing[item.row.figure_id])
    while ready:
        item = ready.popleft()
        figure_id = item.row.figure_id
        try:
            known[figure_id] = derived[figure_id] = _apply(item.row, known)
        except ValueError as error:
            known[figure_id] = Decimal(0)
            problems.append(Problem(f"{item.where}, key rule", f"{error}", "Fix the derivation."))
        for dependent in needed_by.pop(figure_id, []):
            missing[dependent.row.figure_id] -= 1
            if not missing[dependent.row.figure_id]:
                ready.append(dependent)
    problems += _cycles(inputs, known)
    if problems:
        raise DataError(problems)
    return derived


def _cycles(inputs: Inputs, known: dict[str, Decimal]) -> Iterator[Problem]:
    """Derivations that were never ready."""
    for item in inputs.tables["derivations"]:
        if item.row.figure_id not in known:
            missing = ", ".join(name for name in item.row.inputs if name not in known)
            fix = "Break the cycle: an input must not come from its own result."
            yield Problem(item.where, f"its inputs cannot be worked out ({missing}).", fix)


def _apply(derivation: Derivation, known: dict[str, Decimal]) -> Decimal:
    function = RULES.get(derivation.rule)
    if function is None:
        raise ValueError(f"there is no rule {derivation.rule!r}. {allowed_values(derivation.rule, RULES)}")
    try:
        value = function(*(known[name] for name in derivation.inputs))
        return round_to_multiple(value, derivation.round_to)
    except TypeError as error:
        raise ValueError(f"{derivation.rule} does not take {len(derivation.inputs)} inputs.") from error
    except ArithmeticError as error:
        raise ValueError(f"{derivation.rule} divides by zero, or round_to is too fine for the result.") from error
