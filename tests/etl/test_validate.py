"""What no single row can show: references, keys, values against what is printed, parts against totals."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.errors import DataError
from etl.extract import extract
from etl.paths import Paths
from etl.pipeline import build
from etl.validate import REFERENCES, documents_without_headings, validate
from tests.etl.changes import Change, add_row, cell, read_rows, replace, set_cell, write_rows
from tests.etl.conftest import Refusal

NOTICES = "figures/notices.csv"
RED = "ar2021.red-notices.notices_issued.2021"
STAFF = "ar2021.interpol.staff_seconded.2021"
DERIVATIONS = "decisions/derivations.toml"
DATABASES = "figures/databases.csv"
SEARCHES = "ar2021.interpol-databases.searches.2020"


def staff_of_another_number(data: Path) -> str:
    """One part is read as 261: the printed total of 1 016 is no longer met."""
    set_cell(data, "figures/people.csv", STAFF, "value", "261")
    set_cell(data, "figures/people.csv", STAFF, "as_printed", "261")
    return replace("decisions/checks.toml", 'id = "staff-2021-by-status"', 'id = "staff-2021-by-status"')(data)


def searches_that_differ(data: Path) -> str:
    """Two annual reports print the searches of 2020; one of them prints another number."""
    set_cell(data, DATABASES, SEARCHES, "value", "3600000000")
    place = set_cell(data, DATABASES, SEARCHES, "as_printed", "3,6")
    return f"{place}, column value"


def two_values_in_one_document(data: Path) -> str:
    name = "ar2021.interpol.nationalities.2021"
    file = data / "figures/people.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    row = next(line for line in lines if line.startswith(f"{name},"))
    again = row.replace(name, f"{name}.second", 1).replace("110", "111")
    file.write_text("\n".join([*lines, again]) + "\n", encoding="utf-8")
    return "data/figures/people.csv, line "


def _check_of(data: Path, name: str) -> str:
    checks = (data / "decisions/checks.toml").read_text(encoding="utf-8").split("[[check]]")
    return next("[[check]]" + each for each in checks if f'id = "{name}"' in each)


def check_of_a_derived_figure(data: Path) -> str:
    change = replace("decisions/checks.toml", '"ar2020.interpol.revenue.2020"', '"derived.interpol.revenue.2019"')
    change(data)
    return "data/decisions/checks.toml, line "


def remove_card(data: Path) -> str:
    (data / "sources" / "goals2023.toml").unlink()
    return "data/figures/goals.csv, line "


WRONG: dict[str, tuple[Change, tuple[str, ...]]] = {
    "unknown unit": (cell(NOTICES, RED, "unit", "cuont"), ("'cuont' is not in units", "Did you mean count?")),
    "unit not allowed for the metric": (
        cell(NOTICES, RED, "unit", "percent"),
        ("'percent' is no unit of notices_issued", "Allowed: count", "data/decisions/metrics.csv"),
    ),
    "unit of a metric": (
        cell("decisions/metrics.csv", "notices_issued", "units", "pieces"),
        ("'pieces' is not in units",),
    ),
    "duplicate figure": (
        add_row(NOTICES, RED, "note", "", "figure_id"),
        (f"the key {RED!r} stands already in data/{NOTICES}, line ", "Keep one, or rename one"),
    ),
    "duplicate figure in two files": (
        cell("figures/people.csv", "ar2021.interpol.staff.2021", "figure_id", RED),
        (f"the key {RED!r} stands already in data/{NOTICES}, line ",),
    ),
    "duplicate name": (
        add_row("decisions/units.csv", "percent", "symbol", "%", "unit"),
        ("the key 'percent' stands already in",),
    ),
    "duplicate member": (add_row("reference/members.csv", "ABW", "note", "", "iso3"), ("the key 'ABW'",)),
    "duplicate year": (
        add_row("reference/members_by_year.csv", "1956", "confirmed_by", "x", "year"),
        ("'1956'",),
    ),
    "derived figure over a printed one": (
        replace(DERIVATIONS, '"derived.interpol.revenue.2019"', '"ar2021.interpol.revenue.2021"'),
        ("column figure_id", "stands already in data/figures/finances.csv, line", "an id of its own"),
    ),
    "derived figure over a reference": (
        replace(DERIVATIONS, '"derived.interpol.revenue.2019"', '"membership.interpol.members.2020-12-31"'),
        ("stands already in data/reference/members_by_year.csv, line 66",),
    ),
    "unknown subject": (cell(NOTICES, RED, "subject", "red-notice"), ("not in subjects", "mean red-notices")),
    "unknown metric": (
        cell(NOTICES, RED, "metric", "notices_isued"),
        ("not in metrics", "mean notices_issued"),
    ),
    "unknown note": (cell(NOTICES, RED, "note", "color-inferred"), ("not in notes", "Did you mean")),
    "unknown source": (cell(NOTICES, RED, "source_id", "ar2031"), ("'ar2031' is not in sources", "ar2021")),
    "unknown topic": (
        lambda data: _rename(data, NOTICES, "figures/notes.csv"),
        ("column file name: 'notes' is not in topics", "Did you mean notices?"),
    ),
    "unknown subject of an operation": (
        cell("decisions/operations.csv", "haechi-ii", "subject", "haechi-xi"),
        ("'haechi-xi' is not in subjects", "Did you mean haechi-"),
    ),
    "unknown source of an operation": (
        cell("decisions/operations.csv", "haechi-ii", "source_id", "ar2012"),
        ("'ar2012' is not in sources",),
    ),
    "unknown country of an office": (
        cell("decisions/offices.csv", "Lyon", "country_iso3", "FRE"),
        ("'FRE' is not in members",),
    ),
    "unknown country of a printed list": (
        cell("decisions/printed_members.csv", "Albanie", "iso3", "ALA"),
        ("'ALA' is not in members",),
    ),
    "a chapter of an unknown document": (
        cell("decisions/chapters.csv", "Foreword", "source_id", "ar2012"),
        ("'ar2012' is not in sources",),
    ),
    "a chapter beyond the end of its document": (
        cell("decisions/chapters.csv", "About INTERPOL", "last_line", "9999"),
        ("column last_line: line 9999 is beyond the", "lines of ar2020"),
    ),
    "a section of an unknown document": (
        cell("decisions/sections.csv", "Drug delivery services", "source_id", "ar2012"),
        ("'ar2012' is not in sources",),
    ),
    "a line under two headings": (
        cell("decisions/sections.csv", "Drug delivery services", "first_line", "360"),
        ("column first_line: line 360 stands under the heading before it as well", "ends at line 362"),
    ),
    "a section that ends before it begins": (
        cell("decisions/sections.csv", "Drug delivery services", "last_line", "300"),
        ("last_line is before first_line (300 < 363)",),
    ),
    "unknown metric of words of the search": (
        cell("decisions/search_words.csv", "staff", "targets", "staf"),
        ("there is no metric 'staf'", "Did you mean staff?"),
    ),
    "unknown area of words of the search": (
        cell("decisions/search_words.csv", "firearms", "targets", "fire-arms"),
        ("there is no area 'fire-arms'", "Did you mean firearms?"),
    ),
    "unknown refusal of words of the search": (
        cell("decisions/search_words.csv", "all-cases", "targets", "cases"),
        ("there is no refusal 'cases'", "Allowed: all-cases"),
    ),
    "unknown metric of a refusal": (
        cell("decisions/search_refusals.csv", "total-arrests", "metrics", "arrest"),
        ("'arrest' is not in metrics", "Allowed: "),
    ),
    "refusal that is said twice": (
        cell("decisions/search_refusals.csv", "all-cases", "refusal", "total-arrests"),
        ("the key 'total-arrests' stands already",),
    ),
    "unknown reason of an exclusion": (
        cell("decisions/exclusions/goals2023.csv", "article", "reason", "artikel"),
        ("'artikel' is not in exclusion_reasons", "Did you mean article?"),
    ),
    "exclusions of an unknown document": (
        lambda data: _rename(data, "decisions/exclusions/goals2023.csv", "decisions/exclusions/goals2024.csv"),
        ("column file name: 'goals2024' is not in sources", "Did you mean goals2023?"),
    ),
    "missing source card": (remove_card, ("column source_id: 'goals2023' is not in sources", "Add it there")),
    "unknown subject of a derivation": (
        replace(
            DERIVATIONS,
            'subject = "interpol"',
            'subject = "interpole"',
            "data/{file}, line 3, column subject",
        ),
        ("'interpole' is not in subjects", "Did you mean interpol"),
    ),
    "unknown note of a derivation": (
        replace(DERIVATIONS, 'note = "from-change"', 'note = "change"', "data/{file}, line 3, column note"),
        ("'change' is not in notes",),
    ),
    "unknown input of a derivation": (
        replace(
            DERIVATIONS,
            "ar2020.interpol.revenue.2020",
            "ar2020.interpol.revenu.2020",
            "data/{file}, line 3, key inputs",
        ),
        ("no figure 'ar2020.interpol.revenu.2020'", "Did you mean ar2020.interpol.revenue.2020"),
    ),
    "unknown part of a check": (
        replace(
            "decisions/checks.toml",
            '["ar2021.statutory',
            '["ar2012.statutory',
            "data/{file}, line 3, key parts",
        ),
        ("there is no figure 'ar2012.statutory-contributions.revenue.2021'", "Did you mean ar2021.statutory"),
    ),
    "unknown total of a check": (
        replace("decisions/checks.toml", 'total = "ar2021', 'total = "ar2012', "data/{file}, line 3, key total"),
        ("there is no figure 'ar2012.interpol.revenue.2021'", "Did you mean ar2021.interpol.revenue.2021"),
    ),
    "check of a derived figure": (
        check_of_a_derived_figure,
        ("key parts: there is no figure 'derived.interpol",),
    ),
    "check without a total": (
        replace("decisions/checks.toml", 'total = "ar2021.interpol.revenue.2021"\n', "", "data/{file}, line 3:"),
        ("needs either total or total_value", "Give exactly one"),
    ),
    "unknown figure of a disagreement": (
        replace("decisions/disagreements.toml", "2022-01.195", "2022-01.196", "data/{file}, line 3, key figures"),
        ("no figure 'brochure2022.interpol.members.2022-01.196'", "Did you mean brochure2022"),
    ),
    "unknown topic of a disagreement": (
        replace(
            "decisions/disagreements.toml",
            'topic = "members"',
            'topic = "member"',
            "data/{file}, line 3, column topic",
        ),
        ("'member' is not in topics", "Did you mean members?"),
    ),
    "value not as printed": (
        cell(NOTICES, RED, "value", "10767"),
        ("'10 776' times 1 is 10776, not 10767", "Fix the value, the token or the multiplier"),
    ),
    "another value in another document": (
        searches_that_differ,
        (
            "ar2021.interpol-databases.searches.2020 is 3600000000, ar2020.interpol-databases.searches.2020 is 3500000000",
            "(data/figures/databases.csv, line 6)",
            'figures = ["ar2020.interpol-databases.searches.2020", "ar2021.interpol-databases.searches.2020"]',
            "data/decisions/disagreements.toml",
        ),
    ),
    "wrong multiplier": (
        cell(NOTICES, RED, "multiplier", "1000", "value"),
        ("'10 776' times 1000 is 10776000, not 10776",),
    ),
    "token that is no number": (
        cell(NOTICES, RED, "as_printed", "beaucoup"),
        ("'beaucoup' is not a number in digits or in French words", "Copy the number only", "language is French"),
    ),
    "other printing of another number": (
        cell(NOTICES, RED, "also_printed", "12:10 777", "value"),
        ("'10 777' times 1 is 10777, not 10776",),
    ),
    "line beyond the document": (
        cell(NOTICES, RED, "source_line", "1647"),
        ("line 1647 is beyond the 1646 lines of ar2021", "Fix the line"),
    ),
    "other printing beyond the document": (
        cell(NOTICES, RED, "also_printed", "9999:10 776", "source_line"),
        ("line 9999 is beyond the 1646 lines of ar2021",),
    ),
    "gloss of an unknown subject": (
        cell("decisions/glosses.csv", "first-light", "subject", "first-lite"),
        ("'first-lite' is not in subjects", "Did you mean first-light or"),
    ),
    "operation without a gloss": (
        lambda data: _without_gloss(data, "weka"),
        (
            "the operation 'weka' has no gloss",
            "data/decisions/glosses.csv: en, fr, es, ar, subject, source_id, source_line",
        ),
    ),
    "gloss beyond the document": (
        cell("decisions/glosses.csv", "first-light", "source_line", "9999"),
        ("line 9999 is beyond the 613 lines of ar2020", "Fix the line"),
    ),
    "a stock that is of a year": (
        cell("figures/notices.csv", "ar2020.red-notices.notices_in_circulation.2020-12-31", "period_label", "2020"),
        ("other documents print it of the end of a year, as of 2021-12-31", "Write 2020-12-31"),
    ),
    "two values of one figure in one document": (
        two_values_in_one_document,
        ("ar2021.interpol.nationalities.2021.second is 111", "is 110", "Read both lines again"),
    ),
    "totals of a later year that nothing checks": (
        lambda data: (
            replace(
                "decisions/checks.toml",
                _check_of(data, "revenue-shares-2021"),
                "",
            )(data)
            and "data/decisions/checks.toml, line "
        ),
        (
            "the figures of revenue-shares-2020 are printed of 2021 too",
            "Add to data/decisions/checks.toml",
            "total_value = 100",
        ),
    ),
    "disagreement of no year": (
        replace("decisions/disagreements.toml", "in Neptune VI, of 2024;", "in Neptune VI;"),
        ("says no year; readers meet it beside charts of other years", "Neptune VI; agencies"),
    ),
    "gloss that is no gloss": (
        cell("decisions/glosses.csv", "first-light", "en", "telephone and internet fraud " * 2),
        ("a gloss has at most 48 characters",),
    ),
    "parts that miss their total": (
        staff_of_another_number,
        ("staff-2021-by-status", "261 + 756 = 1017, not 1016", f"Read the lines again: {STAFF}"),
    ),
    "shares that miss 100": (
        replace("decisions/checks.toml", "total_value = 100", "total_value = 99"),
        ("the parts of revenue-shares-2020", "44 + 30 + 26 = 100, not 99"),
    ),
}


def _without_gloss(data: Path, subject: str) -> str:
    """Takes an operation's gloss away; gives the place of the operation."""
    file = data / "decisions/glosses.csv"
    write_rows(file, [row for row in read_rows(file) if subject not in row])
    operations = read_rows(data / "decisions/operations.csv")
    line = next(number for number, row in enumerate(operations, 1) if row[0] == subject)
    return f"data/decisions/operations.csv, line {line}, column subject"


