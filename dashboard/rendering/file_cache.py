"""Files made before, by name: those made ahead stay, those made when a reader asked are kept under a limit."""

from __future__ import annotations

import contextlib
import logging
import os
import stat
import threading
from pathlib import Path

from dashboard.errors import SiteError
from dashboard.settings import settings

log = logging.getLogger("figures")
#: Of the room on disk, so much is freed at once: looking through the folder costs time.
_EVICT_SHARE = 0.25
_SUFFIXES = (".svg", ".png", ".pdf")


def check_cache_folder(folder: Path) -> None:
    """Refuses a cache in which another user may have put files: what stands there is served as it is.

    A folder of root is taken as it is: that is how container platforms mount one.

    Raises:
        SiteError: the folder belongs to another user, or it is one's own and everyone may write there.
    """
    try:
        found = folder.stat()
    except OSError:  # made when it is first used; where that cannot be done, nothing is kept
        return
    own = os.geteuid()
    if found.st_uid not in (0, own) or (found.st_uid == own != 0 and found.st_mode & stat.S_IWOTH):
        raise SiteError(
            f"the cache {folder} belongs to another user or may be written by everyone, so its files cannot be trusted. "
            "Set FIGURES_CACHE to a folder of your own, or take its rights away: chmod go-w."
        )


class FileCache:
    """Pictures and drawings on disk.

    Attributes:
        prebuilt: folder of what was made ahead; nothing is ever removed from it here.
        cache: folder of what was made on request; the longest unused go first when it is full.
    """

    def __init__(self, prebuilt: Path, cache: Path) -> None:
        self.prebuilt, self.cache = prebuilt, cache
        self._lock = threading.Lock()
        self._size: int | None = None

    def get(self, name: str) -> bytes | None:
        """The file of a name, or None."""
        with contextlib.suppress(OSError):
            return (self.prebuilt / name).read_bytes()
        path = self.cache / name
        try:
            content = path.read_bytes()
        except OSError:
            return None
        with contextlib.suppress(OSError):  # its time says when it was last used
            os.utime(path)
        return content

    def put(self, name: str, content: bytes) -> None:
        """Keeps a file. A full or read-only disk costs time at the next request, not the picture."""
        try:
            self.cache.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self.cache / name, content)
        except OSError as error:
            log.warning("picture not kept: %s", error)
            return
        with self._lock:
            self._size = (self._total_bytes() if self._size is None else self._size) + len(content)
            if self._size > int(settings().picture_cache_mb * 1_000_000):
                self._size = self._evict()

    def _total_bytes(self) -> int:
        return sum(size for _, size, _ in self._files())

    def _files(self) -> list[tuple[float, int, Path]]:
        """Pictures, and what is left of those half written; other things that stand there are not the cache's."""
        files = []
        for path in self.cache.iterdir():
            if path.suffix not in _SUFFIXES and not path.name.startswith("."):
                continue
            with contextlib.suppress(OSError):
                found = path.stat()
                files.append((found.st_mtime, found.st_size, path))
        return files

    def _evict(self) -> int:
        files = sorted(self._files())
        size, wanted = (
            sum(size for _, size, _ in files),
            int(settings().picture_cache_mb * 1_000_000) * (1 - _EVICT_SHARE),
        )
        for _, bytes_, path in files:
            if size <= wanted:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                size -= bytes_
        return size


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file so that a reader sees all of it or nothing.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        new.write_bytes(content)
        new.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
