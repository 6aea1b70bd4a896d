"""Which sites show which charts: a log line where the operator asks for it, without anything about readers."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard.web.embed_log import UNNAMED, framing_host
from tests.server import REPOSITORY, environment, serving

FRAME = {"sec_fetch_dest": "iframe"}


def counted(log: Path) -> list[tuple[object, ...]]:
    """What the query of the documentation makes of a log."""
    documentation = (REPOSITORY / "docs" / "deployment.md").read_text(encoding="utf-8")
    (query,) = (part.partition("```")[0] for part in documentation.split("```sql\n")[1:])
    assert query.count("'site.log'") == 1
    with duckdb.connect() as connection:
        return connection.execute(query.replace("'site.log'", f"'{log}'")).fetchall()


def test_the_documented_query_counts_the_lines(site_published: Path, tmp_path: Path) -> None:
    def request_render(number: int) -> int:
        page = f"https://user:secret@news.example.org:8443/private/{number}?reader=me"
        return running.get("/en/embed/haechi", referer=page, **FRAME).status

    with serving(site_published, workers=2, EMBED_COUNTS="1", LOG_FORMAT="json") as running:
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(request_render, range(60))) == {200}
        running.get("/fr/embed/haechi?title=0", referer="https://Wiki.example/a", **FRAME)
        running.get("/fr/embed/staff-by-status", **FRAME)
        running.get("/fr/embed/haechi", referer=f"{running.origin}/fr/charts/haechi", **FRAME)  # our own preview
        running.get("/fr/embed/haechi", referer="https://blog.example/", sec_fetch_dest="document")  # a link
        running.get("/fr/embed/no-such-chart", referer="https://blog.example/", **FRAME)
        running.get("/fr/embed/haechi?lang=xx", referer="https://blog.example/", **FRAME)
        log = tmp_path / "site.log"
        log.write_text(running.log(), encoding="utf-8")
    today = datetime.now(UTC).date()
    assert counted(log) == [
        ("news.example.org", "haechi", 60, today),
        (UNNAMED, "staff-by-status", 1, today),
        ("wiki.example", "haechi", 1, today),
    ]
    told = log.read_text(encoding="utf-8")
    for never in ("private", "reader", "secret", "8443", "blog.example"):
        assert never not in told


@pytest.mark.parametrize("setting", ["", "0"])
def test_nothing_is_logged_where_it_is_off(site_published: Path, setting: str) -> None:
    with serving(site_published, workers=1, EMBED_COUNTS=setting, LOG_FORMAT="json") as running:
        assert running.get("/en/embed/haechi", referer="https://news.example.org/", **FRAME).status == 200
        told = running.log()
    assert '"answered"' in told and "news.example.org" not in told and '"embed"' not in told


def test_a_setting_that_is_none_stops_the_server(site_published: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "serve", "--port", "0"], cwd=REPOSITORY, capture_output=True, text=True,
        env={**environment(site_published), "EMBED_COUNTS": "yes"}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1 and "EMBED_COUNTS is “yes”" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("referer", "host"),
    [
        ("https://news.example.org/a?b", "news.example.org"),
        ("http://LOCALHOST:1/", "localhost"),
        ("https://[2001:db8::1]/x", "2001:db8::1"),
        ("https://[", UNNAMED),
        ("about:blank", UNNAMED),
        ("https://a b<script>/", UNNAMED),
        (f"https://{'a' * 300}.example/", UNNAMED),
        ("https://figures.example/en/", None),
    ],
)
def test_only_the_hosts_name_is_taken(referer: str, host: str | None) -> None:
    assert framing_host({"Referer": referer, "Sec-Fetch-Dest": "iframe"}, "figures.example") == host
    assert framing_host({"Referer": referer}, "figures.example") == host
    assert framing_host({"Referer": referer, "Sec-Fetch-Dest": "document"}, "figures.example") is None
