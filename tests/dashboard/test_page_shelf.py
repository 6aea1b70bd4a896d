"""Pages that are kept: one copy for each that differs, and none pushed out by addresses that somebody made up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.web import page_cache
from dashboard.web.page_cache import PageShelf
from tests.dashboard.reading import parse
from tests.dashboard.site import OFTEN

#: An address of each kind of page, and names that shape others but not this one.
PAGES = {
    "/en/": "q",
    "/fr/about": "page",
    "/es/data": "year",
    "/en/figures": "region",
    "/ar/operations": "member",
    "/en/members": "area",
    "/en/charts/haechi": "theme",
    "/en/charts/haechi/download": "title_",
    "/en/charts/haechi/embed": "v",
    "/en/embed/haechi": "childId",
}


@pytest.fixture(scope="module")
def app(site_published: Path) -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (*OFTEN.items(), ("RENDERER_URL", "off"), ("FIGURES_PUBLISHED", str(site_published))):
            patch.setenv(name, value)
        app = create_app()
        yield app
        app.extensions["versions"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.extensions["page_shelf"] = PageShelf()
    return app.test_client()


@pytest.mark.parametrize(("path", "foreign"), PAGES.items())
def test_names_that_do_not_shape_a_page_make_no_copy_of_it(
    app: Flask, client: FlaskClient, path: str, foreign: str
) -> None:
    plain = client.get(path)
    assert plain.status_code == 200 and len(app.extensions["page_shelf"]) == 1
    for query in ("a=1", "a=2&b=3", f"{foreign}=x", "utm_source=elsewhere", "%3Cscript%3E=1"):
        answer = client.get(path, query_string=query)
        assert (answer.status_code, answer.data) == (200, plain.data)
        assert answer.headers["ETag"] == plain.headers["ETag"]
    assert len(app.extensions["page_shelf"]) == 1
    canonical = [link.get("href", "?") for link in parse(plain.text).iter("link") if link.get("rel") == "canonical"]
    assert len(canonical) == 1 and "?" not in canonical[0]


@pytest.mark.parametrize(
    "address",
    [
        "/ar/?digits=latn",
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

    monkeypatch.setattr("dashboard.pages.page_parameters.shaping", relevant_query)
    assert client.get(path).status_code == 200
    assert noting.read - {"digits"} <= listed
    if listed - {"region", "lang", "v"}:
        assert noting.read


def test_ten_thousand_made_up_addresses_push_out_nothing_that_is_read() -> None:
    cache, made = PageShelf(), []

    def page(number: object) -> str:
        key = (str(number),)
        return cache.get(key, lambda: made.append(number) or f"{number}" * 300, 0).body.decode()  # type: ignore[func-returns-value]

    read = [f"read {number}" for number in range(20)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_cache, "KEPT_BYTES", 300_000)
        patch.setattr(page_cache, "ONCE_BYTES", 75_000)
        for name in read * 2:
            page(name)
        for number in range(10_000):
            page(number)
        assert cache.size <= 300_000 and 20 < len(cache) < 10_000
        made.clear()
        assert [page(name) for name in read] == [name * 300 for name in read]
        assert made == []
        # What is read grows old too, where other pages are read more.
        for number in range(2_000):
            page(f"new {number}")
            page(f"new {number}")
        assert cache.size <= 300_000
        page(read[0])
        assert made[-1] == read[0]


def together(request_render: Callable[[], object], readers: int = 12) -> list[object]:
    """What each of several readers gets who ask at once, an error included."""
    ready = threading.Barrier(readers)

    def read() -> object:
        ready.wait(10)
        try:
            return request_render()
        except LookupError as error:
            return error

    with ThreadPoolExecutor(readers) as pool:
        return [reading.result(20) for reading in [pool.submit(read) for _ in range(readers)]]


def slowly(text: str) -> tuple[list[str], Callable[[], str]]:
    """What makes a page in a time in which all others ask for it too, and what it has made."""
    made: list[str] = []

    def make() -> str:
        time.sleep(1.5)
        made.append(text)
        return text

    return made, make


def test_a_page_that_many_ask_for_at_once_is_made_once() -> None:
    cache, made, make = PageShelf(), *slowly("page")
    got = together(lambda: cache.get(("page",), make, 0).body)
    assert got == [b"page"] * 12 and len(made) == 1 and len(cache) == 1


def test_an_unfinished_page_says_so_to_all_and_is_made_anew_for_the_next() -> None:
    cache, made, make = PageShelf(), *slowly("page without its chart")
    got = together(lambda: cache.get(("page",), make, 0, lambda: False).whole)
    assert got == [False] * 12 and len(made) == 1 and len(cache) == 0
    assert cache.get(("page",), make, 0).whole and len(made) == 2


def test_all_who_wait_are_told_of_an_error_and_the_next_is_not() -> None:
    cache = PageShelf()

    def fail() -> str:
        time.sleep(1.5)
        raise LookupError("no such year")

    got = together(lambda: cache.get(("page",), fail, 0))
    assert [str(error) for error in got] == ["no such year"] * 12
    assert cache.get(("page",), lambda: "page", 0).body == b"page"


def test_made_up_hosts_are_no_more_harm(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = app.extensions["page_shelf"]
    first = client.get("/en/about", headers={"Host": "figures.example.org"})
    client.get("/en/about", headers={"Host": "figures.example.org"})
    monkeypatch.setattr(page_cache, "KEPT_BYTES", cache.size * 4)
    monkeypatch.setattr(page_cache, "ONCE_BYTES", cache.size)
    for number in range(30):
        assert client.get("/en/about", headers={"Host": f"h{number}.example.org"}).status_code == 200
    assert len(cache) <= 5
    monkeypatch.setattr("dashboard.web.routes.pages.document", None)  # nothing is made now
    again = client.get("/en/about", headers={"Host": "figures.example.org"})
    assert again.data == first.data
