"""How wide a text is, from the font's own metrics, and where it breaks."""

from __future__ import annotations

from functools import cache

from fontTools.ttLib import TTFont

from dashboard.design.arabic_joining import shape_arabic
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.paths import assets_folder

#: Stands for a space that is not broken at, in texts that have no-break spaces of their own.
_NBSP_PLACEHOLDER = "\ue000"
FILES = {(False, 400): "figures-sans-400", (False, 600): "figures-sans-600"}
FILES |= {(True, 400): "figures-sans-arabic-400", (True, 600): "figures-sans-arabic-600"}


@cache
def _advances(arabic: bool, weight: int) -> tuple[dict[int, int], int]:
    with TTFont(assets_folder() / "fonts" / "ttf" / f"{FILES[arabic, weight]}.ttf", lazy=True) as font:
        widths, names = font["hmtx"].metrics, font.getBestCmap()
        return {code: widths[name][0] for code, name in names.items()}, font["head"].unitsPerEm


def missing_glyphs(text: str) -> set[str]:
    """The characters of a text that neither family has."""
    latin, arabic = _advances(False, 400)[0], _advances(True, 400)[0]
    return {character for character in text if ord(character) not in latin and ord(character) not in arabic}


def text_width_px(text: str, size_px: float, weight: int = 400) -> float:
    """Width of one line of text, with Arabic letters in the forms in which they are drawn."""
    latin, units = _advances(False, weight)
    arabic, arabic_units = _advances(True, weight)
    width = 0.0
    for character in shape_arabic(text):
        code = ord(character)
        if code in latin:
            width += latin[code] / units
        elif code in arabic:
            width += arabic[code] / arabic_units
        else:
            width += 0.6
    return width * size_px


def wrap(text: str, size_px: float, limit_px: float, weight: int = 400) -> list[str]:
    """Breaks a text at its spaces so that each line fits; a single word that does not fit stays whole.

    Neither names and their numbers nor short words and the figures after them are parted, if there is room.
    """
    return [line for line, _ in _broken(_measured_words(text, size_px, weight), limit_px)]


def balanced(text: str, size_px: float, limit_px: float, weight: int = 400) -> list[str]:
    """Breaks a text into as few lines as `wrap`, of about the same width, so that no word is left alone on the last."""
    words = _measured_words(text, size_px, weight)
    lines = _broken(words, limit_px)
    count, narrow_px = len(lines), limit_px
    while count > 1 and narrow_px > limit_px / 2:
        narrow_px -= size_px
        narrower = _broken(words, narrow_px)
        if len(narrower) > count or max(width_px for _, width_px in narrower) > limit_px:
            break
        lines = narrower
    return [line for line, _ in lines]


def _measured_words(text: str, size_px: float, weight: int) -> list[tuple[str, float, float]]:
    """What is not parted, each with its width and that of the space before it."""
    words = [word.replace(_NBSP_PLACEHOLDER, " ") for word in bind_with_nbsp(text, _NBSP_PLACEHOLDER).split(" ")]
    space_px = text_width_px(" ", size_px, weight)
    return [(word, text_width_px(word, size_px, weight), space_px) for word in words]


def _broken(words: list[tuple[str, float, float]], limit_px: float) -> list[tuple[str, float]]:
    """Lines of words, each with its width."""
    lines: list[tuple[str, float]] = []
    for word, width_px, space_px in words:
        line, taken_px = lines[-1] if lines else ("", 0.0)
        joined_px = taken_px + space_px + width_px
        if line and joined_px <= limit_px:
            lines[-1] = f"{line} {word}", joined_px
        elif lines and not line:
            lines[-1] = word, width_px
        else:
            lines.append((word, width_px))
    return lines
