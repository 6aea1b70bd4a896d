"""Every chart there is: a file in ``dashboard/charts/<topic>/`` is a chart, no list is edited."""

from __future__ import annotations

import hashlib
import itertools
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from dashboard.charts.definition import ChartDefinition, parsed
from dashboard.errors import ChartFileError, InvalidParameter, NotFound, allowed_names

FOLDER = Path(__file__).resolve().parent
#: Beside the charts of a topic: see `dashboard.charts.tiles`.
TILES_FILE = "tiles.toml"
State = tuple[tuple[str, str], ...]
#: The name in a state, beside those of controls, of the category or series that is drawn in colour among grey ones.
EMPHASISE = "emphasise"


@dataclass(frozen=True)
class Chart:
    """A chart and its place.

    Attributes:
        id: the stem of its file; it stands in addresses and does not change.
        topic: the name of its folder.
        file: how a reader of the repository knows its file.
        until: the last year of which the data have all that a chart that is to be complete shows.
    """

    id: str
    topic: str
    file: str
    definition: ChartDefinition
    until: int | None = None

    def __hash__(self) -> int:
        return hash(self.id)

    @cached_property
    def digest(self) -> str:
        """Changes with what its file says, and with the options that the data give its controls."""
        return hashlib.sha256(self.definition.model_dump_json().encode()).hexdigest()[:8]

    def state(self, query: Mapping[str, str]) -> State:
        """The full state that a query string asks for, in the order of the controls.

        Args:
            query: name → value; the values of a name that is repeated stand in one text with blanks between them. Of a
                control that takes one the last counts; the option of a control that takes several is all of them.

        Raises:
            InvalidParameter: an option that a control does not offer.
        """
        chosen = []
        for name, control in self.definition.controls.items():
            given = query.get(name, "").split(" ")
            asked = [option for option in given if option] if control.several else [given[-1] or control.default]
            for option in asked:
                if option not in control.options and control.first is None:
                    raise InvalidParameter(name, option, control.options)
            listed = dict.fromkeys([*control.options, *sorted(asked)])
            chosen.append((name, " ".join(option for option in listed if option in asked) or control.default))
        if key := query.get(EMPHASISE):  # whether the chart has it, its view says
            chosen.append((EMPHASISE, key))
        return tuple(chosen)

    def states(self) -> Iterator[State]:
        """Every state the chart can be in, the default first; of a chart with filters, the default alone."""
        controls = self.definition.controls
        if any(control.several for control in controls.values()):
            yield self.state({})
            return
        for options in itertools.product(*(control.options for control in controls.values())):
            yield tuple(zip(controls, options, strict=True))

    def chosen(self, state: State) -> State:
        """What of a state is not the default."""
        controls = self.definition.controls
        return tuple(part for part in state if part[0] not in controls or part[1] != controls[part[0]].default)

    def query_string(self, state: State) -> str:
        """The shortest query string of a state: options that are not the default."""
        return "&".join(urlencode({name: each}) for name, option in self.chosen(state) for each in option.split(" "))


def without_emphasis(state: State) -> State:
    """The state in which nothing is set off from the rest."""
    return tuple(part for part in state if part[0] != EMPHASISE)


class Catalogue:
    """The charts of a folder, in the order of their pages.

    Attributes:
        problems: all that is wrong with files that cannot be used; their charts are left out.
    """

    def __init__(self, charts: list[Chart], problems: Iterable[ChartFileError] = ()) -> None:
        self.problems = tuple(problems)
        self._charts = {chart.id: chart for chart in sorted(charts, key=lambda c: (c.topic, c.definition.order))}

    def __iter__(self) -> Iterator[Chart]:
        return iter(self._charts.values())

    def __len__(self) -> int:
        return len(self._charts)

    def chart(self, chart_id: str) -> Chart:
        """Gives a chart.

        Raises:
            NotFound: there is none of that id.
            ChartFileError: its file cannot be used.
        """
        if chart_id not in self._charts:
            for problem in self.problems:
                if Path(problem.file).stem == chart_id:
                    raise ChartFileError(problem.file, problem.key, problem.what)
            raise NotFound(chart_id, list(self._charts))
        return self._charts[chart_id]

    def of_topic(self, topic: str) -> list[Chart]:
        """The charts of a topic in their order."""
        return [chart for chart in self if chart.topic == topic]

    def lead(self, topic: str) -> Chart | None:
        """The chart that stands for a topic on the overview."""
        return next((chart for chart in self.of_topic(topic) if chart.definition.panel == "lead"), None)


def load_catalogue(chart_types: Collection[str], folder: Path = FOLDER) -> Catalogue:
    """Reads every chart file below a folder; one that cannot be used is left out, and all that is wrong with it is kept.

    A file cannot be used that is not TOML, has an unknown or missing key, names an unknown chart type, or has the id of
    another.

    Args:
        chart_types: the names that ``type`` may have.
        folder: of the chart files.
    """
    charts: dict[str, Chart] = {}
    problems: list[ChartFileError] = []
    for path in sorted(path for path in folder.glob("*/*.toml") if path.name != TILES_FILE):
        shown = f"dashboard/charts/{path.parent.name}/{path.name}"
        if path.stem in charts:
            what = f"{charts[path.stem].file} has this id already. Rename one."
            problems.append(ChartFileError(shown, "file name", what))
            continue
        try:
            definition, found = parsed(ChartDefinition, read_toml(path, shown), shown)
        except ChartFileError as error:
            problems.append(error)
            continue
        if definition:
            found = list(_unusable(definition, shown, chart_types))
            if not found:
                charts[path.stem] = Chart(path.stem, path.parent.name, shown, definition)
        problems += found
    return Catalogue(list(charts.values()), problems)


def read_toml(path: Path, shown: str) -> dict[str, Any]:
    """The content of a file.

    Raises:
        ChartFileError: it is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ChartFileError(shown, "(file)", f"it is not well-formed TOML in UTF-8: {error}.") from error


def _unusable(definition: ChartDefinition, shown: str, chart_types: Collection[str]) -> Iterator[ChartFileError]:
    if definition.type not in chart_types:
        what = f"{definition.type!r} is not known. {allowed_names(definition.type, sorted(chart_types))}"
        yield ChartFileError(shown, "type", what)
    if definition.query and not re.search(r"\b(figure_id|source_id)\b", definition.query):
        what = "it names neither figure_id nor source_id, so its rows have no provenance."
        yield ChartFileError(shown, "query", what)
