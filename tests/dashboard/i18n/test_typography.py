"""Lines break neither between a name and its number nor before a figure that follows a short word."""

from __future__ import annotations

import pytest

from dashboard.design.text_measure import balanced, text_width_px, wrap
from dashboard.i18n.languages import available_languages, get_language
from dashboard.i18n.typography import bind_with_nbsp, corrected
from dashboard.releases.data_version import DataVersion
from tests.server import Site


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("HAECHI I à 1 003", "HAECHI_I à_1 003"),
        ("Pandora IV et Thunder 2020", "Pandora_IV et Thunder_2020"),
        ("un 2,9 % en los años 60", "un_2,9 % en los años_60"),
        ("from 57 in 1956 to US$83 million", "from_57 in_1956 to_US$83 million"),
        ("ارتفع في عام 2021", "ارتفع في_عام_2021"),
        ("انضم من آسيا و HAECHI", "انضم من_آسيا و_HAECHI"),
        ("saisir 17 tonnes de résine", "saisir_17_tonnes de résine"),
        ("largest source of revenue", "largest source of revenue"),
    ],
)
def test_names_and_figures_are_held(text: str, held: str) -> None:
    assert bind_with_nbsp(text, "_") == held


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("fr", "Combien d'avis ? « {n} » : 12 500... 5 %", "Combien d’avis\u202f? «\u00a0{n}\u00a0»\u00a0: 12\u202f500… 5\u202f%"),
        ("fr", "Le {titre}: oui; https://x.org/a?b", "Le {titre}\u00a0: oui\u202f; https://x.org/a?b"),
        ("es", "En {year}. Cuántos avisos?", "En {year}. ¿Cuántos avisos?"),
        ("es", "Los 12 500 de 'ayer'!", "¡Los 12.500 de ’ayer’!"),
        ("ar", "كم, {n}?", "كم، {n}؟"),
        ("de", "und so weiter...", "und so weiter…"),
    ],
)  # fmt: skip
def test_what_a_native_editor_would_write(code: str, wrong: str, right: str) -> None:
    assert corrected(wrong, code) == right == corrected(right, code)


def test_no_title_breaks_before_a_roman_numeral(data: DataVersion) -> None:
    broken, numerals = [], 0
    for code in available_languages():
        for view in data.default_charts(get_language(code)):
            for width_px in range(120, 600, 40):
                lines = wrap(view.title, 20, width_px)
                broken += [
                    line for line in lines[1:] if line.split(" ")[0].strip(",.;:") in ("I", "II", "III", "IV", "VI")
                ]
                numerals += sum(" II" in line or " VI" in line for line in lines)
    assert numerals > 5 and broken == []


def test_the_headings_of_pages_hold_together(site: Site) -> None:
    page = site.page("/en/operations")
    assert "<bdi>SOGA\u00a0VIII</bdi>" in page
    assert "Turquesa\u00a0III" in site.page("/ar/goals")
    assert "Pangea\u00a0XVII" in site.page("/fr/embed/pangea-editions")


def test_titles_of_pictures_leave_no_word_alone(data: DataVersion) -> None:
    alone, broken = [], 0
    for code in available_languages():
        for view in data.default_charts(get_language(code)):
            lines = balanced(view.title, 21, 620, 600)
            assert len(lines) == len(wrap(view.title, 21, 620, 600))
            broken += len(lines) > 1
            widths_px = [text_width_px(line, 21, 600) for line in lines]
            alone += [lines[-1]] if widths_px[-1] < max(widths_px) / 4 else []
    assert broken > 20 and alone == []
