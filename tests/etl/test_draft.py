"""The draft of a transcription: what it proposes, that the build refuses it, and that it becomes clean once settled."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bench.drafts import compare
from etl.__main__ import main
from etl.audit import audit, audit_table, read_text
from etl.draft import Draft, draft, draft_table, propose
from etl.errors import DataError, FiguresError
from etl.extract import extract
from etl.load import read_rows as read_database
from etl.paths import Paths
from etl.pipeline import build
from etl.schema.printed import DRAFTED
from tests.etl.changes import environment, read_rows, snapshot, write_rows
from tests.etl.mini import ENGLISH, SPANISH, Mini, make_mini

REPORT = """Annual report 2018
In 2018 officers made 5.4 billion searches, almost 1,974 meetings.
More than 13,516 Red Notices were issued in December; one fugitive was arrested.
Our 194 member countries met on 12 May; 25% of staff were seconded.
COVID-19 was unknown to our 194 member countries.
Half of the budget, some €86 million, is voluntary.
See https://example.org/2018/7
"""
#: How a person settles the rows of the report: by token, what is written in place of the proposals.
SETTLED = {
    "5.4": ("databases", "interpol-databases", "searches", "2018", "5400000000"),
    "1,974": ("people", "interpol", "meetings", "2018", "1974"),
    "13,516": ("notices", "red-notices", "notices_issued", "2018", "13516"),
    "one": ("operations", "interpol", "arrests", "2018-12", "1"),
    "194": ("members", "interpol", "members", "2018", "194"),
    "25": ("people", "interpol", "staff_share", "2018", "25"),
    "Half": ("finances", "voluntary-contributions", "revenue_share", "2018", "50"),
    "86": ("finances", "i-core", "donation", "2018", "86000000"),
}


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def proposed(built_at: Paths, text: Path) -> Draft:
    return propose(extract(built_at), read_text(text), "ar2018")


def rows(proposed: Draft) -> dict[str, dict[str, str]]:
    return {row["as_printed"]: row for found in proposed.figures.values() for row in found}


def test_the_card_has_the_lines_the_hash_and_the_language(proposed: Draft) -> None:
    assert 'language = "en"\n' in proposed.card
    assert "line_count = 7\n" in proposed.card
    assert f'text_sha256 = "{hashlib.sha256(REPORT.encode()).hexdigest()}"\n' in proposed.card
    assert f'published = "2018{DRAFTED}"' in proposed.card


def test_numbers_that_are_no_figures_are_excluded_with_reasons(proposed: Draft) -> None:
    found = {(row["source_line"], row["token"]): row["reason"] for row in proposed.exclusions}
    assert found == {
        ("1", "2018"): "date??", ("2", "2018"): "date??", ("3", "one"): "article??", ("4", "12"): "date??",
        ("5", "19"): "identifier??", ("7", "2018"): "address??", ("7", "7"): "address??",
    }  # fmt: skip


def test_every_other_number_is_a_row(proposed: Draft) -> None:
    found = rows(proposed)
    assert set(found) == set(SETTLED)
    searches = found["5.4"]
    assert (searches["value"], searches["multiplier"], searches["source_line"]) == ("5400000000", "1000000000", "2")
    assert found["1,974"]["qualifier"] == "nearly" and found["13,516"]["qualifier"] == "more_than"
    assert found["86"]["qualifier"] == "about" and found["86"]["unit"] == "eur"
    assert found["25"]["unit"] == "percent"
    assert found["Half"]["value"] == f"50|0.5{DRAFTED}"
    assert found["194"]["also_printed"] == f"5:194{DRAFTED}"
    assert found["13,516"]["period_label"] == f"2018-12|2018{DRAFTED}"


def test_near_names_are_candidates(proposed: Draft) -> None:
    found = rows(proposed)
    assert found["13,516"]["subject"].startswith("red-notices")
    assert found["13,516"]["metric"].startswith("notices_issued")
    assert found["13,516"]["period_label"] == f"2018-12|2018{DRAFTED}"
    assert found["13,516"]["figure_id"] == DRAFTED
    assert found["5.4"]["metric"].startswith("searches")
    assert [row["as_printed"] for row in proposed.figures["notices"]] == ["13,516"]


def test_a_metric_that_does_not_allow_the_unit_is_no_candidate(proposed: Draft, built_at: Paths) -> None:
    units = {row.metric: row.units for row in extract(built_at).rows("metrics")}
    for row in rows(proposed).values():
        for metric in filter(None, row["metric"].removesuffix(DRAFTED).split("|")):
            assert row["unit"] in units[metric]


BOUNDS = """Annual report 2022
In 2022 up to 40 officers were trained, and no more than 300 people were arrested.
At the end of 2022 there were 70,105 Red Notices in circulation.
The income of the Organization was 155 million euros.
On 31 December 2022 there were 1,107 staff members from 131 nationalities.
By June 30th, 2022 the Virtual Academy had 30,251 users.
By June 2021 it had 20,900 users.
"""


@pytest.fixture
def bounded(built_at: Paths, tmp_path: Path) -> dict[str, dict[str, str]]:
    path = tmp_path / "bounds.txt"
    path.write_text(BOUNDS, encoding="utf-8")
    return rows(propose(extract(built_at), read_text(path), "ar2022"))


def test_a_bound_is_left_to_a_person_with_the_reason(bounded: dict[str, dict[str, str]]) -> None:
    for token, words in (("40", "up to"), ("300", "no more than")):
        assert bounded[token]["qualifier"] == f"about{DRAFTED}"
        assert bounded[token]["note"] == f"{words}: a bound that no qualifier words{DRAFTED}"


def test_a_period_has_the_form_that_other_documents_give_the_metric(bounded: dict[str, dict[str, str]]) -> None:
    assert bounded["70,105"]["metric"].startswith("notices_in_circulation")
    assert bounded["70,105"]["period_label"] == f"2022-12-31|2022{DRAFTED}"


def test_a_day_that_the_line_names_is_the_first_period(bounded: dict[str, dict[str, str]]) -> None:
    """Whatever the first candidate for the metric is."""
    assert bounded["1,107"]["period_label"].startswith("2022-12-31|2022")
    assert bounded["30,251"]["period_label"].startswith("2022-06-30|2022")
    assert bounded["20,900"]["period_label"].startswith("2021-06|2021")


def test_what_a_report_calls_otherwise_and_whose_it_is_are_candidates(bounded: dict[str, dict[str, str]]) -> None:
    assert "revenue" in bounded["155"]["metric"].removesuffix(DRAFTED).split("|")
    assert "interpol" in bounded["155"]["subject"].removesuffix(DRAFTED).split("|")


def test_a_scale_is_no_name_of_money_seized(bounded: dict[str, dict[str, str]]) -> None:
    """Readers say millions of what was seized; a report says it of every sum."""
    assert not bounded["155"]["metric"].startswith("money_seized")


def test_every_row_is_marked(proposed: Draft) -> None:
    assert all(row["checked"] == DRAFTED for row in rows(proposed).values())
    assert all(row["reason"].endswith(DRAFTED) for row in proposed.exclusions)


def settle(paths: Paths) -> None:
    """Settles the draft of the report as its reader would."""
    card = paths.sources / "ar2018.toml"
    card.write_text(
        card.read_text(encoding="utf-8").replace(DRAFTED, "").replace('= ""', '= "Words"'), encoding="utf-8"
    )
    exclusions = paths.decisions / "exclusions" / "ar2018.csv"
    kept = [row for row in read_rows(exclusions) if row[1] != "one"]
    write_rows(exclusions, [[cell.removesuffix(DRAFTED) for cell in row] for row in kept])
    settled: dict[str, list[list[str]]] = {}
    for path in paths.figures.glob("*.csv"):
        table = read_rows(path)
        for row in table[1:]:
            cells = dict(zip(table[0], row, strict=True))
            if cells["source_id"] == "ar2018":
                topic, subject, metric, period, value = SETTLED[cells["as_printed"]]
                cells |= {
                    "subject": subject,
                    "metric": metric,
                    "period_label": period,
                    "value": value,
                    "checked": "once",
                }
                cells["figure_id"] = f"ar2018.{subject}.{metric}.{period}"
                settled.setdefault(topic, []).append([cell.removesuffix(DRAFTED) for cell in cells.values()])
        write_rows(path, [row for row in table if "ar2018" not in row])
    for topic, added in settled.items():
        path = paths.figures / f"{topic}.csv"
        write_rows(path, [*read_rows(path), *added])


def test_the_build_refuses_a_draft_and_takes_what_is_settled(published: Paths, text: Path, tmp_path: Path) -> None:
    before = snapshot(published.published)
    proposed = draft(published, text, "ar2018")
    with pytest.raises(DataError) as caught:
        build(published)
    told = str(caught.value)
    assert snapshot(published.published) == before
    assert len(caught.value.problems) == 1 + len(proposed.exclusions) + len(rows(proposed))
    assert "data/sources/ar2018.toml, line 1: it is a draft; to be settled: title (??)" in told
    assert "reason (date??). Read line 1 of the text and remove the ??; else write another reason" in told
    assert "Read line 3 of ar2018, settle each" in told
    settle(published)
    result = build(published)
    query = "SELECT figure_id FROM figures WHERE source_id = 'ar2018' ORDER BY figure_id"
    found = [row["figure_id"] for row in read_database(result.database, query)]
    assert found == sorted(f"ar2018.{'.'.join(names[1:4])}" for names in SETTLED.values())
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "ar2018.txt").write_text(REPORT, encoding="utf-8")
    audited = audit(published, tmp_path / "texts", ["ar2018"])
    assert audited.clean, audit_table(audited)
    assert audited.documents[0].read_once == len(SETTLED)


def test_a_row_settled_but_for_its_id_is_told_the_id(published: Paths, text: Path) -> None:
    draft(published, text, "ar2018")
    path = published.figures / "notices.csv"
    table = read_rows(path)
    table[-1][1:4] = ["red-notices", "notices_issued", "2018"]
    write_rows(path, table)
    with pytest.raises(DataError, match=r"The figure_id is ar2018\.red-notices\.notices_issued\.2018\."):
        build(published)


@pytest.mark.parametrize("mini", [ENGLISH, SPANISH], ids=["en", "es"])
def test_a_draft_has_what_was_transcribed_by_hand(mini: Mini, data_copy: Paths) -> None:
    """The language is told by the words; every figure is among the rows with its scale and unit."""
    texts = make_mini(data_copy, mini)
    inputs = extract(data_copy)
    likeness = compare(inputs, propose(inputs, read_text(texts / "mini.txt"), "mini"))
    assert likeness.among_rows == likeness.figures
    assert {likeness.cells[name] for name in ("value", "unit", "multiplier")} == {likeness.figures}
    assert likeness.same_reason / likeness.proposed >= 0.6


def test_a_reason_or_a_row_that_is_missing_makes_a_draft_less_like(data_copy: Paths) -> None:
    texts = make_mini(data_copy, ENGLISH)
    inputs = extract(data_copy)
    proposed = propose(inputs, read_text(texts / "mini.txt"), "mini")
    before = compare(inputs, proposed)
    proposed.exclusions[0]["reason"] = f"idiom{DRAFTED}"
    topic, found = next(iter(proposed.figures.items()))
    proposed.figures[topic] = found[1:]
    after = compare(inputs, proposed)
    assert (after.same_reason, after.among_rows) == (before.same_reason - 1, before.among_rows - 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere.txt", "--source", "ar2018"), "nowhere.txt cannot be read"),
        (("report.txt", "--source", "AR 2018"), "'AR 2018' is no id of a document"),
        (("report.txt", "--source", "ar2020"), "data/sources/ar2020.toml is there already"),
        (("report.txt", "--source", "ar2018", "--language", "xx"), "numbers in 'xx' are not read. Allowed: en, es, fr"),
        (("latin.txt", "--source", "ar2018"), "latin.txt is not UTF-8"),
        (
            ("german.txt", "--source", "ar2018"),
            "the words do not tell the language. Give it with --language: en, es, fr",
        ),
    ],
)
def test_trouble_ends_in_a_sentence_and_writes_nothing(
    arguments: tuple[str, ...],
    words: str,
    data_copy: Paths,
    text: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (text.parent / "german.txt").write_text("Im Jahr 2018 suchten die Beamten 5,4 Milliarden Mal.\n", encoding="utf-8")
    (text.parent / "latin.txt").write_bytes("été".encode("latin-1"))
    for name, value in environment(data_copy).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(text.parent)
    before = snapshot(data_copy.data)
    assert main(["draft", *arguments]) == 1
    assert words in capsys.readouterr().err
    assert snapshot(data_copy.data) == before


def test_a_draft_that_cannot_be_written_leaves_everything_as_it_was(data_copy: Paths, text: Path) -> None:
    (data_copy.figures / "notices.csv").unlink()
    (data_copy.figures / "notices.csv").mkdir()
    before = snapshot(data_copy.data)
    with pytest.raises(FiguresError, match=r"could not be written .*notices.csv.* Nothing was changed"):
        draft(data_copy, text, "ar2018", "en")
    assert snapshot(data_copy.data) == before


def test_rows_are_added_to_a_file_with_other_line_ends_and_none_at_its_end(data_copy: Paths, text: Path) -> None:
    path = data_copy.figures / "notices.csv"
    before = path.read_bytes().replace(b"\n", b"\r\n").removesuffix(b"\r\n")
    path.write_bytes(before)
    draft(data_copy, text, "ar2018")
    assert path.read_bytes().startswith(before + b"\n")
    assert read_rows(path)[-1][1].startswith("red-notices")


def test_what_is_drafted_twice_is_refused(data_copy: Paths, text: Path) -> None:
    told = draft_table(draft(data_copy, text, "ar2018"))
    assert "read as English" in told and "data/decisions/exclusions/ar2018.csv: 7 rows" in told
    with pytest.raises(FiguresError, match=r"data/sources/ar2018.toml is there already"):
        draft(data_copy, text, "ar2018")
    (data_copy.sources / "ar2018.toml").unlink()
    (data_copy.decisions / "exclusions" / "ar2018.csv").unlink()
    with pytest.raises(FiguresError, match=r"data/figures/\w+.csv has rows of ar2018 already"):
        draft(data_copy, text, "ar2018")


def test_another_draft_may_wait_to_be_settled(data_copy: Paths, text: Path) -> None:
    draft(data_copy, text, "ar2018")
    draft(data_copy, text, "ar2019")
    assert (data_copy.sources / "ar2019.toml").is_file()


def test_a_document_without_a_number_has_a_card_alone(data_copy: Paths, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")
    proposed = draft(data_copy, path, "empty", "en")
    assert proposed.exclusions == [] and proposed.figures == {}
    assert "line_count = 0" in proposed.card


def test_operations_that_are_in_no_table_are_named(data_copy: Paths, tmp_path: Path) -> None:
    path = tmp_path / "operations.txt"
    path.write_text("Operation HAECHI-II led to 5 arrests.\nIn Operation Kestrel Dawn we made 12 arrests.\n", "utf-8")
    proposed = draft(data_copy, path, "ar2018", "en")
    assert proposed.operations == {"kestrel-dawn": ("Kestrel Dawn", 2)}
    assert "line 2: the operation 'Kestrel Dawn' is in no table" in draft_table(proposed)
    assert rows(proposed)["12"]["subject"].startswith("kestrel-dawn|")
    assert rows(proposed)["5"]["subject"].startswith("haechi-ii|")


def test_a_row_of_a_table_is_called_by_its_name_and_its_head(built_at: Paths, tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text("Expenditure (in million euros)\nCounter-terrorism      27\nCybercrime      25\n", "utf-8")
    found = rows(propose(extract(built_at), read_text(path), "ar2018", "en"))
    assert found["27"]["subject"].startswith("counter-terrorism|") and found["27"]["value"] == "27000000"
    assert found["25"]["subject"].startswith("cybercrime|") and found["25"]["metric"].startswith("expenditure")


def test_equal_numbers_of_two_things_are_two_rows(built_at: Paths, tmp_path: Path) -> None:
    path = tmp_path / "operations.txt"
    filler = "It went on for long, and much was learned by all. " * 6
    lines = (
        "HAECHI III took place in 30 countries.",
        "Turquesa IV took place in 30 countries.",
        "We met up to 30 countries.",
    )
    path.write_text(f"\n{filler}\n".join(lines), "utf-8")
    found = propose(extract(built_at), read_text(path), "ar2018", "en").figures
    rows = [row for several in found.values() for row in several]
    assert [(row["source_line"], row["also_printed"], row["qualifier"]) for row in rows] == [
        ("1", "", "exact"), ("3", "", "exact"), ("5", "", "about??"),
    ]  # fmt: skip
