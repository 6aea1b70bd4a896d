"""The commands, as processes of their own: what they print, how they end, and never a traceback."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.paths import Paths
from etl.pipeline import BuildResult
from tests.etl.changes import add_row, environment, run, snapshot


def in_place(monkeypatch: pytest.MonkeyPatch, paths: Paths, *arguments: str) -> int:
    """Runs a command in this process: what it raises would be a traceback to its user."""
    for name, value in environment(paths).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("FIGURES_SOURCES", raising=False)
    return main(list(arguments))


def said(process: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in process.stderr
    return process.stdout + process.stderr


def test_build_path_and_explain_work_together(
    data_copy: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    process = run(data_copy, "build")
    assert process.returncode == 0, said(process)
    lines = process.stdout.splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["extract", "validate", "derive", "tables"]
    assert in_place(monkeypatch, data_copy, "path") == 0
    database = Path(capsys.readouterr().out.strip())
    assert database.parent == data_copy.published
    assert database.is_file() and lines[-1].startswith(f"{database.name}: ")
    assert in_place(monkeypatch, data_copy, "explain", "ar2021.haechi-ii.arrests.2021") == 0
    assert "line 1084 of ar2021: 1 003" in capsys.readouterr().out


def test_wrong_data_end_in_a_sentence(published: Paths) -> None:
    before = snapshot(published.published)
    red = "ar2021.red-notices.notices_issued.2021"
    place = add_row("figures/notices.csv", red, "note", "", "figure_id")(published.data)
    process = run(published, "build")
    assert process.returncode == 1
    assert place in said(process)
    assert snapshot(published.published) == before


def test_the_path_printed_is_all_that_is_printed(
    published: Paths, built: BuildResult, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scripts take the line as it is."""
    assert in_place(monkeypatch, published, "path") == 0
    assert capsys.readouterr().out == f"{published.published / built.database.name}\n"


def _nothing(_: Path) -> None:
    pass


def _pointer_to_nowhere(folder: Path) -> None:
    (folder / "current").write_text("0123456789ab\n", encoding="ascii")


def _pointer_of_nonsense(folder: Path) -> None:
    (folder / "current").write_bytes(b"\xff\xfe\x00")


def _pointer_emptied(folder: Path) -> None:
    (folder / "current").write_bytes(b"")


def _pointer_folder(folder: Path) -> None:
    (folder / "current").unlink()
    (folder / "current").mkdir()


def _database_damaged(folder: Path) -> None:
    for path in folder.glob("*.duckdb"):
        path.write_bytes(b"damaged" * 4096)


TROUBLES = {
    "unknown figure": (_nothing, ("explain", "ar2021.haechi.arrests.2021"), "Did you mean ar2021.haechi"),
    "pointer to nowhere": (_pointer_to_nowhere, ("path",), "figures-0123456789ab.duckdb is gone"),
    "explained from nowhere": (_pointer_to_nowhere, ("explain", "x"), "Run: python -m etl build"),
    "pointer of nonsense": (_pointer_of_nonsense, ("path",), "Run: python -m etl build"),
    "pointer emptied": (_pointer_emptied, ("path",), "no version is published yet"),
    "pointer turned folder": (_pointer_folder, ("path",), "no version is published yet"),
    "database damaged": (_database_damaged, ("explain", "ar2021.haechi-ii.arrests.2021"), "cannot be read"),
    "no folder of texts": (_nothing, ("audit",), "audit needs the folder of the documents' texts: --sources DIR"),
    "folder of texts elsewhere": (_nothing, ("audit", "--sources", "/nowhere"), "is not in /nowhere"),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_trouble_ends_in_a_sentence(
    name: str, published: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    trouble, arguments, words = TROUBLES[name]
    trouble(published.published)
    assert in_place(monkeypatch, published, *arguments) == 1
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""


@pytest.mark.parametrize("name", ["pointer to nowhere", "pointer of nonsense", "pointer emptied"])
def test_a_build_mends_the_pointer(
    name: str, published: Paths, built: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    TROUBLES[name][0](published.published)
    assert in_place(monkeypatch, published, "build") == 0
    assert published.pointer.read_text(encoding="ascii").strip() == built.version


def test_an_audit_says_that_it_waits_for_valid_data(
    data_copy: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with (data_copy.figures / "people.csv").open("a", encoding="utf-8") as file:
        file.write("??,interpol,staff,2022,1,count,exact,printed,ar2021,1,1,1,,,??\n")
    assert in_place(monkeypatch, data_copy, "audit", "--sources", str(data_copy.data)) == 1
    told = capsys.readouterr().err
    assert "The audit waits: it compares the texts with the data once the data are valid" in told
    assert "data/figures/people.csv" in told


def test_a_published_folder_that_is_a_file_is_said(
    data_copy: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data_copy.published.write_text("", encoding="utf-8")
    assert in_place(monkeypatch, data_copy, "build") == 1
    assert "could not be written" in capsys.readouterr().err
    assert in_place(monkeypatch, data_copy, "path") == 1


def test_data_that_are_not_there_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert in_place(monkeypatch, Paths(tmp_path / "none", tmp_path / "published"), "build") == 1
    assert "data/decisions/languages.csv: there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["biuld"], ["explain"], ["build", "--fast"]])
def test_a_command_that_is_none_shows_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m etl" in capsys.readouterr().err
