"""Cards of single figures: what the data allow, what must be said, and that all of it has its place."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from dashboard.data.store import Row
from dashboard.design.text_measure import text_width_px
from dashboard.exports.cards.card import MIN_OTHERS, Card, card_styles, make_card
from dashboard.exports.cards.card_image import CARD, card_metadata, card_svg
from dashboard.exports.data.figure_json import find_figure
from dashboard.i18n.languages import Language, get_language
from dashboard.releases.data_version import DataVersion
from tests.server import CODES

ARRESTS = "ar2021.haechi-ii.arrests.2021"
SHARE = "ar2021.statutory-contributions.revenue_share.2021"
EN = get_language("en")
SVG_TEXT = "{http://www.w3.org/2000/svg}text"


def figure(data: DataVersion, figure_id: str) -> Row:
    row = find_figure(data.store, figure_id)
    assert row is not None
    return row


def every_card(data: DataVersion, language: Language) -> list[Card]:
    rows = [figure(data, row["figure_id"]) for row in data.store.rows("SELECT figure_id FROM figures ORDER BY 1")]
    return [make_card(data, row, style, language) for row in rows for style in card_styles(data, row)]


def test_the_data_say_which_styles_a_figure_allows(data: DataVersion) -> None:
    assert card_styles(data, figure(data, ARRESTS)) == ("number", "among")
    assert card_styles(data, figure(data, SHARE)) == ("number", "pair", "share", "among")
    assert card_styles(data, figure(data, "derived.interpol-databases.searches_change.2021")) == ("number",)
    assert card_styles(data, figure(data, "brochure2022.interpol.members.2022-01.194")) == ("number",)
    assert "pair" not in card_styles(data, figure(data, "reported.interpol.revenue.2018"))


def test_a_comparison_is_of_one_measure_period_and_document(data: DataVersion) -> None:
    card = make_card(data, figure(data, ARRESTS), "among", EN)
    values = [value.value for value in card.values]
    assert values == sorted(values, reverse=True) and len(values) > MIN_OTHERS
    query = """SELECT count(*) AS n FROM figures WHERE metric = 'arrests' AND period_label = '2021' AND basis = 'printed'
               AND source_id = 'ar2021' AND figure_id NOT IN (SELECT figure_id FROM disagreement_figures)"""
    assert len(values) + card.more == data.store.rows(query)[0]["n"]


def test_two_years_are_two_printed_figures_and_no_change_is_worked_out(data: DataVersion) -> None:
    card = make_card(data, figure(data, SHARE), "pair", EN)
    assert [(value.label, value.words, value.own) for value in card.values] == [
        ("2020", "44%", False),
        ("2021", "45%", True),
    ]


@pytest.mark.parametrize("code", CODES)
def test_a_disputed_figure_shows_both_and_says_what_documents_disagree_on(data: DataVersion, code: str) -> None:
    language = get_language(code)  # type: ignore[arg-type]
    card = make_card(data, figure(data, "brochure2022.interpol.members.2022-01.194"), "number", language)
    assert {value.value for value in card.values} == {194, 195}
    told = data.store.rows(f"SELECT {code} AS text FROM disagreements WHERE id = 'members-2022'")[0]["text"]
    assert f"‡ {language.localize_digits(told)}" in card.notes
    assert all("‡" in value.marks for value in card.values)


@pytest.mark.parametrize("code", CODES)
def test_every_card_has_room_for_all_that_it_says(data: DataVersion, code: str) -> None:
    """Value, qualifier, what, period, source and marks stand inside the picture, and no line over another."""
    cards = every_card(data, get_language(code))  # type: ignore[arg-type]
    for card in cards if code == "en" else cards[::4]:
        root = ElementTree.fromstring(
            card_svg(card, card_metadata(card, data.version, "https://f.example.org"), "light")
        )
        place = f"{card.figure_id} {card.style}"
        lines = []
        for text in root.iter(SVG_TEXT):
            size, words = float(text.get("font-size", "")), re.sub("[\u202a-\u202e]", "", text.text or "")
            width = text_width_px(words, size, int(text.get("font-weight", "400")))
            x, end = float(text.get("x", "")), text.get("text-anchor") == "end"
            left, right = (x - width, x) if end else (x, x + width)
            assert left >= CARD.padding_px - 1 and right <= CARD.width_px - CARD.padding_px + 1, f"{place}: {words}"
            lines.append((float(text.get("y", "")), size, left, right))
        for y, size, left, right in lines:
            over = [each for each in lines if 1 < y - each[0] < size * 0.7 and left < each[3] and each[2] < right]
            assert not over, f"{place}: {over}"
        shown = "".join(re.sub(r"\s", "", "".join(root.itertext())))
        for words in (card.own.words, card.metric, card.subject, card.source, *card.notes):
            assert re.sub(r"\s", "", words) in shown, place


def test_the_same_card_is_the_same_bytes(data: DataVersion) -> None:
    card = make_card(data, figure(data, ARRESTS), "among", EN)
    metadata = card_metadata(card, data.version, "https://figures.example.org")
    assert card_svg(card, metadata, "dark") == card_svg(card, metadata, "dark")
    assert "var(--" not in card_svg(card, metadata, "dark")
