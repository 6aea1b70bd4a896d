"""New data without a pause, and damaged data without harm, on the real server."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.faults.damage import (
    database_of,
    garble,
    point_at,
    publish,
    served_by_all,
    truncate,
    version_served,
    wait_for,
)
from tests.faults.processes import workers
from tests.server import REPOSITORY, environment, serving

NEW = "0123456789ab"
#: Two values on one page, changed together: a page that shows one of them must show the other.
CHANGES = ["UPDATE figures SET value = value + 1000000 WHERE unit = 'eur'", "CHECKPOINT"]
PAGES = ["/en/", "/fr/finances", "/en/charts/total-revenue", "/en/charts/total-revenue.csv", "/en/figures?q=revenue"]


def test_new_data_are_served_without_a_pause_and_never_mixed(own_published: Path) -> None:
    old = (own_published / "current").read_text().strip()
    with serving(own_published) as site:
        before = {path: site.get(path).body for path in PAGES}
        answers: list[tuple[str, int, bytes]] = []
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                for path in PAGES:
                    answer = site.get(path)
                    answers.append((path, answer.status, answer.body))

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        publish(own_published, NEW, *CHANGES, old=old)
        wait_for(lambda: served_by_all(site, NEW) and len(answers) > 20, 60)
        stop.set()
        for reader in readers:
            reader.join()
        after = {path: site.get(path).body for path in PAGES}
        assert all(before[path] != after[path] for path in PAGES)
        # Every answer is the old page or the new one, to the byte.
        assert [(path, status) for path, status, body in answers if body not in (before[path], after[path])] == []
        assert {status for _, status, _ in answers} == {200}
        frozen = site.get(f"/en/charts/total-revenue.csv?v={old}")
        assert frozen.body == before["/en/charts/total-revenue.csv"]
        assert site.get(f"/en/charts/total-revenue.csv?v={NEW}").body == after["/en/charts/total-revenue.csv"]
    assert f"data version {NEW} is served, after {old}" in site.log()
    assert "Traceback" not in site.log()


@pytest.mark.parametrize("fault", ["missing", "truncated", "corrupt", "damaged inside", "nonsense", "gone"])
def test_new_data_that_cannot_be_read_change_nothing(own_published: Path, fault: str) -> None:
    old = (own_published / "current").read_text().strip()
    with serving(own_published) as site:
        if fault == "missing":
            point_at(own_published, NEW)
        elif fault == "nonsense":
            point_at(own_published, "../../etc/passwd")
        elif fault == "gone":
            (own_published / "current").unlink()
        else:
            path = publish(own_published, NEW, *CHANGES, old=old, switch=False)
            if fault == "truncated":
                truncate(path)
            else:
                garble(path, 0.0 if fault == "corrupt" else 0.3)
            point_at(own_published, NEW)
        # A line of each worker, but for one that started after the damage was done.
        wait_for(lambda: site.log().count(f"data version {old} stays: ") >= 1)
        assert served_by_all(site, old)
        for path in PAGES:
            assert site.get(path).status == 200
        # Put right, it is served without a restart.
        publish(own_published, NEW, *CHANGES, old=old)
        wait_for(lambda: served_by_all(site, NEW), 60)
        assert 1 <= site.log().count("stays: ") <= 2
    assert "Traceback" not in site.log()


def test_a_file_deleted_while_it_is_served_goes_on_being_served(own_published: Path) -> None:
    with serving(own_published) as site:
        version = version_served(site)
        database_of(own_published).unlink()
        for path in [*PAGES, "/ar/operations", "/en/figures?q=red"]:
            assert site.get(path).status == 200
        assert served_by_all(site, version)


def test_a_file_damaged_while_it_is_served_is_said_and_heals(own_published: Path) -> None:
    database = database_of(own_published)
    whole = database.read_bytes()
    with serving(own_published, workers=1) as site:
        warm = site.get("/en/").body
        truncate(database, 0.01)
        query = [
            site.get(f"/{code}/{path}") for code in ("en", "fr", "es", "ar") for path in ("figures", "about", "goals")
        ]
        assert {answer.status for answer in query} <= {200, 503}
        for answer in query:
            assert 'class="site-header"' in answer.text
            if answer.status == 503:
                assert answer.header("Retry-After") and 'href="/fr/"' in answer.text
        assert site.get("/en/").body == warm
        database.write_bytes(whole)
        wait_for(lambda: "can be read again" in site.log())
        # Opened while it was still written, it is opened once more.
        wait_for(lambda: {site.get(path).status for path in PAGES} == {200})
    if 503 in {answer.status for answer in query}:  # else the system had the whole file in its memory
        assert f"the database {database.name} cannot be read" in site.log()
    assert "Traceback" not in site.log()


@pytest.mark.parametrize("fault", ["missing", "truncated", "corrupt", "damaged inside", "empty", "nothing", "nonsense"])
def test_a_start_without_data_says_what_is_wrong_and_ends(own_published: Path, fault: str) -> None:
    database = database_of(own_published)
    if fault == "missing":
        database.unlink()
    elif fault == "truncated":
        truncate(database)
    elif fault == "empty":
        truncate(database, 0)
    elif fault == "nothing":
        (own_published / "current").unlink()
    elif fault == "nonsense":
        (own_published / "current").write_bytes(b"\xff\xfe\x00")
    else:
        garble(database, 0.0 if fault == "corrupt" else 0.3)
    command = [sys.executable, "-m", "dashboard", "serve", "--port", "1"]
    done = subprocess.run(command, cwd=REPOSITORY, env=environment(own_published), capture_output=True, text=True)
    assert done.returncode == 1
    assert re.fullmatch(r"(?:the database|there is no|no data|the file) .*Run: python -m etl build\n", done.stderr)


def test_a_worker_that_starts_anew_goes_on_with_the_last_readable_data(own_published: Path) -> None:
    with serving(own_published, workers=1) as site:
        old = version_served(site)
        path = publish(own_published, NEW, *CHANGES, old=old, switch=False)
        garble(path)
        point_at(own_published, NEW)
        (pid,) = workers(site)
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: workers(site) not in ([], [pid]))
        wait_for(lambda: version_served(site) == old)
        assert "is served: the database" in site.log()
