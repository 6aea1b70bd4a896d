"""The form of the files: CSV, TOML, encoding, columns and cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import CSV_TABLES, extract
from etl.paths import Paths
from tests.etl.changes import Change, add_row, cell, read_rows, replace, write_rows
from tests.etl.conftest import Refusal

NOTICES = "figures/notices.csv"
RED = "ar2021.red-notices.notices_issued.2021"
DERIVATIONS = "decisions/derivations.toml"


def rewrite_columns(file: str, columns: dict[str, str | None]) -> Change:
    """Renames columns, or drops those renamed to None."""

    def change(data: Path) -> str:
        rows = read_rows(data / file)
        kept = [index for index, name in enumerate(rows[0]) if columns.get(name, name) is not None]
        rows[0] = [columns.get(name) or name for name in rows[0]]
        write_rows(data / file, [[row[index] for index in kept] for row in rows])
        return f"data/{file}, line 1"

    return change


def encode(file: str, encoding: str) -> Change:
    def change(data: Path) -> str:
        text = (data / file).read_text(encoding="utf-8")
        raw = text.encode(encoding, errors="replace")
        (data / file).write_bytes(raw)
        strange = next((i for i, line in enumerate(text.split("\n"), 1) if not line.isascii()), 1)
        return f"data/{file}, line {strange if encoding == 'latin-1' else 1}"

    return change


def unclose_quote(data: Path) -> str:
    place = replace(NOTICES, f"\n{RED},red-notices", f'\n{RED},"red-notices')(data)
    line = int(place.rsplit(" ", 1)[1]) + 1
    return f"data/{NOTICES}, line {line}"


def remove(file: str) -> Change:
    def change(data: Path) -> str:
        (data / file).unlink()
        return f"data/{file}"

    return change


def folder_as_file(data: Path) -> str:
    (data / "figures" / "archive.csv").mkdir()
    return "data/figures/archive.csv"


MALFORMED: dict[str, tuple[Change, tuple[str, ...]]] = {
    "unclosed quote": (unclose_quote, ("not well-formed CSV", "Look for an unclosed quote")),
    "missing cell": (
        replace(NOTICES, "69270,count,", "69270,"),
        ("14 cells where the header has 15", "missing cell"),
    ),
    "cell too many": (
        replace(NOTICES, "69270,count,", "69,270,count,"),
        ("16 cells", "comma that needs quotes"),
    ),
    "unknown column": (
        rewrite_columns(NOTICES, {"value": "amount"}),
        ("missing: value; unknown: amount", "Allowed, in this order: figure_id,subject,metric"),
    ),
    "missing column": (
        rewrite_columns(NOTICES, {"checked": None}),
        ("missing: checked", "Allowed, in this order"),
    ),
    "columns in another order": (
        rewrite_columns(NOTICES, {"value": "unit", "unit": "value"}),
        ("(order)", "Allowed, in this order"),
    ),
    "Latin-1": (encode("decisions/units.csv", "latin-1"), ("0xfa is not UTF-8", "Save the file as UTF-8")),
    "byte order mark": (encode(NOTICES, "utf-8-sig"), ("byte order mark", "Save it without one")),
    "UTF-16": (encode(NOTICES, "utf-16"), ("is not UTF-8", "Save the file as UTF-8")),
    "empty file": (lambda data: _empty(data / NOTICES), ("missing: figure_id", "Allowed, in this order")),
    "missing file": (remove("decisions/units.csv"), ("there is no such file", "Restore it")),
    "folder named like a file": (folder_as_file, ("cannot be read", "Put a readable file there")),
    "non-number": (
        cell(NOTICES, RED, "value", "10 776"),
        ("'10 776' is not a plain number", "such as 3500000000"),
    ),
    "no value": (cell(NOTICES, RED, "value", ""), ("'' is not a plain number",)),
    "no token": (cell(NOTICES, RED, "as_printed", ""), ("at least 1 character", "Fill the cell")),
    "line that is no number": (cell(NOTICES, RED, "source_line", "p. 7"), ("integer", "'p. 7'")),
    "line zero": (cell(NOTICES, RED, "source_line", "0"), ("greater than or equal to 1",)),
    "other printing without its line": (
        cell(NOTICES, RED, "also_printed", "12:3|x:4"),
        ("'x:4'", "such as 67:194"),
    ),
    "other printing on line zero": (cell(NOTICES, RED, "also_printed", "0:10 776"), ("'0:10 776'", "67:194")),
    "multiplier that is no power": (
        cell(NOTICES, RED, "multiplier", "10"),
        ("1, 1000, 1000000", "Allowed: 1, 1000, 1000000, 1000000000"),
    ),
    "unknown qualifier": (
        cell(NOTICES, RED, "qualifier", "circa"),
        ("'nearly'", "'circa'", "Allowed: about, at_least, exact"),
    ),
    "unknown label basis": (
        cell(NOTICES, RED, "label_basis", "guess"),
        ("'printed', 'inferred' or 'confirmed'", "Allowed: confirmed, inferred, printed"),
    ),
    "id with capitals": (cell(NOTICES, RED, "figure_id", "AR2021"), ("match pattern", "'AR2021'")),
    "period in words": (cell(NOTICES, RED, "period_label", "end 2021"), ("is no period such as 2021", "'end 2021'")),
    "month 13": (cell(NOTICES, RED, "period_label", "2021-13"), ("2021-13 has no month 13",)),
    "day that is none": (cell(NOTICES, RED, "period_label", "2021-02-30"), ("day", "'2021-02-30'")),
    "period that ends first": (cell(NOTICES, RED, "period_label", "2021--2020"), ("ends before it starts",)),
    "period of an operation": (
        cell("decisions/operations.csv", "maharlika-iii", "period_label", "2020-03--2020-02"),
        ("ends before it starts",),
    ),
    "kind of words of the search": (
        cell("decisions/search_words.csv", "staff", "kind", "metrics"),
        ("'metric', 'subject'", "'metrics'"),
    ),
    "words of the search without a target": (
        cell("decisions/search_words.csv", "staff", "targets", "", "row"),
        ("words of the kind metric have at least one target",),
    ),
    "words of the search without a word": (
        cell("decisions/search_words.csv", "staff", "en", ""),
        ("at least 1 item",),
    ),
    "scale that is no number": (
        cell("decisions/search_words.csv", "1000000", "targets", "million", "row"),
        ("the target of a scale is one whole number",),
    ),
    "year that is none": (
        add_row("reference/members_by_year.csv", "1956", "year", "MMXXV", "year"),
        ("valid integer", "'MMXXV'"),
    ),
    "malformed TOML": (
        replace(DERIVATIONS, 'topic = "finances"', "topic = finances", "data/{file}"),
        ("not well-formed TOML", "(at line 5,", "Fix that line"),
    ),
    "unknown TOML key": (
        replace(
            DERIVATIONS,
            'topic = "finances"',
            'topic = "finances"\ncolour = "red"',
            "data/{file}, line 3, column colour",
        ),
        ("Extra inputs are not permitted", "Allowed: figure_id, topic"),
    ),
    "unknown TOML table": (
        replace(DERIVATIONS, "[[derivation]]", "[[derivative]]", "data/{file}, key derivative"),
        ("it is not known", "Allowed: [[derivation]]"),
    ),
    "TOML value instead of a list": (
        lambda data: _fill(data / DERIVATIONS, "derivation = 3\n", f"data/{DERIVATIONS}, key derivation"),
        ("not a list of tables", "Write [[derivation]]"),
    ),
    "missing TOML key": (
        replace("sources/ar2021.toml", 'publisher = "', 'publishers = "', "data/{file}, column publisher:"),
        ("Field required", "Add it"),
    ),
    "a card without a language": (
        replace("sources/ar2021.toml", 'en = "INTERPOL', 'xx = "INTERPOL', "data/{file}, line 20, column citations.en"),
        ("Field required", "Add it", "column citations.xx: Extra inputs", "Allowed: en, fr, es, ar"),
    ),
    "bad period on a card": (
        replace(
            "sources/ar2021.toml",
            'published = "2022"',
            'published = "2022-13"',
            "data/{file}, line {line}, column published",
        ),
        ("2022-13 has no month 13",),
    ),
    "bad period of a derivation": (
        replace(
            DERIVATIONS,
            'period_label = "2019"',
            'period_label = "2019-13"',
            "data/{file}, line 3, column period_label",
        ),
        ("2019-13 has no month 13",),
    ),
    "rounding to nothing": (
        replace(DERIVATIONS, "round_to = 1000000", "round_to = 0", "data/{file}, line 3, column round_to"),
        ("greater than 0",),
    ),
    "rounding that is no number": (
        replace(DERIVATIONS, "round_to = 1000000", 'round_to = "M"', "data/{file}, line 3, column round_to"),
        ("valid decimal",),
    ),
}


def _fill(path: Path, text: str, place: str) -> str:
    path.write_text(text, encoding="utf-8")
    return place


def _empty(path: Path) -> str:
    return _fill(path, "", f"data/{NOTICES}, line 1")


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_file_stops_the_build(name: str, refusal: Refusal) -> None:
    change, words = MALFORMED[name]
    place, message = refusal(change)
    assert place in message
    for word in words:
        assert word in message


def test_all_problems_are_said_at_once(refusal: Refusal) -> None:
    def two_files(data: Path) -> str:
        cell(NOTICES, RED, "value", "many")(data)
        return cell("figures/people.csv", "ar2021.interpol.staff.2021", "value", "some")(data)

    place, message = refusal(two_files)
    assert place in message
    assert f"data/{NOTICES}" in message
    assert message.startswith("2 problems in the data")


def test_every_input_file_is_read(data_copy: Paths) -> None:
    inputs = extract(data_copy)
    read = {located.where.partition(",")[0] for rows in inputs.tables.values() for located in rows}
    present = {data_copy.display(path) for path in data_copy.data.rglob("*") if path.suffix in (".csv", ".toml")}
    assert present == read


def test_rows_know_their_lines(data_copy: Paths) -> None:
    rows = read_rows(data_copy.data / NOTICES)
    located = [item for item in extract(data_copy).tables["printed_figures"] if item.group == "notices"]
    assert [item.where for item in located] == [f"data/{NOTICES}, line {n}" for n in range(2, len(rows) + 1)]
    assert [item.row.figure_id for item in located] == [row[0] for row in rows[1:]]


def test_a_new_file_of_figures_is_read_without_further_ado(data_copy: Paths) -> None:
    header = read_rows(data_copy.data / NOTICES)[0]
    write_rows(data_copy.data / "figures" / "training.csv", [header])
    before = len(extract(data_copy).tables["printed_figures"])
    row = ["ar2021.new.1", *read_rows(data_copy.data / NOTICES)[1][1:]]
    write_rows(data_copy.data / "figures" / "training.csv", [header, row])
    after = extract(data_copy).tables["printed_figures"]
    assert len(after) == before + 1
    assert {item.group for item in after if item.row.figure_id == "ar2021.new.1"} == {"training"}


def test_windows_line_ends_are_read(data_copy: Paths) -> None:
    before = extract(data_copy).rows("printed_figures")
    path = data_copy.data / NOTICES
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert extract(data_copy).rows("printed_figures") == before


def test_each_table_has_a_file(data_copy: Paths) -> None:
    for folder, pattern, _ in CSV_TABLES.values():
        assert list((data_copy.data / folder).glob(pattern))
