"""How figures follow from others, must meet others, or contradict them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from etl.schema.fields import FigureId, NonEmptyText, Period, Qualifier, Row, Slug, SnakeName


class Derivation(Row):
    """A figure that no document prints, and the rule it comes from (``data/decisions/derivations.toml``)."""

    figure_id: FigureId
    topic: Slug
    subject: Slug
    metric: SnakeName
    period_label: Period
    unit: SnakeName
    rule: SnakeName
    inputs: tuple[FigureId, ...] = Field(min_length=1)
    round_to: Annotated[Decimal, BeforeValidator(lambda v: str(v))] = Field(gt=0)
    qualifier: Qualifier = "about"
    note: Slug


class Check(Row):
    """Parts that must meet a total (``data/decisions/checks.toml``).

    ``shares``: the printed percentages of the parts, in their order, which tell which part is which.
    """

    id: Slug
    total: FigureId | None = None
    total_value: Decimal | None = None
    parts: tuple[FigureId, ...] = Field(min_length=2)
    tolerance: Decimal = Decimal(0)
    shares: tuple[FigureId, ...] = ()


def words_with_year(value: str) -> str:
    """Words that say of which year they are: they stand beside charts of other years.

    Raises:
        ValueError: they say none.
    """
    if not re.search(r"\b(?:19|20)\d\d\b", value):
        raise ValueError(
            f"{value!r} says no year; readers meet it beside charts of other years. Say it, as in: For 2021 …"
        )
    return value


class Disagreement(Row):
    """Where documents contradict each other (``data/decisions/disagreements.toml``)."""

    id: Slug
    topic: Slug
    figures: tuple[FigureId, ...] = Field(min_length=1)
    en: Annotated[NonEmptyText, AfterValidator(words_with_year)]
