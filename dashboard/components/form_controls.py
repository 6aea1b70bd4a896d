"""Native form controls for choices: radio buttons under a legend, check boxes, a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from dashboard.charts.catalogue import State
from dashboard.components.html import Element
from dashboard.i18n.languages import Language
from dashboard.urls import digits_query


@dataclass(frozen=True)
class Option:
    """One thing that can be chosen.

    Attributes:
        value: in the address.
        label: words for it.
        detail: what it is for, in smaller type.
        lang: code of the label's language, where it is not the page's.
    """

    value: str
    label: str
    detail: str = ""
    lang: str | None = None


def radio_group(name: str, legend: str, options: Iterable[Option], chosen: str) -> Element:
    """One choice among a few, all in sight."""
    rows = [
        _labelled_input({"type": "radio", "name": name, "value": o.value, "checked": o.value == chosen}, o)
        for o in options
    ]
    return Element("fieldset", {"class": "choice"}, [Element("legend", {}, legend), *rows])


def check_boxes(legend: str, boxes: Iterable[tuple[str, Option, bool]]) -> Element:
    """Choices that are made or not: name, what is sent when made, whether it is made."""
    rows = [
        _labelled_input({"type": "checkbox", "name": n, "value": o.value, "checked": made}, o) for n, o, made in boxes
    ]
    return Element("fieldset", {"class": "choice"}, [Element("legend", {}, legend), *rows])


def select(name: str, label: str, options: Iterable[Option], chosen: str) -> Element:
    """One choice from a list."""
    listed = [
        Element("option", {"value": o.value, "selected": o.value == chosen, "lang": o.lang}, o.label) for o in options
    ]
    return Element("label", {"class": "field"}, [label, Element("select", {"name": name}, listed)])


def hidden_inputs(language: Language, state: State) -> list[Element]:
    """What a form sends on as it is: the chart's state and the reader's digits."""
    values = [*state, *parse_qsl(digits_query(language))]
    return [Element("input", {"type": "hidden", "name": name, "value": value}) for name, value in values]


def _labelled_input(attributes: dict[str, Any], option: Option) -> Element:
    words: list[Any] = [option.label]
    if option.detail:
        words += [" ", Element("small", {}, option.detail)]
    return Element("label", {}, [Element("input", attributes), Element("span", {}, words)])
