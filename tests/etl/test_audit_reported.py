"""The list of what other publications print."""

from __future__ import annotations

import pytest

from etl.audit_reported import reported_table
from etl.load import read_rows
from etl.paths import Paths
from etl.pipeline import BuildResult
from tests.etl.changes import run


@pytest.fixture(scope="module")
def lines(built_at: Paths) -> list[str]:
    return reported_table(built_at).splitlines()


def test_each_printing_has_its_token_kind_date_and_address(lines: list[str]) -> None:
    row = next(line for line in lines if line.startswith("reported.red-notices.notices_issued.2019 "))
    assert row.split() == [
        "reported.red-notices.notices_issued.2019", "same", "exact", "13", "377", "law_firm", "2026-11",
        "https://adpfe.com/defense-penale-des-francais-et-notices-rouges/",
    ]  # fmt: skip


def test_a_scale_stands_beside_the_token(lines: list[str]) -> None:
    row = next(line for line in lines if line.startswith("reported.interpol-databases.searches.2018 "))
    assert "about 5.4 x 1000000000 " in row


def test_a_figure_of_the_documents_stands_with_what_confirms_it(lines: list[str]) -> None:
    row = next(line for line in lines if line.startswith("ar2021.neptune-iii.arrests.2021 "))
    assert "counterterrorbusiness.com" in row


def test_every_printing_of_the_database_is_listed(lines: list[str], built: BuildResult) -> None:
    found = read_rows(built.database, "SELECT count(*) AS n FROM figure_publications")[0]["n"]
    assert len(lines) == 1 + int(str(found)) + 1
    assert lines[-1].endswith(
        f"{found} printings in {read_rows(built.database, 'SELECT count(*) AS n FROM publications')[0]['n']} publications"
    )


def test_the_command_prints_the_list(published: Paths) -> None:
    process = run(published, "audit-reported")
    assert process.returncode == 0, process.stderr
    assert "reported figures" in process.stdout.splitlines()[-1]
