"""Where the label of a value breaks, so that it stays as large as its neighbours."""

from __future__ import annotations

import re

from dashboard.design.text_measure import text_width_px

#: Spaces that a label may break at: neither inside a number, nor after a sign that belongs to the number, nor between
#: the marks that notes explain.
SYMBOLS = "†*‡§"
_SPACES = re.compile(r"(?<![\d<>≤≥×−+†*‡§])[ \u00a0\u202f]|(?<=\d)[ \u00a0\u202f](?!\d)")


def wrap_value(text: str, size_px: float, limit_px: float, weight: int = 400) -> list[str]:
    """A value on one line where it fits, else on two.

    Args:
        text: the label, whose spaces may be no-break spaces.
        size_px: of its type.
        limit_px: room for a line.
        weight: of its type.

    Returns:
        The fullest first line that fits with what is left on the second; the most even two where none does.
    """

    def width_px(line: str) -> float:
        return text_width_px(line, size_px, weight)

    if width_px(text) <= limit_px:
        return [text]
    breaks = [[text[: space.start()], text[space.end() :]] for space in _SPACES.finditer(text)]
    fitting = [lines for lines in breaks if max(map(width_px, lines)) <= limit_px]
    if fitting:  # marks and the sign of a currency stay with a word where that fits too
        return ([lines for lines in fitting if lines[1][0] not in SYMBOLS and len(lines[1]) > 1] or fitting)[-1]
    return min(breaks, key=lambda lines: max(map(width_px, lines)), default=[text])
