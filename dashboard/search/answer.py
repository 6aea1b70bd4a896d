"""Reads a question and finds what answers it. Nothing is added up, and what did not fit is named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dashboard.i18n.languages import Code
from dashboard.search.index import SLIP, Concept, Entry, Hit, Index
from dashboard.search.text import Token, fold, roman_number, tokens

#: Words of a question that are read.
MAX_WORDS = 16
#: What a concept adds to how well an entry fits; the rest adds nothing of its own.
_KIND_WEIGHTS = {"metric": 1.0, "subject": 1.0, "chart": 1.0, "country": 1.0, "goal": 1.0, "refusal": 1.0,
                 "office": 1.0, "office-type": 1.0, "place": 0.5, "area": 0.5, "region": 0.5, "partner": 0.5, "topic": 0.3}  # fmt: skip
#: So much of a name must be in the question for it to be meant whatever else is asked.
NAMED = 0.9
#: From so many figures of one kind on they are told as a comparison.
MIN_COMPARED = 3
#: A concept whose words have counted for another adds so much of what it would.
AGAIN = 0.05
#: So much of a name must be in the question where all of the question fits.
PARTLY_NAMED = 0.4
#: Years bind an answer less than words: where both cannot be had, the years are let go.
_YEAR_WEIGHT = 0.9


@dataclass(frozen=True)
class Word:
    """A word of the question.

    Attributes:
        text: folded.
        number: its value.
        year: it may be.
        required: what is found must fit it.
        bit: its place in masks; all years share one, for any of them is enough.
    """

    text: str
    number: float | None
    year: int | None
    required: bool
    bit: int


@dataclass(frozen=True)
class Answer:
    """What was found.

    Attributes:
        words: what the question asks for, as it was understood.
        corrected: word → the word that was taken for it.
        failed: words that nothing fits, or nothing beside the others.
        failed_years: a year is among them.
        of_total: a sum was asked for.
        figures: ids, the best first; likewise the keys of the others.
        compared: the first figures, where they are several of the same metric and unit.
        refusals: keys of what no document prints.
    """

    words: tuple[str, ...] = ()
    corrected: dict[str, str] = field(default_factory=dict)
    failed: tuple[str, ...] = ()
    failed_years: bool = False
    of_total: bool = False
    figures: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        named = (self.countries, self.goals, self.terms, self.offices, self.refusals)
        return any((self.figures, self.charts, self.operations, *named))


@dataclass
class _Meaning:
    """What the words of a question may mean: concept → the words that mean it, and how much of its name they are."""

    masks: dict[Concept, int]
    coverage: dict[Concept, float]


@dataclass(frozen=True)
class _Found:
    entry: Entry
    mask: int
    score: float


def find_answer(index: Index, question: str, code: Code) -> Answer:
    """Answers a question.

    Args:
        index: of the data.
        question: as it was typed.
        code: of the language in which it is first understood.
    """
    exact = index.figure(question.strip())
    if exact:
        return Answer(words=(exact.key,), figures=(exact.key,))
    words, of_total = _read(index, question)
    hits, corrected = _hits(index, words, code)
    words = _with_something_required(index, words, hits)
    required = _mask(word.bit for word in words if word.required)
    if not required:
        return Answer(of_total=of_total)
    meaning = _meaning(index, words, hits)
    numbers = [word.number for word in words if word.number is not None]
    # The letter of an edition need not fit, but HAECHI V comes before another edition.
    scored = required | _mask(word.bit for word in words if roman_number(word.text.upper()))
    candidates = index.about(meaning.masks, numbers, [word.year for word in words if word.year])
    found = [fit for entry in candidates if (fit := _fit(entry, words, meaning, scored)).mask & required]
    missing = _missing(found, words, required)
    kept = required & ~missing
    fitting = sorted(
        (fit for fit in found if kept and fit.mask & kept == kept),
        key=lambda fit: (-round(fit.score, 1), fit.entry.kind, *fit.entry.order),
    )
    failed = tuple(word.text for word in words if word.required and missing >> word.bit & 1)
    typed = {fold(part): part for part in re.findall(r"\w+", question)}
    figures = [fit for fit in fitting if fit.entry.kind == "figure"]
    named = [fit for fit in fitting if _is_named(fit.entry, meaning, PARTLY_NAMED)]
    named += [fit for fit in found if fit not in named and _is_named(fit.entry, meaning, NAMED)]
    return Answer(
        words=tuple(typed.get(w.text, w.text) for w in words if w.required and not missing >> w.bit & 1),
        corrected={typed.get(text, text): forms[0] for text, forms in corrected.items() if text not in failed},
        failed=tuple(typed.get(text, text) for text in failed),
        failed_years=any(word.year and word.required and missing >> word.bit & 1 for word in words),
        of_total=of_total,
        figures=tuple(fit.entry.key for fit in figures),
        compared=_compared(figures),
        charts=_keys(fitting, "chart"),
        operations=_keys([fit for fit in fitting if _says_which(fit.entry, meaning)], "operation"),
        countries=_countries(fitting, found, meaning, sure=not failed),
        goals=_keys(named, "goal"),
        terms=_keys(named, "term"),
        offices=_keys(fitting, "office"),
        refusals=(*_keys(named, "refusal"), *_refused(index, figures, meaning, of_total=of_total)),
    )


def _read(index: Index, question: str) -> tuple[list[Word], bool]:
    """The words of a question, and whether it asks for a total."""
    read: list[Word] = []
    seen: set[str] = set()
    of_total, bit = False, 1
    found = tokens(question)[:MAX_WORDS]
    position = 0
    while position < len(found):
        token, position = found[position], position + 1
        number = token.number
        while number is not None and position < len(found) and found[position].text in index.scales:
            number, position = number * index.scales[found[position].text], position + 1
        of_total = of_total or token.text in index.totals
        if token.text in seen:
            continue
        seen.add(token.text)
        required = token.text not in index.optional and token.text not in index.totals
        year = token.year if number == token.number else None
        if year:
            read.append(Word(token.text, number, year, True, 0))
            continue
        # A letter alone is an elided article, or part of a name.
        required = required and (len(token.text) > 1 or number is not None)
        read.append(Word(_shown(token, number), number, None, required, bit))
        bit += 1
    return read, of_total


def _shown(token: Token, number: float | None) -> str:
    return f"{number:.15g}" if number is not None else token.text


def _hits(index: Index, words: Sequence[Word], code: Code) -> tuple[list[list[Hit]], dict[str, list[str]]]:
    """The names that each word may mean; where it means none, those of words one slip away."""
    found: list[list[Hit]] = []
    corrected: dict[str, list[str]] = {}
    for word in words:
        hits = list(index.hits(word.text, code))
        if not hits and word.required and word.number is None:
            forms = index.corrections(word.text, code)
            hits = [
                Hit(hit.name, hit.position, SLIP)
                for form in forms
                for hit in index.hits(form, code)
                if hit.strength > SLIP
            ]
            if hits:
                corrected[word.text] = forms
        found.append(hits)
    return found, corrected


def _with_something_required(index: Index, words: list[Word], hits: list[list[Hit]]) -> list[Word]:
    """Where every word is one that need not fit, those that are a whole name are what is asked for."""
    if any(word.required for word in words):
        return words
    return [
        replace(word, required=len(word.text) > 1 and any(len(index.weights[hit.name]) == 1 for hit in found))
        for word, found in zip(words, hits, strict=True)
    ]


def _meaning(index: Index, words: Sequence[Word], hits: Sequence[Sequence[Hit]]) -> _Meaning:
    strengths: dict[int, dict[int, float]] = defaultdict(dict)
    name_masks: dict[int, int] = defaultdict(int)
    for word, found in zip(words, hits, strict=True):
        for hit in found:
            positions = strengths[hit.name]
            positions[hit.position] = max(hit.strength, positions.get(hit.position, 0.0))
            name_masks[hit.name] |= 1 << word.bit
    masks: dict[Concept, int] = defaultdict(int)
    coverage: dict[Concept, float] = defaultdict(float)
    for name, positions in strengths.items():
        weights = index.weights[name]
        if index.whole[name] and any(weight == 1.0 and n not in positions for n, weight in enumerate(weights)):
            continue
        share = sum(weights[position] * strength for position, strength in positions.items()) / sum(weights)
        concept = index.concept_of[name]
        masks[concept] |= name_masks[name]
        coverage[concept] = max(coverage[concept], share)
    return _Meaning(dict(masks), dict(coverage))


def _fit(entry: Entry, words: Sequence[Word], meaning: _Meaning, scored: int) -> _Found:
    """How an entry fits: which words, and how well.

    A word counts once, for the concept whose name it is most of; of each kind of concept the best one counts.
    """
    mask = 0
    best: dict[str, tuple[float, int]] = {}
    for concept in entry.concepts:
        if concept in meaning.masks:
            share, explained = meaning.coverage[concept] * _KIND_WEIGHTS[concept[0]], meaning.masks[concept]
            mask |= explained
            if share > best.get(concept[0], (0.0, 0))[0]:
                best[concept[0]] = (share, explained)
    if entry.kind == "figure" and best.keys() <= {"place", "region"}:
        mask = 0  # a place alone asks for the country and its operations
    score, counted = 0.0, 0
    for share, explained in sorted(best.values(), reverse=True):
        new = explained & scored & ~counted
        score += share * (new.bit_count() or AGAIN)
        counted |= explained
    for word in words:
        if word.year in entry.years or word.number in entry.numbers:
            mask |= 1 << word.bit
    return _Found(entry, mask, score)


def _missing(found: Iterable[_Found], words: Sequence[Word], required: int) -> int:
    """The required words that are let go so that something is found: none, or the fewest."""
    weights = {word.bit: _YEAR_WEIGHT if word.year else 1.0 for word in words if word.required}

    def value(fit: _Found) -> tuple[float, bool, float]:
        fitted = sum(weight for bit, weight in weights.items() if fit.mask >> bit & 1)
        return fitted, fit.entry.kind == "figure", fit.score

    best = max(found, key=value, default=None)
    missing = required & ~best.mask if best else required
    spelled = _mask(word.bit for word in words if word.required and word.number is None)
    # A number alone, without the words it was asked with, would be an answer to something else.
    return required if missing & spelled and not spelled & ~missing else missing


def _is_named(entry: Entry, meaning: _Meaning, share: float) -> bool:
    """True where the question has such a share of the name of a country, goal, term, or of what no document prints."""
    own = {"country": "country", "goal": "goal", "term": "subject", "refusal": "refusal"}.get(entry.kind)
    return own is not None and meaning.coverage.get((own, entry.key), 0.0) >= share


def _countries(fitting: Sequence[_Found], found: Sequence[_Found], meaning: _Meaning, *, sure: bool) -> tuple[str, ...]:
    """The countries that are meant: better none than another one, such as one whose name shares a word with it.

    Args:
        fitting: what fits all that is asked for.
        found: what fits some of it; a country that is named in full is meant all the same.
        meaning: of the words.
        sure: no word of the question was let go.
    """
    fit = [each for each in fitting if each.entry.kind == "country"]
    whole = [each for each in fit or found if each.entry.kind == "country" and _is_named(each.entry, meaning, NAMED)]
    if whole or not sure:
        return _keys(whole, "country")
    return _keys(
        fit if len(fit) == 1 else [each for each in fit if _is_named(each.entry, meaning, PARTLY_NAMED)], "country"
    )


def _says_which(entry: Entry, meaning: _Meaning) -> bool:
    """True where the question names an operation, its crime area or its place, and not only what was counted."""
    return any(
        kind in ("subject", "area", "place", "region", "partner", "goal") and (kind, key) in meaning.masks
        for kind, key in entry.concepts
    )


def _refused(index: Index, figures: Sequence[_Found], meaning: _Meaning, *, of_total: bool) -> Iterator[str]:
    """What no document prints of what is asked for: by the metrics of the best figures, and by what is named."""
    metrics = {fit.entry.metric[0] for fit in figures[:MIN_COMPARED]}
    subjects = {key for (kind, key), share in meaning.coverage.items() if kind == "subject" and share >= NAMED}
    for refusal in index.refusals:
        if refusal.of_totals <= of_total and (refusal.metrics & metrics or refusal.subjects & subjects):
            yield refusal.key


def _compared(figures: Sequence[_Found]) -> tuple[str, ...]:
    """The figures of operations that fit best, where they are of one metric and unit, and of several subjects."""
    first = next(iter(figures), None)
    if first is None or ("topic", "operations") not in first.entry.concepts:
        return ()
    same = [
        fit.entry
        for fit in figures
        if round(fit.score, 1) == round(first.score, 1)
        and fit.entry.metric == first.entry.metric
        and fit.entry.order[0] == first.entry.order[0]
    ]
    return tuple(e.key for e in same) if len({entry.subject for entry in same}) >= MIN_COMPARED else ()


def _keys(found: Iterable[_Found], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fit.entry.key for fit in found if fit.entry.kind == kind))


def _mask(bits: Iterable[int]) -> int:
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask
