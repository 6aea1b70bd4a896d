"""Writes a tree of Dash components as HTML, so that a page is complete before any script runs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from dash.development.base_component import Component

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex", "colSpan": "colspan", "rowSpan": "rowspan",
          "dateTime": "datetime", "hrefLang": "hreflang", "srcSet": "srcset", "noValidate": "novalidate"}  # fmt: skip
Node = Any


@dataclass(frozen=True)
class Raw:
    """Markup of our own making that is written as it is: a drawn chart, a script's JSON."""

    html: str


@dataclass(frozen=True)
class Element:
    """An element that dash.html lacks, such as a native input.

    Attributes:
        tag: its name.
        attributes: HTML names and values; True is written without a value, None and False not at all.
        children: what it holds.
    """

    tag: str
    attributes: dict[str, Any] = field(default_factory=dict)
    children: Node = None


def json_script(content: Any, media_type: str = "application/json", **attributes: str) -> Raw:
    """Data for scripts; no text in them can end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    named = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return Raw(f'<script type="{media_type}"{named}>{text}</script>')


def write(node: Node) -> str:
    """Gives the HTML of a component, a text, or a list of them."""
    parts: list[str] = []
    _write(node, parts)
    return "".join(parts)


def _write(node: Node, parts: list[str]) -> None:
    if node is None or node is False:
        return
    if isinstance(node, str):
        parts.append(escape(node, quote=False))
    elif isinstance(node, Raw):
        parts.append(node.html)
    elif isinstance(node, Element):
        _element(node.tag, node.attributes, node.children, parts)
    elif isinstance(node, Component):
        given = vars(node)
        properties = {name: given[name] for name in node._prop_names if name in given}
        # Dash keeps these in the order of a set, which is another in each process: so would be the page's entity tag.
        properties |= {name: given[name] for name in sorted(given) if name.startswith(("data-", "aria-"))}
        children = properties.pop("children", None)
        attributes = {_NAMES.get(name, name): value for name, value in properties.items()}
        _element(type(node).__name__.lower(), attributes, children, parts)
    elif isinstance(node, Iterable):
        for child in node:
            _write(child, parts)
    else:
        parts.append(escape(str(node), quote=False))


def _element(tag: str, attributes: dict[str, Any], children: Node, parts: list[str]) -> None:
    parts.append(f"<{tag}")
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        parts.append(f" {name}" if value is True else f' {name}="{escape(str(value))}"')
    parts.append(">")
    if tag in _VOID:
        return
    _write(children, parts)
    parts.append(f"</{tag}>")
