"""A panel: what is in view under a chart, and what is folded; marks lead to their notes."""

from __future__ import annotations

import re

import pytest

from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import charts, find, parse, words
from tests.server import CODES, Site


@pytest.mark.parametrize("code", CODES)
def test_marks_lead_to_their_notes_and_notes_are_folded(site: Site, data: DataVersion, code: str) -> None:
    marked = 0
    for topic in data.vocabulary.topics:
        for article in charts(parse(site.page(f"/{code}/{topic}"))):
            notes = next(find(article, "details", class_="notes-fold"))
            assert "open" not in notes.attrib
            listed = {note.get("id"): words(note) for note in find(notes, "li")}
            line = next(find(article, "div", class_="footnotes"))
            links = [link for link in find(line, "a") if link.get("href", "").startswith("#note-")]
            for link in links:
                assert listed[link.get("href", "").removeprefix("#")][0] == words(link)[0]
            used = {text[0] for text in listed.values() if text[0] in "†*‡§"}
            assert {words(link)[0] for link in links} == used, article.get("id")
            assert len(list(find(line, "p", class_="caveat"))) <= 1
            assert words(next(find(line, "span", class_="source")))
            marked += len(links)
    assert marked > 10


def test_notes_and_table_are_open_where_the_chart_is_the_subject(site: Site) -> None:
    article = charts(parse(site.page("/en/charts/haechi")))[0]
    assert next(find(article, "details", class_="notes-fold")).get("open") is not None
    assert next(find(article, "details", class_="data")).get("open") is not None
    sections = [words(next(find(section, "h2"))) for section in find(article, "section")]
    assert sections == ["Picture", "Data", "Cite", "Embed"]


@pytest.mark.parametrize(
    ("path", "above"),
    [
        (
            "/en/charts/notices-issued",
            "chapter “Databases: highlights”, pages 8 to 9 · section “Notices”",
        ),
        ("/en/charts/notices-issued", "chapter “Databases: highlights” · section “Notices”"),
        ("/fr/charts/staff-by-status", "section « Effectif »"),
        ("/en/figures/ar2020.first-light.arrests.2020", "chapter “Securing cyberspace”, pages 14 to 15"),
        ("/en/figures/ar2020.first-light.arrests.2020", "section “More than 20,000 arrests…” (« Plus de 20 000 arrest"),
        ("/en/figures/ar2021.dr-hex.arrests.2021", "chapter “Securing cyberspace” (« Sécuriser le cyberespace »)"),
        ("/en/figures/goals2023.interpol.members.2023-10", ""),
    ],
)
def test_the_headings_above_a_line_stand_beside_it(site: Site, path: str, above: str) -> None:
    text = re.sub("[\u00a0\u202f]", " ", words(parse(site.page(path))))
    assert above in text if above else "chapter “" not in text and "section “" not in text


def test_four_actions_end_every_chart_and_the_first_gives_a_picture(site: Site, data: DataVersion) -> None:
    for topic in data.vocabulary.topics:
        for article in charts(parse(site.page(f"/en/{topic}"))):
            links = list(find(next(find(article, "ul", class_="actions")), "a"))
            assert [words(link).partition(" – ")[0] for link in links] == ["PNG", "Data", "Embed", "Link"]
            assert "download" in links[0].attrib and ".png" in links[0].get("href", "")
            assert [link.get("href", "").partition("#")[2] for link in links[1:]] == ["data", "embed", "cite"]
