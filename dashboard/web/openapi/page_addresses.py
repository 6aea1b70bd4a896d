"""The addresses of pages, with the filters each has."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.components.context import PageContext
from dashboard.i18n.languages import language, message
from dashboard.pages import figures
from dashboard.pages.topic_sections import members, operations
from dashboard.releases.data_version import Desk
from dashboard.web.openapi.parts import Json, Operation, choice, controls, language_parameter, parameter

_TEXT = {"type": "string", "maxLength": 200}


def page_addresses(desk: Desk) -> Iterator[Operation]:
    """Every page that is no chart's own."""
    lang, errors = language_parameter(), (400, 404)
    leads = [chart for topic in desk.vocabulary.topics if (chart := desk.catalogue.lead(topic))]
    redirect = {"Location": {"schema": {"type": "string"}}}
    root = message("Leads to the reader’s language")
    yield Operation("/", root, "pages", [], kept=False, success="302", headers=redirect)
    yield Operation("/{lang}/", message("The overview"), "pages", ["text/html"], [lang, *controls(leads)], errors)
    filters = _filters(desk)
    for topic in desk.vocabulary.topics:
        # A filter that shares its name with a control goes with it.
        named = {each["name"]: each for each in (*filters.get(topic, []), *controls(desk.catalogue.of_topic(topic)))}
        parameters = [lang, *named.values()]
        yield Operation(
            f"/{{lang}}/{topic}",
            desk.vocabulary.topic(topic, language("en")),
            "pages",
            ["text/html"],
            parameters,
            errors,
        )
    fixed = {
        "figures": message("All figures, with search"),
        "about": message("How the figures were read"),
        "data": message("Data and addresses"),
    }
    for name, summary in fixed.items():
        yield Operation(f"/{{lang}}/{name}", summary, "pages", ["text/html"], [lang, *filters.get(name, [])], errors)


def _filters(desk: Desk) -> dict[str, list[Json]]:
    """Page → its filters, from the forms that offer them."""
    context = PageContext(desk, language("en"), {}, "", "/en/")
    about = message("Shows only what fits.")
    search = [parameter("q", _TEXT, message("Words or a number to look for."))]
    search += [choice(name, options, about) for name, options in figures.choices(context).items()]
    return {
        "figures": search,
        "operations": [choice(name, options, about) for name, options in operations.options(context).items()],
        "members": [
            parameter("member", _TEXT, message("Words or a number to look for.")),
            choice("region", members.REGIONS, about),
        ],
    }
