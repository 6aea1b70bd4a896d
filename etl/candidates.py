"""Which names of a vocabulary come near the words around a number: candidates for its subject and its metric."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

#: So many letters of a word tell it from another and let its endings differ.
STEM = 6
#: So many names are proposed: one alone would look certain.
CANDIDATES = 4
#: Years stand everywhere and tell nothing; a Roman numeral tells editions apart.
_WORD = re.compile(r"[^\W\d_]{3,}|\b\d{1,3}\b|\b[IVX]{1,2}\b")


def _stems(text: str) -> list[tuple[int, str]]:
    """Each word's place and its first letters, without accents."""
    found = []
    for match in _WORD.finditer(text):
        letters = unicodedata.normalize("NFKD", match[0].casefold())
        found.append((match.start(), "".join(c for c in letters if not unicodedata.combining(c))[:STEM]))
    return found


class Candidates:
    """The names of a vocabulary, and where their words stand in a text."""

    def __init__(self, names: Mapping[str, Collection[str]], text: str, reach: int) -> None:
        """Reads the text once.

        Args:
            names: id → its names in the language of the text; the nearest of them counts.
            text: the whole text.
            reach: so many characters away a word says a third of what it says beside the number.
        """
        self._reach = reach
        self._names = {
            (key, name): {stem for _, stem in _stems(name)} for key, several in names.items() for name in several
        }
        counts = Counter(stem for _, stem in {(key, stem) for (key, _), stems in self._names.items() for stem in stems})
        self._weights = {stem: math.log(1 + len(names) / count) for stem, count in counts.items()}
        self._places = _stems(text)
        self._by_stem: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for key, stems in self._names.items():
            for stem in stems:
                self._by_stem[stem].add(key)

    def near(self, place: int, allowed: Collection[str] | None = None) -> list[str]:
        """The ids whose names stand nearest to a place of the text, the best first; only of those that are allowed."""
        near: dict[str, float] = {}
        first = bisect_left(self._places, (place - 4 * self._reach, ""))
        for at, stem in self._places[first:]:
            if at > place + 3 * self._reach:
                break
            if stem in self._by_stem:
                near[stem] = max(near.get(stem, 0), math.exp(-abs(at - place) / self._reach))
        scores: dict[str, float] = {}
        for key, name in {each for stem in near for each in self._by_stem[stem]}:
            stems = self._names[key, name]
            whole = sum(self._weights[stem] for stem in stems)
            score = sum(self._weights[stem] * near.get(stem, 0) for stem in stems) / (whole or 1)
            scores[key] = max(scores.get(key, 0), score)
        found = [key for key in scores if allowed is None or key in allowed]
        return sorted(found, key=lambda key: (-scores[key], key))[:CANDIDATES]
