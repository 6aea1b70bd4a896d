"""Versions at an S3-compatible address: sent, copied, followed; spoken over HTTP with a real server of the protocol."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from bench.serving import free_port
from dashboard.errors import NotReady
from dashboard.follower import local_folder, poll_s
from dashboard.remote_publication import publish, sync
from etl.locations import Locations
from etl.pipeline import Built, build
from tests.conftest import copy_inputs
from tests.dashboard.site import run, serving

# Libraries that speak S3 leave sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of a bucket on a server of this machine."""
    import boto3

    server = ThreadedMotoServer("127.0.0.1", free_port(), verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        endpoint = f"http://127.0.0.1:{server._port}"
        patch.setenv("AWS_ENDPOINT_URL", endpoint)
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
        client = boto3.client("s3", endpoint_url=endpoint)
        client.create_bucket(Bucket="figures", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
        client.close()
        yield "s3://figures"
    server.stop()


@pytest.fixture
def here(tmp_path: Path, built: Built, built_at: Locations) -> Path:
    """A published folder with a few drawn charts, free to be changed."""
    published = tmp_path / "here"
    shutil.copytree(built_at.published, published)
    (published / "pictures").mkdir(exist_ok=True)
    for name in ("a.svg", "b.svg"):
        (published / "pictures" / name).write_text(f"<svg><!-- {name} --></svg>")
    return published


def another_version(tmp_path: Path) -> Built:
    """A build of changed inputs."""
    locations = copy_inputs(tmp_path / "changed")
    units = locations.decisions / "units.csv"
    units.write_text(units.read_text().replace("euros", "Euros", 1))
    return build(locations)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "manifest-"))
    }


def test_what_is_sent_is_what_is_copied(store: str, here: Path, tmp_path: Path, built: Built) -> None:
    address = f"{store}/whole"
    version, sent = publish(here, address)
    assert version == built.version
    assert sent > 6
    assert sync(address, tmp_path / "there") == version
    assert content(tmp_path / "there") == content(here)


def test_drawn_charts_are_sent_once(store: str, here: Path) -> None:
    address = f"{store}/again"
    _, first = publish(here, address)
    _, second = publish(here, address)
    assert first == second + 2


def test_a_new_version_comes_whole_and_the_old_one_stays(store: str, here: Path, tmp_path: Path, built: Built) -> None:
    address, there = f"{store}/two", tmp_path / "there"
    publish(here, address)
    sync(address, there)
    new = another_version(tmp_path)
    publish(new.database.parent, address)
    assert sync(address, there) == new.version != built.version
    assert {path.name for path in there.glob("*.duckdb")} == {f"figures-{built.version}.duckdb", new.database.name}
    fresh = tmp_path / "fresh"
    sync(address, fresh)
    assert {path.name for path in fresh.glob("*.duckdb")} == {path.name for path in there.glob("*.duckdb")}
    assert (fresh / f"open-data-{built.version}" / "figures.csv").is_file()


def test_no_more_old_versions_are_copied_than_are_kept(
    store: str, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.remote_publication.OLDER", 2)
    address, there = f"{store}/many", tmp_path / "there"
    first = (here / "current").read_text().strip()
    versions = [first, *(f"{number}" * 12 for number in range(1, 6))]
    for version in versions:
        if version != first:
            shutil.copy(here / f"figures-{first}.duckdb", here / f"figures-{version}.duckdb")
            shutil.copytree(here / f"open-data-{first}", here / f"open-data-{version}")
            (here / "current").write_text(version)
        publish(here, address)
        assert sync(address, there) == version
    left = {path.stem.removeprefix("figures-") for path in there.glob("*.duckdb")}
    assert versions[-1] in left and 2 <= len(left) <= 3  # the store's clock ticks in whole seconds
    assert {path.name for path in there.glob("open-data-*")} == {f"open-data-{version}" for version in left}
    assert {path.name for path in there.glob("manifest-*")} == {f"manifest-{version}.json" for version in left}
    assert sync(address, there) == versions[-1]  # nothing is copied and taken away again and again


def test_a_file_that_is_not_what_its_manifest_says_changes_nothing(store: str, here: Path, tmp_path: Path) -> None:
    address, there = f"{store}/damaged", tmp_path / "there"
    version, _ = publish(here, address)
    sync(address, there)
    new = another_version(tmp_path)
    publish(new.database.parent, address)
    import fsspec

    files, root = fsspec.core.url_to_fs(address)
    files.pipe_file(f"{root}/open-data-{new.version}/figures.csv", b"half of it")
    with pytest.raises(NotReady, match=r"figures\.csv is not what manifest"):
        sync(address, there)
    assert (there / "current").read_text().strip() == version
    assert not list(there.glob(f"*{new.version}*"))
    publish(new.database.parent, address)
    assert sync(address, there) == new.version


def test_a_manifest_cannot_write_outside_the_folder(store: str, here: Path, tmp_path: Path) -> None:
    import fsspec

    address = f"{store}/outside"
    version, _ = publish(here, address)
    files, root = fsspec.core.url_to_fs(address)
    manifest = json.loads(files.cat_file(f"{root}/manifest-{version}.json"))
    manifest["files"][0]["path"] = "pictures/../../outside"
    files.pipe_file(f"{root}/manifest-{version}.json", json.dumps(manifest).encode())
    with pytest.raises(NotReady, match="no file of a version"):
        sync(address, tmp_path / "there")
    assert not (tmp_path / "outside").exists()


def test_an_empty_or_unknown_address_is_told(store: str, tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="cannot be read"):
        sync(f"{store}/nothing-here", tmp_path / "there")
    with pytest.raises(NotReady, match="cannot be opened"):
        sync("nonsense://figures", tmp_path / "there")


@pytest.mark.parametrize("named", ["", "soon", "-1", "0", "nan"])
def test_a_pause_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("FIGURES_POLL_S", named)
    with pytest.raises(NotReady, match="FIGURES_POLL_S"):
        poll_s()


def test_the_site_serves_an_address_and_goes_on_without_it(
    store: str, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{store}/served"
    said = run(here, "dashboard", "publish", "--to", address)
    version = (here / "current").read_text().strip()
    assert f"data version {version} stands at {address}" in said
    monkeypatch.setenv("FIGURES_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("FIGURES_POLL_S", "0.3")
    monkeypatch.setenv("RENDERER_URL", "off")
    monkeypatch.setattr("tests.dashboard.site.log_of", lambda *_: tmp_path / "site.log")
    with serving(address, workers=1) as site:  # type: ignore[arg-type]
        assert version in site.get("/readyz").text
        assert site.get("/figures.csv").status == 200
        new = another_version(tmp_path)
        publish(new.database.parent, address)
        pointer = local_folder(address) / "current"
        until = time.monotonic() + 60
        while pointer.read_text().strip() != new.version and time.monotonic() < until:
            time.sleep(0.1)
        assert pointer.read_text().strip() == new.version
        assert site.get(f"/figures.csv?v={new.version}").status == 200
    # The store is gone: what was copied before is served.
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with serving(address, workers=1) as site:  # type: ignore[arg-type]
        assert new.version in site.get("/readyz").text
    assert "cannot be read" in (tmp_path / "site.log").read_text()
    assert os.environ["FIGURES_CACHE"]
