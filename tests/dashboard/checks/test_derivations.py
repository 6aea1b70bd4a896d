"""What can be worked out of a new report is told, ready to be pasted; and what rests on a value that it prints otherwise."""

from __future__ import annotations

import tomllib
from pathlib import Path

from dashboard.checks.charts import chart_problems
from dashboard.checks.derivations import NotWorkedOut, superseded_inputs
from dashboard.checks.newer_figures import left_out
from dashboard.releases.data_version import DataVersion
from tests.conftest import REPOSITORY
from tests.dashboard.checks.made_up_reports import view, with_reports

LEFT = "derived.interpol.revenue_less_expenditure.2021"


def test_what_is_to_be_worked_out_can_be_pasted(grown: DataVersion, tmp_path: Path) -> None:
    """The rows that the check prints make it silent about them."""
    pasted = "".join({f"\n{each.row}\n" for each in chart_problems(grown) if isinstance(each, NotWorkedOut)})
    rows = tomllib.loads(pasted)["derivation"]
    assert {row["rule"] for row in rows} == {"per_million", "percent_change", "percent_of_total", "share_of_total"}
    assert len({row["figure_id"] for row in rows}) == len(rows) == 6
    with with_reports(tmp_path, {"decisions/derivations.toml": pasted}) as data:
        assert [str(problem) for problem in chart_problems(data) if isinstance(problem, NotWorkedOut)] == []


def test_what_can_be_worked_out_of_a_newer_year_is_told(grown: DataVersion) -> None:
    rate = "derived.interpol-databases.hits_per_million_searches.2021"
    (problem,) = left_out("file", "facts", [rate], "", grown.store)
    assert isinstance(problem, NotWorkedOut)
    later = ["ar2022.interpol-databases.hits.2022", "ar2022.interpol-databases.searches.2022"]
    assert f"{rate.replace('2021', '2022')} can be worked out from {' and '.join(later)}, and is not." in str(problem)
    (row,) = tomllib.loads(problem.row)["derivation"]
    assert row["inputs"] == later and row["round_to"] == 10
    assert list(left_out("file", "facts", ["derived.cybercrime.expenditure_share.2021"], "", grown.store)) == []


def restated(metric: str, value: int) -> dict[str, str]:
    """The report of 2022 prints another value of 2021, and readers are told."""
    later, older = (f"{source}.interpol.{metric}.2021" for source in ("ar2022", "ar2021"))
    return {
        "figures/finances.csv": f"{later},interpol,{metric},2021,{value},eur,exact,printed,ar2022,9,{value},1,,,agreed\n",
        "decisions/disagreements.toml": '\n[[disagreement]]\nid = "x"\ntopic = "finances"\nen = "Of 2021."\n'
        f'figures = ["{older}", "{later}"]\n',
    }


def left_again(source: str, metric: str) -> dict[str, str]:
    """What was left of the revenue of 2021, worked out again of the value that a document prints."""
    text = (REPOSITORY / "data" / "decisions" / "derivations.toml").read_text(encoding="utf-8")
    row = next(row for row in text.split("[[derivation]]") if f'"{LEFT}"' in row)
    own = row.replace(LEFT, f"{LEFT}.{source}").replace(f"ar2021.interpol.{metric}", f"{source}.interpol.{metric}")
    return {"decisions/derivations.toml": f"\n[[derivation]]{own}"}


def test_what_is_worked_out_of_a_superseded_value_is_told(tmp_path: Path) -> None:
    with with_reports(tmp_path, restated("expenditure", 132_000_000) | left_again("ar2021", "expenditure")) as data:
        told = [str(problem) for problem in superseded_inputs(data.store)]
        assert sum(LEFT in each for each in told) == 1, "what is of the older document by its id is meant so"
        share = "derived.cybercrime.expenditure_share.2021"
        assert any(share in each and "ar2022.interpol.expenditure.2021 has another value" in each for each in told)
        money = [str(problem) for problem in chart_problems(data) if "money-2021" in problem.file]
        assert money == [], "a chart of one year keeps the values of its document"


def test_the_whole_is_that_of_the_document_of_its_parts(tmp_path: Path) -> None:
    with with_reports(tmp_path, restated("revenue", 139_000_000)) as data:
        parts = view(data, "revenue-by-source")
        assert parts.totals["2021"] == "€137\u00a0million\u00a0‡" and "‡ Of 2021." in parts.notes
        assert parts.totals["2020"] == "€136\u00a0million" and "ar2022" not in parts.source_ids


def test_a_whole_whose_parts_are_of_another_document_is_not_drawn(tmp_path: Path) -> None:
    """The report of 2022 prints the whole of 2021 and one part otherwise, which is drawn: no document has all that is drawn."""
    part = "statutory-contributions.revenue"
    later, older = (f"{source}.{part}.2021" for source in ("ar2022", "ar2021"))
    added = restated("revenue", 139_000_000)
    added["figures/finances.csv"] += (
        f"{later},{part.replace('.', ',')},2021,63000000,eur,exact,printed,ar2022,9,63000000,1,,,agreed\n"
    )
    added["decisions/disagreements.toml"] += (
        f'\n[[disagreement]]\nid = "y"\ntopic = "finances"\nen = "Of 2021, a part."\nfigures = ["{older}", "{later}"]\n'
    )
    with with_reports(tmp_path, added) as data:
        parts = view(data, "revenue-by-source")
        assert later in {row.figure_id for row in parts.rows}
        assert set(parts.totals) == {"2020"}


def test_what_is_worked_out_of_a_contested_value_is_contested_and_of_the_latest_document(tmp_path: Path) -> None:
    with with_reports(tmp_path, restated("revenue", 139_000_000) | left_again("ar2022", "revenue")) as data:
        query = """SELECT figure_id, source_id FROM figures JOIN disagreement_figures USING (figure_id)
                   WHERE id = 'x' AND basis = 'derived' ORDER BY figure_id"""
        resting = {row["figure_id"]: row["source_id"] for row in data.store.rows(query)}
        assert resting == {LEFT: "ar2021", f"{LEFT}.ar2022": "ar2022"}
