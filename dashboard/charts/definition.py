"""What a chart's file may say. Unknown keys are errors."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from dashboard.data.operation_facets import ORDERS, PLACES_NAMED, PRINTED
from dashboard.data.operations import AREAS, GOALS, KINDS, OUTCOMES
from dashboard.design.style import TOKENS, TONES
from dashboard.errors import ChartFileError, allowed_names
from dashboard.i18n.languages import N_, Language

#: Stands where a year or an edition of a series is missing.
NO_FIGURE = N_("no usable figure")
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
#: Options that charts share with the board of operations.
OPTION_LISTS: dict[str, dict[str, str]] = {
    "kinds": KINDS, "outcomes": {key: text for key, (text, *_) in OUTCOMES.items()}, "orders": ORDERS, "areas": AREAS,
    "goals": GOALS, "places": PLACES_NAMED, "printed": PRINTED,
}  # fmt: skip
#: How pydantic names the branch of a union in the place of an error.
_BRANCH = re.compile(r"^constrained-str$|\[")
COMPARISON = re.compile(r"^\s*([a-z_]\w*)\s*(<=|>=|<|>|==|!=)\s*([a-z_]\w*|-?\d+(?:\.\d+)?)\s*$")


class Strict(BaseModel):
    """Part of a chart's file."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Control(Strict):
    """A choice a reader has. It stands in the address as ``?<name>=<option>``.

    Attributes:
        label: what the reader chooses, in English.
        options: value in the address → English words; the first is the default. Or the name of a list of the site's,
            one of `OPTION_LISTS`.
        several: any number of options may be chosen, none at first; each is a pair of its own in the address. Such a
            control filters: it is offered where it filters a page and, folded, in the chart's embed.
        first: of a control without options, what it stands at first. Its options are names from the data, and the
            chart's ``rows`` know them.
        every: in the place of options, years of the data; that of a new report comes by itself. ``years`` offers ``all``
            and each year of which every chart of the topic with a control of this name has rows, since one address
            chooses for all of them; the query reads it by its name: ``AND $year IN ('all', left(period_label, 4))``.
            ``operation_years`` offers the years of the operations in the reports, ``membership_years`` those of which
            the members are known; of these one is always chosen.
    """

    label: Text
    several: bool = False
    first: Text | None = None
    every: Literal["years", "operation_years", "membership_years"] | None = None
    options: dict[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")], Text] = Field(
        {}, validate_default=True
    )

    @field_validator("options", mode="before")
    @classmethod
    def _listed(cls, options: Any) -> Any:
        if isinstance(options, str) and options not in OPTION_LISTS:
            raise ValueError(f"there is no list {options!r}. {allowed_names(options, OPTION_LISTS)}")
        return OPTION_LISTS[options] if isinstance(options, str) else options

    @field_validator("options")
    @classmethod
    def _known(cls, options: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        if info.data.get("every"):
            if options:
                raise ValueError("give either options or every")
            return options
        if not info.data.get("first") and len(options) < 2:
            raise ValueError("give at least two options")
        if info.data.get("first") and (options or not info.data.get("several")):
            raise ValueError("a control with first takes several and names none")
        return options

    @property
    def default(self) -> str:
        """The option that stands when the address names none."""
        return self.first or "" if self.several else next(iter(self.options), "all")

    def words(self, option: str, language: Language) -> str:
        """What an option is called."""
        return language.localize_digits(language.gettext(self.options[option]))


class Fact(Strict):
    """A value that words may name as ``{name}``.

    Words may always name the years of the rows: ``{first_year}``, ``{last_year}``, and ``{years}``, which lists a few.

    Attributes:
        figure: the figure whose value it is: its id, or ``newest.subject.metric``, the latest that documents print of the two,
            and ``previous.subject.metric``, the one before; or
        pick: which of the chart's rows: the largest, smallest, first or last, the one previous to the last, or how many
            there are. Of the largest or smallest, the names of all that are equal are told.
        show: what of that row: its value, its category's label or what the operation was after, its series' label, its period or the
            year that this ends in.
        series: only rows of this series; ``first`` and ``last`` are those of the first and the last.
        category: only rows of this category.
    """

    figure: str | None = None
    pick: Literal["largest", "smallest", "first", "previous", "last", "count"] | None = None
    show: Literal["value", "label", "gloss", "series", "period", "year"] = "value"
    series: str | None = None
    category: str | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> Fact:
        if (self.figure is None) == (self.pick is None):
            raise ValueError("give either figure or pick")
        if self.figure and self.show not in ("value", "period"):
            raise ValueError("of a figure, show is value or period")
        return self


class Finding(Strict):
    """A title that holds under a condition.

    Attributes:
        when: a comparison of two facts, or of a fact and a number, such as ``after > before``.
        text: English words.
    """

    when: Annotated[str, StringConstraints(pattern=COMPARISON.pattern)]
    text: Text


class Annotation(Strict):
    """What happened where the reader will ask.

    Attributes:
        category: the category (or x value) it stands at.
        text: English words.
    """

    category: str
    text: Text


class ChartDefinition(Strict):
    """A chart, as declared.

    Attributes:
        type: the chart type: the name of a function in ``dashboard.chart_types``.
        order: its place within the topic.
        panel: how large it stands on its topic's page; the one ``lead`` of a topic is on the overview too. A ``tile``
            tells its values in words there, of a ``listed`` chart the title alone, and a ``section`` of the page draws
            it in its own way; all keep their own pages, pictures and embeds.
        series: names of ``data/decisions/series.csv``, drawn in this order, in the place of a query. Only such charts
            show what was published elsewhere.
        gap: what stands where editions are left out of a series, if more is known than that there is no usable figure.
        beside: a metric of the reference; its value at the end of each year of the first series stands behind the point.
        rows: a name of `dashboard.charts.chart_rows.ROWS`, in the place of a query: rows that a page filters in the same way.
        query: SQL on the published database. It names rows by ``figure_id`` (or by ``value``, ``unit`` and
            ``source_id`` where a reference is counted) and may give ``category`` and ``series``.
        attributed: the title says itself by whom its values are told; else it ends with what is not confirmed or contradicted.
        complete: of a query, years of which not all is printed, or worked out, that the one before has are held back: a
            chart of parts waits for a report that prints them all.
        unit: the unit of the values, where that of the rows is not to be told.
        facts: name → a value that words may name.
        controls: name → a choice that a reader has.
        annotations: what happened where the reader will ask.
        names: English words for categories or series that are not subjects, metrics, documents or periods.
        colours: category or series → a tone of the topic’s hue, or a colour token of the style. Without, the last of series
            that are years is in the topic's hue and the others are grey, the older the paler; other series are tones of the hue.
        title: the finding, or findings of which the first whose condition holds is shown.
        subtitle: measure, unit, place and period.
        question: the heading under which the chart stands on its topic's page.
        remark: what a reader may want to know besides; it may name facts, as titles do.
        caveat: what would change a reader's sentence: it stands in every picture in which it fits on two lines.
        largest: how many rows are drawn, where the rest is told in words.
        highlight: the category that is drawn in the topic's hue, where the others are grey context.
        totals: ``subject.metric`` of the whole that the parts of a category make, where categories are periods.
        state_queries: ``control=option`` → another query for that choice.
        state_units: likewise, another unit.
        state_subtitles: likewise, another subtitle.
    """

    type: Name
    order: int
    panel: Literal["lead", "wide", "half", "third", "tile", "listed", "section"] = "half"
    series: list[Text] = []
    gap: Text = NO_FIGURE
    beside: Name | None = None
    rows: Literal["operation_outcomes", "operation_figures", "members_in_year"] | None = None
    query: Text | None = None
    attributed: bool = False
    complete: bool = False
    unit: Name | None = None
    title: Text | list[Finding]
    subtitle: Text
    question: Text
    remark: Text | None = None
    caveat: Text | None = None
    largest: Annotated[int, Field(ge=1)] | None = None
    highlight: Literal["largest", "last"] | None = None
    totals: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.[a-z0-9_]+$")] | None = None
    facts: dict[Name, Fact] = {}
    controls: dict[Name, Control] = {}
    names: dict[str, Text] = {}
    colours: dict[str, Literal[(*TONES, *TOKENS)]] = {}  # type: ignore[valid-type]
    annotations: list[Annotation] = []
    state_queries: dict[str, Text] = {}
    state_units: dict[str, Name] = {}
    state_subtitles: dict[str, Text] = {}

    @property
    def titles(self) -> list[str]:
        """Every title that it may have, with its places."""
        return [self.title] if isinstance(self.title, str) else [each.text for each in self.title]

    @property
    def named_facts(self) -> set[str]:
        """The facts that its words or conditions name."""
        texts = [*self.titles, self.subtitle, self.remark, self.caveat, *self.state_subtitles.values()]
        named = {name for text in texts for name in re.findall(r"\{(\w+)\}", text or "")}
        conditions = [] if isinstance(self.title, str) else [COMPARISON.match(each.when) for each in self.title]
        compared = {name for found in conditions if found for name in found.group(1, 3)}
        return named | {name for name in compared if not name.lstrip("-")[0].isdigit()}

    @model_validator(mode="after")
    def _one_origin(self) -> ChartDefinition:
        if sum(map(bool, (self.query, self.series, self.rows))) != 1:
            raise ValueError("give either query or series or rows")
        if self.complete and not self.query:
            raise ValueError(
                "complete: only a chart with a query has it; a series ends where data/decisions/series.csv says"
            )
        if self.beside and not self.series:
            raise ValueError("beside: only a chart that names series has it")
        return self

    @model_validator(mode="after")
    def _states_exist(self) -> ChartDefinition:
        for mapping in (self.state_queries, self.state_units, self.state_subtitles):
            for key in mapping:
                control, _, option = key.partition("=")
                if control not in self.controls or option not in self.controls[control].options:
                    known = [f"{name}={each}" for name, control in self.controls.items() for each in control.options]
                    raise ValueError(f"{key!r} is no option of a control of this chart. {allowed_names(key, known)}")
        return self


Model = TypeVar("Model", bound=Strict)


def parsed(
    model: type[Model], content: dict[str, Any], file: str, place: tuple[str, ...] = ()
) -> tuple[Model | None, list[ChartFileError]]:
    """A part of a file of the charts as it is declared.

    Args:
        model: what it may say.
        content: what it says.
        file: how a reader of the repository knows it.
        place: where in the file the part stands.

    Returns:
        The part, or None with all that is wrong with it.
    """
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems = []
        for detail in details:
            same_key = [other for other in details if other["loc"][:1] == detail["loc"][:1]]
            if detail["type"] in ("string_type", "list_type") and len(same_key) > 1:
                continue  # one branch of a union; the other says what is wrong
            loc, keys = _keys_at(model, detail["loc"])
            what = detail["msg"].rstrip(".") + "."
            if detail["type"] == "extra_forbidden":
                what += f" {allowed_names(loc[-1], keys)}"
            elif detail["type"] == "literal_error":
                expected = re.findall("'([^']*)'", detail["ctx"]["expected"])
                what = f"{detail['input']!r} is not known. {allowed_names(str(detail['input']), expected)}"
            problems.append(ChartFileError(file, ".".join((*place, *loc)) or "(file)", what))
        return None, problems


def _keys_at(model: type[Strict], loc: tuple[int | str, ...]) -> tuple[list[str], list[str]]:
    """The place of an error without the branches of unions, and the keys that may stand where its last one does."""
    schema = model.model_json_schema()
    node: dict[str, Any] = schema
    place: list[str] = []
    keys: list[str] = []
    for part in loc:
        found: list[dict[str, Any]] = []
        keys = []
        for branch in [node, *node.get("anyOf", [])]:
            keys = keys or list(branch.get("properties", {}))
            found = found or [
                *[value for name, value in branch.get("properties", {}).items() if name == part],
                *([branch["items"]] if isinstance(part, int) and "items" in branch else []),
                *branch.get("patternProperties", {}).values(),
                *([branch["additionalProperties"]] if isinstance(branch.get("additionalProperties"), dict) else []),
            ]
        if found:
            node = found[0]
            node = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
        if not _BRANCH.search(str(part)):
            place.append(str(part))
    return place, keys
