"""The proof of the transcription, on a made-up document that is always there."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.__main__ import main
from etl.audit import audit, audit_table
from etl.errors import FiguresError
from etl.paths import Paths
from etl.pipeline import build
from tests.etl.changes import replace, run
from tests.etl.mini import ENGLISH, FRENCH, SPANISH, Mini, make_mini, write_mini_card


@pytest.fixture
def texts(data_copy: Paths) -> Path:
    """The folder of the made-up text; the copy of the data is about it alone."""
    return make_mini(data_copy)


def test_a_true_transcription_is_clean(data_copy: Paths, texts: Path) -> None:
    result = audit(data_copy, texts)
    (document,) = result.documents
    assert result.clean, audit_table(result)
    # 2021 · Onze · 1, 234 · un, tiers · 2, 5, millions
    assert (document.seen, document.transcribed, document.excluded, document.unaccounted) == (9, 6, 3, 0)
    assert document.member_count == 4


def test_a_small_project_builds_too(data_copy: Paths, texts: Path) -> None:
    built = build(data_copy)
    assert built.figure_count == 3 + 69


TEXT_CHANGES = {
    "a digit": ("1 234", "1 235", ("'1 234' does not stand on line 3 of mini", "'235' at character 3 is neither")),
    "a word": ("Onze", "Douze", ("'Onze' does not stand on line 2 of mini", "'Douze' at character 1 is neither")),
    "a longer number": ("1 234", "1 2340", ("'1 234' does not stand on line 3", "'2340'")),
    "a number more": ("Onze bureaux", "Onze bureaux et 12 salles", ("line 2: '12' at character 17 is neither",)),
    "a number word more": ("le lundi", "le premier lundi", ("line 4: 'premier' at character 18 is neither",)),
    "an excluded number gone": ("Essai 2021", "Essai", ("'2021' stands 0 times free on line 1, not 1",)),
    "an excluded number twice": ("Essai 2021", "Essai 2021-2021", ("'2021' at character 12 is neither",)),
    "a scale gone": ("millions", "beaucoup", ("no word for 1000000 stands within 8 lines of line 5",)),
    "another scale": ("millions", "milliards", ("no word for 1000000 stands", "'milliards' at character 17")),
    "a member more": ("Algérie", "AlgérieBelgique", ("'Allemagne' is not what the list prints there ('belgique",)),
    "a member gone": ("Albanie", "", ("'Albanie' is not what the list prints there",)),
}


@pytest.mark.parametrize("name", TEXT_CHANGES)
def test_a_text_that_says_something_else_is_noticed(name: str, data_copy: Paths, texts: Path) -> None:
    old, new, words = TEXT_CHANGES[name]
    path = texts / "mini.txt"
    text = path.read_text(encoding="utf-8").replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    result = audit(data_copy, texts)
    report = audit_table(result)
    assert not result.clean
    assert "data/sources/mini.toml, key text_sha256: the SHA-256 of mini.txt is" in report
    # With the hash of the changed text on the card, what it says is still not what was transcribed.
    write_mini_card(data_copy, FRENCH, text)
    result = audit(data_copy, texts)
    report = audit_table(result)
    assert not result.clean
    assert "SHA-256" not in report
    for word in words:
        assert word in report


def test_a_text_that_differs_where_no_number_stands_is_noticed(data_copy: Paths, texts: Path) -> None:
    path = texts / "mini.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("visites", "visiteurs"), encoding="utf-8")
    (document,) = audit(data_copy, texts).documents
    (problem,) = document.problems
    assert problem.where == "data/sources/mini.toml, key text_sha256"
    assert document.unaccounted == 0


@pytest.mark.parametrize("mini", [ENGLISH, SPANISH], ids=["en", "es"])
def test_documents_in_other_languages_are_proved_too(mini: Mini, data_copy: Paths) -> None:
    """Both directions: every token is found, and without any one row its number is told as missing."""
    texts = make_mini(data_copy, mini)
    result = audit(data_copy, texts)
    assert result.clean, audit_table(result)
    (document,) = result.documents
    assert document.seen == document.transcribed + document.excluded > 25
    for file, rows in (("figures/databases.csv", mini.figures), ("decisions/exclusions/mini.csv", mini.exclusions)):
        path = data_copy.data / file
        complete = path.read_text(encoding="utf-8")
        for row in rows:
            path.write_text(complete.replace(f"{row}\n", ""), encoding="utf-8")
            (document,) = audit(data_copy, texts).documents
            assert document.unaccounted >= 1, row
        path.write_text(complete, encoding="utf-8")


@pytest.mark.parametrize("mini", [ENGLISH, SPANISH], ids=["en", "es"])
def test_the_language_of_the_card_decides_what_a_token_means(mini: Mini, data_copy: Paths) -> None:
    make_mini(data_copy, mini)
    write_mini_card(data_copy, FRENCH, mini.text)
    with pytest.raises(FiguresError, match="The card of mini says that its language is French"):
        build(data_copy)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("5.4 billion", "5.4 million", "no word for 1000000000 stands within 8 lines of line 2"),
        ("5.4 billion", "5.4bn", ""),
        ("5.4 billion", "5,4 billion", "'5.4' does not stand on line 2"),
        ("13,516", "13.516", "'13,516' does not stand on line 2"),
        ("a dozen", "a dozen, or two,", "'two' at character"),
        ("twice", "thrice", "'thrice' at character"),
        ("twenty-first", "twenty-second", "'twenty-second' at character"),
    ],
)
def test_an_english_text_that_says_something_else_is_noticed(old: str, new: str, words: str, data_copy: Paths) -> None:
    texts = make_mini(data_copy, ENGLISH)
    text = ENGLISH.text.replace(old, new)
    (texts / "mini.txt").write_text(text, encoding="utf-8")
    write_mini_card(data_copy, ENGLISH, text)
    result = audit(data_copy, texts)
    assert result.clean == (not words)
    assert words in audit_table(result)


def test_a_scale_of_two_words_may_be_broken_over_two_lines(data_copy: Paths) -> None:
    texts = make_mini(data_copy, SPANISH)
    text = SPANISH.text.replace("mil millones de consultas y", "mil\nmillones de consultas y").replace(
        "\nde 30", " de 30"
    )
    (texts / "mini.txt").write_text(text, encoding="utf-8")
    write_mini_card(data_copy, SPANISH, text)
    report = audit_table(audit(data_copy, texts))
    assert "no word for" not in report
    assert "'mil' at" not in report and "line 3: 'millones'" not in report


def test_a_billion_in_spanish_is_no_million(data_copy: Paths) -> None:
    texts = make_mini(data_copy, SPANISH)
    replace("figures/databases.csv", "5400000000", "5400000")(data_copy.data)
    replace("figures/databases.csv", '"5,4",1000000000', '"5,4",1000000')(data_copy.data)
    text = SPANISH.text.replace("un tercio de un millón", "nada")
    (texts / "mini.txt").write_text(text, encoding="utf-8")
    write_mini_card(data_copy, SPANISH, text)
    assert "no word for 1000000 stands within 8 lines of line 2" in audit_table(audit(data_copy, texts))


def test_figures_without_a_second_reading_are_told(data_copy: Paths, texts: Path) -> None:
    replace("figures/databases.csv", "2,Onze,1,,,agreed", "2,Onze,1,,,once")(data_copy.data)
    result = audit(data_copy, texts)
    assert result.clean and result.documents[0].read_once == 1
    assert "1 figures have no second reading (column checked: once)" in audit_table(result)


DATA_CHANGES = {
    "the wrong line": ("figures/databases.csv", "mini,2,Onze", "mini,3,Onze", "'Onze' does not stand on line 3"),
    "a figure left out": (
        "figures/databases.csv",
        "mini.interpol.offices.2021,interpol,offices,2021,11,count,exact,printed,mini,2,Onze,1,,,agreed\n",
        "",
        "'Onze' at character 1 is neither transcribed nor excluded. Transcribe it in data/figures, or list it",
    ),
    "an exclusion left out": (
        "decisions/exclusions/mini.csv",
        "4,un,1,article\n",
        "",
        "'un' at character 6 is neither",
    ),
    "an exclusion of a figure": (
        "decisions/exclusions/mini.csv",
        "4,un,1",
        "2,Onze,1",
        "stands 0 times free on line 2",
    ),
    "an exclusion beyond the text": ("decisions/exclusions/mini.csv", "4,un,1", "99,un,1", "0 times free on line 99"),
    "a country left out": ("decisions/printed_members.csv", "mini,9,Andorre,AND,\n", "", "goes on after the last name"),
    "a country misread": ("decisions/printed_members.csv", "Algérie,DZA", "Angola,AGO", "'Angola' is not what"),
}


@pytest.mark.parametrize("name", DATA_CHANGES)
def test_data_that_say_something_else_are_noticed(name: str, data_copy: Paths, texts: Path) -> None:
    file, old, new, words = DATA_CHANGES[name]
    replace(file, old, new)(data_copy.data)
    assert words in audit_table(audit(data_copy, texts))


def test_a_text_of_another_length_is_refused(data_copy: Paths, texts: Path) -> None:
    with (texts / "mini.txt").open("a", encoding="utf-8") as file:
        file.write("Fin\n")
    (document,) = audit(data_copy, texts).documents
    assert [problem.where.rpartition(" ")[2] for problem in document.problems] == ["text_sha256", "line_count"]
    assert "the text has 10 lines, the card says 9" in str(document.problems[1])


def add_second_document(paths: Paths, texts: Path) -> None:
    """A document without a number, whose text is there."""
    text = "Rien\n"
    write_mini_card(paths, FRENCH, text)
    card = (paths.sources / "mini.toml").read_text(encoding="utf-8").replace("mini.txt", "other.txt")
    (paths.sources / "other.toml").write_text(card, encoding="utf-8")
    (texts / "other.txt").write_text(text, encoding="utf-8")
    write_mini_card(paths, FRENCH, FRENCH.text)


def test_one_missing_text_does_not_stop_the_others(data_copy: Paths, texts: Path) -> None:
    add_second_document(data_copy, texts)
    assert [document.source_id for document in audit(data_copy, texts).documents] == ["mini", "other"]
    (texts / "other.txt").unlink()
    result = audit(data_copy, texts)
    assert result.clean and [document.source_id for document in result.documents] == ["mini"]
    assert "not audited: other (other.txt is not there)" in audit_table(result)


def test_one_document_can_be_asked_for(data_copy: Paths, texts: Path) -> None:
    add_second_document(data_copy, texts)
    assert [document.source_id for document in audit(data_copy, texts, ["other"]).documents] == ["other"]
    (texts / "other.txt").unlink()
    with pytest.raises(FiguresError, match=r"^other.txt is not in .*--sources DIR"):
        audit(data_copy, texts, ["mini", "other"])
    with pytest.raises(FiguresError, match=r"there is no document 'minni'. Did you mean mini\? Allowed: mini, other"):
        audit(data_copy, texts, ["minni"])


def test_a_missing_text_is_said(data_copy: Paths, texts: Path) -> None:
    (texts / "mini.txt").unlink()
    with pytest.raises(FiguresError, match=r"mini.txt is not in .*--sources DIR"):
        audit(data_copy, texts)


def test_a_text_in_another_encoding_is_said(data_copy: Paths, texts: Path) -> None:
    path = texts / "mini.txt"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    result = audit(data_copy, texts)
    assert not result.clean
    assert "mini.txt is not UTF-8" in audit_table(result)


def test_the_command_tells_clean_from_not(
    data_copy: Paths, texts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIGURES_DATA", str(data_copy.data))
    assert main(["audit", "--sources", str(texts)]) == 0
    clean = capsys.readouterr().out.splitlines()
    assert clean[0].split() == ["document", "numbers", "transcribed", "excluded", "unaccounted", "once", "members"]
    assert clean[-1] == "audit: clean"
    (texts / "mini.txt").write_text((texts / "mini.txt").read_text(encoding="utf-8").replace("Onze", "12"), "utf-8")
    unclean = run(data_copy, "audit", "--sources", str(texts))
    assert unclean.returncode == 1
    assert "audit: 3 problems" in unclean.stdout
    assert "Traceback" not in unclean.stderr
