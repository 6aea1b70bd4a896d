"""Feeds of data versions: of all figures, and of one chart; read by the rules of Atom (RFC 4287)."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.data.changes import FigureValue, diff, latest_changes
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from etl.paths import Paths
from etl.pipeline import BuildResult, build
from tests.conftest import copy_inputs
from tests.dashboard.reading import find, parse, words
from tests.etl.changes import other_version, set_cell
from tests.server import CODES, Site, serving

ATOM = "{http://www.w3.org/2005/Atom}"
FIGURE = "ar2021.haechi-i.notices_and_diffusions.2021"


@pytest.fixture(scope="module")
def corrected(built_at: Paths, built: BuildResult, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose data were published three times: as they are, with one value corrected, with one wording changed."""
    inputs = copy_inputs(tmp_path_factory.mktemp("corrected"))
    versions = [build(inputs).database]
    set_cell(inputs.data, "figures/operations.csv", FIGURE, "as_printed", "110")
    set_cell(inputs.data, "figures/operations.csv", FIGURE, "value", "110")
    versions.append(build(inputs).database)
    other_version(inputs.data)
    versions.append(build(inputs).database)
    assert len(set(versions)) == 3
    for days, path in enumerate(versions):
        os.utime(path, (1_790_000_000 + 86_400 * days,) * 2)
    with serving(inputs.published, workers=1) as running:
        yield running


