"""Parameters, answers and operations as OpenAPI writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.charts.catalogue import EMPHASISE, Chart
from dashboard.exports.registry import EXPORTS, ExportFormat
from dashboard.i18n.languages import N_, available_languages

Json = dict[str, Any]

#: Status → what it means; the page of an error says it in the reader's language.
ERRORS = {
    400: N_("A parameter asks for what is not offered; the answer lists what is."),
    404: N_("There is no such address; the answer lists what there is."),
    429: N_("Too many pictures were asked for in a short time; Retry-After says when to come back."),
    501: N_("The format is none of those offered."),
    503: N_("It has not been made yet, or the site is busy; Retry-After says when to come back."),
}
_NOT_MODIFIED = {"304": {"description": "The client has it already (If-None-Match)."}}


@dataclass(frozen=True)
class Operation:
    """One address and what it answers.

    Attributes:
        path: with ``{name}`` where a part is chosen.
        summary: what it is, in English.
        tag: the group it belongs to.
        media_types: of the answer.
        parameters: of path and query.
        errors: statuses beside 200; 304 is there unless ``kept`` is False.
        kept: clients may keep the answer and ask whether it has changed.
    """

    path: str
    summary: str
    tag: str
    media_types: Sequence[str]
    parameters: Sequence[Json] = ()
    errors: Sequence[int] = ()
    kept: bool = True
    success: str = "200"
    headers: Json = field(default_factory=dict)

    def written(self) -> Json:
        """The operation as a path item."""
        answer: Json = {"description": self.summary}
        content = {name.partition(";")[0]: _body(name) for name in self.media_types}
        answer |= {"content": content} if content else {}
        answer |= {"headers": self.headers} if self.headers else {}
        responses = {self.success: answer} | (_NOT_MODIFIED if self.kept else {})
        responses |= {str(status): {"$ref": f"#/components/responses/{status}"} for status in self.errors}
        operation: Json = {"operationId": self.name, "summary": self.summary, "tags": [self.tag]}
        operation |= {"parameters": list(self.parameters)} if self.parameters else {}
        return {"get": {**operation, "responses": responses}}

    @property
    def name(self) -> str:
        """A name made from the path."""
        return (
            "_".join(
                self.path.strip("/").replace(".", "/").replace("-", "/").replace("{", "").replace("}", "").split("/")
            )
            or "root"
        )


def _body(media_type: str) -> Json:
    if media_type.endswith("csl+json"):
        return {"schema": {"type": "array", "items": {"type": "object"}}}
    return {"schema": {"type": "object"}} if media_type.endswith("json") else {}


def parameter(name: str, schema: Json, about: str, *, place: str = "query", **more: Any) -> Json:
    """A parameter; one of the path is always needed."""
    written = {"name": name, "in": place, "description": about, "schema": schema, **more}
    return written | ({"required": True} if place == "path" else {})


def choice(name: str, values: Iterable[str], about: str, *, place: str = "query", **more: Any) -> Json:
    """A parameter with the values it offers; in a query an empty one is as good as none, since forms send those."""
    allowed = [*values, ""] if place == "query" else list(values)
    return parameter(name, {"type": "string", "enum": allowed}, about, place=place, **more)


def language_parameter() -> Json:
    """The language in a path."""
    return choice("lang", available_languages(), N_("The language of every word."), place="path", example="en")


def version_parameter(versions: Sequence[str]) -> Json:
    """The data version that an address freezes."""
    about = N_("A data version: the answer never changes. Without it the current data are given.")
    return choice("v", versions, about)


def controls(charts: Sequence[Chart]) -> list[Json]:
    """The controls of some charts, with the options that all of those offer which have the control."""
    names = dict.fromkeys(name for chart in charts for name in chart.definition.controls)
    written = []
    for name in names:
        having = [c.definition.controls[name] for c in charts if name in c.definition.controls]
        options = [option for option in having[0].options if all(option in control.options for control in having)]
        # The options of a control that names none are names from the data, of which there may be many.
        first = [having[0].first.split(" ")[0]] if having[0].first else []
        written.append(choice(name, options or first, having[0].label))
    return written


def emphasis_parameter() -> Json:
    """What is set off in a chart."""
    about = N_(
        "A category or series that is drawn in colour, the rest in grey; a chart that has no mark for it lists those it has."
    )
    return parameter(EMPHASISE, {"type": "string", "maxLength": 200}, about)


def form_parameters(form: ExportFormat) -> list[Json]:
    """The parameters of a form, and of the forms inside it, each once."""
    forms = [form, *(EXPORTS[extension] for extension in form.includes)]
    every = {each.name: each for one in forms for each in one.parameters}
    return [parameter(each.name, each.schema(), each.description) for each in every.values()]


def error_responses() -> Json:
    """The answers that say what is wrong, by status."""
    content: Json = {"text/html": {}, "application/json": {"schema": {"type": "object"}}}
    return {str(status): {"description": about, "content": content} for status, about in ERRORS.items()}
