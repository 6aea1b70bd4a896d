"""Values that a chart's words may name, and the finding that holds."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Mapping
from string import Formatter

from dashboard.charts.catalogue import Chart
from dashboard.charts.datum import Datum, years_of
from dashboard.charts.definition import COMPARISON, Fact
from dashboard.charts.series_places import year_of
from dashboard.data.store import Store
from dashboard.errors import ChartFileError, allowed_names
from dashboard.i18n import formatting
from dashboard.i18n.languages import Language

FIGURE_COLUMNS = (
    "subject, metric, value, unit, qualifier, basis, label_basis, period_label, source_id, source_line, as_printed, note, "
    "publication_id"
)
#: What words may name of every chart whose rows have a period.
YEAR_FACTS = ("first_year", "last_year", "years")
#: The whole of each period, of the last document that has all the parts that are shown, with their values.
WHOLES = """
    WITH parts AS (SELECT *, count(*) OVER (PARTITION BY period_label) AS parts FROM figures WHERE list_contains($ids, figure_id)),
    having_all AS (
        SELECT p.period_label, f.source_id FROM parts p JOIN figures f USING (subject, metric, unit, period_label, value)
        WHERE f.basis <> 'reported' GROUP BY p.period_label, f.source_id, parts HAVING count(DISTINCT p.figure_id) = parts
    )
    SELECT figure_id, period_label, figure_id IN (SELECT figure_id FROM disagreement_figures) AS disputed
    FROM figures JOIN having_all USING (period_label, source_id) JOIN sources USING (source_id)
    WHERE basis <> 'reported' AND subject = $subject AND metric = $metric
    QUALIFY row_number() OVER (PARTITION BY period_label ORDER BY published DESC, figure_id) = 1
    ORDER BY period_label
