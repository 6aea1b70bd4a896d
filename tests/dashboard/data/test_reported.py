"""Figures published elsewhere are in the database and in no count, list, file or chart that does not ask for them."""

from __future__ import annotations

import csv
import io
import json

import openpyxl

from dashboard.charts.facts import Facts, pick_title
from dashboard.charts.view import ChartView
from dashboard.data.store import Store
from dashboard.i18n.languages import available_languages, get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import Site

FIGURES = 387


def test_the_database_holds_them(data: DataVersion) -> None:
    rows = data.store.rows("SELECT basis = 'reported' AS reported, count(*) AS n FROM figures GROUP BY 1 ORDER BY 1")
    assert rows[0]["n"] == FIGURES and rows[1]["n"] >= 250


def test_a_chart_shows_one_as_a_point_of_a_series_and_nowhere_else(data: DataVersion) -> None:
    shown = 0
    for code in available_languages():
        for view in data.default_charts(get_language(code)):
            reported = [row for row in view.rows if row.basis == "reported"]
            assert not reported or view.chart.definition.series, view.chart.id
            assert all(row.publication and row.point and row.source_line is None for row in reported), view.chart.id
            shown += len(reported)
    assert shown > 4 * 250


def reported_values(view: ChartView, store: Store) -> list[str]:
    """The values in a title that were published elsewhere, in words."""
    facts = Facts(view.chart, list(view.rows), view.language, store, {})
    found, title = [], pick_title(view.chart, facts)[0]
    for name, fact in view.chart.definition.facts.items():
        if fact.show != "value" or f"{{{name}}}" not in title:
            continue
        rows = [row for row in view.rows if fact.series in (None, row.series)]
        kept = [row for row in rows if fact.category in (None, row.category)]
        by_value = sorted(kept, key=lambda row: row.value)
        picks = (
            {
                "first": kept[0],
                "previous": kept[-2:][0],
                "last": kept[-1],
                "largest": by_value[-1],
                "smallest": by_value[0],
            }
            if kept
            else {}
        )
        picked = picks.get(fact.pick or "")
        if (fact.figure or "").startswith("reported.") or (picked and picked.basis == "reported"):
            found.append(facts.format(f"{{{name}}}", "title"))
    return found


def test_the_subtitle_says_which_values_of_the_title_they_are(data: DataVersion) -> None:
    marked = 0
    for code in available_languages():
        for view in data.default_charts(get_language(code)):
            values = reported_values(view, data.store)
            said = view.subtitle.rpartition("(")[2]
            told = "§" in view.shared_marks or all(value in said for value in values)
            assert told and bool(view.title_mark) == bool(values), (view.title, view.subtitle)
            assert "§" not in view.title and (values or not view.title_mark), view.title
            marked += bool(values)
    assert marked >= 4 * 17


def test_the_list_of_figures_counts_what_it_counted(site: Site) -> None:
    page = parse(site.page("/en/figures"))
    assert f"{FIGURES} figures found" in words(page)
    assert "f-reported." not in site.page("/en/figures?q=red-notices")
    years = {option.get("value") for option in find(page, "option")}
    assert "2025" in years and "2026" not in years


def test_they_are_listed_where_they_are_asked_for_with_their_publications(site: Site, data: DataVersion) -> None:
    number = data.store.rows("SELECT count(*) AS n FROM figures WHERE basis = 'reported'")[0]["n"]
    assert f"{number} figures found" in words(parse(site.page("/en/figures?basis=reported")))
    page = parse(site.page("/fr/figures?figure=reported.red-notices.notices_issued.2010"))
    row = next(find(page, "tr", id="f-reported.red-notices.notices_issued.2010"))
    assert "6\u202f344\u00a0§" in words(row)
    links = {link.get("href"): link for link in find(row, "a", rel="external nofollow")}
    printings = data.store.rows(
        "SELECT DISTINCT address FROM figure_publications JOIN publications USING (publication_id) WHERE figure_id = $id",
        {"id": "reported.red-notices.notices_issued.2010"},
    )
    assert len(printings) >= 3 and {each["address"] for each in printings} == set(links)
    assert {title.get("lang") for link in links.values() for title in find(link, "bdi")} == {"en", "fr"}


