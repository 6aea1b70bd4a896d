"""Addresses: the reader's language at the door, and honest answers to what does not exist."""

from __future__ import annotations

import re
import unicodedata

import pytest
from flask import Flask

from dashboard.components.document import error_document
from dashboard.i18n.languages import NAMES, get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import CODES, Site


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("fr", "fr"),
        ("fr-CA,fr;q=0.9,en;q=0.5", "fr"),
        ("ar", "ar"),
        ("ar-EG, en;q=0.2", "ar"),
        ("es-MX", "es"),
        ("de, es;q=0.8, en;q=0.7", "es"),
        ("de", "en"),
        ("*", "en"),
        ("tlh;q=a, ;;,", "en"),
        ("", "en"),
    ],
)
def test_the_root_leads_to_the_readers_language(site: Site, accepted: str, code: str) -> None:
    answer = site.get("/", accept_language=accepted)
    assert answer.status == 302
    assert answer.header("Location") == f"/{code}/"
    assert "Accept-Language" in answer.header("Vary")


def test_every_page_answers_in_every_language(site: Site, data: DataVersion) -> None:
    for code in ("en", "fr", "es", "ar"):
        for path in ("", *data.vocabulary.topics, "figures", "about"):
            root = parse(site.page(f"/{code}/{path}"))
            html = next(find(root, "html"))
            assert (html.get("lang"), html.get("dir")) == (code, "rtl" if code == "ar" else "ltr")
            assert len(list(find(root, "h1"))) == 1, f"/{code}/{path}"
            assert len(list(find(root, "main"))) == 1


def test_a_language_without_its_slash_finds_it(site: Site) -> None:
    answer = site.get("/fr")
    assert (answer.status, answer.header("Location")) == (308, "/fr/")


UNKNOWN = [
    ("/de/", ["/en/", "/fr/", "/es/", "/ar/"]),
    ("/en/sports", ["finances", "notices", "figures", "about"]),
    ("/fr/sports", ["finances", "members"]),
    ("/en/charts/no-such-chart", ["notices-issued", "haechi"]),
    ("/ar/charts/no-such-chart", ["notices-issued"]),
    ("/en/charts/notices-issued.docx", ["notices-issued.png", "notices-issued.csv"]),
    ("/en/charts/no-such-chart.png", ["notices-issued"]),
    ("/es/embed/no-such-chart", ["notices-issued"]),
    ("/en/charts/notices-issued.", ["notices-issued.png"]),
    ("/en/a/b/c/d", []),
    ("/xx/charts/notices-issued", ["/en/"]),
]


@pytest.mark.parametrize(("path", "offered"), UNKNOWN, ids=[case[0] for case in UNKNOWN])
def test_unknown_addresses_say_what_there_is(site: Site, path: str, offered: list[str]) -> None:
    _honest(site, path, 404, "There is no such page", offered)


WRONG = [
    ("/en/charts/revenue-by-source?measure=weight", ["amount", "share"]),
    ("/en/embed/revenue-by-source?measure=weight", ["amount", "share"]),
    ("/es/charts/revenue-by-source.png?measure=weight", ["amount", "share"]),
    ("/en/charts/revenue-by-source.csv?measure=weight", ["amount", "share"]),
    ("/en/charts/notices-issued.png?preset=poster", ["wide", "square"]),
    ("/en/charts/notices-issued.png?theme=neon", ["light", "dark"]),
    ("/en/charts/notices-issued.png?scale=99", ["1", "2", "3"]),
    ("/en/charts/notices-issued.csv?excel=maybe", ["0", "1"]),
    ("/ar/figures?topic=sports", ["finances", "notices"]),
    ("/en/figures?year=1821", ["2020", "2021"]),
    ("/en/figures?document=none", ["ar2020", "ar2021"]),
    ("/en/figures?basis=guessed", ["printed", "derived"]),
    ("/en/figures?page=0", ["1–"]),
    ("/en/figures?page=999", ["1–"]),
    ("/en/figures?page=two", ["1–"]),
    ("/en/figures?page=²", ["1–"]),
    ("/en/operations?year=1821", ["2020", "2021"]),
    ("/en/operations?area=sports", ["terrorism"]),
    ("/en/operations?goal=99", ["1", "7"]),
    ("/en/members?region=Atlantis", ["Africa", "Oceania"]),
    ("/en/finances?measure=weight", ["amount", "share"]),
]


