"""Data that reach many machines: `deploy/sync-data` over a shared folder and over WebDAV."""

from __future__ import annotations

from pathlib import Path

from etl.pipeline import BuildResult
from tests.deploy.copying import (
    NEW,
    NEWER,
    Store,
    build_version,
    content,
    copied,
    needs_rclone,
    pointer,
    started,
    sync,
)
from tests.faults.damage import garble, served_by_all, wait_for
from tests.server import serving

pytestmark = needs_rclone


def test_what_is_sent_is_what_is_brought(store: Store, here: Path, tmp_path: Path, built: BuildResult) -> None:
    there = tmp_path / "there"
    assert sync("push", here, store.remote) == (0, [f"sync-data: data version {built.version} is at {store.remote}"])
    assert sync("pull", store.remote, there) == (0, [f"sync-data: data version {built.version} is in place"])
    data = {name: file for name, file in content(here).items() if not name.startswith(("static-", "cache/", "."))}
    brought = content(there)
    assert set(brought) - set(data) == {f"files-{built.version}.sha256"}
    assert {name: brought[name] for name in data} == data
    times = [(folder / f"figures-{built.version}.duckdb").stat().st_mtime for folder in (store.folder, there)]
    assert abs(times[0] - times[1]) < 1  # versions stand in order of time


def test_the_versions_before_come_without_their_drawings(
    store: Store, here: Path, tmp_path: Path, built: BuildResult
) -> None:
    copied("push", here, store.remote)
    (here / "pictures" / "a.svg").unlink()
    build_version(here, NEW, built.version)
    copied("push", here, store.remote)
    there = tmp_path / "there"
    with started(tmp_path / "log", "follow", store.remote, there):
        wait_for((there / f"files-{built.version}.sha256").exists)
    assert pointer(there) == NEW
    assert (there / f"open-data-{built.version}" / "figures.csv").is_file()
    assert {path.name for path in there.glob("*.duckdb")} == {path.name for path in here.glob("*.duckdb")}
    assert {path.name for path in (there / "pictures").iterdir()} == {"b.svg", f"{NEW}.svg"}


def test_the_pointer_can_be_taken_back(folder_store: Store, here: Path, tmp_path: Path, built: BuildResult) -> None:
    there = tmp_path / "there"
    copied("push", here, folder_store.remote)
    build_version(here, NEW, built.version)
    copied("push", here, folder_store.remote)
    copied("pull", folder_store.remote, there)
    (folder_store.folder / "current").write_text(built.version)
    copied("pull", folder_store.remote, there)
    assert pointer(there) == built.version


def test_it_ends_when_told_to_and_leaves_nothing(folder_store: Store, here: Path, tmp_path: Path) -> None:
    work, log = tmp_path / "work", tmp_path / "log"
    work.mkdir()
    copied("push", here, folder_store.remote)
    with started(
        log, "follow", folder_store.remote, tmp_path / "there", TMPDIR=str(work), DATA_POLL_S="3600"
    ) as process:
        wait_for(lambda: "is in place" in log.read_text())
        assert [path.stat().st_mode & 0o777 for path in work.iterdir()] == [0o700]
        process.terminate()
        assert process.wait(10) == 143
    assert not list(work.iterdir())


def test_a_running_site_takes_up_what_comes_and_refuses_what_it_cannot_read(
    folder_store: Store, here: Path, tmp_path: Path, built: BuildResult
) -> None:
    there, log = tmp_path / "there", tmp_path / "log"
    copied("push", here, folder_store.remote)
    copied("pull", folder_store.remote, there)
    with serving(there, workers=1, RENDERER_URL="off") as site, started(log, "follow", folder_store.remote, there):
        assert served_by_all(site, built.version)
        build_version(here, NEW, built.version)
        garble(here / f"figures-{NEW}.duckdb", start=0.1)  # damaged before it was listed: every copy is as sent
        copied("push", here, folder_store.remote)
        wait_for(lambda: f"data version {built.version} stays: " in site.log())
        assert pointer(there) == NEW
        assert served_by_all(site, built.version)
        build_version(here, NEWER, built.version)
        copied("push", here, folder_store.remote)
        wait_for(lambda: served_by_all(site, NEWER))
        assert site.get(f"/figures.csv?v={built.version}").status == 200
        assert "Traceback" not in site.log()
