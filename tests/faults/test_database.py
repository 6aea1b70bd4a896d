"""The database that is short of memory, slow or damaged says no politely, once, and goes on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask, request

from dashboard.app import create_app
from dashboard.data.operations import OUTCOMES
from dashboard.data.store import MEMORY_MB, READ_ONLY_CONFIG, Store, current_database
from dashboard.errors import Overloaded
from dashboard.releases.data_versions import DataVersions
from tests.faults.damage import database_of, garble, publish, truncate, wait_for
from tests.server import OFTEN, serving

#: Threads that make answers, for each process.
MAKERS = 8
MANY = "SELECT list(range) FROM range(200000000)"


@pytest.fixture
def small_app(own_published: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The site whose database has so many MB, and is asked each time."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in OFTEN.items():
            patch.setenv(name, value)
        patch.setenv("FIGURES_PUBLISHED", str(own_published))
        patch.setenv("RENDERER_URL", "off")
        patch.setitem(READ_ONLY_CONFIG, "memory_limit", f"{request.param}MB")
        patch.setattr("dashboard.data.store.MAX_KEPT_ROWS", 0)
        app = create_app()
        yield app
        app.extensions["versions"].close()


def test_a_query_without_memory_is_told_to_come_again(own_published: Path) -> None:
    store = Store(current_database(own_published))
    for _ in range(3):
        with pytest.raises(Overloaded, match="no memory left") as told:
            store.rows(MANY)
        assert "\n" not in str(told.value) and told.value.retry_after_s > 0
        assert store.rows("SELECT 1 AS one") == [{"one": 1}] and not store.is_corrupt
    store.close()


@pytest.mark.parametrize("small_app", [22], indirect=True)
def test_readers_of_a_database_without_memory_are_told_so(small_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    client = small_app.test_client()
    paths = [f"/{code}/{path}" for code in ("en", "fr") for path in ("", "figures?q=a", "operations", "charts/haechi")]
    answers = [client.get(path) for path in paths]
    refused = [answer for answer in answers if answer.status_code != 200]
    assert refused and {answer.status_code for answer in refused} == {503}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in refused)
    said = [record for record in caplog.records if record.name == "figures"]
    assert len(said) == len(refused)
    assert all(record.getMessage().startswith("busy (") and "\n" not in record.getMessage() for record in said)
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize("small_app", [MEMORY_MB], indirect=True)
def test_what_all_makers_ask_for_at_once_fits_into_the_memory(small_app: Flask) -> None:
    def request_render(maker: int) -> set[int]:
        client = small_app.test_client()
        dear = [f"/{code}/operations?outcome={outcome}" for code in ("en", "ar") for outcome in OUTCOMES]
        paths = [*dear[maker:], *dear[:maker], *(f"/fr/figures?q={letter}{maker}" for letter in "aeiou")]
        return {client.get(path).status_code for path in paths}

    with ThreadPoolExecutor(MAKERS) as pool:
        assert set.union(*pool.map(request_render, range(MAKERS))) == {200}


@pytest.mark.parametrize("damage", ["cut off", "garbled"])
def test_a_damaged_database_is_said_once_and_never_sent(own_published: Path, damage: str) -> None:
    database = database_of(own_published)
    whole = database.read_bytes()
    with serving(own_published, workers=1, RENDERER_URL="off") as site:
        assert site.get("/figures.duckdb").body == whole
        if damage == "cut off":
            truncate(database, 0.01)
        else:
            garble(database, 0.02)
        query = [
            site.get(f"/{code}/{path}")
            for code in ("en", "fr", "es", "ar")
            for path in ("", "figures", "about", "operations", "charts/haechi", "embed/haechi", "charts/hits.csv")
        ]
        assert {answer.status for answer in query} <= {200, 503}
        sent = site.get("/figures.duckdb")
        assert sent.status == 503 and sent.header("Retry-After") and sent.header("Cache-Control") == "no-store"
        assert sum("cannot be read" in line for line in site.log().splitlines()) <= 2
        assert len(site.log().splitlines()) < 20
        database.write_bytes(whole)
        wait_for(lambda: site.get("/readyz").status == 200 and site.get("/figures.duckdb").body == whole)
        for path in ("/en/", "/es/operations", "/fr/charts/haechi", "/en/figures?q=a"):
            assert site.get(path).status == 200
    assert "Traceback" not in site.log()


def test_older_versions_are_opened_beside_the_requests_of_others(
    own_published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (own_published / "current").read_text().strip()
    for number in range(3):
        publish(own_published, f"00000000000{number}", old=old, switch=False)
    monkeypatch.setenv("FIGURES_PUBLISHED", str(own_published))
    app = create_app()
    versions: DataVersions = app.extensions["versions"]
    opening, may_open = threading.Event(), threading.Event()

    def slow(self: Store, path: Path) -> None:
        opening.set()
        assert may_open.wait(30)
        opened(self, path)

    opened = Store.__init__
    monkeypatch.setattr(Store, "__init__", slow)
    with ThreadPoolExecutor(4) as pool:
        older = [pool.submit(versions.acquire, "000000000000") for _ in range(3)]
        assert opening.wait(30)
        began_s = time.monotonic()
        current = pool.submit(versions.acquire).result(20)
        versions.release(current)
        assert time.monotonic() - began_s < 10 and not any(acquire.done() for acquire in older)
        may_open.set()
        opened = {acquire.result(30) for acquire in older}
    assert len(opened) == 1  # opened once for all who asked
    for _ in range(3):
        versions.release(next(iter(opened)))
    versions.close()


def test_an_error_is_logged_without_what_was_asked_for(
    own_published: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("FIGURES_PUBLISHED", str(own_published))
    app = create_app()

    @app.get("/no/<name>")
    def fault(name: str) -> str:
        try:
            return str({}[request.args["q"]])
        except KeyError as error:
            raise ValueError(f"nothing for {name}: {request.full_path}") from error

    with caplog.at_level(logging.INFO):
        assert app.test_client().get("/no/jane.doe?q=jane.doe@example.org").status_code == 500
    assert "unexpected (" in caplog.text and "ValueError" in caplog.text and "KeyError" in caplog.text
    assert "in fault" in caplog.text and "jane.doe" not in caplog.text and "/no/" not in caplog.text
    app.extensions["versions"].close()
