"""A disk that is full, and one that nobody may write, under the real server."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.paths import default_published_folder
from tests.faults.damage import wait_for
from tests.faults.processes import master
from tests.server import Site, environment, serving

PAGES = ["/en/", "/ar/operations", "/fr/charts/haechi", "/en/figures?q=red", "/en/embed/hits", "/en/charts/hits.csv"]
#: Surroundings of its own for the server: `$1` is done to disks that only it sees.
LINE_MARK = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", 'eval "$1" && shift && exec "$@"', "sh"]


def _possible() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*LINE_MARK, "mount -t tmpfs tmpfs /mnt", "true"], capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(
    not _possible(), reason="disks of one's own (unshare --user --mount) are not allowed here"
)


def new_picture(number: int, form: str = "svg") -> str:
    """The address of a picture that nobody has drawn before."""
    return f"/en/charts/total-revenue.{form}?width={900 + number}&height=701"


def whole(site: Site, path: str) -> bytes:
    """A picture that must be there, to its end."""
    answer = site.get(path)
    assert answer.status == 200, answer.text
    end = b"</svg>" if ".svg" in path else b"IEND\xaeB`\x82"
    assert answer.body.rstrip().endswith(end)
    return answer.body


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir()
    return folder


@pytest.fixture
def small_disk(site_published: Path, cache: Path) -> Iterator[Site]:
    """A server whose cache has a disk of three megabytes to itself."""
    disk = f"mount -t tmpfs -o size=3m tmpfs {cache}"
    with serving(site_published, workers=2, within=[*LINE_MARK, disk], FIGURES_CACHE=str(cache)) as site:
        yield site


def test_a_full_disk_costs_no_answer_and_is_used_again_when_there_is_room(small_disk: Site, cache: Path) -> None:
    seen = Path(f"/proc/{master(small_disk)}/root{cache}")  # the disk as the server sees it
    first = whole(small_disk, new_picture(0))
    assert len(list(seen.glob("*.svg"))) == 1
    with pytest.raises(OSError, match="No space left"), (seen / "in-the-way").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    for number in range(1, 6):
        assert whole(small_disk, new_picture(number)) == whole(small_disk, new_picture(number))
    whole(small_disk, new_picture(1, "png"))
    assert whole(small_disk, new_picture(0)) == first
    for path in PAGES:
        assert small_disk.get(path).status == 200
    assert len(list(seen.glob("*.svg"))) == 1 and not list(seen.glob(".*"))  # nothing half written either
    assert "picture not kept: [Errno 28] No space left on device" in small_disk.log()
    (seen / "in-the-way").unlink()
    whole(small_disk, new_picture(6))
    wait_for(lambda: len(list(seen.glob("*.svg"))) == 2)
    assert "Traceback" not in small_disk.log()


def test_a_cache_that_cannot_be_written_costs_no_answer(site_published: Path, cache: Path) -> None:
    disk = f"mount -t tmpfs -o ro tmpfs {cache}"
    with serving(
        site_published, workers=2, within=[*LINE_MARK, disk], FIGURES_CACHE=str(cache), EMBED_COUNTS="1"
    ) as site:
        for number in range(3):
            assert whole(site, new_picture(number)) == whole(site, new_picture(number))
        whole(site, new_picture(0, "png"))
        for path in PAGES:
            assert site.get(path, referer="https://elsewhere.example/", sec_fetch_dest="iframe").status == 200
        assert "picture not kept: [Errno 30] Read-only file system" in site.log()
        assert "Traceback" not in site.log()


def test_nothing_but_the_cache_needs_to_be_written(own_published: Path, cache: Path) -> None:
    disk = f"mount --bind {own_published} {own_published} && mount -o remount,ro,bind {own_published}"
    with serving(own_published, workers=1, RENDERER_URL="off"):
        pass  # a first start collects the assets, as the container's build does
    with serving(own_published, workers=1, within=[*LINE_MARK, disk], FIGURES_CACHE=str(cache)) as site:
        for path in PAGES:
            assert site.get(path).status == 200
        whole(site, new_picture(0))
        assert len(list(cache.glob("*.svg"))) == 1


def test_a_start_that_cannot_write_its_assets_says_so(own_published: Path) -> None:
    for path in own_published.glob("static-*"):
        shutil.rmtree(path)
    beside_code = default_published_folder()
    beside_code.mkdir(parents=True, exist_ok=True)
    disk = f"mount --bind {own_published} {own_published} && mount -o remount,ro,bind {own_published}"
    disk += f" && mount -t tmpfs tmpfs {beside_code}"  # where a checkout that has been served keeps assets too
    command = [*LINE_MARK, disk, sys.executable, "-m", "dashboard", "serve", "--port", "1"]
    done = subprocess.run(command, env=environment(own_published, RENDERER_URL="off"), capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == f"the assets cannot be written to {own_published} (Read-only file system).\n"
