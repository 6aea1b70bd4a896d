"""What must be searched costs little, and no spelling of a question makes another page."""

from __future__ import annotations

import itertools

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.releases.data_version import DataVersion
from dashboard.web.relevant_query import RelevantQuery
from tests.dashboard.reading import find, parse
from tests.server import Site


def key(app: Flask, address: str) -> str:
    """The part of a query string by which a page is made and kept."""
    path, _, query = address.partition("?")
    return RelevantQuery(app, app.extensions["versions"].data().catalogue).of(path.encode(), query.encode())


def test_the_rows_of_a_search_are_those_of_the_list(client: FlaskClient) -> None:
    def rows(path: str) -> dict[str, str]:
        page = parse(client.get(path).get_data(as_text=True))
        return {
            row.get("id", ""): "".join(row.itertext()) for row in find(page, "tr") if row.get("id", "").startswith("f-")
        }

    first, again = rows("/fr/figures?q=haechi&topic=operations"), rows("/fr/figures?q=haechi")
    assert len(first) > 3 and first.items() <= again.items()
    assert rows("/en/figures?q=haechi").keys() == again.keys() and rows("/en/figures?q=haechi") != again


def test_only_the_figure_that_an_address_names_is_opened(client: FlaskClient, data: DataVersion) -> None:
    ids = [row["figure_id"] for row in data.store.rows("SELECT figure_id FROM figures ORDER BY figure_id LIMIT 2")]
    for figure in (*ids, *ids):
        assert client.get(f"/en/figures?figure={figure}").get_data(as_text=True).count("<details open>") == 1
    assert "<details open>" not in client.get(f"/en/figures?q={ids[0]}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "spellings"),
    [
        ("/en/figures?q={}", ("red notices", "%20red%20notices", "RED%20%20Notices", "red%09notices%0A")),
        (
            "/en/search?q={}",
            ("red notices", "%20RED%20%20notices", "%E2%80%8Fred%E2%80%8E%20notices%C2%AD", "red%20notices&x=1"),
        ),
        (
            "/en/operations?{}",
            ("area=drugs&area=terrorism", "area=terrorism&area=drugs", "area=drugs&area=terrorism&area=drugs&q=x"),
        ),
        ("/en/members?member={}", ("france", "%20%20France", "FRANCE%20")),
        ("/en/figures?{}", ("x=1", "x=2", "member=x", "operation=x")),
        ("/en/charts/haechi/download?{}", ("x=1", "x=2", "data=x", "controls=7")),
        ("/en/charts/haechi/embed?{}", ("preset=x", "scale=9", "format=y")),
    ],
)
def test_another_spelling_makes_no_other_page(
    app: Flask, client: FlaskClient, path: str, spellings: tuple[str, ...]
) -> None:
    first = client.get(path.format(spellings[0]))
    assert first.status_code == 200
    for spelling in spellings[1:]:
        assert client.get(path.format(spelling)).data == first.data
    assert len({key(app, path.format(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/en/figures?figure=x{}",
        "/en/operations?operation=x{}",
        "/en/figures?page=0{}",
        "/en/operations?operation=ar2021-shams&page=0{}",
    ],
)
def test_what_does_not_exist_is_refused_and_not_kept(client: FlaskClient, path: str) -> None:
    for number in range(1, 4):
        answer = client.get(path.format(number))
        assert answer.status_code == 400 and 'href="/fr/"' in answer.get_data(as_text=True)
        assert answer.headers["Cache-Control"] == "no-store"


def test_an_operation_that_does_not_exist_is_answered_with_those_that_do(client: FlaskClient) -> None:
    answer = client.get("/en/operations?operation=no-such", headers={"Accept": "application/json"})
    assert "ar2020-athena-ii" in answer.get_json()["allowed"]
    opened = client.get("/en/operations?operation=ar2021-shams").get_data(as_text=True)
    assert '<details id="operation-ar2021-shams" open' in opened


CONTROLS = ("%00", "%01", "%1f", "%7f", "%c2%85")
CHOICES = (
    "/en/charts/haechi.svg?preset=wide{}",
    "/en/charts/haechi.png?scale=1{}",
    "/en/charts/haechi.csv?excel=1{}",
    "/en/charts/revenue-by-source?measure=share{}",
    "/en/embed/haechi?theme=dark{}",
    "/en/embed/haechi?lang=fr{}",
    "/ar/?digits=arab{}",
    "/en/figures?topic=notices{}",
    "/en/figures?q=red{}x",
    "/en/charts/haechi.svg?pre{}set=square",
    "/figures.csv?v={}",
    "/oembed?format=json{}",
)


@pytest.mark.parametrize("path", CHOICES)
def test_a_control_character_is_not_read_as_if_it_were_clean(client: FlaskClient, path: str) -> None:
    for control in CONTROLS:
        answer = client.get(path.format(control))
        assert answer.status_code == 400, control
        assert not set(map(chr, itertools.chain(range(9), range(14, 32)))) & set(answer.get_data(as_text=True))


def test_the_server_takes_no_control_for_a_blank(site: Site) -> None:
    for query in ("q=red%1fnotices", "q=%00", "topic=notices%00", "page=1%00"):
        assert site.get(f"/en/figures?{query}").status == 400
    assert site.get("/en/charts/haechi.svg?preset=wide%00").status == 400
    assert site.get("/en/about?v=000000000000").status == 404
    assert site.get("/en/figures?q=%20RED%09notices").body == site.get("/en/figures?q=red+notices").body


@pytest.mark.parametrize(
    "path", ["/en/", "/fr/finances", "/en/charts/haechi", "/en/charts/haechi/embed", "/ar/figures", "/en/about"]
)
def test_a_page_of_data_that_do_not_exist_is_not_found(client: FlaskClient, data: DataVersion, path: str) -> None:
    for version in ("000000000000", "x", "../x"):
        answer = client.get(f"{path}?v={version}")
        assert answer.status_code == 404
        assert data.version in answer.get_data(as_text=True)
    assert client.get(f"{path}?v={data.version}").status_code == 200
