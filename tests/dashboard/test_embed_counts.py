"""Which sites show which charts: off by default, without anything about readers, over several processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.embed_counts import FILE, OTHERS, UNNAMED, EmbedCounts, as_table, counted, framing_host
from tests.dashboard.site import REPOSITORY, Site, environment, serving

FRAME = {"sec_fetch_dest": "iframe"}


@contextmanager
def counting(published: Path, cache: Path, setting: str) -> Iterator[Site]:
    with serving(published, workers=2, EMBED_COUNTS=setting, FIGURES_CACHE=str(cache)) as running:
        yield running


def table(published: Path, cache: Path) -> list[list[str]]:
    """What the operator reads."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "embeds"], cwd=REPOSITORY, capture_output=True, text=True,
        env={**environment(published), "FIGURES_CACHE": str(cache)}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def test_hosts_are_counted_over_processes(site_published: Path, tmp_path: Path) -> None:
    def request_render(number: int) -> int:
        page = f"https://user:secret@news.example.org:8443/private/{number}?reader=me"
        return running.get("/en/embed/haechi", referer=page, **FRAME).status

    with counting(site_published, tmp_path, "1") as running:
        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(request_render, range(60))) == {200}
        running.get("/fr/embed/haechi?title=0", referer="https://Wiki.example/a", **FRAME)
        running.get("/fr/embed/staff-by-status", **FRAME)
        running.get("/fr/embed/haechi", referer=f"{running.origin}/fr/charts/haechi", **FRAME)  # our own preview
        running.get("/fr/embed/haechi", referer="https://blog.example/", sec_fetch_dest="document")  # a link
        running.get("/fr/embed/no-such-chart", referer="https://blog.example/", **FRAME)
        running.get("/fr/embed/haechi?lang=xx", referer="https://blog.example/", **FRAME)
    today = datetime.now(UTC).date().isoformat()
    head, *rows = table(site_published, tmp_path)
    assert head == ["host", "chart", "shown", "last", "day"]
    assert rows == [
        ["news.example.org", "haechi", "60", today],
        [*UNNAMED.split(), "staff-by-status", "1", today],
        ["wiki.example", "haechi", "1", today],
    ]
    kept = (tmp_path / FILE).read_bytes()
    for never in (b"127.0.0.1", b"private", b"reader", b"secret", b"8443", b"blog.example"):
        assert never not in kept


@pytest.mark.parametrize("setting", ["", "0"])
def test_nothing_is_stored_where_it_is_off(site_published: Path, tmp_path: Path, setting: str) -> None:
    with counting(site_published, tmp_path, setting) as running:
        assert running.get("/en/embed/haechi", referer="https://news.example.org/", **FRAME).status == 200
    assert not list(tmp_path.rglob("*.sqlite*"))
    assert "EMBED_COUNTS=1" in " ".join(table(site_published, tmp_path)[0])


def test_a_setting_that_is_none_stops_the_server(site_published: Path, tmp_path: Path) -> None:
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


def test_made_up_hosts_do_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.embed_counts.MOST_ROWS", 5)
    counts = EmbedCounts(tmp_path)
    for number in range(20):
        counts.add(f"host-{number % 10}.example", "haechi")
        counts.write()
    rows = counted(tmp_path)
    assert len(rows) <= 6 and sum(row.number for row in rows) == 20
    assert rows[0].host == OTHERS and OTHERS in as_table(rows)


def test_what_cannot_be_written_waits(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    counts = EmbedCounts(tmp_path / "file")
    counts.add("news.example.org", "haechi")
    counts.write()
    (tmp_path / "file").unlink()
    counts.write()
    assert [(row.host, row.number) for row in counted(tmp_path / "file")] == [("news.example.org", 1)]
