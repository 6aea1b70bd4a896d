"""A chart in a state and a language: rows with their provenance, and words made from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dashboard.charts.catalogue import Chart, State
from dashboard.charts.chart_rows import as_data, find_rows
from dashboard.charts.chart_type_info import CHART_TYPE_INFO, ChartTypeInfo
from dashboard.charts.datum import MARKS, Datum
from dashboard.charts.facts import Facts, pick_title
from dashboard.charts.notes import notes, truncation_note
from dashboard.data.store import Store
from dashboard.data.vocabulary import Publication, Vocabulary
from dashboard.errors import ChartFileError
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, Language
from dashboard.i18n.typography import lowercase_after_colon

#: Forms whose categories, where they are years, follow each other from one side to the other.
TIME_TYPES = ("line", "slope", "columns", "small_columns", "series_line", "series_columns")

#: How a query without rows is mended, by whether it is that of an option.
_ROWS_LACKING = (
    " Mend its conditions; /en/figures lists the figures that there are.",
    " Take the option out, or mend the query, or its [state_queries], so that each option finds some.",
)


@dataclass(frozen=True)
class ChartView:
    """Everything the faces of a chart are made from.

    Attributes:
        unit: the unit of the value axis, or the empty string where rows differ.
        finding: what the chart says as a whole.
        title: the finding; where something is set off from the rest, what that is.
        subtitle: measure, unit, place and period, with the marks that all values share, and the values of the title that
            were published elsewhere: a headline bears no marks.
        shared_marks: of †, §, * and ‡, those that all values share.
        caveat: what would change a reader's sentence; the first of the notes.
        totals: category → the words of the whole that its parts make.
        notes: caveats that belong under the chart, each once.
        source_ids: documents and datasets in the order of the rows.
        publications: what else prints values of it, in the order of the rows.
        title_mark: § where a value of the title was published elsewhere; it stands with titles that have no subtitle.
        emphasis: the category or series that is set off from the rest, or the empty string.
    """

    chart: Chart
    state: State
    language: Language
    version: str
    rows: tuple[Datum, ...]
    unit: str
    finding: str
    title: str
    subtitle: str
    question: str
    shared_marks: str
    caveat: str | None
    totals: dict[str, str]
    notes: tuple[str, ...]
    source_ids: tuple[str, ...]
    annotations: tuple[tuple[str, str], ...]
    title_mark: str = ""
    emphasis: str = ""

    @property
    def info(self) -> ChartTypeInfo:
        """What is told of its type."""
        return CHART_TYPE_INFO[self.chart.definition.type]

    @property
    def emphasised(self) -> list[Datum]:
        """The rows that are set off from the rest."""
        return [row for row in self.rows if self.emphasis and self.emphasis in (row.category, row.series)]

    @property
    def categories(self) -> list[str]:
        """Category keys, each once, in the order of the rows."""
        return list(dict.fromkeys(row.category for row in self.rows))

    @property
    def series(self) -> list[str]:
        """Series keys, each once, in the order of the rows; years in their own, so that each keeps its colour."""
        found = list(dict.fromkeys(row.series for row in self.rows))
        return sorted(found) if all(re.fullmatch(r"\d{4}", key) for key in found) else found

    @property
    def mirrored(self) -> bool:
        """True where the drawing runs from right to left: as the text does, unless it is one of time and a reader asks."""
        of_time = self.chart.definition.type in TIME_TYPES and all(re.match(r"\d{4}", key) for key in self.categories)
        return self.language.rtl and (self.language.time == "rtl" or not of_time)

    @property
    def events(self) -> list[str]:
        """What happened, each with its period, in words."""
        return [
            self.language.gettext(
                "{period}: {text}",
                period=formatting.period(key, self.language),
                text=lowercase_after_colon(text, self.language),
            )
            for key, text in self.annotations
        ]

    @property
    def publications(self) -> list[Publication]:
        """What prints the values that were published elsewhere, each once, in the order of the rows."""
        return list(dict.fromkeys(row.publication for row in self.rows if row.publication))

    def place_in_finding(self, row: Datum) -> int | None:
        """Where the finding names the row's value, in letters from its start."""
        words = formatting.thousands_in_words(row.words(self.language), self.language)
        found = re.search(rf"(?<![\d.,]){re.escape(words)}(?![\d])", self.finding)
        return found and found.start()

    def filter_words(self, control: str) -> str:
        """The name of a control that filters, and which of its options are chosen."""
        found = self.chart.definition.controls[control]
        asked = [option for option in dict(self.state)[control].split() if option in found.options]
        label, words = self.language.gettext(found.label), [found.words(option, self.language) for option in asked]
        return f"{label}: {formatting.format_list(words, self.language)}" if words else label

    @property
    def note_of_mark(self) -> dict[str, int]:
        """Mark → the number of the note that explains it."""
        found: dict[str, int] = {}
        for number, note in enumerate(self.notes):
            if note[:1] in MARKS:
                found.setdefault(note[0], number)
        return found

    @property
    def series_fills(self) -> set[str]:
        """Of series, the fills of what was published elsewhere, `solid` or `hollow`, and `derived`; none in a table."""
        if self.chart.definition.type == "table":
            return set()
        found = [(row.basis, row.point.mark) for row in self.rows if row.point and row.basis in ("reported", "derived")]
        return {"derived" if basis == "derived" else mark for basis, mark in found}

    @property
    def first_caveat(self) -> str:
        """The first sentence of the first note that concerns the whole chart and explains no mark and no break."""
        told = {row.point.reason for row in self.rows if row.point}
        found = (note for note in self.notes if note[:1] not in MARKS and " – " not in note and note not in told)
        remark = next(found, "")
        return re.split(r"(?<=[.!?؟])\s", remark, maxsplit=1)[0]

    def value_label(self, row: Datum, *, short: bool = True) -> str:
        """The words of a value: its qualifier, its unit, and the marks that set it apart from the others."""
        qualifier = "exact" if row.basis == "derived" else row.qualifier
        words = row.words(self.language, qualifier, short=short)
        marks = (mark for mark in row.marks if mark not in self.shared_marks)
        return with_plus_sign(row, words, self.language) + "".join(f"\u00a0{mark}" for mark in marks)


