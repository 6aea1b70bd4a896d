"""Who may frame what, as the headers say it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dashboard.reading import find, parse, words
from tests.server import REPOSITORY, Site, environment, serving

LISTED = ("https://news.example.org", "http://*.example.net:8080")


@pytest.fixture(scope="module")
def limited(site_published: Path) -> Iterator[Site]:
    """A site that lists who may frame its charts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EMBED_ORIGINS", ", ".join(LISTED))
        with serving(site_published, workers=1) as running:
            yield running


def policy(site: Site, path: str) -> dict[str, list[str]]:
    text = site.get(path).header("Content-Security-Policy")
    return {name: sources.split() for name, _, sources in (part.strip().partition(" ") for part in text.split(";"))}


@pytest.mark.parametrize("path", ["/en/embed/haechi", "/ar/embed/no-such-chart", "/en/embed/haechi?lang=de"])
def test_anyone_may_frame_an_embed_and_what_is_said_in_its_place(site: Site, path: str) -> None:
    assert policy(site, path)["frame-ancestors"] == ["*"]
    assert site.get(path).header("X-Frame-Options") == ""


@pytest.mark.parametrize("path", ["/en/", "/fr/notices", "/es/charts/haechi", "/en/figures", "/en/nothing"])
def test_nobody_may_frame_a_page(site: Site, limited: Site, path: str) -> None:
    for query in (site, limited):
        assert policy(query, path)["frame-ancestors"] == ["'none'"]
        assert query.get(path).header("X-Frame-Options") == "DENY"


@pytest.mark.parametrize("path", ["/en/embed/haechi", "/en/embed/no-such-chart"])
def test_a_list_limits_who_may_frame_and_keeps_the_sites_own_previews(limited: Site, path: str) -> None:
    found = policy(limited, path)
    assert found["frame-ancestors"] == ["'self'", limited.origin, *LISTED]
    assert found["script-src"] == ["'self'", limited.origin]
    assert found["default-src"] == ["'none'"]


@pytest.mark.parametrize(
    "wrong", ["example.org", "https://a.example; script-src *", "https://a.example/path", "'self'"]
)
def test_a_list_that_is_none_stops_the_server_before_it_starts(site_published: Path, wrong: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "serve", "--port", "0"], cwd=REPOSITORY, capture_output=True, text=True,
        env={**environment(site_published), "EMBED_ORIGINS": wrong}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert wrong.split()[0] in done.stderr and "https://www.example.org" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("path", "status"), [("/fr/embed/none", 404), ("/fr/embed/revenue-by-source?measure=x", 400)])
def test_what_is_wrong_is_said_inside_the_frame(site: Site, path: str, status: int) -> None:
    answer = site.get(path)
    root = parse(answer.text)
    assert answer.status == status and words(next(find(root, "h1")))
    assert [base.get("target") for base in find(root, "base")] == ["_blank"]
    links = [link.get("href") for link in find(root, "a") if link.get("target") in (None, "_blank")]
    assert "/fr/" in links and len(links) == len(list(find(root, "a")))
    assert any("embed" in (script.get("src") or "") for script in find(root, "script"))
