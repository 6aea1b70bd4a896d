"""The page that others frame: small, complete, without cookies, from one origin."""

from __future__ import annotations

import pytest

from dashboard.desk import Desk
from dashboard.languages import CODES, language
from dashboard.sources import source_line
from tests.dashboard.reading import find, parse, table_of, words
from tests.dashboard.site import Site


@pytest.mark.parametrize("code", CODES)
def test_every_chart_can_be_framed(site: Site, desk: Desk, code: str) -> None:
    for chart in desk.catalogue:
        answer = site.get(f"/{code}/embed/{chart.id}")
        assert answer.status == 200, chart.id
        policy = answer.header("Content-Security-Policy")
        assert "frame-ancestors *" in policy and "default-src 'none'" in policy
        assert f"script-src 'self' {site.origin};" in policy
        assert answer.header("Set-Cookie") == "" and answer.header("X-Frame-Options") == ""
        root = parse(answer.text)
        view = desk.view(chart, chart.state({}), language(code))  # type: ignore[arg-type]
        assert words(next(find(root, "h1"))) == view.title
        assert len([svg for svg in find(root, "svg") if svg.get("role") == "img"]) == 2
        shown = [words(line) for line in find(root, "p", class_="source")]
        assert source_line(view, desk.vocabulary) in shown
        assert len(table_of(next(find(root, "article")))) == len(view.rows)


def test_a_frame_is_small(site: Site, desk: Desk) -> None:
    """The document; style sheet, script and font take the rest of the 100 kB of the design."""
    sizes = {chart.id: len(site.get(f"/en/embed/{chart.id}", accept_encoding="br").body) for chart in desk.catalogue}
    assert {chart_id: size for chart_id, size in sizes.items() if size > 60_000} == {}


def test_links_leave_the_frame(site: Site) -> None:
    root = parse(site.page("/fr/embed/revenue-by-source?measure=share"))
    assert next(find(root, "link", rel="canonical")).get("href") == (
        f"{site.origin}/fr/charts/revenue-by-source?measure=share"
    )
    links = [a for a in find(root, "a") if a.get("href", "").startswith(site.origin)]
    assert links and all(a.get("target") == "_blank" and "noopener" in a.get("rel", "") for a in links)
    assert next(find(root, "meta", name="robots")).get("content") == "noindex"


@pytest.mark.parametrize(("query", "theme"), [("", None), ("?theme=dark", "dark"), ("?theme=light", "light")])
def test_the_theme_follows_the_host(site: Site, query: str, theme: str | None) -> None:
    assert next(find(parse(site.page(f"/en/embed/haechi{query}")), "html")).get("data-theme") == theme


def test_every_link_in_the_frame_opens_outside_of_it(site: Site) -> None:
    """Pages refuse to be framed, so a link that stays inside the frame leads to an empty box."""
    root = parse(site.page("/en/embed/revenue-by-source"))
    inside = [a.get("href") for a in find(root, "a") if a.get("target") not in ("_blank", "_top")]
    base = [b.get("target") for b in find(root, "base")]
    assert inside == [] or base, inside
