"""nginx as it is shipped, before the real site: what is kept, what is passed on, what is given while the site is away."""

from __future__ import annotations

import gzip
import http.client
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from bench.proxy import configuration, nginx_path, running
from bench.serving import free_port
from tests.server import Answer, Site, serving

pytestmark = pytest.mark.skipif(nginx_path() is None, reason="nginx is not installed: apt-get install nginx-light")
BROWSER = "gzip, deflate, br, zstd"


@pytest.fixture(scope="module")
def proxied(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site that all tests share, through nginx without limits for one client."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    with running(configuration(f"127.0.0.1:{site.port}", port, folder, limits=False), port, folder):
        yield replace(site, port=port)


def state(answer: Answer) -> str:
    return answer.header("X-Cache")


def test_nginx_accepts_the_configuration(tmp_path: Path) -> None:
    text = configuration("127.0.0.1:1", 8081, tmp_path)
    (tmp_path / "nginx.conf").write_text(text)
    command = [str(nginx_path()), "-t", "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "error.log")]
    tested = subprocess.run(command, capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr


@pytest.mark.parametrize(
    "path", ["/en/?n=1", "/ar/finances?n=1", "/en/charts/hits?n=1", "/en/embed/hits?n=1", "/figures.csv"]
)
def test_an_answer_is_asked_for_once(proxied: Site, path: str) -> None:
    first, second = proxied.get(path, accept_encoding="br"), proxied.get(path, accept_encoding="br")
    assert (first.status, second.status) == (200, 200)
    assert (state(first), state(second)) == ("MISS", "HIT")
    assert first.body == second.body
    assert first.header("ETag") == second.header("ETag") != ""


@pytest.mark.parametrize(
    ("query", "given"),
    [
        (BROWSER, "br"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("identity", ""),
        ("", ""),
        ("br;q=0, gzip;q=0", ""),
    ],
)
@pytest.mark.parametrize("path", ["/en/notices", "/en/charts/hits.csv"])
def test_each_client_gets_an_encoding_it_reads_and_only_once_encoded(
    site: Site, proxied: Site, path: str, query: str, given: str
) -> None:
    plain = site.get(path, accept_encoding="identity").body
    open_up = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[given]
    for _ in range(2):
        answer = proxied.get(path, accept_encoding=query)
        assert answer.header("Content-Encoding") == given
        assert "Accept-Encoding" in answer.header("Vary")
        assert open_up(answer.body).split(b"127.0.0.1")[0] == plain.split(b"127.0.0.1")[0]
        assert int(answer.header("Content-Length")) == len(answer.body)


def test_browsers_that_word_it_differently_share_a_copy(proxied: Site) -> None:
    proxied.get("/en/goals?n=2", accept_encoding=BROWSER)
    assert state(proxied.get("/en/goals?n=2", accept_encoding="br;q=1.0, gzip;q=0.8")) == "HIT"


@pytest.mark.parametrize("path", ["/en/people", "/figures.csv", "/en/charts/hits.json"])
def test_a_client_that_has_it_is_told_so(proxied: Site, path: str) -> None:
    for _ in range(2):
        tag = proxied.get(path, accept_encoding="gzip").header("ETag")
        again = proxied.get(path, accept_encoding="gzip", if_none_match=tag)
        assert (again.status, again.body) == (304, b"")
        assert again.header("ETag").removeprefix("W/") == tag.removeprefix("W/")
    assert proxied.get(path, accept_encoding="gzip", if_none_match='"other"').status == 200


def test_parts_of_a_file_can_be_asked_for(proxied: Site) -> None:
    whole = proxied.get("/figures.parquet").body
    assert whole[:4] == whole[-4:] == b"PAR1"
    for query, part in (("bytes=0-3", whole[:4]), ("bytes=-8", whole[-8:]), ("bytes=100-199", whole[100:200])):
        answer = proxied.get("/figures.parquet", range=query)
        assert (answer.status, answer.body) == (206, part)
        assert answer.header("Content-Range").endswith(f"/{len(whole)}")
    assert proxied.get("/figures.parquet", range="bytes=999999999-").status == 416


@pytest.mark.parametrize("path", ["/en/databases?n=3", "/figures.parquet", "/en/charts/hits.csv"])
def test_head_says_what_get_says_without_the_body(proxied: Site, path: str) -> None:
    head, got = proxied.get(path, "HEAD"), proxied.get(path)
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "ETag", "Cache-Control", "Content-Security-Policy"):
        assert head.header(name) == got.header(name)


@pytest.mark.parametrize("path", ["/en/", "/en/embed/hits", "/en/charts/hits.csv", "/en/no-such-page", "/robots.txt"])
def test_headers_pass_through_once(site: Site, proxied: Site, path: str) -> None:
    own, passed = site.get(path), proxied.get(path)
    assert passed.status == own.status
    looked_at = 0
    names = {name.lower() for name in own.headers}
    for name in names - {"date", "connection", "server", "content-length", "etag", "keep-alive"}:
        values = [value.replace(str(proxied.port), str(site.port)) for value in passed.headers.get_all(name) or []]
        assert values == own.headers.get_all(name), name
        looked_at += 1
    assert looked_at >= 5
    assert passed.header("Server") == "nginx"


def test_assets_are_kept_for_ever(proxied: Site) -> None:
    page = proxied.page("/en/finances")
    address = page.split('<script src="', 1)[1].split('"', 1)[0]
    answer = proxied.get(address, accept_encoding="br")
    assert "immutable" in answer.header("Cache-Control")
    assert answer.header("Content-Encoding") == "br"
    assert state(proxied.get(address, accept_encoding="br")) == "HIT"


def test_what_must_be_fresh_is_not_kept(proxied: Site) -> None:
    for path in ("/", "/healthz", "/en/no-such-page"):
        assert {state(proxied.get(path)) for _ in range(2)} <= {"MISS", "BYPASS", "EXPIRED"}
    assert proxied.get("/", accept_language="fr").header("Location").endswith("/fr/")
    assert proxied.get("/", accept_language="ar").header("Location").endswith("/ar/")
    assert proxied.get("/readyz").status == 404


@contextmanager
def behind(published: Path, folder: Path, **changes: str) -> Iterator[tuple[Site, Callable[[], None]]]:
    """A site of its own that trusts one proxy, behind that proxy with its limits; and what ends the site.

    ``changes`` are made in the proxy's configuration: text that stands there → text that takes its place.
    """
    with ExitStack() as outer, ExitStack() as inner:
        site = inner.enter_context(serving(published, workers=1, TRUSTED_PROXIES="1", RENDERER_URL="off"))
        port = free_port()
        text = configuration(f"127.0.0.1:{site.port}", port, folder)
        for before, after in changes.items():
            assert before in text
            text = text.replace(before, after)
        outer.enter_context(running(text, port, folder))
        yield replace(site, port=port), inner.close


def test_the_name_of_the_site_reaches_the_page(site_published: Path, tmp_path: Path) -> None:
    with behind(site_published, tmp_path) as (proxied, _):
        page = proxied.get("/en/", host="figures.example.org", x_forwarded_proto="https").text
        assert 'href="https://figures.example.org/en/"' in page


def test_what_is_kept_is_given_while_the_site_is_away(site_published: Path, tmp_path: Path) -> None:
    soon_old = {"proxy_ignore_headers Vary": "proxy_ignore_headers Vary Cache-Control", "301 308 5s": "301 308 1s"}
    with behind(site_published, tmp_path, **soon_old) as (proxied, end_site):
        known = proxied.get("/en/", accept_encoding="br")
        end_site()
        until, states = time.monotonic() + 10, ["HIT"]
        while len(states) < 5 and time.monotonic() < until:
            answer = proxied.get("/en/", accept_encoding="br")
            assert (answer.status, answer.body) == (200, known.body)
            states = [*states, state(answer)] if state(answer) != "HIT" else states[:1]
            time.sleep(0.2)  # the proxy limits how often one client asks
        assert len(states) == 5 and set(states[1:]) <= {"STALE", "UPDATING"}
        unknown = proxied.get("/en/members")
        assert unknown.status == 503
        assert unknown.header("Retry-After") == "10"
        assert "restarting" in unknown.text


def test_a_new_version_reaches_readers_within_the_hour(proxied: Site) -> None:
    for path in ("/en/", "/en/finances", "/en/charts/hits", "/en/embed/hits", "/figures.csv", "/en/charts/hits.png"):
        kept = proxied.get(path).header("Cache-Control")
        assert int(re.findall(r"max-age=(\d+)", kept)[0]) <= 3600, path
        assert "immutable" not in kept


def test_one_client_cannot_have_everything_drawn(site_published: Path, tmp_path: Path) -> None:
    with behind(site_published, tmp_path) as (proxied, _):
        with ThreadPoolExecutor(8) as pool:
            asked = [f"/en/charts/hits.png?n={number}" for number in range(120)]
            answers = list(pool.map(lambda path: proxied.get(path, "HEAD").status, asked))
        assert answers.count(429) >= 10
        assert proxied.get("/en/").status == 200


#: What an operator fills in for a CDN that asks from this machine's own address.
BEHIND_A_CDN = {
    "# set_real_ip_from 192.0.2.0/24;": "set_real_ip_from 127.0.0.1;",
    "# real_ip_header X-Forwarded-For;": "real_ip_header X-Forwarded-For;",
    "# real_ip_recursive on;": "real_ip_recursive on;",
}
#: A CDN that keeps nothing: it adds its client to those that the client claims.
CDN = """
pid {folder}/cdn.pid; error_log {folder}/cdn.log; worker_processes 1; events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{inner}; proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Proto https; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; }} }} }}
"""


def asks(port: int, reader: str, path: str, claimed: str = "") -> tuple[int, str]:
    """The status and the text that a reader with an address of their own gets; they may claim another."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(reader, 0))
    try:
        connection.request("GET", path, headers={"X-Forwarded-For": claimed} if claimed else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        connection.close()


def test_behind_a_cdn_each_reader_has_an_allowance_of_their_own(site_published: Path, tmp_path: Path) -> None:
    (tmp_path / "cdn").mkdir()
    with ExitStack() as stack:
        limits = {"RATE_PICTURES": "3 per year", "RENDERER_URL": "off", "TRUSTED_PROXIES": "1"}
        site = stack.enter_context(serving(site_published, workers=1, **limits))
        port, outer = free_port(), free_port()
        text = configuration(f"127.0.0.1:{site.port}", port, tmp_path)
        for before, after in BEHIND_A_CDN.items():
            assert before in text
            text = text.replace(before, after)
        stack.enter_context(running(text, port, tmp_path))
        cdn = CDN.format(port=outer, inner=port, folder=tmp_path / "cdn")
        stack.enter_context(running(cdn, outer, tmp_path / "cdn"))

        def picture(reader: str, number: int, claimed: str = "") -> int:
            return asks(
                outer, reader, f"/en/charts/hits.svg?width={700 + 9 * number}&height={900 - 7 * number}", claimed
            )[0]

        # 503: it would be made, were there a renderer.
        assert [picture("127.0.0.2", number) for number in range(5)] == [503, 503, 503, 429, 429]
        assert picture("127.0.0.3", 10) == 503
        assert [picture("127.0.0.4", number, f"198.51.100.{number}") for number in range(20, 24)] == [
            503,
            503,
            503,
            429,
        ]
        # The limits of nginx itself are each reader's too.
        with ThreadPoolExecutor(8) as pool:
            asked = [f"/en/charts/hits.svg?preset=no-{number}" for number in range(120)]
            refused = list(pool.map(lambda path: asks(outer, "127.0.0.5", path)[0], asked))
        assert set(refused) == {400, 429} and refused.count(400) >= 40
        assert asks(outer, "127.0.0.7", "/en/charts/hits.svg?preset=no")[0] == 400
        status, page = asks(outer, "127.0.0.6", "/en/charts/hits")
        assert status == 200 and f'content="https://127.0.0.1:{outer}/en/charts/hits"' in page
    assert not re.search(r"127\.0\.0\.[2-7]|width=|/en/", (tmp_path / "error.log").read_text())


def test_readiness_is_told_to_who_asks_the_site_itself(site: Site) -> None:
    assert site.get("/readyz").status == 200
    assert site.get("/readyz", x_forwarded_for="192.0.2.1").status == 404


def test_a_request_that_is_too_large_is_refused(proxied: Site) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxied.port, timeout=20)
    connection.request("POST", "/_dash/_dash-update-component", body=b"x" * 100_000)
    assert connection.getresponse().status == 413
    connection.close()
    assert proxied.get(f"/en/?q={'x' * 20_000}").status == 414


def test_nothing_in_the_log_tells_who_read_what(proxied: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = configuration("127.0.0.1:1", 8081, tmp_path_factory.mktemp("log"))
    written = text.split("log_format plain '", 1)[1].split("'", 1)[0]
    assert "$uri" in written
    assert not {"$remote_addr", "$request_uri", "$request ", "$http_referer", "$args"} & set(written.split())
