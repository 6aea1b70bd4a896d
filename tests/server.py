"""A pytest plugin: one build of the data, one set of drawings and one server for all tests of the site.

Both folders of tests register it from their ``conftest.py``, so that its session fixtures exist once.
"""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from bench.serving import end, free_port
from dashboard.i18n.languages import available_languages
from dashboard.releases.data_version import DataVersion, open_data_version

REPOSITORY = Path(__file__).resolve().parents[1]
NAME = "figures-site"
#: The languages that the site offers.
CODES = available_languages()


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str:
        return self.headers.get(name, "")


@dataclass(frozen=True)
class Site:
    """A running server, and the folder of what it serves."""

    port: int
    published: Path

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Asks once, following no redirect; ``accept_language="fr"`` is the header ``Accept-Language``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def page(self, path: str) -> str:
        """The text of a page that must be there."""
        answer = self.get(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        return answer.text

    def log(self) -> str:
        """What the server has said."""
        return log_of(self.published, self.port).read_text()


def run(published: Path, *command: str, folder: Path = REPOSITORY) -> str:
    """Runs one of the project's commands to its end and gives what it said."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment(published), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def copy_package(folder: Path) -> Path:
    """Copies the site's code to ``folder``, free to be changed; gives where its package stands."""
    package = shutil.copytree(
        REPOSITORY / "dashboard", folder / "dashboard", ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / "assets").symlink_to(REPOSITORY / "assets")
    shutil.copy(REPOSITORY / "data" / "decisions" / "languages.csv", package / "_languages.csv")
    return package


#: Tests ask more often than readers do, all from one address.
OFTEN = dict.fromkeys(("RATE_WORK", "RATE_PICTURES", "RATE_CALLBACKS"), "100000000 per minute")


def environment(published: Path, **settings: str) -> Mapping[str, str]:
    """The variables of a server: of this process, but for those that configure the site."""
    own = ("SITE_ORIGIN", "FIGURES_DATA", "TRUSTED_PROXIES", "LOG_FORMAT", "METRICS_BIND")
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return {**kept, **OFTEN, "FIGURES_PUBLISHED": str(published), **settings}


def log_of(published: Path, port: int) -> Path:
    """What a server says; several may serve the same folder."""
    return published.with_name(f"{published.name}-{port}.log")


@contextmanager
def serving(
    published: Path,
    folder: Path = REPOSITORY,
    workers: int = 2,
    within: Sequence[str] = (),
    python: str = sys.executable,
    **settings: str,
) -> Iterator[Site]:
    """Runs ``python -m dashboard serve`` until the block ends; ``SITE_ORIGIN="http://…:{port}"`` sets a variable.

    ``within`` is a command that makes surroundings for another and then becomes it.
    """
    site = Site(free_port(), published)
    settings = {name: value.replace("{port}", str(site.port)) for name, value in settings.items()}
    log = log_of(published, site.port)
    served = [python, "-m", "dashboard", "serve", "--port", str(site.port), "--workers", str(workers)]
    command = [*within, *served]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(published, **settings), stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait(site, process, log)
            yield site
        finally:
            end(process)


def _wait(site: Site, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            if site.get("/readyz").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server was not ready in three minutes: {log.read_text()}")


@pytest.fixture(scope="session")
def site_published(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """A folder with the current database and every drawing. Not to be changed.

    Drawings are named by what they were drawn from, so those made before can stand in: the checkout's, and those that
    the last run left in pytest's cache.
    """
    published = tmp_path_factory.mktemp("site") / "published"
    run(published, "etl", "build")
    kept = None
    if hasattr(pytestconfig, "cache"):
        kept = pytestconfig.cache.mkdir("drawings")
    pictures = published / "pictures"
    for source in (REPOSITORY / "data" / "published" / "pictures", kept):
        if source is not None and source.is_dir():
            shutil.copytree(source, pictures, dirs_exist_ok=True)
    before = {path.name for path in pictures.glob("*.svg")}
    run(published, "dashboard", "pictures")
    if kept is not None:
        for path in pictures.glob("*.svg"):
            if path.name not in before:
                shutil.copy(path, kept / path.name)
    return published


@pytest.fixture(scope="session")
def site(site_published: Path) -> Iterator[Site]:
    """The site, served."""
    with serving(site_published) as running:
        yield running


@pytest.fixture(scope="session")
def data(site_published: Path) -> Iterator[DataVersion]:
    """The data and charts that the site serves, in this process."""
    opened = open_data_version(site_published, site_published / "pictures")
    yield opened
    opened.store.close()


@pytest.fixture(scope="session")
def raw_database(site_published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the database, opened without the site's own code."""
    version = (site_published / "current").read_text().strip()
    copy = shutil.copy(site_published / f"figures-{version}.duckdb", site_published.with_name("raw.duckdb"))
    with duckdb.connect(copy, read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def figures(raw_database: duckdb.DuckDBPyConnection) -> dict[str, dict[str, object]]:
    """Every row of the table ``figures`` by its id, without those that other publications print."""
    return _by_id(raw_database, "SELECT * EXCLUDE (publication_id) FROM figures WHERE basis <> 'reported'")


@pytest.fixture(scope="session")
def every_figure(raw_database: duckdb.DuckDBPyConnection) -> dict[str, dict[str, object]]:
    """Every row of the table ``figures`` by its id, with those that other publications print."""
    return _by_id(raw_database, "SELECT * FROM figures")


def _by_id(database: duckdb.DuckDBPyConnection, query: str) -> dict[str, dict[str, object]]:
    result = database.execute(query)
    names = [column[0] for column in result.description or []]
    return {str(row[0]): dict(zip(names, row, strict=True)) for row in result.fetchall()}
