"""The columns of the file of all figures, in its order."""

from __future__ import annotations

from dashboard.exports.data.columns import BASES, COLUMNS, LABEL_BASES, QUALIFIERS, Column
from dashboard.i18n.languages import message

_CHART = {column.name: column for column in COLUMNS}

FIGURE_COLUMNS = (
    Column("figure_id", _CHART["figure_id"].title, _CHART["figure_id"].about, required=True),
    Column("topic", message("Topic"), message("The topic, as in the addresses of the site."), required=True),
    Column("subject", message("Subject"), message("What the figure is about: a notice, a database, an operation."), required=True),
    Column("metric", message("Measure"), message("What is counted or measured."), required=True),
    Column("period_label", _CHART["period"].title, _CHART["period"].about, required=True),
    Column("period_start", message("Start of the period"), message("The first day that the figure covers."), "date"),
    Column("period_end", message("End of the period"), message("The last day that the figure covers."), "date"),
    Column("value", _CHART["value"].title, _CHART["value"].about, "number", required=True),
    Column("unit", _CHART["unit"].title, _CHART["unit"].about, required=True),
    Column("qualifier", _CHART["qualifier"].title, _CHART["qualifier"].about, allowed=QUALIFIERS, required=True),
    Column("basis", _CHART["basis"].title, _CHART["basis"].about, allowed=BASES, required=True),
    Column("label_basis", _CHART["label_basis"].title, _CHART["label_basis"].about, allowed=LABEL_BASES, required=True),
    Column("source_id", _CHART["document"].title, message("The key of the document or dataset."), required=True),
    Column("source_line", _CHART["line"].title, _CHART["line"].about, "integer"),
    Column("as_printed", _CHART["as_printed"].title, _CHART["as_printed"].about),
    Column("note", _CHART["note"].title, message("The key of a caveat; its words stand in the database.")),
)  # fmt: skip
