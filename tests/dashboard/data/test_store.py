"""The database as the site opens it: many readers at once, and nothing but reading."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.data.store import Store, current_database
from dashboard.errors import NotReady, Overloaded
from dashboard.releases.data_version import DataVersion
from dashboard.releases.data_versions import databases


def test_threads_get_their_own_rows(data: DataVersion, figures: dict[str, dict[str, object]]) -> None:
    ids = sorted(figures)

    def request_render(thread: int) -> int:
        right = 0
        for turn in range(200):
            query = ids[(thread * 97 + turn * 31) % len(ids)]
            rows = data.store.rows("SELECT figure_id, value FROM figures WHERE figure_id = $id", {"id": query})
            right += rows == [{"figure_id": query, "value": figures[query]["value"]}]
        return right

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(request_render, range(8))) == [200] * 8


def test_what_was_read_is_kept_and_is_whose_asks(data: DataVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    query, parameters = "SELECT figure_id, value FROM figures ORDER BY figure_id LIMIT $n", {"n": 3}
    first = data.store.rows(query, parameters)
    first[0].pop("value")
    first.append({})
    monkeypatch.setattr(Store, "_query", None)  # the file is not asked again
    again = data.store.rows(query, parameters)
    assert len(again) == 3 and all(row["value"] is not None for row in again)


def test_parameters_are_values_not_sql(data: DataVersion) -> None:
    rows = data.store.rows("SELECT * FROM figures WHERE figure_id = $id", {"id": "x' OR '1'='1"})
    assert rows == []


def test_a_query_without_end_is_interrupted(data: DataVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.data.store.TIME_LIMIT_S", 0.2)
    with pytest.raises(Overloaded, match="interrupted after"):
        data.store.rows("SELECT sum(sin(range)) FROM range(100000000000)")
    assert data.store.rows("SELECT 1 AS one") == [{"one": 1}]


def test_a_reader_whose_damaged_store_is_closed_is_told_to_come_again(data: DataVersion) -> None:
    def read(store: Store, thread: int) -> None:
        for turn in range(1000):
            try:
                store.rows(f"SELECT count(*) FROM figures WHERE value > {thread * 1000 + turn}")
            except (NotReady, Overloaded):
                return

    with ThreadPoolExecutor(4) as pool:
        for _ in range(8):
            store = Store(data.store.path)
            reading = [pool.submit(read, store, thread) for thread in range(4)]
            store.rows("SELECT count(*) FROM figures")
            store.is_corrupt = True
            store.close()
            for thread in reading:
                thread.result(30)


def test_what_is_missing_says_which_command_makes_it(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="python -m etl build"):
        current_database(tmp_path)
    (tmp_path / "current").write_text("0123456789ab")
    with pytest.raises(NotReady, match="python -m etl build"):
        Store(current_database(tmp_path))


def test_a_database_that_is_taken_away_while_they_are_listed_is_left_out(tmp_path: Path) -> None:
    for number, version in enumerate(("a", "b")):
        (tmp_path / f"figures-{version}.duckdb").touch()
        os.utime(tmp_path / f"figures-{version}.duckdb", (number, number))
    (tmp_path / "figures-gone.duckdb").symlink_to(tmp_path / "nothing")  # listed, but not there when it is looked at
    assert [path.stem for path in databases(tmp_path)] == ["figures-b", "figures-a"]