def _rename(data: Path, old: str, new: str) -> str:
    (data / old).rename(data / new)
    return f"data/{new}, line 2"


@pytest.mark.parametrize("name", WRONG)
def test_wrong_data_stop_the_build(name: str, refusal: Refusal) -> None:
    change, words = WRONG[name]
    place, message = refusal(change)
    # A check or a derivation is blamed at the line its table starts; the change stands a few lines below.
    assert place in message or place.rpartition(",")[0] in message
    for word in words:
        assert word in message


def test_right_data_pass(data_copy: Paths) -> None:
    inputs = extract(data_copy)
    assert validate(inputs) is inputs


def test_each_reference_names_columns_that_exist(data_copy: Paths) -> None:
    tables = extract(data_copy).tables
    for table, column, target, key in REFERENCES:
        for name, named in ((table, column), (target, key)):
            assert named == "group" or hasattr(tables[name][0].row, named), (name, named)


def test_two_documents_may_differ_where_the_reader_is_told(data_copy: Paths) -> None:
    searches_that_differ(data_copy.data)
    told = f'figures = ["{SEARCHES}", "ar2020.interpol-databases.searches.2020"]'
    replace("decisions/disagreements.toml", 'figures = ["ar2021.haechi', f'{told}\n#["ar2021.haechi')(data_copy.data)
    validate(extract(data_copy))


