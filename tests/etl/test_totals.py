"""Parts that must meet a printed total: how exactly, and what is proposed for a later year."""

from __future__ import annotations

import tomllib
from dataclasses import replace as replace_fields

from etl.extract import Inputs, extract
from etl.paths import Paths
from etl.validate import unchecked_totals, validate
from tests.etl.changes import replace


def test_a_tolerance_lets_rounded_parts_pass(data_copy: Paths) -> None:
    replace("decisions/checks.toml", "total_value = 100", "total_value = 99\ntolerance = 1")(data_copy.data)
    validate(extract(data_copy))


def staff_of(data_copy: Paths, year: str, *sources: str) -> Inputs:
    """The inputs, with the staff and its parts of a year printed by further documents, the total by all of them."""
    inputs = extract(data_copy)
    printed = inputs.tables["printed_figures"]
    for metric in ("staff", "staff_seconded", "staff_contracted"):
        item = next(each for each in printed if each.row.figure_id == f"ar2021.interpol.{metric}.2021")
        for source in sources if metric == "staff" else sources[:1]:
            named = {"figure_id": f"{source}.interpol.{metric}.{year}", "source_id": source, "period_label": year}
            printed.append(replace_fields(item, row=item.row.model_copy(update=named)))
    return inputs


def test_a_total_that_two_documents_print_is_proposed_with_both(data_copy: Paths) -> None:
    (problem,) = unchecked_totals(staff_of(data_copy, "2022", "ar2022", "brochure2022"))
    either = "ar2022.interpol.staff.2022 or brochure2022.interpol.staff.2022"
    what, _, row = problem.fix.partition(":\n")
    assert what.endswith(f"(more than one is printed, choose {either})")
    check = tomllib.loads(row)["check"][0]
    assert (check["id"], check["total"]) == ("staff-2022-by-status", "brochure2022.interpol.staff.2022")


def test_a_check_may_name_either_document(data_copy: Paths) -> None:
    inputs = staff_of(data_copy, "2022", "ar2022", "brochure2022")
    checks = inputs.tables["checks"]
    item = next(each for each in checks if each.row.id == "staff-2021-by-status")
    parts = ("ar2022.interpol.staff_seconded.2022", "ar2022.interpol.staff_contracted.2022")
    later = {"id": "staff-2022-by-status", "total": "ar2022.interpol.staff.2022", "parts": parts}
    checks.append(replace_fields(item, row=item.row.model_copy(update=later)))
    assert list(unchecked_totals(inputs)) == []
