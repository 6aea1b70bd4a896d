"""Answers that are kept: one copy for each that differs, made once for all who ask, and bounded in bytes."""

from __future__ import annotations

import asyncio
import gzip
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.web import asgi
from dashboard.web.asgi import Site
from dashboard.web.response_cache import CachedResponse, CachePolicy, ResponseCache
from tests.dashboard.reading import parse
from tests.server import OFTEN

#: An address of each kind of page, and names that shape others but not this one.
PAGES = {
    "/en/": "q",
    "/fr/about": "page",
    "/es/data": "year",
    "/en/figures": "region",
    "/ar/operations": "member",
    "/en/search": "year",
    "/en/changes": "year",
    "/en/figures/ar2021.haechi-ii.arrests.2021": "year",
    "/en/members": "area",
    "/en/charts/haechi": "theme",
    "/en/charts/haechi/download": "title_",
    "/en/charts/haechi/embed": "preset",
    "/en/embed/haechi": "childId",
}


@pytest.fixture(scope="module")
def app(site_published: Path) -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (*OFTEN.items(), ("RENDERER_URL", "off"), ("FIGURES_PUBLISHED", str(site_published))):
            patch.setenv(name, value)
        app = create_app()
        made: list[str] = []
        app.extensions["made"] = made
        app.before_request(lambda: made.append(request.full_path))
        yield app
        app.extensions["versions"].close()


@pytest.fixture
def made(app: Flask) -> list[str]:
    """The addresses that the application has been asked for."""
    app.extensions["made"].clear()
    return app.extensions["made"]  # type: ignore[no-any-return]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@dataclass