def test_two_documents_may_round_differently(data_copy: Paths) -> None:
    set_cell(data_copy.data, DATABASES, SEARCHES, "value", "3460000000")
    set_cell(data_copy.data, DATABASES, SEARCHES, "as_printed", "3,46")
    validate(extract(data_copy))


def test_a_document_of_many_figures_without_headings_is_noted(data_copy: Paths) -> None:
    assert list(documents_without_headings(extract(data_copy))) == []
    for name in ("chapters", "sections"):
        rows = read_rows(data_copy.decisions / f"{name}.csv")
        write_rows(data_copy.decisions / f"{name}.csv", [row for row in rows if "ar2021" not in row])
    lines: list[str] = []
    build(data_copy, report=lines.append)
    where = "data/decisions/chapters.csv, see docs/extending.md#a-report"
    assert lines[-1] == f"note           ar2021 has no chapters; add them to {where}"


def test_a_misspelt_subject_is_told_once_whatever_names_its_figure(data_copy: Paths) -> None:
    path = data_copy.figures / "finances.csv"
    text = path.read_text(encoding="utf-8")
    old, new = "ar2021.cybercrime.expenditure.2021,cybercrime,", "ar2021.cyber-crime.expenditure.2021,cyber-crime,"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        validate(extract(data_copy))
    (problem,) = refused.value.problems
    assert "'cyber-crime' is not in subjects" in str(problem) and "Did you mean cybercrime" in str(problem)
