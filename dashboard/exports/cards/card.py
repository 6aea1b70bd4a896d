"""What a card says of one figure; it has no words of its own choice, and nothing of it can be left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dashboard.charts.datum import DISPUTED, MARKS, marks_of
from dashboard.charts.sources import named_source, publication_name
from dashboard.data.store import Row
from dashboard.data.vocabulary import Vocabulary
from dashboard.exports.registry import EnumParameter
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, Language
from dashboard.i18n.typography import NO_BREAK
from dashboard.releases.data_version import DataVersion

Style = Literal["number", "pair", "share", "among"]
STYLE = EnumParameter[Style](
    "style",
    ("number", "pair", "share", "among"),
    N_("The figure alone, beside another year, as a share of a hundred, or among others of its kind."),
)
STYLE_NAMES: dict[Style, str] = {
    "number": N_("The figure alone"),
    "pair": N_("Beside another year"),
    "share": N_("As a share of a hundred"),
    "among": N_("Among others"),
}
#: Figures that stand beside the card's own, and how few make no comparison.
MAX_OTHERS, MIN_OTHERS = 5, 2


@dataclass(frozen=True)
class CardValue:
    """A value on a card.

    Attributes:
        label: the period or subject that tells it from the others.
        words: with its qualifier and unit.
        marks: of the figure, each after a no-break space.
        value: in base units.
        own: it is the card's figure.
    """

    label: str
    words: str
    marks: str
    value: float
    own: bool

    @property
    def marked(self) -> str:
        """The words with the marks behind them."""
        return self.words + self.marks


@dataclass(frozen=True)
class Card:
    """One figure with what must be said of it.

    Attributes:
        figure_id: of the figure.
        topic: its id; ``topic_name`` its words.
        metric: what is counted, in words.
        subject: of whom or what, in words.
        period: in words.
        values: what the card shows; the figure's own alone in the style ``number``.
        more: how many others of the kind are left out.
        notes: what its marks mean, its caveat, and what documents disagree on.
        source: document and line, or who published it.
    """

    figure_id: str
    style: Style
    language: Language
    topic: str
    topic_name: str
    metric: str
    subject: str
    period: str
    values: tuple[CardValue, ...]
    more: int
    notes: tuple[str, ...]
    source: str

    @property
    def own(self) -> CardValue:
        """The figure's value."""
        return next(value for value in self.values if value.own)

    @property
    def sentence(self) -> str:
        """All of the figure in a sentence."""
        return self.language.gettext(
            "{metric}, {subject}, {period}: {value}",
            metric=self.metric,
            subject=self.subject,
            period=self.period,
            value=self.own.marked,
        )


def card_styles(data: DataVersion, row: Row) -> tuple[Style, ...]:
    """The styles that the data allow for a figure, ``number`` first.

    Args:
        data: the data.
        row: from `find_figure`.
    """
    if row["disputed"]:  # both values stand on its card, and nothing is compared with either
        return ("number",)
    found: list[Style] = ["number"]
    if _other_year(data, row):
        found.append("pair")
    # A metric of shares has the word in its id; other percentages are changes, which are parts of nothing.
    if row["unit"] == "percent" and "share" in row["metric"] and 0 < row["value"] <= 100:
        found.append("share")
    if len(_others_of_kind(data, row)) >= MIN_OTHERS:
        found.append("among")
    return tuple(found)


def make_card(data: DataVersion, row: Row, style: Style, language: Language) -> Card:
    """Words a figure's card.

    Args:
        data: the data.
        row: from `find_figure`.
        style: one of `card_styles`.
        language: of its words.
    """
    vocabulary = data.vocabulary
    shown, more = _shown(data, row, style)
    values = tuple(_value(vocabulary, each, row, style, language) for each in shown)
    return Card(
        row["figure_id"],
        style,
        language,
        row["topic"],
        vocabulary.topic(row["topic"], language),
        vocabulary.metric(row["metric"], language),
        vocabulary.name(row["subject"], language),
        formatting.period(row["period_label"], language),
        values,
        more,
        tuple(_notes(data, row, shown, language)),
        _source(vocabulary, row, language),
    )


def _shown(data: DataVersion, row: Row, style: Style) -> tuple[list[Row], int]:
    if style == "pair":
        return sorted([row, *_other_year(data, row)], key=lambda each: each["period_start"]), 0
    if style == "among":
        others = _others_of_kind(data, row)
        shown = sorted([row, *others[:MAX_OTHERS]], key=lambda each: (-each["value"], each["figure_id"]))
        return shown, len(others) - MAX_OTHERS if len(others) > MAX_OTHERS else 0
    return [row, *_disputed_with(data, row)], 0


