"""The doors of the database that must stay shut, should a query ever be someone else's: each is tried on the real store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard.data.store import Store, current_database
from dashboard.errors import NotReady, Overloaded

#: Written in place of a file that nobody may write.
STOLEN = "/tmp/figures-stolen"
FILES = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_blob('/etc/hostname')",
    "SELECT * FROM read_json('/etc/passwd')",
    "SELECT * FROM read_parquet('/etc/passwd')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM read_text('https://example.org/')",
    "COPY topics FROM '/etc/passwd'",
    f"COPY figures TO '{STOLEN}.csv'",
    f"COPY (SELECT 1) TO '{STOLEN}.parquet' (FORMAT parquet)",
    f"EXPORT DATABASE '{STOLEN}'",
    f"IMPORT DATABASE '{STOLEN}'",
    f"ATTACH '{STOLEN}.duckdb'",
    "ATTACH ':memory:' AS other",
]
EXTENSIONS = [
    "INSTALL httpfs",
    "FORCE INSTALL httpfs",
    "INSTALL spatial FROM community",
    f"INSTALL '{STOLEN}.duckdb_extension'",
    "LOAD httpfs",
    f"LOAD '{STOLEN}.duckdb_extension'",
    "UPDATE EXTENSIONS",
    "CREATE SECRET stolen (TYPE s3)",
    "CREATE PERSISTENT SECRET stolen (TYPE http, BEARER_TOKEN 'x')",
]
SETTINGS = [
    "SET enable_external_access = true",
    "SET allow_community_extensions = true",
    "SET autoinstall_known_extensions = true",
    "SET allowed_directories = ['/']",
    "SET temp_directory = '/tmp'",
    "SET threads = 8",
    "SET memory_limit = '8GB'",
    "SET GLOBAL memory_limit = '8GB'",
    "SET lock_configuration = false",
    f"SET log_query_path = '{STOLEN}.log'",
    "RESET lock_configuration",
    "RESET memory_limit",
    "PRAGMA threads = 8",
    "PRAGMA memory_limit = '8GB'",
    "PRAGMA enable_external_access = true",
    "PRAGMA enable_profiling",
    "CALL enable_logging()",
]
CHANGES = [
    "INSERT INTO topics VALUES ('a', 'b', 'c', 'd', 'e', 9)",
    "UPDATE figures SET value = 0",
    "DELETE FROM figures",
    "TRUNCATE figures",
    "DROP TABLE figures",
    "ALTER TABLE figures ADD COLUMN more INTEGER",
    "CREATE TABLE more (a INTEGER)",
    "CREATE VIEW more AS SELECT 1",
    "CREATE MACRO more() AS 1",
    "CREATE SCHEMA more",
    "CREATE SEQUENCE more",
    "CREATE TYPE more AS ENUM ('a')",
    "CREATE INDEX more ON figures (value)",
]
#: More than the memory that a query may take; none of it goes to the disk.
MEMORY = [
    "SELECT count(DISTINCT hash(range)) FROM range(30000000)",
    "SELECT list(range) FROM range(200000000)",
    "CREATE TEMP TABLE more AS SELECT range, hash(range) FROM range(60000000)",
]


@pytest.fixture(scope="module")
def store(site_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store as the site opens it, on a copy: what is tried here must not trouble other tests."""
    copy = tmp_path_factory.mktemp("doors") / "figures.duckdb"
    shutil.copy(current_database(site_published), copy)
    opened = Store(copy)
    yield opened
    opened.close()


@pytest.mark.parametrize("statement", [*FILES, *EXTENSIONS, *SETTINGS, *CHANGES])
def test_nothing_but_reading_its_own_tables(store: Store, statement: str) -> None:
    before = store.path.read_bytes()
    with pytest.raises((duckdb.Error, NotReady)) as refused:
        store.rows(statement)
    assert not isinstance(refused.value, duckdb.ParserException), "the statement is misspelt"
    assert list(Path(STOLEN).parent.glob(f"{Path(STOLEN).name}*")) == []
    assert store.path.read_bytes() == before
    assert store.rows("SELECT count(*) AS n FROM figures")[0]["n"] > 280


@pytest.mark.parametrize("statement", MEMORY)
def test_a_query_takes_no_more_memory_than_it_may(
    store: Store, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.data.store.TIME_LIMIT_S", 60.0)  # so that it is the memory that ends it
    with pytest.raises(Overloaded, match="memory"):
        store.rows(statement)
    assert store.rows("SELECT count(*) AS n FROM figures")[0]["n"] > 280
    assert [path.name for path in store.path.parent.iterdir()] == [store.path.name]
