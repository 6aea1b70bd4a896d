"""The ways between a recurring operation's chart and its editions that the reports describe."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.catalogue import Chart
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext
from dashboard.i18n import formatting
from dashboard.i18n.typography import bind_with_nbsp


def edition_charts(context: PageContext) -> dict[str, Chart]:
    """Operation → the chart that has it among the editions of one operation."""
    rows = context.data.store.rows("SELECT series, subjects FROM series WHERE step = 'edition'")
    subjects = {row["series"]: row["subjects"].split("; ") for row in rows}
    return {
        subject: chart
        for chart in context.data.catalogue
        for series in chart.definition.series
        for subject in subjects.get(series, ())
    }


def described_editions(context: PageContext, view: ChartView) -> Any:
    """Links to the operations of a chart of editions that the reports describe; None for other charts."""
    if not any(row.point and row.point.step == "edition" for row in view.rows):
        return None
    query = f"""SELECT o.*, s.{context.language.code} AS name FROM operations o JOIN subjects s USING (subject)
                WHERE subject IN (SELECT unnest($subjects)) ORDER BY o.source_id, list_position($subjects, subject)"""
    rows = context.data.store.rows(query, {"subjects": view.categories})
    if not rows:
        return None
    items = [
        html.Li(
            [
                html.A(
                    html.Bdi(bind_with_nbsp(context.language.localize_digits(row["name"]))),
                    href=urls.operation(context.language, row["source_id"], row["subject"], kind=row["kind"]),
                ),
                f" · {formatting.period(row['period_label'], context.language)} · ",
                context.data.vocabulary.source(row["source_id"], context.language),
            ]
        )
        for row in rows
    ]
    heading = html.H2(context.gettext("Editions that the reports describe"))
    return html.Section([heading, html.Ul(items)], className="text")
