"""Readers whose browser says ``Save-Data: on`` get pages that load little, and nobody else gets theirs."""

from __future__ import annotations

import pytest

from tests.dashboard.reading import find, parse
from tests.dashboard.site import Site


@pytest.mark.parametrize("path", ["/en/", "/ar/charts/haechi", "/fr/embed/haechi"])
def test_pages_for_readers_who_save_data(site: Site, path: str) -> None:
    usual, save_data = site.get(path), site.get(path, save_data="on")
    assert usual.status == save_data.status == 200
    assert [next(find(parse(a.text), "html")).get("data-frugal") for a in (usual, save_data)] == [None, "on"]
    assert list(find(parse(save_data.text), "link", rel="preload")) == []
    assert "private" in save_data.header("Cache-Control") and "public" in usual.header("Cache-Control")
    assert all("Save-Data" in answer.header("Vary") for answer in (usual, save_data))
    assert usual.header("ETag") != save_data.header("ETag")


def test_other_values_change_nothing(site: Site) -> None:
    assert site.get("/en/", save_data="off").text == site.get("/en/").text
