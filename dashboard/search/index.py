"""An inverted index over names: which things of the data a word may mean, and which entries are about them.

A *concept* is a thing with a name: a metric, a subject, a topic, a crime area, a place, a country, a goal, a chart. It
has names in four languages, and further ones in ``data/decisions/search_words.csv``. An *entry* is what can be found.
"""

from __future__ import annotations

import bisect
from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from dashboard.i18n.languages import CODES, Code
from dashboard.search.text import MIN_SLIP_LETTERS, fold, is_one_slip, roman_number, stem, tokens

Concept = tuple[str, str]
#: How much of a name such a word is: "of", "number".
OPTIONAL_WEIGHT = 0.2
#: How sure a word means a name: it is in it; it is in the name in another language; it begins a word of it; it is one
#: slip away from a word of it.
SURE, OTHER_LANGUAGE, BEGINS, SLIP = 1.0, 0.8, 0.4, 0.7
MIN_PREFIX_LETTERS, MAX_FORMS = 4, 24
#: Words of a name that are looked at; none has as many.
MAX_WORDS = 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found.

    Attributes:
        kind: ``figure``, ``chart``, ``operation``, ``country``, ``goal``, ``term``, ``office`` or ``refusal``.
        key: its id.
        concepts: what it is about.
        years: that it covers.
        numbers: that are printed for it.
        order: comes first among those that fit as well.
        metric: of a figure, with its unit; what can be compared has the same.
        subject: of a figure.
    """

    kind: str
    key: str
    concepts: tuple[Concept, ...]
    years: frozenset[int] = frozenset()
    numbers: frozenset[float] = frozenset()
    order: tuple[object, ...] = ()
    metric: tuple[str, str] = ("", "")
    subject: str = ""


@dataclass(frozen=True)
class Refusal:
    """What no document prints.

    Attributes:
        key: of its sentence.
        of_totals: said only to who asks for a sum.
        metrics: said where the best answers are of one of them.
        subjects: said where one of them is named.
    """

    key: str
    of_totals: bool
    metrics: frozenset[str]
    subjects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that a word may mean.

    Attributes:
        name: the number of the name.
        position: of the word in it.
        strength: how sure it is.
    """

    name: int
    position: int
    strength: float


@dataclass
class Index:
    """Names by the stems of their words, and entries.

    Attributes:
        optional: folded words that need not fit.
        totals: folded words that ask for a sum.
        scales: folded words that multiply the number before them.
        refusals: what no document prints.
        concept_of: name → what is called so.
        weights: name → how much of it each of its words is.
        whole: name → it means its concept only where the question has all of it.
    """

    entries: list[Entry] = field(default_factory=list)
    optional: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()
    scales: dict[str, float] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    concept_of: list[Concept] = field(default_factory=list)
    weights: list[tuple[float, ...]] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    _entries_of: dict[Hashable, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    # Folded word → names that have it, with its place in each: name * MAX_WORDS + position, for there are tens of thousands.
    _postings: dict[Code, dict[str, array[int]]] = field(
        default_factory=lambda: {code: defaultdict(lambda: array("L")) for code in CODES}
    )
    _forms_of: dict[Code, dict[str, list[str]]] = field(default_factory=dict)
    _forms: dict[Code, list[str]] = field(default_factory=dict)

    def add_names(self, concept: Concept, names: Iterable[tuple[Code, str]], *, whole: bool = False) -> None:
        """Adds what a concept is called; ``whole`` where a part of such a name is no name of it."""
        for code, name in names:
            words = tokens(name)[:MAX_WORDS]
            if not words:
                continue
            number = len(self.weights)
            self.weights.append(tuple(OPTIONAL_WEIGHT if word.text in self.optional else 1.0 for word in words))
            self.concept_of.append(concept)
            self.whole.append(whole)
            numerals = [str(roman_number(written) or "") for written in _as_written(name, len(words))]
            for position, (word, numeral) in enumerate(zip(words, numerals, strict=True)):
                for text in {word.text, numeral} - {""}:
                    self._postings[code][text].append(number * MAX_WORDS + position)

    def close(self) -> None:
        """Sorts the forms of words and finds entries by what they are about, after all have been added."""
        for entry in self.entries:
            for name in (*entry.concepts, *entry.numbers, *(("year", year) for year in entry.years)):
                self._entries_of[name].append(entry)
            self._entries_of["key", entry.kind, entry.key].append(entry)
        for code, postings in self._postings.items():
            self._forms[code] = sorted(postings)
            self._forms_of[code] = defaultdict(list)
            for form in postings:
                self._forms_of[code][stem(form, code)].append(form)

    def figure(self, figure_id: str) -> Entry | None:
        """The figure of an id."""
        return next(iter(self._entries_of.get(("key", "figure", figure_id), ())), None)

    def about(self, concepts: Iterable[Concept], numbers: Iterable[float], years: Iterable[int]) -> list[Entry]:
        """Entries on one of the concepts or with one of the numbers; of the years where there is neither."""
        found: dict[int, Entry] = {}
        for name in (*concepts, *numbers):
            found |= {id(entry): entry for entry in self._entries_of.get(name, ())}
        if not found:
            for year in years:
                found |= {id(entry): entry for entry in self._entries_of.get(("year", year), ())}
        return list(found.values())

    def hits(self, text: str, code: Code) -> Iterator[Hit]:
        """The names that a folded word may mean, those of the reader's language before those of the others."""
        languages = (code, *(other for other in CODES if other != code))
        found: set[tuple[int, int]] = set()
        for language in languages:
            strength = SURE if language == code else OTHER_LANGUAGE
            forms = self._forms_of[language].get(stem(text, language), ())
            for name, position in self._places(forms, language):
                if (name, position) not in found:
                    found.add((name, position))
                    yield Hit(name, position, strength)
            if found:
                break
        if len(text) >= MIN_PREFIX_LETTERS and not text.isdecimal():
            for form in self._forms_that_begin(text, code):
                for name, position in self._places([form], code):
                    if (name, position) not in found:
                        found.add((name, position))
                        yield Hit(name, position, BEGINS)

    def _places(self, forms: Iterable[str], code: Code) -> Iterator[tuple[int, int]]:
        """The names that have one of the words, in the order in which they were added, and the word's place in each."""
        for posting in sorted(posting for form in forms for posting in self._postings[code][form]):
            yield divmod(posting, MAX_WORDS)

    def corrections(self, text: str, code: Code) -> list[str]:
        """Words of names that are one slip away from a folded word; the reader's language before the others."""
        if len(text) < MIN_SLIP_LETTERS or text.isdecimal():
            return []
        for language in (code, *(other for other in CODES if other != code)):
            found = [form for form in self._forms[language] if is_one_slip(text, form)]
            if found:
                return sorted(found, key=lambda form: (form[0] != text[0], form))[:MAX_FORMS]
        return []

    def _forms_that_begin(self, text: str, code: Code) -> list[str]:
        forms = self._forms[code]
        start = bisect.bisect_left(forms, text)
        return [form for form in forms[start : start + MAX_FORMS] if form.startswith(text)]


def _as_written(name: str, count: int) -> list[str]:
    """The words of a name with their capitals, where they can be told apart as those of the folded name are."""
    written = [part for part in "".join(c if c.isalnum() else " " for c in name).split() if fold(part)]
    return written if len(written) == count else [""] * count
