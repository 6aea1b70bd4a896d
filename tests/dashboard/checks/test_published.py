"""`python -m dashboard check` says first that the data were changed after what is published was built."""

from __future__ import annotations

import os
from pathlib import Path

from dashboard.checks.published import unpublished_inputs


def test_an_input_that_is_newer_than_the_last_build_is_named(tmp_path: Path) -> None:
    published, figures = tmp_path / "data" / "published", tmp_path / "data" / "figures"
    for folder in (published, figures):
        folder.mkdir(parents=True)
    pointer, notices, people = published / "current", figures / "notices.csv", figures / "people.csv"
    for number, file in enumerate((people, pointer, notices), 1):
        file.touch()
        os.utime(file, (number, number))
    told = unpublished_inputs(published)
    assert told.startswith("data/figures/notices.csv is newer than what is published")
    assert told.endswith("Run: python -m etl build")
    os.utime(pointer, (3, 3))
    assert unpublished_inputs(published) == ""


def test_data_that_were_brought_without_their_inputs_are_no_older(tmp_path: Path) -> None:
    (tmp_path / "current").touch()
    assert unpublished_inputs(tmp_path) == ""
