"""Published versions at an address that fsspec reads, such as ``s3://bucket/prefix``: sent there, and copied from there.

At the address stand the same files as in a folder of versions, a manifest for each version, and the pointer
``current``, which is written last on both ways: a reader of either side sees a whole version or the one before.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dashboard.data.store import current_database
from dashboard.errors import NotReady, SiteError

log = logging.getLogger("figures")
#: Versions that are copied beside the current one, the latest first: frozen addresses name them.
OLDER = 50
_UNFINISHED = ".unfinished-"
_VERSION = re.compile(r"[0-9a-z]{1,40}")
_FILE = re.compile(
    r"figures-[0-9a-z]{1,40}\.duckdb|open-data-[0-9a-z]{1,40}/[\w-][\w.-]{0,80}|pictures/[\w-][\w.-]{0,80}"
)
Entry = dict[str, Any]


def is_remote(address: str) -> bool:
    """True for an address with a scheme; a folder has none."""
    return "://" in address


def publish(published: Path, address: str) -> tuple[str, int]:
    """Sends the current version of a folder, with its drawn charts.

    Args:
        published: folder of database versions.
        address: for example ``s3://bucket/prefix``.

    Returns:
        The version, and how many files were sent; those that are there already are not sent again.

    Raises:
        NotReady: nothing has been built, or the address cannot be written.
    """
    database = current_database(published)
    version = database.stem.removeprefix("figures-")
    place = _Place(address)
    files = [database, *_files(published / f"open-data-{version}"), *_files(published / "pictures")]
    entries = [_entry(path, published) for path in files]
    with _told(f"{address} cannot be written"):
        there = place.sizes()
        # Drawn charts are named by what they were drawn from; all else is sent anew.
        missing = [e for e in entries if not e["path"].startswith("pictures/") or there.get(e["path"]) != e["bytes"]]
        place.send([(published / entry["path"], entry["path"]) for entry in missing])
        manifest = {"version": version, "made": int(database.stat().st_mtime), "files": entries}
        place.write(f"manifest-{version}.json", json.dumps(manifest, indent=1).encode())
        place.write("current", f"{version}\n".encode())
    return version, len(missing)


def sync(address: str, folder: Path) -> str:
    """Brings a local folder of versions in step with an address.

    The local pointer changes last, when every file of the version is there and is what its manifest says.

    Args:
        address: for example ``s3://bucket/prefix``.
        folder: the local folder; made where it is missing.

    Returns:
        The version that the folder's pointer now names.

    Raises:
        NotReady: the address cannot be read, or a file there is not what its manifest says.
    """
    place = _Place(address)
    with _told(f"{address} cannot be read"):
        version = place.read("current").decode("ascii", "replace").strip()
        if not _VERSION.fullmatch(version):
            raise NotReady(f"{address}/current names no data version. Run: python -m dashboard publish --to {address}")
        folder.mkdir(parents=True, exist_ok=True)
        if not _stands(folder, version):
            _fetch(place, version, folder, pictures=True)
            _write(folder / "current", f"{version}\n".encode())
        known = place.versions()[:OLDER]
        for older in known:
            if older != version and not (folder / f"manifest-{older}.json").exists():
                _fetch(place, older, folder, pictures=False)
    _forget_versions(folder, {version, *known})
    return version


def _stands(folder: Path, version: str) -> bool:
    try:
        pointed = (folder / "current").read_text(encoding="ascii").strip() == version
    except (OSError, ValueError):
        return False
    return pointed and (folder / f"manifest-{version}.json").exists()


def _fetch(place: _Place, version: str, folder: Path, *, pictures: bool) -> None:
    name = f"manifest-{version}.json"
    raw = place.read(name)
    manifest = json.loads(raw)
    entries = [entry for entry in manifest["files"] if pictures or not entry["path"].startswith("pictures/")]
    for entry in entries:
        if not _FILE.fullmatch(entry["path"]):
            raise NotReady(f"{name} names {entry['path']!r}, which is no file of a version.")
    for leftover in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    missing = [entry for entry in entries if not _same(folder / entry["path"], entry)]
    work = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        place.fetch([(entry["path"], work / entry["path"]) for entry in missing])
        for entry in missing:
            if not _same(work / entry["path"], entry):
                raise NotReady(f"{entry['path']} is not what {name} says; it is fetched again later.")
        for entry in sorted(missing, key=lambda entry: entry["path"].endswith(".duckdb")):  # the database last
            target = folder / entry["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            if not entry["path"].startswith("pictures/"):
                os.utime(work / entry["path"], (manifest["made"], manifest["made"]))  # versions stand in order of time
            os.replace(work / entry["path"], target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if pictures:
        _write(folder / name, raw)
        _forget_pictures(folder, {entry["path"] for entry in entries})
    else:
        (folder / name).touch()


def _forget_pictures(folder: Path, kept: set[str]) -> None:
    """Drawn charts of versions before: a request still under way may have to draw one again, no more."""
    for path in (folder / "pictures").glob("*"):
        if f"pictures/{path.name}" not in kept:
            path.unlink(missing_ok=True)


def _forget_versions(folder: Path, wanted: set[str]) -> None:
    """Versions that are no longer among the latest there, where more are copied than are kept; the store has them still."""
    copied = [path.stem.removeprefix("manifest-") for path in folder.glob("manifest-*.json")]
    if len(copied) <= OLDER + 1:
        return
    for version in set(copied) - wanted:
        # The manifest first: what is taken away halfway is no copy of a version.
        (folder / f"manifest-{version}.json").unlink(missing_ok=True)
        (folder / f"figures-{version}.duckdb").unlink(missing_ok=True)
        shutil.rmtree(folder / f"open-data-{version}", ignore_errors=True)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*")) if path.is_file() and not path.name.startswith(".")]


def _entry(path: Path, published: Path) -> Entry:
    content = path.read_bytes()
    name = path.relative_to(published).as_posix()
    return {"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _same(path: Path, entry: Entry) -> bool:
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == str(entry["sha256"])


def _write(path: Path, content: bytes) -> None:
    new = path.with_name(f"{_UNFINISHED}{path.name}")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Words what the libraries below raise; every store has errors of its own."""
    try:
        yield
    except SiteError:
        raise
    except Exception as error:
        raise NotReady(f"{what} ({type(error).__name__}: {error}).") from error


