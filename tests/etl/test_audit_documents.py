"""The proof of the transcription, on the five documents where their texts are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from etl.audit import Audit, audit, audit_table
from etl.paths import Paths
from tests.conftest import DOCUMENTS


@pytest.fixture(scope="module")
def result(documents: Path, built_at: Paths) -> Audit:
    return audit(built_at, documents)


@pytest.fixture
def texts(documents: Path, tmp_path: Path) -> Path:
    """The documents' texts, free to be changed."""
    return Path(shutil.copytree(documents, tmp_path / "texts"))


def change_line(path: Path, number: int, old: str, new: str) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    path.write_text("\n".join(lines), encoding="utf-8")


def test_the_transcription_is_proved_in_both_directions(result: Audit) -> None:
    audited = {document.source_id for document in result.documents}
    assert audited | set(result.missing) == set(DOCUMENTS)
    assert {"ar2020", "ar2021"} <= audited
    assert result.clean, audit_table(result)


def test_every_number_of_every_document_is_accounted_for(result: Audit) -> None:
    for document in result.documents:
        assert document.unaccounted == 0
        assert document.seen == document.transcribed + document.excluded > 0
        assert document.transcribed > 0


def test_the_printed_lists_of_members_are_read_whole(result: Audit) -> None:
    counts = {document.source_id: document.member_count for document in result.documents}
    assert (counts["ar2020"], counts["ar2021"]) == (194, 195)


@pytest.mark.parametrize(
    ("file", "line", "old", "new", "words"),
    [
        ("ar2021.txt", 158, "10 776", "10 777", "'10 776' does not stand on line 158 of ar2021"),
        ("ar2021.txt", 1082, "585", "586", "'585' does not stand on line 1082 of ar2021"),
        ("ar2020.txt", 198, "11 094", "11 095", "'11 094' does not stand on line 198 of ar2020"),
        ("goals2023.txt", 36, "sept", "huit", "'sept' does not stand on line 36 of goals2023"),
        ("brochure2022.txt", 76, "195", "196", "'195' does not stand on line 76 of brochure2022"),
        ("ar2021.txt", 1499, "130", "130 et 7", "'7' at character"),
        ("vulnerable2017.txt", 90, "49", "49 dont douze", "'douze' at character"),
    ],
)
def test_a_tampered_text_is_noticed(
    built_at: Paths, texts: Path, file: str, line: int, old: str, new: str, words: str
) -> None:
    change_line(texts / file, line, old, new)
    result = audit(built_at, texts)
    assert not result.clean
    assert words in audit_table(result)


def test_a_text_cut_short_is_refused(built_at: Paths, texts: Path) -> None:
    path = texts / "goals2023.txt"
    path.write_text(path.read_text(encoding="utf-8")[:-2000], encoding="utf-8")
    result = audit(built_at, texts, ["goals2023"])
    assert not result.clean
    assert re.search(r"the text has \d+ lines, the card says \d+", audit_table(result))


def test_no_figure_cites_an_empty_line(documents: Path, built_at: Paths) -> None:
    """A line that holds the token only by accident would be found by the audit; an empty one is a slip."""
    for card in built_at.sources.glob("*.toml"):
        text = documents / f"{card.stem}.txt"
        if text.is_file():
            count = re.search(r"line_count = (\d+)", card.read_text(encoding="utf-8"))
            assert count and text.read_text(encoding="utf-8").rstrip("\n").count("\n") < int(count[1])
