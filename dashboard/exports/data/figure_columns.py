"""The columns of the file of all figures, in its order."""

from __future__ import annotations

from dashboard.exports.data.columns import BASES, COLUMNS, LABEL_BASES, QUALIFIERS, Column
from dashboard.i18n.languages import N_

_CHART = {column.name: column for column in COLUMNS}

FIGURE_COLUMNS = (
    Column("figure_id", _CHART["figure_id"].title, _CHART["figure_id"].description, required=True),
    Column("topic", N_("Topic"), N_("The topic, as in the addresses of the site."), required=True),
    Column("subject", N_("Subject"), N_("What the figure is about: a notice, a database, an operation."), required=True),
    Column("metric", N_("Measure"), N_("What is counted or measured."), required=True),
    Column("period_label", _CHART["period"].title, _CHART["period"].description, required=True),
    Column("period_start", N_("Start of the period"), N_("The first day that the figure covers."), "date"),
    Column("period_end", N_("End of the period"), N_("The last day that the figure covers."), "date"),
    Column("value", _CHART["value"].title, _CHART["value"].description, "number", required=True),
    Column("unit", _CHART["unit"].title, _CHART["unit"].description, required=True),
    Column("qualifier", _CHART["qualifier"].title, _CHART["qualifier"].description, values=QUALIFIERS, required=True),
    Column("basis", _CHART["basis"].title, _CHART["basis"].description, values=BASES, required=True),
    Column("label_basis", _CHART["label_basis"].title, _CHART["label_basis"].description, values=LABEL_BASES, required=True),
    Column("source_id", _CHART["document"].title, N_("The key of the document or dataset."), required=True),
    Column("source_line", _CHART["line"].title, _CHART["line"].description, "integer"),
    Column("as_printed", _CHART["as_printed"].title, _CHART["as_printed"].description),
    Column("note", _CHART["note"].title, N_("The key of a caveat; its words stand in the database.")),
)  # fmt: skip