def with_plus_sign(row: Datum, labels: str, language: Language) -> str:
    """A rise with its plus sign, where what is measured is a change."""
    if not row.metric.endswith("_change") or row.value <= 0:
        return labels
    return formatting.left_to_right(f"+{labels}", language)


def chart_view(chart: Chart, state: State, language: Language, store: Store, vocabulary: Vocabulary) -> ChartView:
    """Makes the view that every face of a chart is drawn from.

    Raises:
        ChartFileError: the query fails, gives no rows before anything is chosen, names a figure that does not exist or none and no value, or a
            title's words name no fact.
    """
    definition = chart.definition
    chosen = [f"{name}={option}" for name, option in state]
    found, words = find_rows(chart, state, language, store)
    unit = next((definition.state_units[key] for key in chosen if key in definition.state_units), definition.unit)
    subtitle = next(
        (definition.state_subtitles[key] for key in chosen if key in definition.state_subtitles),
        definition.subtitle,
    )
    every = as_data(chart, found, language, store, vocabulary)
    if not every and not definition.rows:  # nothing may fit what a reader chose
        if state == chart.state({}):
            raise no_rows(chart, state)
        return _without_rows(chart_view(chart, chart.state({}), language, store, vocabulary), state)
    facts = Facts(chart, every, language, store, words)
    subtitle = words.get("subtitle") or facts.format(subtitle, "subtitle")
    remark, caveat = (
        facts.format(text, key) if (text := getattr(definition, key)) else None for key in ("remark", "caveat")
    )
    rows = every[: CHART_TYPE_INFO[definition.type].max_rows]
    units = {row.unit for row in rows}
    drawn = definition.type != "table"
    alike = len(rows) > 1 and drawn  # a table has room for the marks beside each value
    shared = "".join(mark for mark in MARKS if alike and all(mark in row.marks for row in rows))
    title, condition = pick_title(chart, facts)
    finding = facts.format(title, "title")
    if not definition.attributed:
        finding = _with_doubts(finding, facts.rows_of(title), language)
    reported = facts.reported_values(title)
    totals = facts.totals(rows)
    wholes = [figure_id for figure_id, _ in totals.values()]
    source_ids = _source_ids(rows, wholes, store)
    if not rows and state != (first := chart.state({})):  # the sources are those that were looked through
        source_ids = chart_view(chart, first, language, store, vocabulary).source_ids
    if reported and "§" not in shared:
        values = formatting.format_list(reported, language)
        subtitle = language.gettext("{subtitle} ({values} published elsewhere)", subtitle=subtitle, values=values)
    return ChartView(
        chart=chart,
        state=state,
        language=language,
        version=store.version,
        rows=tuple(rows),
        unit=unit or (units.pop() if len(units) == 1 else ""),
        finding=finding,
        title=finding,
        subtitle=subtitle + "".join(f"\u00a0{mark}" for mark in shared),
        question=language.gettext(definition.question),
        shared_marks=shared,
        caveat=caveat,
        totals={category: total for category, (_, total) in totals.items()},
        notes=(
            *truncation_note(len(rows), len(every), language),
            *notes(
                (caveat, remark),
                rows,
                wholes,
                language,
                vocabulary,
                store,
                derived_words=facts.is_derived(title, condition, definition.remark, definition.caveat),
                filled=drawn,
            ),
        ),
        source_ids=source_ids,
        annotations=tuple((a.category, language.gettext(a.text)) for a in definition.annotations),
        title_mark="§" if reported else "",
    )