def _other_year(data: DataVersion, row: Row) -> list[Row]:
    """The printed figure of the same measure and subject whose period is nearest and of the same kind; or nothing."""
    query = """SELECT *, FALSE AS disputed FROM figures
               WHERE subject = $subject AND metric = $metric AND unit = $unit AND basis = 'printed' AND $basis = 'printed'
               AND length(period_label) = length($period_label) AND period_label <> $period_label
               AND figure_id NOT IN (SELECT figure_id FROM disagreement_figures)
               ORDER BY abs(date_diff('day', period_start, $period_start)), period_start LIMIT 1"""
    names = ("subject", "metric", "unit", "basis", "period_label", "period_start")
    return data.store.rows(query, {name: row[name] for name in names})


def _others_of_kind(data: DataVersion, row: Row) -> list[Row]:
    """Printed figures of other subjects with the same measure, period and document, the largest first."""
    query = """SELECT *, FALSE AS disputed FROM figures
               WHERE subject <> $subject AND metric = $metric AND unit = $unit AND period_label = $period_label
               AND topic = $topic AND source_id = $source_id AND basis = $basis AND basis IN ('printed', 'derived')
               AND figure_id NOT IN (SELECT figure_id FROM disagreement_figures)
               ORDER BY value DESC, figure_id"""
    names = ("subject", "metric", "unit", "period_label", "topic", "source_id", "basis")
    return data.store.rows(query, {name: row[name] for name in names})


def _disputed_with(data: DataVersion, row: Row) -> list[Row]:
    """Figures with another value for the same measure and subject, named in the same disagreement."""
    if not row["disputed"]:
        return []
    query = """SELECT DISTINCT f.*, TRUE AS disputed FROM disagreement_figures own
               JOIN disagreement_figures other USING (id) JOIN figures f ON f.figure_id = other.figure_id
               WHERE own.figure_id = $figure_id AND f.figure_id <> $figure_id AND f.value <> $value
               AND f.subject = $subject AND f.metric = $metric AND f.unit = $unit ORDER BY f.figure_id"""
    return data.store.rows(query, {name: row[name] for name in ("figure_id", "value", "subject", "metric", "unit")})


def _value(vocabulary: Vocabulary, each: Row, row: Row, style: Style, language: Language) -> CardValue:
    words = formatting.qualified(each["value"], each["unit"], each["qualifier"], language)
    marks = "".join(f"{NO_BREAK}{mark}" for mark in _marks(each))
    name = vocabulary.name(each["subject"], language)
    label = name if style == "among" else formatting.period(each["period_label"], language)
    return CardValue(label, words, marks, each["value"], each["figure_id"] == row["figure_id"])


def _marks(row: Row) -> str:
    return marks_of(row["basis"], row["label_basis"], row["disputed"])


def _notes(data: DataVersion, row: Row, shown: Iterable[Row], language: Language) -> Iterator[str]:
    used = {mark for each in shown for mark in _marks(each)}
    query = "SELECT d.* FROM disagreements d JOIN disagreement_figures USING (id) WHERE figure_id = $id ORDER BY d.id"
    told = [each[language.code] for each in data.store.rows(query, {"id": row["figure_id"]})]
    marks = [f"{mark} {language.gettext(words)}" for mark, words in MARKS.items() if mark in used and mark != "‡"]
    if marks:
        yield " · ".join(marks)
    yield from (f"‡ {language.localize_digits(text)}" for text in told or [language.gettext(DISPUTED)] if "‡" in used)
    if row["note"]:
        yield data.vocabulary.note(row["note"], language)


def _source(vocabulary: Vocabulary, row: Row, language: Language) -> str:
    if row["basis"] == "reported":
        publication = vocabulary.publications[row["publication_id"]]
        named = f"{publication.title}, {publication_name(publication, language)}"
        return language.ngettext("Source: {names}", "Sources: {names}", 1, names=f"§ {named}")
    document = named_source(row["source_id"], vocabulary, language)
    if row["basis"] == "derived":
        return language.gettext("worked out from {document}", document=document)
    if row["source_line"] is None:
        return language.ngettext("Source: {names}", "Sources: {names}", 1, names=document)
    place = language.gettext("{document}, line {line}", document=document, line=row["source_line"])
    return language.ngettext("Source: {names}", "Sources: {names}", 1, names=place)
