"""Native form controls, and the forms of filters; all of it works without scripts: the address holds what was chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from dash import html

from dashboard.chart_types.emphasis import emphasis_choices
from dashboard.charts.catalogue import EMPHASISE, State, without_emphasis
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext
from dashboard.components.html import Element
from dashboard.errors import InvalidParameter
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


def options_of(labels: dict[str, str], none: str = "") -> list[Option]:
    """Options from their values and words; ``none`` is what no choice is called, where none need be made."""
    first = [Option("", none)] if none else []
    return first + [Option(value, label) for value, label in labels.items()]


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
    entries = [
        Element("option", {"value": o.value, "selected": o.value == chosen, "lang": o.lang}, o.label) for o in options
    ]
    return Element("label", {"class": "field"}, [label, Element("select", {"name": name}, entries)])


def number(name: str, label: str, minimum: int, maximum: int, value: int | None) -> Element:
    """A whole number within bounds, or none where none stands there."""
    bounds = {"min": minimum, "max": maximum, "value": value, "required": value is not None}
    field = Element("input", {"type": "number", "name": name, "inputmode": "numeric", **bounds})
    return Element("label", {"class": "field"}, [label, field])


def emphasis_select(context: PageContext, view: ChartView) -> list[Element]:
    """What of a chart is set off from the rest, where it can be."""
    choices = emphasis_choices(view)
    if not choices:
        return []
    options = options_of(choices, none=context.gettext("Everything in colour"))
    return [select(EMPHASISE, context.gettext("In colour, the rest in grey"), options, view.emphasis)]


def search(context: PageContext, name: str, label: str, names: str = "") -> Element:
    """A search field; ``names`` is the id of a list of what may be looked for."""
    typed = {"value": context.query.get(name, ""), "dir": "auto", "enterkeyhint": "search", "list": names or None}
    field = Element("input", {"type": "search", "name": name, **typed})
    return Element("label", {"class": "field"}, [label, field])


def hidden_inputs(language: Language, state: State) -> list[Element]:
    """What a form sends on as it is: the chart's state, but for what is set off in it, and the reader's digits."""
    values = [*without_emphasis(state), *parse_qsl(digits_query(language))]
    return [Element("input", {"type": "hidden", "name": name, "value": value}) for name, value in values]


def chosen_option(context: PageContext, name: str, options: dict[str, str]) -> str:
    """The option of a filter that the address names; empty where it names none.

    Raises:
        InvalidParameter: it is none of those offered.
    """
    value = context.query.get(name, "")
    if value and value not in options:
        raise InvalidParameter(name, value, options)
    return value


def filter_form(context: PageContext, fields: list[Element], label: str, anchor: str = "") -> Any:
    """A form around fields, with its button."""
    return html.Form(
        [*fields, *hidden_inputs(context.language, ()), html.Button(context.gettext("Show"), type="submit")],
        method="get",
        action=context.path + (f"#{anchor}" if anchor else ""),
        className="filters",
        role="search",
        **{"aria-label": label},
    )


def nothing_found(context: PageContext, sentence: str, anchor: str = "") -> Any:
    """Says that nothing fits, and offers to clear the filters."""
    query = digits_query(context.language)
    address = context.path + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")
    return html.P([sentence, " ", html.A(context.gettext("Clear the filters"), href=address)], className="notice")


def _labelled_input(attributes: dict[str, Any], option: Option) -> Element:
    words: list[Any] = [option.label]
    if option.detail:
        words += [" ", Element("small", {}, option.detail)]
    return Element("label", {}, [Element("input", attributes), Element("span", {}, words)])