"""
_EMPTY_BRACKETS = re.compile(r"\s?\(\s*\)")
_COMPARE = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


class Facts:
    """The values that a chart's words may name. Notes say where one of them is worked out.

    Attributes:
        derived: the names of those that are worked out; the empty name is a total's.
        reported: the names of those that were published elsewhere.
        rows: name → the row that a value of it is, for those that are rows.
    """

    def __init__(
        self, chart: Chart, rows: list[Datum], language: Language, store: Store, words: Mapping[str, str]
    ) -> None:
        self._chart, self._language, self._store = chart, language, store
        self.values: dict[str, float] = {}
        self.derived: set[str] = set()
        self.reported: set[str] = set()
        self.rows: dict[str, Datum] = {}
        self._shown: dict[str, str] = dict(words)
        if years := years_of(rows):
            first, last = (formatting.period(year, language) for year in (years[0], years[-1]))
            self._shown |= zip(YEAR_FACTS, (first, last, formatting.years(years, language)), strict=True)
        self._lacking: dict[str, ChartFileError] = {}
        for name, fact in chart.definition.facts.items():
            try:
                self.values[name], self._shown[name] = self._find(name, fact, rows)
            except ChartFileError as error:
                if fact.figure or not chart.definition.controls or isinstance(chart.definition.title, str):
                    raise
                # Rows of another option have it; it is told where a title that holds names it.
                self._lacking[name] = error

    def _find(self, name: str, fact: Fact, rows: list[Datum]) -> tuple[float, str]:
        if fact.figure:
            among = next((row for row in rows if row.figure_id == fact.figure), None)
            if among and fact.show == "value":
                self.rows[name] = among
            return self._figure(fact.figure, f"facts.{name}", name, period=fact.show == "period")
        every = sorted({row.series for row in rows}) if fact.series in ("first", "last") else []
        series = every[-1 if fact.series == "last" else 0] if every else fact.series
        kept = [r for r in rows if series in (None, r.series) and fact.category in (None, r.category)]
        if fact.pick == "count":
            return len(kept), formatting.number(len(kept), self._language)
        if not kept and self._chart.definition.rows:  # nothing may fit what a reader chose
            return 0, ""
        if not kept or (fact.pick == "previous" and len(kept) < 2):
            wanted = [(each, {getattr(row, each) for row in rows}) for each in ("series", "category")]
            hints = [
                allowed_names(given, sorted(keys))
                for each, keys in wanted
                if (given := getattr(fact, each)) not in {None, *keys}
            ]
            raise ChartFileError(self._chart.file, f"facts.{name}", " ".join(["no row of the query fits it.", *hints]))
        row = _pick(fact.pick or "first", kept)
        picked = [each for each in kept if each.value == row.value] if fact.pick in ("largest", "smallest") else [row]

        def all_of(words: list[str]) -> str:
            return formatting.format_list(list(dict.fromkeys(filter(None, words))), self._language)

        if fact.show == "value":
            self.rows[name] = row
            if row.basis == "reported":
                self.reported.add(name)
        shown = {
            "value": lambda: row.words(self._language, "exact" if row.basis == "derived" else None),
            "label": lambda: all_of([each.label for each in picked]),
            "gloss": lambda: all_of([each.gloss for each in picked]),
            "series": lambda: all_of([each.series_label for each in picked]),
            "period": lambda: all_of(
                [formatting.period(each.period_label, self._language) for each in picked if each.period_label]
            ),
            "year": lambda: all_of(
                [formatting.period(year_of(each), self._language) for each in picked if each.period_label]
            ),
        }[fact.show]()
        return row.value, shown

    def _figure(self, figure_id: str, key: str, name: str = "", *, period: bool = False) -> tuple[float, str]:
        found = self._store.rows(f"SELECT {FIGURE_COLUMNS} FROM figures WHERE figure_id = $id", {"id": figure_id})
        if not found:
            what = f"there is no figure {figure_id!r}.{near_figures(figure_id, self._store)}"
            raise ChartFileError(self._chart.file, key, what)
        figure = found[0]
        if period:
            return figure["value"], formatting.period(figure["period_label"], self._language)
        derived = figure["basis"] == "derived"
        if derived:
            self.derived.add(name)
        value = abs(figure["value"]) if "change" in str(figure["metric"]) else figure["value"]
        if figure["basis"] == "reported":
            self.reported.add(name)
        qualifier = "exact" if derived else figure["qualifier"]
        return figure["value"], formatting.qualified(value, figure["unit"], qualifier, self._language)

    def totals(self, rows: Iterable[Datum]) -> dict[str, tuple[str, str]]:
        """Category → the whole that its parts make: id and words, with ‡ where documents disagree on it.

        It is that of the last document that has all these parts, with these values: another may count otherwise.
        """
        subject, _, metric = (self._chart.definition.totals or "").partition(".")
        asked = {"subject": subject, "metric": metric, "ids": [row.figure_id for row in rows]}
        found: dict[str, tuple[str, str]] = {}
        for row in self._store.rows(WHOLES, asked) if subject else []:
            words = self._figure(row["figure_id"], "totals")[1]
            found[row["period_label"]] = row["figure_id"], f"{words}\u00a0‡" if row["disputed"] else words
        return found

    def reported_values(self, message: str) -> list[str]:
        """The values that a message names and that were published elsewhere, each once, in its order."""
        named = [name for name in _names(message) if name in self.reported]
        return list(dict.fromkeys(formatting.thousands_in_words(self._shown[name], self._language) for name in named))

    def is_derived(self, *messages: str | None) -> bool:
        """Whether a total, or a value that one of these messages names, is worked out."""
        named = (name for message in messages if message for name in _names(message))
        return "" in self.derived or any(name in self.derived for name in named)

    def rows_of(self, message: str) -> list[Datum]:
        """The rows whose values a message names."""
        return [self.rows[name] for name in _names(message) if name in self.rows]

    def holds(self, condition: str) -> bool:
        """Says whether a condition such as ``after > before`` is true of the data."""
        match = COMPARISON.match(condition)
        if match is None:
            return False
        left, compare, right = match.groups()
        return bool(_COMPARE[compare](self._number(left), self._number(right)))

    def _number(self, text: str) -> float:
        if text in self.values:
            return self.values[text]
        if text in self._lacking:
            raise self._lacking[text]
        try:
            return float(text)
        except ValueError as error:
            what = f"there is no fact {text!r}. {allowed_names(text, self.values)}"
            raise ChartFileError(self._chart.file, "title", what) from error

    def format(self, message: str, key: str) -> str:
        """Words a message with its placeholders filled; ``key`` is where the chart's file says it.

        Brackets that nothing fills are left out: what an operation was after is not always known.
        """
        text = self._language.gettext(message)
        shown = {name: formatting.thousands_in_words(words, self._language) for name, words in self._shown.items()}
        try:
            written = _EMPTY_BRACKETS.sub("", text.format(**shown)) if "{" in text else text
            return formatting.end_of_name(written, self._language)
        except (KeyError, IndexError, ValueError) as error:
            named = str(error.args[0] if error.args else "")
            if named in self._lacking:
                raise self._lacking[named] from error
            what = f"{text!r} names a fact that is not declared ({error}). {allowed_names(named, self._shown)}"
            raise ChartFileError(self._chart.file, key, what) from error


def _names(message: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(message) if name]


def near_figures(figure_id: str, store: Store) -> str:
    """Names the figures whose ids are nearest to one that does not exist; the empty string where none is near."""
    document = figure_id.partition(".")[0]
    near = store.rows(
        "SELECT figure_id FROM (SELECT figure_id FROM figures UNION SELECT $place || subject || '.' || metric FROM figures) "
        "WHERE jaro_winkler_similarity(figure_id, $id) > 0.9 "
        "ORDER BY levenshtein(figure_id, $id), figure_id LIMIT 2",
        {"id": figure_id, "place": f"{document}." if document in ("newest", "previous") else None},
    )
    return f" Did you mean {' or '.join(row['figure_id'] for row in near)}?" if near else ""


def _pick(which: str, rows: list[Datum]) -> Datum:
    if which == "largest":
        return max(rows, key=lambda row: row.value)
    if which == "smallest":
        return min(rows, key=lambda row: row.value)
    return rows[{"first": 0, "previous": -2, "last": -1}[which]]


def pick_title(chart: Chart, facts: Facts) -> tuple[str, str]:
    """The title, or the first of several whose condition holds, and the facts of the condition as placeholders."""
    title = chart.definition.title
    if isinstance(title, str):
        return title, ""
    for finding in title:
        if facts.holds(finding.when):
            return finding.text, re.sub(r"[a-z_]\w*", r"{\g<0>}", finding.when)
    raise ChartFileError(chart.file, "title", "no finding holds for the data. Word one that does.")
