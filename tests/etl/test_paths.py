"""Which folders a build reads and writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.paths import Paths, default_paths
from tests.conftest import REPOSITORY


def test_a_checkout_uses_its_own_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FIGURES_DATA", raising=False)
    monkeypatch.delenv("FIGURES_PUBLISHED", raising=False)
    monkeypatch.chdir(tmp_path)
    assert default_paths() == Paths(REPOSITORY / "data", REPOSITORY / "data" / "published")


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FIGURES_DATA", str(tmp_path / "d"))
    monkeypatch.setenv("FIGURES_PUBLISHED", str(tmp_path / "p"))
    assert default_paths() == Paths(tmp_path / "d", tmp_path / "p")


def test_other_data_are_not_published_into_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FIGURES_DATA", str(tmp_path / "d"))
    monkeypatch.delenv("FIGURES_PUBLISHED", raising=False)
    monkeypatch.chdir(tmp_path)
    assert default_paths().published == tmp_path / "data" / "published"


def test_paths_are_shown_as_the_repository_knows_them(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "d", tmp_path / "p")
    assert paths.display(tmp_path / "d" / "figures" / "notices.csv") == "data/figures/notices.csv"
    assert paths.display(tmp_path / "elsewhere.csv") == "elsewhere.csv"
