"""The colours of both themes can be told from what they stand on, by WCAG 2."""

from __future__ import annotations

import itertools

import pytest

from dashboard.design.style import ALIASES, DARK, LIGHT, PAGE, TOKENS, TONES, TOPICS, light_colour, topic_token

#: Of a map, the earliest first.
ERAS = ("era-1", "era-2", "era-3")
TEXT = ("ink", "second", "blue")
GROUNDS = ("paper", "tint", "ground")
#: No marks: the ground itself, hairlines, land without data, and letters on marks.
NO_MARKS = {"paper", "tint", "rule", "land", "on-data", *(token for token in LIGHT if token.endswith("-soft"))}
#: The palest era within an edge, yellow by its dark edge, and a topic's third tone by its outline.
OUTLINED = {"era-3", "notice-yellow", *(f"{topic}-3" for topic in TOPICS)}
THEMES = {
    name: colours | {token: pair[place] for token, pair in PAGE.items()}
    for place, (name, colours) in enumerate((("light", LIGHT), ("dark", DARK)))
}
PAGE_EDGES = {"ground", "rule-2", "hatch", "masthead", "masthead-field", "masthead-edge", "masthead-hint"}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: str) -> None:
    colours = THEMES[theme]
    for ground in GROUNDS:
        for token in TEXT:
            assert contrast(colours[token], colours[ground]) >= 4.5, f"{token} on {ground}"
    for topic in TOPICS:
        for tone in ("t", "t-1"):
            assert contrast(colours["on-data"], colours[topic_token(topic, tone)]) >= 4.5, f"letters on {topic} {tone}"
        assert contrast(colours["ink"], colours[topic_token(topic, "t-3")]) >= 4.5, f"ink on {topic}"


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_edges_can_be_seen(theme: str) -> None:
    colours = THEMES[theme]
    marks = set(colours) - NO_MARKS - OUTLINED - PAGE_EDGES
    assert {topic_token(topic, tone) for topic in TOPICS for tone in ("t", "t-1", "t-2")} <= marks
    weak = {token for token in marks if contrast(colours[token], colours["paper"]) < 3}
    assert weak == set()


@pytest.mark.parametrize("theme", THEMES)
def test_the_eras_of_a_map_are_told_apart_by_lightness(theme: str) -> None:
    colours = THEMES[theme]
    for one, other in itertools.pairwise(ERAS):
        assert contrast(colours[one], colours[other]) >= 3
    assert contrast(colours["era-1"], colours["paper"]) >= 3 and contrast(colours["no-member"], colours["paper"]) >= 3


def test_what_is_no_tone_is_a_colour_of_its_own() -> None:
    assert topic_token("finances", "slate") == "slate" and topic_token("notices", "t") == "notice-red"
    assert {topic_token(topic, tone) for topic in TOPICS for tone in TONES} <= set(LIGHT)


@pytest.mark.parametrize("theme", THEMES)
def test_a_topic_s_name_can_be_read_and_its_parts_told_apart_by_lightness(theme: str) -> None:
    colours = THEMES[theme]
    for topic in TOPICS:
        own = colours[ALIASES.get(topic, topic)]
        assert min(contrast(own, colours[ground]) for ground in ("paper", "ground")) >= 4.5, topic
        assert contrast(colours["ink"], colours[f"{topic}-soft"]) >= 10, topic
        assert contrast(colours[f"{topic}-1"], colours[f"{topic}-2"]) >= 3, topic
        assert contrast(own, colours[f"{topic}-3"]) >= 2, topic


@pytest.mark.parametrize("theme", THEMES)
def test_the_masthead_can_be_read(theme: str) -> None:
    colours = THEMES[theme]
    assert contrast("#ffffff", colours["masthead"]) >= 7
    assert contrast(colours["masthead-hint"], colours["masthead-field"]) >= 4.5
    assert contrast(colours["masthead-edge"], colours["masthead-field"]) >= 2.4


def test_every_token_has_a_colour_in_both_themes() -> None:
    assert set(LIGHT) == set(DARK)
    assert {light_colour(token) for token in TOKENS} == set(LIGHT.values())
