"""What other publications print: wrong rows are refused, documents win, contradictions are told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from etl.extract import extract
from etl.load import read_rows
from etl.paths import default_paths
from etl.pipeline import BuildResult
from etl.reported import agreement, span
from tests.etl.changes import Change, add_row, cell, replace, set_cell
from tests.etl.changes import read_rows as read_table
from tests.etl.conftest import Refusal

NOTICES, PUBLICATIONS = "reported/notices.csv", "sources/publications.csv"
ADPFE = "adpfe-defense-penale-francais-et"
REPORTED = "reported.red-notices.notices_issued.2019"
LABELS = "decisions/label_confirmations.csv"


def without_disagreement(data: Path) -> str:
    replace("decisions/disagreements.toml", '"reported.sltd.hits.2013"', '"reported.sltd.hits.2014"')(data)
    rows = read_table(data / "reported/databases.csv")
    line = next(n for n, row in enumerate(rows, 1) if row[:3] == ["sltd", "hits", "2013"] and row[4] == "60000")
    return f"data/reported/databases.csv, line {line}, column value"


def without_preference(data: Path) -> str:
    set_cell(data, "decisions/preferred_publications.csv", "reported.pangea-i.countries.2008", "figure_id", REPORTED)
    set_cell(data, "decisions/preferred_publications.csv", REPORTED, "publication_id", ADPFE)
    rows = read_table(data / "reported/operations.csv")
    line = next(n for n, row in enumerate(rows, 1) if row[:2] == ["pangea-i", "countries"] and row[4] == "8")
    return f"data/reported/operations.csv, line {line}, column value"


def another_unit(data: Path) -> str:
    return f"{set_cell(data, NOTICES, ADPFE, 'unit', 'eur')}, column unit"


def named_as_a_preference(data: Path) -> str:
    place = set_cell(
        data, "decisions/preferred_publications.csv", "reported.pangea-i.countries.2008", "publication_id", ADPFE
    )
    return f"{place}, column publication_id"


WRONG: dict[str, tuple[Change, tuple[str, ...]]] = {
    "unknown publication": (
        cell(NOTICES, ADPFE, "publication_id", "adpfe-defense-penale-francais"),
        ("'adpfe-defense-penale-francais' is not in publications", f"Did you mean {ADPFE}"),
    ),
    "unknown subject": (cell(NOTICES, ADPFE, "subject", "red-notice"), ("is not in subjects", "red-notices")),
    "unknown metric": (cell(NOTICES, ADPFE, "metric", "notices_isued"), ("is not in metrics", "notices_issued")),
    "unit of another metric": (another_unit, ("'eur' is no unit of notices_issued", "data/decisions/metrics.csv")),
    "a date that is none": (cell(NOTICES, ADPFE, "period_label", "2019-02-30"), ("day", "'2019-02-30'")),
    "a range in another form": (
        cell(NOTICES, ADPFE, "period_label", "2018/2019"),
        ("'2018/2019' is no period such as 2021",),
    ),
    "a year that is a guess": (
        cell(NOTICES, ADPFE, "dated_by", "estimate"),
        ("a date by 'estimate' would be a guess", "allowed: text, publication, other", "leave the row out"),
    ),
    "a value that is not its token": (
        cell(NOTICES, ADPFE, "value", "13378"),
        ("'13 377' times 1 is 13377, not 13378", "Fix the value, the token or the multiplier"),
    ),
    "a token that is a sentence": (
        cell(NOTICES, ADPFE, "as_printed", "more than 13 000 notices"),
        ("is not a number in digits or in words", "Copy the number only"),
    ),
    "an address that is none": (
        cell(PUBLICATIONS, ADPFE, "address", "search-index:4711"),
        ("'search-index:4711' is no web address such as https://",),
    ),
    "an address with a space": (cell(PUBLICATIONS, ADPFE, "address", "https://adpfe.com/a b"), ("is no web address",)),
    "an address without a host": (cell(PUBLICATIONS, ADPFE, "address", "https://localhost/"), ("is no web address",)),
    "a date of publication that is none": (
        cell(PUBLICATIONS, ADPFE, "published", "about 2020"),
        ("is no period such as 2021",),
    ),
    "an unknown kind": (cell(PUBLICATIONS, ADPFE, "kind", "blog"), ("'interpol', 'official', 'press'",)),
    "two rows for one figure and publication": (
        add_row(NOTICES, ADPFE, "place", "elsewhere", "figure_id, publication_id"),
        (f"the key '{REPORTED} {ADPFE}' stands already in", "Keep one"),
    ),
    "two publications of one id": (
        add_row(PUBLICATIONS, ADPFE, "title", "Another", "publication_id"),
        (f"the key '{ADPFE}' stands already in",),
    ),
    "a row that a decision leaves out": (
        cell(NOTICES, ADPFE, "period_label", "2008", "value"),
        ("a decision leaves it out (data/decisions/left_out.csv, line", "inferred", "take the decision back"),
    ),
    "a preference for nothing": (named_as_a_preference, (f"{ADPFE} prints no reported.pangea-i.countries.2008",)),
    "publications that differ without a preference": (
        without_preference,
        ("it prints 8 for reported.pangea-i.countries.2008", "data/decisions/preferred_publications.csv"),
    ),
    "a contradiction that nobody tells": (
        without_disagreement,
        (
            "the 60000 of ",
            " contradicts what is shown for reported.sltd.hits.2013",
            'figures = ["reported.sltd.hits.2013"]',
        ),
    ),
    "one figure that is another": (
        cell("decisions/same_figures.csv", "ar2021.neptune-iii.arrests.2021", "figure_id", "ar2021.weka.arrests.2021"),
        ("'ar2021.weka.arrests.2021' is no printed figure of the same subject and metric",),
    ),
    "one figure that nothing reports": (
        cell(
            "decisions/same_figures.csv", "reported.neptune-iii.arrests.2021", "reported_id", "reported.no.arrests.2021"
        ),
        ("nothing reports 'reported.no.arrests.2021'",),
    ),
    "a mark for no point": (
        cell("decisions/point_marks.csv", "reported.red-notices.notices_issued.2012", "figure_id", "reported.x.y.2012"),
        ("'reported.x.y.2012' is no reported figure",),
    ),
    "a confirmed label that nothing confirms": (
        cell("figures/notices.csv", "ar2020.red-notices.notices_issued.2020", "label_basis", "confirmed"),
        ("nothing says what confirms ar2020.red-notices.notices_issued.2020", "or write inferred"),
    ),
    "a confirmation of a printed label": (
        cell(LABELS, "ar2021.neptune-iii.arrests.2021", "figure_id", "ar2021.interpol.revenue.2021"),
        ("'ar2021.interpol.revenue.2021' is no printed figure with a confirmed label",),
    ),
    "a confirmation by a publication that does not print it": (
        cell(LABELS, "ar2021.neptune-iii.arrests.2021", "source", ADPFE),
        (f"{ADPFE} does not bear out ar2021.neptune-iii.arrests.2021",),
    ),
    "a confirmation by a sum that does not tell its parts apart": (
        replace("decisions/checks.toml", "shares = [", "# shares = [", "data/decisions/label_confirmations.csv"),
        ("revenue-2021-by-source does not bear out ar2021.statutory-contributions.revenue.2021", "has shares"),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_rows_stop_the_build(name: str, refusal: Refusal) -> None:
    change, words = WRONG[name]
    place, message = refusal(change)
    assert place in message
    for word in words:
        assert word in message


def test_parts_that_do_not_make_their_printed_shares_stop_the_build(refusal: Refusal) -> None:
    """41 and 34 exchanged still add up to 137: only the shares tell which is which."""

    def exchanged(data: Path) -> str:
        for subject, value in (("voluntary", "34"), ("in-kind", "41")):
            figure = f"ar2021.{subject}-contributions.revenue.2021"
            set_cell(data, "figures/finances.csv", figure, "value", f"{value}000000")
            set_cell(data, "figures/finances.csv", figure, "as_printed", value)
        return "data/decisions/checks.toml"

    _, message = refusal(exchanged)
    assert "ar2021.voluntary-contributions.revenue.2021 makes 24.8 percent of the total" in message
    assert "ar2021.voluntary-contributions.revenue_share.2021 prints 30" in message


@pytest.mark.parametrize(
    ("value", "qualifier", "multiplier", "low", "high"),
    [
        ("13516", "exact", 1, "13516", "13516"),
        ("6000", "more_than", 1, "6000", "12000"),
        ("1600", "at_least", 1, "1600", "3200"),
        ("27000000", "nearly", 1, "26000000", "27000000"),
        ("10000", "nearly", 1, "9000", "10000"),
        ("113000", "about", 1, "112500", "113500"),
        ("5400000000", "exact", 10**9, "5350000000", "5450000000"),
        ("130000000", "exact", 10**6, "129500000", "130500000"),
        ("900", "less_than", 1, "450", "900"),
    ],
)
def test_what_a_printed_number_can_mean(value: str, qualifier: str, multiplier: int, low: str, high: str) -> None:
    assert span(Decimal(value), qualifier, multiplier) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("qualifier", "shown", "how"),
    [
        ("more_than", "nearly", "differs"),
        ("less_than", "at_least", "differs"),
        ("more_than", "about", "same"),
        ("nearly", "about", "same"),
        ("exact", "more_than", "same"),
    ],
)
def test_nearly_and_more_than_one_number_contradict_each_other(qualifier: str, shown: str, how: str) -> None:
    rows = {row.figure_id: row for row in extract(default_paths()).rows("reported_figures")}
    row = rows["reported.general-assembly.delegates.2018-11"].model_copy(update={"qualifier": qualifier})
    assert agreement(row, Decimal(1000), shown, 1) == how


@pytest.mark.parametrize(
    ("value", "qualifier", "shown", "how"),
    [
        ("11000", "more_than", "12345", "agrees"),
        ("11000", "at_least", "12345", "agrees"),
        ("11000", "more_than", "10999", "differs"),
        ("11000", "more_than", "30000", "differs"),
        ("11000", "less_than", "9500", "agrees"),
        ("11000", "less_than", "11001", "differs"),
        ("11000", "nearly", "10950", "agrees"),
        ("11000", "nearly", "9500", "differs"),
        ("11000", "nearly", "11001", "differs"),
    ],
)
def test_a_bound_is_contradicted_from_its_other_side_alone(value: str, qualifier: str, shown: str, how: str) -> None:
    rows = {row.figure_id: row for row in extract(default_paths()).rows("reported_figures")}
    row = rows["reported.general-assembly.delegates.2018-11"]
    row = row.model_copy(update={"value": Decimal(value), "qualifier": qualifier})
    assert agreement(row, Decimal(shown), "exact", 1) == how


def test_the_reader_is_told_that_the_delegates_of_2018_are_disputed(built: BuildResult) -> None:
    query = """SELECT as_printed, qualifier, agreement FROM figure_publications
               WHERE figure_id = 'reported.general-assembly.delegates.2018-11' ORDER BY position"""
    rows = [tuple(row.values()) for row in read_rows(built.database, query)]
    assert rows == [("1,000", "nearly", "same"), ("1,000", "more_than", "differs")]


def test_publications_that_print_one_figure_are_its_printings(built: BuildResult) -> None:
    rows = read_rows(
        built.database,
        "SELECT position, publication_id, as_printed, agreement FROM figure_publications "
        "WHERE figure_id = 'reported.red-notices.notices_issued.2011' ORDER BY position",
    )
    assert [(row["as_printed"], row["agreement"]) for row in rows] == [("7678", "same"), ("7,678", "same")]
    first = read_rows(
        built.database,
        "SELECT f.figure_id FROM figures f JOIN figure_publications p USING (figure_id) WHERE basis = 'reported' "
        "AND position = 1 AND (f.publication_id, f.as_printed, f.value) != (p.publication_id, p.as_printed, p.value)",
    )
    assert first == []


def test_every_reported_figure_leads_to_its_publication(built: BuildResult) -> None:
    query = "SELECT figure_id FROM figures ANTI JOIN publications USING (publication_id) WHERE basis = 'reported'"
    assert read_rows(built.database, query) == []
    others = "SELECT figure_id FROM figures WHERE basis <> 'reported' AND publication_id IS NOT NULL"
    assert read_rows(built.database, others) == []
    odd = (
        "SELECT figure_id FROM figures WHERE basis = 'reported' AND (source_id IS NOT NULL OR source_line IS NOT NULL)"
    )
    assert read_rows(built.database, odd) == []


def test_of_equal_claims_own_texts_come_first_then_papers_then_the_weakest(built: BuildResult) -> None:
    found = {
        row["figure_id"]: (row["kind"], row["qualifier"])
        for row in read_rows(
            built.database, "SELECT figure_id, kind, qualifier FROM figures JOIN publications USING (publication_id)"
        )
    }
    assert found["reported.pangea-xvii.arrests.2024-12--2025-05"] == ("interpol", "exact")
    assert found["reported.pangea-viii.goods_value.2015-06-09--2015-06-16"] == ("official", "more_than")
    assert found["reported.first-light-2022.arrests.2022-03-08--2022-05-08"] == ("press", "about")
