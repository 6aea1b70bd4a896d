"""Filter forms that work without scripts: the address holds what was chosen."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.components.html import Element
from dashboard.errors import InvalidParameter
from dashboard.urls import DIGITS_PARAMETER, digits_query


def parse_filter(context: PageContext, name: str, options: dict[str, str], default: str = "") -> str:
    """The option that the address names.

    Raises:
        InvalidParameter: it is none of those offered.
    """
    value = context.query.get(name, default)
    if value and value not in options:
        raise InvalidParameter(name, value, options)
    return value


def select(
    context: PageContext, name: str, label: str, options: dict[str, str], value: str, *, none: str | None = None
) -> Any:
    """A labelled choice.

    Args:
        context: the request.
        name: of the parameter.
        label: words beside it.
        options: value → words.
        value: what is chosen.
        none: words for no choice, by default "all"; empty when one must be chosen.
    """
    first = context.gettext("all") if none is None else none
    entries = [Element("option", {"value": ""}, first)] if first else []
    entries += [Element("option", {"value": key, "selected": key == value}, words) for key, words in options.items()]
    choice = Element("select", {"id": f"filter-{name}", "name": name}, entries)
    return html.Div([html.Label(label, htmlFor=f"filter-{name}"), choice], className="field")


def search(context: PageContext, name: str, label: str) -> Any:
    """A labelled search field."""
    field = {"type": "search", "id": f"filter-{name}", "name": name, "value": context.query.get(name, "")}
    return html.Div([html.Label(label, htmlFor=f"filter-{name}"), Element("input", field)], className="field")


def form(context: PageContext, fields: list[Any], label: str, anchor: str = "") -> Any:
    """A form around fields, with its button."""
    button = html.Button(context.gettext("Show"), type="submit")
    action = context.path + (f"#{anchor}" if anchor else "")
    digits = context.language.digits
    kept = {"type": "hidden", "name": DIGITS_PARAMETER, "value": digits}
    hidden = Element("input", kept) if digits_query(context.language) else None
    return html.Form(
        [*fields, hidden, button],
        method="get",
        action=action,
        className="filters",
        role="search",
        **{"aria-label": label},
    )


def empty_result(context: PageContext, sentence: str, anchor: str = "") -> Any:
    """Says that nothing fits, and offers to clear the filters."""
    query = digits_query(context.language)
    address = context.path + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")
    return html.P([sentence, " ", html.A(context.gettext("Clear the filters"), href=address)], className="notice")
