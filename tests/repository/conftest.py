"""The files of the repository: those under version control and those about to be."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

#: Other people's work that is carried along as it is, and generated lists of packages.
FOREIGN = ("assets/vendor/", "assets/fonts/", "assets/boundaries/")
PACKAGES = ("etl", "dashboard", "bench", "tests")


@pytest.fixture(scope="session")
def repository_files() -> list[Path]:
    """Every file of the repository, new ones included, so that a slip is found before it is committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    process = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    if process.returncode != 0:
        pytest.skip("this is no git checkout")
    names = sorted({name for name in process.stdout.split("\0") if name})
    files = [REPOSITORY / name for name in names if (REPOSITORY / name).is_file()]
    assert len(files) > 50
    return files


@pytest.fixture(scope="session")
def modules() -> dict[str, Path]:
    """Every Python module of the project by its path."""
    found = {
        path.relative_to(REPOSITORY).as_posix(): path
        for package in PACKAGES
        for path in sorted((REPOSITORY / package).rglob("*.py"))
        if "__pycache__" not in path.parts
    }
    assert {"etl/load.py", "dashboard/data/store.py", "tests/conftest.py"} <= set(found)
    return found
