"""The forms a chart has beside its page: what each is called, what it takes, and what makes it.

A maker registers itself: put ``@form("csv", …)`` above it, and its address, its link in lists of downloads and its entry
in the description of addresses are there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from dashboard.charts.catalogue import Chart, State
from dashboard.errors import BadState
from dashboard.i18n.languages import Language
from dashboard.releases.data_version import Desk

Maker = Callable[[Desk, Chart, State, Language], bytes]
Kind = Literal["picture", "data", "citation", "machine"]
Value = TypeVar("Value", bound=str)


@dataclass(frozen=True)
class Choice(Generic[Value]):
    """A parameter of an address with the values it offers.

    Attributes:
        name: in the query string.
        allowed: every value; the first is the default.
        about: what it does, in English.
    """

    name: str
    allowed: tuple[Value, ...]
    about: str

    def chosen(self, asked: Mapping[str, str]) -> Value:
        """The value that a query string asks for.

        Raises:
            BadState: the parameter does not offer the value.
        """
        value = asked.get(self.name, self.allowed[0])
        for offered in self.allowed:
            if offered == value:
                return offered
        raise BadState(self.name, value, self.allowed)

    def schema(self) -> dict[str, Any]:
        """The values as JSON Schema."""
        return {"type": "string", "enum": list(self.allowed), "default": self.allowed[0]}


@dataclass(frozen=True)
class PixelRange:
    """A parameter of an address that takes a length in pixels, or nothing.

    Attributes:
        name: in the query string.
        smallest_px: that is offered.
        largest_px: that is offered.
        about: what it does, in English.
    """

    name: str
    smallest_px: int
    largest_px: int
    about: str

    def chosen(self, asked: Mapping[str, str]) -> int | None:
        """The length that a query string asks for.

        Raises:
            BadState: it is no whole number, or out of range.
        """
        value = asked.get(self.name)
        if not value:
            return None
        is_number = value.isascii() and value.isdecimal() and len(value) < 6
        if not is_number or not self.smallest_px <= int(value) <= self.largest_px:
            raise BadState(self.name, value, [f"{self.smallest_px} – {self.largest_px}"])
        return int(value)

    def schema(self) -> dict[str, Any]:
        """The lengths as JSON Schema."""
        return {"type": "integer", "minimum": self.smallest_px, "maximum": self.largest_px}


@dataclass(frozen=True)
class Form:
    """One form of a chart.

    Attributes:
        media_type: of the answer.
        make: gives the bytes.
        about: what it is, in English; worded in the reader's language where it is shown.
        kind: which list of downloads it belongs to.
        parameters: of its address, beside the chart's controls and ``v``.
        holds: extensions of forms inside this one, whose parameters it takes too.
        described_by: extension of the form that describes this one, for a ``Link`` header.
        grows: what it says of a data version changes as others follow, so that it is never kept for good.
    """

    media_type: str
    make: Maker
    about: str
    kind: Kind
    parameters: tuple[Choice[Any] | PixelRange, ...] = ()
    holds: tuple[str, ...] = ()
    described_by: str = ""
    grows: bool = False


#: extension → form.
FORMS: dict[str, Form] = {}


def form(
    extension: str,
    media_type: str,
    about: str,
    kind: Kind,
    *parameters: Choice[Any] | PixelRange,
    holds: tuple[str, ...] = (),
    described_by: str = "",
    grows: bool = False,
) -> Callable[[Maker], Maker]:
    """Registers a maker as a form of every chart; see `Form` for the arguments."""

    def register(make: Maker) -> Maker:
        assert extension not in FORMS, f"two makers for .{extension}"
        FORMS[extension] = Form(media_type, make, about, kind, parameters, holds, described_by, grows)
        return make

    return register
