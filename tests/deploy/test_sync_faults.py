"""`deploy/sync-data` cut off, with damaged files, with the store away, with what cannot be understood."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from bench.serving import free_port
from etl.pipeline import BuildResult
from tests.deploy.copying import (
    NEW,
    Store,
    build_version,
    content,
    copied,
    kill,
    needs_rclone,
    pointer,
    silent_port,
    started,
    sync,
    webdav,
)
from tests.faults.damage import garble, wait_for

pytestmark = needs_rclone


def test_sending_that_is_cut_off_publishes_nothing(
    store: Store, here: Path, tmp_path: Path, built: BuildResult
) -> None:
    copied("push", here, store.remote)
    build_version(here, NEW, built.version)
    with started(tmp_path / "log", "push", here, store.remote, RCLONE_BWLIMIT="300k") as process:
        wait_for(lambda: any(store.folder.glob(f"*{NEW}*")))
        kill(process)
    assert pointer(store.folder) == built.version
    copied("pull", store.remote, tmp_path / "there")
    assert pointer(tmp_path / "there") == built.version
    copied("push", here, store.remote)
    copied("pull", store.remote, tmp_path / "there")
    assert pointer(tmp_path / "there") == NEW


def test_bringing_that_is_cut_off_changes_nothing(store: Store, here: Path, tmp_path: Path, built: BuildResult) -> None:
    there = tmp_path / "there"
    copied("push", here, store.remote)
    copied("pull", store.remote, there)
    build_version(here, NEW, built.version)
    copied("push", here, store.remote)
    before = content(there)
    with started(tmp_path / "log", "pull", store.remote, there, RCLONE_BWLIMIT="300k") as process:
        wait_for(lambda: any(path.is_file() for path in (there / ".incoming").rglob("*")))
        kill(process)
    assert {name: file for name, file in content(there).items() if not name.startswith(".incoming/")} == before
    copied("pull", store.remote, there)
    assert pointer(there) == NEW
    assert content(there)[f"figures-{NEW}.duckdb"] == content(here)[f"figures-{NEW}.duckdb"]
    assert not (there / ".incoming").exists()


@pytest.mark.parametrize("name", [f"figures-{NEW}.duckdb", f"open-data-{NEW}/figures.csv", f"pictures/{NEW}.svg"])
def test_a_damaged_file_is_not_taken_and_is_mended_by_sending_again(
    store: Store, here: Path, tmp_path: Path, built: BuildResult, name: str
) -> None:
    there = tmp_path / "there"
    copied("push", here, store.remote)
    copied("pull", store.remote, there)
    build_version(here, NEW, built.version)
    copied("push", here, store.remote)
    garble(store.folder / name)  # of the same size
    for _ in range(2):
        assert sync("pull", store.remote, there) == (
            0,
            [
                f"sync-data: the data stay as they are: {store.remote}/{name} is missing "
                f"or is not what files-{NEW}.sha256 says; push it again"
            ],
        )
        assert pointer(there) == built.version
        assert not list(there.glob(f"*{NEW}*"))
    copied("push", here, store.remote)
    copied("pull", store.remote, there)
    assert pointer(there) == NEW
    assert (there / name).read_bytes() == (here / name).read_bytes()


def test_a_file_damaged_here_is_brought_again(
    folder_store: Store, here: Path, tmp_path: Path, built: BuildResult
) -> None:
    there = tmp_path / "there"
    copied("push", here, folder_store.remote)
    copied("pull", folder_store.remote, there)
    before = content(there)
    garble(there / f"figures-{built.version}.duckdb")
    (there / "pictures" / "a.svg").unlink()
    copied("pull", folder_store.remote, there)
    assert content(there) == before


@pytest.mark.parametrize(
    "line", ["../outside", "pictures/../../outside", "/etc/passwd", f"figures-{NEW}.duckdb", ".current"]
)
def test_a_list_cannot_write_outside_its_version(
    folder_store: Store, here: Path, tmp_path: Path, built: BuildResult, line: str
) -> None:
    copied("push", here, folder_store.remote)
    with (folder_store.folder / f"files-{built.version}.sha256").open("a") as file:
        file.write(f"{'0' * 64}  {line}\n")
    status, said = sync("pull", folder_store.remote, tmp_path / "there")
    assert status == 1 and len(said) == 1
    assert f"is no list of the files of version {built.version}" in said[0]
    assert content(tmp_path / "there") == {}


@pytest.mark.parametrize("text", ["", "../../x", "A B", "a" * 41])
def test_a_pointer_that_names_no_version_is_refused(folder_store: Store, here: Path, tmp_path: Path, text: str) -> None:
    copied("push", here, folder_store.remote)
    copied("pull", folder_store.remote, tmp_path / "there")
    (folder_store.folder / "current").write_text(text)
    status, said = sync("pull", folder_store.remote, tmp_path / "there")
    assert status == 0 and len(said) == 1
    assert "current names no data version" in said[0]


def test_while_the_store_is_away_the_data_stay_and_one_line_is_said(
    here: Path, tmp_path: Path, built: BuildResult
) -> None:
    there, folder, log, port = tmp_path / "there", tmp_path / "store", tmp_path / "log", free_port()
    folder.mkdir()
    with ExitStack() as stack:
        with webdav(folder, port) as remote:
            copied("push", here, remote)
            stack.enter_context(started(log, "follow", remote, there))
            wait_for(lambda: "is in place" in log.read_text())
        with silent_port(port) as query:
            wait_for(lambda: len(query) > 20)
        lines = log.read_text().splitlines()
        away = [line for line in lines if line.startswith("sync-data: the data stay as they are: ")]
        assert len(away) == len(lines) - 1, lines
        assert 1 <= len(away) == len({line.split(" (")[0] for line in away}) <= 2, (
            lines
        )  # the pointer, and the list of versions
        assert pointer(there) == built.version
        build_version(here, NEW, built.version)
        with webdav(folder, port) as remote:
            copied("push", here, remote)
            wait_for(lambda: pointer(there) == NEW)
    # A machine that starts anew has its old data; one that never had any says so.
    status, said = sync("pull", remote, there)
    assert status == 0 and len(said) == 1 and said[0].startswith("sync-data: the data stay as they are: ")
    status, said = sync("pull", remote, tmp_path / "fresh")
    assert status == 1 and len(said) == 1 and said[0].startswith("sync-data: there are no data: ")


@pytest.mark.parametrize(
    ("arguments", "variables", "status", "told"),
    [
        (["pull", "nowhere:data", "{}/there"], {}, 1, "nowhere:data/current cannot be read"),
        (["pull", "{}/empty", "{}/there"], {}, 1, "{}/empty/current cannot be read"),
        (["push", "{}/nothing", "{}/store"], {}, 1, "{}/nothing has no data version; build one"),
        (["follow", "{}/store", "{}/there"], {"DATA_POLL_S": "soon"}, 1, "DATA_POLL_S is 'soon'. Allowed: whole seconds"),
        (["follow", "{}/store", "{}/there"], {"DATA_POLL_S": "0"}, 1, "DATA_POLL_S is '0'. Allowed: whole seconds"),
        (["fetch", "{}/store", "{}/there"], {}, 2, "unknown command 'fetch': pull, follow or push"),
        (["pull"], {}, 2, "sync-data pull REMOTE FOLDER"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    tmp_path: Path, arguments: list[str], variables: dict[str, str], status: int, told: str
) -> None:
    (tmp_path / "empty").mkdir()
    ended, said = sync(*(argument.format(tmp_path) for argument in arguments), **variables)
    assert ended == status
    assert told.format(tmp_path) in "\n".join(said)
    assert len(said) == 1 or arguments == ["pull"]


def test_a_folder_that_is_a_file_is_said(folder_store: Store, here: Path, tmp_path: Path) -> None:
    copied("push", here, folder_store.remote)
    (tmp_path / "there").touch()
    status, said = sync("pull", folder_store.remote, tmp_path / "there")
    assert status == 1 and len(said) == 1
    assert f"{tmp_path / 'there'} cannot be written" in said[0]


def test_a_version_that_is_not_whole_is_not_sent(folder_store: Store, here: Path, built: BuildResult) -> None:
    (here / f"figures-{built.version}.duckdb").unlink()
    status, said = sync("push", here, folder_store.remote)
    assert status == 1 and len(said) == 1
    assert f"has no whole version {built.version}; build it again" in said[0]
    assert not folder_store.folder.exists()
