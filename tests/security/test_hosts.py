"""Under which names the site is reached, and whose word is taken for it."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import create_environ, run_wsgi_app

from dashboard.app import create_app
from tests.server import Site

PUNYCODE = "xn--e1afmkfd.example"
OWN = "https://figures.example.org"


@pytest.fixture
def reached(site_published: Path, request: pytest.FixtureRequest) -> Iterator[FlaskClient]:
    """The site with other settings: variable → value."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIGURES_PUBLISHED", str(site_published))
        for name, value in getattr(request, "param", {}).items():
            patch.setenv(name, value)
        app = create_app()
        yield app.test_client()
        app.extensions["versions"].close()


@pytest.mark.parametrize("reached", [{}, {"SITE_ORIGIN": f"https://{PUNYCODE}"}], indirect=True)
def test_a_name_in_punycode_is_a_name(reached: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    for path in ("/en/charts/haechi", "/en/embed/haechi", "/en/charts/haechi.csv", "/figures.csv", "/robots.txt"):
        answer = reached.get(path, headers={"Host": PUNYCODE}, buffered=True)
        assert answer.status_code == 200, path
        assert all(value.isascii() for _, value in answer.headers)
    page = reached.get("/en/charts/haechi", headers={"Host": PUNYCODE}).get_data(as_text=True)
    scheme = "https" if "https" in page.split(PUNYCODE)[0][-8:] else "http"
    known = reached.get(f"/oembed?url={scheme}://{PUNYCODE}/en/charts/haechi", headers={"Host": PUNYCODE})
    assert known.status_code == 200 and PUNYCODE in known.get_data(as_text=True)
    assert "unexpected" not in caplog.text


@pytest.mark.parametrize("reached", [{}, {"SITE_ORIGIN": OWN}], indirect=True)
@pytest.mark.parametrize("path", ["/en//charts//haechi?theme=dark", "///en//charts//haechi", "/en/charts//haechi"])
def test_a_redirect_follows_no_host(reached: FlaskClient, path: str) -> None:
    environ = create_environ(headers={"Host": "evil.example"})
    environ["PATH_INFO"], _, environ["QUERY_STRING"] = path.partition("?")
    _, status, headers = run_wsgi_app(reached.application, environ, buffered=True)
    assert status.startswith("308")
    assert headers["Location"] == re.sub("/+", "/", path)
    assert "max-age" in headers["Cache-Control"]


@pytest.mark.parametrize("reached", [{}, {"SITE_ORIGIN": OWN}], indirect=True)
@pytest.mark.parametrize("host", ["", "a b", "a/b", "a@b", "<b>", "a:b:c", "a,b", "é.example", "a\\b"])
def test_a_host_that_is_none_is_refused(reached: FlaskClient, host: str) -> None:
    for path in ("/en/no-such-page", "/en//charts//haechi", "/healthz", "/en/figures?q=red"):
        environ = create_environ(path)
        environ["HTTP_HOST"] = host.encode().decode("latin-1")
        _, status, headers = run_wsgi_app(reached.application, environ, buffered=True)
        assert status.startswith("400"), path
        assert "Location" not in headers


@pytest.mark.parametrize("reached", [{"TRUSTED_PROXIES": "1"}], indirect=True)
@pytest.mark.parametrize("scheme", ["javascript", "data", "ftp", "https:", "HTTPS evil"])
def test_a_scheme_that_is_not_the_sites_is_not_taken(reached: FlaskClient, scheme: str) -> None:
    for path in ("/en/charts/haechi", "/en/embed/haechi", "/sitemap.xml"):
        answer = reached.get(path, headers={"X-Forwarded-Proto": scheme, "X-Forwarded-Host": "figures.example.org"})
        assert answer.status_code == 200
        shown = answer.get_data(as_text=True) + str(answer.headers)
        assert "http://figures.example.org" in shown and f"{scheme}://" not in shown
    taken = reached.get("/en/about", headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "figures.example.org"})
    assert "https://figures.example.org/en/about" in taken.get_data(as_text=True)


@pytest.mark.parametrize("query", ["bytes=0-1,3-4", "seconds=0-4", "bytes=a-b", "bytes", "bytes=", "items=1-2,4-5"])
def test_a_range_that_is_not_understood_is_left_out(site: Site, query: str) -> None:
    whole = site.get("/figures.parquet").body
    answer = site.get("/figures.parquet", range=query)
    assert (answer.status, answer.body) == (200, whole)
    part = site.get("/figures.parquet", range="bytes=0-3")
    assert (part.status, part.body) == (206, whole[:4])
    assert site.get("/figures.parquet", range="bytes=999999999-").status == 416


@pytest.mark.parametrize(("request_line", "expected"), [(b"HTTP/1.1", b"400"), (b"HTTP/1.0", b"400")])
def test_a_request_without_a_host_is_refused_where_the_protocol_asks_for_one(
    site: Site, request_line: bytes, expected: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", site.port), 20) as connection:
        connection.sendall(b"GET /en/about " + request_line + b"\r\n\r\n")
        assert connection.recv(64).split(b" ")[1] == expected
