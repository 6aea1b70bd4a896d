"""The colours of both themes can be told from what they stand on, by WCAG 2."""

from __future__ import annotations

import itertools

import pytest

from dashboard.design.style import DARK, LIGHT, TONES, topic_token

#: Of a map, the earliest first.
ERAS = ("era-1", "era-2", "era-3")
TEXT = ("ink", "second", "blue")
TOPICS = ("finances", "notices", "members", "operations", "databases", "people", "goals")
GROUNDS = ("paper", "tint")
#: No marks: the ground itself, hairlines, land without data, and letters on marks.
NO_MARKS = {"paper", "tint", "rule", "land", "on-data"}
#: Paler than marks that stand alone: drawn with an edge, or as a wash behind ink.
OUTLINED = {"notice-yellow", "era-3", *(topic_token(topic, tone) for topic in TOPICS for tone in ("t-3", "soft"))}
THEMES = {"light": LIGHT, "dark": DARK}


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
        for tone in ("t-3", "soft"):
            assert contrast(colours["ink"], colours[topic_token(topic, tone)]) >= 4.5, f"ink on {topic} {tone}"


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_edges_can_be_seen(theme: str) -> None:
    colours = THEMES[theme]
    marks = set(colours) - NO_MARKS - OUTLINED
    assert {topic_token(topic, tone) for topic in TOPICS for tone in ("t", "t-1", "t-2")} <= marks
    weak = {token for token in marks if contrast(colours[token], colours["paper"]) < 3}
    assert weak == set()


@pytest.mark.parametrize("theme", THEMES)
def test_neighbours_are_told_apart_by_lightness(theme: str) -> None:
    colours = THEMES[theme]
    for one, other in itertools.pairwise(ERAS):
        assert contrast(colours[one], colours[other]) >= 3
    assert contrast(colours["era-1"], colours["paper"]) >= 3 and contrast(colours["no-member"], colours["paper"]) >= 3
    for topic in TOPICS:
        assert contrast(colours[topic_token(topic, "t-1")], colours[topic_token(topic, "t-2")]) >= 2.95, topic


def test_what_is_no_tone_is_a_colour_of_its_own() -> None:
    assert topic_token("finances", "slate") == "slate"
    assert {topic_token(topic, tone) for topic in TOPICS for tone in TONES} <= set(LIGHT)