def read(site: Site, path: str) -> ElementTree.Element:
    """A feed, held against the rules of the format."""
    answer = site.get(path)
    assert answer.status == 200 and answer.header("Content-Type").startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.body)
    assert root.tag == f"{ATOM}feed"
    _one_of_each(root)
    assert len(root.findall(f"{ATOM}author/{ATOM}name")) == 1
    links = {link.get("rel"): link.get("href", "") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == site.origin + path and site.get(links["alternate"].removeprefix(site.origin)).status == 200
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert entries and len(set(ids)) == len(ids)
    times = [_one_of_each(entry) for entry in entries]
    assert times == sorted(times, reverse=True) and root.findtext(f"{ATOM}updated") == times[0].isoformat()
    for entry in entries:
        (link,) = entry.findall(f"{ATOM}link")
        assert link.get("rel") == "alternate" and site.get(link.get("href", "").removeprefix(site.origin)).status == 200
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "html" and list(find(parse(content.text or ""), "p"))
    return root


def _one_of_each(element: ElementTree.Element) -> datetime:
    """Identifier, title and time of a feed or an entry stand once; gives the time."""
    (identifier,), (title,), (updated,) = (element.findall(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert (identifier.text or "").startswith("http://") and title.text
    moment = datetime.fromisoformat(updated.text or "")
    assert moment.utcoffset() is not None
    return moment


def told(root: ElementTree.Element) -> list[list[str]]:
    """The lines of each entry."""
    contents = (entry.findtext(f"{ATOM}content") or "" for entry in root.iter(f"{ATOM}entry"))
    return [[words(line) for line in find(parse(content), "p")] for content in contents]


def test_the_feed_names_the_version_served(site: Site, data: DataVersion) -> None:
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in read(site, "/feed.atom").iter(f"{ATOM}entry")]
    assert titles[0] == f"Data version {data.version}"


def test_a_correction_is_told_with_both_values(corrected: Site) -> None:
    wording, correction, first = told(read(corrected, "/feed.atom"))
    assert wording == ["0 figures corrected. 0 figures added. 0 figures withdrawn."]
    assert correction[0] == "1 figure corrected. 0 figures added. 0 figures withdrawn."
    assert correction[1] == f"HAECHI I, Notices and diffusions, 2021: nearly 110 instead of nearly 100 ({FIGURE})"
    assert first == ["387 figures."]


def test_the_feed_of_a_chart_tells_only_what_changed_it(corrected: Site) -> None:
    correction, first = told(read(corrected, "/en/charts/haechi.atom"))
    assert correction[1].endswith(f"nearly 110 instead of nearly 100 ({FIGURE})") and first == ["12 figures."]
    untouched = told(read(corrected, "/en/charts/staff-by-status.atom"))
    assert len(untouched) == 1


@pytest.mark.parametrize("code", CODES)
def test_feeds_speak_the_language_asked_for(corrected: Site, code: str) -> None:
    reader = get_language(code)
    for path in (f"/feed.atom?lang={code}" if code != "en" else "/feed.atom", f"/{code}/charts/haechi.atom"):
        root = read(corrected, path)
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == code
        text = [line for entry in told(root) for line in entry]
        assert reader.ngettext("{number} figure corrected.", "{number} figures corrected.", 1) in " ".join(text)
        assert any("110" in "".join(filter(str.isalnum, line)) and FIGURE in line for line in text)


def test_a_feed_that_names_a_version_is_not_kept_for_good(site: Site, data: DataVersion) -> None:
    kept = [site.get(f"/en/charts/haechi.{name}?v={data.version}").header("Cache-Control") for name in ("csv", "atom")]
    assert "immutable" in kept[0] and "max-age=300" in kept[1]  # later versions are entries of the feed


def test_a_language_that_is_not_offered_is_told(site: Site) -> None:
    answer = site.get("/feed.atom?lang=xx")
    assert answer.status == 400 and all(f">{code}<" in answer.text for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_pages_name_their_feeds(site: Site, code: str) -> None:
    def feeds(path: str) -> list[str]:
        links = find(parse(site.page(path)), "link", rel="alternate", type="application/atom+xml")
        return [link.get("href", "").removeprefix(site.origin) for link in links]

    everything = "/feed.atom" if code == "en" else f"/feed.atom?lang={code}"
    assert feeds(f"/{code}/notices") == [everything]
    assert feeds(f"/{code}/charts/haechi") == [everything, f"/{code}/charts/haechi.atom"]
    for path in (everything, f"/{code}/charts/haechi.atom"):
        read(site, path)


def test_what_was_compared_is_remembered(corrected: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = latest_changes(corrected.published, 20)
    assert len(before) == 3

    def opened(_: Path) -> None:
        raise AssertionError("a database was opened again")

    monkeypatch.setattr("dashboard.data.changes.Store", opened)
    assert latest_changes(corrected.published, 20) == before


def test_added_and_withdrawn_figures_are_counted() -> None:
    def reading(value: float, qualifier: str = "exact") -> FigureValue:
        return FigureValue(value, "count", qualifier, "red-notices", "notices_issued", "2021")

    before = {"a": reading(1), "b": reading(2), "c": reading(3), "gone": reading(4)}
    after = {"a": reading(1), "b": reading(2.5), "c": reading(3, "about"), "new": reading(4)}
    found = diff("v", datetime(2026, 1, 1), before, after)
    assert [correction.figure_id for correction in found.corrected] == ["b", "c"]
    assert (set(found.added), set(found.withdrawn)) == ({"new"}, {"gone"})
    assert not found.restricted_to({"a"}) and found.restricted_to({"gone"}).withdrawn == {"gone"}


def test_what_was_published_elsewhere_is_in_the_feeds_of_charts_and_in_no_count_of_all() -> None:
    def reading(value: float) -> FigureValue:
        return FigureValue(value, "count", "exact", "red-notices", "notices_issued", "2018")

    own, other, new = "ar2021.a", "reported.red-notices.notices_issued.2018", "reported.red-notices.notices_issued.2019"
    published = datetime(2026, 11, 29, tzinfo=UTC)
    changes = diff(
        "b" * 12, published, {own: reading(1), other: reading(2)}, {own: reading(1), other: reading(3), new: reading(4)}
    )
    assert not changes.of_documents()
    assert [each.figure_id for each in changes.restricted_to({other}).corrected] == [other]
    both = diff("b" * 12, published, {}, {own: reading(1), new: reading(4)}, first=True).of_documents()
    assert both.added == {own} and both.first


def test_a_chart_tells_what_changed_of_its_publications(site: Site) -> None:
    assert told(read(site, "/en/charts/requests-refused.atom"))[-1] == ["3 figures."]
