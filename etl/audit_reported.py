"""Lists what other publications print, for a person who wants to see it again at its address."""

from __future__ import annotations

from etl.paths import Paths
from etl.pipeline import prepare_tables
from etl.reported import agreements, settle

_HEAD = ("figure", "agreement", "printed", "kind", "seen", "address")


def reported_table(paths: Paths) -> str:
    """One line for each printing: its figure, how it stands to it, the token, the kind of publication, when seen, where.

    A figure of the documents that a publication confirms stands under the document's id.

    Raises:
        DataError: the data themselves are wrong.
    """
    inputs, _ = prepare_tables(paths)
    publications = {row.publication_id: row for row in inputs.rows("publications")}
    settled = settle(inputs)
    rows = [_HEAD]
    for name, item, how in agreements(inputs, settled):
        publication = publications[item.row.publication_id]
        scale = f" x {item.row.multiplier}" if item.row.multiplier > 1 else ""
        token = f"{item.row.qualifier} {item.row.as_printed}{scale}"
        rows.append((name, how, token, publication.kind, publication.seen, publication.address))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    counts = f"{len(settled.figures)} reported figures, {len(settled.confirmations)} figures of the documents"
    return "\n".join([*lines, f"{counts}, {len(rows) - 1} printings in {len(publications)} publications"])