def test_a_printed_figure_names_what_confirms_it_and_what_differs(site: Site) -> None:
    page = parse(site.page("/en/figures?figure=ar2021.haechi-ii.arrests.2021"))
    told = words(next(find(page, "ul", class_="provenance")))
    assert "line " in told and "Published elsewhere: “1,003”" in told
    opson = parse(site.page("/en/figures?figure=ar2020.opson-ix.countries.2020"))
    assert "Differs from it: “83”" in words(next(find(opson, "ul", class_="provenance")))
    delegates = parse(site.page("/en/figures?figure=reported.general-assembly.delegates.2018-11"))
    told = words(next(find(delegates, "ul", class_="provenance")))
    assert "Published elsewhere: nearly “1,000”" in told and "Differs from it: more than “1,000”" in told


def test_open_files_hold_publications_and_what_they_print(site: Site, data: DataVersion) -> None:
    publications = {row["publication_id"] for row in csv.DictReader(io.StringIO(site.page("/publications.csv")))}
    rows = list(csv.DictReader(io.StringIO(site.page("/reported.csv"))))
    assert publications == set(data.vocabulary.publications)
    assert len(rows) == data.store.rows("SELECT count(*) AS n FROM figure_publications")[0]["n"]
    assert {row["publication_id"] for row in rows} <= publications
    assert {row["agreement"] for row in rows} == {"same", "agrees", "differs"}


def test_files_of_all_figures_hold_what_they_held(site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(site.page("/figures.csv"))))
    assert len(rows) == FIGURES and {row["basis"] for row in rows} == {"printed", "derived", "reference"}
    book = openpyxl.load_workbook(io.BytesIO(site.get("/figures.xlsx").body), read_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows()) == FIGURES + 1


def test_the_service_counts_what_it_counted(site: Site) -> None:
    assert f"{FIGURES} figures" in site.page("/readyz")


def test_the_explorer_gives_an_operation_what_its_report_prints(site: Site) -> None:
    page = parse(site.page("/en/operations"))
    panel = words(next(find(page, "details", id="operation-ar2020-turquesa-ii")))
    assert "50,000" in panel and "3,500" not in panel


def test_every_point_of_a_chart_leads_to_its_publication_without_scripts(site: Site, data: DataVersion) -> None:
    """On the chart's page and in its embed: the address in the row of the table, and in the words of the tooltip."""
    followed = 0
    for chart in (chart for chart in data.catalogue if chart.definition.series):
        rows = data.view(chart, chart.state({}), get_language("en")).rows
        for path in (f"/en/charts/{chart.id}", f"/en/embed/{chart.id}"):
            root = parse(site.page(path))
            body = list(find(next(find(root, "tbody")), "tr"))
            points = json.loads(words(next(find(root, "script", class_="points"))))
            for row, cells, point in zip(rows, body, points["points"], strict=True):
                if row.publication:
                    links = [link.get("href", "") for link in find(cells, "a")]
                    assert row.publication.address in links, (path, row.figure_id)
                    assert any(link.endswith(f"/figures/{row.figure_id}") for link in links), (path, row.figure_id)
                    assert row.publication.address in [points["texts"][text] for text in point["texts"]]
                    followed += 1
    assert followed > 2 * 300


def test_a_confirmed_label_has_no_star_anywhere_and_names_what_bears_it_out(site: Site, data: DataVersion) -> None:
    rows = data.store.rows('SELECT figure_id, "by", source FROM label_confirmations ORDER BY figure_id')
    assert len(rows) >= 20
    for row in rows:
        page = parse(site.page(f"/en/figures/{row['figure_id']}"))
        told = next(find(page, "ul", class_="provenance"))
        links = [link.get("href") for link in find(told, "a")]
        if row["by"] == "check":
            assert "borne out by the document’s own arithmetic" in words(told), row["figure_id"]
        else:
            assert "Its label is borne out by" in words(told), row["figure_id"]
            assert data.vocabulary.publications[row["source"]].address in links, row["figure_id"]
        assert "*" not in words(next(find(page, "p", class_="figure-value"))), row["figure_id"]
    confirmed = {row["figure_id"] for row in rows}
    for code in available_languages():
        for view in data.default_charts(get_language(code)):
            starred = [row.figure_id for row in view.rows if row.figure_id in confirmed and "*" in row.marks]
            assert starred == [], view.chart.id
            for row in view.rows:
                assert row.figure_id not in confirmed or "*" not in view.value_label(row)