class Told:
    """An answer as ASGI messages told it."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


async def request_render(site: Site, address: str, *, leaves: asyncio.Event | None = None, **headers: str) -> Told:
    """Asks once; the client leaves when the event is set."""
    path, _, query = address.partition("?")
    named = {"host": "figures.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "scheme": "http", "http_version": "1.1", "client": ("192.0.2.1", "1"), "server": ("127.0.0.1", "80"),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }  # fmt: skip
    told, first = Told(), [True]

    async def receive() -> dict[str, Any]:
        if first.pop() if first else False:
            return {"type": "http.request", "body": b"", "more_body": False}
        await (leaves or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            told.status = message["status"]
            told.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            told.body += message["body"]

    await site(scope, receive, send)
    return told


def query(app: Flask, *questions: Callable[[Site], Awaitable[Any]]) -> list[Any]:
    """What a new server answers to questions, one after the other."""

    async def run() -> list[Any]:
        site = Site(app)
        try:
            return [await question(site) for question in questions]
        finally:
            for pool in (site._quick, site._pages, site._files):
                pool.close()

    return asyncio.run(run())


@pytest.mark.parametrize(("path", "foreign"), PAGES.items())
def test_names_that_do_not_shape_a_page_make_no_copy_of_it(
    app: Flask, made: list[str], path: str, foreign: str
) -> None:
    queries = ("a=1", "a=2&b=3", f"{foreign}=x", "utm_source=elsewhere", "%3Cscript%3E=1", "digits=")
    plain, *others = query(
        app,
        lambda site: request_render(site, path),
        *(lambda site, q=q: request_render(site, f"{path}?{q}") for q in queries),
    )
    assert plain.status == 200 and len(made) == 1
    for other in others:
        assert (other.status, other.body, other.headers) == (200, plain.body, plain.headers)
    canonical = [
        link.get("href", "?") for link in parse(plain.body.decode()).iter("link") if link.get("rel") == "canonical"
    ]
    assert len(canonical) == 1 and "?" not in canonical[0]


def test_a_search_is_kept_by_what_is_searched_for(app: Flask, made: list[str]) -> None:
    spellings = ("q=red+notice", "q=%20RED%20%20Notice%20", "x=1&q=Red%20notice", "q=red+notice&page=")
    answers = query(app, *(lambda site, q=q: request_render(site, f"/en/figures?{q}") for q in spellings))
    assert len(made) == 1 and len({answer.body for answer in answers}) == 1
    order = query(
        app, *(lambda site, q=q: request_render(site, f"/en/figures?{q}") for q in ("q=a&page=1", "page=1&q=a"))
    )
    assert len(made) == 2 and order[0].body == order[1].body


def test_too_many_parameters_are_refused(app: Flask, made: list[str]) -> None:
    names = "&".join(f"a{number}=1" for number in range(60))
    (answer,) = query(app, lambda site: request_render(site, f"/en/figures?{names}"))
    assert answer.status == 400 and made == []


@pytest.mark.parametrize(
    "address",
    [
        "/ar/?digits=latn",
        "/ar/?time=ltr",
        "/en/figures?q=red",
        "/en/figures?page=2",
        "/en/figures?basis=derived",
        "/en/members?member=chad",
        "/en/operations?area=cybercrime",
        "/en/charts/haechi/download?preset=social",
        "/en/charts/haechi/download?language=fr",
        "/en/charts/haechi/embed?data=frozen",
        "/en/embed/haechi?theme=dark",
        "/en/embed/haechi?lang=fr",
    ],
)
def test_names_that_shape_a_page_do(client: FlaskClient, address: str) -> None:
    shaped, plain = client.get(address), client.get(address.partition("?")[0])
    assert (shaped.status_code, plain.status_code) == (200, 200)
    assert shaped.data != plain.data


class Noting(Mapping[str, str]):
    """A query string that notes what is read of it."""

    def __init__(self) -> None:
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.read.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_no_name_that_is_not_listed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """The lists of names are written beside the pages: one that were forgotten there would do nothing."""
    noting, listed = Noting(), set[str]()

    def relevant_query(_: Mapping[str, str], names: object) -> Noting:
        listed.update(names)  # type: ignore[call-overload]
        return noting

    monkeypatch.setattr("dashboard.pages.page_parameters.relevant_query", relevant_query)
    assert client.get(path).status_code == 200
    # What is set off in a chart is asked for by every chart, and listed where the page is one chart's own.
    assert noting.read - {"digits", "time", "emphasise"} <= listed
    if listed - {"region", "lang", "v"}:
        assert noting.read


def test_a_page_that_many_ask_for_at_once_is_made_once(app: Flask, made: list[str]) -> None:
    async def together(site: Site) -> list[Told]:
        return list(await asyncio.gather(*(request_render(site, "/fr/goals", accept_encoding="br") for _ in range(40))))

    (answers,) = query(app, together)
    assert len(made) == 1
    assert {answer.status for answer in answers} == {200} and len({answer.body for answer in answers}) == 1


def test_who_leaves_takes_nothing_from_those_who_wait_for_the_same(app: Flask, made: list[str]) -> None:
    async def one_leaves(site: Site) -> Told:
        leaves = asyncio.Event()
        first = asyncio.ensure_future(request_render(site, "/es/finances", leaves=leaves))
        second = asyncio.ensure_future(request_render(site, "/es/finances"))
        await asyncio.sleep(0)
        leaves.set()
        assert (await first).status == 0  # nobody is there to be told
        return await second

    (answer,) = query(app, one_leaves)
    assert answer.status == 200 and len(made) == 1


def test_a_full_queue_is_said_at_once_and_kept_pages_are_not_held_up(app: Flask, made: list[str]) -> None:
    async def crowd(site: Site) -> list[Told]:
        await request_render(site, "/en/")
        flood = [asyncio.ensure_future(request_render(site, f"/en/figures?q={number}")) for number in range(60)]
        await asyncio.sleep(0)
        kept = await request_render(site, "/en/")
        assert kept.status == 200 and sum(each.done() for each in flood) < 60
        return list(await asyncio.gather(*flood))

    (answers,) = query(app, crowd)
    refused = [answer for answer in answers if answer.status == 503]
    assert len(refused) == 60 - asgi.MAX_PER_CLIENT and {answer.status for answer in answers} == {200, 503}
    assert all(int(answer.headers["retry-after"]) > 0 and b"Traceback" not in answer.body for answer in refused)
    assert len(made) == 1 + asgi.MAX_PER_CLIENT


def test_clients_that_left_give_back_their_places(app: Flask, made: list[str]) -> None:
    async def crowd(site: Site) -> Told:
        leaves = asyncio.Event()
        flood = [asyncio.ensure_future(request_render(site, f"/en/figures?q=b{n}", leaves=leaves)) for n in range(60)]
        await asyncio.sleep(0)
        leaves.set()
        await asyncio.gather(*flood)
        answer = Told()
        while answer.status != 200:  # until those that run have ended
            answer = await request_render(site, "/en/figures?q=after")
        return answer

    query(app, crowd)
    assert len(made) <= asgi.MAX_PER_CLIENT + 1  # none of those that found no place, and the one after them


def test_an_error_is_plain_and_one_line(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("jane.doe@example.org")

    monkeypatch.setattr(app, "wsgi_app", fail)
    monkeypatch.setattr(Flask, "__call__", fail)
    (answer,) = query(app, lambda site: request_render(site, "/en/"))
    assert answer.status == 500 and b"Traceback" not in answer.body
    lines = [record for record in caplog.records if record.name == "figures"]
    assert len(lines) == 1 and "jane" not in caplog.text and not lines[0].exc_info


def response(number: int) -> CachedResponse:
    return CachedResponse([(b"content-type", b"image/png")], bytes(10_000), CachePolicy("1"), str(number))


def test_made_up_addresses_cannot_fill_the_memory() -> None:
    cache = ResponseCache(100_000)
    for number in range(1000):
        cache.put(number, response(number))
        assert cache.get(0) is not None or number > 900
        assert cache.size <= 100_000
    assert len(cache) == 100_000 // response(0).size
    cache.put("not to be kept", CachedResponse([], b"x", CachePolicy("1", keep=False), ""))
    cache.put("too large", CachedResponse([], bytes(5_000_000), CachePolicy("1"), ""))
    assert cache.get("not to be kept") is None and cache.get("too large") is None


@pytest.mark.parametrize("first", ["br", "gzip"])
def test_a_page_is_kept_compressed_and_given_in_every_encoding(first: str) -> None:
    page = b"<p>a page</p>" * 10_000
    kept = CachedResponse([(b"content-type", b"text/html")], page, CachePolicy("1"), "")
    plain = kept.encode("")
    packed = kept.encode(first).body["body"]
    assert kept.size < len(page) / 10  # the page itself has gone
    again = kept.encode("")
    assert (again.body["body"], again.start, again.etag) == (page, plain.start, plain.etag)
    assert (
        brotli.decompress(kept.encode("br").body["body"]) == gzip.decompress(kept.encode("gzip").body["body"]) == page
    )
    assert kept.encode(first).body["body"] is packed


def test_the_size_can_be_asked_for_while_threads_encode() -> None:
    """It once was a 500 in some hundred thousand answers: the encodings were counted while another came in."""
    interval_s = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(3) as pool:
            for _ in range(1500):
                headers = [(b"content-type", b"text/html")]
                kept = CachedResponse(headers, b"some words " * 60, CachePolicy("1", effort=1), "page")
                encoding = [pool.submit(kept.encode, name) for name in ("gzip", "br", "")]
                while not all(one.done() for one in encoding):
                    assert kept.size > 0
                assert gzip.decompress(kept.encode("gzip").body["body"]) == b"some words " * 60
    finally:
        sys.setswitchinterval(interval_s)
