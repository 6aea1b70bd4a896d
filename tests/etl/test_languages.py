"""The languages of names: declared once, and every table of names may have a column of each; what is missing is English."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.errors import DataError
from etl.load import read_rows
from etl.paths import Paths
from etl.pipeline import build
from tests.etl.changes import read_rows as read_csv
from tests.etl.changes import set_cell, write_rows

LANGUAGES, UNITS = "decisions/languages.csv", "decisions/units.csv"


def declare(data: Path, line: str) -> None:
    with (data / LANGUAGES).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def add_column(data: Path, name: str) -> None:
    """A column of made-up names beside the last language of the units."""
    rows = read_csv(data / UNITS)
    place = rows[0].index("ar") + 1
    rows = [[*row[:place], f"{row[0]}-{name}" if number else name, *row[place:]] for number, row in enumerate(rows)]
    write_rows(data / UNITS, rows)


def test_what_is_not_translated_is_english_and_noted_with_its_place(data_copy: Paths) -> None:
    declare(data_copy.data, "de,de_DE,complete")
    add_column(data_copy.data, "de")
    place = set_cell(data_copy.data, UNITS, "count", "de", "")
    set_cell(data_copy.data, UNITS, "eur", "fr", "")
    database = build(data_copy).database
    units = {row["unit"]: row for row in read_rows(database, "SELECT * FROM units")}
    assert list(units["count"]) == ["en", "fr", "es", "ar", "de", "unit", "symbol"]
    assert units["count"]["de"] == "number" and units["day"]["de"] == "days-de" and units["eur"]["fr"] == "euros"
    noted = read_rows(database, "SELECT * FROM untranslated WHERE place LIKE 'data/decisions/units.csv%' ORDER BY ALL")
    assert [tuple(row.values())[::2] for row in noted] == [("de", "number"), ("fr", "euros")]
    assert noted[0]["place"] == place
    cards = read_rows(database, "SELECT place FROM untranslated WHERE language = 'de' AND place LIKE '%ar2021%'")
    assert [row["place"] for row in cards] == [f"data/sources/ar2021.toml, [{each}]" for each in ("names", "citations")]


def test_nothing_is_noted_of_what_is_translated(data_copy: Paths) -> None:
    assert read_rows(build(data_copy).database, "SELECT * FROM untranslated") == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: declare(data, "de,de_DX,complete"), ("languages.csv, line 6, column locale: 'de_DX' is no locale of CLDR. Did you mean de_",)),
        (lambda data: declare(data, "de,fr_FR,complete"), ("line 6, column row: the locale fr_FR is of the language fr, not de",)),
        (lambda data: declare(data, "DE,de_DE,complete"), ("line 6, column language", "Use the two or three small letters of ISO 639")),
        (lambda data: declare(data, "de,de_DE,soon"), ("line 6, column offered", "Allowed: always, complete.")),
        (lambda data: declare(data, "fr,fr_CA,always"), ("line 6, column language: the key 'fr' stands already in data/decisions/languages.csv, line 3.",)),
        (lambda data: write_rows(data / LANGUAGES, [r for r in read_csv(data / LANGUAGES) if r[0] != "en"]), ("line 2: English is not the first language. Put en there.",)),
        (lambda data: add_column(data, "ear"), ("units.csv, line 1: the columns are not as agreed (unknown: ear).", "Allowed, in this order: en,fr,es,ar,unit,symbol.")),
        (lambda data: (declare(data, "bar,de_DE,complete"),), ("line 6, column row: the locale de_DE is of the language de, not bar",)),
        (lambda data: (declare(data, "haw,haw_US,complete"), add_column(data, "hav")), ("(unknown: hav). Did you mean haw? Allowed, in this order: en,fr,es,ar,haw,",)),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_place_and_mend(
    data_copy: Paths, change: Callable[[Path], object], told: tuple[str, ...]
) -> None:
    change(data_copy.data)
    with pytest.raises(DataError) as caught:
        build(data_copy)
    for words in told:
        assert words in str(caught.value), str(caught.value)
