"""How old the figures are, in words."""

from __future__ import annotations

from dashboard.components.context import PageContext
from dashboard.i18n import formatting


def coverage_sentence(context: PageContext, topic: str = "") -> str:
    """Of which years the figures of a topic, or of the site, are; and the newest report that was read."""
    found, language = context.data.coverage(topic), context.language
    if not found.periods:
        return ""
    if found.spread:
        years = formatting.period("--".join(found.periods), language)
    else:
        years = formatting.format_list([formatting.period(year, language) for year in found.periods], language)
    if not found.newest_report:
        return context.gettext("Figures of {years}.", years=years)
    report = context.data.vocabulary.source(found.newest_report, language)
    return context.gettext("Figures of {years}; newest report read: {report}.", years=years, report=report)
