"""Arabic in Latin and in Arabic-Indic digits: words follow the reader's choice, data for machines do not."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from dashboard.design.style import DESKTOP, PHONE
from dashboard.i18n import formatting
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion, figure_json
from tests.dashboard.reading import find, parse, words
from tests.dashboard.search.questions import ANSWERS
from tests.server import Site

#: Not words of the page: code and addresses, what was printed in another language, what a script reads.
SET_ASIDE = ("script", "style", "code", "textarea")


def texts(element: Element) -> Iterator[str]:
    """The words that stand on a page in its own language."""
    if element.tag in SET_ASIDE or element.get("dir") == "ltr" or element.get("lang") in ("en", "fr", "es"):
        return
    if element.tag == "bdi" and element.get("lang"):  # a publication's own title
        return
    if element.get("class") == "digits":  # shows both kinds
        return
    yield element.text or ""
    for child in element:
        yield from texts(child)
        yield child.tail or ""


def latin_numbers(text: str) -> list[str]:
    """Words that hold a Latin digit and no Latin letter."""
    return [word for word in text.split() if re.search("[0-9]", word) and not re.search("[A-Za-z]", word)]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (69_270, "count", "٦٩٬٢٧٠"),
        (0.5, "count", "٠٫٥"),
        (0, "count", "٠"),
        (-4.4, "percent", "−٤٫٤٪"),
        (7_400_000_000, "count", "٧٫٤ مليار"),
        (4_000_000_000, "count", "٤ مليارات"),
        (3_500_000_000, "usd", "٣٫٥ مليار دولار"),
        (27_440, "eur", "٢٧٬٤٤٠ يورو"),
    ],
)
def test_amounts(value: float, unit: str, expected: str) -> None:
    written = formatting.amount(value, unit, get_language("ar", "arab"))
    assert re.sub(r"\s", " ", written.replace("\u200f", "")) == expected


def test_periods_and_counts() -> None:
    arabic = get_language("ar", "arab")
    assert formatting.period("2021-12-31", arabic) == "٣١ ديسمبر ٢٠٢١"
    assert formatting.period("2022--2025", arabic) == "من ٢٠٢٢ إلى ٢٠٢٥"
    assert arabic.gettext("line {line}", line=1631).endswith("١٦٣١")
    assert "١٬٢٠٠" in arabic.ngettext("{number} figure", "{number} figures", 1200)


def test_names_keep_their_digits() -> None:
    arabic = get_language("ar", "arab")
    for name in ("COVID-19", "I-24/7", "ar2021.haechi-ii.arrests.2021"):
        assert arabic.localize_digits(f"عن {name} في 2021") == f"عن {name} في ٢٠٢١"


def test_the_default_has_latin_digits(site: Site) -> None:
    for path in ("", "members", "charts/notices-issued"):
        assert not re.search("[٠-٩]", "".join(t for t in texts(parse(site.page(f"/ar/{path}"))))), path


def test_every_word_of_a_page_follows(site: Site, data: DataVersion) -> None:
    paths = [
        "",
        *data.vocabulary.topics,
        "figures",
        "about",
        *ANSWERS,
        *(f"charts/{chart.id}" for chart in data.catalogue),
    ]
    seen = 0
    for path in paths:
        joined = "&" if "?" in path else "?"
        text = " ".join(texts(parse(site.page(f"/ar/{path}{joined}digits=arab"))))
        assert latin_numbers(text) == [], path
        seen += len(re.findall("[٠-٩]+", text))
    assert seen > 2000


def test_every_word_of_a_chart_follows(data: DataVersion) -> None:
    seen = 0
    for chart in data.catalogue:
        for state in chart.states():
            for layout in (PHONE, DESKTOP):
                figure = figure_json(data.view(chart, state, get_language("ar", "arab")), layout)
                parts = [*figure["data"], *figure["layout"].get("annotations", [])]
                parts += [axis for name, axis in figure["layout"].items() if name.startswith(("xaxis", "yaxis"))]
                shown = json.dumps([[part.get(key) for key in ("text", "ticktext", "hovertext")] for part in parts],
                                   ensure_ascii=False)  # fmt: skip
                text = re.sub(r"<[^>]*>|[\u202a-\u202e\"\[\],]", " ", shown)
                assert latin_numbers(text) == [], chart.id
                seen += len(re.findall("[٠-٩]+", text))
    assert seen > 2000


def test_links_carry_the_digits_along(site: Site) -> None:
    looked_at = 0
    for path in (
        "",
        "notices",
        "operations",
        "goals",
        "members",
        "charts/revenue-by-source",
        "embed/haechi",
        "figures?page=2",
    ):
        shape_arabic = "&" if "?" in path else "?"
        root = parse(site.page(f"/ar/{path}{shape_arabic}digits=arab"))
        switches = [link for name in ("languages", "digits") for nav in find(root, "nav", class_=name)
                    for link in find(nav, "a")]  # fmt: skip
        for link in find(root, "a"):
            address = link.get("href", "").removeprefix(site.origin)
            if not address.startswith("/ar/") or link in switches:
                continue
            looked_at += 1
            machine = re.search(r"\.(csv|json|zip|bib|ris|xlsx|metadata\.json|csl\.json)\b", address)
            assert machine or "digits=arab" in address, f"{path}: {address}"
    assert looked_at > 100


def test_a_form_keeps_the_digits(site: Site) -> None:
    for path in ("figures", "members", "search"):
        forms = list(find(parse(site.page(f"/ar/{path}?digits=arab")), "form"))
        assert len(forms) >= 2, "the search of the masthead, and the page's own"
        for form in forms:
            assert [field.get("value") for field in find(form, "input", name="digits")] == ["arab"]
        assert not list(find(parse(site.page(f"/ar/{path}")), "input", name="digits"))


def test_the_switch_keeps_page_and_state(site: Site) -> None:
    root = parse(site.page("/ar/charts/revenue-by-source?measure=share"))
    switch = next(find(root, "nav", class_="digits"))
    assert [words(link) for link in find(switch, "a")] == ["123", "١٢٣"]
    page = "/ar/charts/revenue-by-source?measure=share"
    arabic = "/ar/charts/revenue-by-source?digits=arab&measure=share"
    assert [link.get("href") for link in find(switch, "a")] == [page, f"{page}&digits=arab"]
    query = parse(site.page(f"{page}&digits=arab"))
    assert [link.get("aria-current") for link in find(next(find(query, "nav", class_="digits")), "a")] == [None, "true"]
    others = {link.get("lang"): link.get("href") for link in find(next(find(query, "nav", class_="languages")), "a")}
    assert others["fr"] == "/fr/charts/revenue-by-source?measure=share"
    assert others["ar"] == arabic  # in the order in which pages are kept
    assert not list(find(parse(site.page("/fr/")), "nav", class_="digits"))


def test_digits_are_not_another_page(site: Site) -> None:
    root = parse(site.page("/ar/notices?digits=arab"))
    assert next(find(root, "link", rel="canonical")).get("href") == f"{site.origin}/ar/notices"


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("/en/?digits=arab", ["latn"]),
        ("/fr/charts/haechi.svg?digits=arab", ["latn"]),
        ("/ar/?digits=deva", ["latn", "arab"]),
        ("/ar/embed/haechi?digits=deva", ["latn", "arab"]),
    ],
)
def test_other_digits_are_refused_with_what_is_offered(site: Site, path: str, offered: list[str]) -> None:
    answer = site.get(path)
    assert answer.status == 400
    assert [words(item) for item in find(next(find(parse(answer.text), "main")), "code")] == offered


def test_data_files_stay_with_machine_numbers(site: Site) -> None:
    plain, query = (site.page(f"/ar/charts/notices-issued.csv{query}") for query in ("", "?digits=arab"))
    assert plain == query
    rows = list(csv.DictReader(io.StringIO(query)))
    assert rows and all(float(row["value"]) > 0 for row in rows)
    content = json.loads(site.page("/ar/charts/notices-issued.json?digits=arab"))
    assert not re.search("[٠-٩]", json.dumps(content, ensure_ascii=False))