class _Place:
    """A folder at an address."""

    def __init__(self, address: str) -> None:
        try:
            import fsspec
        except ModuleNotFoundError as error:
            raise NotReady(f"{address} needs fsspec. Install the extra: pip install 'interpol-figures[s3]'") from error
        with _told(f"{address} cannot be opened"):
            self._files, root = fsspec.core.url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
        self._root = root.rstrip("/")

    def read(self, name: str) -> bytes:
        return bytes(self._files.cat_file(f"{self._root}/{name}"))

    def write(self, name: str, content: bytes) -> None:
        self._files.pipe_file(f"{self._root}/{name}", content)

    def send(self, pairs: list[tuple[Path, str]]) -> None:
        if pairs:
            self._files.put([str(path) for path, _ in pairs], [f"{self._root}/{name}" for _, name in pairs])

    def fetch(self, pairs: list[tuple[str, Path]]) -> None:
        for _, path in pairs:
            path.parent.mkdir(parents=True, exist_ok=True)
        if pairs:
            self._files.get([f"{self._root}/{name}" for name, _ in pairs], [str(path) for _, path in pairs])

    def sizes(self) -> dict[str, int]:
        """Every file there, by its name below the address, with its bytes."""
        try:
            found = self._files.find(self._root, detail=True)
        except FileNotFoundError:
            return {}
        return {name[len(self._root) + 1 :]: int(about["size"]) for name, about in found.items()}

    def versions(self) -> list[str]:
        """Versions with a manifest, the latest sent first."""
        return [version for version, _ in sorted(self._sent(), key=lambda pair: pair[1], reverse=True)]

    def _sent(self) -> Iterator[tuple[str, str]]:
        for about in self._files.ls(self._root, detail=True):
            found = re.fullmatch(r"manifest-([0-9a-z]{1,40})\.json", about["name"].rsplit("/", 1)[-1])
            if found:
                yield found[1], str(about.get("LastModified") or about.get("mtime") or about.get("created") or "")
