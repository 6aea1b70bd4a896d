"""Arabic letters in the form in which they stand in a word, for measuring: joined ones are narrower than single ones.

Forms and joining follow chapter 9.2 of the Unicode Standard; the forms are read from the decompositions in the
character database, and a letter that has an initial form joins the one after it.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise

_FORMS = {"<isolated>": 0, "<final>": 1, "<initial>": 2, "<medial>": 3}
_PRESENTATION = (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFBEA), *range(0xFE80, 0xFEFD))


@cache
def _shapes() -> dict[str, dict[int, str]]:
    shapes: dict[str, dict[int, str]] = {}
    for code in _PRESENTATION:
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if form in _FORMS and letters:
            shapes.setdefault("".join(chr(int(letter, 16)) for letter in letters), {})[_FORMS[form]] = chr(code)
    return shapes


def shape_arabic(text: str) -> str:
    """A text with each Arabic letter in its initial, medial, final or isolated form; marks above and below are left out.

    It is for measuring, not for showing: lam and alef become their ligature.
    """
    if text.isascii():
        return text
    shapes = _shapes()
    letters = [letter for letter in text if not unicodedata.combining(letter)]
    for at, (first, second) in reversed(list(enumerate(pairwise(letters)))):
        if first == "\u0644" and first + second in shapes:
            letters[at : at + 2] = [first + second]
    formed = []
    for at, letter in enumerate(letters):
        forms = shapes.get(letter, {})
        before = at > 0 and 2 in shapes.get(letters[at - 1], {}) and 1 in forms
        after = at + 1 < len(letters) and 2 in forms and 1 in shapes.get(letters[at + 1], {})
        formed.append(forms.get(before + 2 * after, letter))
    return "".join(formed)
