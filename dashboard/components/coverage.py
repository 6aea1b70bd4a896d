"""How old the figures are, in words."""

from __future__ import annotations

from dashboard.charts.sources import coverage_words
from dashboard.components.context import PageContext


def coverage_sentence(context: PageContext, topic: str = "") -> str:
    """Of which years the figures of a topic, or of the site, are; and the newest report that was read."""
    return coverage_words(context.data.coverage(topic), context.data.vocabulary, context.language)
