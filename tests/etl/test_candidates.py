"""Which names of a vocabulary come near a place of a text."""

from __future__ import annotations

from etl.candidates import Candidates

METRICS = {
    "arrests": ("Arrests",),
    "staff": ("Staff members",),
    "notices_issued": ("Notices issued",),
    "weapons_seized": ("Weapons seized",),
    "detentions": ("Détentions",),
}
TEXT = (
    "The operation led to 120 arrests and to 30 seized weapons.\n" + "Nothing is counted here. " * 40 + "\n7 detentions"
)


def near(word: str, allowed: tuple[str, ...] | None = None) -> list[str]:
    return Candidates(METRICS, TEXT, 60).near(TEXT.index(word), allowed)


def test_the_nearest_name_comes_first() -> None:
    assert near("120")[0] == "arrests"
    assert set(near("30")[:2]) == {"arrests", "weapons_seized"}


def test_endings_and_accents_do_not_part_words() -> None:
    assert near("7 det") == ["detentions"]


def test_a_name_that_stands_far_away_is_no_candidate() -> None:
    assert Candidates(METRICS, TEXT, 60).near(600) == []
    assert Candidates(METRICS, "", 60).near(0) == []


def test_only_what_is_allowed_is_given() -> None:
    assert near("30", ("arrests", "staff")) == ["arrests"]


def test_a_roman_numeral_tells_editions_apart() -> None:
    text = "In Operation Turquesa II, 200 people were arrested."
    editions = {f"turquesa-{number.lower()}": (f"Turquesa {number}",) for number in ("I", "II", "IV")}
    assert Candidates(editions, text, 60).near(text.index("200"))[0] == "turquesa-ii"


def test_a_name_of_which_half_is_there_comes_behind_one_that_is_all_there() -> None:
    names = {"whole": ("Red notices",), "part": ("Red notices with photographs",)}
    assert Candidates(names, "10 red notices", 60).near(0) == ["whole", "part"]


def test_the_nearest_of_several_names_counts() -> None:
    names = {"revenue": ("Revenue", "income"), "expenditure": ("Expenditure",)}
    text = (
        "The income of the Organization was 155 million; far behind, in another sentence, its expenditure is told of."
    )
    assert Candidates(names, text, 60).near(text.index("155"))[0] == "revenue"
