"""Figures, names and facts carry over from the documents; their sentences do not."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.repository.conftest import FOREIGN

#: So many words in a row are a sentence, not a name.
RUN = 8
#: Two letters at least: the elided articles of French (d', l') do not make a name a sentence.
WORD = re.compile(r"[^\W_]{2,}")
#: Columns that copy names (of countries, organizations, operations) as printed, which is their purpose.
NAMES = {
    "data/decisions/operations.csv": {"name", "regions_printed", "countries_printed", "partners", "news_url"},
    "data/decisions/printed_members.csv": {"name_printed"},
    "data/decisions/printed_places.csv": {"printed"},
    "data/sources/publications.csv": {"title", "address"},
    "data/decisions/printed_partners.csv": {"printed", "fr"},
}
TEXT = {".py", ".md", ".toml", ".csv", ".po", ".pot", ".html", ".css", ".js", ".json", ".txt", ".svg", ".yml", ""}


def words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return set(zip(*(found[start:] for start in range(RUN)), strict=False))


@pytest.fixture(scope="module")
def printed_runs(documents: Path) -> set[tuple[str, ...]]:
    texts = list(documents.glob("*.txt"))
    assert len(texts) >= 5
    return set().union(*(runs(path.read_text(encoding="utf-8")) for path in texts))


def own_text(path: Path) -> str:
    """The text of a file without the columns that hold names; a new cell begins a new text."""
    text = path.read_text(encoding="utf-8", errors="replace")
    names = NAMES.get(path.relative_to(REPOSITORY).as_posix())
    if names is None:
        return text
    rows = csv.DictReader(io.StringIO(text))
    # A separator longer than any run keeps two neighbouring cells from making one.
    return " cellborder ".join(value for row in rows for column, value in row.items() if column not in names)


def test_no_sentence_of_a_document_is_copied(repository_files: list[Path], printed_runs: set[tuple[str, ...]]) -> None:
    looked_at, copied = 0, {}
    for path in repository_files:
        name = path.relative_to(REPOSITORY).as_posix()
        if path.suffix not in TEXT or name.startswith(FOREIGN):
            continue
        looked_at += 1
        if shared := runs(own_text(path)) & printed_runs:
            copied[name] = sorted(" ".join(run) for run in shared)[:5]
    assert looked_at > 50
    assert copied == {}


def test_the_measure_finds_a_copied_sentence(printed_runs: set[tuple[str, ...]], documents: Path) -> None:
    sentence = max((documents / "goals2023.txt").read_text(encoding="utf-8").split("\n"), key=len)
    assert runs(f"Notre texte. {sentence.upper()} Fin.") & printed_runs


def test_no_document_is_part_of_the_repository(repository_files: list[Path], documents: Path) -> None:
    texts = {path.read_bytes() for path in documents.glob("*.txt")}
    assert not [path for path in repository_files if path.suffix == ".txt" and path.read_bytes() in texts]
