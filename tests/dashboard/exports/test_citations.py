"""Citations as reference managers read them, and the lines that read the data elsewhere."""

from __future__ import annotations

import io
import json
import re

import bibtexparser
import pandas as pd
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

from dashboard.exports.citations import bibtex
from dashboard.exports.code_snippets import snippets
from dashboard.i18n.languages import Code, get_language
from dashboard.releases.data_version import DataVersion
from tests.server import CODES, Site


@pytest.mark.parametrize("code", CODES)
def test_bibtex_keeps_title_and_address(data: DataVersion, code: Code) -> None:
    keys = set()
    for chart in data.catalogue:
        for state in chart.states():
            view = data.view(chart, state, get_language(code))
            library = bibtexparser.parse_string(
                bibtex(data, view, "https://example.org"), append_middleware=[LatexDecodingMiddleware()]
            )
            assert not library.failed_blocks and len(library.entries) == 1
            entry = library.entries[0]
            fields = {field.key: field.value for field in entry.fields}
            assert fields["title"].strip("{}").replace("\u00a0", " ") == view.title.replace("\u00a0", " ")
            assert fields["url"].startswith(f"https://example.org/{code}/charts/{chart.id}")
            assert fields["version"] == data.version and re.fullmatch(r"20\d\d", fields["year"])
            assert entry.key.isascii()
            keys.add(entry.key)
    assert len(keys) == sum(len(list(chart.states())) for chart in data.catalogue)


@pytest.mark.parametrize("code", CODES)
def test_citation_files_open(site: Site, data: DataVersion, code: Code) -> None:
    for chart in data.catalogue:
        view = data.view(chart, chart.state({}), get_language(code))
        address = f"{site.origin}/{code}/charts/{chart.id}"
        [record] = rispy.loads(site.page(f"/{code}/charts/{chart.id}.ris"))
        assert (record["title"], record["urls"]) == (view.title, [address])
        assert record["type_of_reference"] == "DATA" and record["language"] == code
        [item] = json.loads(site.page(f"/{code}/charts/{chart.id}.csl.json"))
        assert (item["title"], item["URL"], item["type"]) == (view.title, address, "dataset")
        assert item["author"][0]["literal"] and item["issued"]["date-parts"][0][0] > 2000
        assert "accessed" not in item
    answer = site.get(f"/{code}/charts/haechi.bib")
    assert answer.header("Content-Type") == "application/x-bibtex; charset=utf-8"
    assert answer.header("Content-Disposition").endswith(".bib")


def test_a_citation_names_the_state(site: Site) -> None:
    for extension in ("bib", "ris", "csl.json"):
        page = site.page(f"/fr/charts/revenue-by-source.{extension}?measure=share")
        assert f"{site.origin}/fr/charts/revenue-by-source?measure=share" in page


def test_what_latex_takes_as_a_command_is_escaped(data: DataVersion) -> None:
    view = data.view(data.catalogue.chart("revenue-by-source"), (("measure", "share"),), get_language("en"))
    title = next(line for line in bibtex(data, view, "https://e.org").splitlines() if line.startswith("  title"))
    assert "%" in view.title and not re.search(r"(?<!\\)[%&#_$]", title)


def test_ready_lines_read_the_data(site: Site, data: DataVersion) -> None:
    view = data.view(data.catalogue.chart("notices-issued"), (), get_language("ar"))
    lines = snippets(view, site.origin)
    found = {re.search(r'"(http[^"]+)"', line)[1] for line in lines.values()}  # type: ignore[index]
    assert len(lines) == 3 and len(found) == 1
    text = site.page(found.pop().removeprefix(site.origin))
    assert pd.read_csv(io.StringIO(text))["value"].tolist() == [row.value for row in view.rows]
