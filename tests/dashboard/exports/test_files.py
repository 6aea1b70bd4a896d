"""What is taken away in other forms: JSON, ZIP, all figures, oEmbed."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
import zipfile
from typing import Any
from urllib.parse import quote

import duckdb
import pytest

from dashboard.i18n import formatting
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import Site


def as_json(site: Site, path: str) -> Any:
    answer = site.get(path)
    assert answer.status == 200, answer.text[:200]
    return json.loads(answer.body)


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
def test_json_and_csv_say_the_same(site: Site, code: str) -> None:
    found = as_json(site, f"/{code}/charts/haechi.json")
    rows = list(csv.DictReader(io.StringIO(site.page(f"/{code}/charts/haechi.csv"))))
    assert [row["value"] for row in found["rows"]] == [float(row["value"]) for row in rows]
    assert [row["category"] for row in found["rows"]] == [row["category"] for row in rows]
    assert found["title"] in found["citation"] and found["data_version"] in found["citation"]
    assert found["sources"] and all(source["citation"] for source in found["sources"])


def test_the_zip_holds_data_metadata_picture_and_readme(site: Site) -> None:
    answer = site.get("/en/charts/notices-issued.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        names = set(archive.namelist())
        readme = archive.read("README.txt").decode()
        metadata = json.loads(archive.read("notices-issued.metadata.json"))
    assert names >= {"README.txt", "notices-issued.csv", "notices-issued.metadata.json", "notices-issued.png"}
    assert metadata["title"] in readme and metadata["address"] in readme and "CC-BY-4.0" in readme
    assert site.get("/en/charts/notices-issued.zip").body == answer.body


def test_all_figures_as_files(site: Site, data: DataVersion, tmp_path: Any) -> None:
    number = data.store.rows("SELECT count(*) AS n FROM figures WHERE basis <> 'reported'")[0]["n"]
    assert len(list(csv.DictReader(io.StringIO(site.page("/figures.csv"))))) == number
    for form in ("parquet", "duckdb"):
        (tmp_path / f"figures.{form}").write_bytes(site.get(f"/figures.{form}").body)
    with duckdb.connect(tmp_path / "figures.duckdb", read_only=True) as found:
        assert found.sql("SELECT count(*) FROM figures WHERE basis <> 'reported'").fetchall() == [(number,)]
        parquet = found.sql(f"SELECT count(*) FROM '{tmp_path / 'figures.parquet'}'").fetchall()
    assert parquet == [(number,)]
    assert as_json(site, "/datapackage.json")["name"] == "interpol-figures"
    assert site.get("/figures.xls").status == 404
    assert site.get("/figures.csv?v=000000000000").status == 400
    assert site.get(f"/figures.csv?v={data.version}").status == 200


def oembed_path(site: Site, page: str, **more: str) -> str:
    options = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/oembed?url={quote(f'http://127.0.0.1:{site.port}{page}', safe='')}{options}"


@pytest.mark.parametrize(
    "page", ["/en/charts/haechi", "/ar/embed/haechi", "/fr/charts/revenue-by-source?measure=share"]
)
def test_oembed_frames_our_charts(site: Site, page: str) -> None:
    found = as_json(site, oembed_path(site, page, maxwidth="400", maxheight="500"))
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert found["width"] <= 400 and found["height"] <= 500
    assert "<script" not in found["html"] and 'title="' in found["html"] and "/embed/" in found["html"]
    assert ("measure=share" in found["html"]) == ("measure=share" in page)
    root = ElementTree.fromstring(site.page(oembed_path(site, page, format="xml")))
    assert root.findtext("version") == "1.0" and root.findtext("title") == found["title"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/oembed", 404),
        ("/oembed?url=https%3A%2F%2Felsewhere.example%2Fen%2Fcharts%2Fhaechi", 404),
        ("/oembed?url=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", 404),
        ("/oembed?url=x&format=yaml", 501),
    ],
)
def test_oembed_says_honestly_what_it_has_not(site: Site, path: str, status: int) -> None:
    for form in ("", "xml"):
        separator = "&" if "?" in path else "?"
        answer = site.get(path if not form or "format=" in path else f"{path}{separator}format=xml")
        assert answer.status == status
        assert "<script>alert" not in answer.text
        if form and "format=" not in path:
            assert answer.header("Content-Type").startswith("text/xml")
            assert ElementTree.fromstring(answer.text).findtext("error")
        else:
            assert answer.header("Content-Type").startswith("application/json")
            assert json.loads(answer.text)["error"]


def test_oembed_refuses_sizes_that_are_none(site: Site) -> None:
    for size in ("0", "-5", "many", "²"):
        assert site.get(oembed_path(site, "/en/charts/haechi", maxwidth=quote(size))).status == 400


def test_chart_pages_offer_oembed_and_escaped_code(site: Site) -> None:
    page = site.page("/en/charts/revenue-by-source?measure=share")
    assert 'type="application/json+oembed"' in page
    area = next(part for part in page.split("<textarea")[1:] if "iframe" in part).split("</textarea>", 1)[0]
    assert '&lt;iframe src="' in area and 'loading="lazy"' in area and "&lt;/a&gt;&lt;/iframe&gt;" in area
    assert "<iframe" not in area


def test_frozen_embeds_say_so(site: Site, data: DataVersion) -> None:
    date = formatting.period(data.vocabulary.data_date, get_language("en"))
    assert f"This chart stays as it was in {date}." in site.page(f"/en/embed/haechi?v={data.version}")
    dialog = parse(site.page("/en/charts/haechi/embed?data=frozen"))
    said = " ".join(words(part) for part in find(dialog, "small"))
    assert date in said and data.version not in said
    wrong = site.get("/en/embed/haechi?v=000000000000")
    assert wrong.status == 400 and "frame-ancestors *" in wrong.header("Content-Security-Policy")
