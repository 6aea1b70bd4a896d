"""Whose the folder of the cache is: what stands there is served as it is."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.errors import SiteError
from dashboard.rendering.file_cache import FileCache, check_cache_folder
from tests.server import environment


def test_the_cache_is_made_for_oneself_alone(tmp_path: Path) -> None:
    FileCache(tmp_path / "ahead", tmp_path / "cache").put("0.png", b"picture")
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("mode", "own", "refused"), [(0o700, True, False), (0o755, True, False), (0o777, True, True), (0o755, False, True)]
)
def test_a_cache_that_others_may_have_filled_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, own: bool, refused: bool
) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(mode)
    if os.geteuid() == 0:
        os.chown(folder, 10_002, 10_002)
    owner = folder.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner if own else owner + 1)
    with pytest.raises(SiteError, match="FIGURES_CACHE") if refused else contextlib.nullcontext():
        check_cache_folder(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
@pytest.mark.parametrize("command", ["serve", "renderer"])
def test_neither_server_starts_with_a_cache_of_another_user(site_published: Path, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    os.chown(folder, 10_003, 10_003)
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", command],
        env=environment(site_published, FIGURES_CACHE=str(folder)),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"the cache {folder} belongs to another user" in done.stderr
