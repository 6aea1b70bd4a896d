"""What stands in a page's head, and that nothing is loaded from anywhere else."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from tests.dashboard.reading import find, parse, words
from tests.server import CODES, Site

LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "use": "href", "image": "href"}


def metas(root: Element) -> dict[str, str]:
    return {m.get("name") or m.get("property") or "": m.get("content", "") for m in find(root, "meta")}


@pytest.mark.parametrize("path", ["", "finances", "charts/revenue-by-source", "figures", "about"])
@pytest.mark.parametrize("code", CODES)
def test_canonical_and_languages(site: Site, code: str, path: str) -> None:
    root = parse(site.page(f"/{code}/{path}"))
    canonical = [link.get("href") for link in find(root, "link", rel="canonical")]
    assert canonical == [f"{site.origin}/{code}/{path}"]
    alternates = {link.get("hreflang"): link.get("href") for link in find(root, "link", rel="alternate")}
    languages = {other: f"{site.origin}/{other}/{path}" for other in CODES}
    assert languages | {"x-default": languages["en"]} == {k: v for k, v in alternates.items() if k}
    switch = next(find(root, "nav", class_="languages"))
    assert [link.get("href") for link in find(switch, "a")] == [f"/{other}/{path}" for other in CODES]
    current = [link.get("lang") for link in find(switch, "a") if link.get("aria-current")]
    assert current == [code]


def test_a_state_is_kept_in_the_canonical_address_and_in_other_languages(site: Site) -> None:
    root = parse(site.page("/en/charts/revenue-by-source?measure=share&utm_source=x"))
    canonical = next(find(root, "link", rel="canonical")).get("href")
    assert canonical == f"{site.origin}/en/charts/revenue-by-source?measure=share"
    french = next(find(root, "link", rel="alternate", hreflang="fr")).get("href")
    assert french == f"{site.origin}/fr/charts/revenue-by-source?measure=share"
    default = parse(site.page("/en/charts/revenue-by-source?measure=amount"))
    assert next(find(default, "link", rel="canonical")).get("href") == f"{site.origin}/en/charts/revenue-by-source"


@pytest.mark.parametrize("code", CODES)
def test_titles_and_previews(site: Site, code: str) -> None:
    titles = set()
    for path in ("", "notices", "charts/notices-issued", "charts/haechi", "figures", "about"):
        root = parse(site.page(f"/{code}/{path}"))
        title, about = words(next(find(root, "title"))), metas(root)
        heading = words(next(find(root, "h1"))).replace("\u00a0", " ")
        assert title.replace("\u00a0", " ").startswith(heading), path
        titles.add(title)
        assert about["og:title"].replace("\u00a0", " ") == heading and about["og:url"] == f"{site.origin}/{code}/{path}"
        assert about["description"] == about["og:description"] and len(about["description"]) > 20
        assert about["og:locale"].startswith(code)
        assert about["twitter:card"] == "summary_large_image" and about["og:image:alt"]
        if path.startswith("charts/"):
            assert about["og:image"] == f"{site.origin}/{code}/{path}.thumbnail.png?across=1200"
    assert len(titles) == 6, "two pages share a title"


@pytest.mark.parametrize(
    "path", ["/en/", "/fr/members", "/ar/operations", "/en/charts/members-over-time", "/en/figures", "/en/embed/haechi"]
)
def test_nothing_is_loaded_from_elsewhere(site: Site, path: str) -> None:
    text = site.page(path)
    root = parse(text)
    addresses = [element.get(name, "") for tag, name in LOADING.items() for element in find(root, tag)]
    for link in find(root, "link"):
        if link.get("rel") in ("stylesheet", "icon", "preload", "modulepreload"):
            addresses.append(link.get("href", ""))
        assert link.get("rel") not in ("preconnect", "dns-prefetch")
    assert all(re.match(r"/(?!/)|#|data:", address) for address in addresses if address), addresses
    for sheet in find(root, "link", rel="stylesheet"):
        inside = re.findall(r"url\(([^)]*)\)|@import", site.page(sheet.get("href", "")))
        assert all(address.strip("\"'").startswith(("/assets/", "data:", "#")) for address in inside)


def test_dash_is_not_told_of(site: Site) -> None:
    assert not re.search(r'"(dash|python|plotly)_version": "[^"]', site.page("/en/"))


@pytest.mark.parametrize("code", ["en", "ar"])
def test_links_within_the_site_lead_somewhere(site: Site, code: str) -> None:
    known: dict[str, int] = {}
    for path in (f"/{code}/", f"/{code}/members", f"/{code}/operations", f"/{code}/goals", f"/{code}/about"):
        root = parse(site.page(path))
        ids = {element.get("id") for element in root.iter() if element.get("id")}
        for link in find(root, "a"):
            address, _, anchor = link.get("href", "").partition("#")
            if not address:
                assert anchor in ids, f"{path}: #{anchor}"
            elif address.startswith("/") and not re.search(r"\.png|\.svg|/figures/", address):
                known.setdefault(address, 0) or known.update({address: site.get(address).status})
    assert {address for address, status in known.items() if status != 200} == set()


def test_links_to_figures_open_them(site: Site) -> None:
    root = parse(site.page("/en/charts/revenue-by-source"))
    links = [a.get("href", "") for a in find(root, "a") if a.get("href", "").startswith("/en/figures/")]
    assert links
    for link in links:
        figure = next(find(parse(site.page(link)), "article"))
        assert link.endswith(figure.get("data-figure", "-"))
