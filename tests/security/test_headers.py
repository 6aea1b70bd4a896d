"""What answers tell browsers: as strict as the site can live with, and no stricter where others use it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

import pytest

from tests.dashboard.reading import parse
from tests.security.observatory import policy_of, score
from tests.server import Site, serving

PAGES = ["/en/", "/ar/", "/fr/notices", "/es/charts/haechi", "/en/figures?q=red", "/en/about", "/en/no-such-page"]
OPEN = ["/en/charts/haechi.svg", "/en/charts/haechi.csv", "/en/charts/haechi.png", "/figures.csv", "/oembed?url=x"]


@pytest.fixture(scope="module")
def behind_tls(site_published: object) -> Iterator[Site]:
    with serving(site_published, workers=1, TRUSTED_PROXIES="1") as site:  # type: ignore[arg-type]
        yield site


@pytest.mark.parametrize("path", PAGES)
def test_observatory_gives_an_a_plus(behind_tls: Site, path: str) -> None:
    answer = behind_tls.get(path, x_forwarded_proto="https", x_forwarded_host="figures.example.org")
    assert score(answer) >= 125


def test_the_measure_finds_what_is_loose(behind_tls: Site) -> None:
    assert score(behind_tls.get("/en/")) < 100  # without TLS there is no HSTS
    assert score(behind_tls.get("/en/embed/haechi", x_forwarded_proto="https")) < 125  # anyone may frame an embed


def test_transport_security_is_promised_only_by_tls(site: Site, behind_tls: Site) -> None:
    assert site.get("/en/", x_forwarded_proto="https").header("Strict-Transport-Security") == ""
    assert behind_tls.get("/en/").header("Strict-Transport-Security") == ""
    told = behind_tls.get("/en/", x_forwarded_proto="https").header("Strict-Transport-Security")
    assert re.fullmatch(r"max-age=\d{8,}", told)


@pytest.mark.parametrize("path", [*PAGES, "/en/embed/haechi", "/ar/embed/haechi", "/en/embed/no-such-chart"])
def test_inline_style_sheets_are_those_that_the_policy_names(site: Site, path: str) -> None:
    answer = site.get(path)
    policy = policy_of(answer)
    sheets = re.findall(r"<style>(.*?)</style>", answer.text, re.S)
    assert len(sheets) == 1
    digest = base64.b64encode(hashlib.sha256(sheets[0].encode()).digest()).decode()
    # Directives are compared in lower case.
    assert f"'sha256-{digest}'".lower() in policy["style-src"]
    assert policy["default-src"] == ["'none'"]
    for directive in ("script-src", "style-src"):
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"} & set(policy[directive])
    styles = [element.get("style", "") for element in parse(answer.text).iter()]
    # Lengths of small bars are numbers that the style sheet reads; no other declaration stands at an element.
    assert [
        style for style in styles if style and not re.fullmatch(r"(--\w+:(-?[\d.]+|var\(--[\w-]+\));?)+", style)
    ] == []


@pytest.mark.parametrize("path", OPEN)
def test_what_others_may_use_stays_usable(site: Site, path: str) -> None:
    answer = site.get(path)
    # An error of oEmbed is told to programs of other sites, in its own format.
    readable = answer.status == 200 or path.startswith("/oembed")
    assert answer.header("Cross-Origin-Resource-Policy") == ("cross-origin" if readable else "same-origin")
    assert answer.header("X-Content-Type-Options") == "nosniff" and answer.header("X-Frame-Options") in ("", "DENY")


def test_embeds_may_be_framed_and_assets_used_by_anyone(site: Site) -> None:
    embed = site.get("/en/embed/haechi")
    assert embed.header("X-Frame-Options") == embed.header("Cross-Origin-Opener-Policy") == ""
    assert policy_of(embed)["frame-ancestors"] == ["*"]
    assert embed.header("Cross-Origin-Resource-Policy") == "cross-origin"
    for name in re.findall(r"/assets/[\w./@-]+\.(?:js|woff2)", embed.text):
        asset_url = site.get(name)
        assert asset_url.header("Access-Control-Allow-Origin") == "*"
        assert asset_url.header("Cross-Origin-Resource-Policy") == "cross-origin"
        assert asset_url.header("X-Content-Type-Options") == "nosniff"


def test_a_picture_opened_by_itself_runs_nothing(site: Site) -> None:
    policy = policy_of(site.get("/en/charts/haechi.svg"))
    assert policy["default-src"] == ["'none'"] and "sandbox" in policy and "script-src" not in policy


def test_pages_keep_to_themselves(site: Site) -> None:
    answer = site.get("/en/")
    assert answer.header("Cross-Origin-Opener-Policy") == "same-origin"
    assert answer.header("X-Frame-Options") == "DENY"
    assert "geolocation=()" in answer.header("Permissions-Policy")
    assert answer.header("Set-Cookie") == ""


def test_no_version_of_what_runs_is_published(site: Site) -> None:
    for path in ("/en/", "/healthz", "/readyz", "/en/charts/haechi", "/_dash/_dash-layout", "/en/no-such-page"):
        answer = site.get(path)
        assert not re.search(r"\d", answer.header("Server"))
        assert answer.header("X-Powered-By") == answer.header("Via") == ""
        for name in ("granian/", "Werkzeug", "Python/", "flask", 'dash_version": "4', "duckdb 2"):
            assert name not in answer.text, path
