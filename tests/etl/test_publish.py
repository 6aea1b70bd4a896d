"""A version is put in place whole or not at all, whatever happens to the build or to the disk."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from etl.errors import PublishError
from etl.load import read_rows
from etl.paths import Paths
from etl.pipeline import BuildResult, build
from etl.publish import current_database, current_version, database_path, open_data_path
from tests.conftest import copy_inputs
from tests.etl.changes import leftovers, other_version, snapshot, start

KIB, MIB = 1024, 1024 * 1024


@contextlib.contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """No file may grow beyond ``size``: the kernel refuses the write, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def refuses(paths: Paths) -> None:
    """Builds where the result cannot be written: it is said, and nothing that was published changes."""
    before = snapshot(paths.published)
    words = r"could not be written: .*\. The version published before is untouched\. .*build again\."
    with pytest.raises(PublishError, match=words):
        build(paths)
    after = snapshot(paths.published)
    # A pointer that could not be written may lie there until the next build puts its own in its place.
    assert {name: raw for name, raw in after.items() if name not in leftovers(paths.published)} == before


def works_later(paths: Paths, version_before: str) -> None:
    """A build that is not hindered publishes the new version and clears what was left behind."""
    built = build(paths)
    assert built.version != version_before
    assert current_version(paths) == built.version
    assert read_rows(current_database(paths), "SELECT version FROM data_version") == [{"version": built.version}]
    assert leftovers(paths.published) == []


@pytest.fixture
def small_disk(published: Paths, tmp_path: Path) -> Iterator[Paths]:
    """A published folder on a small file system of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small disk")
    try:
        shutil.copytree(published.published, disk / "published")
        yield Paths(published.data, disk / "published")
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.parametrize("room", [0, 4 * KIB, 512 * KIB, "all but the open data"])
def test_a_full_disk_changes_nothing(small_disk: Paths, room: int | str, built: BuildResult) -> None:
    other_version(small_disk.data)
    size = built.database.stat().st_size + 64 * KIB if isinstance(room, str) else room
    ballast = small_disk.published.parent / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(small_disk.published).free - size)
    refuses(small_disk)
    ballast.unlink()
    works_later(small_disk, built.version)


@pytest.mark.parametrize("size", [0, 1 * MIB])
def test_a_file_that_cannot_grow_changes_nothing(published: Paths, size: int, built: BuildResult) -> None:
    other_version(published.data)
    with file_size_limit(size):
        refuses(published)
    works_later(published, built.version)


def test_a_pointer_that_cannot_be_written_stays_as_it_was(published: Paths, built: BuildResult) -> None:
    other_version(published.data)
    newer = build(published).version
    other_version(published.data, "A third wording.")
    third = build(published).version
    other_version(published.data)
    # Both versions lie there already: only the pointer would have to be written.
    with file_size_limit(0):
        refuses(published)
    assert current_version(published) == third
    assert build(published).version == newer == current_version(published)
    assert leftovers(published.published) == []


def test_a_file_system_that_is_read_only_changes_nothing(small_disk: Paths, built: BuildResult) -> None:
    other_version(small_disk.data)
    disk = str(small_disk.published.parent)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    refuses(small_disk)
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    works_later(small_disk, built.version)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_folder_that_is_read_only_changes_nothing(published: Paths, built: BuildResult) -> None:
    other_version(published.data)
    published.published.chmod(0o555)
    refuses(published)
    published.published.chmod(0o755)
    works_later(published, built.version)


def test_a_file_where_the_folder_should_be_is_said(data_copy: Paths) -> None:
    data_copy.published.write_text("not a folder", encoding="utf-8")
    with pytest.raises(PublishError, match=r"published: the version \w+ could not be written: File exists"):
        build(data_copy)
    assert data_copy.published.read_text(encoding="utf-8") == "not a folder"


@pytest.mark.parametrize("name", ["current", ".lock"])
def test_a_folder_where_a_file_should_be_is_said(published: Paths, name: str) -> None:
    (published.published / name).unlink()
    (published.published / name).mkdir()
    other_version(published.data)
    with pytest.raises(PublishError, match="could not be written"):
        build(published)


def test_a_kill_in_the_middle_of_a_build_changes_nothing(published: Paths, built: BuildResult) -> None:
    before = snapshot(published.published)
    other_version(published.data)
    with start(published, "build") as process:
        deadline = time.monotonic() + 30
        while not leftovers(published.published) and time.monotonic() < deadline:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        assert process.wait(timeout=30) == -signal.SIGKILL
    left = leftovers(published.published)
    assert len(left) == 1, "the build was to be killed while it was writing"
    after = {name: raw for name, raw in snapshot(published.published).items() if not name.startswith(left[0])}
    assert after == before
    works_later(published, built.version)


def test_a_database_without_its_open_data_is_written_again(published: Paths, built: BuildResult) -> None:
    """What a kill between the two moves, or a careless hand, leaves behind."""
    shutil.rmtree(open_data_path(published.published, built.version))
    assert build(published).version == built.version
    assert (open_data_path(published.published, built.version) / "datapackage.json").is_file()


def test_two_builds_at_once_wait_for_each_other(published: Paths, tmp_path: Path) -> None:
    other_version(published.data)
    second = Paths(copy_inputs(tmp_path / "second").data, published.published)
    other_version(second.data, "A third wording.")
    with start(published, "build") as one, start(second, "build") as two:
        results = [process.communicate(timeout=60) for process in (one, two)]
    assert (one.returncode, two.returncode) == (0, 0), results
    names = [out.splitlines()[-1].partition(":")[0] for out, _ in results]
    assert len(set(names)) == 2
    assert current_database(published).name in names
    for name in names:
        assert read_rows(published.published / name, "SELECT count(*) AS n FROM figures")[0]["n"] > 280
    assert leftovers(published.published) == []


def test_the_same_version_built_twice_at_once_is_written_once(published: Paths) -> None:
    other_version(published.data)
    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(build, [published, published])
    assert one.version == two.version == current_version(published)
    assert leftovers(published.published) == []


def test_old_versions_are_kept_and_come_back(published: Paths, built: BuildResult) -> None:
    before = snapshot(published.published)
    words = (published.decisions / "notes.csv").read_bytes()
    other_version(published.data)
    newer = build(published)
    assert newer.version != built.version
    assert {**snapshot(published.published), **before} == snapshot(published.published) | {"current": before["current"]}
    (published.decisions / "notes.csv").write_bytes(words)
    assert build(published).version == built.version == current_version(published)
    assert database_path(published.published, newer.version).is_file()


def test_the_pointer_switches_only_when_the_version_is_there(data_copy: Paths) -> None:
    assert current_version(data_copy) is None
    seen: list[str | None] = []
    build(data_copy, report=lambda _: seen.append(current_version(data_copy)))
    assert set(seen[:-1]) == {None}
    assert current_database(data_copy).is_file()
    assert data_copy.pointer.read_text(encoding="ascii") == f"{current_version(data_copy)}\n"
