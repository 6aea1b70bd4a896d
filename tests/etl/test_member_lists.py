"""The printed lists of members against the names transcribed from them."""

from __future__ import annotations

import pytest

from etl.extract import SourceRow, extract
from etl.member_lists import unread_member_text
from etl.paths import Paths
from etl.schema.printed import PrintedMember


def names(*printed: str, line: int = 2) -> list[SourceRow[PrintedMember]]:
    return [
        SourceRow(
            PrintedMember(source_id="mini", source_line=line, name_printed=name, iso3="AAA", remark=None),
            f"data/decisions/printed_members.csv, line {number}",
            "printed_members",
        )
        for number, name in enumerate(printed, 2)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Membres", "Bahamas Bahreïn Guinée-Bissau"],
        ["Membres", "BahamasBahreïnGuinée-Bissau"],
        ["Membres", "Bahamas - Bahreïn - Guinée-", "Bissau"],
        ["Membres", "BAHAMAS BAHREÏN GUINÉE BISSAU", "Adresse"],
    ],
)
def test_spaces_hyphens_and_breaks_do_not_count(lines: list[str]) -> None:
    assert unread_member_text(lines, names("Bahamas", "Bahreïn", "Guinée-Bissau")) == []


@pytest.mark.parametrize(
    ("transcribed", "words"),
    [
        (("Bahamas", "Barbade", "Chili"), "'Barbade' is not what the list prints there"),
        (("Bahamas", "Chili"), "'Chili' is not what the list prints there"),
        (("Bahamas", "Bahreïn"), "the list goes on after the last name ('chili')"),
    ],
)
def test_a_name_that_differs_is_said(transcribed: tuple[str, ...], words: str) -> None:
    (problem,) = unread_member_text(["Membres", "Bahamas Bahreïn Chili"], names(*transcribed))
    assert words in str(problem)
    assert "data/decisions/printed_members.csv, line" in problem.where


def test_a_document_without_a_list_has_no_problem() -> None:
    assert unread_member_text(["Rien"], []) == []


def test_the_two_printed_lists_differ_by_one_country(data_copy: Paths) -> None:
    members = extract(data_copy).tables["printed_members"]
    assert {item.row.source_id for item in members} == {"ar2020", "ar2021"}
    lists = {
        source: {item.row.iso3 for item in members if item.row.source_id == source} for source in ("ar2020", "ar2021")
    }
    assert lists["ar2021"] - lists["ar2020"] == {"FSM"}
    assert lists["ar2020"] - lists["ar2021"] == set()
