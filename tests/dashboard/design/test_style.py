"""The colours of both themes can be told from what they stand on, by WCAG 2."""

from __future__ import annotations

import itertools

import pytest

from dashboard.design.style import DARK, DATA, LIGHT

#: Of a map, from few to many.
STEPS = [token for token in LIGHT if token.startswith("step-")]
TEXT = ("ink", "second", "blue")
GROUNDS = ("paper", "tint")
#: No marks: the ground itself, hairlines, land without data, and letters on marks.
NO_MARKS = {"paper", "tint", "rule", "land", "on-data"}
#: Told apart by lightness from the next step, and yellow by its dark edge.
OUTLINED = {*STEPS, "notice-yellow"}
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
    for token in (*DATA, "blue"):
        assert contrast(colours["on-data"], colours[token]) >= 4.5, f"letters on {token}"


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_edges_can_be_seen(theme: str) -> None:
    colours = THEMES[theme]
    marks = set(colours) - NO_MARKS - OUTLINED
    assert {*DATA, "notice-red"} <= marks
    weak = {token for token in marks if contrast(colours[token], colours["paper"]) < 3}
    assert weak == set()


@pytest.mark.parametrize("theme", THEMES)
def test_the_steps_of_a_map_are_told_apart_by_lightness(theme: str) -> None:
    colours = [THEMES[theme][token] for token in STEPS]
    for one, other in itertools.pairwise(colours):
        assert contrast(one, other) >= 1.3
    assert contrast(colours[0], THEMES[theme]["paper"]) >= 3
