"""How answers are sent: HEAD, 304, compression, security headers, assets, and addresses for machines."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import brotli
import pytest

from dashboard.design import assets
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse
from tests.server import Site, serving

PAGES = ["/en/", "/ar/notices", "/fr/charts/haechi", "/en/figures", "/es/about", "/en/embed/haechi"]
EXPORTS = ["/en/charts/haechi.png", "/en/charts/haechi.svg", "/en/charts/haechi.csv"]


@pytest.mark.parametrize("path", [*PAGES, *EXPORTS, "/robots.txt", "/sitemap.xml", "/healthz", "/readyz"])
def test_head_is_get_without_a_body(site: Site, path: str) -> None:
    head, get = site.get(path, "HEAD"), site.get(path)
    assert head.status == get.status == 200
    assert head.body == b""
    for name in ("Content-Type", "Cache-Control", "ETag", "Content-Length"):
        assert head.header(name) == get.header(name), name


@pytest.mark.parametrize("path", [*PAGES[:-1], *EXPORTS])
def test_what_is_known_is_not_sent_again(site: Site, path: str) -> None:
    first = site.get(path, accept_encoding="br")
    assert first.header("ETag") and "max-age" in first.header("Cache-Control")
    again = site.get(path, accept_encoding="br", if_none_match=first.header("ETag"))
    assert (again.status, again.body) == (304, b"")
    assert site.get(path, accept_encoding="br", if_none_match='"other"').status == 200


@pytest.mark.parametrize("path", PAGES[:-1])
def test_encodings_carry_the_same_text(site: Site, path: str) -> None:
    plain = site.get(path, accept_encoding="identity")
    packed = site.get(path, accept_encoding="br, gzip")
    zipped = site.get(path, accept_encoding="gzip")
    assert [a.header("Content-Encoding") for a in (plain, packed, zipped)] == ["", "br", "gzip"]
    assert brotli.decompress(packed.body) == gzip.decompress(zipped.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert len({a.header("ETag") for a in (plain, packed, zipped)}) == 3
    assert all("Accept-Encoding" in a.header("Vary") for a in (plain, packed, zipped))
    refused = site.get(path, accept_encoding="br;q=0, gzip;q=0")
    assert refused.header("Content-Encoding") == "" and refused.body == plain.body


@pytest.mark.parametrize("path", [*PAGES[:-1], "/en/nothing", "/en/figures?page=0"])
def test_pages_refuse_to_be_framed_and_run_nothing_inline(site: Site, path: str) -> None:
    answer = site.get(path)
    policy = answer.header("Content-Security-Policy")
    assert "frame-ancestors 'none'" in policy and "script-src 'self';" in policy and "object-src 'none'" in policy
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.header("Set-Cookie") == ""
    for script in find(parse(answer.text), "script"):
        assert script.get("src") or script.get("type") in ("application/json", "application/ld+json")
    assert not re.search(r'\son\w+="', answer.text), "an inline handler"


def asset_urls(site: Site) -> set[str]:
    """Every asset that the pages name, in their style sheets too."""
    text = "".join(site.page(path) for path in ("/en/", "/ar/", "/en/embed/haechi"))
    return set(re.findall(r"/assets/[\w./@-]+\.\w+", text))


def test_assets_are_kept_for_ever_and_compressed(site: Site) -> None:
    found = sorted(asset_urls(site))
    assert any("plotly" in name for name in found) and any(name.endswith(".woff2") for name in found)
    for name in found:
        plain = site.get(name, accept_encoding="identity")
        assert plain.status == 200, name
        if not name.startswith("/assets/boundaries/"):
            assert re.search(r"\.[0-9a-f]{10}\.\w+$", name), f"{name} carries no hash of its content"
            assert "immutable" in plain.header("Cache-Control"), name
        if name.endswith((".css", ".js")):
            packed, zipped = (site.get(name, accept_encoding=coding) for coding in ("br", "gzip"))
            assert (packed.header("Content-Encoding"), zipped.header("Content-Encoding")) == ("br", "gzip"), name
            assert brotli.decompress(packed.body) == gzip.decompress(zipped.body) == plain.body


def test_collected_assets_of_code_that_has_long_gone_are_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIGURES_PUBLISHED", str(tmp_path))
    monkeypatch.setattr(assets, "_SERVED", ("favicon.svg",))
    broken_off = tmp_path / ".static-broken"
    broken_off.mkdir()
    os.utime(broken_off, (0, 0))
    (tmp_path / ".static-being-written").mkdir()
    first = assets.build_assets({"/first.js": b"first"})
    made = []
    for number in range(7):
        made.append(assets.build_assets({"/a.js": f"{number}".encode()}))
        os.utime(made[-1], (number, number))
        os.utime(first)  # a server has just been started with it
        assert assets.build_assets({"/first.js": b"first"}) == first
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {first.name, *(path.name for path in made[-3:]), ".static-being-written"}
    assert (first / "first.js").read_bytes() == b"first"


def test_what_is_compressed_once_is_not_compressed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIGURES_PUBLISHED", str(tmp_path))
    monkeypatch.setattr(assets, "_SERVED", ("favicon.svg",))
    first = assets.build_assets({"/a.js": b"a", "/b.js": b"b"})
    (first / "a.js.br").write_bytes(b"made before")
    second = assets.build_assets({"/a.js": b"a", "/b.js": b"another"})
    assert (second / "a.js.br").read_bytes() == b"made before"
    assert brotli.decompress((second / "b.js.br").read_bytes()) == b"another"


def test_a_folder_of_versions_that_may_only_be_read_needs_no_assets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_SERVED", ("favicon.svg",))
    monkeypatch.setattr(assets, "default_published_folder", lambda: tmp_path / "image")
    monkeypatch.setenv("FIGURES_PUBLISHED", str(tmp_path / "image"))
    built = assets.build_assets()
    monkeypatch.setenv("FIGURES_PUBLISHED", str(tmp_path / "mounted"))
    assert assets.build_assets() == built
    assert not (tmp_path / "mounted").exists()


@pytest.mark.parametrize("path", ["/assets/../pyproject.toml", "/assets/%2e%2e/pyproject.toml", "/assets//etc/passwd"])
def test_nothing_else_is_served(site: Site, path: str) -> None:
    assert site.get(path).status in (400, 404)


def test_health_and_readiness(site: Site, data: DataVersion) -> None:
    assert site.page("/healthz") == "ok\n"
    assert data.version in site.page("/readyz")
    for path in ("/healthz", "/readyz"):
        assert site.get(path).header("Cache-Control") == "no-store"


def test_robots_may_read_pages(site: Site) -> None:
    text = site.page("/robots.txt")
    assert f"Sitemap: {site.origin}/sitemap.xml" in text
    assert "Disallow: /_dash/" in text and "Disallow: /\n" not in text


def test_the_site_map_lists_every_page_and_each_answers(site: Site, data: DataVersion) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(site.get("/sitemap.xml").body)
    listed = [(entry.findtext(f"{space}loc") or "").removeprefix(site.origin) for entry in root]
    paths = [
        "",
        *data.vocabulary.topics,
        "figures",
        "search",
        "changes",
        "data",
        "about",
        *(f"charts/{chart.id}" for chart in data.catalogue),
    ]
    figures = data.store.rows("SELECT figure_id FROM figures WHERE basis <> 'reported'")
    paths += [f"figures/{row['figure_id']}" for row in figures]
    assert sorted(listed) == sorted(f"/{code}/{path}" for code in ("en", "fr", "es", "ar") for path in paths)
    for entry in root:
        links = [link.get("hreflang") for link in entry.iter("{http://www.w3.org/1999/xhtml}link")]
        assert links == ["en", "fr", "es", "ar"]
    looked_at = [path for n, path in enumerate(listed) if "/figures/" not in path or n % 20 == 0]
    assert len(looked_at) > 240 and [path for path in looked_at if site.get(path).status != 200] == []


def test_the_server_ends_when_told_to(site_published: Path, tmp_path: Path) -> None:
    published = tmp_path / "published"
    published.mkdir()
    for path in [
        *site_published.glob("figures-*.duckdb"),
        *site_published.glob("static-*"),
        site_published / "current",
    ]:
        (published / path.name).symlink_to(path)
    with serving(published) as running:
        assert running.get("/en/about").status == 200
        assert running.get("/en/charts/haechi.svg?width=600&height=630").status == 200  # the renderer runs too
    log = running.log()
    workers = re.findall(r"Spawning worker-\d+ with PID: (\d+)", log)
    renderers = re.findall(r"\[(\d+)\] \[INFO\] the renderer listens", log)
    assert (len(workers), len(renderers), len(re.findall(r"Stopped worker-\d+", log))) == (2, 1, 2), log
    assert [pid for pid in (*workers, *renderers) if Path(f"/proc/{pid}").exists()] == []
    assert not re.search("Unexpected exit|Traceback", log), log
