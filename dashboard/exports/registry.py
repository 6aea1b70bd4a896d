"""The forms a chart has beside its page: what each is called, what it takes, and what makes it.

An exporter registers itself: put ``@export("csv", …)`` above it, in a module that `dashboard.web.routes.chart_files.EXPORTERS` names, and
its address, its link in lists of downloads and its entry in the description of addresses are there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, NamedTuple, TypeVar, get_args

from dashboard.charts.catalogue import Chart, State
from dashboard.charts.view import ChartView
from dashboard.errors import InvalidParameter
from dashboard.i18n.languages import Language
from dashboard.releases.data_version import DataVersion

Kind = Literal["picture", "citation", "data", "machine"]
#: The order in which forms are described, whatever the order in which their modules are imported.
KINDS: tuple[Kind, ...] = get_args(Kind)
Value = TypeVar("Value", bound=str)


@dataclass(frozen=True)
class EnumParameter(Generic[Value]):
    """A parameter of an address with the values it offers.

    Attributes:
        name: in the query string.
        allowed: every value; the first is the default.
        description: what it does, in English.
    """

    name: str
    values: tuple[Value, ...]
    description: str

    def parse(self, query: Mapping[str, str]) -> Value:
        """The value that a query string asks for.

        Raises:
            InvalidParameter: the parameter does not offer the value.
        """
        value = query.get(self.name, self.values[0])
        for offered in self.values:
            if offered == value:
                return offered
        raise InvalidParameter(self.name, value, self.values)

    def schema(self) -> dict[str, Any]:
        """The values as JSON Schema."""
        return {"type": "string", "enum": list(self.values), "default": self.values[0]}


@dataclass(frozen=True)
class IntegerParameter:
    """A parameter of an address that takes a length in pixels, or nothing.

    Attributes:
        name: in the query string.
        minimum: that is offered.
        maximum: that is offered.
        description: what it does, in English.
    """

    name: str
    minimum: int
    maximum: int
    description: str

    def parse(self, query: Mapping[str, str]) -> int | None:
        """The length that a query string asks for.

        Raises:
            InvalidParameter: it is no whole number, or out of range.
        """
        value = query.get(self.name)
        if not value:
            return None
        is_number = value.isascii() and value.isdecimal() and len(value) < 6
        if not is_number or not self.minimum <= int(value) <= self.maximum:
            raise InvalidParameter(self.name, value, [f"{self.minimum} – {self.maximum}"])
        return int(value)

    def schema(self) -> dict[str, Any]:
        """The lengths as JSON Schema."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True, kw_only=True)
class FileRequest:
    """Who asks for a file, and of which data; what makes files knows nothing but this.

    Attributes:
        data: the data version.
        query: parameters such as the size of an image.
        origin: scheme and host of absolute addresses.
        client: who asks, for the renderer to give turns; it gets a hash of it.
        on_work: is called with a price before something costly is made, and may raise; one drawing costs 1.
    """

    data: DataVersion
    query: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""
    client: str = ""
    on_work: Callable[[int], None] = lambda price: None


@dataclass(frozen=True, kw_only=True)
class ExportRequest(FileRequest):
    """A chart to be exported.

    Attributes:
        chart: the chart.
        state: the options of its controls.
        language: of its words.
    """

    chart: Chart
    state: State
    language: Language

    @property
    def view(self) -> ChartView:
        """The chart's content."""
        return self.data.view(self.chart, self.state, self.language)


class Export(NamedTuple):
    """A file.

    Attributes:
        body: its bytes.
        complete: False where a part could not be made now, so that nobody should keep the file.
    """

    body: bytes
    complete: bool = True


Exporter = Callable[[ExportRequest], Export]


@dataclass(frozen=True)
class ExportFormat:
    """One format a chart can be had in.

    Attributes:
        media_type: of the answer.
        write: makes the file.
        description: what it is, in English; worded in the reader's language where it is shown.
        kind: which list of downloads it belongs to.
        parameters: of its address, beside the chart's controls and ``v``.
        includes: extensions of forms inside this one, whose parameters it takes too.
        mutable: the content changes after publication, so it is never sent as immutable.
    """

    media_type: str
    write: Exporter
    description: str
    kind: Kind
    parameters: tuple[EnumParameter[Any] | IntegerParameter, ...] = ()
    includes: tuple[str, ...] = ()
    mutable: bool = False


#: extension → form.
EXPORTS: dict[str, ExportFormat] = {}


def export(
    extension: str,
    media_type: str,
    description: str,
    kind: Kind,
    *parameters: EnumParameter[Any] | IntegerParameter,
    includes: tuple[str, ...] = (),
    mutable: bool = False,
) -> Callable[[Exporter], Exporter]:
    """Registers an exporter as a format of every chart; see `ExportFormat` for the arguments."""

    def register(write: Exporter) -> Exporter:
        assert extension not in EXPORTS, f"two exporters for .{extension}"
        EXPORTS[extension] = ExportFormat(media_type, write, description, kind, parameters, includes, mutable)
        return write

    return register