@pytest.mark.parametrize(("path", "offered"), WRONG, ids=[case[0] for case in WRONG])
def test_wrong_choices_say_what_is_offered(site: Site, path: str, offered: list[str]) -> None:
    _honest(site, path.replace("²", "%C2%B2"), 400, "There is no such choice", offered)


def _honest(site: Site, path: str, status: int, title: str, offered: list[str]) -> None:
    answer = site.get(path)
    assert answer.status == status
    assert answer.header("Content-Type").startswith("text/html")
    code = path.split("/")[1]
    code = code if code in ("en", "fr", "es", "ar") else "en"
    reader = get_language(code)
    root = parse(answer.text)
    assert next(find(root, "html")).get("lang") == code
    assert words(next(find(root, "h1"))) == reader.gettext(title)
    shown = [words(item) for item in find(root, "code")]
    for value in offered:
        assert any(item.startswith(value) for item in shown), f"{value} is not among {shown}"
    links = [link.get("href", "") for link in find(root, "a")]
    assert links[-1] == f"/{code}/"
    assert all(site.get(link).status == 200 for link in set(links) - {"#content", "#find"}), links
    assert "Traceback" not in answer.text and "{" not in words(next(find(root, "main")))


def test_what_is_asked_is_shown_as_text_only(site: Site) -> None:
    answer = site.get("/en/charts/revenue-by-source?measure=%3Cscript%3Ealert(1)%3C/script%3E%7Bx%7D")
    assert answer.status == 400
    assert "<script>alert" not in answer.text and "&lt;script&gt;" in answer.text


def test_an_unsupported_language_is_told_the_four(site: Site) -> None:
    for path in ("/de/", "/de/notices", "/zh/charts/haechi", "/xx/embed/haechi", "/pt/charts/haechi.csv"):
        answer = site.get(path, accept_language="ar")
        assert answer.status == 404
        root = parse(answer.text)
        assert next(find(root, "html")).get("lang") == "ar"
        offered = {link.get("lang"): (words(link), link.get("href")) for link in find(next(find(root, "ul")), "a")}
        assert offered == {code: (NAMES[code], f"/{code}/") for code in CODES}


def test_what_is_offered_is_named_for_the_reader(site: Site, data: DataVersion) -> None:
    """The value of the address stands beside its name in the reader's language."""
    for code, name in (("en", "Amount in euros"), ("fr", "Montant en euros"), ("ar", "المبلغ باليورو")):
        items = [words(item) for item in find(parse(site.get(f"/{code}/finances?measure=weight").text), "li")]
        assert f"{name} amount" in items
    answer = parse(site.get("/es/charts/no-such-chart").text)
    titles = {link.get("href"): words(link).replace("\u00a0", " ") for link in find(answer, "a")}
    chart = data.catalogue.chart("haechi")
    assert titles["/es/charts/haechi"] == data.view(chart, chart.state({}), get_language("es")).title.replace(
        "\u00a0", " "
    )
    topics = {words(link) for link in find(parse(site.get("/fr/sports").text), "a")}
    assert {"Finances", "Membres", "Bases de données"} <= topics


DISORDER = [
    ("%E2%80%AEgnpexe", "gnpexe"),
    ("a%E2%80%8Fb%D8%9Cc%E2%81%A7d", "abcd"),
    ("%CC%81%CC%82start", "start"),
    ("Z" + "%CC%B5%CC%A1%CC%A2%CC%A7%CC%A8" * 20, "Z\u0335\u0335"),
    ("e%CC%81t%C3%A9", "été"),
    ("%D8%A7%D9%84%D8%B9%D8%B1%D8%A8%D9%8A%D9%91%D9%8E%D8%A9", "العربيَّة"),
]


