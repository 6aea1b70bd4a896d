"""The page of answers, the page of a figure, and the list of all figures, which share one search."""

from __future__ import annotations

import json

import pytest

from dashboard.releases.data_version import DataVersion
from dashboard.search.answer import find_answer
from tests.dashboard.reading import find, parse, words
from tests.server import Site


def answers(site: Site, path: str) -> list[str]:
    return [item.get("data-figure", "") for item in find(parse(site.page(path)), "li", class_="answer")]


def said(site: Site, path: str) -> str:
    main = next(find(parse(site.page(path)), "main"))
    return " ".join(words(next(e for e in main.iter() if e.get("role") == "status")).split())


def test_answers_stand_in_their_order(site: Site, data: DataVersion) -> None:
    known = find_answer(data.search_index, "arrests 2021", "en").figures
    found = answers(site, "/en/search?q=arrests+2021")
    assert tuple(found) == known[: len(found)] and len(found) == 12
    first = next(find(parse(site.page("/en/search?q=arrests+2021")), "li", class_="answer"))
    assert "nearly 4,000" in words(first) and "Trigger" in words(first) and "Annual Report 2021, line" in words(first)
    assert next(find(first, "a")).get("href") == f"/en/figures/{known[0]}"


def test_a_total_is_refused_in_words(site: Site) -> None:
    assert "does not add them up" in said(site, "/en/search?q=total+arrests")
    assert "ne les additionne pas" in said(site, "/fr/search?q=total+des+arrestations")


def test_what_failed_is_said_with_what_there_is(site: Site) -> None:
    assert "Nothing fits zyxwv beside the rest" in said(site, "/en/search?q=arrests+zyxwv")
    assert "from 1956 to 2024" in said(site, "/en/search?q=zyxwv")
    assert "There are figures" in said(site, "/en/search?q=revenue+1950")
    assert "“arests” is taken for “arrests”" in said(site, "/en/search?q=arests")


def test_marks_are_explained_where_they_stand(site: Site) -> None:
    for path in ("search?q=haechi+money", "search?q=revenue", "changes"):
        main = next(find(parse(site.page(f"/en/{path}")), "main"))
        key = [words(item)[0] for item in find(next(find(main, "ul", class_="notes")), "li")]
        text = words(main)
        assert key and {sign for sign in "†‡§" if text.count(sign) > (sign in key)} <= set(key), path


def test_who_has_not_asked_gets_examples_that_work(site: Site) -> None:
    for code in ("en", "fr", "es", "ar"):
        page = parse(site.page(f"/{code}/search"))
        links = [a.get("href", "") for a in find(next(find(page, "section", class_="examples")), "a")]
        assert len(links) == 5 and all(answers(site, link) for link in links)


@pytest.mark.parametrize(
    "question",
    ["%3Cscript%3Ealert(1)%3C/script%3E", "%22%3E%3Cb%3E", "x" * 2000, "%E2%80%AEarrests", "%25", "'--", "a+" * 40],
)
def test_odd_questions_are_answered_and_shown_as_text(site: Site, question: str) -> None:
    answer = site.get(f"/en/search?q={question}")
    assert answer.status == 200
    assert "<script>alert" not in answer.text and "><b>" not in answer.text and "\u202e" not in answer.text


def test_questions_stay_out_of_search_engines(site: Site) -> None:
    assert 'name="robots" content="noindex"' in site.page("/en/search?q=budget")
    assert 'content="noindex"' not in site.page("/en/search")


def test_the_list_of_figures_uses_the_same_search(site: Site, data: DataVersion) -> None:
    known = set(find_answer(data.search_index, "haechi money", "en").figures)
    reported = {row["figure_id"] for row in data.store.rows("SELECT figure_id FROM figures WHERE basis = 'reported'")}
    rows = {row.get("id", "")[2:] for row in find(parse(site.page("/en/figures?q=haechi+money")), "tr")} - {""}
    assert rows == known - reported and rows


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
def test_every_kind_of_figure_has_a_page_of_its_own(site: Site, data: DataVersion, code: str) -> None:
    query = "SELECT min(figure_id) AS id, basis FROM figures GROUP BY basis, label_basis ORDER BY id"
    for row in data.store.rows(query):
        page = parse(site.page(f"/{code}/figures/{row['id']}"))
        article = next(find(page, "article"))
        assert article.get("data-figure") == row["id"] and words(next(find(article, "p", class_="figure-value")))
        content = json.loads(site.get(f"/{code}/figures/{row['id']}.json").body)
        assert (content["figure_id"], content["basis"], content["language"]) == (row["id"], row["basis"], code)


def test_the_page_of_a_figure_says_where_it_is_printed_and_drawn(site: Site) -> None:
    article = next(find(parse(site.page("/en/figures/ar2021.haechi-ii.arrests.2021")), "article"))
    text = words(article).replace("\u00a0", " ")
    assert "1,003" in text and "line 1084" in text and "led to 1,003 arrests, HAECHI I to 585" in text


def test_a_figure_that_does_not_exist_is_not_found(site: Site) -> None:
    for path in ("/en/figures/none", "/en/figures/none.json", "/en/figures/ar2021", "/xx/figures/none.json"):
        assert site.get(path).status == 404


def test_figures_are_in_the_site_map(site: Site, data: DataVersion) -> None:
    site_map = site.get("/sitemap.xml").text
    assert "/fr/figures/ar2021.haechi-ii.arrests.2021</loc>" in site_map
    assert "/en/search</loc>" in site_map and "/en/changes</loc>" in site_map and "figures/reported." not in site_map


def test_what_both_reports_say_stands_among_the_answers(site: Site) -> None:
    page = parse(site.page("/en/search?q=revenue+2021"))
    pair = next(p for p in find(page, "p") if "pair" in p.get("class", ""))
    assert words(pair).replace("\u00a0", " ").startswith("2020: €136 million · 2021: €137 million")
    assert [a.get("href") for a in find(pair, "a")][-1] == "/en/changes"
    assert "pair" not in site.page("/en/search?q=haechi+2+arrests").split("<main")[1]


def test_answers_and_figures_are_shared_with_a_picture_of_the_figure(site: Site) -> None:
    for path, question in (("/fr/search?q=10+776+notices+rouges", "10 776 notices rouges"),
                           ("/fr/figures/ar2021.red-notices.notices_issued.2021", "")):  # fmt: skip
        shared = {m.get("property"): m.get("content", "") for m in find(parse(site.page(path)), "meta")}
        assert shared["og:image"].endswith("/fr/figures/ar2021.red-notices.notices_issued.2021.png")
        assert question in shared["og:title"] and "776" in shared["og:description"]
    assert "/en/previews/search.png?q=zyxwv" in site.page("/en/search?q=zyxwv")  # what was typed is not in the picture


def test_the_field_offers_names_without_scripts(site: Site) -> None:
    page = parse(site.page("/es/search"))
    names = [option.get("value") for option in find(next(find(page, "datalist", id="search-names")), "option")]
    assert {"HAECHI II", "Detenciones"} <= {*names}
    assert any(field.get("list") == "search-names" for field in find(page, "input"))
