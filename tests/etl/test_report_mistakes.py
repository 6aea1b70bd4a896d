"""The mistakes that somebody new makes in adding a report: each is told with place, what is wrong and what to do.

They are made in the project of one English document, so that each stands alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.errors import DataError
from etl.paths import Paths
from etl.pipeline import build
from tests.etl.changes import cell, replace, snapshot
from tests.etl.mini import ENGLISH, make_mini

CARD = "sources/mini.toml"
FIGURES = "figures/databases.csv"
EXCLUSIONS = "decisions/exclusions/mini.csv"
SEARCHES, REPORTS = "mini.interpol.searches.2021", "mini.interpol.reports.2021"


def new_file(name: str) -> Callable[[Path], str]:
    def change(data: Path) -> str:
        (data / name).write_text("a,b\n", encoding="utf-8")
        return f"data/{name}"

    return change


MISTAKES: dict[str, tuple[Callable[[Path], str], tuple[str, ...]]] = {
    "a language that is not read": (
        replace(CARD, 'language = "en"', 'language = "xx"', "data/{file}, line {line}, column language"),
        ("numbers in 'xx' are not read", "Allowed: en, es, fr"),
    ),
    "a language by its name": (
        replace(CARD, 'language = "en"', 'language = "English"', "data/{file}, line {line}, column language"),
        ("numbers in 'English' are not read", "Allowed: en, es, fr"),
    ),
    "another language than the text's": (
        replace(CARD, 'language = "en"', 'language = "fr"', f"data/{FIGURES}, line 2, column as_printed"),
        ("'5.4' is not a number in digits or in French words", "its language is French"),
    ),
    "a hash that is none": (
        replace(CARD, 'text_sha256 = "', 'text_sha256 = "0', "data/{file}, line {line}, column text_sha256"),
        ("is not the 64 digits that sha256sum prints",),
    ),
    "a card without the hash": (
        replace(CARD, "text_sha256", "#text_sha256", "data/{file}, key text_sha256"),
        ("names its text, the lines it has and its SHA-256", "python -m etl draft"),
    ),
    "a card with a misspelt key": (
        replace(CARD, "accessed", "acessed", "data/{file}, line {line}, column acessed"),
        ("Did you mean accessed?", "Allowed: title"),
    ),
    "a card with a name in no language": (
        replace(CARD, 'en = "Essay"', 'se = "Essay"', "data/{file}, line {line}, column names.se"),
        ("Allowed: en, fr, es, ar", "column names.en: Field required"),
    ),
    "checked in free words": (
        cell(FIGURES, SEARCHES, "checked", "agred"),
        ("'agred' is no word for how it was read", "Did you mean agreed?", "Allowed: agreed, once, reread, settled"),
    ),
    "settled without a word of what": (
        cell(FIGURES, SEARCHES, "checked", "settled"),
        ("after a colon, what, and what was settled",),
    ),
    "a remark behind agreed": (cell(FIGURES, SEARCHES, "checked", "agreed: yes"), ("a second reading says the same",)),
    "a qualifier that is near one": (
        cell(FIGURES, SEARCHES, "qualifier", "almost"),
        ("Allowed: about, at_least, exact, less_than, more_than, nearly",),
    ),
    "a qualifier misspelt": (cell(FIGURES, SEARCHES, "qualifier", "morethan"), ("Did you mean more_than?",)),
    "a label basis misspelt": (cell(FIGURES, SEARCHES, "label_basis", "print"), ("Did you mean printed?",)),
    "a multiplier that was never meant": (
        cell(FIGURES, REPORTS, "multiplier", "1000", "value"),
        ("'13,516' times 1000 is 13516000, not 13516",),
    ),
    "thousands read as a fraction": (
        cell(FIGURES, REPORTS, "as_printed", "13.516", "value"),
        ("'13.516' times 1 is 13.516, not 13516",),
    ),
    "a figure_id that is made otherwise": (
        cell(FIGURES, SEARCHES, "figure_id", "mini.searches.2021"),
        (f"Write {SEARCHES}; a word may follow after a point",),
    ),
    "a subject that is near one": (
        cell(FIGURES, SEARCHES, "subject", "interpoll"),
        ("'interpoll' is not in subjects", "Did you mean interpol"),
    ),
    "a metric that is near one": (
        cell(FIGURES, SEARCHES, "metric", "serches"),
        ("'serches' is not in metrics", "Did you mean searches"),
    ),
    "a period with one hyphen": (
        cell(FIGURES, SEARCHES, "period_label", "2021-2022"),
        ("'2021-2022' is no period such as 2021, 2021-12, 2021-12-31 or 2022--2025",),
    ),
    "a period reversed": (cell(FIGURES, SEARCHES, "period_label", "2021--2020"), ("2021--2020",)),
    "a year after the document's": (
        cell(FIGURES, SEARCHES, "period_label", "2099"),
        ("was published in", "and the figure is of 2099", "2022--2025"),
    ),
    "a subject by its name": (
        cell(FIGURES, SEARCHES, "subject", "Red Notices"),
        ("Use small letters, digits and hyphens, such as red-notices.",),
    ),
    "a metric with hyphens": (
        cell(FIGURES, SEARCHES, "metric", "notices-issued"),
        ("Use small letters, digits and low lines, such as notices_issued.",),
    ),
    "a value as it is printed": (
        cell(FIGURES, REPORTS, "value", "13,516"),
        ("'13,516' is not a plain number such as 3500000000 or 68.9",),
    ),
    "a line that is no number": (cell(FIGURES, SEARCHES, "source_line", "p. 2"), ("valid integer", "'p. 2'")),
    "a line beyond the text": (
        cell(FIGURES, SEARCHES, "source_line", "99"),
        ("line 99 is beyond the 8 lines of mini",),
    ),
    "a document without a card": (
        cell(FIGURES, SEARCHES, "source_id", "minni"),
        ("'minni' is not in sources", "Did you mean mini"),
    ),
    "a further printing without its line": (
        cell(FIGURES, SEARCHES, "also_printed", "5.4"),
        ("'5.4' is not a line and a token such as 67:194",),
    ),
    "a reason that is near one": (
        cell(EXCLUSIONS, "19", "reason", "identifer"),
        ("'identifer' is not in exclusion_reasons", "Did you mean identifier?"),
    ),
    "an exclusion that is still a draft": (
        cell(EXCLUSIONS, "19", "reason", "identifier??"),
        ("it is a draft; to be settled: reason (identifier??)", "Read line 1 of the text"),
    ),
    "a figure that is still a draft": (
        cell(FIGURES, SEARCHES, "checked", "??"),
        ("it is a draft; to be settled: checked (??)", f"The figure_id is {SEARCHES}."),
    ),
    "a card that is still a draft": (
        replace(CARD, 'title = "Essay"', 'title = "??"', "data/{file}, line {line}"),
        ("it is a draft; to be settled: title (??)",),
    ),
    "a file of figures for a document": (
        lambda data: str((data / FIGURES).rename(data / "figures" / "mini.csv") and "data/figures/mini.csv, line 2"),
        ("'mini' is not in topics",),
    ),
    "a file beside those that are read": (
        new_file("decisions/exclusion.csv"),
        ("nothing reads it", "Did you mean exclusion_reasons.csv"),
    ),
    "a card that is no TOML by its name": (new_file("sources/publication.csv"), ("Did you mean publications.csv",)),
    "a comma in the number without quotes": (
        replace(FIGURES, '"13,516"', "13,516"),
        ("it has 16 cells where the header has 15", "Look for a comma that needs quotes"),
    ),
}


@pytest.fixture
def project(data_copy: Paths) -> Paths:
    """The project of the English document, published."""
    make_mini(data_copy, ENGLISH)
    build(data_copy)
    return data_copy


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_place_and_mend(name: str, project: Paths) -> None:
    change, words = MISTAKES[name]
    before = snapshot(project.published)
    place = change(project.data)
    if "draft" in name:  # one message for the whole row
        place = place.partition(", column ")[0]
    with pytest.raises(DataError) as caught:
        build(project)
    told = str(caught.value)
    assert f"  {place}" in told, told
    for word in words:
        assert word in told, told
    assert snapshot(project.published) == before


def test_a_share_of_more_than_the_whole_is_refused(data_copy: Paths) -> None:
    name = "ar2021.statutory-contributions.revenue_share.2021"
    cell("figures/finances.csv", name, "value", "540")(data_copy.data)
    with pytest.raises(DataError, match=r"a share of 540 % is none"):
        build(data_copy)


def test_an_operation_that_is_not_entered_is_told_with_the_columns(data_copy: Paths) -> None:
    path = data_copy.decisions / "operations.csv"
    path.write_text(
        "".join(r for r in path.read_text("utf-8").splitlines(True) if not r.startswith("liberterra,")), "utf-8"
    )
    with pytest.raises(
        DataError,
        match=r"the operation 'liberterra' is in no row of data/decisions/operations.csv. Add one, of subject",
    ):
        build(data_copy)


def test_one_mistake_is_told_once(project: Paths) -> None:
    """A row that cannot be read is no reason to call unknown what other rows say of it."""
    replace(CARD, 'language = "en"', 'language = "xx"')(project.data)
    with pytest.raises(DataError, match=r"^1 problem in the data"):
        build(project)


def test_mistakes_in_form_and_in_substance_are_told_together(project: Paths) -> None:
    cell(FIGURES, SEARCHES, "qualifier", "almost")(project.data)
    cell(FIGURES, REPORTS, "value", "13517")(project.data)
    cell(EXCLUSIONS, "19", "reason", "identifer")(project.data)
    replace("decisions/topics.csv", ",3\n", ",third\n")(project.data)
    with pytest.raises(DataError) as caught:
        build(project)
    assert [problem.where.rpartition(" ")[2] for problem in caught.value.problems] == [
        "reason", "position", "qualifier", "value",
    ]  # fmt: skip


def test_a_file_that_cannot_be_read_hides_only_what_rests_on_it(project: Paths) -> None:
    (project.decisions / "subjects.csv").write_bytes(b"\xff")
    cell(FIGURES, REPORTS, "value", "13517")(project.data)
    with pytest.raises(DataError) as caught:
        build(project)
    assert [problem.where for problem in caught.value.problems] == [
        "data/decisions/subjects.csv, line 1",
        f"data/{FIGURES}, line 3, column value",
    ]