@pytest.mark.parametrize(("typed", "shown"), DISORDER, ids=[case[1] for case in DISORDER])
def test_marks_of_direction_and_piled_up_marks_are_shown_safely(site: Site, typed: str, shown: str) -> None:
    for path in (f"/en/finances?measure={typed}", f"/ar/{typed}", f"/fr/charts/{typed}", f"/es/charts/haechi.{typed}"):
        answer = site.get(path)
        assert answer.status in (400, 404), path
        assert not re.search("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", answer.text)
        quoted = words(next(find(parse(answer.text), "bdi")))
        assert unicodedata.normalize("NFC", shown) in quoted, path
        assert not re.search("[\u0300-\u036f]{3}", quoted)
    form = next(find(parse(site.page(f"/ar/figures?q={typed}")), "form", class_="filters"))
    field = next(find(form, "input", type="search"))
    assert field.get("value") == unicodedata.normalize("NFC", shown).lower()  # as it is searched for


def test_a_page_not_ready_says_no_command(site: Site) -> None:
    answer = site.get("/fr/charts/notices-issued.png?preset=story&theme=dark")
    if answer.status == 503:
        assert "python" not in answer.text and next(find(parse(answer.text), "html")).get("lang") == "fr"


def test_the_error_page_follows_the_browser_where_the_address_has_no_language(site: Site) -> None:
    answer = site.get("/nothing", accept_language="fr")
    assert answer.status == 404
    assert next(find(parse(answer.text), "html")).get("lang") == "fr"


def test_only_reading_is_answered(site: Site) -> None:
    for path in ("/en/", "/en/figures", "/en/charts/notices-issued.csv"):
        for method in ("POST", "PUT", "DELETE"):
            assert site.get(path, method).status == 405, f"{method} {path}"


def test_odd_query_strings_do_no_harm(site: Site) -> None:
    assert site.get("/en/figures?q=%00%FF").status == 400  # not read as if it were clean
    for query in ("q=" + "a" * 3000, "q='%20OR%201=1--", "=&==&&", "q=%25%27;DROP TABLE".replace(" ", "+")):
        assert site.get(f"/en/figures?{query}").status == 200, query


def test_the_filters_form_left_as_it_is_changes_nothing(site: Site, data: DataVersion) -> None:
    """A form sends its empty fields too; every chart must still be shown."""
    for path in ("/en/figures", "/en/members", "/en/search"):
        page = parse(site.page(path))
        form = next(find(page, "form", class_="filters"))
        names = [field.get("name") for tag in ("select", "input") for field in find(form, tag)]
        query = "&".join(f"{name}=" for name in names)
        sent = parse(site.page(f"{path}?{query}"))
        assert len(list(find(sent, "svg"))) == len(list(find(page, "svg"))), f"{path}?{query}"
        assert len(list(find(sent, "tr"))) == len(list(find(page, "tr")))


def test_a_filter_that_selects_nothing_offers_to_clear_it(site: Site) -> None:
    for path, query in (("/en/figures", "q=zzzzzz"), ("/fr/members", "member=zzzzzz")):
        root = parse(site.page(f"{path}?{query}"))
        notice = next(n for n in find(root, "p", class_="notice") if list(find(n, "a")))
        assert next(find(notice, "a")).get("href", "").split("#")[0] == path


@pytest.mark.parametrize("code", ["en", "ar"])
def test_error_pages_lead_on_as_every_page_does(site: Site, code: str) -> None:
    page = parse(site.get(f"/{code}/nowhere").text)
    header = next(find(page, "header", class_="site-header"))
    links = {link.get("href") for link in find(header, "a")}
    assert {f"/{code}/", f"/{code}/finances", f"/{code}/about", "/fr/"} <= links
    framed = parse(site.get(f"/{code}/embed/nowhere").text)
    assert list(find(framed, "header", class_="site-header")) == []


@pytest.mark.parametrize("code", CODES)
def test_error_pages_lead_on_though_there_are_no_data(code: str) -> None:
    language = get_language(code)
    with Flask(__name__).test_request_context(f"/{code}/finances"):
        root = parse(error_document(language, "A title", [], "", None, framed=False))
    header = next(find(root, "header"))
    links = [link.get("href") for link in find(header, "a") if link.get("href") != "#find"]
    assert links == [f"/{code}/", "/en/", "/fr/", "/es/", "/ar/"]
    assert language.gettext("INTERPOL in figures") in "".join(header.itertext())
