"""Writes what the documentation and editors know of the schemas: the tables of `extending.md`, and `schemas/*.json`.

Run ``make reference`` after a schema has changed; a test compares.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))

from dashboard.chart_types import CHART_TYPES  # noqa: E402
from dashboard.charts.chart_type_info import CHART_TYPE_INFO, ChartTypeInfo  # noqa: E402
from dashboard.charts.datum import QUERY_COLUMNS  # noqa: E402
from dashboard.charts.definition import (  # noqa: E402
    OPTION_LISTS,
    Annotation,
    ChartDefinition,
    Control,
    Fact,
    Finding,
)
from dashboard.charts.tiles import Tile  # noqa: E402
from etl.schema.fields import LANGUAGE, TranslatedRow  # noqa: E402
from etl.schema.printed import SourceCard  # noqa: E402

#: Models of a chart's file whose keys are told one by one.
PARTS: tuple[type[BaseModel], ...] = (ChartDefinition, Fact, Finding, Control, Annotation, Tile)
_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.M)
_SECTION = re.compile(r"(<!-- from the schema: (\w+) -->\n).*?(<!-- end -->)", re.S)


def described(model: type[Any]) -> dict[str, str]:
    """What the docstring of a class says of each attribute."""
    text = (inspect.getdoc(model) or "").replace("`OPTION_LISTS`", ", ".join(f"``{name}``" for name in OPTION_LISTS))
    return {name: re.sub(r"\s+", " ", words).replace("``", "`") for name, words in _ATTRIBUTE.findall(text)}


def keys(model: type[BaseModel]) -> str:
    """A table of the keys of a model: name, whether it must be there, what it holds."""
    words = described(model)
    rows = [
        f"| `{name}` | {'yes' if field.is_required() else ''} | {words[name]} |"
        for name, field in model.model_fields.items()
        if name in shown(model)
    ]
    return "\n".join(["| key | required | what it holds |", "|---|---|---|", *rows]) + "\n"


def shown(model: type[BaseModel]) -> dict[str, Any]:
    """The keys that a file may have; others are given by the place of the file."""
    properties: dict[str, Any] = model.model_json_schema()["properties"]
    return properties


def chart_types() -> str:
    """A table of the chart types."""
    rows = [
        f"| `{name}` | {CHART_TYPE_INFO[name].name} | {CHART_TYPE_INFO[name].max_rows} |"
        for name in sorted(CHART_TYPES)
    ]
    return "\n".join(["| type | what it is | rows at most |", "|---|---|---|", *rows]) + "\n"


def columns() -> str:
    """A table of the columns that a query may give."""
    rows = [f"| `{name}` | {words} |" for name, words in QUERY_COLUMNS.items()]
    return "\n".join(["| column | what it holds |", "|---|---|", *rows]) + "\n"


def told_of_a_type() -> str:
    """A table of what a chart type tells where it is registered."""
    rows = [f"| `{name}` | {words} |" for name, words in described(ChartTypeInfo).items()]
    return "\n".join(["| argument | what it holds |", "|---|---|", *rows]) + "\n"


SECTIONS = {model.__name__: (lambda model=model: keys(model)) for model in PARTS} | {
    "chart_types": chart_types,
    "columns": columns,
    "ChartTypeInfo": told_of_a_type,
}


def extending() -> str:
    """The page with its tables written anew."""
    text = (FOLDER / "extending.md").read_text(encoding="utf-8")
    return _SECTION.sub(lambda found: f"{found[1]}{SECTIONS[found[2]]()}{found[3]}", text)


def schema(model: type[BaseModel], title: str) -> str:
    """The JSON Schema of a file, with what is said of each key, for editors."""
    written = model.model_json_schema()
    models = {each.__name__: each for each in PARTS}
    for name, part in [(model.__name__, written), *written.get("$defs", {}).items()]:
        words = described(models[name]) if name in models else {}
        for key, about in part.get("properties", {}).items():
            if key in words:
                about["description"] = words[key]
        if name == TranslatedRow.__name__:
            part["patternProperties"] = {LANGUAGE: part["properties"]["en"]}
    if model is ChartDefinition:
        written["properties"]["type"]["enum"] = sorted(CHART_TYPES)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return (
        json.dumps(
            head | {key: value for key, value in written.items() if key != "title"}, indent=1, ensure_ascii=False
        )
        + "\n"
    )


def tiles() -> str:
    """The JSON Schema of a topic's tiles."""
    tile = json.loads(schema(Tile, "A tile"))
    definitions = tile.pop("$defs", {}) | {
        "Tile": {key: value for key, value in tile.items() if not key.startswith("$")}
    }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The tiles of a topic",
        "type": "object",
        "additionalProperties": False,
        "properties": {"tile": {"type": "array", "items": {"$ref": "#/$defs/Tile"}}},
        "$defs": definitions,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def files() -> dict[str, str]:
    """Every file that is written, by its name."""
    return {
        "extending.md": extending(),
        "schemas/chart.schema.json": schema(ChartDefinition, "A chart"),
        "schemas/tiles.schema.json": tiles(),
        "schemas/source.schema.json": schema(SourceCard, "The card of a document or dataset"),
    }


if __name__ == "__main__":
    (FOLDER / "schemas").mkdir(exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
