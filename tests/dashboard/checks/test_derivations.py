"""What can be worked out of a new report is told, ready to be pasted; and what rests on a value that it prints otherwise."""

from __future__ import annotations

import tomllib
from pathlib import Path

from dashboard.checks.charts import chart_problems
from dashboard.checks.derivations import NotWorkedOut, superseded_inputs
from dashboard.checks.newer_figures import left_out
from dashboard.releases.data_version import DataVersion, open_data_version
from etl.pipeline import build
from tests.conftest import copy_inputs
from tests.dashboard.checks.made_up_reports import add_reports, view


def test_what_is_to_be_worked_out_can_be_pasted(grown: DataVersion, tmp_path: Path) -> None:
    """The rows that the check prints make it silent about them."""
    pasted = "".join({f"\n{each.row}\n" for each in chart_problems(grown) if isinstance(each, NotWorkedOut)})
    rows = tomllib.loads(pasted)["derivation"]
    assert {row["rule"] for row in rows} == {"per_million", "percent_change", "percent_of_total", "share_of_total"}
    assert len({row["figure_id"] for row in rows}) == len(rows) == 6
    paths = copy_inputs(tmp_path)
    add_reports(paths)
    with (paths.decisions / "derivations.toml").open("a", encoding="utf-8") as file:
        file.write(pasted)
    build(paths)
    data = open_data_version(paths.published, tmp_path / "pictures")
    assert [str(problem) for problem in chart_problems(data) if isinstance(problem, NotWorkedOut)] == []
    data.store.close()


def test_what_can_be_worked_out_of_a_newer_year_is_told(grown: DataVersion) -> None:
    rate = "derived.interpol-databases.hits_per_million_searches.2021"
    (problem,) = left_out("file", "facts", [rate], "", grown.store)
    assert isinstance(problem, NotWorkedOut)
    later = ["ar2022.interpol-databases.hits.2022", "ar2022.interpol-databases.searches.2022"]
    assert f"{rate.replace('2021', '2022')} can be worked out from {' and '.join(later)}, and is not." in str(problem)
    (row,) = tomllib.loads(problem.row)["derivation"]
    assert row["inputs"] == later and row["round_to"] == 10
    assert list(left_out("file", "facts", ["derived.cybercrime.expenditure_share.2021"], "", grown.store)) == []


def test_what_is_worked_out_of_a_superseded_value_is_told(tmp_path: Path) -> None:
    """The report of 2022 prints another expenditure of 2021, and readers are told."""
    paths = copy_inputs(tmp_path)
    add_reports(paths)
    later, older = "ar2022.interpol.expenditure.2021", "ar2021.interpol.expenditure.2021"
    with (paths.figures / "finances.csv").open("a", encoding="utf-8") as file:
        file.write(f"{later},interpol,expenditure,2021,132000000,eur,exact,printed,ar2022,9,132000000,1,,,agreed\n")
    with (paths.decisions / "disagreements.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[[disagreement]]\nid = "x"\ntopic = "finances"\nfigures = ["{older}", "{later}"]\nen = "Of 2021."\n'
        )
    left = "derived.interpol.revenue_less_expenditure.2021"
    decided = paths.decisions / "derivations.toml"
    rows = decided.read_text(encoding="utf-8").split("[[derivation]]")
    own = next(row for row in rows if f'"{left}"' in row).replace(left, f"{left}.ar2021")
    decided.write_text("[[derivation]]".join([*rows, own]), encoding="utf-8")
    build(paths)
    data = open_data_version(paths.published, tmp_path / "pictures")
    told = [str(problem) for problem in superseded_inputs(data.store)]
    assert sum(left in each for each in told) == 1, "what is of the older document by its id is meant so"
    assert any(
        "derived.cybercrime.expenditure_share.2021" in each and f"{later} has another value" in each for each in told
    )
    money = [str(problem) for problem in chart_problems(data) if "money-2021" in problem.file]
    assert money == [], "a chart of one year keeps the values of its document"
    asked = "SELECT figure_id FROM disagreement_figures WHERE id = 'x' AND figure_id LIKE 'derived.interpol.%'"
    resting = {row["figure_id"] for row in data.store.rows(asked)}
    assert {left, f"{left}.ar2021"} <= resting, "what rests on a contested value is marked as it is"
    data.store.close()


def test_the_whole_is_that_of_the_document_of_its_parts(tmp_path: Path) -> None:
    """The report of 2022 prints another revenue of 2021, and no part of it."""
    paths = copy_inputs(tmp_path)
    add_reports(paths)
    later, older = "ar2022.interpol.revenue.2021", "ar2021.interpol.revenue.2021"
    with (paths.figures / "finances.csv").open("a", encoding="utf-8") as file:
        file.write(f"{later},interpol,revenue,2021,139000000,eur,exact,printed,ar2022,9,139000000,1,,,agreed\n")
    with (paths.decisions / "disagreements.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[[disagreement]]\nid = "x"\ntopic = "finances"\nfigures = ["{older}", "{later}"]\nen = "Of 2021, 137 or 139."\n'
        )
    decided = paths.decisions / "derivations.toml"
    left = "derived.interpol.revenue_less_expenditure.2021"
    rows = decided.read_text(encoding="utf-8").split("[[derivation]]")
    rows = [row.replace(older, later) if f'"{left}"' in row else row for row in rows]
    decided.write_text("[[derivation]]".join(rows), encoding="utf-8")
    build(paths)
    data = open_data_version(paths.published, tmp_path / "pictures")
    parts = view(data, "revenue-by-source")
    assert parts.totals["2021"] == "€137\u00a0million\u00a0‡" and "‡ Of 2021, 137 or 139." in parts.notes
    assert parts.totals["2020"] == "€136\u00a0million" and "ar2022" not in parts.source_ids
    (row,) = data.store.rows("SELECT source_id FROM figures WHERE figure_id = $id", {"id": left})
    assert row["source_id"] == "ar2022", "no earlier document could tell it"
    data.store.close()
