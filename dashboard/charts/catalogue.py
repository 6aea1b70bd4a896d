"""Every chart there is: a file in ``dashboard/charts/<topic>/`` is a chart, no list is edited."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from pydantic import ValidationError

from dashboard.charts.definition import ChartDefinition
from dashboard.errors import ChartFileError, InvalidParameter, NotFound

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
    """

    id: str
    topic: str
    file: str
    definition: ChartDefinition

    def __hash__(self) -> int:
        return hash(self.id)

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
            listed = control.options or sorted({*asked})
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
    """The charts of a folder, in the order of their pages."""

    def __init__(self, charts: list[Chart]) -> None:
        self._charts = {chart.id: chart for chart in sorted(charts, key=lambda c: (c.topic, c.definition.order))}

    def __iter__(self) -> Iterator[Chart]:
        return iter(self._charts.values())

    def __len__(self) -> int:
        return len(self._charts)

    def chart(self, chart_id: str) -> Chart:
        """Gives a chart.

        Raises:
            NotFound: there is none of that id.
        """
        if chart_id not in self._charts:
            raise NotFound(chart_id, list(self._charts))
        return self._charts[chart_id]

    def of_topic(self, topic: str) -> list[Chart]:
        """The charts of a topic in their order."""
        return [chart for chart in self if chart.topic == topic]

    def lead(self, topic: str) -> Chart | None:
        """The chart that stands for a topic on the overview."""
        return next((chart for chart in self.of_topic(topic) if chart.definition.panel == "lead"), None)


def load_catalogue(chart_types: Collection[str], folder: Path = FOLDER) -> Catalogue:
    """Reads every chart file below a folder.

    Args:
        chart_types: the names that ``type`` may have.
        folder: of the chart files.

    Raises:
        ChartFileError: a file is not TOML, has an unknown or missing key, names an unknown chart type, or an id is
            used twice.
    """
    charts: dict[str, Chart] = {}
    for path in sorted(path for path in folder.glob("*/*.toml") if path.name != TILES_FILE):
        shown = f"dashboard/charts/{path.parent.name}/{path.name}"
        if path.stem in charts:
            raise ChartFileError(shown, "file name", f"{charts[path.stem].file} has this id already. Rename one.")
        charts[path.stem] = Chart(path.stem, path.parent.name, shown, _read(path, shown, chart_types))
    return Catalogue(list(charts.values()))


def _read(path: Path, shown: str, chart_types: Collection[str]) -> ChartDefinition:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ChartFileError(shown, "(file)", f"it is not well-formed TOML in UTF-8: {error}.") from error
    try:
        definition = ChartDefinition.model_validate(content)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in detail["loc"]) or "(file)"
        hint = ""
        if detail["type"] == "extra_forbidden":
            hint = f" Allowed: {', '.join(ChartDefinition.model_fields)}."
        raise ChartFileError(shown, key, f"{detail['msg']}.{hint}") from error
    if definition.type not in chart_types:
        raise ChartFileError(
            shown, "type", f"{definition.type!r} is not known. Allowed: {', '.join(sorted(chart_types))}."
        )
    if definition.query and not re.search(r"\b(figure_id|source_id)\b", definition.query):
        raise ChartFileError(
            shown, "query", "it names neither figure_id nor source_id, so its rows have no provenance."
        )
    return definition
