"""The explorer: every operation of the reports, by year, crime area, region and goal, with its figures."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import addresses, formatting
from dashboard.languages import message
from dashboard.pages import filters
from dashboard.pages.context import PageContext
from dashboard.pages.extras.members import REGIONS
from dashboard.pages.outcomes import ORDERS, OUTCOMES, comparison
from dashboard.pages.pager import page_number, pager

ANCHOR = "explorer"
#: Names of the query string that are read here.
PARAMETERS = ("kind", "year", "area", "region", "goal", "outcome", "order", "page", "operation")
KINDS = {
    "operation": message("operations"),
    "project": message("projects"),
    "programme": message("programmes"),
    "campaign": message("campaigns"),
    "initiative": message("initiatives"),
}
AREAS = {
    "terrorism": message("Terrorism"),
    "human-trafficking-and-migrant-smuggling": message("Human trafficking and migrant smuggling"),
    "child-abuse": message("Child sexual abuse"),
    "cybercrime": message("Cybercrime"),
    "financial-crime": message("Financial crime"),
    "illicit-goods": message("Illicit goods"),
    "pharmaceutical-crime": message("Pharmaceutical crime"),
    "food-crime": message("Food crime"),
    "drugs": message("Drugs"),
    "firearms": message("Firearms"),
    "maritime": message("Maritime crime"),
    "environmental-crime": message("Environmental crime"),
    "cultural-heritage": message("Crime against cultural heritage"),
    "vehicle-crime": message("Vehicle crime"),
    "corruption": message("Corruption"),
    "fugitives": message("Fugitives"),
    "border-security": message("Border security"),
    "identification": message("Identification of people"),
    "organized-crime": message("Organized crime"),
    "capacity-building": message("Training and support"),
    "other": message("Other"),
}
Figure = dict[str, Any]
FiguresOf = dict[tuple[str, str], list[Figure]]
#: Operations laid out on one page of the list.
PAGE_ROWS = 120


def layout(context: PageContext) -> Any:
    """Lays out the operations that fit the filters, the latest first."""
    words = context.words
    offered = options(context)
    asked = {name: filters.chosen(context, name, values) for name, values in offered.items() if name != "year"}
    year = context.asked.get("year", "")
    asked["year"] = "" if year == "all" else filters.chosen(context, "year", offered["year"])
    asked["kind"] = asked["kind"] or "operation"
    labels = {
        "kind": words("Kind"),
        "year": words("Year"),
        "area": words("Crime area"),
        "region": words("Region"),
        "goal": words("Policing goal"),
        "outcome": words("Compare"),
        "order": words("Order"),
    }
    none = {"kind": "", "order": "", "outcome": words("nothing")}
    fields = [
        filters.select(context, name, labels[name], offered[name], asked[name], none=none.get(name)) for name in labels
    ]
    rows = _find(context, asked)
    page = _page(context, rows)
    found = context.language.count_words("{number} entry found.", "{number} entries found.", len(rows))
    return html.Section(
        [
            html.H2(words("What did each operation bring about?"), id=ANCHOR),
            html.P(
                words(
                    "Open an operation to see every figure that a report prints for it. Region and goal are our own classification."
                )
            ),
            filters.form(context, fields, words("Filter the operations"), ANCHOR),
            html.P(found, className="found", role="status"),
            comparison(context, rows, asked["outcome"], asked["order"] or "value")
            if rows and asked["outcome"]
            else None,
            html.Div(_panels(context, rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]), className="panels")
            if rows
            else filters.nothing(context, words("No operation fits these filters."), ANCHOR),
            pager(context, page, len(rows), PAGE_ROWS, ANCHOR),
        ]
    )


def options(context: PageContext) -> dict[str, dict[str, str]]:
    """What each filter offers: value in the address → words."""
    words, code, store = context.words, context.language.code, context.desk.store
    years = store.rows("SELECT DISTINCT left(period_label, 4) AS year FROM operations ORDER BY year")
    areas = {row["area"] for row in store.rows("SELECT DISTINCT crime_area AS area FROM operations")}
    goals = store.rows(f"SELECT number, title_{code} AS title FROM goals WHERE kind = 'goal' ORDER BY number")
    return {
        "kind": {key: words(text) for key, text in KINDS.items()},
        "year": {row["year"]: formatting.period(row["year"], context.language) for row in years},
        "area": {key: words(text) for key, text in AREAS.items() if key in areas},
        "region": {key: words(text) for key, text in REGIONS.items()},
        "outcome": {key: words(label) for key, (label, _, _) in OUTCOMES.items()},
        "order": {key: words(label) for key, label in ORDERS.items()},
        "goal": {str(row["number"]): context.language.in_digits(f"{row['number']}. {row['title']}") for row in goals},
    }


def _find(context: PageContext, asked: dict[str, str]) -> list[dict[str, Any]]:
    code = context.language.code
    query = f"""
        WITH places AS (
            SELECT o.source_id, o.subject, string_agg(DISTINCT p.un_regions, '; ') AS regions
            FROM operations o JOIN printed_places p
              ON list_contains(string_split(o.regions_printed || '; ' || o.countries_printed, '; '), p.printed)
            GROUP BY ALL
        )
        SELECT o.*, s.{code} AS subject_name, places.regions
        FROM operations o JOIN subjects s USING (subject) LEFT JOIN places USING (source_id, subject)
        WHERE o.kind = $kind
          AND ($year = '' OR starts_with(o.period_label, $year))
          AND ($area = '' OR crime_area = $area)
          AND ($goal = '' OR goal = try_cast($goal AS INTEGER))
          AND ($region = '' OR contains(coalesce(places.regions, ''), $region))
        ORDER BY left(o.period_label, 4) DESC, subject_name
    """
    parameters = {name: asked[name] for name in ("kind", "year", "area", "goal", "region")}
    return context.desk.store.rows(query, parameters)


def _page(context: PageContext, rows: list[dict[str, Any]]) -> int:
    """The page that is asked for; that of an operation where only the operation is named."""
    named = context.asked.get("operation", "")
    if named and "page" not in context.asked:
        names = [f"{row['source_id']}-{row['subject']}" for row in rows]
        return names.index(named) // PAGE_ROWS + 1 if named in names else 1
    return page_number(context, len(rows), PAGE_ROWS)


def _panels(context: PageContext, rows: list[dict[str, Any]]) -> list[Any]:
    alone, together = _figures(context, rows)
    keys = [(row["source_id"], row["subject"]) for row in rows]
    return [
        _panel(context, row, alone.get(key, []), together.get(key, [])) for key, row in zip(keys, rows, strict=True)
    ]


def _panel(context: PageContext, row: Figure, figures: list[Figure], together: list[Figure]) -> Any:
    """An operation: what the report says of it, folded under its name."""
    words, language = context.words, context.language
    facts = [html.Li(_figure_words(context, figure)) for figure in figures]
    count = language.count_words("{number} figure", "{number} figures", len(figures) + len(together))
    places = "; ".join(part for part in (row["regions_printed"], row["countries_printed"]) if part)
    details: list[Any] = [html.Ul(facts)] if facts else []
    if together:
        names = context.desk.vocabulary.name(together[0]["subject"], language)
        details.append(html.P(words("Printed for {operations} together:", operations=names)))
        details.append(html.Ul([html.Li(_figure_words(context, figure)) for figure in together]))
    if not figures and not together:
        details.append(html.P(words("The report prints no figure for it.")))
    area = AREAS[row["crime_area"]]
    details.append(html.P([words(area), " · ", words("Policing goal {number}", number=row["goal"])]))
    if places:
        details.append(html.P([words("Where, as printed:"), " ", html.Span(places, lang="fr", dir="ltr")]))
    if row["partners"]:
        details.append(html.P([words("With, as printed:"), " ", html.Span(row["partners"], lang="fr", dir="ltr")]))
    source = context.desk.vocabulary.source(row["source_id"], language)
    lines = row["source_lines"].split(";")
    details.append(
        html.P(
            language.count_words(
                "{document}, line {lines}",
                "{document}, lines {lines}",
                len(lines),
                document=source,
                lines=formatting.listed([language.in_digits(line.strip()) for line in lines], language),
            ),
            className="source",
        )
    )
    if row["news_url"]:
        details.append(
            html.P(html.A(words("News item at interpol.int (French)"), href=row["news_url"], rel="noopener"))
        )
    head = [
        html.Strong(html.Bdi(language.in_digits(row["subject_name"]))),
        f" · {formatting.period(row['period_label'], language)} · ",
        html.Span(count, className="metric"),
    ]
    name = f"{row['source_id']}-{row['subject']}"
    opened = True if context.asked.get("operation") == name else None
    return html.Details([html.Summary(head), *details], id=f"operation-{name}", open=opened)


def _figures(context: PageContext, rows: list[dict[str, Any]]) -> tuple[FiguresOf, FiguresOf]:
    """The figures of each operation alone, and those printed for it together with others; by document and subject."""
    asked = {"subjects": [row["subject"] for row in rows]}
    alone = context.desk.store.rows(
        """SELECT *, subject AS operation FROM figures WHERE subject IN (SELECT unnest($subjects))
           ORDER BY source_line""",
        asked,
    )
    together = context.desk.store.rows(
        """SELECT f.*, c.subject AS operation FROM figures f JOIN combined_subjects c ON c.combined = f.subject
           WHERE c.subject IN (SELECT unnest($subjects)) ORDER BY f.source_line""",
        asked,
    )
    return _by_operation(alone), _by_operation(together)


def _by_operation(figures: list[dict[str, Any]]) -> FiguresOf:
    found: FiguresOf = {}
    for figure in figures:
        found.setdefault((figure["source_id"], figure["operation"]), []).append(figure)
    return found


def _figure_words(context: PageContext, figure: dict[str, Any]) -> Any:
    language = context.language
    value = formatting.qualified(figure["value"], figure["unit"], figure["qualifier"], language)
    mark = "\u00a0*" if figure["label_basis"] == "inferred" else ""
    metric = context.desk.vocabulary.metric(figure["metric"], language)
    link = html.A(
        context.words("line {line}", line=figure["source_line"]),
        href=addresses.figure(language, figure["figure_id"]),
    )
    return [context.words("{name}: {value}", name=metric, value=value + mark), " (", link, ")"]
