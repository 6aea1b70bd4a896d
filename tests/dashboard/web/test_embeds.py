"""The page that others frame: small, complete, without cookies, from one origin."""

from __future__ import annotations

import pytest

from dashboard.charts.sources import source_line
from dashboard.i18n.languages import get_language
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, table_of, words
from tests.server import CODES, Site


@pytest.mark.parametrize("code", CODES)
def test_every_chart_can_be_framed(site: Site, data: DataVersion, code: str) -> None:
    for chart in data.catalogue:
        answer = site.get(f"/{code}/embed/{chart.id}")
        assert answer.status == 200, chart.id
        policy = answer.header("Content-Security-Policy")
        assert "frame-ancestors *" in policy and "default-src 'none'" in policy
        assert f"script-src 'self' {site.origin};" in policy
        assert answer.header("Set-Cookie") == "" and answer.header("X-Frame-Options") == ""
        root = parse(answer.text)
        view = data.view(chart, chart.state({}), get_language(code))  # type: ignore[arg-type]
        assert words(next(find(root, "h1"))) == bind_with_nbsp(view.title)
        assert len([svg for svg in find(root, "svg") if svg.get("role") == "img"]) == 2
        shown = [words(line) for line in find(root, "p", class_="source")]
        assert source_line(view, data.vocabulary) in shown
        assert len(table_of(next(find(root, "article")))) == len(view.rows)


def test_a_frame_is_small(site: Site, data: DataVersion) -> None:
    """The document; style sheet, script and font take the rest of the 100 kB of the design."""
    sizes = {chart.id: len(site.get(f"/en/embed/{chart.id}", accept_encoding="br").body) for chart in data.catalogue}
    assert {chart_id: size for chart_id, size in sizes.items() if size > 60_000} == {}


def test_an_arabic_frame_needs_two_fonts(site: Site) -> None:
    """Four of them would be more than an embed may weigh."""
    assert site.page("/ar/embed/haechi").count(".woff2") == 2
    assert site.page("/en/embed/haechi").count(".woff2") == 4


@pytest.mark.parametrize("code", CODES)
def test_the_language_may_stand_in_the_query(site: Site, data: DataVersion, code: str) -> None:
    chart = data.catalogue.chart("revenue-by-source")
    view = data.view(chart, chart.state({"measure": "share"}), get_language(code))  # type: ignore[arg-type]
    root = parse(site.page(f"/en/embed/revenue-by-source?measure=share&lang={code}"))
    document = next(find(root, "html"))
    assert (document.get("lang"), document.get("dir")) == (code, "rtl" if code == "ar" else "ltr")
    assert words(next(find(root, "h1"))) == bind_with_nbsp(view.title)
    canonical = next(find(root, "link", rel="canonical")).get("href")
    assert canonical == f"{site.origin}/{code}/charts/revenue-by-source?measure=share"
    choices = [a.get("href", "") for a in find(root, "a", class_="option")]
    assert choices and all(f"lang={code}" in choice for choice in choices)


def test_a_language_that_is_not_offered_is_told(site: Site) -> None:
    answer = site.get("/fr/embed/haechi?lang=tlh")
    root = parse(answer.text)
    assert answer.status == 400 and next(find(root, "html")).get("lang") == "fr"
    assert [words(item) for item in find(root, "code")] == list(CODES)
    assert site.get("/fr/embed/haechi?lang=").status == 200


@pytest.mark.parametrize("option", ["theme=neon", "title=yes", "controls=2", "transparent=", "transparent=on"])
def test_options_say_what_they_allow(site: Site, option: str) -> None:
    allowed = {"theme": "light dark auto", "title": "1 0", "controls": "1 0", "transparent": "0 1"}
    name, _, value = option.partition("=")
    answer = site.get(f"/en/embed/haechi?{option}")
    assert answer.status == (400 if value else 200)
    if value:
        assert " ".join(words(item) for item in find(parse(answer.text), "code")) == allowed[name]


def test_the_source_cannot_be_taken_away(site: Site, data: DataVersion) -> None:
    chart = data.catalogue.chart("haechi")
    line = source_line(data.view(chart, (), get_language("en")), data.vocabulary)
    bare = parse(site.page("/en/embed/haechi?title=0&controls=0&transparent=1&source=0"))
    assert line in [words(shown) for shown in find(bare, "p", class_="source")]
    assert next(find(bare, "html")).get("class") == "framed transparent"
    assert list(find(bare, "ul", class_="actions")) == []
    hidden = next(element for element in bare.iter() if "visually-hidden" in (element.get("class") or ""))
    assert words(next(find(hidden, "h1")))
    back = [a.get("href") for a in find(bare, "a")]
    assert f"{site.origin}/en/charts/haechi" in back


def test_links_leave_the_frame(site: Site) -> None:
    root = parse(site.page("/fr/embed/revenue-by-source?measure=share"))
    assert next(find(root, "link", rel="canonical")).get("href") == (
        f"{site.origin}/fr/charts/revenue-by-source?measure=share"
    )
    links = [a for a in find(root, "a") if a.get("href", "").startswith(site.origin)]
    assert links and all(a.get("target") == "_blank" and "noopener" in a.get("rel", "") for a in links)
    assert next(find(root, "meta", name="robots")).get("content") == "noindex"


@pytest.mark.parametrize(("query", "theme"), [("", "light"), ("?theme=dark", "dark"), ("?theme=auto", None)])
def test_a_frame_is_light_unless_its_address_says_otherwise(site: Site, query: str, theme: str | None) -> None:
    assert next(find(parse(site.page(f"/en/embed/haechi{query}")), "html")).get("data-theme") == theme


def test_every_link_in_the_frame_opens_outside_of_it(site: Site) -> None:
    """Pages refuse to be framed, so a link that stays inside the frame leads to an empty box."""
    root = parse(site.page("/en/embed/revenue-by-source"))
    inside = [a.get("href") for a in find(root, "a") if a.get("target") not in ("_blank", "_top")]
    base = [b.get("target") for b in find(root, "base")]
    assert inside == [] or base, inside


def test_one_link_names_where_it_comes_from_and_what_is_saved_is_saved(site: Site) -> None:
    root = parse(site.page("/en/embed/revenue-by-source?measure=share"))
    page = f"{site.origin}/en/charts/revenue-by-source?measure=share"
    assert [a.get("href") for a in find(root, "a")].count(page) == 1
    saved = {a.get("href"): a.get("download") for a in find(next(find(root, "ul", class_="actions")), "a")}
    assert saved == {page.replace("?", f".{form}?"): "" for form in ("png", "csv")}


def test_the_notes_of_a_frame_are_folded_and_its_marks_lead_to_them(site: Site, data: DataVersion) -> None:
    root = parse(site.page("/en/embed/revenue-by-source"))
    notes = next(find(root, "details", class_="notes-fold"))
    assert notes.get("open") is None
    named = list(find(next(find(root, "p", class_="marks-line")), "a"))
    assert named and {a.get("target") for a in named} == {"_self"}
    assert {a.get("href", "")[1:] for a in named} <= {li.get("id") for li in find(notes, "li")}