def _with_doubts(finding: str, rows: list[Datum], language: Language) -> str:
    """A finding with what a reader must know of the values that it names: not confirmed, or contradicted by other sources."""
    hollow = [row for row in rows if row.point and row.point.mark == "hollow"]
    if hollow:
        words = (
            N_("{finding}, by unconfirmed figures")
            if len(hollow) == len(rows)
            else N_("{finding}, by partly unconfirmed figures")
        )
        return language.gettext(words, finding=finding)
    if any(row.disputed for row in rows):
        return language.gettext("{finding}; sources differ", finding=finding)
    return finding


def _without_rows(shown: ChartView, state: State) -> ChartView:
    """A chart in a state that nothing fits: its question and what is chosen, no finding of another state; the sources are those that were looked through."""
    empty = replace(
        shown, state=state, rows=(), finding=shown.question, title=shown.question, title_mark="", shared_marks="",
        caveat=None, totals={}, notes=(), annotations=(),
    )  # fmt: skip
    chosen = [empty.filter_words(name) for name, _ in state]
    return replace(empty, subtitle=formatting.format_list(chosen, shown.language))


def no_rows(chart: Chart, state: State) -> ChartFileError:
    """Says that a query gives no rows in a state."""
    shown = f" in the state {'&'.join(f'{name}={option}' for name, option in state)}" if state else ""
    return ChartFileError(chart.file, "query", f"it gives no rows{shown}.{_ROWS_LACKING[bool(state)]}")


def _source_ids(rows: list[Datum], wholes: list[str], store: Store) -> tuple[str, ...]:
    """The documents of the rows, of the wholes that they make, and of what is worked out the documents of its inputs."""
    derived = [row.figure_id for row in rows if row.basis == "derived"]
    inputs = store.rows(
        "SELECT source_id FROM figures WHERE list_contains($wholes, figure_id) UNION "
        "SELECT f.source_id FROM figure_inputs i JOIN figures f ON f.figure_id = i.input_id "
        "WHERE list_contains($derived, i.figure_id) ORDER BY source_id",
        {"derived": derived, "wholes": wholes},
    )
    found = [*(row["source_id"] for row in inputs), *(row.source_id for row in rows)]
    return tuple(dict.fromkeys(filter(None, found)))
