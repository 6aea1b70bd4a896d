"""Fifth stage: writes the tables into a DuckDB file. The only module of the pipeline that opens DuckDB."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pandas as pd

from etl.errors import FiguresError

#: SQL types of the public columns; the rest are text, whole numbers or true/false by what they hold.
COLUMN_TYPES = {
    "period_start": "DATE",
    "period_end": "DATE",
    "value": "DOUBLE",
    "source_line": "INTEGER",
    "longitude": "DOUBLE",
    "latitude": "DOUBLE",
    "from_year": "INTEGER",
    "last_year_end": "INTEGER",
    "confirmed_total": "INTEGER",
    "objectives_count": "INTEGER",
    "line_count": "INTEGER",
    "first_page": "INTEGER",
    "last_page": "INTEGER",
    "is_primary": "BOOLEAN",
}
#: What pages look up one by one: found without reading the whole table, however long it is.
INDEXES = (
    ("figures", "subject"),
    ("figure_printings", "figure_id"),
    ("figure_inputs", "figure_id"),
    ("disagreement_figures", "figure_id"),
    ("figure_publications", "figure_id"),
)
#: The smallest that DuckDB has: with its default, tables of some kilobytes fill blocks of a quarter of a megabyte, on disk,
#: in memory and in the download.
BLOCK_SIZE_BYTES = 16384
#: Changes when the tables' form changes, so that an old program never opens a new form by mistake.
SCHEMA_VERSION = "3"
#: One figure for each subject, metric and period: what a document prints goes before what is worked out, and of two
#: documents the later one. What tells figures of one period apart stands at the end of their ids, so each is kept.
PREFERRED_FIGURES = """
    CREATE VIEW preferred_figures AS
    SELECT f.* FROM figures f LEFT JOIN sources s USING (source_id) WHERE f.basis <> 'reported'
    QUALIFY row_number() OVER (
        PARTITION BY regexp_replace(f.figure_id, '^[^.]*', ''), f.unit
        ORDER BY f.basis = 'printed' DESC, s.published DESC, f.figure_id
    ) = 1
"""


def content_version(tables: dict[str, pd.DataFrame]) -> str:
    """The version of the data: the first 12 hexadecimal digits of a SHA-256 over every table's content.

    It depends on names, columns and values only, so the same inputs give the same version on any machine.
    """
    digest = hashlib.sha256(SCHEMA_VERSION.encode())
    for name in sorted(tables):
        text = tables[name].to_csv(index=False, lineterminator="\n")
        digest.update(f"\x00{name}\x00{text}".encode())
    return digest.hexdigest()[:12]


def load(tables: dict[str, pd.DataFrame], version: str, path: Path) -> None:
    """Writes a new database file.

    Args:
        tables: table name → frame.
        version: kept in the table ``data_version``.
        path: must not exist.
    """
    with duckdb.connect(path, config={"default_block_size": BLOCK_SIZE_BYTES}) as connection:
        for name, frame in tables.items():
            connection.register("incoming", frame.astype(object).where(frame.notna(), None))
            columns = ", ".join(f"{_column(frame, column)}" for column in frame.columns)
            connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM incoming")
            connection.unregister("incoming")
        connection.execute("ALTER TABLE figures ADD PRIMARY KEY (figure_id)")
        for table, column in ((table, column) for table, column in INDEXES if column in tables.get(table, ())):
            connection.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
        if "sources" in tables:
            connection.execute(PREFERRED_FIGURES)
        connection.execute("CREATE TABLE data_version AS SELECT ?::VARCHAR AS version", [version])
        connection.execute("CHECKPOINT")


def _column(frame: pd.DataFrame, column: str) -> str:
    kind = COLUMN_TYPES.get(column)
    if kind is None:
        kind = "INTEGER" if pd.api.types.is_integer_dtype(frame[column]) else "VARCHAR"
    return f'CAST("{column}" AS {kind}) AS "{column}"'


#: What other publications print has a file of its own: it never counts among the documents' figures.
_OWN = "SELECT * EXCLUDE (publication_id) FROM figures WHERE basis <> 'reported' ORDER BY figure_id"
#: Name of an open data file → the query for its rows.
EXPORTS = {
    "figures.csv": _OWN,
    "figures.parquet": _OWN,
    "operations.csv": "SELECT * FROM operations ORDER BY source_id, subject",
    "members.csv": "SELECT * FROM members ORDER BY iso3",
    "printings.csv": "SELECT * FROM figure_printings ORDER BY figure_id, position",
    "publications.csv": "SELECT * FROM publications ORDER BY publication_id",
    "reported.csv": """SELECT p.figure_id, p.position, f.topic, f.subject, f.metric, f.period_label, p.value, f.unit,
        p.qualifier, p.as_printed, p.place, p.agreement, p.publication_id
        FROM figure_publications p JOIN figures f USING (figure_id) ORDER BY p.figure_id, p.position""",
}


def export(database: Path, folder: Path) -> list[Path]:
    """Writes the open data files that stand beside the database.

    Args:
        database: the file written by `load`.
        folder: an existing folder.

    Returns:
        The files of `EXPORTS`, in their order.
    """
    written = []
    with duckdb.connect(database, read_only=True) as connection:
        for name, query in EXPORTS.items():
            target = folder / name
            form = "FORMAT parquet, COMPRESSION zstd" if name.endswith("parquet") else "FORMAT csv, HEADER"
            connection.execute(f"COPY ({query}) TO '{str(target).replace(chr(39), chr(39) * 2)}' ({form})")
            written.append(target)
    return written


def read_rows(database: Path, query: str, parameters: list[object] | None = None) -> list[dict[str, object]]:
    """Runs one query on a published database, opened read-only.

    Returns:
        One dictionary for each row, by column name.

    Raises:
        FiguresError: the file is damaged or is no database.
    """
    try:
        with duckdb.connect(database, read_only=True) as connection:
            cursor = connection.execute(query, parameters or [])
            names = [column[0] for column in cursor.description or []]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    except duckdb.IOException as error:
        raise FiguresError(f"{database.name} cannot be read ({error}). Delete it, then: python -m etl build") from error
